"""A company's template."""

from __future__ import annotations

from pathlib import Path

import pypdf
import pytest

from formulator import assets, catalogue
from formulator.errors import ProjectFileError, SheetError
from formulator.sheets import Sheet, html
from formulator.sheets.template import Template, of_data, read
from formulator.sheets.verify import verify
from formulator.ui.export.sheet import write

from .conftest import example, made, of, predicted

LOGO = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 20"><rect width="40" height="20" fill="#0072B2"/></svg>'
HOUSE = Template(
    title="Batch sheet",
    company="Acme",
    number="FS-0031",
    revision="04",
    order=(3, 1),
    fields={"Site": "Leiden", "Variant": "no"},
    logo=LOGO,
)


def housed() -> Sheet:
    return of(example(), predicted(), template=HOUSE)


def test_heading_number_order_and_fields_are_the_houses() -> None:
    sheet = housed()
    assert (sheet.title, sheet.number, sheet.revision) == ("Acme · Batch sheet", "FS-0031", "04")
    assert [section.number for section in sheet.sections] == [3, 1, 2, *range(4, 17)]
    pairs = dict(sheet.sections[1].pairs)
    assert (pairs["Site"].text, pairs["Site"].blank) == ("Leiden", False)


def test_a_template_changes_no_number_and_hides_no_section() -> None:
    sheet, plain = housed(), made()
    assert dict(sheet.sections[1].pairs)["Variant"].text == plain.variant
    assert sorted(section.title for section in sheet.sections) == sorted(section.title for section in plain.sections)
    assert sheet.data["outputs"] == plain.data["outputs"]


@pytest.mark.parametrize("ending", ["html", "json", "xlsx", "pdf"])
def test_a_sheet_under_a_template_can_be_checked(tmp_path: Path, qapp: object, ending: str) -> None:
    write(housed(), tmp_path / f"a.{ending}")
    assert verify(tmp_path / f"a.{ending}", catalogue.load()).findings == ()


def test_the_logo_stands_on_page_and_paper(tmp_path: Path, qapp: object) -> None:
    assert LOGO in html.page(housed(), {})
    write(housed(), tmp_path / "a.pdf")
    write(of(example(), predicted(), template=Template(title="Batch sheet")), tmp_path / "b.pdf")
    with_logo, without = (len(pypdf.PdfReader(tmp_path / name).pages[0].get_contents().get_data()) for name in ("a.pdf", "b.pdf"))  # type: ignore[union-attr]
    assert with_logo > without


def test_the_template_that_ships_is_read(tmp_path: Path) -> None:
    path = tmp_path / "company.toml"
    path.write_text(assets.text("templates/company.toml"), encoding="utf-8")
    found = read(path)
    assert found.order == (1, 3, 4, 7)
    names = {name for section in made().sections for name, _ in section.pairs}
    assert set(found.fields) <= names


def test_the_logo_is_a_file_beside_the_template(tmp_path: Path) -> None:
    (tmp_path / "logo.svg").write_text(f"<?xml version='1.0'?>\n{LOGO}", encoding="utf-8")
    (tmp_path / "a.toml").write_text('logo = "logo.svg"\n', encoding="utf-8")
    assert read(tmp_path / "a.toml").logo == LOGO
    (tmp_path / "b.toml").write_text('logo = "../logo.svg"\n', encoding="utf-8")
    with pytest.raises(SheetError, match="in the folder of the template"):
        read(tmp_path / "b.toml")


@pytest.mark.parametrize(
    "drawing",
    [
        "not xml",
        "<svg viewBox='0 0 1 1'><script>alert(1)</script></svg>",
        "<svg viewBox='0 0 1 1' onload='alert(1)'/>",
        "<svg viewBox='0 0 1 1'><image href='file:///etc/passwd'/></svg>",
        "<svg viewBox='0 0 1 1'><a href='http://x'/></svg>",
        "<svg viewBox='0 0 1 1'><foreignObject/></svg>",
        "<!DOCTYPE x [<!ENTITY a 'b'>]><svg viewBox='0 0 1 1'/>",
        "<svg/>",
        "<svg viewBox='0 0 1 1'><rect fill='url(http://x)'/></svg>",
    ],
)
def test_a_logo_that_does_more_than_draw_is_refused(drawing: str) -> None:
    with pytest.raises(SheetError, match="not a plain SVG drawing"):
        of_data({"logo": drawing}, "a.toml")


@pytest.mark.parametrize(
    ("data", "part"),
    [
        ({"colour": "red"}, "'colour' is not a key.*company"),
        ({"title": 3}, "title takes text"),
        ({"title": "a\nb"}, "title takes text"),
        ({"title": "a\u202eb"}, "title takes text"),
        ({"title": "x" * 61}, "at most 60"),
        ({"order": [1, 1]}, "each once"),
        ({"order": [0]}, "1 to 16"),
        ({"order": [True]}, "1 to 16"),
        ({"order": "1"}, "1 to 16"),
        ({"fields": {"Site": 3}}, "fields.Site takes text"),
        ({"fields": []}, "fields is a table"),
        ([], "a table of keys"),
    ],
)
def test_what_a_template_cannot_hold_is_named(data: object, part: str) -> None:
    with pytest.raises(SheetError, match=part):
        of_data(data, "a.toml")


def test_a_file_that_is_no_template_is_named(tmp_path: Path) -> None:
    (tmp_path / "a.toml").write_bytes(b"title = ")
    with pytest.raises(SheetError, match="a.toml is not a template in TOML"):
        read(tmp_path / "a.toml")
    with pytest.raises(ProjectFileError, match="no such file"):
        read(tmp_path / "none.toml")
