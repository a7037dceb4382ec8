"""Rules about a trigger: its constants, and whether it acts where it is asked to."""

from __future__ import annotations

from formulator.advice.case import Case, Finding, Rule, words
from formulator.evaluation.triggers import CONSTANTS, FIELD

SOON = 2.0
"""Release in a cell over release in blood, below which a trigger hardly does anything."""


def _chosen(case: Case) -> str:
    word = case.word(FIELD)
    return word if word in CONSTANTS else ""


def without_constant(case: Case) -> Finding | None:
    """A trigger of which nothing was measured."""
    kind = _chosen(case)
    lacking = next((path for path in CONSTANTS.get(kind, ()) if case.ingredient(path) is None), "")
    if not lacking:
        return None
    return Finding(
        id="L-REL-01",
        severity="warning",
        path=lacking,
        source="massaction",
        text="The trigger has no constant: nothing can be said of release in blood, tumour or cell.",
        remedy="Fit it to release at two conditions; no structure predicts it. Or choose no trigger.",
    )


def wrong_way(case: Case) -> Finding | None:
    """A trigger that does nothing in the cell, or acts in blood instead."""
    kind, blood, cell = _chosen(case), case.node("payload_release_in_blood"), case.node("payload_release_in_cell")
    if not kind or blood is None or cell is None or cell >= SOON * blood:
        return None
    where = "payload.thiol_rate_constant" if kind == "thiol" else "target.endosome_ph"
    text = "The trigger makes release in the cell no faster than in blood: it does not act where it should."
    if cell > blood:
        text = f"With the trigger release in the cell is only {words(cell / blood, 2)} times as fast as in blood: it hardly acts."
    return Finding(
        id="L-REL-02",
        severity="warning",
        path=where,
        source="massaction",
        text=text,
        remedy="Check the constants and what they meet in blood and cell, or slow the release that needs no trigger.",
    )


def against_measurement(case: Case) -> Finding | None:
    """A trigger that alone empties particles in blood faster than was measured."""
    measured, alone = case.node("payload_release_rate"), case.node("triggered_in_blood")
    if case.given("payload.release_half_time") is None or measured is None or alone is None or alone <= measured:
        return None
    return Finding(
        id="L-REL-03",
        severity="warning",
        path="payload.release_half_time",
        source="massaction",
        text=(
            f"The trigger alone releases {words(alone / measured, 2)} times as fast in blood as the measured half-time says: "
            "they do not go together, and the faster one is used."
        ),
        remedy="Measure release in a medium like blood again, or fit the constant anew.",
    )


def unused_constant(case: Case) -> Finding | None:
    """A constant of a trigger that is not chosen."""
    kind = _chosen(case)
    unused = next((path for name, paths in CONSTANTS.items() if name != kind for path in paths if case.given(path) is not None), "")
    if not unused:
        return None
    return Finding(
        id="L-REL-04",
        severity="info",
        path=FIELD,
        source="massaction",
        text="A constant of a trigger is typed that is not chosen: it counts nowhere.",
        remedy="Choose the trigger that it belongs to, or clear it.",
    )


RULES: tuple[Rule, ...] = (without_constant, wrong_way, against_measurement, unused_constant)
