"""The report as one file that needs nothing else, and as a table for the terminal."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET

from formulator.validation import page, table_rows
from formulator.validation.page import HEADS

from .cases import PLGA, known, report, table


def written() -> str:
    return page(report(), "Predicted against measured: formulations.csv", "formulator 0")


def test_the_page_needs_nothing_from_outside() -> None:
    text = written()
    assert not re.search(r"(src|href)=|@import|url\(", text)
    assert re.findall(r"https?://www\.w3\.org\S*", text)
    assert text.count("<svg") == text.count("</svg>") == 2 * 6


def test_the_page_is_light() -> None:
    assert len(written()) < 500_000


def test_the_page_names_every_paper_and_every_reason() -> None:
    text = written()
    for entry in report().comparisons:
        assert entry.row.paper.replace("&", "&amp;") in text
    for reason in report().skipped:
        assert reason.replace("'", "&#x27;") in text


def test_the_page_is_readable_in_grey() -> None:
    """Every colour is a grey, or nearly one."""
    for red, green, blue in re.findall(r"#([0-9a-f]{2})([0-9a-f]{2})([0-9a-f]{2})\b", written()):
        levels = [int(part, 16) for part in (red, green, blue)]
        assert max(levels) - min(levels) <= 12


def test_words_of_a_table_stay_words() -> None:
    from formulator.validation import shipped, validate

    evil = "<script>alert(1)</script>"
    found = validate(table({**PLGA, "row_id": evil, "paper_id": evil, "doi_or_url": evil}), shipped(), known(), draws=64)
    text = page(found, evil, evil)
    assert "<script>" not in text and "&lt;script&gt;" in text


def test_the_terminal_table_has_one_line_an_output_and_one_a_class() -> None:
    rows = table_rows(report())
    assert all(len(row) == len(HEADS) for row in rows)
    assert [row[0] for row in rows if row[0]][0] == "D_h (ln)"
    assert [row[1] for row in rows[:3]] == ["all", "solid NP", "polyplex"]


def test_pictures_are_valid_and_hold_every_comparison() -> None:
    pictures = re.findall(r"<svg.*?</svg>", written(), re.DOTALL)
    trees = [ET.fromstring(text) for text in pictures]
    marks = [len(tree.findall(".//{*}g")) for tree in trees]
    assert sum(marks) == len(report().comparisons)
