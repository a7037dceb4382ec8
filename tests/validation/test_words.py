"""What the words of papers mean: the first pattern wins, and every carrier named is one of the catalogue."""

from __future__ import annotations

import re

import pytest

from formulator.design import METHODS as METHODS_OF_DESIGN
from formulator.design import MORPHOLOGIES
from formulator.validation import words

from .cases import known


def test_the_first_pattern_that_is_found_wins() -> None:
    assert words.first("Flash nanoprecipitation", words.METHODS) == "flash_nanoprecipitation"
    assert words.first("W/O/W emulsion", words.METHODS) == "double_emulsion"
    assert words.first("by hand", words.METHODS) is None


def test_every_meaning_exists_in_the_program() -> None:
    for kind, _, id_ in words.CARRIERS:
        assert kind in MORPHOLOGIES
        assert id_ == "plga" or f"carrier:{id_}" in known(), id_
    assert {meaning for _, meaning in words.METHODS} <= set(METHODS_OF_DESIGN)
    assert all(f"medium:{meaning}" in known() for _, meaning in words.MEDIA)
    assert all(f"nucleic_acid:{meaning}" in known() for _, meaning in words.NUCLEIC_ACIDS)


def test_every_pattern_is_in_lower_case_since_texts_are_lowered() -> None:
    tables = (words.CLASSES, words.METHODS, words.MEDIA, words.COATS, words.OWN_GROUPS, words.NUCLEIC_ACIDS, words.PAYLOAD_KINDS)
    patterns = [pattern for table in tables for pattern, _ in table] + [pattern for _, pattern, _ in words.CARRIERS]
    assert all(re.compile(pattern) and re.sub(r"\\[A-Z]", "", pattern).islower() for pattern in patterns)


@pytest.mark.parametrize("name", ["PLA", "PDLLA", "PLLA", "PDLA"])
def test_polylactides_are_one_polymer(name: str) -> None:
    wanted = [(pattern, id_) for kind, pattern, id_ in words.CARRIERS if kind == "solid_particle"]
    assert words.first(name, wanted) == "pdlla"
    assert words.first(f"{name}-PEG", wanted) == "peg_pla_np"
