"""Conversions: exact where they can be, there and back without drift, and never from one kind into another."""

from __future__ import annotations

import itertools
import math
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from formulator.units import (
    UnitError,
    canonical,
    convert,
    dimension_words,
    dimensions,
    factor,
    from_si,
    kind,
    parse,
    si_unit,
    table,
    to_si,
    unit_label,
    units_for,
)
from formulator.units.spelling import unit
from formulator.units.table import ATOMS, HIDDEN, KINDS, NOUNS

QUANTITIES = [name for known in KINDS.values() for name in known.menu[:1]]
PAIRS = [(one, other) for name in QUANTITIES for one, other in itertools.permutations(units_for(name), 2)]

# SI Brochure, 9th edition (2019), doi:10.59161/AUEZ1291: prefixes, minute to day, litre, dalton-free molar masses,
# Celsius offset (2.3.4), elementary charge (table 1); IUPAC Gold Book: 1 cal(th) = 4.184 J, 1 atm = 101325 Pa, 1 P = 0.1 Pa s.
EXACT = [
    (2000, "ug", "mg", 2.0),
    (2, "mg", "ug", 2000.0),
    (150, "mM", "mol/m^3", 150.0),
    (0.15, "mol/L", "mM", 150.0),
    (5, "kDa", "g/mol", 5000.0),
    (5, "kg/mol", "Da", 5000.0),
    (1, "um^2/s", "m^2/s", 1e-12),
    (1, "um*cm/V/s", "m^2/V/s", 1e-8),
    (1, "mg/mL", "g/L", 1.0),
    (1, "g/cm^3", "kg/m^3", 1000.0),
    (1, "MPa^0.5", "J^0.5/cm^1.5", 1.0),
    (1, "1/nm^2", "1/um^2", 1e6),
    (1, "ag", "kg", 1e-21),
    (25, "degC", "K", 298.15),
    (298.15, "K", "degC", 25.0),
    (273.16, "K", "degC", 0.01),
    (37, "degC", "degC", 37.0),
    (180, "deg", "rad", math.pi),
    (1, "e", "C", 1.602176634e-19),
    (1, "kcal/mol", "kJ/mol", 4.184),
    (1, "atm", "Pa", 101325.0),
    (1, "cP", "mPa*s", 1.0),
    (1, "day", "h", 24.0),
    (1, "h", "s", 3600.0),
    (1, "angstrom", "nm", 0.1),
    (1, "L/mol/s", "1/M/s", 1.0),
    (1, "mL/min", "m^3/s", 1e-6 / 60),
    (1, "mC/m^2", "C/m^2", 1e-3),
    (1, "mN/m", "mJ/m^2", 1.0),
    (1, "pN*nm", "zJ", 1.0),
    (14, "%", "", 0.14),
    (0.14, "", "percent", 14.0),
    (1, "kPa^0.5", "Pa^0.5", math.sqrt(1000)),
    (1, "mg/g", "mg/mg", 1e-3),
]


@pytest.mark.parametrize(("number", "one", "other", "expected"), EXACT)
def test_known_conversions(number: float, one: str, other: str, expected: float) -> None:
    got = convert(float(number), one, other)
    assert abs(got - expected) <= math.ulp(expected)


def test_there_are_at_least_thirty_quantities_with_all_their_units() -> None:
    assert len(QUANTITIES) >= 30
    assert len(PAIRS) > 400


@pytest.mark.parametrize("quantity", QUANTITIES, ids=lambda name: name or "number")
def test_there_and_back_through_all_units_of_a_quantity_is_the_same(quantity: str) -> None:
    for one, other in itertools.permutations(units_for(quantity), 2):
        for number in (1.0, 2.0, 0.3, 1234.567, 6.02214076e23, 3e-9):
            assert convert(convert(number, one, other), other, one) == pytest.approx(number, rel=1e-12)


