"""Engagement of whole designs: bounds, monotony, the single ligand, receptors that run out, and the limit of diffusion."""

from __future__ import annotations

import math

import numpy as np
import pytest

from formulator.chem import binding, constants
from formulator.design import Design
from formulator.evaluation import evaluate
from formulator.evaluation.evaluate import NEVER_ID
from formulator.prediction import Prediction
from formulator.units import parse

from .cases import ACUPA, CRGD, DENDRIMER, FOLATE, NANOGEL, example, known, typed

OCCUPANCY = "targeting.occupancy_target"
STEPS = {
    "target.receptors": [f"{count:.4g} 1/cell" for count in np.geomspace(1, 1e7, 29)],
    "ligand.density": [f"{count:.4g} 1/particle" for count in np.geomspace(0.1, 60, 25)],
    "ligand.dissociation_constant": [f"{k_d:.4g} nM" for k_d in np.geomspace(1e6, 1e-3, 28)],
    "target.concentration": [f"{dose:.4g} nM" for dose in np.geomspace(1e-6, 1e4, 25)],
    "ligand.coupling_yield": [f"{share:.4g} %" for share in np.geomspace(0.1, 100, 15)],
}


def ask(design: Design, **changes: str) -> Prediction:
    return evaluate(typed(design, {path.replace("__", "."): text for path, text in changes.items()}), known())


def value(prediction: Prediction, path: str = OCCUPANCY) -> float:
    found = prediction[path].value
    assert found is not None, prediction[path].reason
    return found


@pytest.mark.parametrize("path", STEPS)
@pytest.mark.parametrize("name", [CRGD, ACUPA, FOLATE, NANOGEL, DENDRIMER])
def test_more_of_what_binds_never_binds_less(name: str, path: str) -> None:
    """AC-07, from one receptor to ten million, from far below one particle a cell to all places taken."""
    steps = STEPS[path][:13] if (name, path) == (DENDRIMER, "ligand.density") else STEPS[path]  # 60 do not fit on 4.5 nm
    found = [value(ask(example(name), **{path.replace(".", "__"): text})) for text in steps]
    assert all(0.0 <= share <= 1.0 for share in found)
    for before, after in zip(found, found[1:], strict=False):
        assert after >= before * (1 - 1e-6), f"{before} -> {after} in {found}"
    assert found[-1] > found[0]


@pytest.mark.parametrize("name", [CRGD, ACUPA, FOLATE])
def test_more_ligands_never_bind_less_up_to_a_third_of_the_chains(name: str) -> None:
    found = [value(ask(example(name), ligand__density=f"{share} mol%")) for share in (0.5, 1, 2, 5, 10, 20, 30)]
    assert all(after >= before * (1 - 1e-6) for before, after in zip(found, found[1:], strict=False)), found


def test_where_receptors_run_short_each_particle_that_holds_more_of_them_leaves_fewer_for_others() -> None:
    """The same receptors on particles with 50 and with 300 strong ligands: more bonds each, fewer particles on the cell."""
    few, many = (ask(example(FOLATE), ligand__density=f"{share} mol%") for share in (5, 30))
    assert many.nodes["bonds"] > few.nodes["bonds"]
    assert value(many, "targeting.bound_per_cell") < value(few, "targeting.bound_per_cell")
    assert "receptors-run-short" in {flag.id for flag in many[OCCUPANCY].flags}


@pytest.mark.parametrize("cost", ["0 kT", "5.8 kT", "15 kT"])
@pytest.mark.parametrize("concentration", ["0.001 pM", "1 nM", "1 uM"])
def test_one_ligand_is_langmuir_whatever_further_bonds_cost(cost: str, concentration: str) -> None:
    """AC-07: θ = c/(c + K_D) to 1e-6."""
    found = ask(example(CRGD), ligand__density="1 1/particle", ligand__surface_fraction="100 %", ligand__coupling_yield="100 %",
                ligand__extra_bond_cost=cost, target__concentration=concentration)  # fmt: skip
    k_d = value(found, "targeting.effective_dissociation_constant")
    dose = parse(concentration, "nM").to("nM")
    assert value(found) == pytest.approx(dose / (dose + k_d), rel=1e-6)
    free = ask(example(CRGD), ligand__density="1 1/particle", ligand__surface_fraction="100 %", ligand__coupling_yield="100 %",
               ligand__extra_bond_cost="5.8 kT", target__concentration=concentration)  # fmt: skip
    assert value(found) == pytest.approx(value(free), rel=1e-6)


