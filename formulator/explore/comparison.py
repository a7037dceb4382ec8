"""Variants side by side: every input that counts and every answer, one unit a row, and whether a row differs at all."""

from __future__ import annotations

import dataclasses
import functools
import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from formulator import design as designs
from formulator.catalogue import Catalogue
from formulator.design import Design, Field
from formulator.errors import UnknownMaterialError, UsageError
from formulator.outputs import OUTPUT_BY_PATH, OUTPUTS
from formulator.prediction import Prediction
from formulator.project import Project, Variant
from formulator.units import Spread, Value, kind

TOLERANCE = 1e-9
"""Two numbers further apart than this, as a share of the larger one, differ."""
ABOVE, BELOW, ALIKE = "above", "below", "alike"
"""Against the interval of the first variant: above it, below it, or not told apart from it."""
PENDING = "pending"
"""State of a cell whose prediction is still being worked out."""
UNUSED = "not used"
"""State of an input that nobody typed and no answer of this variant depends on, such as the K_D of no ligand."""


@dataclass(frozen=True, kw_only=True)
class Cell:
    """One quantity of one variant: a number in the unit of its row, a word, or None with the reason.

    `text` is what a word is called; `given` a typed quantity as it was typed; `state` where the value comes from, and for an
    answer `grade` how far to trust it, in a word.
    """

    value: float | str | None = None
    low: float | None = None
    high: float | None = None
    sd: float | None = None
    law: Spread | None = None
    text: str = ""
    given: Value | None = None
    state: str = ""
    grade: str = ""
    mark: str = ""
    reason: str = ""

    @property
    def is_known(self) -> bool:
        """False while its prediction is still to come."""
        return self.state != PENDING

    @property
    def counts(self) -> bool:
        """Whether it can make its row a difference: not while it is unknown, nor where no answer depends on it."""
        return self.state not in (PENDING, UNUSED)


@dataclass(frozen=True, kw_only=True)
class Row:
    """One quantity of all variants, in the order of the columns. `kind` is input, answer or check."""

    path: str
    label: str
    kind: str
    unit: str
    cells: tuple[Cell, ...]
    about: str = ""
    differs: bool = False


@dataclass(frozen=True, kw_only=True)
class Comparison:
    """The whole table. The first variant is the baseline of the marks."""

    variants: tuple[Variant, ...]
    rows: tuple[Row, ...]

    def of_kind(self, wanted: str, *, differing: bool = False) -> tuple[Row, ...]:
        """The inputs, the answers or the design check; only the rows that differ, if asked."""
        return tuple(row for row in self.rows if row.kind == wanted and (row.differs or not differing))

    @property
    def differing(self) -> tuple[Row, ...]:
        """The rows whose values are not all the same."""
        return tuple(row for row in self.rows if row.differs)

    @property
    def equal(self) -> tuple[Row, ...]:
        """The rows whose values are all the same."""
        return tuple(row for row in self.rows if not row.differs)


def compare(project: Project, variants: Sequence[str], catalogue: Catalogue, predictions: Mapping[str, Prediction]) -> Comparison:
    """The variants (ids, else exact names) side by side; `predictions` by variant id, a missing one counts as still to come."""
    if not variants:
        raise UsageError("Nothing to compare: name at least one variant.")
    chosen = tuple(project.variant(name) for name in variants)
    columns = tuple(_Column(variant, predictions.get(variant.id), catalogue) for variant in chosen)
    rows = [*_inputs(columns), *_answers(columns), _checks(columns)]
    return Comparison(variants=chosen, rows=tuple(rows))


def numbers_differ(one: float, other: float) -> bool:
    """Whether two numbers in the same unit are further apart than rounding."""
    return not math.isclose(one, other, rel_tol=TOLERANCE, abs_tol=0.0)


def values_differ(one: Value | str | None, other: Value | str | None) -> bool:
    """Whether two entries of a field say different things: `2 mg` and `2000 ug` do not."""
    if not isinstance(one, Value) or not isinstance(other, Value):
        return one != other
    if kind(one.unit) != kind(other.unit):
        return True
    spreads = (one.sd_in(one.unit), other.sd_in(one.unit))
    laws = (one.law, other.law_in(one.unit))
    return numbers_differ(one.magnitude, other.to(one.unit)) or _parts_differ(*spreads) or _laws_differ(*laws)


