"""Exact pairing against enumeration, its table, and the sums that stand for it."""

from __future__ import annotations

import csv
import math
from pathlib import Path

import numpy as np
import pytest
from scipy.stats import poisson

from formulator.chem.avidity import avidity_bound_complexes, superselective_occupancy
from formulator.chem.pairing import ideal_crosslinking_constant, paired_occupancy

TABLES = Path(__file__).parent.parent / "reference"


def rows() -> list[dict[str, float]]:
    with (TABLES / "multivalent_mf.csv").open(encoding="utf-8", newline="") as file:
        return [{name: float(value) for name, value in row.items()} for row in csv.DictReader(file)]


def case_of(row: dict[str, float]) -> dict[str, float]:
    return {
        "ligands_in_reach": row["k_ligands"], "receptors_in_reach": row["nR_receptors_in_site"], "bond_free_energy": row["f_kT"],
        "activity": row["z_activity"],
    }  # fmt: skip


def test_every_row_of_the_table_of_pairings() -> None:
    table = rows()
    assert len(table) >= 20
    for row in table:
        with np.errstate(all="raise"):
            assert paired_occupancy(**case_of(row)) == pytest.approx(row["theta_exact_pairing"], rel=1e-8), row
    together = paired_occupancy(**{name: np.array([case_of(row)[name] for row in table]) for name in case_of(table[0])})
    np.testing.assert_allclose(together, [row["theta_exact_pairing"] for row in table], rtol=1e-8)


def test_every_row_averaged_over_where_receptors_happen_to_be() -> None:
    """Immobile receptors: the superselective share averaged over a Poisson number of receptors in the site."""
    for row in rows():
        count = np.arange(1, int(row["nR_receptors_in_site"] + 12 * math.sqrt(row["nR_receptors_in_site"]) + 20))
        share = superselective_occupancy(**{**case_of(row), "receptors_in_reach": count.astype(float)})
        average = float((poisson.pmf(count, row["nR_receptors_in_site"]) * share).sum())
        assert average == pytest.approx(row["theta_mf_poisson_nR"], rel=1e-6), row


def mean_field(ligands: float, receptors: float, strength: float) -> float:
    """Attraction in kT of the mean field of published codes, its stable root in closed form."""
    lead = 1.0 + (receptors - ligands) * strength
    root = math.sqrt(lead * lead + 4.0 * ligands * strength)
    loose = 2.0 / (lead + root) if lead > 0.0 else (root - lead) / (2.0 * ligands * strength)
    open_share = 1.0 / (1.0 + ligands * loose * strength)
    held = [receptors * open_share * loose * strength, ligands * loose * open_share * strength]
    return ligands * (math.log1p(-held[0]) + held[0] / 2.0) + receptors * (math.log1p(-held[1]) + held[1] / 2.0)


def test_the_mean_field_is_close_to_exact_pairing_among_many_and_far_from_it_among_few() -> None:
    """Within 0.4 kT for whole, large numbers; a twentieth of a receptor in reach it turns into a fraction of a bond's energy."""
    for row in rows():
        strength = math.exp(-row["f_kT"])
        assert mean_field(row["k_ligands"], row["nR_receptors_in_site"], strength) == pytest.approx(row["F_att_meanfield_kT"], rel=1e-6)
    with (TABLES / "plane_bonds.csv").open(encoding="utf-8", newline="") as file:
        for plane in csv.DictReader(file):
            densities = (float(plane["sigmaL_per_nm2"]), float(plane["sigmaR_per_nm2"]))
            assert mean_field(*densities, float(plane["K2D_nm2"])) == pytest.approx(float(plane["W_bond_kT_per_nm2"]), rel=1e-6)
    strong = 1e4
    single = math.log(1.0 + 0.05 * strong)
    assert -mean_field(1.0, 0.05, strong) < 0.2 * single


def test_one_ligand_or_one_receptor_needs_no_pairing() -> None:
    case = {"bond_free_energy": 1.0, "activity": 1e-3}
    for ligands, receptors in ((1.0, 7.0), (7.0, 1.0)):
        drive = 1e-3 * 7.0 * math.exp(-1.0)
        assert paired_occupancy(ligands_in_reach=ligands, receptors_in_reach=receptors, **case) == pytest.approx(drive / (1.0 + drive))
    assert paired_occupancy(ligands_in_reach=0.0, receptors_in_reach=9.0, **case) == pytest.approx(0.0, abs=1e-300)


def test_receptors_that_take_several_ligands_bind_more() -> None:
    """The superselective sum allows a receptor several ligands: never less than exact pairing."""
    receptors = np.arange(1.0, 40.0)
    case = {"ligands_in_reach": 12.0, "receptors_in_reach": receptors, "bond_free_energy": 0.5, "activity": 1e-9}
    assert (superselective_occupancy(**case) >= paired_occupancy(**case) * (1.0 - 1e-12)).all()


def test_the_ideal_crosslinking_constant_makes_avidity_and_superselectivity_one() -> None:
    """Φ = n e^−f: complexes in the shell A h, each with q ways to hold on."""
    area, shell, receptors, association = 1e-9, 1e-8, 1e5, 30.0
    crosslink = ideal_crosslinking_constant(cell_area=area, shell_thickness=shell)
    weak = 1e-15
    held = avidity_bound_complexes(
        complex_concentration=weak, crosslinking_constant=crosslink, valency=8.0, receptors=receptors, association_constant=association
    )
    in_shell = weak * 6.02214076e23 * area * shell
    share = superselective_occupancy(
        ligands_in_reach=8.0, receptors_in_reach=receptors * association * crosslink, bond_free_energy=0.0, activity=1e-9
    )
    assert held == pytest.approx(in_shell * share / (1.0 - share) / 1e-9, rel=1e-6)
