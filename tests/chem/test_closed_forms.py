"""Closed forms against their defining equations at 60 digits, at 24 points each, to 1e-8.

tests/reference/make_closed_forms.py made the numbers: rate equations as matrix exponentials, roots by bisection, quotients as printed.
"""

from __future__ import annotations

import json
import math
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from formulator.chem.model import Model

POINTS: dict[str, list[dict[str, Any]]] = json.loads(
    (Path(__file__).parent.parent / "reference" / "closed_forms.json").read_text(encoding="utf-8")
)


@pytest.mark.parametrize("name", sorted(POINTS))
def test_the_closed_form_agrees_with_sixty_digits(name: str, models: dict[str, Model]) -> None:
    model, points = models[name], POINTS[name]
    assert len(points) >= 20
    expected = [float(point["value"]) for point in points]
    with np.errstate(all="raise"):
        apart = [model.checked(**point["arguments"]) for point in points]
        together = model(**{key: np.array([point["arguments"][key] for point in points]) for key in points[0]["arguments"]})
    np.testing.assert_allclose(apart, expected, rtol=1e-8, atol=1e-280)
    np.testing.assert_allclose(together, expected, rtol=1e-8, atol=1e-280)


@pytest.mark.parametrize("name", sorted(POINTS))
def test_the_points_tell_something(name: str) -> None:
    """Values spread over more than a factor of ten and mostly finite, or the comparison would be empty."""
    finite = [float(point["value"]) for point in POINTS[name] if math.isfinite(float(point["value"]))]
    assert len(finite) >= 20
    assert max(finite) > 10.0 * min(finite)
