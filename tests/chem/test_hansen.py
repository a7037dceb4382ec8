"""Hansen parameters from group contributions; tables: the same sums done by another program."""

from __future__ import annotations

import csv
import math
from pathlib import Path

import numpy as np
import pytest

from formulator.chem import hansen
from formulator.errors import ModelError

REFERENCE = Path(__file__).resolve().parents[1] / "reference"


def _counts(text: str) -> dict[str, float]:
    pairs = (item.rsplit(":", 1) for item in text.split(";"))
    return {group: float(count) for group, count in pairs}


def _rows(table: str, column: str) -> list[dict[str, str]]:
    with (REFERENCE / f"{table}.csv").open(encoding="utf-8", newline="") as lines:
        return [row for row in csv.DictReader(lines) if row[column]]


@pytest.mark.parametrize("row", _rows("hansen_polymers_hvk", "group_counts"), ids=lambda row: row["polymer_repeat"])
def test_group_contributions_of_polymers_add_up(row: dict[str, str]) -> None:
    """Hoftyzer–Van Krevelen with Fedors volumes, hand-counted groups."""
    found = hansen.hansen_from_groups(_counts(row["group_counts"]))
    assert 1e6 * found.molar_volume == pytest.approx(float(row["fedors_V_cm3_per_mol"]), rel=1e-4)
    assert found.dispersion / 1e3 == pytest.approx(float(row["hvk_dD_MPa_half"]), rel=1e-4)
    assert found.polar / 1e3 == pytest.approx(float(row["hvk_dP"]), rel=1e-4)
    assert found.hydrogen / 1e3 == pytest.approx(float(row["hvk_dH"]), rel=1e-4)


@pytest.mark.parametrize("row", _rows("hansen_drugs", "hvk_group_counts"), ids=lambda row: row["name"])
def test_group_contributions_of_drugs_add_up(row: dict[str, str]) -> None:
    found = hansen.hansen_from_groups(_counts(row["hvk_group_counts"]))
    assert 1e6 * found.molar_volume == pytest.approx(float(row["fedors_V_cm3_per_mol"]), rel=1e-4)
    for value, column in zip(found[:3], ("hvk_dD", "hvk_dP", "hvk_dH"), strict=True):
        assert value / 1e3 == pytest.approx(float(row[column]), rel=2e-4)


def test_planes_of_symmetry_cancel_the_polar_part() -> None:
    groups = {"CH2": 2, "O": 2}
    polar = [hansen.hansen_from_groups(groups, symmetry_planes=planes).polar for planes in range(5)]
    np.testing.assert_allclose(np.array(polar) / polar[0], [1.0, 0.5, 0.25, 0.0, 0.0])


@pytest.mark.parametrize(("groups", "planes"), [({"SO2": 1}, 0), ({"CH2": -1}, 0), ({"CH2": 1}, -1), ({"C": 1}, 0), ({}, 0)])
def test_groups_that_cannot_be_summed_are_refused(groups: dict[str, float], planes: int) -> None:
    with pytest.raises(ModelError):
        hansen.hansen_from_groups(groups, symmetry_planes=planes)


def test_an_aromatic_nh_counts_as_nh() -> None:
    assert hansen.hansen_from_groups({"nH": 1, "CH3": 1}) == hansen.hansen_from_groups({"NH": 1, "CH3": 1})


def test_parameters_do_not_depend_on_how_many_repeat_units_are_counted() -> None:
    """Dispersion and hydrogen part are per volume; the polar part is not additive and falls with length, a known flaw."""
    one, ten = (hansen.hansen_from_groups({"CH2": 2 * n, "O": n}) for n in (1, 10))
    assert ten.dispersion == pytest.approx(one.dispersion, rel=1e-12) and ten.hydrogen == pytest.approx(one.hydrogen, rel=1e-12)
    assert ten.polar == pytest.approx(one.polar / math.sqrt(10.0), rel=1e-12)


def test_text_of_groups_is_read_with_blanks_and_repeats() -> None:
    assert dict(hansen.read_counts(" CH2:2 ;COO:0.5; CH2:1;")) == {"CH2": 3.0, "COO": 0.5}
    assert dict(hansen.read_counts("none")) == {}


@pytest.mark.parametrize("text", ["CH2", "CH2:", "CH2:x", "CH2:nan", "CH2:inf", ":"])
def test_text_that_is_no_list_of_groups_is_refused(text: str) -> None:
    with pytest.raises(ModelError, match="such as CH2:5"):
        hansen.read_counts(text)


def test_a_group_that_is_not_known_is_named() -> None:
    with pytest.raises(ModelError, match="'SO2'"):
        hansen.group_polar_parameter(groups="CH3:2; SO2:1")


FEDORS = {
    "CH3": 33.5,
    "CH2": 16.1,
    "CH": -1.0,
    "C": -19.2,
    "=CH2": 28.5,
    "=CH": 13.5,
    "=C": -5.5,
    "phenyl": 71.4,
    "phenylene": 52.4,
    "phenyl_tri": 33.4,
    "OH": 10.0,
    "OH vicinal": 13.0,
    "O": 3.8,
    "CO": 10.8,
    "CHO": 22.3,
    "COO": 18.0,
    "COOH": 28.5,
    "NH2": 19.2,
    "NH": 4.5,
    "N": -9.0,
    "=N-": 5.0,
    "CONH": 9.5,
    "CON": -7.7,
    "CONH2": 17.5,
    "CN": 24.0,
    "NO2": 24.0,
    "Cl": 24.0,
    "F": 18.0,
    "S": 12.0,
    "ring": 16.0,
}
"""Molar volumes of groups in cm³/mol: Fedors, Polym. Eng. Sci. 1974, 14, 147, table 2 (recalled)."""


def test_the_volumes_of_groups_are_those_of_fedors() -> None:
    assert {group: row[3] for group, row in hansen.GROUPS.items()} == FEDORS
