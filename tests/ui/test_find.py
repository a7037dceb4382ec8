"""Ctrl+K: what a few typed words find, and what they would set."""

from __future__ import annotations

import dataclasses

import pytest

from formulator import catalogue as catalogues
from formulator.advice import Finding
from formulator.bench import Bench
from formulator.catalogue import Catalogue
from formulator.design import FIELDS, Design, Payload
from formulator.outputs import OUTPUTS
from formulator.ui.find import Command, Hit, find, plain, score
from formulator.units import Value


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    return catalogues.load()


def first(query: str, catalogue: Catalogue | None = None, decimal: str = ".", design: Design | None = None) -> Hit:
    return find(query, design or Design(), None, catalogue, decimal=decimal)[0]


@pytest.mark.parametrize("row", FIELDS, ids=lambda row: row.path)
def test_every_field_is_found_by_its_name_and_by_each_synonym(row) -> None:
    for name in (row.label, *row.synonyms):
        assert row.path in [hit.key for hit in find(name, Design(), None, None)], name


@pytest.mark.parametrize("output", OUTPUTS, ids=lambda output: output.path)
def test_every_answer_is_found_by_its_name_and_by_each_synonym(output) -> None:
    for name in (output.label, *output.synonyms):
        assert output.path in [hit.key for hit in find(name, Design(), None, None)], name


@pytest.mark.parametrize(
    ("query", "path", "text"),
    [
        ("density 5 mol%", "ligand.density", "5 mol%"),
        ("density=5 wt%", "ligand.density", "5 wt%"),
        ("K_D 12", "ligand.dissociation_constant", "12 nM"),
        ("kd 12 uM", "ligand.dissociation_constant", "12 uM"),
        ("ionic strength 150 mM", "medium.ionic_strength", "150 mM"),
        ("temperature 37", "medium.temperature", "37 degC"),
        ("feed 1.20 ± 0.05 mg", "payload.feed", "1.20 ± 0.05 mg"),
        ("feed =2*3.5 mg", "payload.feed", "=2*3.5 mg"),
        ("receptors 1e5", "target.receptors", "1e5 1/cell"),
    ],
)
def test_words_and_a_number_set_a_field_in_the_unit_it_shows(query: str, path: str, text: str) -> None:
    hit = first(query)
    assert (hit.kind, hit.key, hit.text, hit.problem) == ("set", path, text, "")


def test_a_number_of_the_wrong_kind_is_refused_in_words() -> None:
    hit = first("feed 5 nm")
    assert (hit.kind, hit.key) == ("set", "payload.feed")
    assert "is a length" in hit.problem


def test_a_number_that_reads_in_two_ways_is_not_set() -> None:
    hit = first("feed 1,234 mg")
    assert "two ways" in hit.problem
    assert first("feed 1,234 mg", decimal=",").problem == ""


def test_a_field_that_does_not_apply_says_why() -> None:
    drug = dataclasses.replace(Design(), payloads=(Payload(id="drug:docetaxel"),))
    assert first("N/P", design=drug).value == "only with nucleic acid"


def test_what_a_thing_is_about_finds_it_as_well() -> None:
    assert find("buried", Design(), None, None)[0].key == "ligand.clearance"
    assert "target.barrier" in [hit.key for hit in find("blood brain cross", Design(), None, None)]


def test_materials_are_found_by_receptor_in_greek_or_latin(catalogue: Catalogue) -> None:
    for query in ("αvβ3", "avb3", "cRGD"):
        hits = [hit for hit in find(query, Design(), None, catalogue) if hit.kind == "material"]
        assert "ligand:crgdfk" in [hit.key for hit in hits], query
        assert {hit.text for hit in hits if hit.key == "ligand:crgdfk"} == {"ligand.id"}


def test_commands_are_found_by_their_words() -> None:
    command = Command(id="file.sheet", text="Export &sheet…", shortcut="Ctrl+E")
    found = find("sheet", Design(), None, None, (command,))
    assert [hit.key for hit in found if hit.kind == "action"] == ["file.sheet"]


def test_nothing_typed_finds_nothing_and_long_text_is_no_trouble() -> None:
    assert find("   ", Design(), None, None) == ()
    for text in ("x" * 5000, "9" * 400, "<b>x</b>", "((((", "\u202eabc", "e\u0301", "±", "= = ="):
        assert len(find(text, Design(), None, None)) <= 12


def test_names_are_compared_without_case_accents_and_greek() -> None:
    assert plain("Dispersity Đ") == "dispersity d"
    assert score("zeta", ("ζ",)) == 1.0
    assert score("np", ("N/P",)) == 1.0


@pytest.mark.parametrize(
    ("query", "decimal", "path", "text", "problem"),
    [
        ("assay of the payload 98.5", ".", "lot.payload.assay", "98.5 %", ""),
        ("assay of the payload 98,5", ",", "lot.payload.assay", "98,5 %", ""),
        ("least weighed 60", ".", "bench.balance_minimum", "60.0 ug", ""),
        ("least weighed 0.06 mg", ".", "bench.balance_minimum", "0.06 mg", ""),
        ("least weighed 1,234 mg", ".", "bench.balance_minimum", "1,234 mg", "two ways"),
        ("assay of the payload 5 nm", ".", "lot.payload.assay", "5 nm", "length"),
    ],
)
def test_words_and_a_number_set_a_field_of_the_bench_with_the_unit_it_has_now(
    query: str, decimal: str, path: str, text: str, problem: str
) -> None:
    bench = Bench(balance_minimum=Value(50.0, "ug"))
    hit = find(query, Design(), None, None, decimal=decimal, bench=bench)[0]
    assert (hit.kind, hit.key, hit.text) == ("set", path, text)
    assert problem in hit.problem and bool(problem) == bool(hit.problem)


def test_a_number_that_one_field_takes_is_not_offered_to_those_that_refuse_it(catalogue: Catalogue) -> None:
    hits = find("density 5 mol%", Design(), None, catalogue, bench=Bench())
    assert [hit.key for hit in hits if hit.kind == "set"] == ["ligand.density"]


def test_remarks_of_the_design_check_are_found_by_a_word_of_theirs() -> None:
    text = "The tether ends 0.4 nm inside the brush: the ligand may be buried."
    remark = Finding(id="L-LIG-03", severity="warning", path="ligand.tether_molar_mass", text=text, remedy="", source="")
    hits = find("buried", Design(), None, None, findings=(remark,))
    assert ("check", "ligand.tether_molar_mass") in [(hit.kind, hit.key) for hit in hits]
    assert {"ligand.tether_molar_mass", "carrier.corona_molar_mass"} <= {hit.key for hit in hits if hit.kind == "field"}
    assert [hit.kind for hit in find("L-LIG-03", Design(), None, None, findings=(remark,))] == ["check"]
