"""The shipped tables: complete, consistent, and their numbers against values worked out another way."""

from __future__ import annotations

import math
import re
import tomllib

import pytest

from formulator import assets, structures
from formulator.catalogue import Catalogue, check, load
from formulator.catalogue.schema import FILES, STATUSES
from formulator.chem.model import Grade
from formulator.units import Value

COUNTS = {
    "carrier": 41,
    "ligand": 45,
    "receptor": 29,
    "cell": 47,
    "drug": 86,
    "nucleic_acid": 13,
    "protein": 25,
    "solvent": 18,
    "medium": 16,
    "product": 30,
}
ATOMIC_MASSES = {"H": 1.008, "C": 12.011, "N": 14.007, "O": 15.999, "S": 32.06, "P": 30.974, "F": 18.998, "B": 10.81}


@pytest.fixture
def known() -> Catalogue:
    return load()


def numbers(known: Catalogue) -> list[tuple[str, object]]:
    return [
        (f"{material.key} {name}", entry)
        for material in known.all()
        for name, entry in material.properties.items()
        if isinstance(entry.value, Value)
    ]


def magnitude(known: Catalogue, key: str, name: str, unit: str) -> float:
    entry = known.get(key).number(name)
    assert entry is not None
    return entry.value.to(unit)


@pytest.mark.parametrize(("kind", "count"), COUNTS.items())
def test_every_material_is_there(known: Catalogue, kind: str, count: int) -> None:
    assert len(known.all(kind)) == count


def test_nothing_is_wrong_with_the_shipped_catalogue(known: Catalogue) -> None:
    assert check(known) == ()


def test_every_number_lies_in_its_range_and_has_unit_source_status_and_law(known: Catalogue) -> None:
    found = numbers(known)
    assert len(found) > 2200
    for where, entry in found:
        assert entry.low <= entry.value.magnitude <= entry.high, where
        assert entry.source and entry.status in STATUSES and entry.law, where


def test_a_recalled_number_is_never_shown_as_verified(known: Catalogue) -> None:
    for where, entry in numbers(known):
        recalled = entry.status in ("recalled", "estimate")
        assert (entry.words == "not verified") is recalled, where
        assert entry.grade == {True: Grade.RULE_OF_THUMB}.get(recalled, Grade.LAW if entry.status == "computed" else Grade.FIT), where


def test_reading_table_by_table_gives_what_the_whole_file_says(known: Catalogue) -> None:
    for name, kind in FILES.items():
        whole = tomllib.loads(assets.text(f"catalogue/{name}.toml"))
        assert [material.id for material in known.all(kind)] == list(whole)
        for material in known.all(kind):
            table = whole[material.id]
            entries = len(table) - 1 - ("synonyms" in table) + max(len(table.get("receptors", ())) - 1, 0)
            assert len(material.properties) == entries, material.key


def test_no_two_source_files_say_different_things_under_one_key() -> None:
    said: dict[str, str] = {}
    for name in assets.names("sources", ".toml"):
        for key, table in tomllib.loads(assets.text(f"sources/{name}.toml")).items():
            assert said.setdefault(key, table["text"]) == table["text"], f"{name}: {key}"


def test_every_ligand_and_cell_names_receptors_that_are_described(known: Catalogue) -> None:
    receptors = {material.id for material in known.all("receptor")}
    assert {material.text("receptor") for material in known.all("ligand")} <= receptors
    assert {name for material in known.all("cell") for name in material.receptors} <= receptors


def test_a_cell_has_the_slug_of_its_name_as_id(known: Catalogue) -> None:
    for cell in known.all("cell"):
        assert cell.id == re.sub(r"[^a-z0-9]+", "-", cell.name.lower()).strip("-")


def test_a_conjugate_says_why_it_is_not_modelled(known: Catalogue) -> None:
    for key in ("carrier:hpma", "carrier:cdp_crlx101"):
        assert known.get(key).morphologies == ()
        assert known.get(key).text("not_modelled")


@pytest.mark.parametrize(
    ("key", "first"),
    [
        ("carrier:plga_5050", "solid_particle"),
        ("carrier:peg_pcl_micelle", "micelle"),
        ("carrier:peg_ptmcdtc", "polymersome"),
        ("carrier:ha_nanogel", "nanogel"),
        ("carrier:pei25k", "polyplex"),
        ("carrier:pamam_g4", "dendrimer"),
        ("carrier:peg_pps", "micelle"),
        ("carrier:peg_pdpa", "polymersome"),
    ],
)
def test_the_usual_class_of_a_carrier_comes_first(known: Catalogue, key: str, first: str) -> None:
    assert known.get(key).morphologies[0] == first


