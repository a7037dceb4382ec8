"""What the page of measured batches says, without a window."""

from __future__ import annotations

import pytest

from formulator.calibration import Fit, Residual
from formulator.lab import Calibration
from formulator.ui.pages.measured_rows import BatchRow, html, offset_rows, tsv, z_text
from formulator.units import Value

SIZE = "size.hydrodynamic_diameter"


def fit(*differences: float) -> Fit:
    residuals = tuple(Residual(measurements=(f"m{n}",), batch=f"B{n}", difference=one) for n, one in enumerate(differences, 1))
    return Fit(path=SIZE, kind="polymersome", between=0.32, within=0.24, residuals=residuals)


@pytest.mark.parametrize(("z", "text"), [(1.26, "+1.3"), (-0.44, "−0.4"), (0.01, "0.0"), (-0.04, "0.0"), (None, "—")])
def test_z_is_written_with_one_digit_and_a_sign_where_it_has_one(z: float | None, text: str) -> None:
    assert z_text(z) == text
    assert z_text(z, ",") == text.replace(".", ",")


def test_an_offset_is_offered_used_and_offered_again_when_there_are_more_batches() -> None:
    (offered,) = offset_rows([fit(0.1)], (), {(SIZE, "polymersome"): 100.0})
    assert (offered.offer, offered.state) == ("Use", "from 1 batch, not used")
    # e^(0.064) = 1.066 times 100 nm, sd 0.307 on ln.
    assert offered.words == "Next batch 110 nm (64–180); uncalibrated 100"
    kept = fit(0.1).calibration("c1", "2026-11-27T15:00:00Z")
    (used,) = offset_rows([fit(0.1)], (kept,), {})
    assert (used.offer, used.calibration, used.words) == ("Take out", "c1", "")
    (more,) = offset_rows([fit(0.1, 0.2)], (kept,), {})
    assert more.offer == "Use 2 batches" and "our lab, 1 batch" in more.state


def test_a_calibration_whose_batches_are_gone_can_still_be_taken_out() -> None:
    kept = Calibration(
        id="c7", path="charge.zeta", kind="PEG", offset=Value(-2.0, "mV", sd=3.0), within=Value(5.0, "mV"), measurements=("m9",)
    )
    (row,) = offset_rows([], (kept,), {})
    assert (row.offer, row.calibration, row.shift) == ("Take out", "c7", "−2.0 mV")


def test_a_copied_table_cannot_become_a_formula_or_markup() -> None:
    cells = ("=SUM(A1)", "PDI", "0.1", "1", "0.2", "", "", "+0.1", "<b>\tInside.")
    row = BatchRow(cells=cells, path="size.pdi", measurement="m1", is_outside=False, spoken="")
    line = tsv([row]).splitlines()[1]
    assert line.startswith("'=SUM(A1)\t") and line.count("\t") == len(cells) - 1
    assert "&lt;b&gt;" in html([row]) and "<td>=SUM(A1)</td>" in html([row])
