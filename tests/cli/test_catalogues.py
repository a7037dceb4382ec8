"""catalogue list, show, check."""

from __future__ import annotations

from pathlib import Path

import pytest

from formulator import catalogue

from .conftest import Run


def test_list_shows_every_material_of_a_kind(run: Run) -> None:
    drugs = run("catalogue", "list", "drug", "--json").data
    assert {entry["id"] for entry in drugs} == {material.key for material in catalogue.load().all("drug")}
    assert all(entry["kind"] == "drug" and entry["provenance"] == "shipped" for entry in drugs)
    assert len(run("catalogue", "list", "--json").data) > len(drugs)
    assert "Docetaxel" in run("catalogue", "list", "drug").out


def test_list_searches_names_synonyms_and_receptors(run: Run) -> None:
    found = run("catalogue", "list", "ligand", "--search", "transferrin", "--json").data
    assert found[0]["id"] == "ligand:transferrin"
    assert run("catalogue", "list", "--search", "no such thing at all", "--json").data == []


def test_show_gives_every_number_with_unit_range_status_and_source(run: Run) -> None:
    data = run("catalogue", "show", "drug:docetaxel", "--json").data
    mass = data["properties"]["molar_mass"]
    assert mass["value"] == pytest.approx(807.9, abs=0.1)
    assert mass["unit"] == "g/mol"
    assert mass["source"]
    text = run("catalogue", "show", "drug:docetaxel").out
    assert "807.8" in text
    assert "g/mol" in text


def test_a_recalled_value_is_shown_as_not_verified(run: Run) -> None:
    known = catalogue.load()
    recalled = next(
        material for material in known.all("ligand") if any(entry.status == "recalled" for entry in material.properties.values())
    )
    assert "not verified" in run("catalogue", "show", recalled.key).out


def test_an_unknown_material_or_kind_is_named(run: Run) -> None:
    run("catalogue", "show", "docetaxol").refuses(2, "'docetaxol'", "drug:docetaxel")
    run("catalogue", "list", "drugs").refuses(2, "no kind 'drugs'", "drug")
    run("catalogue", "list", "drugs", "--search", "a").refuses(2, "no kind 'drugs'")


def test_check_finds_nothing_wrong_with_what_ships(run: Run) -> None:
    said = run("catalogue", "check", "--json")
    assert said.code == 0
    assert said.data["problems"] == []
    assert said.data["numbers"] > 1000
    assert "each with unit, source and grade" in run("catalogue", "check").out


def test_a_broken_file_of_ones_own_is_named_with_key_and_reason(run: Run, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    path = tmp_path / "materials.toml"
    path.write_text('[drug.mine]\nname = "Mine"\nmolar_mass = { value = 500, source = "own" }\n', encoding="utf-8")
    monkeypatch.setenv("FORMULATOR_MATERIALS", str(path))
    run("catalogue", "list", "drug").refuses(3, "materials.toml", "molar_mass", "unit")