@pytest.mark.parametrize("name", [CRGD, FOLATE, ACUPA])
def test_bound_particles_never_hold_more_receptors_than_there_are(name: str) -> None:
    """Strong ligands at a high dose: particles on the cell times their bonds stay within its receptors."""
    changes = {"ligand__dissociation_constant": "0.1 nM", "target__concentration": "100 nM", "target__receptors": "30000 1/cell"}
    found = ask(example(name), **changes)
    bound = value(found, "targeting.bound_per_cell")
    assert 0 < bound * found.nodes["bonds"] <= 30000 * (1 + 1e-9) and bound <= found.nodes["cell_sites"]


def test_the_places_fill_as_mass_action_says() -> None:
    found = ask(example(ACUPA), target__concentration="1 nM")
    drive = {"concentration": 1e-6, "log_binding_constant": found.nodes["log_binding_target"]}
    assert value(found) == pytest.approx(binding.occupancy.si(**drive), rel=1e-12)


@pytest.mark.parametrize("name", [CRGD, ACUPA, FOLATE])
def test_few_particles_bind_by_cell_area_whatever_the_area_of_a_place(name: str) -> None:
    """B = ρ A_cell ∫ e^(−A) Z dh in the dilute limit. The model states the integral times (2 R_core)²: divided by that and by any
    other area of a place it gives one number, which K, places and K_D of the whole particle must reproduce together."""
    changes = {"target__concentration": "0.001 pM", "ligand__dissociation_constant": "10 uM", "target__receptors": "20000 1/cell"}
    found = ask(example(name), **changes)
    nodes, cell_area = found.nodes, 1e-9
    dose = 1e-12 * constants.AVOGADRO
    per_area = math.exp(nodes["ideal_log_binding_target"]) * constants.UNIT_VOLUME / (2 * nodes["core_radius"]) ** 2
    assert value(found) < 1e-4
    assert nodes["outer_radius"] > 1.1 * nodes["core_radius"]
    assert value(found, "targeting.bound_per_cell") == pytest.approx(dose * cell_area * per_area, rel=1e-3)
    k_d = 1e-6 * value(found, "targeting.effective_dissociation_constant")
    assert 1e-12 / k_d * nodes["cell_sites"] == pytest.approx(dose * cell_area * per_area, rel=1e-9)


@pytest.mark.parametrize("name", [CRGD, FOLATE])
def test_a_ligand_that_does_not_work_leaves_its_chain_in_the_layer(name: str) -> None:
    """All chains in the layer, whatever the coupling yield: those without a working ligand stand in the way."""
    for share in (5, 50, 95):
        nodes = ask(example(name), ligand__coupling_yield=f"{share} %").nodes
        chains = nodes["inert_density"] + nodes["ligand.active"] / nodes["core_area"]
        assert chains == pytest.approx(nodes["corona_density"], rel=1e-9)


def test_selectivity_is_bound_on_target_over_bound_on_spared() -> None:
    found = ask(example(CRGD))
    assert value(found, "targeting.selectivity") == pytest.approx(value(found) / value(found, "targeting.occupancy_healthy"), rel=1e-12)


@pytest.mark.parametrize("name", [CRGD, FOLATE])
@pytest.mark.parametrize("concentration", ["0.0001 nM", "1 nM", "100 nM"])
def test_alpha_is_the_slope_of_binding_against_receptors(name: str, concentration: str) -> None:
    """α = d ln θ / d ln R."""
    base = {"target__concentration": concentration, "ligand__dissociation_constant": "200 nM"}
    receptors = 2e5
    low, middle, high = (value(ask(example(name), **base, target__receptors=f"{receptors * f} 1/cell")) for f in (0.99, 1.0, 1.01))
    assert low <= middle <= high
    slope = math.log(high / low) / math.log(1.01 / 0.99)
    alpha = value(ask(example(name), **base, target__receptors=f"{receptors} 1/cell"), "targeting.superselectivity")
    assert alpha == pytest.approx(slope, rel=0.03, abs=0.005)


def test_a_dissociation_constant_that_nobody_can_measure_is_held_at_a_femtomolar() -> None:
    found = ask(example(FOLATE), ligand__density="50 mol%", ligand__dissociation_constant="0.01 nM", ligand__extra_bond_cost="0 kT")
    assert value(found, "targeting.effective_dissociation_constant") == pytest.approx(1e-6, rel=1e-9)
    flags = found["targeting.effective_dissociation_constant"].flags
    assert "irreversible" in {flag.id for flag in flags}


