"""What is said of a value that leaves the range of a model: the field that is the cause, and the nearest value inside."""

from __future__ import annotations

import pytest

from formulator import assets, catalogue, storage
from formulator import design as designs
from formulator.design import Design
from formulator.evaluation import evaluate
from formulator.prediction import Flag
from formulator.units import Value

KNOWN = catalogue.load()


@pytest.fixture(scope="module")
def example() -> Design:
    return storage.load(assets.path("examples/crgd-polymersome-docetaxel.formulation")).project.variants[0].design


def ranges(design: Design, path: str, text: str) -> list[Flag]:
    typed = designs.replaced(design, path, designs.read(path, text, "."))
    return [flag for flag in evaluate(typed, KNOWN).flags if flag.id.startswith("range.")]


@pytest.mark.parametrize(
    ("path", "text", "nearest"),
    [
        ("medium.ionic_strength", "800 mM", "500 mM"),
        ("medium.ionic_strength", "0.8 M", "0.5 mol/L"),
        ("medium.temperature", "90 degC", "60 degC"),
        ("medium.temperature", "370 K", "333 K"),
        ("target.time", "5000 h", "166 h"),
        ("target.receptors", "1e9 1/cell", "1e+08 1/cell"),
    ],
)
def test_the_nearest_value_is_in_the_unit_that_was_typed_and_lies_inside(example: Design, path: str, text: str, nearest: str) -> None:
    found = [flag for flag in ranges(example, path, text) if flag.field == path]
    assert nearest in {flag.nearest for flag in found}
    value = designs.read(path, nearest, ".")
    assert isinstance(value, Value)
    last = min((flag.nearest for flag in found), key=lambda said: float(said.split()[0]))
    assert not [flag for flag in ranges(example, path, last) if flag.field == path]


def test_the_amount_is_the_typed_one_and_the_range_is_in_its_unit(example: Design) -> None:
    found = next(flag for flag in ranges(example, "medium.ionic_strength", "0.8 M") if flag.field == "medium.ionic_strength")
    assert found.text == "Ionic strength: 0.8 mol/L is outside the Debye length model, 10⁻⁶–5·10⁻¹ mol/L."


def test_a_number_made_of_several_inputs_has_no_field(example: Design) -> None:
    found = [flag for flag in ranges(example, "ligand.tether_molar_mass", "1 kg/mol") if "occupancy" in flag.id]
    assert found and all(flag.field == "" and flag.nearest == "" for flag in found)


def test_what_nobody_typed_is_named_and_nothing_is_put_in_its_place() -> None:
    project = storage.load(assets.path("examples/dpgs-micelle.formulation")).project
    found = [flag for one in project.variants for flag in evaluate(one.design, KNOWN).flags if flag.field == "carrier.site_pka"]
    assert found and {flag.nearest for flag in found} == {""}
