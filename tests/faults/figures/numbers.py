"""Random designs, laws that hold for every design, and constants that a test would miss: R9, R10."""

from __future__ import annotations

import functools
import itertools
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
from formulator.advice import lint
from formulator.catalogue import Catalogue
from formulator.design import BY_PATH, FIELDS, TRIGGERS, Design, Field
from formulator.errors import FieldError, UnitError
from formulator.evaluation import evaluate, prepared
from formulator.evaluation.evaluate import NEVER, NEVER_ID
from formulator.explore.factor import Factor, columns, unit_of, with_values
from formulator.explore.figure import Array
from formulator.explore.lean import Lean
from formulator.explore.many import Many
from formulator.outputs import OUTPUT_BY_PATH
from formulator.prediction import Prediction
from formulator.ui.fieldmodel import morphology_of, payload_kind_of, trigger_of
from formulator.units import Value, from_si

OUTPUTS = tuple(OUTPUT_BY_PATH)


@functools.cache
def known() -> Catalogue:
    """The shipped catalogue."""
    return catalogue.load()


@functools.cache
def bases() -> tuple[Design, ...]:
    """The design of every worked example, each with another trigger of release or none."""
    examples = [storage.load(path).project.variant().design for path in storage.examples().values()]
    return tuple(designs.replaced(design, "payload.trigger", word) for design, word in zip(examples, itertools.cycle(TRIGGERS)))


def factors_of(design: Design, random: np.random.Generator) -> list[Factor]:
    """Half of the fields that mean anything for this design, each over the range that its hint calls plausible."""
    about = morphology_of(design, known()), payload_kind_of(design), design.process.method, trigger_of(design)
    fits = [row for row in FIELDS if row.is_quantity and row.hint and row.applies(*about)]
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
        unit = unit_of(design, row.path) if row.is_quantity else ""
        if row.is_quantity and row.path in numbers and unit not in ("pH", "degC"):
            own = float(from_si(float(numbers[row.path]), unit))
            ends = [float(from_si(end, unit)) for end in row.domain]
            low, high = max(own / 2, ends[0]), min(own * 2, ends[1])
            if 0 < low < high:
                found.append(Factor(path=row.path, low=low, high=high, unit=unit, log=True))
    return found


ONE_AT_A_TIME = "Given for one design at a time"
"""The reason of answers that columns never hold."""


class _Counting(Many):
    """Many designs, with a count of those of which a model says that it never happens: an answer, though not a number."""

    never: Counter[str]

    def _shown(self, chain: Lean, path: str, length: int) -> Array:
        if path in NEVER and path in chain.values:
            self.never[path] += int(np.isinf(np.broadcast_to(np.asarray(chain.values[path], dtype=float), (length,))).sum())
        return super()._shown(chain, path, length)


@dataclass
class _Missing:
    """How many designs had no answer, by output; those told that it never happens apart."""

    given: Counter[str] = field(default_factory=Counter)
    missing: Counter[str] = field(default_factory=Counter)
    never: Counter[str] = field(default_factory=Counter)

    def worst(self) -> tuple[float, str]:
        """Largest share of designs without an answer, and of which."""
        return max(((self.missing[path] / self.given[path], path) for path in self.given), default=(0.0, "nothing"))

    def over(self, share: float) -> list[str]:
        """Outputs missing in more than this share of the designs."""
        found = sorted(((self.missing[path] / self.given[path], path) for path in self.given), reverse=True)
        return [f"{path} {100 * part:.2f} %" for part, path in found if part > share]

    def told(self) -> str:
        """Outputs that never happen, with their share."""
        return ", ".join(f"{path} {100 * self.never[path] / self.given[path]:.2f} %" for path in sorted(NEVER) if self.given[path])


