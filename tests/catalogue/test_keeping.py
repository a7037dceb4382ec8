"""Materials written into the person's own file are read back as they were."""

from __future__ import annotations

from pathlib import Path

import pytest

from formulator import catalogue
from formulator.catalogue import user_drug, user_nucleic_acid, user_protein
from formulator.catalogue.keeping import added, as_toml
from formulator.errors import CatalogueError, UsageError

OWN = [
    user_drug("My aspirin \"A\"", "CC(=O)Oc1ccccc1C(=O)O"),
    user_protein("Peptide µ", "CRGDKGPDC"),
    user_nucleic_acid("siRNA 7", ["GGAUCAUCUCAAGUCUUACdTdT", "GUAAGACUUGAGAUGAUCCdTdT"]),
]  # fmt: skip


@pytest.mark.parametrize("material", OWN, ids=lambda one: one.kind)
def test_what_is_kept_is_read_back(tmp_path: Path, material: catalogue.Material) -> None:
    path = tmp_path / "materials.toml"
    path.write_text(as_toml(material), encoding="utf-8")
    found = catalogue.load(path).get(material.key)
    assert (found.name, found.provenance) == (material.name, "user")
    assert {name: entry.value for name, entry in found.properties.items()} == {n: e.value for n, e in material.properties.items()}


def test_what_stands_in_the_file_stays_as_it_is() -> None:
    text = "# my own\n[solvent.mine]\nname = 'Mine'"
    after = added(added(text, OWN[0]), OWN[1])
    assert after.startswith(text + "\n") and after.count("[") >= 3


def test_the_same_id_twice_is_refused_in_words() -> None:
    with pytest.raises(UsageError, match="already have drug:my-aspirin-a"):
        added(as_toml(OWN[0]), OWN[0])


@pytest.mark.parametrize(("text", "words"), [("x = [", "not valid TOML"), ("drug = 3\n", "'drug' in your file of materials is no table")])
def test_nothing_is_added_to_what_is_no_file_of_materials(text: str, words: str) -> None:
    with pytest.raises(CatalogueError, match=words):
        added(text, OWN[0])


def test_the_text_of_a_file_is_read_without_its_mark_and_with_plain_ends_of_lines(tmp_path: Path) -> None:
    path = tmp_path / "materials.toml"
    assert catalogue.own_text(path) == ""
    path.write_bytes(b"\xef\xbb\xbf# x\r\n")
    assert catalogue.own_text(path) == "# x\n"
    path.write_bytes(b"\xff")
    with pytest.raises(CatalogueError, match="not UTF-8"):
        catalogue.own_text(path)
