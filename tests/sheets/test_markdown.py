"""The sheet as Markdown."""

from __future__ import annotations

import re

from formulator.sheets import Sheet, markdown
from formulator.sheets.content import RESEARCH_USE

from .conftest import hostile
from .test_content import TITLES


def test_all_sections_and_values_stand_in_it(sheet: Sheet) -> None:
    text = markdown.text(sheet)
    heads = re.findall(r"^## (\d+) (.*)$", text, re.MULTILINE)
    assert [title for _, title in heads] == list(TITLES)
    dlc = sheet.sections[4].tables[0].rows[0]
    assert f"| {dlc[1].text} | % |" in text
    assert RESEARCH_USE in text
    assert "**DRAFT**" in text


def test_every_table_has_as_many_cells_as_heads(sheet: Sheet) -> None:
    lines = markdown.text(sheet).splitlines()
    for position, line in enumerate(lines):
        if re.fullmatch(r"\|( -+:? \|)+", line):
            width = line.count("|")
            following = position
            while following < len(lines) and lines[following].startswith("|"):
                assert len(re.findall(r"(?<!\\)\|", lines[following])) == width
                following += 1


def test_hostile_text_is_shown_as_it_is() -> None:
    text = markdown.text(hostile())
    assert not re.search(r"(?<!\\)<", text)
    assert "\x07" not in text
    assert "\u202e" not in text
    assert "\\<script\\>" in text


def test_special_signs_are_escaped() -> None:
    assert markdown.escaped("a|b *c* [d](e) `f` # g\nh") == r"a\|b \*c\* \[d\](e) \`f\` \# g h"
