"""The corpus of typed text: what must be read, what may be refused, and that nothing is ever misread or slow."""

from __future__ import annotations

import json
import time
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from formulator.units import UnitError, parse

CASES: list[dict[str, Any]] = json.loads((Path(__file__).parent / "quantity_corpus.json").read_text("utf-8"))["cases"]


def _name(case: dict[str, Any]) -> str:
    return ascii(case["text"][:24]) + case["decimal"] + case["unit"]


@pytest.mark.parametrize("case", CASES, ids=_name)
def test_every_case_is_read_right_or_refused_where_it_may_be(case: dict[str, Any]) -> None:
    try:
        value = parse(case["text"], case["unit"], case["decimal"])
    except UnitError:
        assert case["may_refuse"] or not case["allowed"]
        return
    assert value.typed == case["text"]
    assert any(value.to(case["unit"]) == pytest.approx(allowed, rel=4e-16) for allowed in case["allowed"])


@pytest.mark.parametrize("case", CASES, ids=_name)
def test_no_case_takes_longer_than_ten_milliseconds(case: dict[str, Any]) -> None:
    taken = []
    for _ in range(3):
        start = time.thread_time()
        try:
            parse(case["text"], case["unit"], case["decimal"])
        except UnitError as refused:
            assert refused.args
        taken.append(time.thread_time() - start)
    assert min(taken) < 0.010


LOCALES = {
    "2.1": (2.1, 2.1),
    "2,1": (2.1, 2.1),
    "1e-9": (1e-9, 1e-9),
    "1,5e3": (1500.0, 1500.0),
    "1.5e3": (1500.0, 1500.0),
    "1.234,5": (1234.5, 1234.5),
    "1,234.5": (1234.5, 1234.5),
    "1 234,5": (1234.5, 1234.5),
    "1 234.5": (1234.5, 1234.5),
    "1\u202f234,5": (1234.5, 1234.5),
    "1\u2009234.5": (1234.5, 1234.5),
    "1'234.5": (1234.5, 1234.5),
    "1’234,5": (1234.5, 1234.5),
    "1.234": (1.234, None),
    "1,234": (None, 1.234),
    "-1,234e2": (None, -123.4),
    "1.500": (1.5, None),
    "1,500": (None, 1.5),
    "1 500": (1500.0, 1500.0),
    "1'500": (1500.0, 1500.0),
    "1 234,567": (None, 1234.567),
    "1 234.567": (1234.567, None),
    "1234,567": (1234.567, 1234.567),
    "0,500": (0.5, 0.5),
    "1.234.567": (1234567.0, 1234567.0),
    "1,234,567": (1234567.0, 1234567.0),
    "1.234.567,8": (1234567.8, 1234567.8),
    "−3": (-3.0, -3.0),
    "−1": (-1.0, -1.0),
    "1e-3": (0.001, 0.001),
    ",5": (0.5, 0.5),
}


@pytest.mark.parametrize("text", LOCALES)
@pytest.mark.parametrize("decimal", [".", ","])
def test_both_decimal_signs_mean_the_same_number_or_are_asked_about(text: str, decimal: str) -> None:
    expected = LOCALES[text][decimal == ","]
    if expected is None:
        with pytest.raises(UnitError, match="two ways") as asked:
            parse(text + " nM", "nM", decimal)
        one, thousand = asked.value.candidates
        assert thousand.magnitude == pytest.approx(1000 * one.magnitude)
        assert one.typed == text + " nM"
    else:
        assert parse(text + " nM", "nM", decimal).magnitude == pytest.approx(expected, rel=4e-16)


@pytest.mark.parametrize("decimal", [".", ","])
def test_a_molar_power_of_ten_is_three_nanomolar_in_every_locale(decimal: str) -> None:
    value = parse("3 × 10^-9 M", "nM", decimal)
    assert value.unit == "mol/L"
    assert value.to("nM") == pytest.approx(3.0, rel=4e-16)


def test_an_own_decimal_sign_is_never_ambiguous() -> None:
    assert parse("1.234 mg", "mg", ".").magnitude == 1.234
    assert parse("1,234 mg", "mg", ",").magnitude == 1.234


def test_any_other_locale_sign_counts_as_a_point() -> None:
    assert parse("1.234", "mg", "\u066b").magnitude == 1.234


def _grouped(whole: str, mark: str) -> str:
    first = len(whole) % 3 or 3
    return mark.join([whole[:first], *(whole[at : at + 3] for at in range(first, len(whole), 3))])


@given(
    st.integers(0, 10**12),
    st.text("0123456789", max_size=6),
    st.sampled_from(["", " ", "'", "\u2009", "\u202f", "\u00a0", "."]),
    st.sampled_from([".", ","]),
    st.integers(-12, 12),
    st.sampled_from(["", "e{}", "·10^{}", " × 10^{}"]),
    st.sampled_from(["", "-", "−", "+"]),
)
def test_a_number_with_a_decimal_comma_is_that_number_or_asked_about(
    whole: int, part: str, mark: str, decimal: str, power: int, scientific: str, sign: str
) -> None:
    digits = f"{_grouped(str(whole), mark) if mark else whole}{',' if part else ''}{part}"
    expected = float(f"{'-' if sign in ('-', '−') else ''}{whole}.{part or 0}e{power if scientific else 0}")
    try:
        value = parse(sign + digits + scientific.format(power), "mg", decimal)
    except UnitError as asked:
        # Only 1,234 read by a person with a decimal point, and 1.234 by one with a comma, have two readings.
        assert (decimal == "." and len(part) == 3) or (decimal == "," and mark == "." and not part and 10**3 <= whole < 10**6)
        assert expected in [candidate.magnitude for candidate in asked.candidates]
    else:
        single_group = mark == "." and not part and 10**3 <= whole < 10**6
        if not (single_group and decimal == "."):
            assert value.magnitude == expected
