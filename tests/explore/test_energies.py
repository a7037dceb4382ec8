"""Energies of two particles: the sum meets the answers, and each part does what its physics says."""

from __future__ import annotations

import numpy as np
import pytest

from .cases import Case


def test_the_mark_is_the_answer(example: Case) -> None:
    figure = example.figure("energies")
    depth, barrier = (example.prediction[path].value for path in ("stability.minimum_depth", "stability.barrier"))
    if figure.empty:
        assert depth is None and barrier is None and "instead" not in figure.empty
        return
    panel = figure.panels[0]
    mark, curve = panel.marks[0], next(line for line in panel.lines if line.label == "sum")
    at = int(np.argmin(np.abs(curve.x - mark.x)))
    assert curve.y[at] == pytest.approx(mark.y, rel=1e-6, abs=1e-9)
    if depth is not None:
        assert mark.label == "minimum" and -mark.y == pytest.approx(depth, rel=1e-3, abs=1e-6)
    else:
        assert mark.label == "barrier" and barrier is not None and max(mark.y, 0.0) == pytest.approx(barrier, rel=1e-3, abs=1e-6)
        assert curve.y[curve.x > 0].max() <= mark.y + 1e-9


def test_parts_add_up_and_have_their_sign(example: Case) -> None:
    figure = example.figure("energies")
    if figure.empty:
        pytest.skip(figure.empty)
    attraction, repulsion, total = figure.panels[0].lines
    assert np.allclose(total.y, attraction.y + repulsion.y, rtol=1e-12)
    assert (attraction.y < 0).all() and (np.diff(attraction.y) > 0).all()
    assert (repulsion.y >= 0).all() and (np.diff(repulsion.y) <= 0).all()
    assert all(np.isfinite(line.y).all() for line in figure.panels[0].lines)


def test_layers_that_do_not_touch_do_not_repel(example: Case) -> None:
    figure = example.figure("energies")
    touch = [guide.at for guide in (figure.panels[0].guides if not figure.empty else ()) if guide.label == "layers touch"]
    if not touch:
        pytest.skip("no layer")
    repulsion = figure.panels[0].lines[1]
    assert touch[0] == pytest.approx(2 * float(example.prediction["size.corona_thickness"].value or 0), rel=1e-9)
    assert (repulsion.y[repulsion.x > touch[0] * 1.001] == 0).all() and (repulsion.y[repulsion.x < 0.99 * touch[0]] > 0).all()
