"""The class numbers of the engine are those that the shipped compilation gives, and each paper can be left out."""

from __future__ import annotations

import functools
import math

import pytest

from formulator.evaluation.published import OVER_USUAL, PUBLISHED, Prior, Published
from formulator.validation.refit import FEWEST, Refits, fitted
from formulator.validation.table import shipped

from .cases import known, row

GROUPS = ("size", "pdi", "ee", "zeta")
ELSEWHERE = {"solid_particle nanoprecipitation", "dendrimer", "polymersome", "nanogel", "nanoprecipitation", "hydrophilic"}
"""Classes from another table, or judgements where there are too few papers."""


@functools.cache
def refits() -> Refits:
    return Refits(shipped().rows, known())


@functools.cache
def all_papers() -> Published:
    return fitted(refits().known)


def cases() -> list[tuple[str, str]]:
    return [(group, name) for group in GROUPS for name in getattr(PUBLISHED, group)]


def prior(published: Published, group: str, name: str) -> Prior:
    found: Prior = getattr(published, group)[name]
    return found


@pytest.mark.parametrize(("group", "name"), cases())
def test_the_numbers_of_the_engine_are_made_from_the_compilation(group: str, name: str) -> None:
    """Medians within 2.5 % (1 mV), spreads within 2 %, the very number of papers."""
    mine, made = prior(PUBLISHED, group, name), prior(all_papers(), group, name)
    if name in ELSEWHERE:
        assert made is mine
        return
    assert made.papers == mine.papers >= FEWEST
    if group == "zeta":
        assert mine.median == pytest.approx(made.median, abs=1.0)
    else:
        assert mine.median == pytest.approx(made.median, rel=0.025)
    assert mine.law[0] == made.law[0] and mine.law[1] == pytest.approx(made.law[1], rel=0.02)


def test_without_a_paper_its_class_has_one_paper_less_and_the_others_are_the_same() -> None:
    jang = next(entry for entry in shipped().rows if entry["paper_id"] == "Jang2019")
    left = refits().without(jang)
    assert left.size["solid_particle"].papers == all_papers().size["solid_particle"].papers - 1
    assert left.size["micelle"] == all_papers().size["micelle"]
    assert left.zeta["bare"].median != all_papers().zeta["bare"].median


def test_a_paper_is_left_out_by_its_doi_whatever_it_is_called() -> None:
    jang = next(entry for entry in shipped().rows if entry["paper_id"] == "Jang2019")
    other_name = row(paper_id="somebody else", doi_or_url=jang["doi_or_url"].upper())
    assert refits().without(other_name) == refits().without(jang)
    assert refits().without(row()) == all_papers()


def test_each_paper_is_fitted_once() -> None:
    jang = [entry for entry in shipped().rows if entry["paper_id"] == "Jang2019"]
    assert refits().without(jang[0]) is refits().without(jang[-1])


def test_micelles_in_papers_are_larger_than_the_usual_size_of_their_polymer() -> None:
    """Eight papers: 2.5 times, ×/÷ 2.6 for a new one."""
    found = all_papers().size[f"micelle {OVER_USUAL}"]
    assert found.median == pytest.approx(2.5, rel=0.03)
    assert math.exp(1.895 * found.law[1] * math.sqrt(9 / 8)) == pytest.approx(2.6, rel=0.03)
