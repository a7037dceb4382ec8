"""How far a catalogue value may be off: one law for each kind of property, and how a range in a source becomes a law.

Spreads of dissociation constants, receptor counts, pK_a, Hansen parameters, internalisation rates and solubilities come from
published disagreement between laboratories; the others are judgement. A value that was read is trusted more than a recalled one.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

Law = tuple[str, *tuple[float, ...]]
Z = 1.6448536269514722
"""Normal score of the 95th percentile."""
FIXED: Law = ("fixed",)


@dataclass(frozen=True)
class Spread:
    """Laws of a property without a range in its source: when it was read or computed, and when it was recalled or estimated.

    `is_floor`: laboratories disagree by this much anyway, so a narrower range in one source does not make the law narrower.
    """

    verified: Law
    unverified: Law
    is_floor: bool = False

    def default(self, magnitude: float, is_verified: bool) -> Law:
        """The law of a value without a range. Nothing is a multiple of zero, and a negative number has no logarithm."""
        law = self.verified if is_verified else self.unverified
        shape, *numbers = law
        if shape != "lognormal" or magnitude > 0:
            return law
        return ("normal", -magnitude * numbers[0]) if magnitude < 0 else FIXED

    def of_range(self, magnitude: float, low: float, high: float, is_verified: bool) -> Law:
        """The law around a value that reaches the farther end of its range at the 5th or 95th percentile."""
        shape, *numbers = self.verified if is_verified else self.unverified
        if low == 0 == magnitude:
            return ("uniform", low, high)
        if shape == "normal" or low < 0:
            return ("normal", max(high - magnitude, magnitude - low) / Z)
        below = math.log(magnitude / low) if low > 0 else 0.0
        spread = max(math.log(high / magnitude), below) / Z
        return ("lognormal", max(spread, numbers[0]) if self.is_floor else spread)


def limits(magnitude: float, law: Law) -> tuple[float, float]:
    """5th and 95th percentile of a law around a value, in the value's unit."""
    shape, *numbers = law
    if shape == "lognormal":
        return magnitude * math.exp(-Z * numbers[0]), magnitude * math.exp(Z * numbers[0])
    if shape == "normal":
        return magnitude - Z * numbers[0], magnitude + Z * numbers[0]
    return magnitude, magnitude


def factor(verified: float, unverified: float | None = None, *, is_floor: bool = False) -> Spread:
    """Log-normal: spreads as standard deviations of the natural logarithm."""
    return Spread(("lognormal", verified), ("lognormal", verified if unverified is None else unverified), is_floor)


def shift(verified: float, unverified: float | None = None) -> Spread:
    """Normal: spreads as standard deviations in the property's own unit."""
    return Spread(("normal", verified), ("normal", verified if unverified is None else unverified))


EXACT = Spread(FIXED, FIXED)
"""Counts, formulas and limits by decree."""
