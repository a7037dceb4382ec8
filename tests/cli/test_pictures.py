"""plot, render, sheet."""

from __future__ import annotations

import csv
import json
import os
import struct
import subprocess
import sys
import xml.etree.ElementTree as ElementTree
from pathlib import Path

import pypdf
import pytest

from formulator.explore import curves

from .conftest import Run

QUICK = ("--draws", "0")


def _is_number(text: str) -> bool:
    try:
        float(text)
    except ValueError:
        return False
    return True


@pytest.mark.parametrize("name", [*curves.PLOTS, "particle"])
def test_every_plot_is_svg_with_words_and_a_table_with_units(run: Run, project: Path, tmp_path: Path, name: str) -> None:
    drawn, table = tmp_path / "a.svg", tmp_path / "a.csv"
    assert run("plot", project, "--plot", name, "-o", drawn, *QUICK).code == 0
    root = ElementTree.parse(drawn).getroot()
    tags = [element.tag.rpartition("}")[2] for element in root.iter()]
    assert root.get("viewBox")
    assert "text" in tags
    assert "image" not in tags
    assert run("plot", project, "--plot", name, "-o", table, *QUICK).code == 0
    rows = list(csv.reader(table.read_text(encoding="utf-8-sig").splitlines()))
    assert len(rows) > 1
    for column, head in enumerate(rows[0]):
        filled = [row[column] for row in rows[1:] if column < len(row) and row[column]]
        assert head.endswith("]") or not any(_is_number(text) for text in filled), head


def test_a_table_with_decimal_commas_has_the_very_same_numbers(run: Run, project: Path, tmp_path: Path) -> None:
    point, comma = tmp_path / "a.csv", tmp_path / "b.csv"
    assert run("plot", project, "--plot", "binding", "-o", point, *QUICK).code == 0
    assert run("plot", project, "--plot", "binding", "-o", comma, "--decimal", "comma", *QUICK).code == 0
    texts = [path.read_text(encoding="utf-8-sig").splitlines() for path in (point, comma)]
    tables = [list(csv.reader(lines, delimiter=sign)) for lines, sign in zip(texts, ",;", strict=True)]
    assert tables[0][0] == tables[1][0]
    numbers = [(one, other) for row in zip(*tables, strict=True) for one, other in zip(*row, strict=True) if _is_number(one)]
    assert len(numbers) > 100
    assert all(float(one) == float(other.replace(",", ".")) and "." not in other for one, other in numbers)


def test_a_picture_has_the_asked_width(run: Run, project: Path, tmp_path: Path, qapp: object) -> None:
    assert run("plot", project, "--plot", "size", "-o", tmp_path / "a.png", "--width", "640", *QUICK).code == 0
    assert struct.unpack(">I", (tmp_path / "a.png").read_bytes()[16:20]) == (640,)


def test_render_draws_the_window_in_the_asked_size(run: Run, project: Path, tmp_path: Path, qapp: object) -> None:
    assert run("render", project, "-o", tmp_path / "a.png", "--size", "1000x700", "--scale", "1.5").code == 0
    assert struct.unpack(">II", (tmp_path / "a.png").read_bytes()[16:24]) == (1500, 1050)


def test_a_sheet_comes_in_every_format(run: Run, project: Path, tmp_path: Path, qapp: object) -> None:
    for ending in ("pdf", "html", "csv", "json"):
        assert run("sheet", project, "-o", tmp_path / f"a.{ending}", "--draws", "256").code == 0
    assert json.loads((tmp_path / "a.json").read_text(encoding="utf-8"))["title"] == "Formulation sheet"
    assert "<svg" in (tmp_path / "a.html").read_text(encoding="utf-8")
    assert len(pypdf.PdfReader(tmp_path / "a.pdf").pages) > 1
    assert (tmp_path / "a.csv").read_bytes().startswith(b"\xef\xbb\xbf")


