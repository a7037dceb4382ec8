"""Masses and refusals of structures."""

from __future__ import annotations

import subprocess
import sys
import time
import xml.etree.ElementTree as ElementTree

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
