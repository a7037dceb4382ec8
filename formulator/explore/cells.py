"""One design on several kinds of cells: what each binds and takes up, and how far the target is preferred to it.

All cells are asked at once, with the same draws of everything that belongs to the particle, so that intervals of ratios are those of
ratios. Cells differ by their receptors alone: area and rate of uptake are those of the design. A cell of which nobody knows the
receptors has no numbers, and says so.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np

from formulator.catalogue import Catalogue, Material
from formulator.chem.model import Grade
from formulator.design import BY_PATH, Design, Law
from formulator.evaluation import prepared
from formulator.evaluation.chain import Chain
from formulator.evaluation.inputs import Inputs, law_si
from formulator.explore.asking import asked, has_second, shown
from formulator.explore.figure import Array
from formulator.prediction import Prediction
from formulator.uncertainty import HIGHEST, LOWEST, draw_inputs, drawn
from formulator.units import Value

ANSWERS = {
    "targeting.occupancy_target": "bound fraction",
    "targeting.bound_per_cell": "bound per cell",
    "targeting.uptake_per_cell": "uptake per cell",
    "targeting.selectivity": "target over this cell",
}
"""What is asked of every cell, in the words of a table's head."""
BOUND, SELECTIVITY = "targeting.occupancy_target", "targeting.selectivity"
RECEPTORS = "target.receptors"
TARGET, SPARED = "target", "spared"
OF_DESIGN = {
    TARGET: ("target.cell", "target.receptors", "target.receptors"),
    SPARED: ("target.healthy_cell", "target.healthy_receptors", "target.healthy_receptors"),
}
"""The two cells of a design: their pick, their count, and the stream of its draws."""


@dataclass(frozen=True, kw_only=True)
class Answer:
    """A value with its 90 % interval, in the answer's own unit."""

    value: float
    low: float | None = None
    high: float | None = None


@dataclass(frozen=True, kw_only=True)
class CellRow:
    """One cell. `receptors` is None where nobody knows them, and `reason` says so; `part` is target, spared or nothing."""

    key: str
    name: str
    part: str
    kind: str
    receptors: float | None
    low: float | None = None
    high: float | None = None
    law: Law = ("fixed",)
    stream: str = ""
    state: str = ""
    source: str = ""
    method: str = ""
    note: str = ""
    is_verified: bool = True
    grade: Grade = Grade.RULE_OF_THUMB
    reason: str = ""
    answers: dict[str, Answer] = field(default_factory=dict)

    @property
    def label(self) -> str:
        """Its name, and whether the design seeks or spares it."""
        return f"{self.name} ({self.part})" if self.part and self.part not in self.name else self.name


@dataclass(frozen=True, kw_only=True)
class Panel:
    """All cells asked about one design. `reason` says why there are no answers at all; a second ligand is never counted here."""

    receptor: str
    rows: tuple[CellRow, ...]
    reason: str = ""
    is_first_alone: bool = False


def usual(design: Design, catalogue: Catalogue) -> tuple[str, ...]:
    """Cells of the catalogue, and of one's own, whose receptors of this design are known, most receptors first."""
    receptor = prepared(design, catalogue).word("target.receptor")
    known = [(cell.key, count.value) for cell in catalogue.all("cell") if (count := cell.receptors.get(receptor)) is not None]
    counted = [(key, value.si) for key, value in known if isinstance(value, Value)]
    return tuple(key for key, _ in sorted(counted, key=lambda entry: -entry[1]))


def panel(
    design: Design, catalogue: Catalogue, prediction: Prediction, chosen: Sequence[str] | None = None, draws: int = 0, seed: int = 0
) -> Panel:
    """The design's own two cells, then the chosen ones (by key; all with known receptors unless told otherwise)."""
    inputs = prepared(design, catalogue)
    receptor = inputs.word("target.receptor")
    rows = [_of_design(inputs, catalogue, part) for part in OF_DESIGN]
    own = {row.key for row in rows if row is not None}
    wanted = usual(design, catalogue) if chosen is None else chosen
    picked = [_of_catalogue(catalogue.get(key, ("cell",)), receptor) for key in dict.fromkeys(wanted) if key not in own]
    found = [row for row in (*rows, *picked) if row is not None]
    bound = prediction[BOUND]
    if bound.value is None and RECEPTORS in inputs.numbers:
        return Panel(receptor=receptor, rows=tuple(found), reason=bound.reason)
    counted = [row for row in found if row.receptors is not None]
    if not counted:
        return Panel(receptor=receptor, rows=tuple(found), reason=bound.reason)
    answers = _answers(inputs, counted, draws, seed)
    if not answers:
        return Panel(receptor=receptor, rows=tuple(found), reason=bound.reason)
    filled = {
        id(row): dataclasses.replace(row, answers={path: column[place] for path, column in answers.items()})
        for place, row in enumerate(counted)
    }
    answered = tuple(filled.get(id(row), row) for row in found)
    return Panel(receptor=receptor, rows=answered, is_first_alone=has_second(inputs))


