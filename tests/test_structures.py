"""Masses and refusals of structures."""

from __future__ import annotations

import csv
import subprocess
import sys
import time
import xml.etree.ElementTree as ElementTree
from pathlib import Path

import pytest

from formulator import structures
from formulator.errors import UsageError

DOCETAXEL = (
    "CC(=O)O[C@@]12CO[C@@H]1C[C@H](O)[C@@]1(C)C(=O)[C@H](O)C3=C(C)[C@@H](OC(=O)[C@H](O)[C@@H](NC(=O)OC(C)(C)C)c4ccccc4)"
    "C[C@@](O)([C@@H](OC(=O)c4ccccc4)[C@H]21)C3(C)C"
)


def test_aspirin_has_its_mass_formula_and_key() -> None:
    # PubChem CID 2244
    found = structures.from_smiles(" CC(=O)Oc1ccccc1C(=O)O ")
    assert found.molar_mass == pytest.approx(180.16, abs=0.01)
    assert found.formula == "C9H8O4"
    assert found.inchikey == "BSYNRYMUTXBXSQ-UHFFFAOYSA-N"
    assert found.tpsa == pytest.approx(63.6, abs=0.01)
    assert (found.hbd, found.hba, found.rings, found.parts, found.formal_charge) == (1, 3, 1, 1, 0)


def test_docetaxel_trihydrate_weighs_1_0669_times_the_anhydrous() -> None:
    whole, dry = structures.from_smiles(DOCETAXEL + ".O.O.O"), structures.from_smiles(DOCETAXEL)
    assert whole.molar_mass / dry.molar_mass == pytest.approx(1.0669, abs=5e-5)
    assert whole.parent_molar_mass == pytest.approx(dry.molar_mass)
    assert whole.parts == 4


def test_missing_stereochemistry_is_counted() -> None:
    assert structures.from_smiles("CC(N)C(=O)O").undefined_stereocentres == 1
    assert structures.from_smiles("C[C@H](N)C(=O)O").undefined_stereocentres == 0


HOSTILE = [
    ("", "empty"),
    ("   ", "empty"),
    ("C1CC", "cannot be read"),
    ("c1ccccc", "cannot be read"),
    ("[Xx]", "cannot be read"),
    ("C" + "(" * 900 + "C" + ")" * 900, "cannot be read"),
    ("%10", "cannot be read"),
    ("*CC", "wildcard"),
    ("[#0]C", "wildcard"),
    ("C" * 2001, "2,001 characters"),
    ("C" * 600, "600 atoms"),
    ("CC O", "blanks"),
    ("C\x00C", "blanks"),
    ("C\u202eC", "blanks"),
    ("Ｃ", "blanks"),
    ("F(F)(F)F", "no possible molecule"),
    ("CN(C)(C)(C)C", "no possible molecule"),
    ("c1cccc1", "no possible molecule"),
]


@pytest.mark.parametrize(("smiles", "reason"), HOSTILE)
def test_what_is_no_molecule_is_refused_in_words(smiles: str, reason: str) -> None:
    started = time.process_time()
    with pytest.raises(UsageError) as caught:
        structures.from_smiles(smiles)
    assert reason in str(caught.value)
    assert len(str(caught.value)) < 300
    assert time.process_time() - started < 5


