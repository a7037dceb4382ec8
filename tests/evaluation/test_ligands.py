"""Which ligands work: each loss counts once and is visible, in buffer and in serum."""

from __future__ import annotations

import pytest

from .cases import ACUPA, CRGD, DENDRIMER, ask

LOSSES = {
    "coupling_yield": "ligand.coupling_yield",
    "surface_fraction": "ligand_outer_share",
    "orientation": "ligand.orientation",
}


@pytest.mark.parametrize("name", [CRGD, ACUPA, DENDRIMER])
def test_every_loss_between_designed_and_working_ligands_is_an_argument_of_one_step(name: str) -> None:
    found = ask(name)
    assert found["ligand.active"].model == "active_ligands"
    step = next(step for step in found.steps if step.node == "ligand.active")
    assert {argument: step.arguments[argument] for argument in LOSSES} == LOSSES
    expected = step.values["ligands"] * step.values["coupling_yield"] * step.values["surface_fraction"] * step.values["orientation"]
    assert found["ligand.active"].value == pytest.approx(expected, rel=1e-12)
    assert step.values["unmasked"] == 1.0


def test_half_the_yield_halves_the_working_ligands() -> None:
    whole, half = (ask(CRGD, ligand__coupling_yield=f"{share} %")["ligand.active"].value for share in (80, 40))
    assert whole is not None and half == pytest.approx(whole / 2, rel=1e-12)


def test_serum_leaves_the_stated_share_of_the_working_ligands() -> None:
    nodes = ask(CRGD, ligand__serum_masking="25 %").nodes
    assert nodes["active_in_serum"] == pytest.approx(0.25 * nodes["ligand.active"], rel=1e-12)


def test_without_a_ligand_none_works_and_the_reason_says_so() -> None:
    found = ask(CRGD, ligand__id="")["ligand.active"]
    assert found.value is None and "ligand" in found.reason.lower()
