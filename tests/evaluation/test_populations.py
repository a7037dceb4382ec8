"""Averages over particles and cells: asked for by typing how much they differ, and never better than biology allows."""

from __future__ import annotations

import math

import pytest

from formulator.uncertainty import propagate

from .cases import ACUPA, CRGD, FOLATE, ask, example, known, typed, value

BATCH, REACHED, CEILING = "targeting.batch_occupancy", "targeting.cell_fraction", "targeting.roc_ceiling"
DISPERSED = {"ligand__tether_dispersity": "1.05"}


def test_averages_wait_until_somebody_says_how_much_things_differ() -> None:
    found = ask(CRGD)
    assert found[BATCH].value is None and "Tether" in found[BATCH].reason
    assert found[REACHED].value is None and "Cells differ by" in found[REACHED].reason


@pytest.mark.parametrize("name", [CRGD, ACUPA, FOLATE])
def test_a_batch_of_like_particles_binds_as_one_does(name: str) -> None:
    """Hundreds of ligands on particles of nearly one size, tethers of one length; what is left is the scatter of ligand numbers."""
    found = ask(name, carrier__pdi="0.00001", ligand__tether_dispersity="1", ligand__extra_bond_cost="20 kT")
    assert value(found, BATCH) == pytest.approx(value(found, "targeting.occupancy_target"), rel=0.03)


def test_a_batch_stays_a_share_and_binds_more_where_there_is_more_to_bind() -> None:
    found = [value(ask(CRGD, **DISPERSED, target__receptors=f"{count} 1/cell"), BATCH) for count in (1, 1e3, 1e5, 1e7)]
    assert found == sorted(found) and all(0.0 <= share <= 1.0 for share in found) and found[-1] > found[0]


def test_half_of_the_cells_are_reached_where_the_median_cell_is_half_full() -> None:
    """The threshold is where a place is taken half of the time, error of ln K and area of a place counted."""
    threshold = ask(FOLATE, target__receptor_spread="0.5").nodes["half_receptors"]
    found = ask(FOLATE, target__receptor_spread="0.5", target__receptors=f"{threshold!r} 1/cell")
    assert value(found, "targeting.occupancy_target") == pytest.approx(0.5, abs=0.01)
    assert value(found, REACHED) == pytest.approx(50.0, abs=0.5)
    twice = ask(FOLATE, target__receptor_spread="0.5", target__receptors=f"{2 * threshold!r} 1/cell")
    assert value(twice, REACHED) == pytest.approx(50 * (1 + math.erf(math.log(2) / 0.5 / math.sqrt(2))), abs=0.5)


def test_no_cell_is_reached_by_particles_that_do_not_bind() -> None:
    found = ask(CRGD, ligand__dissociation_constant="10 mol/L", target__concentration="1e-9 nM", target__receptor_spread="0.5")
    assert value(found, REACHED) == pytest.approx(0.0, abs=1e-6)


def test_the_ceiling_is_a_coin_toss_for_like_cells_and_rises_with_the_ratio() -> None:
    same, more = (ask(CRGD, target__receptors=f"{count} 1/cell", target__healthy_receptors="10000 1/cell") for count in (10000, 100000))
    assert value(same, CEILING) == pytest.approx(0.5, rel=1e-9)
    assert value(more, CEILING) == pytest.approx(0.9994, abs=1e-4)


def test_slow_averages_are_points_without_an_interval() -> None:
    design = typed(example(CRGD), {"ligand.tether_dispersity": "1.05", "target.receptor_spread": "0.5"})
    found = propagate(design, known(), draws=64)
    for path in (BATCH, REACHED):
        assert found[path].value is not None and found[path].low is None
    assert found[CEILING].low is not None
