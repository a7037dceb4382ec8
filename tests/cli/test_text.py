"""Tables and JSON for the terminal."""

from __future__ import annotations

import json

import pytest

from formulator.cli.text import dump, table, width


def test_columns_line_up_whatever_the_script() -> None:
    text = table([("µm", "1"), ("日本", "22"), ("a\u0301", "333")], ("name", "n"), right=(1,))
    assert [width(line) for line in text.splitlines()] == [9, 9, 9, 9]
    assert text.splitlines()[3].endswith("  333")


def test_a_table_without_rows_is_its_heads() -> None:
    assert table([], ("name", "n")) == "name  n"
    assert table([]) == ""


def test_json_is_sorted_finite_and_in_its_own_letters(capsys: pytest.CaptureFixture[str]) -> None:
    dump({"b": "µ", "a": 1.5})
    out = capsys.readouterr().out
    assert out.index('"a"') < out.index('"b"')
    assert "µ" in out
    assert json.loads(out) == {"a": 1.5, "b": "µ"}
    with pytest.raises(ValueError):
        dump({"a": float("nan")})
