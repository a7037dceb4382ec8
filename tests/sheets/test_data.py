"""The sheet as JSON."""

from __future__ import annotations

import json

from formulator.sheets import Sheet, data

from .conftest import DRAWS, hostile
from .test_content import TITLES


def test_json_holds_the_printed_sheet_and_what_it_was_made_from(sheet: Sheet) -> None:
    found = json.loads(data.text(sheet))
    assert [section["title"] for section in found["sections"]] == list(TITLES)
    assert found["content_sha256"] == sheet.digest
    assert found["data"]["outputs"]["loading.dlc"]["unit"] == "%"
    assert found["data"]["inputs"]["ligand.density"]["u"] == "mol%"
    assert found["data"]["engine"]["draws"] == DRAWS


def test_each_shown_output_is_the_embedded_one(sheet: Sheet) -> None:
    found = json.loads(data.text(sheet))
    attributes = found["sections"][4]["tables"]
    shown = {cell["path"]: cell["value"] for table in attributes for row in table["rows"] for cell in row if "path" in cell}
    embedded = {path: entry["value"] for path, entry in found["data"]["outputs"].items() if entry["value"] is not None}
    assert shown == embedded


def test_text_is_kept_as_it_was_typed() -> None:
    assert json.loads(data.text(hostile()))["variant"] == hostile().variant