def test_particles_do_not_bind_faster_than_they_meet_the_cell() -> None:
    """Smoluchowski: 4π D R_cell over all places of the cell; with 100 nm at 37 °C and 0.69 mPa s some 10⁶ L/mol/s a place."""
    found = ask(example(CRGD), target__k_on="1e9 L/mol/s")
    assert 5e5 < 1000 * found.nodes["k_on"] < 5e6
    assert ask(example(CRGD), target__k_on="1e4 L/mol/s").nodes["k_on"] == pytest.approx(10.0, rel=1e-9)


def test_no_receptor_binds_nothing() -> None:
    found = ask(example(CRGD), target__healthy_receptors="0 1/cell")
    assert found["targeting.occupancy_healthy"].value in (None, 0.0)
    assert found["targeting.selectivity"].value is None


@pytest.mark.parametrize("lost", [{"ligand.id": ""}, {"ligand.dissociation_constant": "1e30 M"}, {"carrier.diameter": "8 nm"}])
def test_the_return_of_receptors_asks_for_nothing_that_is_not_there(lost: dict[str, str]) -> None:
    found = evaluate(typed(example(CRGD), {"target.k_recycling": "1 1/h", **lost}), known())
    assert found["targeting.uptake_per_cell"].value is None and found["targeting.uptake_per_cell"].reason


def test_never_wrapped_is_an_outcome_and_no_particle_is_none() -> None:
    """Too few ligands: never, said as such. A layer thicker than the particle: nothing is said of wrapping."""
    few = evaluate(typed(example(CRGD), {"ligand.density": "0.01 mol%"}), known())["targeting.wrapping_time"]
    assert few.value is None and [flag.id for flag in few.flags] == [NEVER_ID] and "never wrapped" in few.reason
    no_room = evaluate(typed(example(CRGD), {"carrier.diameter": "8 nm"}), known())["targeting.wrapping_time"]
    assert no_room.value is None and [flag.id for flag in no_room.flags] == ["not-given"] and "No such particle" in no_room.reason


DISH = "targeting.occupancy_limited"


@pytest.mark.parametrize("name", [CRGD, ACUPA, FOLATE, NANOGEL, DENDRIMER])
@pytest.mark.parametrize("cells", ["", "1e4 1/mL", "1e7 1/mL"])
def test_what_is_held_is_never_more_than_the_bound_fraction_nor_than_receptors_or_particles_allow(name: str, cells: str) -> None:
    found = ask(example(name), target__cell_concentration=cells)
    held = value(found, DISH)
    assert 0.0 <= held <= value(found)
    assert held * found.nodes["cell_sites"] == pytest.approx(value(found, "targeting.bound_per_cell"), rel=1e-12)
    assert value(found, "targeting.bound_per_cell") <= found.nodes["most_bound"] * (1 + 1e-12)
    if cells:
        per_cell = 1e-6 * constants.AVOGADRO / parse(cells, "1/mL").si  # 1 nM
        assert value(found, "targeting.bound_per_cell") <= per_cell * (1 + 1e-9)


@pytest.mark.parametrize("path", STEPS)
def test_in_a_dish_too_more_of_what_binds_never_binds_less(path: str) -> None:
    """As long as receptors are plenty: particles that hold more of them each leave fewer for others, and what is held may fall then."""
    asked = [evaluate(typed(example(CRGD), {"target.cell_concentration": "1e7 1/mL", path: step}), known()) for step in STEPS[path]]
    plenty, held = [found.nodes["occupancy_depleted"] for found in asked], [value(found, DISH) for found in asked]
    assert all(after >= before * (1 - 1e-9) for before, after in zip(plenty, plenty[1:], strict=False))
    if path in ("target.receptors", "target.concentration"):
        assert all(after >= before * (1 - 1e-9) for before, after in zip(held, held[1:], strict=False))


def test_more_cells_in_a_dish_hold_fewer_particles_each_and_none_hold_as_a_single_one() -> None:
    none = value(ask(example(CRGD), target__cell_concentration="0 1/mL"), DISH)
    assert none == pytest.approx(value(ask(example(CRGD))), rel=1e-9)
    found = [value(ask(example(CRGD), target__cell_concentration=f"{cells:g} 1/mL"), DISH) for cells in np.geomspace(1e3, 1e10, 15)]
    assert found == sorted(found, reverse=True) and found[-1] < 0.1 * found[0]


def test_a_medium_that_cells_empty_is_said_at_the_uptake() -> None:
    full = ask(example(CRGD), target__cell_concentration="1e8 1/mL", target__incubation_time="24 h")
    assert "dish-use" in {flag.id for flag in full["targeting.uptake_per_cell"].flags}
    few = ask(example(CRGD), target__cell_concentration="1e3 1/mL")
    assert "dish-use" not in {flag.id for flag in few["targeting.uptake_per_cell"].flags}
