"""Linear compartments: against the matrix exponential, where rates meet, in batches, and published particles in mice."""

from __future__ import annotations

import csv
from pathlib import Path

import numpy as np
import pytest
from scipy.linalg import expm

from formulator.chem.compartments import states

TABLES = Path(__file__).parent.parent / "reference"
TIMES = np.array([0.0, 0.1, 1.0, 7.0, 50.0])


def chain(*rates: float) -> np.ndarray:
    """Each compartment passes on to the next at its rate."""
    matrix = np.zeros((len(rates) + 1,) * 2)
    for place, rate in enumerate(rates):
        matrix[place, place] -= rate
        matrix[place + 1, place] += rate
    return matrix


def exact(matrix: np.ndarray, start: np.ndarray) -> np.ndarray:
    return np.stack([expm(matrix * time) @ start for time in TIMES])


@pytest.mark.parametrize(
    "rates", [(1.0, 0.1, 3.0), (1.0, 1.0, 1.0), (1.0, 1.0 + 1e-9, 2.0), (0.5, 0.5 + 1e-4, 0.5 - 1e-4), (0.0, 0.0, 0.0), (1e-8, 5.0, 5.0)]
)
def test_the_states_are_those_of_the_matrix_exponential(rates: tuple[float, ...]) -> None:
    matrix, start = chain(*rates), np.array([1.0, 0.0, 0.0, 0.0])
    with np.errstate(all="raise"):
        found = states(matrix, start, TIMES)
    np.testing.assert_allclose(found, exact(matrix, start), atol=1e-11)
    np.testing.assert_allclose(found.sum(axis=1), 1.0, atol=1e-11)


def test_equal_rates_fall_back_and_different_ones_do_not(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[float] = []

    def counted(matrix: np.ndarray) -> np.ndarray:
        asked.append(float(matrix[0, 0]))
        return expm(matrix)

    monkeypatch.setattr("scipy.linalg.expm", counted)
    start = np.array([1.0, 0.0, 0.0])
    states(chain(1.0, 3.0), start, TIMES)
    assert not asked
    both = states(np.stack([chain(1.0, 3.0), chain(2.0, 2.0)]), start, TIMES)
    assert len(asked) == TIMES.size and asked[-1] == pytest.approx(-2.0 * TIMES[-1])
    np.testing.assert_allclose(both[0], exact(chain(1.0, 3.0), start), atol=1e-12)
    np.testing.assert_allclose(both[1], exact(chain(2.0, 2.0), start), atol=1e-12)


def test_a_matrix_without_enough_eigenvectors_is_no_failure(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the inverse does not exist at all the rest of the batch still has its own."""
    matrices = np.stack([chain(1.0, 3.0), chain(1.0, 2.0)])
    real = np.linalg.eig

    def flat(rates: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        values, vectors = real(rates)
        vectors[1] = 1.0
        return values, vectors

    monkeypatch.setattr(np.linalg, "eig", flat)
    start = np.array([1.0, 0.0, 0.0])
    found = states(matrices, start, TIMES)
    np.testing.assert_allclose(found, [exact(matrix, start) for matrix in matrices], atol=1e-12)


def test_compartments_in_a_ring_turn_with_complex_rates() -> None:
    ring = np.array([[-1.0, 0.0, 1.0], [1.0, -1.0, 0.0], [0.0, 1.0, -1.0]])
    start = np.array([1.0, 0.0, 0.0])
    np.testing.assert_allclose(states(ring, start, TIMES), exact(ring, start), atol=1e-12)


def test_batches_and_starts_broadcast() -> None:
    matrices = np.stack([[chain(1.0, rate) for rate in (0.1, 0.2, 0.3)]] * 2)
    starts = np.array([[1.0, 0.0, 0.0], [0.0, 1.0, 0.0]])[:, None, :]
    found = states(matrices, starts, TIMES)
    assert found.shape == (2, 3, TIMES.size, 3)
    np.testing.assert_allclose(found[1, 2], exact(chain(1.0, 0.3), np.array([0.0, 1.0, 0.0])), atol=1e-12)


def test_published_particles_spread_through_a_mouse_as_their_own_model_says() -> None:
    """PLA-PEG particles (Shalgunov 2017, permeability times surface in mL/h): organs fill from 1.062 mL of plasma, hardly empty."""
    surface = {
        "liver_pctID": 2.14e-2, "spleen_pctID": 2.02e-3, "tumour_tissue_pctID": 1.31e-3, "kidney_pctID": 9.27e-4, "lung_pctID": 1.22e-4,
        "rest_pctID": 5.79e-2,
    }  # fmt: skip
    matrix = np.zeros((7, 7))
    matrix[1:, 0] = np.array(list(surface.values())) / 1.062
    matrix[0, 0] = -matrix[1:, 0].sum()
    with (TABLES / "peer_plapeg_biodist.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    times = np.array([float(row["t_h"]) for row in rows])
    found = 100.0 * states(matrix, np.eye(7)[0], times)
    assert len(rows) >= 5
    # The published sums carry three digits; blood is compared against the dose.
    for place, column in enumerate(("blood_pctID", *surface)):
        expected = np.array([float(row[column]) for row in rows])
        np.testing.assert_allclose(found[:, place], expected, rtol=1e-2, atol=0.05, err_msg=column)
