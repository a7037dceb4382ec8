"""Names of files that are proposed to a person."""

from __future__ import annotations

import pytest

from formulator.ui.document import file_name


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("cRGD 10 mol%", "cRGD 10 mol.csv"),
        ("CON", "CON-.csv"),
        ("lpt9", "lpt9-.csv"),
        ("../../etc/passwd", "etc-passwd.csv"),
        ("-rf", "rf.csv"),
        ("...", "project.csv"),
        ("αvβ3", "αvβ3.csv"),
    ],
)
def test_a_title_becomes_a_name_that_every_system_takes(title: str, name: str) -> None:
    assert file_name(title, ".csv") == name


def test_a_long_title_is_cut_by_bytes_and_never_inside_a_letter() -> None:
    name = file_name("中" * 200, ".csv")
    assert name == "中" * 33 + ".csv"