# Spot values, each with what says so.
SPOTS = [
    ("ligand:transferrin", "dissociation_constant", "nM", 5.1, "Biochem. J. 1982, 208, 19"),
    ("ligand:transferrin", "k_on", "1/M/s", 1.7e5, "1.03e7 per M and min, Biochem. J. 1982, 208, 19"),
    ("ligand:trastuzumab", "dissociation_constant", "nM", 0.1, "25 nM / 250, Carter 1992"),
    ("ligand:octreotide", "dissociation_constant", "nM", 14, "conjugated, Pharmacol. Rev. table 12"),
    ("receptor:ASGPR", "k_internalisation", "1/min", 0.33, "3 min at the surface, J. Biol. Chem. 1980, 255, 3008"),
    ("cell:sk-br-3", "receptors.HER2", "1/cell", 1.3e6, "EJNMMI Res. 2011, 1, 15"),
    ("cell:bt-474", "receptors.HER2", "1/cell", 5e5, "499,795 by flow cytometry, Patient Res. Int. 2010, 814176"),
    ("cell:normal-b-cell", "receptors.CD20", "1/cell", 94e3, "J. Clin. Pathol. 1998, 51, 364"),
    ("drug:indomethacin", "fusion_enthalpy", "kJ/mol", 36.9, "CRC table of heats of fusion"),
    ("drug:paclitaxel", "aqueous_solubility", "mg/L", 0.4, "AqSolDB C-1524"),
    ("drug:doxorubicin", "log_p", "", 1.27, "SYRRES experimental"),
    ("solvent:dmf", "ich_limit", "ppm", 880, "ICH Q3C"),
    ("solvent:acetone", "hansen_polar", "MPa^0.5", 10.4, "Hansen"),
    ("solvent:water", "viscosity", "mPa*s", 0.890, "IAPWS 2008"),
    ("medium:nacl_10mM", "ionic_strength", "mM", 10, "by definition"),
    ("carrier:pei25k", "mass_per_nitrogen", "g/mol", 43.07, "C2H5N"),
    ("carrier:chitosan", "pka", "", 6.3, "6.17 at 94.6 %, 6.51 at 73.3 % deacetylation"),
    ("nucleic_acid:sirna_21", "phosphates", "", 40, "two strands of 21 with 5'-hydroxyl"),
    ("product:sgt53", "size", "nm", 90, "BioMed Res. Int. 2014, 814208, table 2"),
]


@pytest.mark.parametrize(("key", "name", "unit", "expected", "source"), SPOTS)
def test_spot_values(known: Catalogue, key: str, name: str, unit: str, expected: float, source: str) -> None:
    assert magnitude(known, key, name, unit) == pytest.approx(expected, rel=1e-9), source


def test_two_counts_of_one_receptor_became_their_geometric_mean(known: Catalogue) -> None:
    # 212,456 by flow cytometry (Patient Res. Int. 2010, 814176), 510,000 by Fab binding (EJNMMI Res. 2011, 1, 15)
    entry = known.get("cell:mda-mb-361").number("receptors.HER2")
    assert entry is not None
    assert entry.value.magnitude == pytest.approx(math.sqrt(212_456 * 510_000), rel=0.01)
    assert (entry.low, entry.high) == (212_456, 510_000)
    assert entry.law == ("lognormal", 0.5)


def test_phosphate_buffered_saline_has_the_ionic_strength_of_its_recipe(known: Catalogue) -> None:
    # 137 NaCl, 2.7 KCl, 10 Na2HPO4, 1.8 KH2PO4 mM; at pH 7.4 with apparent pK_a2 6.8 some HPO4 takes up a proton
    double = 11.8 / (1 + 10 ** (6.8 - 7.4))
    single = 11.8 - double
    expected = 137 + 2.7 + 0.5 * (20 + 1.8 + 4 * double + single)
    assert magnitude(known, "medium:pbs", "ionic_strength", "mM") == pytest.approx(expected, abs=0.1)


def test_debye_lengths_follow_from_the_ionic_strengths(known: Catalogue) -> None:
    for medium in known.all("medium"):
        strength, length = magnitude(known, medium.key, "ionic_strength", "mol/L"), magnitude(known, medium.key, "debye_length", "nm")
        assert length == pytest.approx(0.304 / math.sqrt(strength), rel=0.025), medium.key


