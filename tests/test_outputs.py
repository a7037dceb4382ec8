"""The list of answers: paths, units and scales that the program can keep."""

from __future__ import annotations

from formulator.chem.model import Grade
from formulator.outputs import EQUATIONS, GROUPS, OUTPUT_BY_PATH, OUTPUTS
from formulator.units import from_si, unit_label


def test_paths_are_unique_and_start_with_a_known_group() -> None:
    assert len(OUTPUT_BY_PATH) == len(OUTPUTS)
    assert {output.group for output in OUTPUTS} == set(GROUPS)


def test_every_answer_has_words_a_unit_that_is_known_and_a_scale() -> None:
    for output in OUTPUTS:
        assert output.label and output.about.endswith("."), output.path
        assert output.unit == "" or unit_label(output.unit)
        assert from_si(1.0, output.unit) > 0
        assert output.scale in ("ln", "logit", "linear")


def test_labels_are_unique_so_that_nobody_reads_one_number_for_another() -> None:
    labels = [output.label for output in OUTPUTS]
    assert len(labels) == len(set(labels))


def test_percent_of_loading_says_its_definition() -> None:
    """AC-03: no loading without EE, DLC, drug/polymer or feed beside it."""
    for path in ("loading.dlc", "loading.ee", "loading.drug_to_polymer", "loading.feed_fraction"):
        assert OUTPUT_BY_PATH[path].definition, path
        assert OUTPUT_BY_PATH[path].label in ("DLC", "EE", "Drug/polymer", "Feed")


def test_shares_of_the_dose_are_drawn_so_that_they_stay_shares() -> None:
    assert {OUTPUT_BY_PATH[f"targeting.{name}"].scale for name in ("delivered", "delivered_average", "efficiency")} == {"logit"}


def test_equations_are_of_answers_that_exist() -> None:
    assert set(EQUATIONS) <= set(OUTPUT_BY_PATH)
    assert all(len(equation) >= 5 for equation in EQUATIONS.values())


def test_grades_run_from_measured_to_ranking() -> None:
    assert [grade.name for grade in sorted(Grade)] == ["MEASURED", "LAW", "FIT", "FIT_TRANSFERRED", "RULE_OF_THUMB", "INDEX"]
