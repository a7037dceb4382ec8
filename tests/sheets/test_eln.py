"""The archive for electronic notebooks."""

from __future__ import annotations

import hashlib
import io
import json
import zipfile
from typing import Any

import pytest

from formulator.sheets import Sheet, eln

from .conftest import hostile

FILES = {"a.html": b"<p>a</p>", "project.formulation": b"{}\n"}


def unpacked(content: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        assert packed.testzip() is None
        return {name: packed.read(name) for name in packed.namelist()}


def graph(found: dict[str, bytes]) -> dict[str, dict[str, Any]]:
    name = next(name for name in found if name.endswith(eln.METADATA))
    document = json.loads(found[name])
    assert document["@context"] == "https://w3id.org/ro/crate/1.1/context"
    return {entry["@id"]: entry for entry in document["@graph"]}


@pytest.fixture
def whole(sheet: Sheet) -> dict[str, bytes]:
    files = eln.files_of(sheet, b"{}\n", "@article{a}\n", {})
    return unpacked(eln.archive(sheet, files, ("A. B.",), ("glioma",)))


def test_the_archive_holds_exactly_one_root_folder(whole: dict[str, bytes]) -> None:
    roots = {name.partition("/")[0] for name in whole}
    assert len(roots) == 1
    assert f"{roots.pop()}/{eln.METADATA}" in whole


def test_every_file_is_listed_with_its_size_and_hash(whole: dict[str, bytes]) -> None:
    found = graph(whole)
    root = next(iter(whole)).partition("/")[0]
    files = {f"{root}/{key.removeprefix('./')}": entry for key, entry in found.items() if entry["@type"] == "File"}
    assert set(files) == {name for name in whole if not name.endswith(eln.METADATA)}
    for name, entry in files.items():
        assert entry["contentSize"] == str(len(whole[name]))
        assert entry["sha256"] == hashlib.sha256(whole[name]).hexdigest()
        assert entry["encodingFormat"] != "application/octet-stream", name
    listed = {part["@id"] for part in found["./"]["hasPart"]}
    assert listed == {"./sheet/", *(key for key, entry in found.items() if entry["@type"] == "File")}
    assert {part["@id"] for part in found["./sheet/"]["hasPart"]} == listed - {"./sheet/"}


def test_the_metadata_describes_itself_and_points_only_at_what_is_there(whole: dict[str, bytes]) -> None:
    found = graph(whole)
    about = found[eln.METADATA]
    assert about["about"] == {"@id": "./"}
    assert about["conformsTo"] == {"@id": "https://w3id.org/ro/crate/1.1"}

    def references(data: Any) -> list[str]:
        if isinstance(data, dict):
            return [data["@id"]] if set(data) == {"@id"} else [key for value in data.values() for key in references(value)]
        return [key for value in data for key in references(value)] if isinstance(data, list) else []

    for entry in found.values():
        assert all(key in found or key.startswith("https://") for key in references(entry))
    assert found["#person-1"]["name"] == "A. B."


def test_the_page_in_the_dataset_can_be_read_without_the_files(whole: dict[str, bytes], sheet: Sheet) -> None:
    text = graph(whole)["./sheet/"]["text"]
    dlc = sheet.sections[4].tables[0].rows[0][1].text
    for part in ("Formulation sheet", "Designed attributes", f">{dlc}<", "estimate", "research use"):
        assert part in text
    assert "<script" not in text


def test_the_same_sheet_gives_the_same_archive(sheet: Sheet) -> None:
    assert eln.archive(sheet, FILES, (), ()) == eln.archive(sheet, FILES, (), ())


def test_hostile_names_stay_names() -> None:
    found = unpacked(eln.archive(hostile(), FILES, ("<b>",), ()))
    assert all(".." not in name and name.isascii() and ":" not in name for name in found)
    assert "<script>" not in graph(found)["./sheet/"]["text"]


@pytest.mark.parametrize(
    ("text", "folder"), [("cRGD · 10 mol%", "crgd-10-mol"), ("αβγ", "formulation"), ("../../etc", "etc"), ("a" * 99, "a" * 60)]
)
def test_the_folder_has_a_name_that_every_system_takes(text: str, folder: str) -> None:
    assert eln.slug(text) == folder