@dataclass(frozen=True)
class _Column:
    """One variant with what is known of it."""

    variant: Variant
    prediction: Prediction | None
    catalogue: Catalogue
    _found: dict[str, tuple[Value | str | None, str]] = field(default_factory=dict)

    @property
    def design(self) -> Design:
        return self.variant.design

    @functools.cached_property
    def used(self) -> frozenset[str]:
        """The inputs that any answer depends on."""
        found = self.prediction.estimates.values() if self.prediction is not None else ()
        return frozenset(name for estimate in found for name in estimate.inputs)

    def entry(self, path: str) -> tuple[Value | str | None, str]:
        """What counts in a field, typed or not, and where it comes from."""
        if path not in self._found:
            self._found[path] = self._entry(path)
        return self._found[path]

    def _entry(self, path: str) -> tuple[Value | str | None, str]:
        typed = designs.get(self.design, path)
        if isinstance(typed, str):
            return self._word(path, typed), "typed"
        if typed is not None:
            return typed, "typed"
        if self.prediction is None:
            return None, PENDING if designs.field(path).is_quantity else "not given"
        found = self.prediction.ingredients.get(path)
        if found is None or isinstance(found.value, (str, bool)) or found.value is None:
            return None, "not given"
        if path not in self.used:
            return None, UNUSED
        return Value(float(found.value), found.unit), found.state

    def _word(self, path: str, word: str) -> str:
        row = designs.field(path)
        if row.kind != "pick":
            return word
        try:
            return self.catalogue.get(word, row.material_kinds).key
        except UnknownMaterialError:
            return word

    def called(self, path: str, word: str) -> str:
        """What people call a material or a choice."""
        row = designs.field(path)
        if row.kind != "pick":
            return row.options.get(word, word)
        return self.catalogue.get(word).name if word in self.catalogue else word.rpartition(":")[2]


def _inputs(columns: Sequence[_Column]) -> Iterator[Row]:
    """A row for every field that holds something in any variant; two where it is said in kinds that do not convert."""
    for path in dict.fromkeys(path for row in designs.FIELDS for column in columns for path in _paths(row, column.design)):
        entries = [column.entry(path) for column in columns]
        if not designs.field(path).is_quantity:
            if any(entry is not None for entry, _ in entries):
                yield _word_row(path, columns)
            continue
        units: dict[str, str] = {}  # Kind of quantity -> the unit in which the first variant says it.
        for entry, _ in entries:
            if isinstance(entry, Value):
                units.setdefault(kind(entry.unit), entry.unit)
        for name, unit in units.items():
            yield _number_row(path, unit, name, entries)


def _paths(row: Field, design: Design) -> Iterator[str]:
    """The path of a field, and of the same field of every further ligand or payload."""
    yield row.path
    count = {"ligand": len(design.ligands), "payload": len(design.payloads)}.get(row.section, 1)
    for number in range(2, count + 1):
        yield f"{row.section}.{number}.{row.name}"


def _word_row(path: str, columns: Sequence[_Column]) -> Row:
    cells = []
    for column in columns:
        word, state = column.entry(path)
        said = column.called(path, word) if isinstance(word, str) else ""
        cells.append(Cell(value=word if isinstance(word, str) else None, text=said, state=state))
    return _row(path, _input_label(path), "input", "", cells, designs.field(path).about)


def _number_row(path: str, unit: str, of_kind: str, entries: Sequence[tuple[Value | str | None, str]]) -> Row:
    cells = []
    for entry, state in entries:
        if isinstance(entry, Value) and kind(entry.unit) == of_kind:
            same = entry.unit == unit and state == "typed"
            given = entry if same else None
            cells.append(Cell(value=entry.to(unit), sd=entry.sd_in(unit), law=entry.law_in(unit), given=given, state=state))
        else:
            cells.append(Cell(state=state if entry is None else "not given", reason=_why_empty(entry, state)))
    return _row(path, _input_label(path), "input", unit, cells, designs.field(path).about)


def _why_empty(entry: Value | str | None, state: str) -> str:
    if entry is not None:
        return "Given in another way, which does not convert into this one."
    return "No answer of this variant depends on it." if state == UNUSED else ""


