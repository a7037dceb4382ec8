"""Random designs, laws that hold for every design, and constants that a test would miss: R9, R10."""

from __future__ import annotations

import functools
import math
import warnings
from collections import Counter
from dataclasses import dataclass, field

import numpy as np
from figures.measure import Measured
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from formulator import catalogue, storage
from formulator import design as designs
from formulator.catalogue import Catalogue
from formulator.design import BY_PATH, FIELDS, Design, Field
from formulator.errors import FieldError, UnitError
from formulator.evaluation import evaluate, prepared
from formulator.explore.factor import Factor, columns, with_values
from formulator.explore.many import Many
from formulator.outputs import OUTPUT_BY_PATH
from formulator.prediction import Prediction
from formulator.ui.fieldmodel import morphology_of, payload_kind_of
from formulator.units import Value, from_si

OUTPUTS = tuple(OUTPUT_BY_PATH)


@functools.cache
def known() -> Catalogue:
    """The shipped catalogue."""
    return catalogue.load()


@functools.cache
def bases() -> tuple[Design, ...]:
    """The design of every worked example."""
    return tuple(storage.load(path).project.variant().design for path in storage.examples().values())


def factors_of(design: Design, random: np.random.Generator) -> list[Factor]:
    """Half of the fields that mean anything for this design, each over the range that its hint calls plausible."""
    fits = [row for row in FIELDS if row.is_quantity and row.hint and row.applies(morphology_of(design, known()), payload_kind_of(design))]
    chosen = [row for row in fits if random.random() < 0.5]
    return [_factor(row) for row in chosen]


def _factor(row: Field) -> Factor:
    low, high = row.hint or (0.0, 1.0)
    return Factor(path=row.path, low=low, high=high, unit=row.units[0], log=low > 0 and high / low > 20)


def near(design: Design) -> list[Factor]:
    """Every field that the design has a number for, from half of it to twice."""
    found = []
    numbers = prepared(design, known()).numbers
    for row in FIELDS:
        if row.is_quantity and row.path in numbers and row.units[0] not in ("pH", "degC"):
            own = float(from_si(float(numbers[row.path]), row.units[0]))
            ends = [float(from_si(end, row.units[0])) for end in row.domain]
            low, high = max(own / 2, ends[0]), min(own * 2, ends[1])
            if 0 < low < high:
                found.append(Factor(path=row.path, low=low, high=high, unit=row.units[0], log=True))
    return found


ONE_AT_A_TIME = "Given for one design at a time"
"""The reason of answers that columns never hold."""


@dataclass
class _Tally:
    """What a run of random designs came to."""

    given: Counter[str] = field(default_factory=Counter)
    missing: Counter[str] = field(default_factory=Counter)
    designs: int = 0
    infinite: int = 0
    unexplained: int = 0
    alone: int = 0
    differ: list[str] = field(default_factory=list)
    refused_alone: int = 0

    def ask(self, design: Design, factors: list[Factor], size: int, random: np.random.Generator) -> None:
        """`size` designs at once, and the first of them again alone."""
        asked = Many.of(design, known(), factors, OUTPUTS)
        drawn = [factor.at(random.random(size)) for factor in factors]
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            answers = asked.ask(columns(factors, drawn))
        self.designs += size
        self.unexplained += sum(not reason.strip() for reason in asked.reasons.values())
        alone = evaluate(with_values(design, factors, [float(values[0]) for values in drawn]), known())
        self.alone += 1
        self.unexplained += _unexplained(alone)
        for path in OUTPUTS:
            if asked.reasons.get(path, "").startswith(ONE_AT_A_TIME):
                continue
            self.given[path] += size
            self.missing[path] += 0 if path in asked.reasons else int(np.isnan(answers[path]).sum())
            self.infinite += 0 if path in asked.reasons else int(np.isinf(answers[path]).sum())
            self._compare(path, alone, math.nan if path in asked.reasons else float(answers[path][0]))

    def _compare(self, path: str, alone: Prediction, other: float) -> None:
        one = alone[path].value
        if one is None:
            self.refused_alone += not math.isnan(other)
            return
        # The gain is a small difference of two large numbers, and has their rounding.
        scale = abs(alone["targeting.delivered"].value or 0.0) if path == "targeting.gain_over_untargeted" else 0.0
        if not math.isclose(one, other, rel_tol=1e-9, abs_tol=max(1e-9 * scale, 1e-300)):
            self.differ.append(f"{path} {one:.6g} {other:.6g}")

    def most_missing(self) -> list[tuple[float, str]]:
        """Share of designs without an answer, by answer, largest first."""
        return sorted(((self.missing[path] / self.given[path], path) for path in self.given), reverse=True)


