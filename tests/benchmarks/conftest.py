"""Benchmarks run with `-m benchmark` only: their figures mean nothing on a busy machine."""

from __future__ import annotations

import pytest


@pytest.fixture(autouse=True)
def asked_for(request: pytest.FixtureRequest) -> None:
    if "benchmark" not in request.config.option.markexpr:
        pytest.skip("run with -m benchmark")
