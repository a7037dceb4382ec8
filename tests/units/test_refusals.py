"""What is refused, and that every refusal says what the text is and what would be accepted."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from formulator.units import UnitError, Value, canonical, parse

REFUSED = [
    ("5 nm", "mg", "is a length. A mass is needed here, such as 5 mg."),
    ("5 mg", "nm", "is a mass. A length is needed here, such as 5 nm."),
    ("5 – 10 nm", "nm", "is a range"),
    ("5-10 nm", "nm", "is a range"),
    ("5 to 10 nm", "nm", "is a range"),
    ("5 nm - 10 nm", "nm", "is a range"),
    ("5 nm to 10 nm", "nm", "is a range"),
    ("<5 nm", "nm", "is a bound"),
    ("≥ 5 nm", "nm", "is a bound"),
    ("about 5 nm", "nm", "is a bound"),
    ("ca. 5 nm", "nm", "is a bound"),
    ("", "nm", "holds no number"),
    ("  ", "nm", "holds no number"),
    ("nm", "nm", "no number"),
    ("room temperature", "degC", "no number"),
    ("nan mg", "mg", "no number"),
    ("inf", "mg", "no number"),
    ("٣ nm", "nm", "no number"),
    ("--5 mV", "mV", "no number"),
    ("±5 nm", "nm", "no number"),
    ("5 ± -1 nm", "nm", "no number"),
    ("1e400 mg", "mg", "too large"),
    ("1e309 mg", "mg", "too large"),
    ("1e-400 mg", "mg", "too small"),
    ("1e999999 mg", "mg", "out of range"),
    ("1e401 mg", "mg", "out of range"),
    ("5²", "nm", "only powers of ten"),
    ("2^3 nm", "nm", "only powers of ten"),
    ("9**9**9 nm", "nm", "only powers of ten"),
    ("10**10**10 mg", "mg", "no unit that is known"),
    ("10^5.5 /cell", "1/cell", "no unit that is known"),
    ("1.3·10⁴3 mg", "mg", "no unit that is known"),
    ("10⁻ mg", "mg", "no unit that is known"),
    ("5 nm²3", "nm^2", "no unit that is known"),
    ("5 mg1", "mg", "no unit that is known"),
    ("1 00 mg", "mg", "no unit that is known"),
    ("0 500 mg", "mg", "unusual"),
    ("1 000'000 mg", "mg", "unusual"),
    ("1 234,567.8 mg", "mg", "two ways at once"),
    ("12,34,567 mg", "mg", "groups of three"),
    ("1,2.3,4 mg", "mg", "no known order"),
    ("5, mg", "mg", "nothing follows"),
    ("1:10", "mg/mg", "starts with '='"),
    ("3 x 10-9 M", "nM", "3e-9"),
    ("3/4 mg", "mg", "starts with '='"),
    ("2 × 3 mg", "mg", "starts with '='"),
    ("1 h 30 min", "h", "no unit that is known"),
    ("5 mM NaCl", "mM", "no unit that is known"),
    ("5 NM", "nm", "capitals matter: nm"),
    ("5 Ml", "mL", "capitals matter: mL"),
    ("1.20(5) mg", "mg", "no unit that is known"),
    ("1_000 mg", "mg", "no unit that is known"),
    ("0x10 mg", "mg", "starts with '='"),
    ("98.6 °F", "degC", "no unit that is known"),
    ("5 W/m K", "W/kg", "two ways; write J/mol/K"),
    ("5 m^9", "m", "up to 6"),
    ("5 m^0", "m", "up to 6"),
    ("5 nm/um", "nm", "cancel"),
    ("5 wt%/nm", "wt%", "stands alone"),
    ("5 nm^2/chain", "nm^2", "no unit that is known"),
    ("5 mg chains", "mg", "no unit that is known"),
    ("5 chains*ligands/nm^2", "1/nm^2", "no unit that is known"),
    ("5 mg/", "mg", "no unit that is known"),
    ("5 mg//mL", "mg/mL", "no unit that is known"),
    ("5 (mg", "mg", "no unit that is known"),
    ("5 mg)", "mg", "no unit that is known"),
    ("5 ()", "mg", "no unit that is known"),
    ("5 (((mg)))", "mg", "no unit that is known"),
    ("5 mg*1/mL", "mg/mL", "no unit that is known"),
    ("5 1", "mg", "no unit that is known"),
    ("5 1", "", "no unit that is known"),
    ("5 []", "", "no unit that is known"),
    ("5 " + "a" * 100, "mg", "no unit that is known"),
    ("37°", "degC", "is an angle"),
    ("1e5 cells", "1/cell", "is a count of things"),
    ("150 chains", "", "is a count of things"),
    ("2000 x g", "mg", "relative centrifugal force"),
    ("5 rpm", "1/s", "rotation speed"),
    ("5 IU", "mg", "international units"),
    ("20 %", "mg/mg", "is a plain percentage. A mass ratio is needed here"),
    ("20 wt%", "mg/mg", "is a mass percentage"),
    ("5 % w/v", "mg/mL", "1 % w/v is 10 mg/mL"),
    ("7.4 pH", "mg", "is a pH"),
    ("20 bp", "nt", "base pairs"),
    ("5 kT", "J", "an energy in kT"),
    ("5 mg/mL/h", "mg", "a quantity in mg/mL/h"),
    ("5 wt", "wt%", "no unit that is known"),
    ("5 massratio", "mg/mg", "no unit that is known"),
    ("-300 °C", "degC", "absolute zero"),
    ("-1 K", "K", "absolute zero"),
    ("1.2 ± 0.1 ×10^5 /cell", "1/cell", "write"),
    ("5 ± 1 ± 2 nm", "nm", "no spread can stand"),
    ("=5 ± 1 nm", "nm", "no spread can stand"),
    ("5 nm ± 1 mg", "nm", "is not a length"),
    ("25 °C ± 10 %", "degC", "is not a temperature"),
    ("(5) nm", "nm", "a sum starts with"),
    ("(5 ± 1 nm", "nm", "not closed"),
    ("=1/0 nm", "nm", "divides by zero"),
    ("=2**3 nm", "nm", "only powers of ten"),
    ("=6/2*10^3 nm", "nm", "two ways"),
    ("=" + "(" * 40 + "1" + ")" * 40, "nm", "too deep"),
    ("=(1+2 nm", "nm", "not closed"),
    ("=1+2) nm", "nm", "never opened"),
    ("=1e300*1e300 nm", "nm", "out of range"),
    ("=1e300+1e300*1e10 nm", "nm", "too large"),
    ("=2 mg + 3 mg", "mg", "no unit that is known"),
    ("=__import__('os')", "nm", "no number"),
    ("=", "nm", "no number"),
    ("5\nmg", "mg", "hidden character U+000A"),
    ("5\x00 mg", "mg", "hidden character U+0000"),
    ("\u202e5 mg", "mg", "hidden character U+202E"),
    ("5\u200b000 mg", "mg", "hidden character U+200B"),
    ("5 \ud800", "mg", "hidden character U+D800"),
    ("5 \ue000", "mg", "hidden character U+E000"),
    ("9" * 201, "mg", "too long"),
]


@pytest.mark.parametrize(("text", "unit", "reason"), REFUSED, ids=lambda part: ascii(part)[:30])
def test_a_refusal_names_text_reason_and_what_is_accepted(text: str, unit: str, reason: str) -> None:
    with pytest.raises(UnitError) as refused:
        parse(text, unit)
    message = str(refused.value)
    assert reason in message
    if text.isprintable():
        assert message.startswith(f"'{text[:40]}")
    if "absolute zero" not in reason:
        assert "is needed here, such as" in message
        assert canonical(unit) in message
    assert message.endswith(".")
    message.encode("utf-8")


def test_a_refusal_names_every_kind_that_a_field_takes() -> None:
    with pytest.raises(UnitError) as refused:
        parse("5 nm", ("mol%", "wt%", "1/particle", "1/nm^2", "1/um^2"))
    assert "A mole percentage, a mass percentage, a number per particle or a number per area is needed here" in str(refused.value)
    assert "5 mol%, 5 wt%, 100 per particle (1/particle) or 5 nm⁻² (1/nm^2)." in str(refused.value)


def test_a_field_that_takes_an_unknown_unit_or_none_is_said_so() -> None:
    with pytest.raises(UnitError, match="'furlong' is not a unit of the list"):
        parse("5", "furlong")
    with pytest.raises(UnitError, match="at least one unit"):
        parse("5", ())


@given(st.text(max_size=60), st.sampled_from(["mg", "nm", "", "1/cell", "degC", "wt%"]), st.sampled_from([".", ","]))
def test_any_text_is_read_or_refused_in_words(text: str, unit: str, decimal: str) -> None:
    try:
        value = parse(text, unit, decimal)
    except UnitError as refused:
        assert str(refused).endswith(".")
        str(refused).encode("utf-8")
    else:
        assert isinstance(value, Value)
        assert value.typed == text


@given(st.text(alphabet="0123456789.,eE+-*/()=±^% ·×⁻⁹½'mgnLdC\u2009\u2212", max_size=30))
def test_text_that_looks_like_a_quantity_is_read_or_refused_in_words(text: str) -> None:
    try:
        assert parse(text, ("mg", "%", "1/mL")).typed == text
    except UnitError as refused:
        assert str(refused).endswith(".")
