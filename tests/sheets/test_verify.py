"""A sheet that was changed is found out, and the field is named."""

from __future__ import annotations

import dataclasses
import io
import json
import re
from collections.abc import Callable
from pathlib import Path
from random import Random
from typing import Any

import openpyxl
import pytest

from formulator import catalogue, storage
from formulator.errors import FormulatorError, SheetError
from formulator.sheets import Sheet, data, html, xlsx
from formulator.sheets.reading import sheet_of
from formulator.sheets.verify import Report, verify
from formulator.ui.export.sheet import write

from .conftest import example, made, of, predicted

KNOWN = catalogue.load()


def saved(sheet: Sheet, folder: Path, ending: str) -> Path:
    path = folder / f"a.{ending}"
    write(sheet, path)
    return path


def fields(report: Report) -> list[str]:
    return [finding.field for finding in report.findings]


@pytest.mark.parametrize("name", sorted(storage.examples()))
@pytest.mark.parametrize("ending", ["html", "xlsx", "json"])
def test_a_sheet_as_it_was_made_holds(tmp_path: Path, name: str, ending: str) -> None:
    report = verify(saved(made(name), tmp_path, ending), KNOWN)
    assert report.findings == ()
    assert report.same_engine
    assert report.numbers > 10


@pytest.mark.parametrize("name", ["crgd-polymersome-docetaxel", "sirna-polyplex", "acupa-pla-peg-docetaxel"])
def test_a_sheet_on_paper_holds(tmp_path: Path, qapp: object, name: str) -> None:
    assert verify(saved(made(name), tmp_path, "pdf"), KNOWN).findings == ()


def test_a_variant_with_a_parent_a_bench_and_strange_words_holds(tmp_path: Path, qapp: object) -> None:
    project = example().duplicated("v1", "<b>=P4 & `more`</b> |x|")
    sheet = of(project, predicted())
    assert dict(sheet.sections[0].pairs)["Parent variant"].text == example().variant("v1").name
    for ending in ("html", "xlsx", "json", "pdf"):
        assert verify(saved(sheet, tmp_path, ending), KNOWN).findings == ()


STRANGE = (
    "\N{FULLWIDTH EQUALS SIGN}1+1",
    "\N{TEST TUBE}\N{MATHEMATICAL ITALIC SMALL ALPHA}" * 20,
    "نص عربي 123",
    "a\u200b\ufeffb",
    "日本 7",
)


@pytest.mark.parametrize("name", STRANGE)
def test_names_in_letters_that_a_font_may_lack_raise_no_false_alarm(tmp_path: Path, qapp: object, name: str) -> None:
    variant = dataclasses.replace(example().variant(), name=name, note=name)
    sheet = of(dataclasses.replace(example().with_variant(variant), title=name), predicted())
    for ending in ("html", "xlsx", "json", "pdf"):
        assert verify(saved(sheet, tmp_path, ending), KNOWN).findings == (), ending


def test_one_digit_changed_on_the_page_is_named(tmp_path: Path) -> None:
    page = html.page(made(), {})
    shown = re.search(r'(data-path="charge.debye_length" data-value="[^"]+">)([0-9])', page)
    assert shown is not None
    digit = "9" if shown[2] != "9" else "8"
    (tmp_path / "a.html").write_text(page.replace(shown[0], shown[1] + digit), encoding="utf-8")
    report = verify(tmp_path / "a.html", KNOWN)
    assert fields(report) == ["charge.debye_length"]
    assert "is embedded" in report.findings[0].text


@pytest.mark.parametrize(
    ("old", "new", "field"),
    [
        ('data-part="status">DRAFT', 'data-part="status">APPROVED', "status"),
        ("revision 01</span>", "revision 02</span>", "number and revision"),
        ('note of section 5">zeta in 10 mM', 'note of section 5">zeta in 70 mM', "note of section 5"),
        ("5\u2003Designed", "6\u2003Designed", "heading of section 5"),
        (f"{made().digest[:12]}</span>", "0123456789ab</span>", "content hash on the page"),
        ("2026-01-01T00:00:00Z</span>", "2026-01-01T00:00:09Z</span>", "time of printing"),
        (">101</text>", ">108</text>", "drawing 'size'"),
    ],
)
def test_what_stands_around_the_tables_is_checked_too(tmp_path: Path, old: str, new: str, field: str) -> None:
    page = html.page(made(), {"size": '<svg viewBox="0 0 9 9"><text>101</text></svg>'})
    assert page.count(old) == 1
    (tmp_path / "a.html").write_text(page.replace(old, new), encoding="utf-8")
    assert fields(verify(tmp_path / "a.html", KNOWN)) == [field]


