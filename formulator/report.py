"""A prediction as plain data: for JSON, for "Why this number", for the sheet. Nothing here formats for people."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from typing import Any

from formulator import __version__, calculators
from formulator import design as designs
from formulator.catalogue import Catalogue
from formulator.chem.model import Arg
from formulator.design import Design
from formulator.errors import UsageError
from formulator.outputs import EQUATIONS
from formulator.prediction import OUTPUT_BY_PATH, Estimate, Flag, Prediction
from formulator.units import Value, from_si

MOST = 3
"""Sensitivities that are told of each number."""


def explanation(path: str, prediction: Prediction, catalogue: Catalogue, effects: Mapping[str, float] | None = None) -> dict[str, Any]:
    """Everything behind one output as plain data: value, models with equations, inputs, validity, drivers, sources, flags.

    `effects` are those of `formulator.uncertainty.effects` for this output: what 1 % more of each input does.
    """
    if path not in OUTPUT_BY_PATH:
        raise UsageError(f"There is no output '{path}'. `formulator schema` lists them.")
    estimate, output = prediction[path], OUTPUT_BY_PATH[path]
    cards = calculators.models()
    used = [estimate.model] if estimate.model else []
    return {
        "path": path,
        "label": output.label,
        "about": output.about,
        "definition": output.definition,
        **_figures(estimate),
        "grade_meaning": estimate.grade.meaning,
        "models": _bookkeeping(path, estimate)
        + [
            {
                "name": name,
                "equation": cards[name].equation,
                "tex": cards[name].tex,
                "assumes": list(cards[name].assumes),
                "valid": list(cards[name].valid),
                "ranges": _ranges(name, prediction),
            }
            for name in used
        ],
        "inputs": [
            {
                "path": entry.path,
                "label": entry.label,
                "value": entry.value,
                "spread": entry.spread,
                "unit": entry.unit,
                "state": entry.state,
                "status": entry.status,
                "grade": entry.grade.name,
                "worth": entry.worth,
                "source": entry.source,
            }
            for entry in (prediction.ingredients[name] for name in estimate.inputs)
        ],
        "drivers": [{"path": name, "share": share} for name, share in estimate.drivers[:MOST]],
        "sensitivities": _sensitivities(estimate, prediction, effects or {}),
        "scatter": estimate.scatter,
        "flags": [flag.text for flag in estimate.flags],
        "sources": [source_data(key, catalogue) for key in estimate.sources] or _own(estimate),
    }


def explained(path: str, design: Design, prediction: Prediction, catalogue: Catalogue) -> dict[str, Any]:
    """The same, with what 1 % more of each input does."""
    from formulator.uncertainty import effects

    return explanation(path, prediction, catalogue, effects(design, catalogue, prediction).get(path))


def _bookkeeping(path: str, estimate: Estimate) -> list[dict[str, Any]]:
    """The equation of a number that no model with a card made."""
    if estimate.model or estimate.value is None:
        return []
    holds = "As good as the numbers it is made from." if estimate.state != "measured" else "Your own measurement, taken as it is."
    return [{"name": "bookkeeping", "equation": EQUATIONS[path], "tex": EQUATIONS[path], "assumes": [], "valid": [holds], "ranges": []}]


def _own(estimate: Estimate) -> list[dict[str, Any]]:
    if estimate.value is None:
        return []
    if not estimate.inputs:
        return [{"key": "user", "text": "So by definition: no publication is behind it.", "doi": "", "status": "user", "bibtex": ""}]
    return [{"key": "user", "text": "Your own number: no publication is behind it.", "doi": "", "status": "user", "bibtex": ""}]


def _sensitivities(estimate: Estimate, prediction: Prediction, effects: Mapping[str, float]) -> list[dict[str, Any]]:
    """The inputs that move a number most: by their share of its spread, and where none has one by what a change of 1 % does."""
    if estimate.value is None:
        return []
    shares = dict(estimate.drivers)
    numbers = [name for name in estimate.inputs if isinstance(prediction.ingredients[name].value, (int, float))]
    numbers.sort(key=lambda name: (-shares.get(name, 0.0), -abs(effects.get(name, 0.0))))
    return [
        {"path": name, "label": prediction.ingredients[name].label, "share": shares.get(name), "effect": effects.get(name)}
        for name in numbers[:MOST]
    ]


def _ranges(name: str, prediction: Prediction) -> list[dict[str, Any]]:
    """Where the arguments of a model were checked, and whether those of this design lie inside; None where it gives none."""
    given = next((step.values for step in prediction.steps if step.model == name), {})
    rows = []
    for argument, rule in calculators.models()[name].arguments.items():
        if isinstance(rule, Arg):
            shown = rule.show or rule.unit
            rows.append(
                {
                    "argument": argument,
                    "low": float(from_si(rule.low, shown)),
                    "high": float(from_si(rule.high, shown)),
                    "unit": shown,
                    "inside": _is_inside(given.get(argument), rule),
                }
            )
    return rows


def _is_inside(si: object, rule: Arg) -> bool | None:
    slack = 1e-9 * max(abs(rule.low), abs(rule.high))
    return bool(rule.low - slack <= si <= rule.high + slack) if isinstance(si, float) else None


def source_data(key: str, catalogue: Catalogue) -> dict[str, Any]:
    """One source as data."""
    source = catalogue.sources.get(key)
    if key == "user" and source is None:
        return {"key": key, "text": "Your own entry: no publication is named.", "doi": "", "status": "user", "bibtex": ""}
    if source is None:
        return {"key": key, "text": key, "doi": "", "status": "", "bibtex": ""}
    return {"key": key, "text": source.text, "doi": source.doi, "status": source.status, "bibtex": source.bibtex()}


def flag_data(flag: Flag) -> dict[str, str]:
    """One flag as data."""
    return {"id": flag.id, "severity": flag.severity, "path": flag.path, "text": flag.text}


def _figures(estimate: Estimate) -> dict[str, Any]:
    """The number with its unit, its interval and how far to trust it."""
    return {
        "value": estimate.value,
        "unit": estimate.unit,
        "low": estimate.low,
        "high": estimate.high,
        "level": estimate.level,
        "grade": estimate.grade.name,
    }


def estimate_data(estimate: Estimate) -> dict[str, Any]:
    """One output as data, in the unit it is shown in, at full precision."""
    return {
        **_figures(estimate),
        "state": estimate.state,
        "model": estimate.model,
        "sources": list(estimate.sources),
        "flags": [flag_data(flag) for flag in estimate.flags],
    }


def inputs_data(design: Design) -> dict[str, Any]:
    """Everything a person gave, by path: the words of picks and choices, magnitude and unit of numbers."""
    found: dict[str, Any] = {}
    for path in designs.paths(design):
        entry = designs.get(design, path)
        if isinstance(entry, Value):
            spread = {} if entry.sd is None else {"sd": entry.sd}
            found[path] = {"v": entry.magnitude, "u": entry.unit} | spread | ({} if entry.law is None else {"law": list(entry.law)})
        elif entry is not None:
            found[path] = entry
    return found


def inputs_digest(design: Design, catalogue: Catalogue) -> str:
    """SHA-256 over what was given and the catalogue it was read against: the same digest gives the same numbers."""
    text = json.dumps(
        {"inputs": inputs_data(design), "catalogue": catalogue.digest},
        sort_keys=True,
        ensure_ascii=False,
        separators=(",", ":"),
    )
    return hashlib.sha256(text.encode()).hexdigest()


def engine_data(catalogue: Catalogue, draws: int, seed: int) -> dict[str, Any]:
    """Which program and catalogue made the numbers."""
    return {
        "program": "formulator",
        "version": __version__,
        "catalogue": catalogue.digest,
        "draws": draws,
        "seed": seed,
    }


def prediction_data(prediction: Prediction, design: Design, catalogue: Catalogue, draws: int, seed: int) -> dict[str, Any]:
    """The whole prediction as data, as `evaluate --json` prints it."""
    return {
        "outputs": {path: estimate_data(estimate) for path, estimate in prediction.estimates.items()},
        "flags": [flag_data(flag) for flag in prediction.flags],
        "engine": engine_data(catalogue, draws, seed),
        "inputs_sha256": inputs_digest(design, catalogue),
    }
