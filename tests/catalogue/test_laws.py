"""What a range in a source, or the lack of one, means for the uncertainty."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from formulator.catalogue.laws import EXACT, Z, factor, limits, shift
from formulator.catalogue.schema import RECEPTORS, rule

POSITIVE = st.floats(1e-9, 1e9)


def test_a_recalled_dissociation_constant_is_less_certain_than_one_that_was_read() -> None:
    spread = rule("ligand", "dissociation_constant").spread
    assert spread.default(10, True) == ("lognormal", 0.7)
    assert spread.default(10, False) == ("lognormal", 1.2)


def test_receptor_counts_scatter_by_half_a_logarithm_or_more() -> None:
    assert RECEPTORS.spread.default(1e5, True) == ("lognormal", 0.5)
    assert RECEPTORS.spread.default(1e5, False) == ("lognormal", 0.8)
    assert RECEPTORS.spread.of_range(94e3, 78e3, 110e3, True) == ("lognormal", 0.5)


def test_a_pka_is_known_within_three_tenths() -> None:
    assert rule("carrier", "pka").spread.default(3.9, False) == ("normal", 0.3)


def test_hansen_parameters_of_drugs_are_less_certain_than_those_of_polymers() -> None:
    spreads = [
        [rule(kind, f"hansen_{part}").spread.verified[1] for part in ("dispersion", "polar", "hydrogen")] for kind in ("carrier", "drug")
    ]
    assert spreads == [[0.7, 1.5, 1.5], [1.0, 3.2, 2.4]]


@given(POSITIVE, st.floats(1.001, 1e4), st.floats(1.001, 1e4))
def test_a_log_normal_law_covers_the_whole_range_of_its_source(value: float, down: float, up: float) -> None:
    low, high = limits(value, factor(0.5).of_range(value, value / down, value * up, True))
    assert low <= value / down * (1 + 1e-9)
    assert high >= value * up * (1 - 1e-9)


@given(st.floats(-100, 100), st.floats(0.001, 50), st.floats(0.001, 50))
def test_a_normal_law_covers_the_whole_range_of_its_source(value: float, down: float, up: float) -> None:
    low, high = limits(value, shift(1.0).of_range(value, value - down, value + up, True))
    assert low <= value - down + 1e-9
    assert high >= value + up - 1e-9


def test_a_count_of_none_is_drawn_evenly_up_to_its_bound() -> None:
    assert RECEPTORS.spread.of_range(0, 0, 1000, True) == ("uniform", 0, 1000)


def test_a_range_that_begins_at_zero_counts_by_its_upper_end() -> None:
    assert RECEPTORS.spread.of_range(1000, 0, 5000, False) == ("lognormal", pytest.approx(math.log(5) / Z))


def test_a_negative_number_takes_a_normal_law_and_zero_none() -> None:
    assert factor(0.1).default(-20.0, True) == ("normal", 2.0)
    assert factor(0.1).default(0.0, True) == ("fixed",)
    assert factor(0.1).of_range(-5.0, -10.0, -1.0, True) == ("normal", pytest.approx(5 / Z))


def test_an_exact_number_is_its_own_range() -> None:
    assert limits(40.0, EXACT.default(40.0, True)) == (40.0, 40.0)
