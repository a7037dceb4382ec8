"""The page of the docs shows what the program measures."""

from __future__ import annotations

from .docs_page import PAGE, made, written


def test_the_table_of_the_docs_is_the_one_that_validate_prints() -> None:
    """After a change of numbers that is meant: run tests/validation/docs_page.py and say so in the changelog."""
    assert written() == made()


def test_the_page_says_how_to_make_it_again() -> None:
    assert "formulator validate" in PAGE.read_text(encoding="utf-8")
