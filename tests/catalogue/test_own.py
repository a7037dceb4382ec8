"""Materials that a person makes from a structure or a sequence."""

from __future__ import annotations

import pytest

from formulator.catalogue import load, user_copy, user_drug, user_nucleic_acid, user_protein
from formulator.errors import CatalogueError, UsageError
from formulator.units import Value


def test_a_drug_from_its_structure_is_the_persons_and_computed() -> None:
    drug = user_drug("My aspirin", "CC(=O)Oc1ccccc1C(=O)O")
    assert (drug.key, drug.provenance) == ("drug:my-aspirin", "user")
    mass = drug.number("molar_mass")
    assert mass is not None
    assert mass.value.to("g/mol") == pytest.approx(180.16, abs=0.01)
    assert mass.status == "computed"
    assert drug.number("log_p") is None
    assert drug.number("log_p_crippen").words == "not verified"


def test_a_salt_weighs_with_everything_that_is_weighed() -> None:
    drug = user_drug("Salt", "CCN.Cl")
    assert drug.number("molar_mass").value.to("g/mol") == pytest.approx(45.08 + 36.46, abs=0.01)
    assert drug.flag("is_salt")
    assert "largest weighs 45.08" in (drug.text("note") or "")


def test_own_materials_name_sources_that_exist() -> None:
    known = load()
    made = [user_drug("A", "CCO"), user_protein("B", "ACDEFGHIK"), user_nucleic_acid("C", ["ACGU"])]
    for material in made:
        for name, entry in material.properties.items():
            assert not entry.source or entry.source in known.sources, name
    assert all(material.key in known.with_materials(made) for material in made)


def test_a_protein_and_a_nucleic_acid_carry_what_the_models_need() -> None:
    protein = user_protein("Lysozyme like", "KVFGRCELAAAMKRHG")
    assert protein.number("net_charge").value.to("e") > 0
    strand = "GCUAGCUAGCUAGCUAGCUdTdT"
    rna = user_nucleic_acid("My siRNA", [strand, strand])
    assert rna.number("phosphates").value.to("") == 40
    assert rna.number("charge").value.to("e") == -40
    assert rna.text("strands") == "double RNA"


def test_a_cyclic_peptide_has_no_charge_that_would_count_ends() -> None:
    peptide = user_protein("cRGDfK", "RGDfK", is_cyclic=True)
    assert peptide.number("net_charge") is None
    assert "two free ends" in (peptide.text("note") or "")


@pytest.mark.parametrize("name", ["", "  ", "日本"])
def test_a_name_without_letters_for_an_id_is_refused(name: str) -> None:
    with pytest.raises(UsageError, match="needs a name"):
        user_drug(name, "CCO")


def test_a_name_of_any_script_may_come_with_an_id() -> None:
    assert user_drug("日本", "CCO", id_="nihon").key == "drug:nihon"
    with pytest.raises(CatalogueError, match="no printable text"):
        user_drug("a\u202eb", "CCO")


def test_a_sequence_too_long_to_be_kept_is_not_cut_in_silence() -> None:
    material = user_nucleic_acid("Long", ["ACGU" * 1500])
    assert material.text("sequence") == "6,000 letters, too long to be kept here"
    assert material.number("length").value.to("nt") == 6000


def test_a_copy_has_its_own_name_and_numbers_and_the_sources_of_the_rest() -> None:
    pattern = load().get("ligand:crgdfk")
    ours = user_copy(pattern, "c(RGDfK), ours", {"dissociation_constant": Value(2.5, "nM")})
    assert ours.kind == "ligand" and ours.key != pattern.key and ours.provenance == "user"
    changed, kept = ours.number("dissociation_constant"), ours.number("molar_mass")
    assert changed is not None and changed.value == Value(2.5, "nM") and changed.status == "user"
    assert pattern.name in changed.note and changed.source == ""
    assert kept == pattern.number("molar_mass") and ours.text("receptor") == pattern.text("receptor")


def test_a_copy_under_the_same_name_or_in_another_dimension_is_refused() -> None:
    pattern = load().get("ligand:crgdfk")
    with pytest.raises(UsageError, match="a name of its own"):
        user_copy(pattern, pattern.name, {})
    with pytest.raises(CatalogueError, match="dissociation_constant"):
        user_copy(pattern, "Ours", {"dissociation_constant": Value(2.5, "nm")})
