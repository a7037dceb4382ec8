"""What goes into the batch."""

from __future__ import annotations

import dataclasses

import pytest

from formulator import catalogue
from formulator.evaluation import evaluate
from formulator.recipe import components
from formulator.units import parse

from .test_plan import example


def test_masses_follow_from_polymer_feed_and_mole_share() -> None:
    """10 mg polymer of which 10 mol% of the chains carry ligand; 2 mg payload."""
    design = example()
    parts = components(design, evaluate(design, catalogue.load()), catalogue.load())
    carrier, bearing, payload = parts
    assert [part.role for part in parts] == ["carrier", "ligand carrier", "payload"]
    assert carrier.mass + bearing.mass == pytest.approx(10e-6, rel=1e-12)
    assert payload.mass == pytest.approx(2e-6, rel=1e-12)
    assert carrier.molar_mass is not None
    assert bearing.molar_mass is not None
    moles = carrier.mass / carrier.molar_mass, bearing.mass / bearing.molar_mass
    assert moles[1] / sum(moles) == pytest.approx(0.1, rel=1e-9)


def test_an_unknown_carrier_leaves_nothing_to_weigh() -> None:
    design = example()
    nothing = dataclasses.replace(design, carrier=dataclasses.replace(design.carrier, id=None))
    known = catalogue.load()
    assert components(nothing, evaluate(nothing, known), known) == ()


def test_without_a_ligand_all_polymer_is_plain() -> None:
    design = example()
    ligand = dataclasses.replace(design.ligands[0], density=parse("0 mol%", "mol%"))
    plain = dataclasses.replace(design, ligands=(ligand,))
    parts = components(plain, evaluate(plain, catalogue.load()), catalogue.load())
    assert [part.role for part in parts] == ["carrier", "payload"]
    assert parts[0].mass == pytest.approx(10e-6, rel=1e-12)
