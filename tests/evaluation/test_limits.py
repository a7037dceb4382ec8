"""Where the models of targeting are left: each limit is flagged beside the number that it spoils, and only there."""

from __future__ import annotations

import math

import pytest

from formulator.chem.model import Grade
from formulator.evaluation import evaluate
from formulator.prediction import Prediction

from .cases import ACUPA, CRGD, DENDRIMER, FOLATE, ask, example, known, typed


def flags(found: Prediction, path: str) -> set[str]:
    return {flag.id for flag in found[path].flags}


def test_bound_particles_that_hold_a_tenth_of_the_receptors_are_flagged() -> None:
    many, few = ask(FOLATE), ask(FOLATE, target__concentration="0.00001 pM")
    bound = many["targeting.bound_per_cell"].value or 0
    assert many.nodes["receptor_use"] == pytest.approx(bound * many.nodes["bonds"] / many.nodes["receptors_in_serum"], rel=1e-12)
    assert many.nodes["receptor_use"] > 0.1 > few.nodes["receptor_use"]
    assert "receptor-use" in flags(many, "targeting.occupancy_target")
    assert "receptor-use" not in flags(few, "targeting.occupancy_target")


def test_a_dose_that_fills_the_places_of_the_tumour_is_flagged() -> None:
    full, free = ask(DENDRIMER), ask(DENDRIMER, target__dose="0.0005 mg/kg")
    use, delivered = ([found.nodes[name] for found in (full, free)] for name in ("tumour_site_use", "targeting.delivered"))
    assert use[0] / use[1] == pytest.approx(5 / 0.0005 * delivered[0] / delivered[1], rel=1e-9)
    assert "tumour-site-use" in flags(full, "targeting.delivered")
    assert "tumour-site-use" not in flags(free, "targeting.delivered")


def test_a_dose_that_has_long_gone_makes_what_filled_places_brought_a_ranking() -> None:
    """One unbound share stands for all of the time: long after the places are empty again it counts them as half full."""
    binding = {"target__dose": "1000 mg/kg", "ligand__dissociation_constant": "1 nM"}
    binding |= {"target__half_life": "4 h", "target__washout": "0.2 1/h"}
    soon, late = (ask(FOLATE, **binding, target__time=time) for time in ("12 h", "72 h"))
    for found, is_late in ((soon, False), (late, True)):
        assert found.nodes["tumour_site_use"] > 0.1
        assert ("places-full-at-first" in flags(found, "targeting.efficiency")) is is_late
        assert (found["targeting.efficiency"].grade is Grade.INDEX) is is_late


def test_a_mouse_gets_the_particles_of_its_dose() -> None:
    """5 mg/kg in 20.8 g is 0.104 mg of doxorubicin, 543.5 g/mol: 1.15e17 molecules, shared out over particles."""
    nodes = ask(FOLATE, target__dose="5 mg/kg").nodes
    molecules = nodes["injected_particles"] * nodes["loading.molecules_per_particle"]
    assert molecules == pytest.approx(0.104e-6 / 0.5435 * 6.022e23, rel=0.01)


def test_the_binding_site_barrier_grows_with_the_square_of_the_distance() -> None:
    near, far = (ask(CRGD, target__vessel_distance=f"{distance} um") for distance in (30, 90))
    assert far.nodes["thiele_modulus"] == pytest.approx(9 * near.nodes["thiele_modulus"], rel=1e-9)
    assert "thiele-modulus" in flags(far, "targeting.efficiency") and "thiele-modulus" not in flags(near, "targeting.efficiency")


def test_large_particles_settle_on_the_cells_small_ones_do_not() -> None:
    large = ask(ACUPA, carrier__diameter="900 nm", target__incubation_time="24 h")
    small = ask(ACUPA, carrier__diameter="100 nm", target__incubation_time="24 h")
    assert "settled-share" in flags(large, "targeting.uptake_per_cell")
    assert "settled-share" not in flags(small, "targeting.uptake_per_cell")
    assert "settled-share" not in flags(ask(ACUPA, carrier__diameter="900 nm", target__medium_height="100 mm"), "targeting.uptake_per_cell")


def test_a_swollen_particle_is_lighter_than_its_polymer() -> None:
    found = ask(CRGD)
    volume = 4 / 3 * math.pi * found.nodes["outer_radius"] ** 3
    assert 993 < found.nodes["particle_density"] < 1200
    assert found.nodes["hydrodynamic_volume"] == pytest.approx(volume, rel=1e-9)


def test_receptors_that_do_not_return_carry_in_what_they_can_hold_once() -> None:
    strong = {"ligand__dissociation_constant": "0.1 nM", "target__concentration": "100 nM", "target__receptors": "20000 1/cell",
              "target__incubation_time": "72 h", "target__k_internalisation": "1e-3 1/s"}  # fmt: skip
    free, once, again = (
        ask(CRGD, **strong, **more) for more in ({}, {"target__k_recycling": "0 1/s"}, {"target__k_recycling": "1e-3 1/s"})
    )
    uptake = [found["targeting.uptake_per_cell"].value or 0 for found in (once, again, free)]
    assert uptake[0] <= uptake[1] <= uptake[2] and uptake[0] < uptake[2]
    assert uptake[0] == pytest.approx(20000 / once.nodes["bonds"], rel=1e-6)
    assert "receptors-carry-no-more" in flags(once, "targeting.uptake_per_cell")


@pytest.mark.parametrize("path", ["target.receptors", "target.healthy_receptors"])
def test_a_cell_without_receptors_is_answered_and_drawn(path: str) -> None:
    """Zero is a number that people type: no answer and no plot may trip over its logarithm."""
    from formulator.explore.curves import figure

    design = typed(example(CRGD), {path: "0 1/cell"})
    prediction = evaluate(design, known())
    assert prediction["size.hydrodynamic_diameter"].value is not None
    for name in ("binding", "selectivity", "time", "zeta", "loading", "size"):
        assert figure(name, design, known(), prediction).panels
