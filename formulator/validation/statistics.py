"""A report in numbers: per output, and per output and carrier class, each score beside that of the class median."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from formulator.validation.compare import PATHS, Comparison, Report, of_path
from formulator.validation.scoring import fold, weighted_mean, weighted_median, weights

Numbers = dict[str, float | int | None]


def numbers(comparisons: Sequence[Comparison]) -> Numbers:
    """Coverage and scores of some comparisons of one output, a paper counting once.

    Median fold error and mean absolute error are those of the point value, the second in the unit of the output; interval width,
    interval score and CRPS stand on its scale. The baseline's stand on the rows for which there is one.
    """
    votes = weights([entry.row.paper for entry in comparisons])
    folds = [fold(entry.path, entry.point, entry.measured) for entry in comparisons]
    known = [ratio for ratio in folds if ratio is not None]
    return {
        "n": len(comparisons),
        "papers": len({entry.row.paper for entry in comparisons}),
        "coverage": weighted_mean((entry.score.covered for entry in comparisons), votes),
        "median_fold_error": weighted_median(np.array(known), votes) if known and len(known) == len(folds) else None,
        "mean_abs_error": weighted_mean((abs(entry.point - entry.measured) for entry in comparisons), votes),
        "interval_width": weighted_mean((entry.score.high - entry.score.low for entry in comparisons), votes),
        "interval_score": weighted_mean((entry.score.interval_score for entry in comparisons), votes),
        "crps": weighted_mean((entry.score.crps for entry in comparisons), votes),
        **_baseline(comparisons),
    }


def _baseline(comparisons: Sequence[Comparison]) -> Numbers:
    there = [(entry.row.paper, entry.baseline) for entry in comparisons if entry.baseline is not None]
    if len(there) < len(comparisons):
        return {"baseline_interval_score": None, "baseline_crps": None, "baseline_coverage": None}
    votes = weights([paper for paper, _ in there])
    return {
        "baseline_interval_score": weighted_mean((score.interval_score for _, score in there), votes),
        "baseline_crps": weighted_mean((score.crps for _, score in there), votes),
        "baseline_coverage": weighted_mean((score.covered for _, score in there), votes),
    }


def by_class(comparisons: Sequence[Comparison]) -> dict[str, list[Comparison]]:
    """Comparisons of one output by carrier class, the largest class first."""
    classes: dict[str, list[Comparison]] = {}
    for entry in comparisons:
        classes.setdefault(entry.row.carrier_class, []).append(entry)
    return dict(sorted(classes.items(), key=lambda item: (-len(item[1]), item[0])))


def as_data(report: Report) -> dict[str, Any]:
    """The report as plain data for machines."""
    outputs, classes = {}, {}
    for path in PATHS:
        found = of_path(report.comparisons, path)
        if found:
            outputs[path] = numbers(found)
            classes[path] = {name: numbers(entries) for name, entries in by_class(found).items()}
    return {
        "rows": report.rows,
        "skipped": report.skipped,
        "outputs": outputs,
        "by_class": classes,
        "unscored": report.unscored,
        "draws": report.draws,
        "seed": report.seed,
    }


def places(comparisons: Sequence[Comparison], bins: int = 10) -> tuple[float, ...]:
    """The PIT histogram: share of papers' votes whose measured value falls into each tenth of its forecast; flat is calibrated."""
    votes = weights([entry.row.paper for entry in comparisons])
    positions = np.array([entry.score.place for entry in comparisons])
    shares, _ = np.histogram(positions, bins=bins, range=(0.0, 1.0), weights=votes)
    return tuple(float(share) for share in shares)
