"""The worked examples, evaluated once for all tests of this folder."""

from __future__ import annotations

import pytest

from .cases import EXAMPLES, Case, case


@pytest.fixture(params=EXAMPLES)
def example(request: pytest.FixtureRequest) -> Case:
    """Every worked example in turn."""
    return case(str(request.param))