@given(st.floats(1e-30, 1e30), st.sampled_from([pair for pair in PAIRS if "degC" not in pair]))
def test_a_conversion_is_right_to_two_units_in_the_last_place(number: float, pair: tuple[str, str]) -> None:
    one, other = pair
    exact = Fraction(number) * unit(one).factor / unit(other).factor
    assert abs(convert(number, one, other) - float(exact)) <= 2 * math.ulp(float(exact))


@pytest.mark.parametrize(("one", "other"), [("ug", "mg"), ("mg", "ug"), ("min", "h"), ("degC", "K"), ("K", "degC")])
def test_arrays_convert_as_their_numbers_do(one: str, other: str) -> None:
    numbers = np.array([1.0, 20.0, 300.0])
    got = convert(numbers, one, other)
    assert isinstance(got, np.ndarray)
    assert got == pytest.approx([convert(float(number), one, other) for number in numbers], rel=1e-12)


NEVER = ["", "wt%", "mol%", "vol%", "%w/v", "%ID", "mg/mg", "mol/mol", "mL/mL", "mg/kg", "ppm", "chains", "1/particle",
         "1/cell", "bp", "nt", "pH", "kT", "deg", "1/mL", "1/nm^2", "rpm", "Hz", "1/s", "xg", "mM", "mg/mL", "J", "kJ/mol",
         "mOsm/kg", "mOsm/L", "EU/mL", "IU/mL", "%ID/mL", "%ID/g"]  # fmt: skip


@pytest.mark.parametrize("one", NEVER)
def test_kinds_never_interchange(one: str) -> None:
    for other in NEVER:
        if other == one:
            continue
        assert kind(one) != kind(other)
        with pytest.raises(UnitError, match="cannot be said as"):
            convert(1.0, one, other)
        with pytest.raises(UnitError, match="cannot be said as"):
            factor(one, other)


def test_a_refused_conversion_names_both_sides() -> None:
    with pytest.raises(UnitError, match=r"'nm' is a length. It cannot be said as a mass \(mg\)."):
        convert(1.0, "nm", "mg")
    with pytest.raises(UnitError, match="A number without a unit is a plain number. It cannot be said as a length"):
        convert(1.0, "", "nm")
    with pytest.raises(UnitError, match="It cannot be said as a plain number."):
        convert(1.0, "wt%", "")


def test_a_number_that_becomes_infinite_is_refused() -> None:
    with pytest.raises(UnitError, match="too large"):
        convert(1e308, "g", "pg")
    assert convert(math.inf, "g", "pg") == math.inf


@pytest.mark.parametrize("row", table(), ids=lambda row: str(row["name"]))
def test_every_unit_of_the_table_is_sound(row: dict[str, object]) -> None:
    name = str(row["name"])
    assert canonical(name) == name
    assert canonical(unit_label(name)) == name
    assert row["kind"] == kind(name)
    assert isinstance(row["aliases"], list)
    for alias in row["aliases"]:
        assert canonical(alias) == name
    assert convert(1.0, name, str(row["si"])) == pytest.approx(float(str(row["factor"])) + float(str(row["offset"])), rel=1e-15)
    assert to_si(1.0, name) == convert(1.0, name, si_unit(name))
    assert from_si(to_si(7.0, name), name) == pytest.approx(7.0, rel=1e-15)
    assert name in units_for(name)
    assert dimension_words(name)[:2] in ("a ", "an")


@pytest.mark.parametrize("row", [row for row in table() if row["name"]], ids=lambda row: str(row["name"]))
def test_every_unit_of_the_table_can_be_typed(row: dict[str, object]) -> None:
    name = str(row["name"])
    for spelled in (name, unit_label(name)):
        value = parse(f"5 {spelled}", name)
        assert (value.magnitude, value.unit) == (5.0, name)


def test_no_nominal_name_hides_a_unit() -> None:
    assert not set(HIDDEN) & (set(ATOMS) | set(NOUNS))
    assert len({known.dimension for known in KINDS.values()}) == len(KINDS)


