"""The design check: what a good colleague would remark, each with a remedy and a source. Rules are plain functions over one prediction."""

from __future__ import annotations

from formulator.advice import charge, ligand, loading, medium, mixing, records, release, size, targeting
from formulator.advice.case import SEVERITIES, Case, Finding, Rule
from formulator.catalogue import Catalogue
from formulator.design import Design
from formulator.prediction import Prediction

__all__ = ["RULES", "SEVERITIES", "Case", "Finding", "Rule", "lint"]

RULES: tuple[Rule, ...] = (
    *size.RULES,
    *ligand.RULES,
    *loading.RULES,
    *charge.RULES,
    *medium.RULES,
    *mixing.RULES,
    *targeting.RULES,
    *release.RULES,
    *records.RULES,
)


def out_of_range(prediction: Prediction) -> tuple[Finding, ...]:
    """A finding for every model that was asked outside its range, under the flag's own id, at the field that is the cause."""
    return tuple(
        Finding(
            id=flag.id,
            severity="warning",
            path=flag.field or flag.path,
            text=flag.text,
            remedy="Read the numbers built on it as a ranking.",
            source="",
            fix=(flag.field, flag.nearest) if flag.nearest else None,
        )
        for flag in prediction.flags
        if flag.id.startswith("range.")
    )


def lint(design: Design, prediction: Prediction, catalogue: Catalogue) -> tuple[Finding, ...]:
    """Every remark on a design, worst first."""
    case = Case(design, prediction, catalogue)
    found = [finding for rule in RULES if (finding := rule(case)) is not None]
    found.extend(out_of_range(prediction))
    return tuple(sorted(found, key=lambda finding: SEVERITIES.index(finding.severity)))
