"""The sheet as one HTML file."""

from __future__ import annotations

import json
import re
from html.parser import HTMLParser

from formulator.sheets import Sheet, html
from formulator.sheets.content import RESEARCH_USE

from .conftest import hostile
from .test_content import TITLES, cells


class Reader(HTMLParser):
    """Collects elements, visible text, and every balanced end."""

    VOID = frozenset({"meta", "br", "img"})

    def __init__(self) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.open: list[str] = []
        self.text: list[str] = []
        self.attributes: list[tuple[str, str, str | None]] = []

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes += [(tag, name, value) for name, value in attributes]
        if tag not in self.VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, text: str) -> None:
        if not {"script", "style"} & set(self.open):
            self.text.append(text)


def read(page: str) -> Reader:
    reader = Reader()
    reader.feed(page)
    reader.close()
    assert reader.open == []
    return reader


def test_all_titles_and_cells_stand_in_the_page(sheet: Sheet) -> None:
    shown = " ".join(read(html.page(sheet, {})).text)
    for title in TITLES:
        assert title in shown
    for entry in cells(sheet):
        assert entry.text in shown
    assert RESEARCH_USE in shown
    assert sheet.digest[:12] in shown
    assert "DRAFT" in shown


def test_pictures_stand_inside_and_nothing_is_fetched(sheet: Sheet) -> None:
    page = html.page(sheet, {"binding": "<svg viewBox='0 0 1 1'></svg>", "size": "<svg></svg>"})
    reader = read(page)
    assert reader.tags.count("svg") == 2
    assert not {"img", "link", "iframe", "object"} & set(reader.tags)
    assert not [value for _, name, value in reader.attributes if name in ("src", "href", "onload")]
    assert "url(" not in page


def test_hostile_text_is_shown_and_inert() -> None:
    page = html.page(hostile(), {})
    reader = read(page)
    assert reader.tags.count("script") == 1
    assert "img" not in reader.tags
    assert "<script>alert(1)</script>" in "".join(reader.text)
    assert not re.search("[\u202e\x07]", page.partition('id="formulator-sheet"')[0])


def test_the_data_behind_the_numbers_is_embedded_and_ends_no_element() -> None:
    page = html.page(hostile(), {})
    text = re.findall(r'<script type="application/json" id="formulator-sheet">(.*?)</script>', page, re.DOTALL)
    assert len(text) == 1
    data = json.loads(text[0])
    assert data["content_sha256"] == hostile().digest
    assert data["data"]["outputs"] == hostile().data["outputs"]
    assert "</" not in text[0]


def test_every_number_carries_its_path_and_full_value(sheet: Sheet) -> None:
    page = html.page(sheet, {})
    found = dict(re.findall(r'data-path="([^"]+)" data-value="([^"]+)"', page))
    for path, entry in sheet.data["outputs"].items():
        if entry["value"] is not None:
            assert float(found[path]) == entry["value"]
