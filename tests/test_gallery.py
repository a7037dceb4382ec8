"""The clinical gallery: every product opens, nothing published is invented, and disagreements are those that `evaluate` shows."""

from __future__ import annotations

import dataclasses
import re

import pytest

from formulator import assets, design, gallery
from formulator.advice import lint
from formulator.catalogue import Catalogue, load
from formulator.catalogue.catalogue import material_from_data
from formulator.errors import UnknownMaterialError
from formulator.evaluation import evaluate
from formulator.uncertainty import propagate

IDS = [material.id for material in load().all("product")]
NOW = "2026-01-01T00:00:00Z"


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    return load()


def test_the_compositions_are_those_of_the_products_and_name_what_the_catalogue_holds(catalogue: Catalogue) -> None:
    said = gallery._compositions()
    assert set(said["products"]) == set(IDS) and len(IDS) == 30
    used: set[str] = set()
    for entry in said["products"].values():
        for slot in ("carrier", "ligand", "payload"):
            assert slot not in entry or entry[slot] in catalogue
        used |= set(entry.get("reasons", ()))
    assert used == set(said["reasons"])


def test_no_number_stands_in_the_compositions() -> None:
    bare = re.sub(r'"[^"]*"|\[products\.\w+\]|#.*', "", assets.text("gallery/clinical.toml"))
    assert not re.search(r"\d", bare)


@pytest.mark.parametrize("id_", IDS)
def test_every_product_opens_evaluates_and_is_checked(id_: str, catalogue: Catalogue) -> None:
    product = gallery.product(id_, catalogue)
    project = gallery.project(product, NOW, "00000000-0000-0000-0000-000000000000")
    for variant in project.variants:
        prediction = evaluate(variant.design, catalogue)
        assert isinstance(lint(variant.design, prediction, catalogue), tuple)
        assert product.gaps == () or product.gaps[0] in variant.note
    if not product.has_particle:
        assert product.gaps, "says why there is no particle"
        assert len(project.variants) == 1


@pytest.mark.parametrize("id_", IDS)
def test_the_table_agrees_with_the_prediction(id_: str, catalogue: Catalogue) -> None:
    found = gallery.compared(gallery.product(id_, catalogue), catalogue, draws=256)
    again = propagate(found.product.design, catalogue, draws=256, seed=0)
    for line in found.lines:
        one, estimate = line.published, again[line.published.path]
        if not found.product.has_particle or estimate.value is None:
            assert line.predicted.value is None and not line.verdict and line.remark
            continue
        assert (line.predicted.value, line.predicted.low, line.predicted.high) == (estimate.value, estimate.low, estimate.high)
        assert estimate.low is not None and estimate.high is not None
        is_inside = estimate.low <= one.value <= estimate.high
        assert (line.verdict == gallery.INSIDE) is is_inside
        assert (line in found.disagreements) is not is_inside
        if line.fold is not None:
            assert line.fold * one.value == pytest.approx(estimate.value)
        else:
            assert line.difference is not None and one.value + line.difference == pytest.approx(estimate.value)


@pytest.mark.parametrize("id_", IDS)
def test_published_values_are_those_of_the_catalogue(id_: str, catalogue: Catalogue) -> None:
    product = gallery.product(id_, catalogue)
    for one in gallery.published(product):
        if one.path == gallery.DLC:
            assert product.material.text("loading_text") == f"{one.value:g} wt%" and not one.is_verified
            continue
        entry = product.material.number({gallery.SIZE: "size", gallery.ZETA: "zeta"}[one.path])
        assert entry is not None and (one.source, one.status) == (entry.source, entry.status)
        assert one.value == entry.value.magnitude  # type: ignore[union-attr]
        assert one.is_verified is (entry.status == "read")
        assert (one.low is None) is entry.range_is_default


def test_a_recalled_value_is_shown_as_not_verified_and_a_read_range_does_not_verify_its_middle(catalogue: Catalogue) -> None:
    said = {id_: gallery.evidence(gallery.published(gallery.product(id_, catalogue))[0]) for id_ in ("bind014", "mm302", "nk105")}
    assert said == {"bind014": "not verified", "mm302": "range read, value not verified", "nk105": "read"}


def test_a_loading_that_is_no_share_of_the_solids_stays_in_words(catalogue: Catalogue) -> None:
    product = gallery.product("nk911", catalogue)
    assert all(one.path != gallery.DLC for one in gallery.published(product))
    assert "37 mol% substitution" in gallery.loading_in_words(product)
    assert "no DLC" in " ".join(gallery.remarks(gallery.compared(product, catalogue, draws=64)))


def test_a_prediction_from_the_usual_value_of_the_material_says_that_agreement_would_prove_little(catalogue: Catalogue) -> None:
    kin = {id_: gallery.compared(gallery.product(id_, catalogue), catalogue, draws=64).lines[0].remark for id_ in ("nk105", "bind014")}
    assert "agreement would prove little" in kin["nk105"] and not kin["bind014"]


def test_the_project_carries_the_published_size_with_its_source_and_nothing_else(catalogue: Catalogue) -> None:
    project = gallery.project(gallery.product("nk105", catalogue), NOW, "00000000-0000-0000-0000-000000000000")
    composed, sized = project.variants
    assert project.active == sized.id
    assert design.get(sized.design, "carrier.diameter").magnitude == 85  # type: ignore[union-attr]
    assert sized.provenance == (("carrier.diameter", "lib:bmri2014"),)
    assert design.replaced(sized.design, "carrier.diameter", None) == composed.design
    assert "not a published value" in composed.note


def test_an_edit_forgets_where_the_value_before_came_from(catalogue: Catalogue) -> None:
    sized = gallery.project(gallery.product("nk105", catalogue), NOW, "00000000-0000-0000-0000-000000000000").variants[1]
    other = design.replaced(sized.design, "carrier.pdi", None)
    assert sized.edited("carrier.pdi", other).provenance == sized.provenance
    assert sized.edited("carrier.diameter", design.replaced(sized.design, "carrier.diameter", None)).provenance == ()


def test_a_product_of_a_persons_own_opens_without_a_composition(catalogue: Catalogue) -> None:
    own = material_from_data({"kind": "product", "id": "mine", "name": "Mine", "properties": {"size": {"value": 90, "unit": "nm"}}})
    assert own is not None
    found = gallery.compared(gallery.product("mine", catalogue.with_materials([own])), catalogue, draws=64)
    assert not found.product.has_particle and found.lines[0].remark == "not modelled" and "choose its materials" in found.product.gaps[0]


def test_an_unknown_product_names_those_that_are_near(catalogue: Catalogue) -> None:
    with pytest.raises(UnknownMaterialError, match="product:bind014"):
        gallery.product("bind-14", catalogue)


def test_words_name_the_direction(catalogue: Catalogue) -> None:
    found = gallery.compared(gallery.product("bind014", catalogue), catalogue, draws=256)
    size, zeta, dlc = (gallery.line_words(line) for line in found.lines)
    assert size[6:] == ("outside, below", "1.9 times larger") and zeta[7].endswith("mV lower")
    assert dlc[3:] == ("—", "", "", "", "")
    line = found.lines[0]
    assert gallery.line_words(dataclasses.replace(line, fold=0.5))[7] == "2.0 times smaller"
    assert gallery.line_words(dataclasses.replace(line, fold=1.001))[7] == "the same"
