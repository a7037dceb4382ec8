"""Thirty Values in, thirty chained models, thirty Values out: units checked at the doors, against the same chain on plain floats."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable, Sequence

import pytest

from formulator.chem.corona import (
    brush_height_curved,
    brush_height_planar,
    brush_overlap,
    corona_thickness,
    flory_radius,
    segment_number,
)
from formulator.chem.electrokinetics import henry_function
from formulator.chem.medium import debye_length, diffusion_coefficient, water_permittivity
from formulator.chem.size import hydrodynamic_diameter
from formulator.units import Value, from_si

pytestmark = pytest.mark.benchmark

ROUNDS = 400
GIVEN = [
    (Value(25.0 + warmer, "degC"), Value(10.0 + 50.0 * warmer, "mM"), Value(0.89, "mPa*s"), Value(5.0 + warmer, "kg/mol"),
     Value(0.1 + 0.05 * warmer, "1/nm^2"), Value(30.0 + warmer, "nm"), Value(0.35, "nm"), Value(44.05, "g/mol"),
     Value(18.02, "g/mol"), Value(1.0, ""))
    for warmer in range(3)
]  # fmt: skip
UNITS = ("", "nm", "", "nm", "", "nm", "nm", "nm", "um^2/s", "")


def chain(given: Sequence[Sequence[float]]) -> list[float]:
    """For each of three designs ten models, each with the result of one before it."""
    found = []
    for warmth, salt, viscosity, mass, density, radius, segment, unit_mass, ends, prefactor in given:
        permittivity = water_permittivity.si(temperature=warmth)
        debye = debye_length.si(ionic_strength=salt, temperature=warmth, relative_permittivity=permittivity)
        count = segment_number.si(chain_molar_mass=mass, repeat_molar_mass=unit_mass, end_molar_mass=ends)
        coil = flory_radius.si(segments=count, segment_length=segment)
        overlap = brush_overlap.si(grafting_density=density, flory_radius=coil)
        brush = {"segments": count, "segment_length": segment, "grafting_density": density}
        flat = brush_height_planar.si(**brush)
        curved = brush_height_curved.si(core_radius=radius, **brush)
        layer = corona_thickness.si(core_radius=radius, **brush)
        size = hydrodynamic_diameter.si(core_diameter=2 * radius, corona_thickness=prefactor * layer)
        diffusion = diffusion_coefficient.si(hydrodynamic_diameter=size, temperature=warmth, viscosity=viscosity)
        henry = henry_function.si(kappa_radius=0.5 * size / debye)
        found += [permittivity, debye, count, coil, overlap, flat, curved, size, diffusion, henry]
    return found


def with_units() -> list[Value]:
    results = chain([[one.si for one in row] for row in GIVEN])
    return [Value(float(from_si(number, unit)), unit) for number, unit in zip(results, 3 * UNITS, strict=True)]


def plain() -> list[float]:
    results = chain([(row[0].magnitude + 273.15, row[1].magnitude, 1e-3 * row[2].magnitude, row[3].magnitude, 1e18 * row[4].magnitude,
                      1e-9 * row[5].magnitude, 1e-9 * row[6].magnitude, 1e-3 * row[7].magnitude, 1e-3 * row[8].magnitude,
                      row[9].magnitude) for row in GIVEN])  # fmt: skip
    return [number * times for number, times in zip(results, 3 * TIMES, strict=True)]


TIMES = (1.0, 1e9, 1.0, 1e9, 1.0, 1e9, 1e9, 1e9, 1e12, 1.0)


def timed(act: Callable[[], object]) -> float:
    times = []
    for _ in range(ROUNDS):
        began = time.perf_counter()
        act()
        times.append(time.perf_counter() - began)
    return statistics.median(times)


def test_units_at_the_doors_against_plain_floats(capsys: pytest.CaptureFixture[str]) -> None:
    assert [value.magnitude for value in with_units()] == pytest.approx(plain(), rel=1e-12)
    ours, theirs = timed(with_units), timed(plain)
    with capsys.disabled():
        print(f"\n30 Values in and out of 30 models {1e6 * ours:.0f} µs, plain floats {1e6 * theirs:.0f} µs: ratio {ours / theirs:.2f}")
    assert ours < 3 * theirs