def test_the_heads_of_a_workbook_are_checked_too(tmp_path: Path) -> None:
    book = openpyxl.load_workbook(io.BytesIO(xlsx.document(made())))
    page = book["5 Designed attributes (predicti"]
    page.cell(1, 4).value = page.cell(1, 4).value.replace("10 mM", "70 mM")
    page.oddHeader.right.text = page.oddHeader.right.text.replace("DRAFT", "APPROVED")
    book.save(tmp_path / "a.xlsx")
    assert fields(verify(tmp_path / "a.xlsx", KNOWN)) == ["note of section 5", "page head of section 5"]


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"status": "APPROVED"}, "status, number and revision"),
        ({"revision": "02"}, "status, number and revision"),
        ({"printed": "2026-01-01T00:00:09Z"}, "time of printing"),
    ],
)
def test_the_head_and_foot_of_a_paper_are_checked_too(
    tmp_path: Path, qapp: object, monkeypatch: pytest.MonkeyPatch, changes: dict[str, str], field: str
) -> None:
    text = data.text(made())
    monkeypatch.setattr(data, "text", lambda sheet: text)
    path = saved(dataclasses.replace(made(), **changes), tmp_path, "pdf")  # type: ignore[arg-type]
    monkeypatch.undo()
    assert field in fields(verify(path, KNOWN))


def test_the_last_digit_of_an_embedded_number_is_named(tmp_path: Path) -> None:
    def change(document: dict[str, Any]) -> None:
        number = document["sections"][2]["tables"][2]["rows"][0][2]
        number["value"] *= 1 + 4e-16

    found = fields(changed(made(), change, tmp_path / "a.json"))
    assert found[0] == "content hash"
    assert len(found) == 2 and found[1].startswith("section 3 Composition")


def test_a_word_a_weight_and_a_removed_row_are_named(tmp_path: Path) -> None:
    page = html.page(made(), {})
    (tmp_path / "a.html").write_text(page.replace(">8.915<", ">8.951<"), encoding="utf-8")
    assert "section 3 Composition" in fields(verify(tmp_path / "a.html", KNOWN))[0]
    (tmp_path / "a.html").write_text(page.replace("<dd>mouse</dd>", "<dd>man</dd>"), encoding="utf-8")
    assert fields(verify(tmp_path / "a.html", KNOWN)) == ["section 2 Target product profile, Species"]
    gone = re.sub(r"<tr><td>EE, loaded / fed.*?</tr>", "", page, count=1)
    assert gone != page
    (tmp_path / "a.html").write_text(gone, encoding="utf-8")
    assert "number of rows" in fields(verify(tmp_path / "a.html", KNOWN)) or len(fields(verify(tmp_path / "a.html", KNOWN))) > 5


def changed(sheet: Sheet, change: Callable[[dict[str, Any]], None], path: Path) -> Report:
    document = json.loads(data.text(sheet))
    change(document)
    path.write_text(json.dumps(document), encoding="utf-8")
    return verify(path, KNOWN)


def test_an_embedded_output_that_was_changed_is_named(tmp_path: Path) -> None:
    def change(document: dict[str, Any]) -> None:
        document["data"]["outputs"]["loading.dlc"]["value"] += 1e-6

    assert "loading.dlc" in fields(changed(made(), change, tmp_path / "a.json"))


def test_an_embedded_cell_that_was_changed_is_named_even_under_a_new_hash(tmp_path: Path) -> None:
    def change(document: dict[str, Any]) -> None:
        row = document["sections"][4]["tables"][0]["rows"][0]
        row[1]["text"] = "99.9"
        document["content_sha256"] = sheet_of(document).digest

    assert fields(changed(made(), change, tmp_path / "a.json")) == ["loading.dlc"]


def test_an_input_that_was_changed_changes_what_is_computed(tmp_path: Path) -> None:
    def change(document: dict[str, Any]) -> None:
        variant = document["data"]["file"]["variants"][0]
        variant["payload"][0]["feed"] = {"src": "user", "u": "mg", "v": 3.0}

    found = fields(changed(made(), change, tmp_path / "a.json"))
    assert {"loading.dlc", "payload.feed"} & set(found)
    assert "content hash" in found


def test_another_engine_lists_the_values_that_differ_and_only_those(tmp_path: Path) -> None:
    def older(document: dict[str, Any]) -> None:
        document["data"]["engine"]["version"] = "0.0.9"
        document["data"]["outputs"]["charge.zeta"]["value"] = -3.0
        document["content_sha256"] = sheet_of(document).digest

    report = changed(made(), older, tmp_path / "a.json")
    assert not report.same_engine
    assert fields(report) == ["charge.zeta"]
    assert "-3 is embedded; this program computes" in report.findings[0].text


