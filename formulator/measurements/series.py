"""Complexes at several N/P: what a gel or a dye shows as bound, zeta, and the neutral point that they say.

Every ratio is a measurement of its own, with the ratio among its values: none of them is a batch of the design, so neither
the table of batches nor a lab calibration counts them.
"""

from __future__ import annotations

import dataclasses
import math
from collections.abc import Sequence
from dataclasses import dataclass

from formulator.chem.complexes import stoichiometric_binding
from formulator.errors import UsageError
from formulator.measurements.records import fingerprint
from formulator.project import Measurement, Project, Variant
from formulator.units import Value, parse

RATIO, BOUND, ZETA = "loading.np_ratio", "loading.ee", "charge.zeta"
MOST = 96
ONE_GEL, ONE_ZETA = 0.07, 3.0
"""Sd of one share read from a gel or a dye, and of one zeta in mV; a judgement, no number of a paper."""
OF_NORMAL = 1.6448536269514722
"""Half a 90 % interval in sd."""
_ABSENT = ("-", "–", "—", "−")


@dataclass(frozen=True, kw_only=True)
class Point:
    """One ratio: the share that is bound, 0 to 1, and zeta in mV, where they were measured."""

    ratio: float
    bound: float | None = None
    zeta: float | None = None


@dataclass(frozen=True, kw_only=True)
class Crossing:
    """N/P at the neutral point with its 90 % interval; an end that the series does not reach is None."""

    value: float
    low: float | None
    high: float | None


def is_of_series(one: Measurement) -> bool:
    """Whether a measurement is one ratio of a series and no batch of the design."""
    return any(path == RATIO for path, _ in one.values)


def batches(project: Project) -> tuple[Measurement, ...]:
    """The measurements that are batches."""
    return tuple(one for one in project.measurements if not is_of_series(one))


def of_variant(project: Project, variant: str) -> tuple[Measurement, ...]:
    """The series of a variant, one measurement a ratio."""
    return tuple(one for one in project.measurements if one.variant == variant and is_of_series(one))


def points(measured: Sequence[Measurement]) -> tuple[Point, ...]:
    """The ratios in rising order."""
    found = []
    for one in measured:
        values = dict(one.values)
        bound, zeta = values.get(BOUND), values.get(ZETA)
        found.append(
            Point(ratio=values[RATIO].si, bound=None if bound is None else bound.si, zeta=None if zeta is None else zeta.to("mV"))
        )
    return tuple(sorted(found, key=lambda point: point.ratio))


# -- what is typed


def numbers(text: str, unit: str, decimal: str = ".") -> tuple[Value | None, ...]:
    """Typed values with ; or line breaks between them; a dash leaves one out. UnitError for one that cannot be read."""
    parts = [part.strip() for part in text.replace("\n", ";").replace("\t", ";").split(";")]
    if decimal == "." and len(parts) == 1:
        parts = [part.strip() for part in parts[0].split(",")]
    while parts and not parts[-1]:
        parts.pop()
    return tuple(None if part in ("", *_ABSENT) else parse(part, unit, decimal) for part in parts)