def random_designs(count: int) -> Measured:
    """R9: random designs in columns, half of them near the worked examples, half anywhere in the plausible ranges of their fields."""
    random = np.random.default_rng(9)
    rounds = max(1, count // (2 * len(bases()) * 1024))
    size = -(-count // (2 * len(bases()) * rounds))
    close, wide = _Tally(), _Tally()
    for _ in range(rounds):
        for design in bases():
            close.ask(design, near(design), size, random)
            wide.ask(design, factors_of(design, random), size, random)
    over = [f"{path} {100 * share:.2f} %" for share, path in close.most_missing() if share > 0.01]
    both = (close, wide)
    differ = [text for one in both for text in one.differ]
    worst, worst_wide = close.most_missing()[0], wide.most_missing()[0]
    words = (
        f"{close.designs} designs within a factor of 2 of {len(bases())} examples and {wide.designs} anywhere in their ranges: "
        f"{sum(one.infinite for one in both)} infinite, {sum(one.unexplained for one in both)} missing without a reason; "
        f"{sum(one.alone for one in both)} of them again alone: {len(differ)} other numbers, "
        f"{sum(one.refused_alone for one in both)} refused alone by the domain of a formula; "
        f"missing most often near the examples: {worst[1]} {100 * worst[0]:.2f} %, anywhere (most such "
        f"particles cannot be): {worst_wide[1]} {100 * worst_wide[0]:.2f} %"
    )
    words += (f"; over 1 % near the examples: {', '.join(over)}" if over else "") + (f"; {differ[:3]}" if differ else "")
    return Measured(words, not any(one.infinite or one.unexplained for one in both) and not differ and not over)


def _unexplained(found: Prediction) -> int:
    bad = 0
    for estimate in found.estimates.values():
        bad += not estimate.reason.strip() if estimate.value is None else not math.isfinite(estimate.value)
    return bad


EDGES = (0.0, -0.0, 5e-324, 1e-308, 1e-30, 1e-9, 1.0, 100.0, 1e9, 1e30, 1e308)


@st.composite
def edge_designs(draw: st.DrawFn) -> Design:
    """A worked example with some fields at the edges of what they take at all."""
    design = draw(st.sampled_from(bases()))
    for path in draw(st.lists(st.sampled_from(sorted(BY_PATH)), min_size=1, max_size=6, unique=True)):
        row = BY_PATH[path]
        if row.kind == "choice":
            design = designs.replaced(design, path, draw(st.sampled_from(sorted(row.options))))
        if not row.is_quantity:
            continue
        number = draw(st.one_of(st.sampled_from((*EDGES, *(row.hint or ()))), st.floats(allow_nan=False, allow_infinity=False)))
        try:
            value = Value(number, draw(st.sampled_from(row.units)))
            designs.check(path, value)
        except (FieldError, UnitError):
            continue
        design = designs.replaced(design, path, value)
    return design


def edges(count: int) -> Measured:
    """R9: every field at the edges of its domain, one by one or together: an answer is finite, or missing with a reason."""
    tried, unexplained = 0, 0

    how = settings(
        max_examples=count, deadline=None, database=None, derandomize=True, phases=[Phase.generate], suppress_health_check=list(HealthCheck)
    )  # fmt: skip

    @how
    @given(edge_designs())
    def look(design: Design) -> None:
        nonlocal tried, unexplained
        tried += 1
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("error")
                unexplained += _unexplained(evaluate(design, known()))
        except (ArithmeticError, ValueError, LookupError, TypeError, RuntimeWarning) as mistake:
            broken[f"{type(mistake).__name__}: {mistake} {_where(mistake)}"] += 1

    broken = Counter[str]()
    look()
    words = f"{tried} designs at the edges of their fields: {sum(broken.values())} raised, {unexplained} neither finite nor explained"
    if broken:
        words += f"; {broken.most_common(6)}"
    return Measured(words, not broken and unexplained == 0)


def _where(mistake: BaseException) -> str:
    trace = mistake.__traceback__
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    return f"{trace.tb_frame.f_code.co_filename.rpartition('/')[2]}:{trace.tb_lineno}" if trace else ""