def test_repeat_unit_masses_that_claim_a_formula_follow_from_it(known: Catalogue) -> None:
    checked = 0
    for carrier in known.all("carrier"):
        entry = carrier.number("repeat_unit_molar_mass")
        if entry is None or entry.status != "computed":
            continue
        total = 0.0
        for part in entry.note.split(" + "):
            share, _, formula = part.rpartition(" ")
            total += float(share or 1) * sum(ATOMIC_MASSES[atom] * int(count or 1) for atom, count in re.findall(r"([A-Z])(\d*)", formula))
        assert entry.value.to("g/mol") == pytest.approx(total, abs=0.03), carrier.key
        checked += 1
    assert checked >= 25


def test_polymer_per_nitrogen_counts_the_whole_chain(known: Catalogue) -> None:
    assert magnitude(known, "carrier:pamam_g4", "mass_per_nitrogen", "g/mol") == pytest.approx(14_214 / 64, rel=1e-3)
    assert magnitude(known, "carrier:peg_pll_pic", "mass_per_nitrogen", "g/mol") == pytest.approx(17_200 / (5_200 / 128.17), rel=1e-3)
    grafted = known.get("carrier:pll_peg")
    assert grafted.number("mass_per_nitrogen") is None
    assert "grafting ratio" in (grafted.text("mass_per_nitrogen_note") or "")


def test_structures_of_drugs_have_the_masses_formulas_and_keys_of_the_table(known: Catalogue) -> None:
    for drug in known.all("drug"):
        molecule = structures.from_smiles(drug.text("smiles") or "")
        assert molecule.molar_mass == pytest.approx(magnitude(known, drug.key, "molar_mass", "g/mol"), abs=0.05), drug.key
        assert molecule.formula == drug.text("formula"), drug.key
        assert molecule.inchikey == drug.text("inchikey"), drug.key
        assert molecule.log_p_crippen == pytest.approx(magnitude(known, drug.key, "log_p_crippen", ""), abs=0.006), drug.key
        assert molecule.tpsa == pytest.approx(magnitude(known, drug.key, "tpsa", "angstrom^2"), abs=0.06), drug.key
        assert (molecule.hbd, molecule.hba) == (magnitude(known, drug.key, "hbd", ""), magnitude(known, drug.key, "hba", "")), drug.key


def test_the_melting_point_of_a_salt_never_stands_for_the_free_base(known: Catalogue) -> None:
    for key in ("drug:epirubicin", "drug:idarubicin"):
        assert known.get(key).number("melting_point") is None
        assert known.get(key).number("salt_melting_point") is not None
    assert known.get("drug:doxorubicin_hcl").flag("is_salt")
    assert not known.get("drug:doxorubicin").flag("is_salt")


def test_acids_and_bases_are_told_apart(known: Catalogue) -> None:
    assert [(entry.value.magnitude, entry.role) for entry in known.get("drug:doxorubicin").pkas] == [(8.2, "base"), (9.5, "acid")]
    assert [(entry.value.magnitude, entry.role) for entry in known.get("drug:methotrexate").pkas] == [
        (3.4, "acid"),
        (4.7, "acid"),
        (5.7, "base"),
    ]
    assert known.get("drug:ibuprofen").pkas[0].role == "acid"
    assert known.get("drug:paclitaxel").pkas == ()


def test_an_upper_bound_is_marked_as_one(known: Catalogue) -> None:
    entry = known.get("drug:venetoclax").number("aqueous_solubility")
    assert entry is not None
    assert entry.qualifier == "<"


def test_antibodies_and_proteins_are_large_ligands(known: Catalogue) -> None:
    large = {ligand.id for ligand in known.all("ligand") if ligand.flag("is_antibody")}
    assert {"trastuzumab", "trastuzumab_fab", "transferrin", "lactoferrin", "zher2_342", "daratumumab"} <= large
    assert not {"folate", "crgdfk", "acupa", "galnac3", "angiopep2", "ha_oligo", "a10_apt"} & large


def test_sequences_of_peptide_ligands_have_the_masses_of_the_table(known: Catalogue) -> None:
    from formulator import sequences

    ends = {
        "a6": {"is_amidated": True, "is_acetylated": True},
        "atn161": {"is_amidated": True, "is_acetylated": True},
        "bombesin": {"is_amidated": True},
        "irgd": {"disulfides": 1},
        "lyp1": {"disulfides": 1},
        "cngq": {"disulfides": 1},
    }
    checked = 0
    for ligand in known.all("ligand"):
        sequence = ligand.text("sequence")
        if sequence:
            mass = sequences.protein(sequence, **ends.get(ligand.id, {})).molar_mass
            assert magnitude(known, ligand.key, "molar_mass", "g/mol") == pytest.approx(mass, abs=1.0), ligand.key
            checked += 1
    assert checked == 11
