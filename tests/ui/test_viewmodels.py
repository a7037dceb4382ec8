"""What answers, headings, undo names and copied tables say."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping

import pytest

from formulator.chem.model import Grade
from formulator.design import Carrier, Design, Ligand, Medium, Payload, Target
from formulator.outputs import OUTPUT_BY_PATH, OUTPUTS
from formulator.prediction import Estimate, Flag, Ingredient, Prediction
from formulator.ui.viewmodels import GROUPS, answer_groups, answer_row, answer_rows, answers_html, answers_tsv, section_summary, undo_name
from formulator.units import Value


def estimate(path: str, value: float | None = 1.0, **more: object) -> Estimate:
    known: dict[str, object] = {"unit": OUTPUT_BY_PATH[path].unit, "grade": Grade.FIT, "model": "", **more}
    if value is None:
        known.setdefault("flags", (Flag(id="not-given", severity="info", path=path, text="Feed is not given."),))
    return Estimate(path=path, value=value, **known)  # type: ignore[arg-type]


def ingredient(path: str, value: float, unit: str) -> Ingredient:
    return Ingredient(path=path, label=path, value=value, unit=unit, state="typed", source="", status="user", grade=Grade.MEASURED)


def prediction(changed: Mapping[str, Estimate] | None = None, ingredients: Mapping[str, Ingredient] | None = None) -> Prediction:
    found = {output.path: estimate(output.path) for output in OUTPUTS}
    return Prediction(estimates={**found, **(changed or {})}, steps=(), ingredients=ingredients or {}, flags=(), sources=())


def test_every_answer_stands_in_exactly_one_group() -> None:
    paths = [row.path for row in answer_rows(prediction())]
    assert sorted(paths) == sorted(output.path for output in OUTPUTS)


def test_the_value_of_a_row_is_the_very_number() -> None:
    assert answer_row(estimate("loading.dlc", 0.1 + 0.2)).value == 0.1 + 0.2


@pytest.mark.parametrize(
    ("value", "low", "high", "shown", "interval"),
    [
        (8.4321, 6.21, 10.94, "8.4", "6.2–10.9"),
        (-6.03, -12.2, 0.4, "−6.0", "−12 to 0.40"),
        (0.2341, 0.0812, 0.4622, "0.23", "0.081–0.46"),
        (26.2, 8.2, 211.0, "26", "8.2–210"),
    ],
)
def test_digits_follow_the_interval(value: float, low: float, high: float, shown: str, interval: str) -> None:
    row = answer_row(estimate("loading.dlc", value, low=low, high=high))
    assert row.value_text == shown
    assert row.interval_text == interval


def test_a_decimal_comma_is_shown_where_the_session_has_one() -> None:
    row = answer_row(estimate("loading.dlc", 8.4321, low=6.21, high=10.94), ",")
    assert (row.value_text, row.interval_text) == ("8,4", "6,2–10,9")


def test_an_answer_without_a_value_says_why_and_claims_nothing_else() -> None:
    row = answer_row(estimate("loading.dlc", None))
    assert (row.value_text, row.unit_text, row.interval_text, row.flags) == ("—", "", "", ())
    assert row.reason == "Feed is not given."
    assert row.state == "missing"
    assert row.spoken == "DLC: none. Feed is not given."


def test_warnings_are_shown_and_remarks_are_kept_apart() -> None:
    flags = (
        Flag(id="a", severity="warning", path="loading.dlc", text="outside"),
        Flag(id="b", severity="info", path="loading.dlc", text="by the way"),
    )
    row = answer_row(estimate("loading.dlc", 8.0, flags=flags))
    assert (row.flags, row.notes) == (("outside",), ("by the way",))


def test_a_row_can_be_read_aloud() -> None:
    row = answer_row(estimate("size.hydrodynamic_diameter", 119.0, low=96.0, high=147.0))
    assert row.spoken == "D_h 119 nm, 90 % interval 96–147, fit"


def test_what_cannot_apply_stands_behind_more() -> None:
    drug = dataclasses.replace(Design(), carrier=Carrier(morphology="micelle"), payloads=(Payload(id="drug:docetaxel"),))
    groups = {group.id: group for group in answer_groups(prediction(), drug, None)}
    assert "loading.np_ratio" in [row.path for row in groups["loading"].more]
    assert "size.membrane_thickness" in [row.path for row in groups["size"].more]
    gene = dataclasses.replace(Design(), carrier=Carrier(morphology="polymersome"), payloads=(Payload(id="nucleic_acid:sirna"),))
    groups = {group.id: group for group in answer_groups(prediction(), gene, None)}
    assert "loading.np_ratio" in [row.path for row in groups["loading"].rows]
    assert "size.membrane_thickness" in [row.path for row in groups["size"].rows]


@pytest.mark.parametrize(("held", "in_sight"), [(0.1, True), (0.5, False), (None, False)])
def test_what_a_cell_holds_stands_beside_what_it_binds_where_it_is_less(held: float | None, in_sight: bool) -> None:
    path = "targeting.occupancy_limited"
    found = prediction({path: estimate(path, held), "targeting.occupancy_target": estimate("targeting.occupancy_target", 0.5)})
    groups = {group.id: group for group in answer_groups(found, Design(), None)}
    assert (path in [row.path for row in groups["targeting"].rows]) is in_sight
    assert (path in [row.path for row in groups["targeting"].more]) is not in_sight


def test_half_times_of_a_trigger_stand_in_sight_only_with_one() -> None:
    for word, in_sight in ((None, False), ("none", False), ("acid", True)):
        design = dataclasses.replace(Design(), payloads=(Payload(trigger=word),))
        rows = {group.id: group for group in answer_groups(prediction(), design, None)}["delivery"].rows
        assert ("release.half_time_cell" in [row.path for row in rows]) is in_sight


def test_a_reason_that_all_answers_of_a_group_share_is_said_once() -> None:
    why = (Flag(id="not-given", severity="info", path="", text="No ligand is chosen."),)
    ligand = {path: estimate(path, None, flags=why) for path in GROUPS["ligand"][1]}
    groups = {group.id: group for group in answer_groups(prediction(ligand), Design(), None)}
    assert groups["ligand"].reason == "No ligand is chosen."
    assert groups["size"].reason == ""


def test_headings_say_the_conditions() -> None:
    known = {"medium.ph": ingredient("medium.ph", 7.4, "pH"), "medium.ionic_strength": ingredient("medium.ionic_strength", 10.0, "mM")}
    design = dataclasses.replace(Design(), target=Target(cell="cell:u-87-mg", healthy_cell="cell:huvec"))
    groups = {group.id: group for group in answer_groups(prediction(ingredients=known), design, None)}
    assert groups["charge"].aside == "pH 7.4, 10 mM"
    assert groups["targeting"].aside == "u-87-mg / huvec"


def test_the_word_loading_never_stands_without_its_definition() -> None:
    for title, _ in GROUPS.values():
        assert "loading" not in title.lower() or "DLC" in title


@pytest.mark.parametrize("section", ["carrier", "ligand", "payload", "process", "medium", "target"])
def test_an_empty_section_has_a_summary_that_is_safe_to_show(section: str) -> None:
    assert "None" not in section_summary(section, Design(), None, None)


def test_summaries_name_what_was_chosen() -> None:
    design = dataclasses.replace(
        Design(), carrier=Carrier(morphology="polymersome"), ligands=(Ligand(id="ligand:crgdfk"),), medium=Medium(id="medium:hepes")
    )
    assert section_summary("carrier", design, None, None) == "polymersome"
    assert section_summary("ligand", design, None, None) == "crgdfk"
    known = {"medium.temperature": ingredient("medium.temperature", 25.0, "degC")}
    assert section_summary("medium", design, prediction(ingredients=known), None) == "hepes, 25 °C"


def test_an_edit_is_named_by_what_it_did() -> None:
    assert undo_name("ligand.density", Value(10, "mol%", "10 mol%"), Value(12, "mol%", "12")) == "density 10 → 12 mol%"
    assert undo_name("ligand.density", Value(10, "mol%"), Value(5, "wt%")) == "density 10 mol% → 5 wt%"
    assert undo_name("payload.ee", Value(60, "%"), None) == "EE 60 % → not given"
    assert undo_name("ligand.dissociation_constant", None, Value(40, "nM")) == "K_D not given → 40 nM"
    assert undo_name("carrier.morphology", "micelle", "solid_particle") == "class micelle → solid particle"


def test_copied_answers_are_a_rectangle_with_full_numbers() -> None:
    third = estimate("loading.dlc", 1 / 3, low=0.1, high=0.7)
    lines = answers_tsv(prediction({"loading.dlc": third, "loading.ee": estimate("loading.ee", None)})).splitlines()
    assert len(lines) == len(OUTPUTS) + 1
    assert {line.count("\t") for line in lines} == {6}
    assert f"DLC\t{1 / 3!r}\t%\t0.1\t0.7\tfit\t" in lines
    assert "EE\t\t%\t\t\t\tFeed is not given." in lines


def test_copied_answers_have_the_decimal_sign_of_the_session_where_asked() -> None:
    assert "\t0,25\t" in answers_tsv(prediction({"loading.dlc": estimate("loading.dlc", 0.25)}), ",")


def test_copied_text_is_never_a_formula_or_markup() -> None:
    nasty = (Flag(id="a", severity="warning", path="loading.dlc", text="=HYPERLINK(1)\t<b>x</b>"),)
    found = prediction({"loading.dlc": estimate("loading.dlc", 1.0, flags=nasty)})
    assert "\t'=HYPERLINK(1) <b>x</b>" in answers_tsv(found)
    page = answers_html(found)
    assert "<b>" not in page and "&lt;b&gt;" in page
    assert page.count("<tr>") == len(OUTPUTS) + 1
