"""Mathieu's increments: limits, and no value where an increment is not known."""

from __future__ import annotations

import csv
import math
from pathlib import Path

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


def test_the_increments_are_those_of_the_published_program() -> None:
    """The program beside Mathieu, ACS Omega 2018, 3, 17049 (figshare 7449257): every volume and refraction, in cm³/mol."""
    with (Path(__file__).parents[1] / "reference" / "mathieu_increments.csv").open(encoding="utf-8", newline="") as lines:
        published = {row["atom"]: (float(row["volume_cm3_per_mol"]), float(row["refraction_cm3_per_mol"])) for row in csv.DictReader(lines)}
    assert dict(increments.ATOMS) == published


def test_the_energies_of_a_molecule_add_up_as_published() -> None:
    """Ethanol and acetamide by the program's increments: δ² V is the sum of the energies in J/mol, V in cm³/mol."""
    ethanol = increments.hansen_from_increments(ETHANOL, {"O(1)": 1}, {"HC": 5, "HO": 1, "O": 1})
    volume = 29.58 + 16.57 + 11.78
    assert 1e6 * ethanol.molar_volume == pytest.approx(volume, rel=1e-12)
    assert (ethanol.polar / 1e3) ** 2 * volume == pytest.approx(4125.0, rel=1e-12)
    assert (ethanol.hydrogen / 1e3) ** 2 * volume == pytest.approx(5 * 24.5 + 16945.0 + 1980.0, rel=1e-12)
    refraction = 5.74 + 4.60 + 2.51
    dispersion = math.sqrt(93.8 + (2016.0 + 75044.0 / volume) * (refraction / volume) ** 2)
    assert ethanol.dispersion / 1e3 == pytest.approx(dispersion, rel=1e-12)
