"""What a scientist types, and what it means."""

from __future__ import annotations

import pytest

from formulator.units import UnitError, parse

LIGAND_DENSITY = ("mol%", "wt%", "1/particle", "1/nm^2", "1/um^2")

READ = [
    ("1e5 /cell", "1/cell", 1e5, "1/cell"),
    ("10^5 per cell", "1/cell", 1e5, "1/cell"),
    ("10⁵", "1/cell", 1e5, "1/cell"),
    ("5 x 10^5 receptors/cell", "1/cell", 5e5, "1/cell"),
    ("1.3·10⁴ per cell", "1/cell", 1.3e4, "1/cell"),
    ("1.3*10**4/cell", "1/cell", 1.3e4, "1/cell"),
    ("0.1 chains/nm²", "1/nm^2", 0.1, "1/nm^2"),
    ("0.5 per nm2", "1/nm^2", 0.5, "1/nm^2"),
    ("0.5 nm**-2", "1/nm^2", 0.5, "1/nm^2"),
    ("100 ligands per particle", "1/particle", 100, "1/particle"),
    ("1e9 particles/mL", "1/mL", 1e9, "1/mL"),
    ("1e9 cells mL-1", "1/mL", 1e9, "1/mL"),
    ("2.0e3", "nm", 2000, "nm"),
    (".5 mg", "mg", 0.5, "mg"),
    ("5. mg", "mg", 5, "mg"),
    ("½", "mg", 0.5, "mg"),
    ("1½ mg", "mg", 1.5, "mg"),
    ("1 ⅓ mg", "mg", 4 / 3, "mg"),
    ("-½ mV", "mV", -0.5, "mV"),
    ("–12 mV", "mV", -12, "mV"),
    ("- 12 mV", "mV", -12, "mV"),
    ("12h", "h", 12, "h"),
    ("24 hrs", "h", 24, "h"),
    ("0.5 h-1", "1/h", 0.5, "1/h"),
    ("37 ℃", "degC", 37, "degC"),
    ("37 C", "degC", 37, "degC"),
    ("37 deg C", "degC", 37, "degC"),
    ("37 degrees Celsius", "degC", 37, "degC"),
    ("310.15 K", "degC", 310.15, "K"),
    ("5 mcg", "mg", 5, "ug"),
    ("5 ㎎", "mg", 5, "mg"),
    ("５，５ ｍｇ", "mg", 5.5, "mg"),
    ("5 mg mL⁻¹", "mg/mL", 5, "mg/mL"),
    ("5 mg per ml", "mg/mL", 5, "mg/mL"),
    ("2 mg kg-1", "mg/kg", 2, "mg/kg"),
    ("10 % w/w", "wt%", 10, "wt%"),
    ("10 w/w %", "wt%", 10, "wt%"),
    ("10 Wt. %", "wt%", 10, "wt%"),
    ("10 mole percent", "mol%", 10, "mol%"),
    ("10 % (v/v)", "vol%", 10, "vol%"),
    ("5 % w/v", "%w/v", 5, "%w/v"),
    ("0.7 % of the injected dose", "%ID", 0.7, "%ID"),
    ("0.7 % ID/g", "%ID/g", 0.7, "%ID/g"),
    ("3 percent/mL", "%ID/mL", 3, "%ID/mL"),
    ("0.2 w/w", "mg/mg", 0.2, "mg/mg"),
    ("pH=7,4", "pH", 7.4, "pH"),
    ("7.4 pH", "pH", 7.4, "pH"),
    ("20 kT", "kT", 20, "kT"),
    ("20 k_B T", "kT", 20, "kT"),
    ("20 MPa½", "MPa^0.5", 20, "MPa^0.5"),
    ("20 MPa^(1/2)", "MPa^0.5", 20, "MPa^0.5"),
    ("-3 µm·cm/(V·s)", "um*cm/V/s", -3, "um*cm/V/s"),
    ("-3 um cm/Vs", "um*cm/V/s", -3, "um*cm/V/s"),
    ("70 J/(mol K)", "J/mol/K", 70, "J/mol/K"),
    ("1e5 M⁻¹ s⁻¹", "L/mol/s", 1e5, "1/M/s"),
    ("1e5 1/(M s)", "L/mol/s", 1e5, "1/M/s"),
    ("2000 x g", "xg", 2000, "xg"),
    ("2000 g", "xg", 2000, "xg"),
    ("2000 g", "mg", 2000, "g"),
    ("5 kDa", "g/mol", 5, "kg/mol"),
    ("5 Da", "kg/mol", 5, "g/mol"),
    ("0.3 Osm/kg", "mOsm/kg", 0.3, "Osm/kg"),
    ("0.5 EU/mL", "EU/mL", 0.5, "EU/mL"),
    ("5 \u212b", "nm", 5, "angstrom"),
    ("5 micron", "nm", 5, "um"),
    ("2.1 mg\r\n", "mg", 2.1, "mg"),
    ("10 %", "wt%", 10, "wt%"),
    ("10 %", ("%", "vol%"), 10, "%"),
    ("10 %", "", 10, "%"),
    ("10", LIGAND_DENSITY, 10, "mol%"),
    ("10 per particle", LIGAND_DENSITY, 10, "1/particle"),
    ("0.2 mg/mg", ("mg", "mg/mg"), 0.2, "mg/mg"),
    ("5", ["mg"], 5, "mg"),
    ("150 chains", "chains", 150, "chains"),
]


