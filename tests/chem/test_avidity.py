"""The closed models of multivalent binding: what they must do at their limits, and that they are one model."""

from __future__ import annotations

import csv
import math
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from formulator.chem.avidity import avidity_bound_complexes, avidity_bound_receptors, superselective_occupancy, superselectivity

TABLES = Path(__file__).parent.parent / "reference"


def test_two_hundred_thousand_random_designs_pass_without_a_warning() -> None:
    random = np.random.default_rng(4)
    count = 200_000

    def even(low: float, high: float) -> np.ndarray:
        return np.exp(random.uniform(math.log(low), math.log(high), count))

    case = {
        "ligands_in_reach": even(1.0, 1e5),
        "receptors_in_reach": even(1e-6, 1e6),
        "bond_free_energy": random.uniform(-60.0, 60.0, count),
        "activity": even(1e-15, 10.0),
    }
    with np.errstate(all="raise"):
        occupancy, alpha = superselective_occupancy(**case), superselectivity(**case)
    assert (occupancy >= 0.0).all() and (occupancy <= 1.0).all()
    assert np.isfinite(alpha).all() and (alpha >= 0.0).all()
    assert (alpha <= case["ligands_in_reach"] * (1.0 + 1e-12)).all()


@given(st.floats(1e-3, 1e3), st.floats(-10.0, 10.0), st.floats(1e-9, 1.0))
def test_one_ligand_is_langmuir_and_never_superselective(receptors: float, energy: float, activity: float) -> None:
    """Martinez-Veracoechea and Frenkel 2011: a particle with one ligand has α ≤ 1."""
    case = {"ligands_in_reach": 1.0, "receptors_in_reach": receptors, "bond_free_energy": energy, "activity": activity}
    drive = activity * receptors * math.exp(-energy)
    assert superselective_occupancy(**case) == pytest.approx(drive / (1.0 + drive), rel=1e-12)
    assert superselectivity(**case) == pytest.approx(1.0 / (1.0 + drive), rel=1e-9)


def test_weaker_bonds_are_more_selective() -> None:
    """Martinez-Veracoechea and Frenkel 2011: at equal binding, many weak ligands beat few strong ones."""
    best = [
        float(np.max(superselectivity(ligands_in_reach=k, receptors_in_reach=np.logspace(-2, 4, 400), bond_free_energy=f, activity=1e-3)))
        for k, f in ((2.0, -2.0), (5.0, 0.0), (10.0, 2.0), (30.0, 3.0))
    ]
    assert best == sorted(best)
    assert best[0] > 1.0


def test_superselectivity_is_the_logarithmic_slope() -> None:
    case = {"ligands_in_reach": 12.0, "bond_free_energy": 1.0, "activity": 1e-5}
    up, down = (superselective_occupancy(receptors_in_reach=8.0 * math.exp(way), **case) for way in (1e-5, -1e-5))
    assert superselectivity(receptors_in_reach=8.0, **case) == pytest.approx((math.log(up) - math.log(down)) / 2e-5, rel=1e-6)


@given(st.floats(1e-10, 1e-4), st.floats(1e-11, 1e-6), st.integers(1, 100), st.floats(1e3, 1e7), st.floats(1.0, 1e8))
def test_bound_receptors_lie_between_complexes_and_all_receptors(
    complexes: float, crosslinking: float, valency: int, receptors: float, association: float
) -> None:
    case = {
        "complex_concentration": complexes,
        "crosslinking_constant": crosslinking,
        "valency": float(valency),
        "receptors": receptors,
        "association_constant": association,
    }
    held, used = avidity_bound_complexes(**case), avidity_bound_receptors(**case)
    assert held * (1.0 - 1e-9) <= used <= valency * held * (1.0 + 1e-9)
    assert used <= receptors * (1.0 + 1e-9)


def test_one_ligand_of_a_complex_is_langmuir() -> None:
    case = {"complex_concentration": 1e-6, "crosslinking_constant": 1e-9, "valency": 1.0, "receptors": 1e5, "association_constant": 1e6}
    assert avidity_bound_complexes(**case) == pytest.approx(1e5 * 1.0 / (1.0 + 1.0), rel=1e-10)


def test_avidity_without_depletion_is_the_superselective_sum() -> None:
    """With K_x* = 1/(N_A A h): Φ = n e^−f and L₀/K_x* counts the particles in the shell, so L_b = (L₀/K_x*) q."""
    ligands, bonds, activity = 10.0, 0.05, 1e-7
    shell = 3.0
    held = avidity_bound_complexes(
        complex_concentration=1e-12, crosslinking_constant=1e-12 / shell, valency=ligands, receptors=1e6,
        association_constant=bonds / (1e-12 / shell * 1e6),
    )  # fmt: skip
    share = superselective_occupancy(ligands_in_reach=ligands, receptors_in_reach=bonds, bond_free_energy=0.0, activity=activity)
    assert held == pytest.approx(shell * share / (1.0 - share) / activity, rel=1e-4)


def test_published_code_gives_the_same() -> None:
    """meyer-lab/valentBind (MIT), run by others; rows of peer_valentbind.csv."""
    with (TABLES / "peer_valentbind.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert len(rows) >= 20
    for row in rows:
        case = {
            "complex_concentration": float(row["L0_M"]) * 1e3,
            "crosslinking_constant": float(row["KxStar_M_cell"]) * 1e3,
            "valency": float(row["f_valency"]),
            "receptors": float(row["Rtot_per_cell"]),
            "association_constant": float(row["Ka_per_M"]) * 1e-3,
        }
        assert avidity_bound_complexes(**case) == pytest.approx(float(row["valentBind_Lbound"]), rel=1e-9)
        assert avidity_bound_receptors(**case) == pytest.approx(float(row["valentBind_Rbound"]), rel=1e-9)
