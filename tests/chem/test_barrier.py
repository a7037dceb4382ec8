"""Passage across the vessel wall: a bell over the strength of binding, known in shape only."""

from __future__ import annotations

import csv
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from formulator.chem.barrier import best_transcytosis_binding, relative_transcytosis, transcytosis_index

POSITIVE = st.floats(1e-10, 1e-3)


@given(POSITIVE, st.floats(1e-3, 1e12), st.floats(1e4, 1e6))
def test_nothing_passes_better_than_the_best(luminal: float, binding: float, release: float) -> None:
    found = relative_transcytosis(luminal_concentration=luminal, binding_constant=binding, release_constant=release)
    assert 0.0 < found <= 1.0 + 1e-12


@given(POSITIVE, st.floats(1e4, 1e6), st.floats(1.0, 1e3))
def test_the_bell_is_symmetric_in_the_logarithm_of_binding(luminal: float, release: float, factor: float) -> None:
    best = best_transcytosis_binding(luminal_concentration=luminal, release_constant=release)
    case = {"luminal_concentration": luminal, "release_constant": release}
    weaker, stronger = (transcytosis_index(binding_constant=strength, **case) for strength in (best / factor, best * factor))
    assert weaker == pytest.approx(stronger, rel=1e-9)
    assert relative_transcytosis(binding_constant=best, **case) == pytest.approx(1.0, rel=1e-12)


def test_the_best_binding_is_where_the_bell_peaks() -> None:
    strengths = np.logspace(2, 9, 2001)
    case = {"luminal_concentration": 1e-6, "release_constant": 1e5}
    peak = strengths[int(np.argmax(transcytosis_index(binding_constant=strengths, **case)))]
    assert best_transcytosis_binding(**case) == pytest.approx(peak, rel=0.01)


def test_weak_and_strong_limits() -> None:
    """Weak binders pass as ρK, strong ones as K*/K."""
    case = {"luminal_concentration": 1e-9, "release_constant": 1e5}
    assert transcytosis_index(binding_constant=1e-3, **case) == pytest.approx(1e-12, rel=1e-6)
    assert transcytosis_index(binding_constant=1e18, **case) == pytest.approx(1e-13, rel=1e-6)


def test_every_row_of_the_best_binding_column() -> None:
    with (Path(__file__).parent.parent / "reference" / "bbb_bell.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert len(rows) >= 5
    for row in rows:
        best = best_transcytosis_binding(luminal_concentration=1e3 * float(row["rho_M"]), release_constant=1e-3 * float(row["Kstar_per_M"]))
        assert 1e3 * best == pytest.approx(float(row["K_opt_per_M"]), rel=1e-9)