@dataclass
class _Tally:
    """What a run of random designs came to: all in columns, some of them again alone."""

    columns: _Missing = field(default_factory=_Missing)
    valid: _Missing = field(default_factory=_Missing)
    """Those asked alone to which the design check has no objection that makes them impossible."""
    designs: int = 0
    infinite: int = 0
    unexplained: int = 0
    alone: int = 0
    impossible: int = 0
    differ: list[str] = field(default_factory=list)
    one_way: list[str] = field(default_factory=list)

    def ask(self, design: Design, factors: list[Factor], size: int, again: int, random: np.random.Generator) -> None:
        """`size` designs at once, and the first of them again alone."""
        asked = _Counting.of(design, known(), factors, OUTPUTS)
        asked.never = Counter()
        drawn = [factor.at(random.random(size)) for factor in factors]
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            answers = asked.ask(columns(factors, drawn))
        paths = [path for path in OUTPUTS if path not in asked.reasons]
        self.designs += size
        self.unexplained += sum(not reason.strip() for reason in asked.reasons.values())
        for path in paths:
            self.columns.given[path] += size
            # What never happens stands as nan in the columns, and is no missing answer.
            self.columns.missing[path] += int(np.isnan(answers[path]).sum()) - asked.never[path]
            self.infinite += int(np.isinf(answers[path]).sum())
        self.columns.never += asked.never
        for row in range(min(again, size)):
            one = with_values(design, factors, [float(values[row]) for values in drawn])
            self._alone(one, asked.reasons, {path: float(answers[path][row]) for path in paths})

    def _alone(self, design: Design, reasons: dict[str, str], others: dict[str, float]) -> None:
        alone = evaluate(design, known())
        self.alone += 1
        self.unexplained += _unexplained(alone)
        is_valid = not any(finding.severity == "error" for finding in lint(design, alone, known()))
        self.impossible += not is_valid
        for path in OUTPUTS:
            if not reasons.get(path, "").startswith(ONE_AT_A_TIME):
                self._compare(path, alone, others.get(path, math.nan))
        if is_valid:
            for path in others:
                never = any(flag.id == NEVER_ID for flag in alone[path].flags)
                self.valid.given[path] += 1
                self.valid.never[path] += never
                self.valid.missing[path] += alone[path].value is None and not never

    def _compare(self, path: str, alone: Prediction, other: float) -> None:
        one = alone[path].value
        if one is None or math.isnan(other):
            if one is not None or not math.isnan(other):
                self.one_way.append(f"{path} {one} {other:.6g}")
            return
        # The gain is a small difference of two large numbers, and has their rounding.
        scale = abs(alone["targeting.delivered"].value or 0.0) if path == "targeting.gain_over_untargeted" else 0.0
        if not math.isclose(one, other, rel_tol=1e-9, abs_tol=max(1e-9 * scale, 1e-300)):
            self.differ.append(f"{path} {one:.6g} {other:.6g}")


AGAIN, AGAIN_WIDE = 40, 4
"""Of each thousand or so designs in columns, how many are asked again alone: near the examples, and anywhere."""


def random_designs(count: int) -> Measured:
    """R9: random designs in columns, half of them near the worked examples, half anywhere in the plausible ranges of their fields."""
    random = np.random.default_rng(9)
    rounds = max(1, count // (2 * len(bases()) * 1024))
    size = -(-count // (2 * len(bases()) * rounds))
    close, wide = _Tally(), _Tally()
    for _ in range(rounds):
        for design in bases():
            close.ask(design, near(design), size, AGAIN, random)
            wide.ask(design, factors_of(design, random), size, AGAIN_WIDE, random)
    both = (close, wide)
    differ = [text for one in both for text in (*one.differ, *one.one_way)]
    over, worst = close.valid.over(0.01), close.valid.worst()
    words = (
        f"{close.designs} designs within a factor of 2 of {len(bases())} examples and {wide.designs} anywhere in their ranges: "
        f"{sum(one.infinite for one in both)} infinite, {sum(one.unexplained for one in both)} missing without a reason; "
        f"{sum(one.alone for one in both)} of them again alone: {sum(len(one.differ) for one in both)} other numbers, "
        f"{sum(len(one.one_way) for one in both)} answered only alone or only in columns; "
        f"near the examples {close.alone - close.impossible} of {close.alone} pass the design check without error and miss at most "
        f"{100 * worst[0]:.2f} % ({worst[1]}); with the impossible ones, {_most(close)}; anywhere in their ranges (most such "
        f"particles cannot be), {_most(wide)}; not counted as missing: told never to happen, of the valid {close.valid.told()}"
    )
    words += (f"; over 1 % of the valid: {', '.join(over)}" if over else "") + (f"; {differ[:3]}" if differ else "")
    return Measured(words, not any(one.infinite or one.unexplained for one in both) and not differ and not over)


def _most(tally: _Tally) -> str:
    share, path = tally.columns.worst()
    return f"of all {tally.designs} at most {100 * share:.2f} % ({path})"


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
