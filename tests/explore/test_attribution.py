"""Causes of a change add up to it."""

from __future__ import annotations

import dataclasses
import itertools

import pytest

from formulator import design as designs
from formulator.design import Design
from formulator.errors import UsageError
from formulator.evaluation import evaluate
from formulator.explore.attribution import attribution, changed
from formulator.units import parse

from .cases import Case, case

EDITS = {
    "ligand.density": ("12 mol%", "mol%"),
    "carrier.diameter": ("80 nm", "nm"),
    "payload.feed": ("1.5 mg", "mg"),
    "medium.ionic_strength": ("150 mM", "mM"),
    "ligand.dissociation_constant": ("40 nM", "nM"),
    "carrier.core_molar_mass": ("20 kg/mol", "kg/mol"),
    "target.receptors": ("60000", "1/cell"),
    "process.polymer_mass": ("12 mg", "mg"),
}


def edited(example: Case, *paths: str) -> Design:
    design = example.design
    for path in paths:
        design = designs.replaced(design, path, parse(*EDITS[path]))
    return design


@pytest.mark.parametrize("count", [1, 2, 4, 8])
@pytest.mark.parametrize("path", ["targeting.selectivity", "loading.dlc", "size.number_median"])
def test_parts_add_up_to_the_change(path: str, count: int) -> None:
    example = case("crgd-polymersome-docetaxel")
    other = edited(example, *list(EDITS)[:count])
    found = attribution(example.design, other, example.catalogue, path)
    before, after = (evaluate(design, example.catalogue)[path].value for design in (example.design, other))
    assert (found.before, found.after) == (before, after)
    assert {cause.path for cause in found.causes} == set(list(EDITS)[:count])
    assert sum(cause.part for cause in found.causes) == pytest.approx(found.change, rel=1e-9, abs=1e-9 * abs(before or 0.0))


def test_a_field_that_the_output_does_not_use_has_no_part() -> None:
    example = case("crgd-polymersome-docetaxel")
    found = attribution(example.design, edited(example, "payload.feed", "target.receptors"), example.catalogue, "loading.dlc")
    parts = {cause.path: cause.part for cause in found.causes}
    assert parts["target.receptors"] == 0.0 and parts["payload.feed"] == pytest.approx(found.change, rel=1e-12)


def test_two_fields_share_what_they_do_together() -> None:
    example = case("crgd-polymersome-docetaxel")
    paths = ("ligand.density", "ligand.dissociation_constant")
    found = attribution(example.design, edited(example, *paths), example.catalogue, "targeting.selectivity")

    def value(*changed_paths: str) -> float:
        return float(evaluate(edited(example, *changed_paths), example.catalogue)["targeting.selectivity"].value or 0.0)

    alone = {path: value(path) - value() for path in paths}
    together = value(*paths) - value() - sum(alone.values())
    parts = {cause.path: cause.part for cause in found.causes}
    for path in paths:
        assert parts[path] == pytest.approx(alone[path] + together / 2, rel=1e-9)


def test_the_way_back_has_the_opposite_parts() -> None:
    example = case("crgd-polymersome-docetaxel")
    other = edited(example, *list(EDITS)[:3])
    there = attribution(example.design, other, example.catalogue, "targeting.selectivity")
    back = attribution(other, example.design, example.catalogue, "targeting.selectivity")
    parts = {cause.path: cause.part for cause in back.causes}
    for cause in there.causes:
        assert parts[cause.path] == pytest.approx(-cause.part, rel=1e-9)


def test_the_same_amount_in_another_unit_is_no_change() -> None:
    example = case("crgd-polymersome-docetaxel")
    same = designs.replaced(example.design, "payload.feed", parse("2000 ug", "ug"))
    assert changed(example.design, same) == ()
    assert attribution(example.design, same, example.catalogue, "loading.dlc").causes == ()


def test_every_changed_field_is_found() -> None:
    example = case("crgd-polymersome-docetaxel")
    for first, second in itertools.pairwise(EDITS):
        assert set(changed(example.design, edited(example, first, second))) == {first, second}
    other = designs.replaced(example.design, "carrier.id", "carrier:peg_pcl_micelle")
    assert changed(example.design, other) == ("carrier.id",)


def test_a_way_through_no_particle_cannot_be_split() -> None:
    example = case("crgd-polymersome-docetaxel")
    design = designs.replaced(example.design, "carrier.diameter", parse("38 nm", "nm"))
    design = designs.replaced(design, "carrier.membrane_thickness", parse("5 nm", "nm"))
    other = designs.replaced(design, "carrier.membrane_thickness", parse("16 nm", "nm"))
    other = designs.replaced(other, "carrier.diameter", parse("120 nm", "nm"))
    path = "size.aggregation_number"
    blocked = designs.replaced(design, "carrier.membrane_thickness", parse("16 nm", "nm"))
    assert evaluate(blocked, example.catalogue)[path].value is None
    found = attribution(design, other, example.catalogue, path)
    assert [cause.path for cause in found.causes] == [""]
    assert found.causes[0].part == found.change


def test_an_output_without_value_gives_the_reason() -> None:
    example = case("dpgs-micelle")
    other = designs.replaced(example.design, "carrier.diameter", parse("80 nm", "nm"))
    found = attribution(example.design, other, example.catalogue, "targeting.selectivity")
    assert found.causes == () and found.reason == "No ligand is chosen."


def test_fewer_ligands_than_before_are_refused() -> None:
    example = case("crgd-polymersome-docetaxel")
    fewer = dataclasses.replace(example.design, ligands=())
    with pytest.raises(UsageError, match="other way round"):
        attribution(example.design, fewer, example.catalogue, "loading.dlc")
