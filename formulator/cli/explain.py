"""`evaluate --explain PATH`: where one number comes from, and how far to trust it."""

from __future__ import annotations

from typing import Any

from formulator.catalogue import Catalogue
from formulator.chem.model import Grade
from formulator.cli.text import dump, table
from formulator.design import Design
from formulator.prediction import Prediction
from formulator.report import explained
from formulator.units import format_answer, format_interval, format_number, unit_label


def explain(path: str, design: Design, prediction: Prediction, catalogue: Catalogue, *, as_json: bool, as_bibtex: bool) -> int:
    """Print the explanation of one output, or its references as BibTeX."""
    said = explained(path, design, prediction, catalogue)
    if as_json:
        dump(said)
    elif as_bibtex:
        print("\n\n".join(source["bibtex"] for source in said["sources"] if source["bibtex"]))
    else:
        print("\n".join(_lines(said)))
    return 0


def _lines(said: dict[str, Any]) -> list[str]:
    lines = [_headline(said), said["about"]]
    if said["definition"]:
        lines.append(f"Definition: {said['definition']}")
    for model in said["models"]:
        lines += ["", f"{model['name']}: {model['equation']}"]
        lines += [f"  {line}" for line in (*model["assumes"], *model["valid"])]
        lines += [f"  {_range(rule)}" for rule in model["ranges"]]
    if said["inputs"]:
        rows = [
            (
                entry["label"],
                entry["spread"] or _number(entry["value"]),
                unit_label(entry["unit"]),
                entry["state"],
                f"{Grade[entry['grade']].mark} {entry['worth']}",
                entry["status"],
                entry["source"],
            )
            for entry in said["inputs"]
        ]
        lines += ["", table(rows, ("from", "value", "", "state", "grade", "status", "source"), right=(1,))]
    if said["sensitivities"]:
        lines += ["", table(_movers(said), ("What moves it most", "of the variance", "1 % more gives"), right=(1, 2))]
    lines += ["", *(f"note: {text}" for text in said["flags"] if said["value"] is not None)]
    for number, source in enumerate(said["sources"], 1):
        doi = f" doi:{source['doi']}" if source["doi"] else ""
        lines.append(f"[{number}] {source['text']}{doi}" + (" (not verified)" if source["status"] == "recalled" else ""))
    return lines


def _headline(said: dict[str, Any]) -> str:
    if said["value"] is None:
        return f"{said['label']}: — {' '.join(said['flags'])}"
    if said["low"] is None:
        value, interval = format_number(said["value"], digits=3), ""
    else:
        value, interval = format_answer(said["value"], said["low"], said["high"])
    grade = Grade[said["grade"]]
    shown = f"{value} {unit_label(said['unit'])}".rstrip() + (f", 90 % {interval}" if interval else "")
    return f"{said['label']}: {shown}  ({grade.word}: {grade.meaning})"


def _number(value: object) -> str:
    return format_number(value, digits=4) if isinstance(value, float) else str(value)


def _range(rule: dict[str, Any]) -> str:
    span = f"{rule['argument'].replace('_', ' ')} {format_interval(rule['low'], rule['high'])} {unit_label(rule['unit'])}".rstrip()
    return span + ("" if rule["inside"] is None else ": inside" if rule["inside"] else ": outside")


def _movers(said: dict[str, Any]) -> list[tuple[str, str, str]]:
    rows = [
        (
            entry["label"],
            "< 1 %" if entry["share"] is None else f"{100 * entry['share']:.0f} %",
            "" if entry["effect"] is None else f"{entry['effect']:+.2f} %".replace("-", "−"),
        )
        for entry in said["sensitivities"]
    ]
    if said["scatter"] >= 0.005:
        rows.append(("Scatter of published values", f"{100 * said['scatter']:.0f} %", ""))
    return rows