def _input_label(path: str) -> str:
    """`Ligand: Density`: the section before the name of the field, unless that says it already."""
    row, (_, index, _) = designs.field(path), designs.split(path)
    number = f" {index + 1}" if index else ""
    section = designs.SECTIONS[row.section]
    return f"{row.label}{number}" if row.name == "id" or section.lower() in row.label.lower() else f"{section}{number}: {row.label}"


def _answers(columns: Sequence[_Column]) -> Iterator[Row]:
    """A row for every answer that any variant has."""
    for output in OUTPUTS:
        cells = [_answer(column.prediction, output.path) for column in columns]
        if any(cell.value is not None or not cell.is_known for cell in cells):
            yield _row(output.path, output.label, "answer", output.unit, _marked(cells), output.about)


def _answer(prediction: Prediction | None, path: str) -> Cell:
    if prediction is None:
        return Cell(state=PENDING)
    found = prediction[path]
    value = None if found.value is None else float(found.value)
    grade = "" if value is None else found.grade.word
    return Cell(value=value, low=found.low, high=found.high, state=found.state, grade=grade, reason=found.reason)


def _marked(cells: Sequence[Cell]) -> list[Cell]:
    """Every cell behind the first with its mark; without the first one's interval nothing can be said."""
    first = cells[0]
    if first.low is None or first.high is None:
        return list(cells)
    marked = [first]
    for cell in cells[1:]:
        mark = ""
        if isinstance(cell.value, float):
            above, below = cell.value > first.high, cell.value < first.low
            near = not numbers_differ(cell.value, first.high if above else first.low)
            mark = ALIKE if near or not (above or below) else ABOVE if above else BELOW
        marked.append(dataclasses.replace(cell, mark=mark))
    return marked


def _checks(columns: Sequence[_Column]) -> Row:
    """What the design check remarks of each, as the number of remarks and what they are about."""
    from formulator.advice import lint

    cells = []
    for column in columns:
        if column.prediction is None:
            cells.append(Cell(state=PENDING))
            continue
        found = [finding for finding in lint(column.design, column.prediction, column.catalogue) if finding.severity != "info"]
        about = dict.fromkeys(_subject(finding.path) for finding in found)
        words = f"{len(found)} {', '.join(about)}" if found else "none"
        key = " ".join(sorted(finding.id for finding in found)) or "none"
        cells.append(Cell(value=key, text=words, state="predicted", reason="\n".join(finding.text for finding in found)))
    return _row("checks", "Design check", "check", "", cells, "Errors and warnings of the design check.")


def _subject(path: str) -> str:
    """What a remark is about, in a word or two."""
    if path in designs.BY_PATH:
        return designs.BY_PATH[path].label
    return OUTPUT_BY_PATH[path].label if path in OUTPUT_BY_PATH else path.partition(".")[0]


def _row(path: str, label: str, of_kind: str, unit: str, cells: Sequence[Cell], about: str) -> Row:
    return Row(path=path, label=label, kind=of_kind, unit=unit, cells=tuple(cells), about=about, differs=_differ(cells))


def _differ(cells: Iterable[Cell]) -> bool:
    """Whether the cells that count say different things."""
    known = [cell for cell in cells if cell.counts]
    numbers = [cell.value for cell in known if isinstance(cell.value, float)]
    if len(numbers) != len(known):
        return len({cell.value for cell in known}) > 1
    if not numbers:
        return False
    first = known[0]
    return numbers_differ(min(numbers), max(numbers)) or any(
        _parts_differ(first.sd, cell.sd) or _laws_differ(first.law, cell.law) for cell in known[1:]
    )


def _laws_differ(one: Spread | None, other: Spread | None) -> bool:
    """Whether two typed spreads are of another law or of other numbers."""
    if one is None or other is None or one[0] != other[0]:
        return one != other
    return any(numbers_differ(a, b) for a, b in zip(one[1:], other[1:], strict=True))


def _parts_differ(one: float | None, other: float | None) -> bool:
    """Whether two typed spreads differ; none typed is another thing than one of zero."""
    if one is None or other is None:
        return one is not other
    return numbers_differ(one, other)
