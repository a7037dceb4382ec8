"""Pictures and sheets as files: PNG, PDF and the choice by ending."""

from __future__ import annotations

import json
import struct
import zlib
from pathlib import Path

import pypdf
import pytest
from PySide6.QtGui import QImage, QPainter
from pytestqt.qtbot import QtBot

from formulator.errors import SheetError, UsageError
from formulator.sheets.content import BLANK, RESEARCH_USE, Cell, Section, Sheet, Table, cell
from formulator.ui.export import paper, pdf, plot, png, svg
from formulator.ui.export import sheet as sheets
from formulator.ui.export.paint import Brush
from formulator.ui.export.scene import figure_scene
from formulator.ui.export.shapes import Path as Outline
from formulator.ui.export.shapes import Text, approximate_width, text_box
from formulator.ui.tokens import tokens

from . import figures


def sheet(rows: int = 60, words: str = "carrier", status: str = "DRAFT") -> Sheet:
    entries = tuple((cell(f"{words} {number}"), Cell(text=f"{number}.25", right=True, bold=True), BLANK) for number in range(rows))
    table = Table(heads=("component", "weigh / mg", "actual / mg"), rows=entries, totals=(cell("sum"), cell("1"), cell("")), right=(1,))
    return Sheet(
        title="Formulation sheet",
        project="cRGD <b>polymersomes</b>",
        variant="P3",
        number="FS-P3",
        revision="01",
        status=status,
        printed="2026-11-24 09:41 UTC",
        sections=(
            Section(number=1, title="Identity", pairs=(("Batch no.", BLANK), ("Target", cell("U-87 MG")), ("Notebook", BLANK))),
            Section(number=2, title="To weigh", note="wt% = component / all solids", tables=(table,), pictures=("binding", "size")),
            Section(number=3, title="Remarks", lines=("Nothing to remark. " * 200,)),
        ),
        data={"engine": {"version": "1", "catalogue": "0123456789", "seed": 0, "draws": 64}},
    )


def pictures() -> dict[str, str]:
    return {
        name: svg.text(figure_scene(figures.ALL[name](), tokens(), width=plot.SHEET_WIDTH, height=plot.SHEET_HEIGHT))
        for name in ("binding", "size")
    }


def chunks(path: Path) -> dict[bytes, bytes]:
    data, found, at = path.read_bytes(), {}, 8
    while at < len(data):
        length, name = struct.unpack(">I4s", data[at : at + 8])
        found[name] = data[at + 8 : at + 8 + length]
        assert zlib.crc32(name + found[name]) == struct.unpack(">I", data[at + 8 + length : at + 12 + length])[0]
        at += 12 + length
    return found


@pytest.mark.parametrize("width", [300, 1200])
def test_png_has_the_asked_width_and_300_dots_an_inch(qapp: object, tmp_path: Path, width: int) -> None:
    path = tmp_path / "a.png"
    plot.write_content(figures.binding(), path, tokens(), width)
    found = chunks(path)
    assert struct.unpack(">II", found[b"IHDR"][:8]) == (width, round(400 * width / 560))
    assert struct.unpack(">IIB", found[b"pHYs"]) == (11811, 11811, 1)


def test_png_follows_the_theme_and_shows_the_curve(qapp: object) -> None:
    figure = figures.binding()
    for dark in (False, True):
        theme = tokens(dark)
        image = png.image(plot.maker(figure, theme), 560)
        assert image.pixelColor(2, 200).name().upper() == theme.paper
        colours = {image.pixelColor(x, y).name().upper() for x in range(60, 540, 2) for y in range(40, 350, 2)}
        assert theme.roles["design"].line in colours


def test_a_width_that_no_picture_has_is_refused() -> None:
    with pytest.raises(SheetError, match="20 000"):
        png.image(plot.maker(figures.binding(), tokens()), 10**9)


def test_svg_and_csv_are_chosen_by_the_ending(tmp_path: Path) -> None:
    plot.write_content(figures.binding(), tmp_path / "a.SVG", tokens())
    plot.write_content(figures.binding(), tmp_path / "a.csv", tokens())
    assert (tmp_path / "a.SVG").read_text(encoding="utf-8").startswith("<svg")
    assert (tmp_path / "a.csv").read_text(encoding="utf-8-sig").startswith("receptors per cell [1],")
    with pytest.raises(UsageError, match=r"\.svg, \.png or \.csv"):
        plot.write_content(figures.binding(), tmp_path / "a.gif", tokens())


def test_a_folder_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(SheetError, match="could not be written"):
        plot.write_content(figures.binding(), tmp_path / "none" / "a.svg", tokens())


@pytest.mark.parametrize("page", ["A4", "Letter"])
def test_every_page_has_heading_footer_and_its_number(qapp: object, tmp_path: Path, page: str) -> None:
    made = sheet()
    path = tmp_path / "a.pdf"
    sheets.write(made, path, page, pictures())
    reader = pypdf.PdfReader(path)
    width, height = (float(length) * 96 / 72 for length in reader.pages[0].mediabox[2:])
    assert (width, height) == pytest.approx(paper.PAGES[page], abs=1.5)
    assert len(reader.pages) >= 3
    for number, sheet_page in enumerate(reader.pages, 1):
        text = " ".join(sheet_page.extract_text().split())
        assert RESEARCH_USE in text
        assert f"page {number} of {len(reader.pages)}" in text
        assert paper.grouped(made.digest) in text
        assert "cRGD <b>polymersomes</b> · P3" in text
        assert "printed 2026-11-24 09:41 UTC" in text
        assert "DRAFT" in text
    whole = " ".join(" ".join(page.extract_text().split()) for page in reader.pages)
    assert all(f"{number}.25" in whole for number in range(60))