def _of_design(inputs: Inputs, catalogue: Catalogue, part: str) -> CellRow | None:
    """The target or the spared cell, with the count that the design has; None for a spared cell that was never named."""
    pick, path, stream = OF_DESIGN[part]
    cell = inputs.materials.get(pick)
    ingredient = inputs.ingredients.get(path)
    if cell is None and ingredient is None:
        return None if part == TARGET else _unknown("", "spared cell", part, "", inputs.reason(path))
    key, name, kind = (cell.key, cell.name, cell.text("kind") or "") if cell is not None else ("", f"{part} cell", "")
    if ingredient is None or path not in inputs.numbers:
        return _unknown(key, name, part, kind, inputs.reason(path))
    count, law = float(inputs.numbers[path]), inputs.laws[path]
    receptor = inputs.word("target.receptor")
    entry = catalogue.receptors(cell.key).get(receptor) if cell is not None and ingredient.state == "catalogue" else None
    low, high = _ends(count, law)
    return CellRow(
        key=key,
        name=name,
        part=part,
        kind=kind,
        receptors=count,
        low=low,
        high=high,
        law=law,
        stream=stream,
        state=ingredient.state,
        source=ingredient.source,
        method=entry.method if entry is not None else "",
        note=entry.note if entry is not None else "",
        is_verified=entry.verified if entry is not None else True,
        grade=ingredient.grade,
    )


def _unknown(key: str, name: str, part: str, kind: str, reason: str) -> CellRow:
    return CellRow(key=key, name=name, part=part, kind=kind, receptors=None, reason=reason)


def _of_catalogue(cell: Material, receptor: str) -> CellRow:
    """A cell of the catalogue or of one's own, with its count of the receptor."""
    entry, kind = cell.receptors.get(receptor), cell.text("kind") or ""
    if entry is None or not isinstance(entry.value, Value):
        what = receptor or "a receptor"
        return _unknown(cell.key, cell.name, "", kind, f"The catalogue has no count of {what} on {cell.name}.")
    law = law_si(entry.law, entry.value.unit) if entry.law else ("fixed",)
    low, high = _ends(entry.value.si, law)
    return CellRow(
        key=cell.key,
        name=cell.name,
        part="",
        kind=kind,
        receptors=entry.value.si,
        low=low,
        high=high,
        law=law,
        stream=f"receptors on {cell.key}",
        state="catalogue",
        source=entry.source,
        method=entry.method,
        note=entry.note,
        is_verified=entry.verified,
        grade=entry.grade,
    )


def _ends(count: float, law: Law) -> tuple[float | None, float | None]:
    """5th and 95th percentile of a count."""
    if law[0] == "fixed" or (count == 0.0 and law[0] == "lognormal"):
        return None, None
    values, _ = drawn(law, count, "ends", 2000, 0)
    low, high = np.quantile(np.maximum(values, 0.0), (LOWEST, HIGHEST))
    return float(low), float(high)


def _answers(inputs: Inputs, rows: Sequence[CellRow], draws: int, seed: int) -> dict[str, list[Answer]]:
    """Every answer for every cell, in the order of the rows."""
    counts = np.array([row.receptors for row in rows], dtype=float)
    central = _columns(asked(inputs, {RECEPTORS: counts}), rows, (len(rows),))
    spread = _columns(_drawn(inputs, rows, draws, seed), rows, (draws, len(rows))) if draws > 0 else {}
    return {
        path: [_bounded(float(value), spread[path][:, place] if path in spread else None) for place, value in enumerate(column)]
        for path, column in central.items()
    }


def _drawn(inputs: Inputs, rows: Sequence[CellRow], draws: int, seed: int) -> Chain:
    """The pipeline on draws down the first axis and cells along the second."""
    spread, _ = draw_inputs(inputs, tuple(name for name in inputs.numbers if name != RECEPTORS), draws, seed)
    numbers = {name: np.asarray(value)[:, None] if isinstance(value, np.ndarray) else value for name, value in spread.numbers.items()}
    counts = np.column_stack([np.clip(_count_draws(row, draws, seed), *BY_PATH[RECEPTORS].domain) for row in rows])
    return asked(dataclasses.replace(inputs, numbers=numbers), {RECEPTORS: counts})


def _count_draws(row: CellRow, draws: int, seed: int) -> Array:
    count = float(row.receptors or 0.0)
    if row.law[0] == "fixed" or (count == 0.0 and row.law[0] == "lognormal"):
        return np.full(draws, count)
    return drawn(row.law, count, row.stream, draws, seed)[0]


def _columns(chain: Chain, rows: Sequence[CellRow], shape: tuple[int, ...]) -> dict[str, Array]:
    """Each answer in the unit it is shown in, cells along the last axis; what binds on the target over each cell's last."""
    # A logarithm stands in for nothing with a tiny number: no receptors hold nothing at all.
    some = np.asarray(chain[RECEPTORS]) > 0
    found = {
        path: np.where(some, np.broadcast_to(shown(path, chain[path]), shape), 0.0)
        for path in ANSWERS
        if path in chain and path != SELECTIVITY
    }
    places = [place for place, row in enumerate(rows) if row.part == TARGET]
    if places and BOUND in found:
        with np.errstate(divide="ignore", invalid="ignore"):
            found[SELECTIVITY] = found[BOUND][..., places[:1]] / found[BOUND]
    return found


def _bounded(value: float, spread: Array | None) -> Answer:
    """A value between the 5th and 95th percentile of its draws."""
    if spread is None:
        return Answer(value=value)
    known = spread[~np.isnan(spread)]
    if known.size < 0.5 * spread.size or (known == known[0]).all():
        return Answer(value=value)
    # A ratio over nothing is infinite, and nothing lies between it and the next draw.
    ends = np.quantile(known, (LOWEST, HIGHEST)) if np.isfinite(known).all() else np.quantile(known, (LOWEST, HIGHEST), method="nearest")
    low, high = float(ends[0]), float(ends[1])
    return Answer(value=value, low=min(low, value), high=max(high, value))
