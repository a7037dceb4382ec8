"""Rules about what is known, assumed and measured."""

from __future__ import annotations

from formulator.advice.case import Case, Finding, Rule, words

DECISIVE = 0.25
"""Share of an answer's spread from which an input decides."""
ANSWERS = ("loading.dlc", "targeting.occupancy_target", "targeting.delivered")


def aimed_diameter(case: Case) -> Finding | None:
    """A size that is still to be reached."""
    if case.word("carrier.diameter_kind") != "target" or case.given("carrier.diameter") is None:
        return None
    return Finding(
        id="L-REC-01",
        severity="info",
        path="carrier.diameter",
        source="published_formulations",
        text="The diameter is aimed at: laboratories scatter around it by a third and more.",
        remedy="Type the DLS value of your batch and mark it as measured.",
    )


def recalled_in_a_decisive_place(case: Case) -> Finding | None:
    """Most of an answer's spread comes from a catalogue value that nobody checked."""
    for path in ANSWERS:
        for name, share in case.prediction[path].drivers[:1]:
            found = case.ingredient(name)
            if found is not None and found.state == "catalogue" and found.status in ("recalled", "estimate") and share >= DECISIVE:
                return Finding(
                    id="L-REC-02",
                    severity="warning",
                    path=name,
                    source=found.source or "recalled",
                    text=f"{found.label} is not verified, and {words(100 * share, 2)} % of the spread of {path} comes from it.",
                    remedy="Look it up or measure it before relying on this number.",
                )
    return None


def no_method(case: Case) -> Finding | None:
    """A class of all methods."""
    if case.word("process.method") or case.value("size.hydrodynamic_diameter") is None or case.given("carrier.diameter") is not None:
        return None
    return Finding(
        id="L-REC-03",
        severity="info",
        path="process.method",
        source="published_formulations",
        text="No method is chosen: size and EE are those of particles made in any way.",
        remedy="Choose how the particles are made.",
    )


def kind_of_diameter(case: Case) -> Finding | None:
    """A size of which nobody said whether it was measured."""
    if case.given("carrier.diameter") is None or case.word("carrier.diameter_kind"):
        return None
    return Finding(
        id="L-REC-04",
        severity="info",
        path="carrier.diameter_kind",
        source="iso22412",
        text="The diameter is taken as measured by DLS.",
        remedy="Mark it as a target if the batch is still to be made.",
        fix=("carrier.diameter_kind", "target"),
    )


RULES: tuple[Rule, ...] = (aimed_diameter, recalled_in_a_decisive_place, no_method, kind_of_diameter)
