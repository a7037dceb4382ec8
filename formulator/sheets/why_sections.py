"""Section 16 of a formulation sheet: what each number is made of, what moves it most, and where its models hold."""

from __future__ import annotations

from typing import Any

from formulator import calculators
from formulator.chem.model import Grade
from formulator.chem.naming import spoken
from formulator.outputs import OUTPUTS
from formulator.prediction import Prediction
from formulator.report import explanation
from formulator.sheets.content import Cell, Context, Section, Table, cell
from formulator.uncertainty import effects
from formulator.units import format_interval, format_number, unit_label

STATES = {"typed": "typed", "catalogue": "catalogue", "default": "default", "class": "published class"}


def why(context: Context) -> Section:
    """16 Why these numbers."""
    prediction = context.prediction
    moved = effects(context.variant.design, context.catalogue, prediction)
    paths = [output.path for output in OUTPUTS if prediction[output.path].value is not None]
    told = [explanation(path, prediction, context.catalogue, moved.get(path)) for path in paths]
    places: dict[str, int] = {}
    for said in told:
        for entry in said["inputs"]:
            places.setdefault(entry["path"], len(places) + 1)
    return Section(
        number=16,
        title="Why these numbers",
        note="the number in the first table stands for the input in the second",
        tables=(_inputs(context, prediction, places), _numbers(told, places), _models(context, told)),
        lines=(
            "A grade is the worst on the way to a number: of its inputs, of its models, and of how far outside their "
            "ranges these were asked. Chosen is a condition or a neutral factor that nobody typed.",
            "Share: part of the variance that the spread of an input brings. In brackets: by how much the number changes when the input "
            "alone is 1 % larger.",
        ),
    )


def _inputs(context: Context, prediction: Prediction, places: dict[str, int]) -> Table:
    rows = []
    for path, place in places.items():
        entry = prediction.ingredients[path]
        is_number = isinstance(entry.value, (int, float))
        value = entry.spread or (format_number(float(entry.value), digits=4) if is_number else str(entry.value))  # type: ignore[arg-type]
        unread = ", not verified" if entry.status == "recalled" else ", estimate" if entry.status == "estimate" else ""
        rows.append(
            (
                cell(str(place), right=True),
                cell(entry.label),
                cell(value, right=True),
                cell(unit_label(entry.unit)),
                cell(STATES.get(entry.state, entry.state) + unread),
                cell(f"{entry.grade.mark} {entry.worth}"),
                cell(context.source_number(entry.source) if entry.source else ""),
            )
        )
    heads = ("no.", "input", "value", "unit", "from", "grade", "source")
    return Table(heads=heads, rows=tuple(rows), right=(0, 2))


def _grade(grade: Grade) -> Cell:
    return cell(f"{grade.mark} {grade.word}")


def _numbers(told: list[dict[str, Any]], places: dict[str, int]) -> Table:
    rows = tuple(
        (
            cell(said["label"]),
            cell("; ".join(model["equation"] for model in said["models"])),
            cell(_runs({places[entry["path"]] for entry in said["inputs"]})),
            cell("; ".join(_movers(said))),
            _grade(Grade[said["grade"]]),
        )
        for said in told
    )
    return Table(heads=("number", "equation", "inputs", "what moves it most", "grade"), rows=rows)


def _runs(places: set[int]) -> str:
    """Numbers of inputs in order, neighbours as one run: 1–3 5 7."""
    runs: list[list[int]] = []
    for place in sorted(places):
        if runs and runs[-1][-1] == place - 1:
            runs[-1].append(place)
        else:
            runs.append([place])
    return " ".join(f"{run[0]}–{run[-1]}" if len(run) > 2 else " ".join(map(str, run)) for run in runs)


def _movers(said: dict[str, Any]) -> list[str]:
    found = []
    for entry in said["sensitivities"]:
        share = "" if entry["share"] is None else f" {100 * entry['share']:.0f} %"
        effect = "" if entry["effect"] is None else f" ({entry['effect']:+.2f} %)".replace("-", "−")
        found.append(f"{entry['label'].partition(' (')[0]}{share}{effect}")
    if said["scatter"] >= 0.005:
        found.append(f"scatter of published values {100 * said['scatter']:.0f} %")
    return found


def _models(context: Context, told: list[dict[str, Any]]) -> Table:
    """Each model once: where it holds, and whether the design lies inside the ranges in which it was checked."""
    cards = calculators.models()
    rows = {}
    for said in told:
        for model in said["models"]:
            if model["name"] in cards and model["name"] not in rows:
                ranges = [
                    f"{rule['argument'].replace('_', ' ')} {format_interval(rule['low'], rule['high'])} {unit_label(rule['unit'])}".rstrip()
                    + ("" if rule["inside"] is None else ": inside" if rule["inside"] else ": OUTSIDE")
                    for rule in model["ranges"]
                ]
                holds = " ".join(filter(None, ("; ".join(model["assumes"]) + "." if model["assumes"] else "", *model["valid"])))
                named = f"{context.model_number(model['name'])} {spoken(model['name'])}".lstrip()
                rows[model["name"]] = (cell(named), cell(holds), cell("; ".join(ranges)))
    return Table(heads=("model", "assumes and holds", "checked for"), rows=tuple(rows.values()))
