"""Quantities in a file: what an answer that was measured or specified may be."""

from __future__ import annotations

import pytest

from formulator.storage.quantity import QuantityProblem, of_output


def test_a_value_of_an_output_has_no_law_of_its_own() -> None:
    check = of_output("size.z_average")
    assert check(112.0, "nm", 5.0, None).sd == 5.0
    with pytest.raises(QuantityProblem, match="one number, with sd where it has a spread"):
        check(112.0, "nm", None, None, ("uniform", 100.0, 120.0))
