"""Large payloads: charge from sequence and phosphates, size from mass, and molecules counted as whole complexes."""

from __future__ import annotations

import pytest

from formulator.catalogue import user_protein
from formulator.chem import complexes, proteins
from formulator.design import Design, replaced
from formulator.evaluation import evaluate
from formulator.prediction import Prediction

from .cases import ACUPA, NANOGEL, POLYPLEX, example, known, typed, value

CHARGE, SIZE, COUNT = "loading.payload_charge", "loading.payload_diameter", "loading.molecules_per_particle"
INSULIN_LIKE = "GIVEQCCTSICSLYQLENYCNFVNQHLCGSHLVEALYLVCGERGFFYTPKT"


def ask(changes: dict[str, str], name: str = NANOGEL) -> Prediction:
    return evaluate(typed(example(name), changes), known())


def with_own_protein(changes: dict[str, str]) -> Prediction:
    protein = user_protein("my protein", INSULIN_LIKE)
    design: Design = replaced(typed(example(NANOGEL), changes), "payload.id", protein.key)
    return evaluate(design, known().with_materials([protein]))


def test_cas9_with_a_guide_of_99_phosphates_carries_77_negative_charges() -> None:
    """+22 − 99 = −77, as the catalogue's own RNP has it."""
    whole, parts = ask({"payload.id": "protein:cas9_rnp"}), ask({"payload.id": "protein:cas9_sp", "payload.bound_phosphates": "99"})
    assert value(whole, CHARGE) == pytest.approx(-77.0, rel=1e-9)
    assert value(parts, CHARGE) == pytest.approx(-77.0, rel=1e-9)
    assert value(parts, SIZE) == pytest.approx(value(whole, SIZE), rel=0.35)
    assert value(parts, COUNT) == pytest.approx(value(whole, COUNT), rel=0.02)


def test_without_bound_phosphates_the_protein_is_alone() -> None:
    found = ask({"payload.id": "protein:cas9_sp"})
    assert value(found, CHARGE) == pytest.approx(22.0, rel=1e-9) and value(found, SIZE) == pytest.approx(11.0, rel=1e-9)
    assert "charge-at-ph-7.4" in {flag.id for flag in found[CHARGE].flags}


def test_a_sequence_is_charged_by_the_ph_of_the_medium() -> None:
    charges = [value(with_own_protein({"medium.ph": str(ph)}), CHARGE) for ph in (4.5, 5.5, 6.5, 7.4, 9.0)]
    assert charges == sorted(charges, reverse=True) and charges[0] > 0 > charges[-1]
    assert charges[3] == pytest.approx(proteins.protein_net_charge.si(sequence=INSULIN_LIKE, ph=7.4), rel=1e-9)


def test_disulfides_take_cysteines_out_of_the_charge() -> None:
    free, bridged = (value(with_own_protein({"medium.ph": "9", "payload.disulfides": number}), CHARGE) for number in ("0", "3"))
    assert bridged - free == pytest.approx(3.0, rel=1e-6)  # six cysteines, each half charged at their pK of 9


def test_a_protein_without_a_known_radius_is_a_globule_of_its_mass() -> None:
    found = with_own_protein({})
    kilograms = found.ingredients["payload.molar_mass"].value
    assert isinstance(kilograms, float)
    expected = complexes.globule_diameter.si(molar_mass=kilograms / 1000)
    assert value(found, SIZE) == pytest.approx(1e9 * expected, rel=1e-9) and 2.0 < 1e9 * expected < 4.0


def test_a_nucleic_acid_carries_one_charge_a_phosphate() -> None:
    found = ask({}, POLYPLEX)
    phosphates = found.ingredients["payload.phosphates"].value
    assert isinstance(phosphates, float) and value(found, CHARGE) == pytest.approx(-phosphates, rel=1e-9)


def test_a_drug_has_neither() -> None:
    found = ask({}, ACUPA)
    for path in (CHARGE, SIZE):
        assert found[path].value is None and "proteins" in found[path].reason
    before = ask({"payload.bound_phosphates": "99"}, ACUPA)
    assert before[COUNT].value == found[COUNT].value