def test_the_data_of_a_sheet_travels_in_its_pdf(qapp: object, tmp_path: Path) -> None:
    made = sheet(rows=2)
    sheets.write(made, tmp_path / "a.pdf", "A4", {})
    attached = pypdf.PdfReader(tmp_path / "a.pdf").attachments[pdf.ATTACHMENT][0]
    assert json.loads(attached)["content_sha256"] == made.digest


def words(page: paper.Page) -> list[str]:
    return [shape.text for shape in page.shapes if isinstance(shape, Text)]


def test_heads_stand_on_every_page_of_a_table() -> None:
    made = paper.pages(sheet(rows=120), "A4", {}, approximate_width)
    with_rows = [page for page in made if any(text.endswith(".25") for text in words(page))]
    assert len(with_rows) >= 3
    assert all("weigh / mg" in words(page) for page in with_rows)


@pytest.mark.parametrize("page", ["A4", "Letter"])
@pytest.mark.parametrize("long", ["carrier", "a long name of many words " * 8, "x" * 400])
def test_nothing_is_clipped_and_no_text_covers_another(page: str, long: str) -> None:
    width, height = paper.PAGES[page]
    for made in paper.pages(sheet(rows=30, words=long), page, pictures(), approximate_width):
        texts = [shape for shape in made.shapes if isinstance(shape, Text) and shape.name != "draft"]
        boxes = [text_box(text, approximate_width) for text in texts]
        for box, text in zip(boxes, texts, strict=True):
            assert box.left >= paper.MARGIN - 1, text.text
            assert box.right <= width - paper.MARGIN + 1, text.text
            assert box.top > 30
            assert box.bottom < height - 30, text.text
        cells = [(box, text) for box, text in zip(boxes, texts, strict=True) if text.name in ("cell", "line", "section")]
        for number, (box, text) in enumerate(cells):
            for other, second in cells[number + 1 :]:
                assert not box.overlaps(other, -1.0), (text.text, second.text)


def test_a_row_taller_than_a_page_goes_on_without_losing_a_word() -> None:
    long = " ".join(f"w{number}" for number in range(4000))
    made = paper.pages(sheet(rows=1, words=long), "A4", {}, approximate_width)
    printed = " ".join(text for page in made for text in words(page))
    assert len(made) >= 3
    assert all(f"w{number}" in printed for number in range(0, 4000, 97))


def test_blanks_are_lines_to_write_on() -> None:
    made = paper.pages(sheet(rows=3), "A4", {}, approximate_width)[0]
    blanks = [shape for shape in made.shapes if isinstance(shape, Outline) and shape.name == "blank"]
    assert len(blanks) == 5
    assert all(part[1, 0] - part[0, 0] >= 48 for shape in blanks for part in shape.parts)


def test_an_approved_sheet_has_no_word_behind_it() -> None:
    made = paper.pages(sheet(rows=1, status="APPROVED"), "A4", {}, approximate_width)[0]
    assert not [shape for shape in made.shapes if shape.name == "draft"]


def test_hidden_and_turning_characters_are_shown_on_paper() -> None:
    made = paper.pages(sheet(rows=1, words="a\u202eb\x07c"), "A4", {}, approximate_width)[0]
    assert "a\ufffdb\ufffdc 0" in words(made)


def test_pictures_on_paper_keep_letters_and_curves(qtbot: QtBot) -> None:
    """Qt paints the outline of a letter over its body: a halo must lie below it, or names would vanish."""
    made = sheet(rows=1)
    drawn = {name: pdf.plain_halos(text) for name, text in pictures().items()}
    assert "paint-order" not in "".join(drawn.values())
    pages = paper.pages(made, "A4", drawn, Brush().measure)
    page = next(page for page in pages if page.pictures)
    image = QImage(1588, 2246, QImage.Format.Format_RGB32)
    image.fill(0xFFFFFF)
    painter = QPainter(image)
    painter.scale(2, 2)
    pdf.paint(painter, Brush(), page, drawn, "A4")
    painter.end()
    name, box = page.pictures[0]
    assert name == "binding"
    colours = [
        image.pixelColor(x, y).name().upper()
        for x in range(int(2 * box.left), int(2 * box.right))
        for y in range(int(2 * box.top), int(2 * box.bottom))
    ]
    assert colours.count("#0072B2") > 200
    assert colours.count("#007355") > 20


def test_other_formats_need_no_pictures(tmp_path: Path) -> None:
    made = sheet(rows=2)
    for suffix in ("html", "csv", "json"):
        sheets.write(made, tmp_path / f"a.{suffix}")
    assert "Formulation sheet" in (tmp_path / "a.html").read_text(encoding="utf-8")
    assert json.loads((tmp_path / "a.json").read_text(encoding="utf-8"))["number"] == "FS-P3"
    assert (tmp_path / "a.csv").read_bytes().startswith(b"\xef\xbb\xbf")
    with pytest.raises(UsageError):
        sheets.write(made, tmp_path / "a.doc")


def test_an_unknown_paper_is_refused(qapp: object) -> None:
    with pytest.raises(SheetError, match="A4 or Letter"):
        pdf.document(sheet(rows=1), "A3", {})