@pytest.mark.parametrize(
    ("spelling", "expected"),
    [("g/cm**3", "g/cm^3"), ("1/nm**2", "1/nm^2"), ("nm⁻²", "1/nm^2"), ("percent", "%"), ("Da", "g/mol"), ("kDa", "kg/mol"),
     ("M", "mol/L"), ("um**2/s", "um^2/s"), ("MPa**0.5", "MPa^0.5"), ("percent/mL", "%ID/mL"), ("kg m^-1 s^-1", "kg/m/s"),
     ("nm*nm", "nm^2"), ("", ""), ("1", ""), ("ligands/particle", "1/particle"), ("chain", "chains"), ("µm", "um")],
)  # fmt: skip
def test_one_unit_has_one_name(spelling: str, expected: str) -> None:
    assert canonical(spelling) == expected


@pytest.mark.parametrize(
    ("spelling", "expected"),
    [("nm", "m"), ("mg/mL", "kg/m^3"), ("wt%", "wt"), ("%", ""), ("1/cell", "1/cell"), ("mM", "mol/m^3"), ("mV", "V"),
     ("degC", "K"), ("g/mol", "kg/mol"), ("um*cm/V/s", "m^2/V/s"), ("mg/kg", "bodydose"), ("kg*m", "kg*m"), ("MPa^0.5", "Pa^0.5")],
)  # fmt: skip
def test_the_si_unit_is_the_one_with_factor_one(spelling: str, expected: str) -> None:
    assert si_unit(spelling) == expected
    assert convert(1.0, expected, si_unit(spelling)) == 1.0


def test_dimensions_leave_out_what_is_only_nominal() -> None:
    assert dimensions("mV") == {"mass": 1, "length": 2, "time": -3, "current": -1}
    assert dimensions("MPa**0.5") == {"mass": 0.5, "length": -0.5, "time": -1}
    assert dimensions("J/mol/K") == {"mass": 1, "length": 2, "time": -2, "amount": -1, "temperature": -1}
    assert dimensions("%ID/mL") == {"length": -3}
    assert dimensions("1/cell") == {}


def test_a_product_without_a_name_still_has_a_kind_and_a_menu() -> None:
    assert kind("mg/mL/h") == kind("g/L/s") == "kg/m^3/s"
    assert dimension_words("kg*m") == "a quantity in kg*m"
    assert units_for("kg*m") == ("kg*m",)
    assert units_for("mmol/m^3")[-1] == "mmol/m^3"
    assert factor("degC", "K") == 1.0


@pytest.mark.parametrize("spelling", ["furlong", "nm^", "/", "nm/(um", "x" * 81, "mg*kg/mg/kg", "1/mg/mg*mg", "NP^2", "*mg", "mg*"])
def test_an_unknown_unit_is_refused(spelling: str) -> None:
    with pytest.raises(UnitError, match="is not a unit of the list"):
        canonical(spelling)


# Every unit that tables and model cards of this field use.
OF_THE_FIELD = """
    K degC mPa*s Pa*s nm um mm cm m nm^2 nm^3 nm**2 nm**3 um**2/s nm**2/s m^2/s mol/L mM uM nM pM mol/m^3 mol/m**3 g/cm**3
    kg/m**3 kg/m**2 g/mol kg/mol Da kDa ag pg ng ug mg g kg mg/mL ug/mL ug/uL mg/mg uL mL L mL/min 1/mL 1/nm**2 1/um^2
    MPa**0.5 cm**3/mol J/mol kJ/mol J/mol/K C/m**2 mC/m^2 mV V um*cm/V/s L/mol L/mol/s 1/s 1/min 1/h 1/day s min h day deg
    cm/s 1/cm percent percent/mL % %ID wt% mol% vol% mg/kg mg/m^2 ppm umol/L nmol mS/cm mOsm/kg EU/mL J kT mN/m W/kg rpm e
    bp nt chains pH 1/particle 1/cell F/m**2 mL/g
"""


def test_the_units_of_the_field_are_known() -> None:
    for spelling in OF_THE_FIELD.split():
        name = canonical(spelling)
        assert canonical(name) == name
        assert canonical(unit_label(name)) == name
