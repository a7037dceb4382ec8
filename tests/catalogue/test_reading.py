"""What a catalogue file may not say: each refusal names the file, the key and the reason, and all come at once."""

from __future__ import annotations

from pathlib import Path

import pytest

from formulator.catalogue import load
from formulator.catalogue.loading import Shelf
from formulator.catalogue.reading import Reader
from formulator.errors import CatalogueError

GOOD = 'name = "X"\nmolar_mass = { value = 10, unit = "g/mol", source = "recalled", status = "recalled" }\n'


def problems(text: str, kind: str = "drug") -> list[str]:
    reader = Reader("drugs.toml")
    list(reader.materials(text, kind, "shipped"))
    return reader.problems


@pytest.mark.parametrize(
    ("line", "key", "reason"),
    [
        ('molar_mass = { value = 10, source = "a", status = "read" }', "x.molar_mass", "lacks unit"),
        ('molar_mass = { value = 10, unit = "g/mol", status = "read" }', "x.molar_mass", "lacks source"),
        ('molar_mass = { value = 10, unit = "g/mol", source = "a" }', "x.molar_mass", "lacks status"),
        ('molar_mass = { unit = "g/mol" }', "x.molar_mass", "lacks value and source and status"),
        ('molar_mass = { value = 10, unit = "g/mol", source = " ", status = "read" }', "x.molar_mass", "empty source"),
        ("molar_mass = 10", "x.molar_mass", "needs value, unit, source and status"),
        ('molar_mass = { value = 10, unit = "furlong", source = "a", status = "read" }', "x.molar_mass", "unit that cannot be read"),
        ('molar_mass = { value = 10, unit = 3, source = "a", status = "read" }', "x.molar_mass", "unit that cannot be read"),
        ('molar_mass = { value = 10, unit = "nm", source = "a", status = "read" }', "x.molar_mass", "is in 'nm'"),
        ('log_p = { value = 10, unit = "wt%", source = "a", status = "read" }', "x.log_p", "plain number"),
        ('molar_mass = { value = "10", unit = "g/mol", source = "a", status = "read" }', "x.molar_mass", "finite number"),
        ('molar_mass = { value = true, unit = "g/mol", source = "a", status = "read" }', "x.molar_mass", "finite number"),
        ('molar_mass = { value = nan, unit = "g/mol", source = "a", status = "read" }', "x.molar_mass", "finite number"),
        ('molar_mass = { value = inf, unit = "g/mol", source = "a", status = "read" }', "x.molar_mass", "finite number"),
        ('melting_point = { value = -300, unit = "degC", source = "a", status = "read" }', "x.melting_point", "absolute zero"),
        ('log_p = { value = 2, unit = "", low = 3, high = 4, source = "a", status = "read" }', "x.log_p", "range 3 to 4"),
        ('log_p = { value = 2, unit = "", low = 4, high = 1, source = "a", status = "read" }', "x.log_p", "range 4 to 1"),
        ('log_p = { value = 2, unit = "", low = 1, source = "a", status = "read" }', "x.log_p", "half a range"),
        ('log_p = { value = 2, unit = "", source = "a", status = "sure" }', "x.log_p", "status 'sure'"),
        ('log_p = { value = 2, unit = "", source = "a", status = "read", sigma = 1 }', "x.log_p", "has sigma"),
        ('log_p = { value = 2, unit = "", source = "a", status = "read", note = 5 }', "x.log_p", "note that is no text"),
        ('log_pp = { value = 2, unit = "", source = "a", status = "read" }', "x.log_pp", "Is log_p meant?"),
        (
            'dissociation_constant = { value = 2, unit = "nM", source = "a", status = "read" }',
            "x.dissociation_constant",
            "no property of a drug",
        ),
        ("formula = 5", "x.formula", "text of up to"),
        ('is_salt = "yes"', "x.is_salt", "true or false"),
        ("receptors = 5", "x.receptors", "no table"),
        ("receptors.FRA = 5", "x.receptors.FRA", "no property of a drug"),
        ('synonyms = "Y"', "x.synonyms", "no list of words"),
    ],
)
def test_a_line_that_says_too_little_is_refused(line: str, key: str, reason: str) -> None:
    said = problems(f'[x]\nname = "X"\n{line}\n')
    assert len(said) == 1
    assert said[0].startswith(f"drugs.toml: {key} ")
    assert reason in said[0]


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("[x\n", "is not TOML"),
        ("[x]\nname = 'X'\n[x]\nname = 'Y'\n", "is not TOML"),
        ("x = 5\n", "x stands outside a table"),
        ("[x]\nformula = 'C'\n", "x.name is missing"),
        ("[x]\nname = 'X\\u202e'\n".replace("'", '"'), "no printable text"),
        ('["a b"]\nname = "X"\n', "has an id"),
        (f'["{"a" * 65}"]\nname = "X"\n', "has an id"),
    ],
)
def test_a_table_without_sense_is_refused(text: str, reason: str) -> None:
    assert any(reason in said for said in problems(text))


def test_a_carrier_of_an_unknown_class_is_refused() -> None:
    said = problems('[x]\nname = "X"\nmorphologies = ["tube"]\n', "carrier")
    assert said == [f"drugs.toml: x.morphologies is ['tube']; a list of {', '.join(CLASSES)} is expected."]


CLASSES = ("micelle", "polymersome", "solid_particle", "nanogel", "polyplex", "dendrimer")


def test_all_problems_come_in_one_error(tmp_path: Path) -> None:
    path = tmp_path / "materials.toml"
    path.write_text(
        f'[drug.a]\nname = "A"\nmolar_mass = {{ value = 1 }}\n[drug.b]\n{GOOD}nonsense = 3\n[thing.c]\nname = "C"\n', encoding="utf-8"
    )
    with pytest.raises(CatalogueError) as caught:
        load(path)
    lines = str(caught.value).splitlines()
    assert len(lines) == 3
    assert all(line.startswith(str(path)) for line in lines)
    assert [line.split(": ", 1)[1].split(" ")[0] for line in lines] == ["drug.a.molar_mass", "drug.b.nonsense", "thing"]


def test_a_shipped_table_given_twice_is_refused() -> None:
    with pytest.raises(CatalogueError, match=r"drugs\.toml: x is given twice"):
        Shelf("drugs.toml", f"[x]\n{GOOD}\n[y]\n{GOOD}\n[x]\n{GOOD}", "drug")


def test_a_bad_shipped_table_is_named_when_it_is_asked_for() -> None:
    shelf = Shelf("drugs.toml", f"[x]\n{GOOD}\n[y]\nname = 'Y'\nlog_p = 3\n", "drug")
    assert shelf["x"].name == "X"
    with pytest.raises(CatalogueError, match=r"drugs\.toml: y\.log_p"):
        shelf["y"]


def test_a_source_needs_a_text() -> None:
    reader = Reader("sources.toml")
    found = list(reader.sources("[a2000]\ntext = 'A'\nyear = 2000\n[b]\ndoi = '10.1/x'\n"))
    assert [source.key for source in found] == ["a2000"]
    assert reader.problems == ["sources.toml: b needs a text that says what the source is."]


def test_a_source_becomes_bibtex_that_closes_its_braces() -> None:
    reader = Reader("sources.toml")
    (source,) = reader.sources("[a2000]\ntext = 'A {b} 50 % & c_d'\nyear = 2000\ndoi = '10.1/x'\n")
    text = source.bibtex()
    assert text.startswith("@misc{a2000,\n")
    assert text.count("{") == text.count("}")
    assert r"50 \% \& c\_d" in text
    assert "year = {2000}" in text
