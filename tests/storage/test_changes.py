"""What an edit has changed, as paths with the text before and after."""

from __future__ import annotations

import dataclasses

import pytest

from formulator import bench as benches
from formulator import design as designs
from formulator.bench import Bench
from formulator.project import Project, Specification
from formulator.storage import frozen
from formulator.storage.changes import LONGEST, Change, changes
from formulator.units import Value


def edited(project: Project, path: str, text: str) -> Project:
    variant = project.variant("v2")
    design = designs.replaced(variant.design, path, designs.read(path, text))
    return project.with_variant(dataclasses.replace(variant, design=design))


def test_nothing_changed_is_nothing(project: Project) -> None:
    assert changes(project, project) == ()
    assert changes(project, dataclasses.replace(project, active="v1", modified="2027-01-01T00:00:00Z")) == ()


def test_one_field_is_one_change_with_both_texts(project: Project) -> None:
    assert changes(project, edited(project, "ligand.density", "12.5 mol%")) == (
        Change(path="v2/ligand.density", old="10 mol%", new="12.5 mol%"),
    )
    assert changes(project, edited(project, "carrier.diameter", "")) == (Change(path="v2/carrier.diameter", old="100 ± 5 nm", new=None),)
    assert changes(project, edited(project, "ligand.2.density", "6 wt%"))[0].path == "v2/ligand.2.density"


def test_a_number_typed_with_a_comma_stands_with_a_point(project: Project) -> None:
    variant = project.variant("v2")
    feed = designs.replaced(variant.design, "payload.feed", designs.read("payload.feed", "2,5 mg", decimal=","))
    (found,) = changes(project, project.with_variant(dataclasses.replace(variant, design=feed)))
    assert (found.old, found.new) == ("2 mg", "2.5 mg")


def test_bench_ranges_words_and_order_of_a_variant_are_seen(project: Project) -> None:
    variant = project.variant("v2")
    bench = benches.replaced(benches.replaced(variant.bench, "lot.payload.assay", Value(99.1, "%")), "bench.overage", Value(5.0, "%"))
    spec = Specification(path="size.pdi", high=Value(0.2))
    after = project.with_variant(dataclasses.replace(variant, bench=bench, name="other", status="approved", specifications=(spec,)))
    after = dataclasses.replace(after, variants=after.variants[::-1], title="New")
    assert {(one.path, one.old, one.new) for one in changes(project, after)} == {
        ("v2/lot.payload.assay", "98.5 %", "99.1 %"),
        ("v2/bench.overage", None, "5 %"),
        ("v2/spec.size.pdi", None, "<= 0.2"),
        ("v2/variant.name", "αvβ3 10 %", "other"),
        ("v2/variant.status", "checked", "approved"),
        ("variants", "v1 v2", "v2 v1"),
        ("title", "Tést", "New"),
    }
    bare = project.with_variant(dataclasses.replace(variant, bench=Bench()))
    assert {one.path for one in changes(project, bare)} == {"v2/lot.payload.assay", "v2/lot.payload.lot", "v2/bench.balance_readability"}


def test_a_range_open_above_or_closed_and_its_method_are_seen(project: Project) -> None:
    variant = project.variant("v2")
    spec = Specification(path="loading.ee", low=Value(60.0, "%"), method="HPLC")
    both = Specification(path="size.z_average", low=Value(90.0, "nm"), high=Value(120.0, "nm"))
    after = project.with_variant(dataclasses.replace(variant, specifications=(spec, both)))
    assert {(one.path, one.old, one.new) for one in changes(project, after)} == {
        ("v2/spec.loading.ee", None, ">= 60 %"),
        ("v2/spec.loading.ee.method", None, "HPLC"),
        ("v2/spec.size.z_average", None, "90 nm to 120 nm"),
    }


def test_a_variant_that_comes_is_written_down_whole(project: Project) -> None:
    (found,) = changes(project, project.duplicated("v1", "copy"))
    assert found.path == "v3" and found.old is None and found.new is not None
    assert '"name":"copy"' in found.new and '"parent":"v1"' in found.new
    (back,) = changes(project.duplicated("v1", "copy"), project)
    assert (back.old, back.new) == (found.new, None)


def test_records_beside_the_variants_are_seen_part_by_part(project: Project) -> None:
    batch = dataclasses.replace(project.batches[0], operator="C. D.")
    after = dataclasses.replace(
        project, batches=(batch,), measurements=(), calibrations=project.calibrations[:1], materials=(), authors=("C. D.",)
    )
    found = {one.path: one for one in changes(project, after)}
    assert set(found) == {"authors", "batch/b1.operator", "measurement/m1", "calibration/c2", "material/drug:docetaxel"}
    assert (found["batch/b1.operator"].old, found["batch/b1.operator"].new) == ("A. B.", "C. D.")
    assert found["measurement/m1"].new is None


def test_a_very_long_text_stands_by_its_hash(project: Project) -> None:
    variant = dataclasses.replace(project.variant("v2"), extras=frozen({"x-big": "a" * (LONGEST + 1)}))
    (_, found) = changes(project, project.with_variant(variant))
    assert found.path == "v2/x-big" and found.new is not None and found.new.startswith("sha256:")


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("uniform 2 to 5 mg", "uniform 2 to 5 mg"),
        ("triangular 2 to 3 to 5 mg", "triangular 2 to 3 to 5 mg"),
        ("3 ×/÷ 1.5 mg", "3 ×/÷ 1.5 mg"),
    ],
)
def test_a_spread_of_another_law_stands_as_it_is_typed(project: Project, typed: str, words: str) -> None:
    before = project.variant()
    design = designs.replaced(before.design, "payload.feed", designs.read("payload.feed", typed, "."))
    found = changes(project, project.with_variant(before.edited("payload.feed", design)))
    assert [one.new for one in found if one.path.endswith("payload.feed") and "provenance" not in one.path] == [words]