def test_refusals_leave_no_noise_on_the_error_stream() -> None:
    code = (
        "from formulator import structures\n"
        "from formulator.errors import UsageError\n"
        "for text in ('C1CC', 'F(F)(F)F', '[Xx]', 'c1cccc1', '*'):\n"
        "    try: structures.from_smiles(text)\n"
        "    except UsageError: pass\n"
        "structures.from_smiles('CC(=O)[O-].[Na+]')\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stderr == ""


def test_a_drawing_is_svg_that_fits_a_light_and_a_dark_page() -> None:
    light, dark = structures.draw_svg("CC(=O)O", 200, 120), structures.draw_svg("CC(=O)O", 200, 120, dark=True)
    for text in (light, dark):
        root = ElementTree.fromstring(text)
        assert root.tag.endswith("svg")
        assert (root.get("width"), root.get("height")) == ("200px", "120px")
        assert "<rect" not in text
    assert light != dark


def test_a_drawing_of_no_size_is_refused() -> None:
    with pytest.raises(UsageError, match="40 to 4000 pixels"):
        structures.draw_svg("CCO", 0, 100)


REFERENCE = Path(__file__).parent / "reference"


def _compounds() -> list[dict[str, str]]:
    found = []
    for table in ("hansen_drugs", "hansen_solvents"):
        with (REFERENCE / f"{table}.csv").open(encoding="utf-8", newline="") as lines:
            found += list(csv.DictReader(lines))
    return found


def _column(row: dict[str, str], name: str) -> str:
    return row[name] if name in row else row[f"{name}_MPa_half"]


@pytest.mark.parametrize("row", _compounds(), ids=lambda row: row["name"])
def test_hansen_parameters_follow_from_the_structure_by_both_routes(row: dict[str, str]) -> None:
    """Tables: the same two methods programmed independently; a blank cell means that a contribution is not known."""
    by_increments, by_groups = structures.hansen_by_increments(row["smiles"]), structures.hansen_by_groups(row["smiles"])
    compared = [
        (by_increments.dispersion, 1e3, _column(row, "mathieu_dD")),
        (by_increments.polar, 1e3, row["mathieu_dP"]),
        (by_increments.hydrogen, 1e3, row["mathieu_dH"]),
        (by_increments.molar_volume, 1e-6, row["mathieu_Vm_cm3_per_mol"]),
        (by_groups.dispersion, 1e3, row["hvk_dD"]),
        (by_groups.polar, 1e3, row["hvk_dP"]),
        (by_groups.hydrogen, 1e3, row["hvk_dH"]),
        (by_groups.molar_volume, 1e-6, row["fedors_V_cm3_per_mol"]),
    ]
    for value, unit, cell in compared:
        if cell:
            assert value is not None and value / unit == pytest.approx(float(cell), rel=1e-4)
        else:
            assert value is None
    assert bool(by_groups.missing) == (not row["hvk_dD"])


@pytest.mark.parametrize(
    ("smiles", "reason"),
    [
        ("CS(=O)(=O)C", "S with 4 neighbours"),
        ("CC#C", "C with 2 neighbours"),
        ("C=C=C", "C with 2 neighbours"),
        ("O", "O with 2 neighbours"),
        ("C", "C with 4 neighbours"),
        ("CCBr", "Br with 1 neighbours"),
        ("CC(=O)[O-]", "an ion"),
        ("CC(=O)[O-].[Na+]", "a salt or hydrate"),
    ],
)
def test_what_no_group_covers_is_named_and_gives_no_value(smiles: str, reason: str) -> None:
    found = structures.hansen_by_groups(smiles)
    assert found.dispersion is None and found.polar is None and found.hydrogen is None and found.molar_volume is None
    assert any(reason in missing for missing in found.missing), found.missing


@pytest.mark.parametrize(
    ("smiles", "groups"),
    [
        ("C[N+](=O)[O-]", {"CH3": 1, "NO2": 1}),
        ("CC=O", {"CH3": 1, "CHO": 1}),
        ("CN(C)C=O", {"CH3": 2, "CHO": 1, "N": 1}),
        ("COC=O", {"CH3": 1, "CHO": 1, "O": 1}),
        ("CC(=O)N", {"CH3": 1, "CONH2": 1}),
        ("CC(=O)NC", {"CH3": 2, "CONH": 1}),
        ("COC(=O)NC", {"CH3": 2, "COO": 1, "NH": 1}),
        ("Cc1ccc(C)c(C)c1C", {"CH3": 4, "=C": 4, "=CH": 2, "ring": 1}),
        ("c1ccc2ccccc2c1", {"=C": 2, "=CH": 8, "ring": 2}),
        ("CSC", {"CH3": 2, "S": 1}),
        ("c1ccoc1", {"=CH": 4, "O": 1, "ring": 1}),
        ("c1ccsc1", {"=CH": 4, "S": 1, "ring": 1}),
        ("C=CCl", {"=CH2": 1, "=CH": 1, "Cl": 1}),
        ("CNC", {"CH3": 2, "NH": 1}),
        ("CC(C)=NC", {"CH3": 3, "=C": 1, "=N-": 1}),
    ],
)
def test_groups_are_counted_as_by_hand(smiles: str, groups: dict[str, int]) -> None:
    counted, missing = structures.hansen_groups(smiles)
    assert (dict(counted), missing) == (groups, ())


def test_increments_refuse_ions_and_name_what_is_missing() -> None:
    assert structures.hansen_by_increments("CC(=O)[O-].[Na+]").missing == ("a salt or hydrate: leave the counter-ion and the water away",)
    sulfone = structures.hansen_by_increments("CS(=O)(=O)C")
    assert sulfone.polar is None and sulfone.dispersion is not None and "SO2" in sulfone.missing
    assert "O22" in structures.hansen_by_increments("O").missing and structures.hansen_by_increments("O").dispersion is None
    assert structures.hansen_by_increments("CCS").hydrogen is None, "no increment is known for hydrogen on sulfur"


def test_nitro_groups_and_phosphates_count_as_the_increments_mean_them() -> None:
    atoms, polar, hydrogen = structures.increments("C[N+](=O)[O-]")
    assert polar == {"NitroOnC": 1, "O(0)": 2} and hydrogen == {"HC": 3, "O": 2} and atoms["C43"] == 1
    assert structures.increments("COP(=O)(OC)OC")[1] == {"O=P": 1, "O(0)": 4}
    assert structures.increments("C1CC1C1CCCCCC1")[0]["R<5"] == 1 == structures.increments("C1CC1C1CCCCCC1")[0]["R>6"]


def test_dimethylformamide_has_its_handbook_parameters_and_volume() -> None:
    """17.4, 13.7 and 11.3 MPa^½ and 77.4 cm³/mol (Hansen, User's Handbook, recalled)."""
    found = structures.hansen_by_groups("CN(C)C=O")
    assert found.dispersion is not None and found.polar is not None and found.hydrogen is not None and found.molar_volume is not None
    assert found.dispersion / 1e3 == pytest.approx(17.4, abs=1.2)
    assert found.polar / 1e3 == pytest.approx(13.7, abs=1.2)
    assert found.hydrogen / 1e3 == pytest.approx(11.3, abs=1.2)
    assert 1e6 * found.molar_volume == pytest.approx(77.4, rel=0.05)
