"""Chains, ligands and masses of one particle: nothing is lost, nothing is counted twice, and all ways of saying it agree."""

from __future__ import annotations

import math

import pytest

from formulator import advice
from formulator.evaluation import evaluate
from formulator.prediction import Prediction

from .cases import ACUPA, CRGD, DENDRIMER, FOLATE, NANOGEL, SPHERE, example, known, typed, value

AVOGADRO = 6.02214076e23


def sphere(**changes: str) -> Prediction:
    from formulator.design import Design

    return evaluate(typed(Design(), {**SPHERE, **{path.replace("__", "."): text for path, text in changes.items()}}), known())


def test_a_tenth_of_chains_with_three_kilodalton_more_is_11_33_percent_of_the_mass() -> None:
    """AC-04: 10 mol% of 23 kDa in 20 kDa, no payload: 2.3/20.3."""
    assert value(sphere(payload__id="", payload__feed="", payload__ee=""), "ligand.weight_percent") == pytest.approx(11.330, abs=1e-3)


def test_a_100_nm_sphere_holds_16642_chains_of_mean_mass() -> None:
    """AC-04: 1.2 g/mL, DLC 10.714 %, mean chain 20.3 kDa; counting every chain at 20 kDa would give 16 892."""
    prediction = sphere()
    assert value(prediction, "loading.dlc") == pytest.approx(10.714, abs=1e-3)
    assert value(prediction, "size.aggregation_number") == pytest.approx(16642, abs=1)
    assert value(prediction, "ligand.per_particle") == pytest.approx(1664, abs=0.5)
    assert value(prediction, "ligand.surface_density") == pytest.approx(0.0530, abs=5e-5)


WAYS = {
    "mol%": "ligand.mol_percent",
    "wt%": "ligand.weight_percent",
    "1/particle": "ligand.per_particle",
    "1/nm^2": "ligand.surface_density",
}


@pytest.mark.parametrize("name", [CRGD, ACUPA, FOLATE, NANOGEL, "sphere"])
@pytest.mark.parametrize("unit", WAYS)
def test_ligand_density_said_in_another_way_is_the_same_design(name: str, unit: str) -> None:
    from formulator.design import Design

    design = typed(Design(), SPHERE) if name == "sphere" else example(name)
    before = evaluate(design, known())
    again = evaluate(typed(design, {"ligand.density": f"{value(before, WAYS[unit])!r} {unit}"}), known())
    for path in WAYS.values():
        assert value(again, path) == pytest.approx(value(before, path), rel=1e-9), path
    assert value(again, "size.aggregation_number") == pytest.approx(value(before, "size.aggregation_number"), rel=1e-9)


@pytest.mark.parametrize("name", [CRGD, ACUPA, FOLATE, NANOGEL, DENDRIMER, "sphere"])
def test_masses_of_the_components_sum_to_the_particle(name: str) -> None:
    """AC-05: plain chains, ligand-bearing chains (or what hangs on them) and payload make up all solids."""
    from formulator.design import Design

    design = typed(Design(), SPHERE) if name == "sphere" else example(name)
    prediction = evaluate(design, known())
    nodes = prediction.nodes
    chains, ligands = nodes["aggregation_number"], nodes["ligand.per_particle"]
    pendant = name in (NANOGEL, DENDRIMER)
    plain = (chains if pendant else chains - ligands) * nodes["chain_molar_mass"] / AVOGADRO
    bearing = ligands * nodes["ligand_chain_molar_mass"] / AVOGADRO
    payload = nodes["polymer_mass_per_particle"] * nodes["loading.drug_to_polymer"]
    assert plain + bearing + payload == pytest.approx(nodes["solids_per_particle"], rel=1e-9)
    assert value(prediction, "ligand.weight_percent") == pytest.approx(100 * bearing / nodes["solids_per_particle"], rel=1e-9)
    assert value(prediction, "ligand.weight_percent") < 100
    molar_mass = prediction.ingredients["payload.molar_mass"]
    loaded = value(prediction, "loading.molecules_per_particle") * float(molar_mass.value or 0) / AVOGADRO / 1000
    assert loaded == pytest.approx(payload, rel=1e-9) if molar_mass.unit == "g/mol" else loaded > 0


def test_a_sphere_without_a_layer_is_filled_by_its_own_mass() -> None:
    nodes = sphere().nodes
    assert nodes["solids_per_particle"] == pytest.approx(4 / 3 * math.pi * 50e-9**3 * 1200.0, rel=1e-9)


def test_more_ligand_mass_than_the_sphere_holds_is_no_particle() -> None:
    prediction = sphere(ligand__density="400000 1/particle")
    assert prediction["size.aggregation_number"].value is None
    assert "more room" in prediction["size.aggregation_number"].reason


def test_more_ligands_than_chains_is_an_error_of_the_design_check() -> None:
    design = typed(example(ACUPA), {"ligand.density": "120 mol%"})
    found = advice.lint(design, evaluate(design, known()), known())
    assert ("L-LIG-01", "error") in {(finding.id, finding.severity) for finding in found}


def test_a_dendrimer_may_carry_several_ligands() -> None:
    design = typed(example(DENDRIMER), {"ligand.density": "3 1/particle", "ligand.id": "ligand:folate"})
    prediction = evaluate(design, known())
    assert value(prediction, "ligand.mol_percent") == pytest.approx(300)
    assert not [flag for flag in prediction.flags if flag.id == "more-ligands-than-chains"]


def test_a_brush_of_every_chain_of_a_solid_sphere_is_impossible() -> None:
    """AC-04: PEG5k at 0.54 chains per nm² on a solid core; here the core is 108 nm wide, under a layer of 16 nm."""
    from formulator.design import Design

    changes = {
        "carrier.corona_molar_mass": "5 kg/mol",
        "carrier.core_molar_mass": "15 kg/mol",
        "carrier.surface_fraction": "100 %",
        "carrier.diameter": "140 nm",
    }
    design = typed(Design(), {**SPHERE, **changes, "carrier.id": "carrier:peg_pla_np"})
    found = advice.lint(design, evaluate(design, known()), known())
    assert "L-SIZE-02" in {finding.id for finding in found if finding.severity == "error"}
