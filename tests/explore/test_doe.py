"""Plans of experiments against the textbook's tables."""

from __future__ import annotations

import itertools
import math

import numpy as np
import pytest

from formulator.errors import UsageError
from formulator.explore import doe
from formulator.explore.factor import Factor

FACTORS = (
    Factor(path="ligand.density", low=1, high=100, unit="mol%", log=True),
    Factor(path="carrier.diameter", low=60, high=140, unit="nm"),
    Factor(path="process.polymer_concentration", low=2, high=10, unit="mg/mL"),
)
STANDARD_2_3 = [
    (-1, -1, -1),
    (1, -1, -1),
    (-1, 1, -1),
    (1, 1, -1),
    (-1, -1, 1),
    (1, -1, 1),
    (-1, 1, 1),
    (1, 1, 1),
]
"""2³ in standard (Yates) order: NIST/SEMATECH e-Handbook of Statistical Methods, 5.3.3.3.1, table 3.1."""
BOX_BEHNKEN_3 = [
    (-1, -1, 0),
    (1, -1, 0),
    (-1, 1, 0),
    (1, 1, 0),
    (-1, 0, -1),
    (1, 0, -1),
    (-1, 0, 1),
    (1, 0, 1),
    (0, -1, -1),
    (0, 1, -1),
    (0, -1, 1),
    (0, 1, 1),
    (0, 0, 0),
    (0, 0, 0),
    (0, 0, 0),
]
"""Three factors: NIST/SEMATECH e-Handbook, 5.3.3.6.2, table 3.24 (the same runs as in Box and Behnken 1960)."""


def rows(matrix: np.ndarray[tuple[int, ...], np.dtype[np.float64]]) -> list[tuple[float, ...]]:
    return sorted(tuple(round(float(value), 9) + 0.0 for value in row) for row in matrix)


def test_a_factorial_is_the_textbook_table_in_its_order() -> None:
    assert doe.factorial(3).tolist() == [list(row) for row in STANDARD_2_3]
    assert rows(doe.factorial(2, 3)) == sorted(itertools.product((-1.0, 0.0, 1.0), repeat=2))


def test_box_behnken_is_the_textbook_table() -> None:
    assert rows(doe.box_behnken(3)) == sorted(tuple(map(float, row)) for row in BOX_BEHNKEN_3)


@pytest.mark.parametrize(("factors", "alpha"), [(2, 1.414), (3, 1.682), (4, 2.0)])
def test_a_rotatable_composite_has_the_textbook_star_distance(factors: int, alpha: float) -> None:
    """NIST/SEMATECH e-Handbook, 5.3.3.6.1, table 3.23: α = 2^(k/4)."""
    found = doe.composite(factors, centres=5)
    corners = found[np.abs(found).min(axis=1) > 0]
    stars = found[(np.count_nonzero(found, axis=1) == 1)]
    assert len(found) == 2**factors + 2 * factors + 5 and len(corners) == 2**factors and len(stars) == 2 * factors
    assert np.abs(found).max() == 1.0
    assert np.abs(stars).max() / np.abs(corners).max() == pytest.approx(alpha, abs=5e-4)
    assert np.array(rows(corners * alpha)) == pytest.approx(np.array(rows(doe.factorial(factors))), abs=1e-3)


def test_a_composite_on_the_faces_has_three_levels() -> None:
    found = doe.composite(3, centres=2, rotatable=False)
    assert set(found.ravel().tolist()) == {-1.0, 0.0, 1.0} and len(found) == 8 + 6 + 2


def test_mixtures_add_up_to_one() -> None:
    """Scheffé's {3, 2} simplex lattice: NIST/SEMATECH e-Handbook, 5.5.4.2."""
    found = doe.simplex_lattice(3, 2)
    assert rows(found) == sorted([(1, 0, 0), (0, 1, 0), (0, 0, 1), (0.5, 0.5, 0), (0.5, 0, 0.5), (0, 0.5, 0.5)])
    for components, degree in ((2, 5), (4, 3), (5, 7)):
        found = doe.simplex_lattice(components, degree)
        assert np.abs(found.sum(axis=1) - 1.0).max() <= 1e-12
        assert len(np.unique(found, axis=0)) == math.comb(components + degree - 1, degree)


def test_a_latin_hypercube_has_one_run_in_each_part() -> None:
    found = doe.latin_hypercube(FACTORS, 12, 4)
    for column in found.T:
        assert sorted(np.floor((column + 1) / 2 * 12).astype(int).tolist()) == list(range(12))
    assert np.array_equal(found, doe.latin_hypercube(FACTORS, 12, 4))
    assert not np.array_equal(found, doe.latin_hypercube(FACTORS, 12, 5))


@pytest.mark.parametrize("kind", doe.KINDS)
def test_the_order_is_drawn_with_the_seed_and_can_be_undone(kind: str) -> None:
    plain = doe.run_sheet(kind, FACTORS, seed=1, in_order=True)
    drawn, again, other = (doe.run_sheet(kind, FACTORS, seed=seed) for seed in (1, 1, 2))
    assert drawn.standard.tolist() == again.standard.tolist() != other.standard.tolist()
    assert sorted(drawn.standard.tolist()) == list(range(1, len(plain.standard) + 1))
    back = np.argsort(drawn.standard)
    assert np.array_equal(drawn.coded[back], plain.coded)
    assert np.array_equal(drawn.magnitudes[back], plain.magnitudes)


def test_values_run_from_the_low_to_the_high_end() -> None:
    sheet = doe.run_sheet("ccd", FACTORS)
    assert sheet.magnitudes.min(axis=0).tolist() == [1, 60, 2] and sheet.magnitudes.max(axis=0).tolist() == [100, 140, 10]
    middle = sheet.magnitudes[np.abs(sheet.coded).sum(axis=1) == 0]
    assert len(middle) == 5 and middle[0] == pytest.approx([10, 100, 6])


@pytest.mark.parametrize(
    ("kind", "count", "options", "words"),
    [
        ("taguchi", 3, {}, "no design 'taguchi'"),
        ("ccd", 1, {}, "needs 2 inputs"),
        ("box-behnken", 2, {}, "needs 3 inputs"),
        ("factorial", 3, {"levels": 1}, "1 levels are too few"),
        ("factorial", 3, {"levels": 60}, "216000 runs"),
        ("lhs", 3, {"runs": 0}, "0 runs"),
        ("ccd", 3, {"centres": -1}, "-1 repeats"),
        ("factorial", 0, {}, "what is varied"),
    ],
)
def test_what_cannot_be_planned_is_refused(kind: str, count: int, options: dict[str, int], words: str) -> None:
    with pytest.raises(UsageError, match=words):
        doe.run_sheet(kind, FACTORS[:count], **options)  # type: ignore[arg-type]


def test_an_input_varied_twice_is_refused() -> None:
    with pytest.raises(UsageError, match="twice"):
        doe.run_sheet("factorial", (FACTORS[0], FACTORS[0]))
