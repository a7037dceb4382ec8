"""Mathieu's increments: limits, and no value where an increment is not known."""

from __future__ import annotations

import math

import pytest

from formulator.chem import increments
from formulator.errors import ModelError

ETHANOL = {"C43": 1, "C42": 1, "O21": 1}


def test_an_unknown_atom_leaves_nothing() -> None:
    found = increments.hansen_from_increments({"C43": 1, "Xe40": 1}, {"O(1)": 1}, {"HC": 3})
    assert all(math.isnan(value) for value in found)


def test_an_unknown_polar_group_leaves_the_other_parts() -> None:
    found = increments.hansen_from_increments(ETHANOL, {"SO2": 1}, {"HC": 5})
    assert math.isnan(found.polar) and found.dispersion > 0.0 and found.hydrogen > 0.0


def test_a_negative_sum_of_energies_is_no_value_and_never_zero() -> None:
    """Acids carry a negative increment: alone it has no root."""
    assert math.isnan(increments.hansen_from_increments(ETHANOL, {"COOH": 1}, {}).polar)
    assert math.isnan(increments.increment_hydrogen_parameter(atoms="C43:1; C42:1; O21:1", hydrogen_bonds="HN:1"))


def test_no_polar_group_is_a_true_zero() -> None:
    """Toluene and hexane: their tabulated polar part is 0 to 1.4 MPa^½."""
    assert increments.increment_polar_parameter(atoms="C43:2; C42:4", polar_groups="none") == 0.0


def test_the_dispersion_part_of_a_long_alkane_tends_to_a_limit() -> None:
    """Polyethylene: 17 to 18 MPa^½ (Hansen, handbook)."""
    long = increments.hansen_from_increments({"C42": 1000, "C43": 2}, {}, {})
    limit = math.sqrt(93.8 + 2016.0 * (4.60 / 16.57) ** 2)
    assert long.dispersion / 1e3 == pytest.approx(limit, rel=5e-3)
    assert 15.0 < limit < 18.0


@pytest.mark.parametrize("atoms", [{}, {"C40": 1}, {"C43": -1}])
def test_atoms_that_cannot_be_summed_are_refused(atoms: dict[str, float]) -> None:
    with pytest.raises(ModelError):
        increments.hansen_from_increments(atoms, {}, {})
