"""The glossary: every field and answer is in it, search finds by symbol and synonym, and it leads there."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QAbstractButton
from pytestqt.qtbot import QtBot

from formulator import design
from formulator.outputs import OUTPUTS
from formulator.ui.glossary import search, terms
from formulator.ui.pages.glossary import GlossaryPage
from formulator.ui.widgets.text import Text
from formulator.ui.window import Window


def test_every_field_and_every_answer_is_explained() -> None:
    paths = {term.path for term in terms()}
    assert {row.path for row in design.FIELDS} | {output.path for output in OUTPUTS} <= paths
    assert all(term.text.strip().endswith((".", ")")) for term in terms()), [
        t.name for t in terms() if not t.text.strip().endswith((".", ")"))
    ]


@pytest.mark.parametrize(("text", "name"), [
    ("N/P", "N/P"), ("α", "Superselectivity"), ("encapsulation", "Encapsulation efficiency"), ("%ID", "Percent of injected dose"),
])  # fmt: skip
def test_search_finds_by_name_symbol_and_synonym(text: str, name: str) -> None:
    assert name in [term.name for term in search(text)]


def test_no_word_twice() -> None:
    words = [term.name for term in terms() if term.kind == "word"]
    assert len(set(words)) == len(words) >= 25


@pytest.fixture
def example() -> str:
    return "folate-micelle-doxorubicin"


def test_a_term_leads_to_its_field(window: Window) -> None:
    window.actions_by_id["page-glossary"].trigger()
    page = window.body.page_on_show()
    assert isinstance(page, GlossaryPage)
    page.line.setText("ligand density")
    go = next(one for one in page.findChildren(QAbstractButton) if one.accessibleName().endswith("ligand.density"))
    go.click()
    focused = window.focusWidget()
    assert window.body.page == "design" and focused is not None and focused.objectName() == "fld:ligand.density"


def test_nothing_found_is_said(window: Window) -> None:
    window.go("glossary")
    page = window.body.page_on_show()
    assert isinstance(page, GlossaryPage)
    page.line.setText("zzz nothing")
    assert page.found == ()


def test_the_whole_list_comes_a_few_entries_at_a_time(window: Window, qtbot: QtBot) -> None:
    window.go("glossary")
    page = window.body.page_on_show()
    assert isinstance(page, GlossaryPage)
    named = {term.path for term in page.found if term.path}

    def links() -> set[str]:
        return {one.accessibleName().rpartition(", ")[2] for one in page.findChildren(QAbstractButton) if "Go to" in one.accessibleName()}

    assert links() < named
    qtbot.waitUntil(lambda: links() == named, timeout=60_000)


def test_the_words_of_a_field_are_as_wide_as_those_of_a_term(window: Window, qtbot: QtBot) -> None:
    window.go("glossary")
    page = window.body.page_on_show()
    assert isinstance(page, GlossaryPage)
    page.look_up("dispersity")

    def words() -> list[Text]:
        return [one for one in page.findChildren(Text) if one.isVisible() and one.text().startswith(("M_w/M_n", "Mass average"))]

    qtbot.waitUntil(lambda: len(words()) == 3 and all(one.width() > 400 for one in words()))
    assert len({one.mapTo(page, one.rect().topLeft()).x() for one in words()}) == 1
