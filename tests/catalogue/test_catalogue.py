"""Finding, overriding and carrying materials."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from types import MappingProxyType

import pytest

from formulator.catalogue import Catalogue, check, load, user_file
from formulator.errors import CatalogueError, UnknownMaterialError

OWN = """
[carrier.plga_5050]
name = "PLGA of our own"
core_density = { value = 1.29, unit = "g/cm^3" }

[drug.mine]
name = "My drug"
synonyms = ["K-17"]
molar_mass = { value = 0.41, unit = "kg/mol", note = "our certificate" }
"""


@pytest.fixture
def known() -> Catalogue:
    return load()


@pytest.fixture
def own(tmp_path: Path) -> Path:
    path = tmp_path / "materials.toml"
    path.write_text(OWN, encoding="utf-8")
    return path


def test_a_material_is_found_by_key_and_by_bare_id(known: Catalogue) -> None:
    assert known.get("drug:docetaxel") is known.get("docetaxel")
    assert known.get("AVB3").key == "receptor:AVB3"
    assert "cell:u-87-mg" in known
    assert "cell:nobody" not in known
    assert 5 not in known


def test_an_id_of_two_kinds_is_refused_and_both_are_named(known: Catalogue) -> None:
    with pytest.raises(UnknownMaterialError, match="ligand:transferrin and protein:transferrin"):
        known.get("transferrin")
    assert known.get("transferrin", ("ligand",)).kind == "ligand"


@pytest.mark.parametrize(
    ("name", "kinds", "words"),
    [
        ("drug:doxetaxel", None, "drug:docetaxel"),
        ("Docetaxel", ("drug",), "drug:docetaxel"),
        ("taxotere", ("drug",), "drug:docetaxel"),
        ("plga", ("carrier",), "carrier:plga_"),
        ("drug:docetaxel", ("carrier",), "'drug:docetaxel' is a drug. A carrier is needed here."),
        ("zzzzzz", None, "catalogue list"),
        ("x" * 5000, None, "..."),
        ("", None, "no material ''"),
    ],
)
def test_an_unknown_name_offers_the_nearest(known: Catalogue, name: str, kinds: tuple[str, ...] | None, words: str) -> None:
    with pytest.raises(UnknownMaterialError) as caught:
        known.get(name, kinds)
    assert words in str(caught.value)
    assert len(str(caught.value)) < 400


@pytest.mark.parametrize(
    ("text", "kind", "first"),
    [
        ("αvβ3", "receptor", "receptor:AVB3"),
        ("avb3", "receptor", "receptor:AVB3"),
        ("alphavbeta3", "receptor", "receptor:AVB3"),
        ("FRα", None, "receptor:FRA"),
        ("u87mg", "cell", "cell:u-87-mg"),
        ("U-87 MG", None, "cell:u-87-mg"),
        ("taxol", "drug", "drug:paclitaxel"),
        ("docetaxel", "drug", "drug:docetaxel"),
        ("her2 breast", "product", "product:mm302"),
        ("PSMA", "ligand", "ligand:acupa"),
        ("Genexol", "carrier", "carrier:peg_pdlla_micelle"),
        ("poly(lactic-co-glycolic acid)", None, "carrier:plga_5050"),
    ],
)
def test_search_finds_by_name_synonym_receptor_and_use(known: Catalogue, text: str, kind: str | None, first: str) -> None:
    assert known.search(text, kind)[0].key == first


def test_search_for_nothing_that_exists_is_empty(known: Catalogue) -> None:
    assert known.search("unobtainium") == ()


def test_an_unknown_kind_is_refused_with_the_kinds_there_are(known: Catalogue) -> None:
    with pytest.raises(UnknownMaterialError, match="carrier, ligand"):
        known.all("polymer")


def test_receptors_of_a_cell_are_given_by_receptor(known: Catalogue) -> None:
    found = known.receptors("cell:a549")
    assert set(found) == {"EGFR", "A3B1", "FRA"}
    assert found["EGFR"].value.to("1/cell") == 2e5
    assert found["EGFR"].method == "binding"


def test_an_own_file_overrides_and_its_removal_restores(own: Path) -> None:
    changed = load(own)
    material = changed.get("carrier:plga_5050")
    assert material.provenance == "user"
    assert material.name == "PLGA of our own"
    density = material.number("core_density")
    assert density is not None
    assert (density.value.magnitude, density.status, density.verified) == (1.29, "user", True)
    assert material.number("hansen_dispersion") == load().get("carrier:plga_5050").number("hansen_dispersion")
    assert changed.get("mine").number("molar_mass").value.to("g/mol") == pytest.approx(410)
    assert changed.search("K-17")[0].key == "drug:mine"
    assert changed.digest != load().digest
    assert check(changed) == ()
    own.unlink()
    assert load(own).get("carrier:plga_5050").provenance == "shipped"
    assert load(own).digest == load().digest


def test_an_own_file_is_read_again_when_it_has_changed(own: Path) -> None:
    before = load(own)
    assert load(own) is before
    own.write_text(OWN.replace("1.29", "1.31"), encoding="utf-8")
    os.utime(own, ns=(1, 1))
    density = load(own).get("carrier:plga_5050").number("core_density")
    assert density is not None
    assert density.value.magnitude == 1.31


def test_an_own_material_may_name_its_kind_inside(tmp_path: Path) -> None:
    path = tmp_path / "own.toml"
    path.write_text('[gold]\nmaterial_kind = "solvent"\nname = "Gold"\n', encoding="utf-8")
    assert load(path).get("solvent:gold").name == "Gold"
    path.write_text('[gold]\nname = "Gold"\n', encoding="utf-8")
    with pytest.raises(CatalogueError, match=r"gold does not say what it is; write \[KIND\.gold\]"):
        load(path)


def test_a_key_given_twice_in_an_own_file_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "own.toml"
    path.write_text('[gold]\nmaterial_kind = "solvent"\nname = "Gold"\n[solvent.gold]\nname = "Gold"\n', encoding="utf-8")
    with pytest.raises(CatalogueError, match="solvent:gold is given twice"):
        load(path)


@pytest.mark.parametrize("content", [b"\xff\xfe\x00", b"[" * 100_000])
def test_an_own_file_that_is_no_text_is_refused_in_words(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "own.toml"
    path.write_bytes(content)
    with pytest.raises(CatalogueError, match=r"own\.toml"):
        load(path)


def test_an_own_file_that_is_a_folder_or_too_large_is_refused(tmp_path: Path) -> None:
    with pytest.raises(CatalogueError, match="cannot be read"):
        load(tmp_path)
    path = tmp_path / "large.toml"
    with path.open("wb") as file:
        file.truncate(6_000_000)
    with pytest.raises(CatalogueError, match="at most 5,000,000"):
        load(path)


def test_the_own_file_stands_where_the_environment_says(monkeypatch: pytest.MonkeyPatch, own: Path) -> None:
    monkeypatch.setenv("FORMULATOR_MATERIALS", str(own))
    assert user_file() == own
    assert load().get("carrier:plga_5050").provenance == "user"
    monkeypatch.delenv("FORMULATOR_MATERIALS")
    monkeypatch.setattr(sys, "platform", "linux")
    monkeypatch.setenv("XDG_CONFIG_HOME", "/somewhere")
    assert user_file() == Path("/somewhere/formulator/materials.toml")
    monkeypatch.setattr(sys, "platform", "darwin")
    assert user_file().parts[-4:] == ("Library", "Application Support", "formulator", "materials.toml")
    monkeypatch.setattr(sys, "platform", "win32")
    monkeypatch.setenv("APPDATA", "/roaming")
    assert user_file() == Path("/roaming/formulator/materials.toml")


def test_every_material_survives_plain_data(known: Catalogue) -> None:
    copies = [json.loads(json.dumps(material.as_data())) for material in known.all()]
    laid = known.overlay(copies)
    assert laid.all() == known.all()


def test_a_projects_copy_wins_over_the_catalogue(known: Catalogue) -> None:
    data = known.get("cell:huvec").as_data()
    data["properties"]["receptors.AVB3"]["value"] = 70000
    laid = known.overlay([MappingProxyType(data)])
    assert laid.receptors("huvec")["AVB3"].value.magnitude == 70000
    assert known.receptors("huvec")["AVB3"].value.magnitude == 150000
    assert laid.digest != known.digest
    assert known.overlay([]) is known


def test_a_projects_copy_of_a_newer_version_keeps_what_is_understood(known: Catalogue) -> None:
    data = known.get("drug:docetaxel").as_data()
    data["properties"]["flavour"] = "bitter"
    data["properties"]["log_p"]["confidence_band"] = 3
    assert known.overlay([data]).get("drug:docetaxel") == known.get("drug:docetaxel")


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"kind": "stone"}, "does not say what it is"),
        ({"id": "a/../b"}, "has an id"),
        ({"name": None}, "name is missing"),
        ({"properties": {"molar_mass": {"value": 1e400, "unit": "g/mol"}}}, "finite number"),
        ({"properties": {"molar_mass": {"value": 5, "unit": "nm"}}}, "is in 'nm'"),
    ],
)
def test_a_projects_copy_without_sense_is_refused(known: Catalogue, change: dict[str, object], words: str) -> None:
    with pytest.raises(CatalogueError) as caught:
        known.overlay([{**known.get("drug:docetaxel").as_data(), **change}])
    assert "materials of the project" in str(caught.value)
    assert words in str(caught.value)


def test_check_finds_what_points_nowhere(known: Catalogue) -> None:
    ligand = known.get("ligand:folate").as_data()
    ligand["properties"]["receptor"] = "NOWHERE"
    ligand["properties"]["dissociation_constant"]["source"] = "nobody1900"
    carrier = {"kind": "carrier", "id": "shapeless", "name": "Shapeless", "properties": {}}
    found = check(known.overlay([ligand, carrier]))
    assert "ligand:folate: its receptor 'NOWHERE' is not in the catalogue." in found
    assert any("nobody1900" in line for line in found)
    assert any(line.startswith("carrier:shapeless: it forms no class") for line in found)


def test_loading_brings_in_neither_rdkit_nor_biopython() -> None:
    heavy = "{'rdkit', 'Bio', 'pint', 'pandas'}"
    code = f"import sys; from formulator import catalogue; catalogue.load().all(); print(sorted({heavy} & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
