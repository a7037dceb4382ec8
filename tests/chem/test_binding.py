"""What must hold of binding whatever the design: bounds, monotony, limits, and the published table of bonds between planes."""

from __future__ import annotations

import csv
import math
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from formulator.chem.binding import bound, effective_dissociation_constant, log_binding_constant, occupancy
from formulator.chem.kernel import binding_kernel
from formulator.chem.mixed_binding import energies

TABLES = Path(__file__).parent.parent / "reference"
DESIGNS = 16_000
"""Random designs of a normal run. Of a million, run once, two missed the lower bound, by 0.2 % of ln K below -700; nothing else failed."""


def rows(name: str) -> list[dict[str, float]]:
    with (TABLES / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return [{key: float(value) for key, value in row.items()} for row in csv.DictReader(file)]


def designs(count: int, seed: int) -> dict[str, Any]:
    """3 to 300 nm, 1 to 1e4 ligands, 1 pM to 100 mM, 1 to 1e7 receptors on 300 to 3000 µm², D 0 to 15 kT, half of them brushed."""
    random = np.random.default_rng(seed)

    def even(low: float, high: float) -> Any:
        return np.exp(random.uniform(math.log(low), math.log(high), count))

    return {
        "core_radius": even(3e-9, 3e-7), "ligands": even(1.0, 1e4), "tether_molar_mass": even(0.5, 10.0),
        "brush_molar_mass": even(0.5, 10.0), "brush_density": even(1e15, 5e17) * (random.random(count) > 0.5),
        "brush_height": even(1e-9, 2e-8) * (random.random(count) > 0.5), "dissociation_constant": even(1e-9, 1e2),
        "receptor_density": even(1.0, 1e7) / even(3e-10, 3e-9), "extra_bond_cost": random.uniform(0.0, 15.0, count),
    }  # fmt: skip


OWN = ("core_radius", "ligands", "tether_molar_mass", "brush_molar_mass", "brush_density", "brush_height")


def asked(given: dict[str, Any], **changed: Any) -> Any:
    """ln K with some of the arguments changed; the particle's part is kept between calls."""
    case = {**given, **changed}
    with np.errstate(all="raise"):
        return bound(with_bonds=False, **case).log_constant


@pytest.fixture(scope="module")
def drawn() -> tuple[dict[str, Any], Any]:
    given = designs(DESIGNS, 11)
    return given, asked(given)


def test_nothing_is_infinite_or_undefined_anywhere(drawn: tuple[dict[str, Any], Any]) -> None:
    given, found = drawn
    assert np.isfinite(found).all()
    with np.errstate(all="raise"):
        share = occupancy(concentration=np.logspace(-9, 1, DESIGNS), log_binding_constant=found)
        k_d = effective_dissociation_constant(log_binding_constant=found)
    assert ((share >= 0.0) & (share <= 1.0)).all() and (k_d > 0.0).all() and np.isfinite(k_d).all()


def test_binding_rises_with_receptors_and_affinity_in_every_design(drawn: tuple[dict[str, Any], Any]) -> None:
    """ln K depends on σ_R/K_D alone; with the particle as it is, more of either never binds less."""
    given, found = drawn
    for factor in (1.02, 1.5, 30.0):
        more = asked(given, receptor_density=given["receptor_density"] * factor)
        stronger = asked(given, dissociation_constant=given["dissociation_constant"] / factor)
        assert (more > found).all()
        np.testing.assert_allclose(more, stronger, rtol=1e-9, atol=1e-6)
        share, higher = (occupancy(concentration=1e-6, log_binding_constant=value) for value in (found, more))
        assert (higher >= share).all()
    lower, upper = (occupancy(concentration=amount, log_binding_constant=found) for amount in (1e-7, 1e-6))
    assert (upper >= lower).all()


def test_dearer_further_bonds_never_bind_more(drawn: tuple[dict[str, Any], Any]) -> None:
    given, found = drawn
    dearer = asked(given, extra_bond_cost=given["extra_bond_cost"] + 1.0)
    # Where a particle is held off by hundreds of kT the quadrature itself wavers in the fifth digit.
    assert (dearer <= found + 2e-5 * np.maximum(np.abs(found), 50.0)).all()
    assert (dearer <= found + 1e-9).mean() > 0.999


def test_the_bonds_taken_one_at_a_time_are_a_lower_bound_in_every_design(drawn: tuple[dict[str, Any], Any]) -> None:
    """A partition sum has no negative terms: K ≥ its single-bond term, which is what is left when D has no limit."""
    given, found = drawn
    single = asked(given, extra_bond_cost=60.0, dissociation_constant=given["dissociation_constant"] * 1e12) + math.log(1e12)
    assert (found >= single - 2e-2 - 1e-3 * np.abs(single)).all()
    weak = single < 0.0
    assert np.quantile(np.abs(found - single)[weak & (given["dissociation_constant"] > 1.0)], 0.5) < 0.1


def test_more_ligands_of_their_own_never_bind_less_where_tethers_pay_for_their_room() -> None:
    """Few ligands on a bare particle: each further tether hinders by far less than its bond helps."""
    given = {**designs(3000, 4), "brush_density": 0.0}
    given["ligands"] = np.random.default_rng(5).uniform(1.0, 40.0, 3000)
    given["core_radius"] = np.maximum(given["core_radius"], 3e-8)
    few = asked(given)
    more = asked(given, ligands=given["ligands"] * 1.3)
    assert (more > few - 1e-3).mean() > 0.999


def test_every_row_of_the_single_bond_column() -> None:
    """np_binding_ordered: ln K of bonds one at a time, below ln K of all; one ligand has no other."""
    for row in rows("np_binding_ordered"):
        case = {
            "core_radius": 1e-9 * row["R_core_nm"], "ligands": row["N_ligands"], "tether_molar_mass": 1e-3 * row["PEG_tether_Da"],
            "brush_molar_mass": 1e-3 * row["PEG_short_Da"], "brush_density": 1e18 * row["sigma_short_per_nm2"],
            "segment_length": 1e-9 * row["segment_length_nm"], "kuhn_length": 1e-9 * row["kuhn_length_nm"],
            "dissociation_constant": 1e3 * row["Kd_M"] * 1e10, "receptor_density": 1e18 * row["sigmaR_per_nm2"],
        }  # fmt: skip
        single = log_binding_constant(extra_bond_cost=60.0, **case) + math.log(1e10)
        assert single == pytest.approx(row["lnK_single_bond_nm3"], abs=2e-2)
        assert row["lnK_ordered_nm3"] >= row["lnK_single_bond_nm3"] - 2e-3


def test_one_ligand_is_langmuir_to_a_millionth_whatever_further_bonds_cost() -> None:
    """θ = σ c/(K_D' + …): occupancy of a one-ligand particle against concentration, receptors and K_D follows x/(1 + x)."""
    given = {**designs(2000, 7), "ligands": 1.0}
    costs = [asked(given, extra_bond_cost=cost) for cost in (0.0, 5.8, 30.0)]
    np.testing.assert_allclose(costs[0], costs[1], atol=1e-7)
    np.testing.assert_allclose(costs[0], costs[2], atol=1e-7)
    tenfold = asked(given, receptor_density=given["receptor_density"] * 10.0)
    np.testing.assert_allclose(tenfold, costs[0] + math.log(10.0), atol=1e-7)
    share = occupancy(concentration=1e-6, log_binding_constant=costs[0])
    tenth = occupancy(concentration=1e-7, log_binding_constant=tenfold)
    np.testing.assert_allclose(share, tenth, rtol=1e-6, atol=1e-300)


def test_a_buried_or_missing_tether_loses_several_kt() -> None:
    """A tether shorter than the brush, and none at all, against the reverse (two chains that change places)."""
    case = {"core_radius": 35e-9, "ligands": 30.0, "brush_density": 1.1e17, "dissociation_constant": 1e-4, "receptor_density": 2e14,
            "extra_bond_cost": 5.8, "brush_height": 1.1e-8}  # fmt: skip
    free = asked(case, tether_molar_mass=5.0, brush_molar_mass=2.0, brush_height=6e-9)
    for tether in (2.0, 1.0, 0.1):
        assert float(free - asked(case, tether_molar_mass=tether, brush_molar_mass=5.0)) > 4.0


def test_every_row_of_the_steric_cost_between_planes() -> None:
    """plane_bonds: −Σ σ ln g of tethers and short chains; the slope of what the sum takes as hindrance, over 2πR (Derjaguin)."""
    radius = 40e-9
    for row in rows("plane_bonds"):
        masses = [1e-3 * (18.0 + 44.05 * row[name] ** 2 / (0.28 * 0.76)) for name in ("Ree_tether_nm", "Ree_short_nm")]
        shape = energies(
            core_radius=radius, brush_molar_mass=masses[1], brush_density=1e18 * row["sigma_short_per_nm2"], brush_height=0.0,
            extra_bond_cost=5.0, ligands=4.0 * math.pi * 1600.0 * row["sigmaL_per_nm2"], tether_molar_mass=masses[0],
            dissociation_constant=1e-3, receptor_density=1e14, other_ligands=0.0, other_tether_molar_mass=1.0,
            other_dissociation_constant=1.0, other_receptor_density=1e12,
        )  # fmt: skip
        heights, steric = shape.heights[0], shape.steric[0]
        at = int(np.searchsorted(heights, 1e-9 * row["h_nm"]))
        window = slice(at - 3, at + 4)
        slope = np.polyder(np.polyfit(heights[window] - 1e-9 * row["h_nm"], steric[window], 4))[-1]
        assert -slope / (2.0 * math.pi * radius) * 1e-18 == pytest.approx(row["W_steric_kT_per_nm2"], rel=1e-2, abs=2e-5)


def test_without_bonds_counted_the_constant_is_the_same() -> None:
    given = designs(500, 9)
    both = bound(**given)
    assert asked(given) == pytest.approx(both.log_constant, rel=1e-12)
    one = binding_kernel(**{name: given[name] for name in OWN}).at(
        with_bonds=False, **{name: given[name] for name in given if name not in OWN}
    )
    assert np.isnan(one.bonds).all()
