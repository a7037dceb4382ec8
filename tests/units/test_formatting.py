"""Numbers and units as people read them, and that they read back."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from formulator.units import (
    UnitError,
    Value,
    axis_label,
    format_answer,
    format_bounds,
    format_estimate,
    format_full,
    format_interval,
    format_number,
    format_value,
    parse,
    table,
    unit_label,
)

NAMES = [str(row["name"]) for row in table()]
FINITE = st.floats(allow_nan=False, allow_infinity=False, min_value=-1e300, max_value=1e300).filter(lambda x: x == 0 or abs(x) > 1e-290)


@pytest.mark.parametrize(
    ("number", "sd", "shown"),
    [(10.7, 0.4, "10.7 ± 0.4"), (10.7, 0.41, "10.7 ± 0.4"), (10.72, 0.12, "10.72 ± 0.12"), (-4.1, 1.2, "−4.1 ± 1.2"),
     (99.96, 0.098, "99.96 ± 0.10"), (123456, 12, "123\u2009456 ± 12"), (13000, 500, "(1.30 ± 0.05)·10⁴"), (1300, 50, "1300 ± 50"),
     (1e-5, 2e-6, "(1.00 ± 0.20)·10⁻⁵"), (0, 0.3, "0.00 ± 0.30"), (5, 0.0, "5"), (5, math.inf, "5"),
     (1e12, 1e4, "(1.000000000 ± 0.000000010)·10¹²")],
)  # fmt: skip
def test_digits_follow_the_spread(number: float, sd: float, shown: str) -> None:
    assert format_number(number, sd) == shown


@pytest.mark.parametrize(
    ("number", "digits", "shown"),
    [(0, None, "0"), (1234, None, "1234"), (12345, None, "12\u2009345"), (123456.7, None, "123\u2009457"), (1234567, None, "1.235·10⁶"),
     (-3.14159, None, "−3.142"), (0.00123, None, "0.00123"), (0.000123, None, "1.23·10⁻⁴"), (1e9, None, "10⁹"), (-1e-9, None, "−10⁻⁹"),
     (9.99999, None, "10"), (99999.5, None, "100\u2009000"), (13000, 2, "1.3·10⁴"), (1, 2, "1.0"), (9.96, 2, "10"),
     (99.6, 2, "100"), (100, 3, "100"),
     (1234, 2, "1200"), (5e-324, 1, "5·10⁻³²⁴"), (math.inf, None, "∞"), (-math.inf, 3, "−∞"), (math.nan, None, "not a number")],
)  # fmt: skip
def test_a_number_is_written_for_people(number: float, digits: int | None, shown: str) -> None:
    assert format_number(number, digits=digits) == shown


@pytest.mark.parametrize(
    ("low", "high", "shown"),
    [(6.2, 10.9, "6.2–10.9"), (-12, 0, "−12 to 0"), (0.012, 45, "0.012–45"), (105, 131, "105–131"), (-0.3, 12, "−0.30 to 12"),
     (5, 5, "5"), (0, 0.2, "0–0.20"), (1.2e7, 9e8, "1.2·10⁷–9.0·10⁸"), (1, math.inf, "1 to ∞"),
     (4300, 23000, "4.3·10³–2.3·10⁴"), (63, 1.4e5, "6.3·10¹–1.4·10⁵"), (1.8e-6, 1.0, "1.8·10⁻⁶–1.00"), (0, 2e5, "0–2.0·10⁵"),
     (5.6, 9.5e5, "5.6·10⁰–9.5·10⁵"), (-3e4, 5, "−3.0·10⁴ to 5.0"),
     (0.9998, 1.0, "0.9998–1.0000"), (0.99993, 1.0, "1"), (0.9999999999999993, 1.0, "1")],
)  # fmt: skip
def test_an_interval_shows_two_digits_of_its_width(low: float, high: float, shown: str) -> None:
    assert format_interval(low, high) == shown


@pytest.mark.parametrize(
    ("low", "high", "shown"),
    [(0.001, 500, "0.001–500"), (300, 3e5, "300–300\u2009000"), (3e-10, 0.04, "3·10⁻¹⁰–4·10⁻²"), (1e-15, 1e-3, "10⁻¹⁵–10⁻³"),
     (-20, 100, "−20 to 100")],
)  # fmt: skip
def test_the_ends_of_a_chosen_range_have_no_zeros_behind_them(low: float, high: float, shown: str) -> None:
    assert format_bounds(low, high) == shown


def test_a_value_beside_its_interval_is_rounded_as_the_interval_is() -> None:
    assert format_estimate(8.412, 6.23, 10.91) == ("8.4", "6.2–10.9")
    assert format_estimate(0.0321, 0.012, 45) == ("0.032", "0.012–45")
    assert format_estimate(5.0, 5.0, 5.0) == ("5", "5")
    assert format_estimate(0.0, -1.0, 1.0)[0] == "0"


def test_the_decimal_sign_is_the_persons() -> None:
    assert format_number(10.7, 0.4, decimal=",") == "10,7 ± 0,4"
    assert format_interval(6.2, 10.9, decimal=",") == "6,2–10,9"
    assert format_value(Value(1234.5, "mg"), ",") == "1234,5 mg"


@pytest.mark.parametrize(
    ("spelling", "label"),
    [("1/nm^2", "nm⁻²"), ("mL", "mL"), ("um", "µm"), ("degC", "°C"), ("mg/mL", "mg/mL"), ("1/cell", "per cell"),
     ("1/particle", "per particle"), ("J/mol/K", "J mol⁻¹ K⁻¹"), ("um*cm/V/s", "µm·cm V⁻¹ s⁻¹"), ("MPa**0.5", "MPa½"),
     ("g/cm**3", "g/cm³"), ("", ""), ("%ID", "%ID"), ("J^0.5/cm^1.5", "J½/cm^1.5"), ("chains", "chains"), ("uM", "µM")],
)  # fmt: skip
def test_units_are_written_as_people_read_them(spelling: str, label: str) -> None:
    assert unit_label(spelling) == label


def test_an_axis_says_quantity_over_unit() -> None:
    assert axis_label("zeta", "mV") == "zeta / mV"
    assert axis_label("receptors", "1/cell") == "receptors per cell"
    assert axis_label("PDI", "") == "PDI"
    assert axis_label("feed", "mg/mL") == "feed / (mg/mL)"


def test_a_value_is_shown_with_number_unit_and_spread() -> None:
    assert format_value(Value(1.5, "1/nm^2")) == "1.5 nm⁻²"
    assert format_value(Value(0.14, "")) == "0.14"
    assert format_value(Value(1.2, "mg", sd=0.05)) == "(1.2 ± 0.05) mg"
    assert format_value(Value(1.2, "", sd=0.05)) == "1.2 ± 0.05"
    assert format_value(Value(1.234, "mg", sd=0.05), digits=2) == "(1.23 ± 0.05) mg"
    assert format_value(Value(13000, "nm", sd=500), digits=2) == "(1.30 ± 0.05)·10⁴ nm"
    assert format_value(Value(1.234, "", sd=0.05), digits=2) == "1.23 ± 0.05"
    assert format_value(Value(1.234, "mg"), digits=2) == "1.2 mg"
    assert format_value(Value(149.99999999999997, "mM")) == "150 mM"


@given(FINITE, st.sampled_from([name for name in NAMES if name not in ("degC", "K")]), st.sampled_from([".", ","]))
def test_what_is_shown_reads_back(number: float, name: str, decimal: str) -> None:
    value = Value(number, name)
    again = parse(format_value(value, decimal), name, decimal)
    assert again.unit == value.unit
    assert again.magnitude == pytest.approx(number, rel=1e-14)


@given(FINITE, st.floats(0, 1e6), st.sampled_from(["mg", "1/nm^2", "%", "1/cell"]), st.sampled_from([".", ","]))
def test_a_spread_reads_back_too(number: float, sd: float, name: str, decimal: str) -> None:
    if 0 < sd < 1e-290:
        sd = 0.0
    again = parse(format_value(Value(number, name, sd=sd), decimal), name, decimal)
    assert again.magnitude == pytest.approx(number, rel=1e-14)
    assert again.sd == pytest.approx(sd, rel=1e-14)


@given(st.floats(allow_nan=False, allow_infinity=False))
def test_a_copied_number_keeps_every_digit(number: float) -> None:
    assert float(format_full(number)) == number


@pytest.mark.parametrize(("x", "sd", "said"), [(1e308, 1.0, "10³⁰⁸ ± 1"), (5.0, 1e-40, "5 ± 10⁻⁴⁰"), (-1e30, 3.04, "−10³⁰ ± 3")])
def test_a_spread_that_is_finer_by_far_than_its_number_stands_as_it_is(x: float, sd: float, said: str) -> None:
    """To the place of the spread a number of 1e308 would have three hundred invented digits."""
    assert format_number(x, sd=sd) == said


@given(st.floats(allow_nan=False, allow_infinity=False), st.floats(min_value=0.0, exclude_min=True, allow_infinity=False))
def test_any_number_with_any_spread_is_written(x: float, sd: float) -> None:
    said = format_number(x, sd=sd)
    assert "±" in said and len(said) < 60


@given(st.floats(1e-6, 1e9), st.floats(1e-9, 1e6))
def test_a_shown_spread_is_never_read_as_another_power_of_ten(number: float, sd: float) -> None:
    again = parse(format_number(number, sd), "")
    assert again.sd == pytest.approx(sd, rel=0.2)
    assert again.magnitude == pytest.approx(number, abs=0.51 * max(sd, 1e-300) + 1e-12 * number)


@given(st.floats(1e-6, 1e9), st.floats(1.001, 1e4))
def test_both_ends_of_an_interval_keep_their_size(low: float, ratio: float) -> None:
    for shown, bound in zip(format_interval(low, low * ratio).split("–"), (low, low * ratio), strict=True):
        assert parse(shown, "").magnitude == pytest.approx(bound, rel=0.06)


def test_a_shown_number_that_is_not_finite_is_not_read() -> None:
    with pytest.raises(UnitError):
        parse(format_number(math.inf), "")


def test_an_answer_has_three_digits_at_most_whatever_its_interval() -> None:
    assert format_answer(8.412, 6.23, 10.91) == ("8.4", "6.2–10.9")
    assert format_answer(5785.24, 5785.0, 5785.5)[0] == "5790"
    assert format_answer(5.0, 5.0, 5.0) == ("5", "5")
