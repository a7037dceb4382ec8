"""The sheet of a worked example on paper, read back."""

from __future__ import annotations

import dataclasses
import functools
import io
import json

import pypdf
import pytest

from formulator import catalogue, storage
from formulator.sheets import Sheet, build
from formulator.sheets.content import RESEARCH_USE
from formulator.ui.export import paper, pdf
from formulator.ui.export.paint import Brush
from formulator.ui.export.shapes import Box, Text, text_box
from formulator.uncertainty import propagate


@functools.cache
def sheet(name: str) -> Sheet:
    project = storage.load(storage.examples()[name]).project
    known = catalogue.load()
    prediction = propagate(project.variant().design, known, draws=256, seed=0)
    return build(project, project.variant(), known, prediction, now="2026-01-01T00:00:00Z", seed=0, draws=256)


def plain(text: str) -> str:
    return "".join(text.split())


@pytest.mark.parametrize("page", ["A4", "Letter"])
@pytest.mark.parametrize("name", ["crgd-polymersome-docetaxel", "sirna-polyplex"])
def test_every_title_label_and_predicted_value_can_be_read_from_the_paper(qapp: object, name: str, page: str) -> None:
    made = sheet(name)
    reader = pypdf.PdfReader(io.BytesIO(pdf.document(made, page, {})))
    texts = [leaf.extract_text() for leaf in reader.pages]
    whole = plain(" ".join(texts))
    for section in made.sections:
        assert plain(f"{section.number} {section.title}") in whole
        for label, _ in section.pairs:
            assert plain(label) in whole
        for table in section.tables:
            for word in " ".join(table.heads).split():
                assert plain(word) in whole
    for table in made.sections[4].tables:
        for row in table.rows:
            if row[1].path:
                assert plain(row[1].text + row[2].text + row[3].text + row[4].text) in whole, row[0].text
    for number, text in enumerate(texts, 1):
        assert plain(RESEARCH_USE) in plain(text)
        assert plain(f"page {number} of {len(texts)}") in plain(text)


@pytest.mark.parametrize("page", ["A4", "Letter"])
@pytest.mark.parametrize("name", sorted(storage.examples()))
def test_no_cell_of_a_worked_example_leaves_the_paper_or_covers_another(qapp: object, name: str, page: str) -> None:
    measure = Brush().measure
    width, height = paper.PAGES[page]
    for made in paper.pages(sheet(name), page, {}, measure):
        texts = [shape for shape in made.shapes if isinstance(shape, Text) and shape.name != "draft"]
        boxes = [text_box(text, measure) for text in texts]
        for box, text in zip(boxes, texts, strict=True):
            assert Box(paper.MARGIN - 1, 30, width - paper.MARGIN + 1, height - 30).left <= box.left, text.text
            assert box.right <= width - paper.MARGIN + 1, text.text
            assert 30 < box.top < box.bottom < height - 30, text.text
        body = sorted((box.top, box.left, box, text.text) for box, text in zip(boxes, texts, strict=True) if text.name in ("cell", "line"))
        for number, (_, _, box, said) in enumerate(body):
            for _, _, other, second in body[number + 1 : number + 30]:
                assert not box.overlaps(other, -1.0), (said, second)


def test_what_is_attached_to_the_paper_is_the_sheet(qapp: object) -> None:
    made = sheet("crgd-polymersome-docetaxel")
    attached = json.loads(pypdf.PdfReader(io.BytesIO(pdf.document(made, "A4", {}))).attachments[pdf.ATTACHMENT][0])
    assert attached["content_sha256"] == made.digest
    assert attached["data"] == json.loads(json.dumps(made.data))


def test_columns_to_write_in_take_the_room_that_is_left(qapp: object) -> None:
    """Section 9 has a long head over a narrow blank; its columns reach the margin all the same."""
    made = paper.pages(sheet("crgd-polymersome-docetaxel"), "A4", {}, Brush().measure)
    right = paper.PAGES["A4"][0] - paper.MARGIN
    ends = [part[1, 0] for page in made for shape in page.shapes if shape.name == "blank" for part in shape.parts]  # type: ignore[union-attr]
    assert max(ends) == pytest.approx(right, abs=1)
    assert sum(abs(end - right) < 1 for end in ends) > 20


@pytest.mark.parametrize("page", ["A4", "Letter"])
@pytest.mark.parametrize("word", ["x" * 300, "long name " * 30, "W" * 60])
def test_the_longest_names_stay_on_the_paper_and_cover_nothing(qapp: object, page: str, word: str) -> None:
    made = dataclasses.replace(
        sheet("crgd-polymersome-docetaxel"), title=word[:120], project=word, variant=word, number=word[:24], revision=word[:12]
    )
    measure = Brush().measure
    width, height = paper.PAGES[page]
    for leaf in paper.pages(made, page, {}, measure):
        heads = [shape for shape in leaf.shapes if isinstance(shape, Text) and shape.name in ("heading", "footer")]
        boxes = [text_box(text, measure) for text in heads]
        for number, (box, text) in enumerate(zip(boxes, heads, strict=True)):
            assert box.left >= paper.MARGIN - 1, text.text
            assert box.right <= width - paper.MARGIN + 1, text.text
            assert 0 < box.top < box.bottom < height
            for other, second in list(zip(boxes, heads, strict=True))[number + 1 :]:
                assert not box.overlaps(other, -1.0), (text.text, second.text)


def test_a_note_of_fifty_thousand_letters_is_printed_whole(qapp: object) -> None:
    made = sheet("sirna-polyplex")
    words = [f"w{number}" for number in range(8000)]
    first = dataclasses.replace(made.sections[0], lines=(" ".join(words),))
    long = dataclasses.replace(made, sections=(first, *made.sections[1:]))
    printed = " ".join(
        shape.text for leaf in paper.pages(long, "A4", {}, Brush().measure) for shape in leaf.shapes if isinstance(shape, Text)
    ).split()
    assert set(words) <= set(printed)