def typed(project: Project, variant: Variant, ratios: str, bound: str, zeta: str, decimal: str, date: str) -> Project:
    """The project with this series in place of the one before; UsageError or UnitError in words for what does not fit together."""
    kept = tuple(one for one in project.measurements if not (one.variant == variant.id and is_of_series(one)))
    at = numbers(ratios, "", decimal)
    if not at and not bound.strip() and not zeta.strip():
        return dataclasses.replace(project, measurements=kept)
    _check_ratios(at)
    columns = {BOUND: numbers(bound, "%", decimal), ZETA: numbers(zeta, "mV", decimal)}
    for path, values in columns.items():
        if values and len(values) != len(at):
            what = "shares" if path == BOUND else "zeta potentials"
            raise UsageError(f"There are {len(at)} ratios and {len(values)} {what}. Give one for each; a dash leaves one out.")
    for value in columns[BOUND]:
        if value is not None and not 0.0 <= value.si <= 1.0:
            raise UsageError(f"{value.to('%'):g} % bound cannot be: a share lies between 0 and 100 %.")
    taken, old = {one.id for one in kept}, [one.id for one in of_variant(project, variant.id)]
    fresh = []
    for number, ratio in enumerate(at):
        assert ratio is not None
        found = [(path, values[number]) for path, values in columns.items() if values]
        measured = tuple((path, value) for path, value in found if value is not None)
        if measured:
            identity = old.pop(0) if old else next(f"m{n}" for n in range(1, 100_000) if f"m{n}" not in taken)
            taken.add(identity)
            fresh.append(
                Measurement(
                    id=identity, variant=variant.id, batch=f"N/P {ratio.magnitude:g}", date=date,
                    values=((RATIO, ratio), *measured), design_sha256=fingerprint(variant.design),
                )
            )  # fmt: skip
    if not fresh:
        raise UsageError("Give the share that is bound, or zeta, for each ratio.")
    return dataclasses.replace(project, measurements=(*kept, *fresh))


def _check_ratios(at: Sequence[Value | None]) -> None:
    if not at or any(ratio is None or ratio.magnitude <= 0 for ratio in at):
        raise UsageError("Type the N/P ratios above zero, with ; between them, such as 0.5; 1; 2; 4.")
    if len({ratio.magnitude for ratio in at if ratio is not None}) < len(at):
        raise UsageError("A ratio stands there twice. Give the mean of its repeats.")
    if len(at) > MOST:
        raise UsageError(f"At most {MOST} ratios are taken.")


# -- the neutral point


def by_binding(found: Sequence[Point]) -> Crossing | None:
    """The neutral point that fits the bound shares best, binding following the charges; None where fewer than two speak of it.

    Least squares over ln (N/P)_0; 90 % interval from the rise of χ² by 1.645², with the scatter of the points where it is larger
    than that of one gel.
    """
    import numpy as np

    seen = [(point.ratio, point.bound) for point in found if point.bound is not None]
    if len(seen) < 2 or not any(share < 1.0 - ONE_GEL for _, share in seen):
        return None
    ratios, shares = (np.array(column) for column in zip(*seen, strict=True))
    low, high = math.log(ratios.min() / 5.0), math.log(ratios.max() * 20.0)
    grid = np.exp(np.linspace(low, high, 4001))
    squares = ((stoichiometric_binding(np_ratio=ratios[:, None], neutral_np_ratio=grid[None, :]) - shares[:, None]) ** 2).sum(axis=0)
    best = int(np.argmin(squares))
    spread = max(ONE_GEL**2, float(squares[best]) / max(1, len(seen) - 1))
    inside = np.flatnonzero(squares <= squares[best] + OF_NORMAL**2 * spread)
    ends = (int(inside[0]), int(inside[-1]))
    return Crossing(
        value=float(grid[best]),
        low=None if ends[0] == 0 else float(grid[ends[0]]),
        high=None if ends[1] == len(grid) - 1 else float(grid[ends[1]]),
    )


def by_zeta(found: Sequence[Point]) -> Crossing | None:
    """Where zeta crosses zero between two ratios, on a logarithmic axis; None where it keeps its sign."""
    seen = [(math.log(point.ratio), point.zeta) for point in found if point.zeta is not None]
    value = _zero(seen, 0.0)
    if value is None:
        return None
    return Crossing(value=value, low=_zero(seen, -OF_NORMAL * ONE_ZETA), high=_zero(seen, OF_NORMAL * ONE_ZETA))


def _zero(seen: Sequence[tuple[float, float]], level: float) -> float | None:
    for (x, before), (other, after) in zip(seen, seen[1:], strict=False):
        if before <= level < after:
            return math.exp(x + (other - x) * (level - before) / (after - before))
    return None
