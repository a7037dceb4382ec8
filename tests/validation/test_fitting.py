"""Class summaries: one vote a paper, and the spread that a new paper has."""

from __future__ import annotations

import math

import numpy as np
import pytest

from formulator.uncertainty import hypercube
from formulator.validation.fitting import Summary, summary
from formulator.validation.table import Row, shipped

SIZE = "size.hydrodynamic_diameter"


def test_median_and_sd_of_one_row_a_paper_are_the_plain_ones() -> None:
    values = [4.6, 4.9, 5.1, 5.3, 5.7]
    found = summary(values, list("abcde"))
    assert found.median == pytest.approx(5.1)
    assert found.sd == pytest.approx(np.std(values, ddof=1))
    assert (found.papers, found.rows) == (5, 5)


def test_ten_rows_of_one_paper_weigh_no_more_than_one_row_of_another() -> None:
    crowded = summary([5.0] * 10 + [6.0, 7.0], ["a"] * 10 + ["b", "c"])
    single = summary([5.0, 6.0, 7.0], ["a", "b", "c"])
    assert crowded.sd == pytest.approx(single.sd)
    assert crowded.median == pytest.approx(single.median, abs=0.5)


def test_a_new_paper_is_drawn_from_students_t_with_the_error_of_the_mean() -> None:
    """Two-sided 90 % of t with 9 degrees of freedom: 1.8331 (any table of t)."""
    draws = Summary(0.0, 2.0, 10, 12).draws(hypercube("t", 8192, 0))
    assert np.quantile(draws, 0.95) == pytest.approx(1.8331 * 2.0 * math.sqrt(1.1), rel=5e-3)


def rows(carrier_class: str, path: str) -> list[Row]:
    return [row for row in shipped().rows if row.carrier_class == carrier_class and path in row.measured]


@pytest.mark.parametrize(
    ("carrier_class", "path", "count", "papers", "median", "sd"),
    [
        ("solid NP", SIZE, 124, 41, 221.0, 0.41),
        ("micelle", SIZE, 12, 10, 76.0, 0.59),
        ("polyplex", SIZE, 28, 5, 122.0, 0.81),
    ],
)
def test_classes_of_the_compilation_have_the_published_summaries(
    carrier_class: str, path: str, count: int, papers: int, median: float, sd: float
) -> None:
    """Rows, papers, median and total ln-sd of the shipped compilation, by paper."""
    found = rows(carrier_class, path)
    made = summary([math.log(row.measured[path]) for row in found], [row.paper for row in found])
    assert (made.rows, made.papers) == (count, papers)
    assert math.exp(made.median) == pytest.approx(median, rel=0.01)
    assert made.sd == pytest.approx(sd, abs=0.01)
