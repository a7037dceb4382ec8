"""calc and units."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from formulator import calculators

from .conftest import Run

DEBYE = ("calc", "debye_length", "ionic_strength=150 mM", "temperature=25 degC", "relative_permittivity=78.3")


def test_calc_lists_every_model(run: Run) -> None:
    table = run("calc", "--list").out
    listed = run("calc", "--list", "--json").data
    assert {entry["model"] for entry in listed} == set(calculators.models())
    assert all(name in table for name in calculators.models())
    assert run("calc").out == table


def test_calc_lists_the_arguments_of_one_model(run: Run) -> None:
    said = run("calc", "debye_length", "--list").out
    for part in ("λ_D", "ionic_strength", "temperature", "degC"):
        assert part in said
    assert [entry["name"] for entry in run("calc", "debye_length", "--list", "--json").data["arguments"]] == [
        "temperature",
        "relative_permittivity",
        "ionic_strength",
    ]


def test_calc_answers_with_unit_and_grade(run: Run) -> None:
    """0.304 nm / sqrt(I in mol/L) at 25 °C: Israelachvili, Intermolecular and Surface Forces, 3rd edition, section 14.14."""
    said = run(*DEBYE)
    assert said.code == 0
    assert said.out == "debye_length = 0.784455 nm   ◕ law\n"
    data = run(*DEBYE, "--json").data
    assert set(data) == {"model", "value", "unit", "low", "high", "grade", "flags", "sources"}
    assert data["value"] == pytest.approx(0.304 / 0.150**0.5, rel=2e-3)
    assert (data["unit"], data["grade"], data["flags"]) == ("nm", "LAW", [])


def test_calc_says_the_result_in_another_unit_of_its_kind_only(run: Run) -> None:
    assert run(*DEBYE, "--unit", "um").out.startswith("debye_length = 7.84455·10⁻⁴ µm")
    run(*DEBYE, "--unit", "mg").refuses(2, "debye_length gives a length", "nm", "'mg'")
    run(*DEBYE, "--unit", "zz").refuses(2, "'zz'")


def test_options_may_stand_before_the_arguments(run: Run) -> None:
    assert run("calc", "debye_length", "--unit", "nm", *DEBYE[2:]).out == run(*DEBYE).out


def test_leaving_the_range_is_noted_and_strict_exits_4(run: Run) -> None:
    words = ("calc", "debye_length", "ionic_strength=3 M", "temperature=25 degC", "relative_permittivity=78.3")
    said = run(*words)
    assert said.code == 0
    assert "note: ionic_strength 3000 mmol/L is outside the range" in said.out
    assert run(*words, "--strict").code == 4
    assert run(*DEBYE, "--strict").code == 0
    assert run(*words, "--json").data["flags"][0]["id"] == "range.debye_length.ionic_strength"


@pytest.mark.parametrize(
    ("words", "parts"),
    [
        (("debye_lenght",), ("no model 'debye_lenght'", "debye_length")),
        (("debye_length",), ("needs the argument",)),
        (("debye_length", "ionic_strength"), ("'ionic_strength' is not ARGUMENT=VALUE",)),
        (("debye_length", "colour=red"), ("no argument 'colour'", "ionic_strength")),
        (("debye_length", "ionic_strength=5 nm"), ("ionic_strength", "'5 nm' is a length", "concentration")),
        (("debye_length", "ionic_strength=1,234 mM"), ("ionic_strength", "two ways")),
        ((*DEBYE[1:], "ionic_strength=-1 mM"), ("ionic_strength cannot be -1 mM", "mmol/L")),
        (("--csv", "a.csv"), ("Name the model",)),
        (("-o", "a.csv"), ("Name the model",)),
        ((*DEBYE[1:], "--csv", "a.csv"), ("do not go together",)),
        ((*DEBYE[1:], "-o", "a.csv"), ("-o goes with --csv",)),
    ],
)
def test_calc_names_what_it_cannot_take(run: Run, words: tuple[str, ...], parts: tuple[str, ...]) -> None:
    run("calc", *words).refuses(2, *parts)


HEAD = "ionic_strength [mM],temperature [K],relative_permittivity,name\n"


def test_a_table_keeps_its_columns_and_its_failing_rows(run: Run, tmp_path: Path) -> None:
    given, out = tmp_path / "in.csv", tmp_path / "out.csv"
    rows = (
        "150,298.15,78.3,sound",
        ",298.15,78.3,without salt",
        "x,298.15,78.3,no number",
        '"1,5",298.15,78.3,comma',
        "-5,298.15,78.3,negative",
        "1e400,298.15,78.3,too large",
        "nan,298.15,78.3,nothing",
        "150,298.15,78.3,a,b",
        "150",
    )
    given.write_text(HEAD + "\n".join(rows) + "\n\n", encoding="utf-8")
    said = run("calc", "debye_length", "--csv", given, "-o", out)
    assert (said.code, said.out, said.error) == (1, "", "")
    found = list(csv.reader(out.read_text(encoding="utf-8").splitlines()))
    assert found[0] == ["ionic_strength [mM]", "temperature [K]", "relative_permittivity", "name", "debye_length [nm]", "error"]
    assert all(len(row) == 6 for row in found)
    assert [row[3] for row in found[1:5]] == ["sound", "without salt", "no number", "comma"]
    assert float(found[1][4]) == calculators.answer("debye_length", dict(word.split("=") for word in DEBYE[2:])).number
    assert [bool(row[4]) for row in found[1:]] == [True] + [False] * 8
    assert [bool(row[5]) for row in found[1:]] == [False] + [True] * 8
    assert "no grouping" in found[4][5]
    assert "5 cells" in found[8][5]


def test_a_table_without_failures_exits_0_and_goes_to_the_screen(run: Run, tmp_path: Path) -> None:
    given = tmp_path / "in.csv"
    given.write_text("\ufeff" + HEAD + "150,298.15,78.3,a\r\n15,298.15,78.3,b\r\n", encoding="utf-8")
    said = run("calc", "debye_length", "--csv", given, "--unit", "um")
    assert said.code == 0
    rows = list(csv.reader(said.out.splitlines()))
    assert rows[0][4] == "debye_length [um]"
    assert float(rows[2][4]) == pytest.approx(float(rows[1][4]) * 10**0.5, rel=1e-9)


def test_an_infinite_answer_is_inf_in_a_table_and_null_in_json(run: Run, tmp_path: Path) -> None:
    words = {"bond_energy": "5", "ligand_density": "1e14", "receptor_density": "1e10", "bending_modulus": "20"}
    units = {"bond_energy": "", "ligand_density": "1/m^2", "receptor_density": "1/m^2", "bending_modulus": ""}
    data = run("calc", "minimum_wrapping_radius", *(f"{key}={value} {units[key]}" for key, value in words.items()), "--json").data
    assert data["value"] is None
    assert "no particle is wrapped" in data["flags"][-1]["text"]
    given = tmp_path / "in.csv"
    given.write_text(",".join(f"{key} [{units[key]}]" for key in words) + "\n" + ",".join(words.values()) + "\n", encoding="utf-8")
    said = run("calc", "minimum_wrapping_radius", "--csv", given)
    assert said.code == 0
    assert list(csv.reader(said.out.splitlines()))[1][-2:] == ["inf", ""]


def test_a_row_without_an_answer_fails_with_the_reason(run: Run, tmp_path: Path) -> None:
    given = tmp_path / "in.csv"
    given.write_text("outer_radius [nm],membrane_thickness [nm]\n50,10\n50,60\n", encoding="utf-8")
    said = run("calc", "outer_leaflet_fraction", "--csv", given)
    rows = list(csv.reader(said.out.splitlines()))
    assert said.code == 1
    assert rows[1][-1] == ""
    assert rows[2][-2] == ""
    assert "thicker than the radius" in rows[2][-1]


def test_what_is_no_table_is_refused(run: Run, tmp_path: Path) -> None:
    given = tmp_path / "in.csv"
    run("calc", "debye_length", "--csv", given).refuses(3, "in.csv", "no such file")
    run("calc", "debye_length", "--csv", tmp_path).refuses(3, "it is a folder")
    for content, code, part in (
        (b"", 3, "is empty"),
        (b"\xff\xfea\x00", 3, "not UTF-8"),
        (b"colour\nred\n", 2, "no column is an argument of debye_length"),
        (b"ionic_strength [mM];temperature [K]\n1;2\n", 2, "between commas"),
        (b"temperature [K],temperature [degC]\n1,2\n", 2, "two columns are headed temperature"),
        (b"temperature\n" + b"1" * 200_000, 3, "in.csv"),
    ):
        given.write_bytes(content)
        run("calc", "debye_length", "--csv", given).refuses(code, part)
    run("calc", "debye_length", "--csv", given, "--unit", "mg").refuses(2, "gives a length")


def test_units_are_listed_with_their_kind(run: Run) -> None:
    known = {entry["name"]: entry for entry in run("units", "--json").data}
    for name in ("nm", "mg/mL", "kg/mol", "mM", "mol%", "wt%", "1/nm^2", "degC", "mg/mg", "%ID"):
        assert known[name]["kind"]
    assert known["wt%"]["kind"] != known["mol%"]["kind"]
    assert "mass percentage" in run("units").out
