"""Predicted against measured over a table: every row scored by an engine that has never seen its paper, beside the class median."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from formulator.catalogue import Catalogue
from formulator.design import Design
from formulator.evaluation import prepared
from formulator.validation.baseline import Baseline
from formulator.validation.designs import design_of, with_measured_ee
from formulator.validation.forecast import Forecast, forecasts
from formulator.validation.refit import Refits
from formulator.validation.scoring import Score, on_scale, output_of, score
from formulator.validation.table import ANSWERS, Row, RowRefused, Table

AFTER_EE = "loading.dlc@measured_ee"
PATHS = (*ANSWERS, AFTER_EE)
"""Everything that is scored; DLC twice, the second time with the row's own EE given."""


@dataclass(frozen=True, kw_only=True)
class Comparison:
    """One output of one row: values in the unit of the output, scores on its scale."""

    path: str
    row: Row
    measured: float
    point: float
    score: Score
    baseline: Score | None


@dataclass(frozen=True, kw_only=True)
class Report:
    """What came of a table: comparisons, rows that became no design, and answers that could not be compared."""

    rows: int
    skipped: dict[str, int]
    unscored: dict[str, dict[str, int]]
    comparisons: tuple[Comparison, ...]
    draws: int
    seed: int


def validate(
    table: Table,
    compilation: Table,
    catalogue: Catalogue,
    draws: int = 4096,
    seed: int = 0,
    progress: Callable[[int, int], None] | None = None,
) -> Report:
    """Score every row of a table; class priors and baselines are those of the compilation without the row's paper."""
    refits, baseline = Refits(compilation.rows, catalogue), Baseline(compilation.rows, draws, seed)
    skipped: Counter[str] = Counter(table.skipped)
    unscored: dict[str, Counter[str]] = {path: Counter() for path in PATHS}
    found: list[Comparison] = []
    for position, row in enumerate(table.rows):
        if progress is not None:
            progress(position, len(table.rows))
        for path, reason in row.unscored.items():
            unscored[path][reason] += 1
        try:
            design, materials = design_of(row, catalogue)
        except RowRefused as problem:
            skipped[str(problem)] += 1
            continue
        for path, forecast in _answers(row, design, materials, refits, draws, seed).items():
            if forecast.draws is None:
                unscored[path][forecast.reason] += 1
            else:
                found.append(_compared(path, row, forecast, baseline))
    left = {path: dict(reasons) for path, reasons in unscored.items() if reasons}
    return Report(rows=table.total, skipped=dict(skipped), unscored=left, comparisons=tuple(found), draws=draws, seed=seed)


def _answers(row: Row, design: Design, catalogue: Catalogue, refits: Refits, draws: int, seed: int) -> dict[str, Forecast]:
    published = refits.without(row)
    found = forecasts(prepared(design, catalogue, published), list(row.measured), draws, seed)
    if "loading.dlc" in row.measured and "loading.ee" in row.measured and design.payloads[0].id is not None:
        inputs = prepared(with_measured_ee(design, row), catalogue, published)
        found[AFTER_EE] = forecasts(inputs, ["loading.dlc"], draws, seed)["loading.dlc"]
    return found


def _compared(path: str, row: Row, forecast: Forecast, baseline: Baseline) -> Comparison:
    output = output_of(path)
    measured = row.measured[output]
    there = float(on_scale(output, measured))
    assert forecast.draws is not None
    class_draws = baseline.draws(output, row)
    return Comparison(
        path=path,
        row=row,
        measured=measured,
        point=forecast.point,
        score=score(on_scale(output, forecast.draws), there),
        baseline=None if class_draws is None else score(class_draws, there),
    )


def of_path(comparisons: Sequence[Comparison], path: str) -> list[Comparison]:
    """Comparisons of one output."""
    return [entry for entry in comparisons if entry.path == path]
