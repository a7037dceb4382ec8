"""Soluble antigen takes ligands, a natural ligand takes receptors; both only where they are given, and only in blood."""

from __future__ import annotations

import pytest

from .cases import CRGD, FOLATE, ask, value

SERUM = "targeting.occupancy_target_serum"
BUFFER = "targeting.occupancy_target"


def test_antigen_at_the_dissociation_constant_takes_half_of_the_ligands() -> None:
    without, with_antigen = ask(CRGD), ask(CRGD, target__antigen_concentration="40 nM", target__antigen_dissociation_constant="40 nM")
    assert with_antigen.nodes["active_in_serum"] == pytest.approx(without.nodes["active_in_serum"] / 2, rel=1e-12)
    assert value(with_antigen, BUFFER) == value(without, BUFFER)
    assert value(with_antigen, SERUM) < value(without, SERUM)


def test_antigen_binds_as_the_receptor_does_unless_told_otherwise() -> None:
    found = ask(CRGD, ligand__dissociation_constant="40 nM", target__antigen_concentration="120 nM")
    assert found.nodes["free_of_antigen"] == pytest.approx(0.25, rel=1e-12)


def test_no_antigen_and_no_natural_ligand_change_nothing() -> None:
    empty = ask(CRGD)
    told = ask(CRGD, target__antigen_concentration="0 nM", target__competitor_concentration="0 nM",
               target__competitor_dissociation_constant="5 nM")  # fmt: skip
    for path, estimate in empty.estimates.items():
        assert told[path].value == (None if estimate.value is None else pytest.approx(estimate.value, rel=1e-12)), path


def test_a_natural_ligand_at_its_dissociation_constant_takes_half_of_the_receptors() -> None:
    """5-methyltetrahydrofolate in plasma 6.6-39.9 nM, sobczynska2014."""
    without = ask(FOLATE)
    found = ask(FOLATE, target__competitor_concentration="20 nM", target__competitor_dissociation_constant="20 nM")
    assert found.nodes["receptors_in_serum"] == pytest.approx(without.nodes["receptors_in_serum"] / 2, rel=1e-12)
    assert value(found, BUFFER) == value(without, BUFFER)
    assert value(found, SERUM) < value(without, SERUM)
    assert value(found, "targeting.efficiency") < value(without, "targeting.efficiency")


@pytest.mark.parametrize("path", ["target.antigen_concentration", "target.competitor_concentration"])
def test_more_in_blood_never_binds_more(path: str) -> None:
    k_d = "target__competitor_dissociation_constant"
    found = [value(ask(FOLATE, **{path.replace(".", "__"): f"{dose} nM", k_d: "20 nM"}), SERUM) for dose in (0, 1, 30, 1000, 1e6)]
    assert found == sorted(found, reverse=True) and found[-1] < found[0]


def test_a_natural_ligand_of_unknown_affinity_leaves_serum_unsaid() -> None:
    found = ask(CRGD, target__competitor_concentration="20 nM")
    assert found[SERUM].value is None and "K_D, natural ligand" in found[SERUM].reason
    assert found[BUFFER].value is not None
