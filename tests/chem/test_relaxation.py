"""Mobility with the distorted ion cloud, against the equations of O'Brien and White solved numerically (make_relaxation.py)."""

from __future__ import annotations

import csv
import math
from pathlib import Path

import numpy as np
import pytest

from formulator.chem import constants, electrokinetics, medium, relaxation

TABLE = Path(__file__).parent.parent / "reference" / "relaxation_mobility.csv"
WATER = {"temperature": 298.15, "relative_permittivity": 78.4}
FLOW = {**WATER, "viscosity": 0.89e-3}
THERMAL = constants.BOLTZMANN * 298.15 / constants.ELEMENTARY_CHARGE
UNIT = 2.0 / 3.0 * constants.VACUUM_PERMITTIVITY * 78.4 * THERMAL / 0.89e-3
DEBYE = medium.debye_length(ionic_strength=10.0, **WATER)


def _rows() -> list[dict[str, float]]:
    with TABLE.open(encoding="utf-8", newline="") as file:
        return [{key: float(value) for key, value in row.items()} for row in csv.DictReader(file)]


def _reduced(kappa_radius: float, y: float, cation: float, anion: float) -> float:
    mobility = relaxation.relaxed_mobility(
        zeta=y * THERMAL, radius=kappa_radius * DEBYE, ionic_strength=10.0, cation_drag=cation, anion_drag=anion, **FLOW
    )
    return float(mobility) / UNIT


@pytest.mark.parametrize(("least", "most", "error"), [(20.0, 49.0, 0.013), (50.0, 1000.0, 0.005)])
def test_the_closed_form_agrees_with_the_numerical_solution_where_it_claims_to(least: float, most: float, error: float) -> None:
    rows = [row for row in _rows() if least <= row["kappa_radius"] <= most]
    assert len(rows) >= 15
    for row in rows:
        got = _reduced(row["kappa_radius"], row["reduced_zeta"], row["cation_drag"], row["anion_drag"])
        assert got == pytest.approx(row["reduced_mobility"], rel=error), row


def test_below_its_range_it_is_too_high_as_the_card_says() -> None:
    for row in _rows():
        if row["kappa_radius"] == 10.0 and abs(row["reduced_zeta"]) >= 1.0:
            got = _reduced(10.0, row["reduced_zeta"], row["cation_drag"], row["anion_drag"])
            assert 1.02 < got / row["reduced_mobility"] < 1.12, row


def test_the_numerical_solution_gives_henry_for_small_potentials() -> None:
    """Checks the table itself at 0.01 kT/e: Henry's exact function."""
    small = [row for row in _rows() if abs(row["reduced_zeta"]) < 0.1]
    assert len(small) >= 6
    for row in small:
        henry = electrokinetics.henry_function_exact(kappa_radius=row["kappa_radius"])
        assert row["reduced_mobility"] / row["reduced_zeta"] == pytest.approx(henry, rel=1e-4)


def test_relaxation_always_slows_and_more_so_at_higher_potential() -> None:
    zeta = np.linspace(0.025, 0.15, 26)
    case = {"radius": 100e-9, "ionic_strength": 10.0, **FLOW}
    ratio = relaxation.relaxed_mobility(zeta=-zeta, **case) / electrokinetics.electrophoretic_mobility(zeta=-zeta, **case)
    assert (ratio < 1.0).all() and (np.diff(ratio) < 0.0).all()


def test_a_large_particle_follows_smoluchowski() -> None:
    mobility = relaxation.relaxed_mobility(zeta=-0.03, radius=1e-4, ionic_strength=100.0, **FLOW)
    smoluchowski = -0.03 * constants.VACUUM_PERMITTIVITY * 78.4 / 0.89e-3
    assert mobility == pytest.approx(smoluchowski, rel=1e-3)


def test_ions_of_equal_drag_make_both_signs_alike() -> None:
    case = {"radius": 100e-9, "ionic_strength": 10.0, "cation_drag": 0.2, "anion_drag": 0.2, **FLOW}
    there, back = (relaxation.relaxed_mobility(zeta=zeta, **case) for zeta in (0.1, -0.1))
    assert there == pytest.approx(-back, rel=1e-14) and there > 0.0


def printed(kappa_radius: float, y: float, counter: float, co: float) -> float:
    """E_m of Ohshima, Healy and White 1983 as printed, for y above 0: F, G, H, K, t and the drags m of counter- and m̃ of co-ions."""
    t = math.tanh(y / 4)
    f = 2 / kappa_radius * (1 + 3 * counter) * (math.exp(y / 2) - 1)
    g, h = math.log((1 + math.exp(-y / 2)) / 2), math.log((1 + math.exp(y / 2)) / 2)
    k = 1 - 25 / (3 * (kappa_radius + 10)) * math.exp(-kappa_radius * y / (6 * (kappa_radius + 6)))
    bracket = (
        -18 * (t + t**3 / 9) * k
        + 15 * f / (1 + f) * (t + 7 * t**2 / 20 + t**3 / 9)
        - 6 * (1 + 3 * co) * (1 - math.exp(-y / 2)) * g
        + 12 * f / (1 + f) ** 2 * h
        + 9 * y / (1 + f) * (co * g + counter * h)
        - 36 * f / (1 + f) * (co * g**2 + counter / (1 + f) * h**2)
    )
    return 3 / 2 * y - 3 * f / (1 + f) * h + bracket / kappa_radius


@pytest.mark.parametrize("kappa_radius", [20.0, 50.0, 300.0])
@pytest.mark.parametrize("y", [0.2, 1.0, 3.0, 6.0])
def test_the_closed_form_is_the_printed_one(kappa_radius: float, y: float) -> None:
    """J. Chem. Soc. Faraday Trans. 2 1983, 79, 1613, equation for E_m, written down a second time from the paper's own symbols."""
    assert _reduced(kappa_radius, y, 0.258, 0.169) == pytest.approx(printed(kappa_radius, y, 0.169, 0.258), rel=1e-9)
    assert _reduced(kappa_radius, -y, 0.258, 0.169) == pytest.approx(-printed(kappa_radius, y, 0.258, 0.169), rel=1e-9)


@pytest.mark.parametrize(("drag", "conductivity"), [(relaxation.SODIUM_DRAG, 50.1e-4), (relaxation.CHLORIDE_DRAG, 76.35e-4)])
def test_the_drag_of_an_ion_follows_from_its_limiting_conductivity(drag: float, conductivity: float) -> None:
    """Λ° of sodium 50.1 and chloride 76.35 S cm²/mol (CRC Handbook), water of 0.89 mPa s and 78.4."""
    expected = 2 * constants.VACUUM_PERMITTIVITY * 78.4 * constants.BOLTZMANN * 298.15 * constants.AVOGADRO / (3 * 0.89e-3 * conductivity)
    assert drag == pytest.approx(expected, rel=5e-3)