def test_plot_and_sheet_are_the_same_bytes_for_the_same_time_and_seed(run: Run, project: Path, tmp_path: Path) -> None:
    fixed = ("--now", "2026-01-01T00:00:00Z", "--seed", "5", "--draws", "256")
    for ending in ("html", "csv", "json"):
        for name in ("a", "b"):
            assert run("sheet", project, "-o", tmp_path / f"{name}.{ending}", *fixed).code == 0
        assert (tmp_path / f"a.{ending}").read_bytes() == (tmp_path / f"b.{ending}").read_bytes()
    for name in ("a", "b"):
        run("plot", project, "--plot", "binding", "-o", tmp_path / f"{name}.svg", *fixed)
    assert (tmp_path / "a.svg").read_bytes() == (tmp_path / "b.svg").read_bytes()


def test_the_seed_changes_the_sheet(run: Run, project: Path, tmp_path: Path) -> None:
    for seed in ("1", "2"):
        run("sheet", project, "-o", tmp_path / f"{seed}.json", "--now", "2026-01-01", "--seed", seed, "--draws", "64")
    digests = {json.loads((tmp_path / f"{seed}.json").read_text(encoding="utf-8"))["content_sha256"] for seed in ("1", "2")}
    assert len(digests) == 2


@pytest.mark.parametrize(
    ("words", "code", "parts"),
    [
        (("plot", "--plot", "colour", "-o", "x.svg"), 2, ("no plot 'colour'", "binding")),
        (("plot", "--plot", "size", "-o", "x.gif"), 2, ("'x.gif' does not end in .svg, .png or .csv",)),
        (("plot", "--plot", "size", "-o", "none/x.svg"), 3, ("x.svg",)),
        (("plot", "--plot", "size", "-o", "x.png", "--width", "0"), 2, ("--width: '0'", "20000")),
        (("render", "-o", "x.gif"), 2, ("'x.gif' does not end in .png",)),
        (("render", "-o", "x.png", "--size", "big"), 2, ("'big' is not WIDTHxHEIGHT",)),
        (("render", "-o", "x.png", "--size", "99999x99999"), 2, ("million pixels",)),
        (("render", "-o", "x.png", "--scale", "9"), 2, ("between 0.5 and 4",)),
        (("sheet", "-o", "x.doc"), 2, ("'x.doc' does not end in", ".pdf")),
        (("sheet", "-o", "none/x.html"), 3, ("x.html was not saved", "folder does not exist")),
        (("sheet", "-o", "x.html", "--variant", "P9"), 2, ("no variant 'P9'",)),
    ],
)
def test_what_cannot_be_drawn_is_said_and_nothing_written(
    run: Run, project: Path, monkeypatch: pytest.MonkeyPatch, words: tuple[str, ...], code: int, parts: tuple[str, ...]
) -> None:
    monkeypatch.chdir(project.parent)
    run(words[0], project, *words[1:]).refuses(code, *parts)
    assert [path.name for path in project.parent.iterdir()] == ["a.formulation"]


def test_a_project_that_is_not_there_draws_nothing(run: Run, tmp_path: Path) -> None:
    for words in (
        ("plot", "--plot", "size", "-o", tmp_path / "x.svg"),
        ("render", "-o", tmp_path / "x.png"),
        ("sheet", "-o", tmp_path / "x.html"),
    ):
        run(words[0], tmp_path / "none.formulation", *words[1:]).refuses(3, "none.formulation", "no such file")
    assert not list(tmp_path.iterdir())


@pytest.mark.skipif(sys.platform != "linux", reason="fonts are found by fontconfig on Linux alone")
def test_without_a_font_nothing_is_drawn_in_empty_boxes(project: Path, tmp_path: Path) -> None:
    (tmp_path / "fonts.conf").write_text('<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd"><fontconfig/>', encoding="utf-8")
    place = {**os.environ, "FONTCONFIG_FILE": str(tmp_path / "fonts.conf"), "QT_QPA_PLATFORM": "offscreen"}
    for words, expected in ((("sheet", "a.pdf"), 3), (("plot", "a.png", "--plot", "size"), 3), (("sheet", "a.html"), 0)):
        command = [sys.executable, "-m", "formulator", words[0], str(project), "-o", str(tmp_path / words[1]), *words[2:]]
        done = subprocess.run(command, env=place, capture_output=True, text=True, encoding="utf-8", timeout=300)
        assert done.returncode == expected
        assert (tmp_path / words[1]).exists() == (expected == 0)
        assert ("No font is installed" in done.stderr) == (expected == 3)
