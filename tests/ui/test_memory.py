"""Blocks of large pictures go back to the system."""

from __future__ import annotations

import platform
import sys

import pytest

from formulator.ui.memory import give_back_large_blocks


@pytest.mark.skipif(platform.libc_ver()[0] != "glibc", reason="only glibc has these settings")
def test_glibc_takes_both_settings() -> None:
    assert give_back_large_blocks()


def test_other_systems_are_left_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "platform", "win32")
    assert not give_back_large_blocks()