def test_a_number_carried_unseen_is_checked_too(tmp_path: Path) -> None:
    def change(document: dict[str, Any]) -> None:
        document["sections"][4]["tables"][1]["rows"][1][1]["value"] += 1e-6

    assert fields(changed(made(), change, tmp_path / "a.json")) == ["content hash", "size.z_average"]
    page = html.page(made(), {})
    value = repr(made().data["outputs"]["size.z_average"]["value"])
    (tmp_path / "a.html").write_text(page.replace(f'"size.z_average" data-value="{value}"', '"size.z_average" data-value="1.0"'))
    assert fields(verify(tmp_path / "a.html", KNOWN)) == ["size.z_average"]


def places_in(data: Any, at: tuple[str | int, ...] = ()) -> list[tuple[str | int, ...]]:
    """The path of everything in the data."""
    inner = data.items() if isinstance(data, dict) else enumerate(data) if isinstance(data, list) else ()
    return [at, *(place for key, value in inner for place in places_in(value, (*at, key)))]


def test_whatever_is_put_into_the_embedded_data_is_found_or_refused_in_words(tmp_path: Path) -> None:
    sheet = of(example("sirna-polyplex"), predicted("sirna-polyplex"), draws=0)
    text, random = data.text(sheet), Random(5)
    places = [place for place in places_in(json.loads(text)) if place and place[0] != "printed"]
    for place in [*random.sample(places, 60), *[place for place in places if len(place) <= 2]]:
        document = json.loads(text)
        holder = document
        for key in place[:-1]:
            holder = holder[key]
        old = holder[place[-1]]
        holder[place[-1]] = random.choice([None, -1, "x", [[]], {"a": 1}, 1e308, 10**12, 0.5])
        if holder[place[-1]] == old or place[-1] == "blank":
            continue
        (tmp_path / "a.json").write_text(json.dumps(document), encoding="utf-8")
        try:
            assert verify(tmp_path / "a.json", KNOWN).findings, place
        except FormulatorError as problem:
            assert len(str(problem)) < 700


def test_a_workbook_that_was_edited_is_named(tmp_path: Path) -> None:
    book = openpyxl.load_workbook(io.BytesIO(xlsx.document(made())))
    page = book["5 Designed attributes (predicti"]
    place = next(row for row in range(1, 99) if str(page.cell(row, 1).value).startswith("Z-average"))
    page.cell(place, 2).value = 101
    book.save(tmp_path / "a.xlsx")
    assert fields(verify(tmp_path / "a.xlsx", KNOWN)) == ["size.z_average"]


def test_a_paper_that_shows_another_number_than_it_carries_is_named(tmp_path: Path, qapp: object, monkeypatch: pytest.MonkeyPatch) -> None:
    honest = made()
    section = honest.sections[4]
    table = section.tables[1]
    row = (table.rows[1][0], dataclasses.replace(table.rows[1][1], text="101"), *table.rows[1][2:])
    forged = dataclasses.replace(table, rows=(table.rows[0], row, *table.rows[2:]))
    tables = (section.tables[0], forged, *section.tables[2:])
    sections = (*honest.sections[:4], dataclasses.replace(section, tables=tables), *honest.sections[5:])
    text = data.text(honest)
    monkeypatch.setattr(data, "text", lambda sheet: text)
    path = saved(dataclasses.replace(honest, sections=sections), tmp_path, "pdf")
    monkeypatch.undo()
    assert "size.z_average" in fields(verify(path, KNOWN))


@pytest.mark.parametrize(
    ("name", "content", "part"),
    [
        ("a.html", b"<html><body>plain</body></html>", "holds no embedded data"),
        ("a.json", b"[1, 2", "not JSON"),
        ("a.json", b'{"title": "x"}', "not that of a formulation sheet"),
        ("a.pdf", b"%PDF-1.4 broken", "cannot be read as a PDF"),
        ("a.xlsx", b"PK nothing", "no workbook"),
        ("a.docx", b"x", "cannot be checked"),
    ],
)
def test_what_is_no_sheet_is_refused_in_words(tmp_path: Path, name: str, content: bytes, part: str) -> None:
    (tmp_path / name).write_bytes(content)
    with pytest.raises(SheetError, match=part):
        verify(tmp_path / name, KNOWN)


def test_a_sheet_comes_back_from_its_json() -> None:
    again = sheet_of(json.loads(data.text(made())))
    assert again.digest == made().digest
    assert data.text(again) == data.text(made())
