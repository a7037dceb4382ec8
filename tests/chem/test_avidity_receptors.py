"""Avidity with two kinds of receptor: its table, one kind as a limit, and no more receptors held than there are."""

from __future__ import annotations

import csv
from pathlib import Path

import numpy as np
import pytest

from formulator.chem.avidity import avidity_bound_complexes, avidity_bound_receptors
from formulator.chem.avidity_receptors import avidity_bound_complexes_two_receptors, avidity_bound_receptors_two_receptors

TABLES = Path(__file__).parent.parent / "reference"
UNITS = {
    "complex_concentration": ("L0_M", 1e3), "crosslinking_constant": ("KxStar_M_cell", 1e3), "valency": ("f_valency", 1.0),
    "receptors": ("R1_per_cell", 1.0), "other_receptors": ("R2_per_cell", 1.0), "association_constant": ("Ka1_per_M", 1e-3),
    "other_association_constant": ("Ka2_per_M", 1e-3),
}  # fmt: skip


def columns() -> tuple[dict[str, np.ndarray], list[dict[str, str]]]:
    with (TABLES / "avidity_two_receptors.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    return {name: np.array([float(row[column]) * factor for row in rows]) for name, (column, factor) in UNITS.items()}, rows


def test_every_row_of_the_table_of_two_receptors() -> None:
    given, rows = columns()
    assert len(rows) >= 6
    with np.errstate(all="raise"):
        held = avidity_bound_complexes_two_receptors(**given)
        used = avidity_bound_receptors_two_receptors(**given)
    np.testing.assert_allclose(held, [float(row["Lbound_per_cell"]) for row in rows], rtol=1e-8)
    np.testing.assert_allclose(used, [float(row["Rbound_per_cell"]) for row in rows], rtol=1e-8)
    free = np.array([float(row["R1free_per_cell"]) + float(row["R2free_per_cell"]) for row in rows])
    np.testing.assert_allclose(used, given["receptors"] + given["other_receptors"] - free, rtol=1e-6)
    alone = avidity_bound_complexes_two_receptors(**{name: float(values[0]) for name, values in given.items()})
    assert alone == pytest.approx(float(held[0]), rel=1e-12)


def test_two_receptors_alike_are_one_kind() -> None:
    one = {"complex_concentration": 1e-6, "crosslinking_constant": 1e-9, "valency": 5.0, "association_constant": 1e4}
    both = {**one, "other_association_constant": 1e4, "receptors": 3e4, "other_receptors": 7e4}
    assert avidity_bound_complexes_two_receptors(**both) == pytest.approx(avidity_bound_complexes(**one, receptors=1e5), rel=1e-10)
    assert avidity_bound_receptors_two_receptors(**both) == pytest.approx(avidity_bound_receptors(**one, receptors=1e5), rel=1e-10)