@pytest.mark.parametrize(("text", "unit", "magnitude", "spelled"), READ)
def test_text_is_read(text: str, unit: str | tuple[str, ...], magnitude: float, spelled: str) -> None:
    value = parse(text, unit)
    assert value.magnitude == pytest.approx(magnitude, rel=4e-16)
    assert value.unit == spelled
    assert value.typed == text


SUMS = [
    ("=2*3.5 mg", 7.0),
    ("= 2*(3.5+1) mg", 9.0),
    ("=0.1+0.2 mg", 0.3),
    ("=3 - -2 mg", 5.0),
    ("=-(1+1)*2", -4.0),
    ("=2,5*2 mg", 5.0),
    ("=1 000/4 mg", 250.0),
    ("=2×10^3 mg", 2000.0),
    ("=6/(2*10^3) mg", 0.003),
    ("=1e3/3 mg", 1000 / 3),
    ("=1-1 mg", 0.0),
    ("=10^2 ug", 100.0),
    ("=5 mg", 5.0),
]


@pytest.mark.parametrize(("text", "result"), SUMS)
def test_a_sum_is_worked_out_exactly(text: str, result: float) -> None:
    assert parse(text, "mg").magnitude == pytest.approx(result, rel=4e-16)


def test_a_stroke_before_a_unit_ends_the_sum() -> None:
    assert parse("=2*10^3/mL", "1/mL").magnitude == 2000
    assert parse("=2*3 1/nm^2", "1/nm^2").magnitude == 6


SPREADS = [
    ("1.20 ± 0.05 mg", 1.2, 0.05, "mg"),
    ("(1.20 +/- 0.05) mg", 1.2, 0.05, "mg"),
    ("( 1.20 ± 0.05 ) mg", 1.2, 0.05, "mg"),
    ("1.20+-0.05 mg", 1.2, 0.05, "mg"),
    ("1.20 mg ± 0.05 mg", 1.2, 0.05, "mg"),
    ("1.20 mg ± 0.05", 1.2, 0.05, "mg"),
    ("1.20 mg ± 50 ug", 1.2, 0.05, "mg"),
    ("-1.2 mg ± 10 %", -1.2, 0.12, "mg"),
    ("(1.2 ± 0.1)·10⁵ mg", 1.2e5, 1e4, "mg"),
    ("1.2×10^5 ± 0.1×10^5 mg", 1.2e5, 1e4, "mg"),
    ("1.2e5 ± 1e4 mg", 1.2e5, 1e4, "mg"),
    ("5 ± 0 mg", 5.0, 0.0, "mg"),
]


@pytest.mark.parametrize(("text", "magnitude", "sd", "spelled"), SPREADS)
def test_a_spread_is_kept_in_the_unit_of_the_value(text: str, magnitude: float, sd: float, spelled: str) -> None:
    value = parse(text, "mg")
    assert (value.magnitude, value.unit) == (pytest.approx(magnitude), spelled)
    assert value.sd == pytest.approx(sd, rel=1e-15)


def test_a_spread_of_a_percentage_is_in_its_points() -> None:
    assert parse("30 % ± 10 %", "%").sd == 10
    assert parse("30 ± 10 %", "%").sd == 10


def test_a_spread_of_a_temperature_is_not_shifted() -> None:
    assert parse("37 °C ± 1 K", "degC").sd == 1
    assert parse("37 ± 1 °C", "degC").sd_in("K") == 1


def test_a_bare_percent_is_asked_about_where_several_percentages_are_taken() -> None:
    with pytest.raises(UnitError, match="10 mol% or 10 wt%") as asked:
        parse("10 %", LIGAND_DENSITY)
    assert [(value.magnitude, value.unit) for value in asked.value.candidates] == [(10, "mol%"), (10, "wt%")]
    assert all(value.typed == "10 %" for value in asked.value.candidates)


def test_an_ambiguous_sum_is_asked_about_with_both_results() -> None:
    with pytest.raises(UnitError, match="2.468 mg or 2468 mg") as asked:
        parse("=1,234*2 mg", "mg")
    assert [value.magnitude for value in asked.value.candidates] == [2.468, 2468]


def test_number_and_percent_ambiguity_gives_every_reading() -> None:
    with pytest.raises(UnitError, match="several ways") as asked:
        parse("1,234 %", LIGAND_DENSITY)
    assert len(asked.value.candidates) == 4


def test_readings_that_agree_are_not_asked_about() -> None:
    assert parse("=1,234*0 mg", "mg").magnitude == 0


def test_the_question_uses_the_decimal_sign_of_the_person() -> None:
    with pytest.raises(UnitError, match="1,234 mg or 1234 mg"):
        parse("1.234 mg", "mg", ",")
