"""Every plot of every worked example as SVG, PNG and CSV."""

from __future__ import annotations

import csv
import functools
import io
import re
import struct
from pathlib import Path
from xml.etree import ElementTree

import numpy as np
import pytest

from formulator import storage
from formulator.catalogue import Catalogue, load
from formulator.design import Design
from formulator.explore.curves import PLOTS
from formulator.explore.figure import Figure
from formulator.prediction import Prediction
from formulator.ui.export import csv as writer
from formulator.ui.export import plot, svg
from formulator.ui.export.particle import Particle
from formulator.ui.export.shapes import Scene, Text, approximate_width, text_box
from formulator.ui.tokens import tokens
from formulator.uncertainty import propagate

from .test_files import chunks

EXAMPLES = tuple(sorted(storage.examples()))
IDS = (*PLOTS, "particle")
HEAD = re.compile(r".+ \[[^\[\]]+\]")
WORDS = re.compile(r"point|note|bar|words|range of .+")
"""Columns that hold words, not numbers."""


@functools.cache
def case(name: str) -> tuple[Design, Catalogue, Prediction]:
    project, catalogue = storage.load(storage.examples()[name]).project, load()
    design = next(variant for variant in project.variants if variant.id == project.active).design
    return design, catalogue, propagate(design, catalogue, 64, 0)


@functools.cache
def content(name: str, plot_id: str) -> Figure | Particle:
    return plot.content_of(plot_id, *case(name), draws=16, seed=0)


def scene(name: str, plot_id: str, dark: bool = False) -> Scene:
    return plot.maker(content(name, plot_id), tokens(dark))(approximate_width)


def table(name: str, plot_id: str, tmp_path: Path) -> dict[str, list[str]]:
    path = tmp_path / "a.csv"
    plot.write_content(content(name, plot_id), path, tokens())
    heads, *rows = list(csv.reader(io.StringIO(path.read_text(encoding="utf-8-sig"))))
    return {head: [row[index] for row in rows if row[index] != ""] for index, head in enumerate(heads)}


every = pytest.mark.parametrize(("name", "plot_id"), [(name, plot_id) for name in EXAMPLES for plot_id in IDS])


@every
def test_svg_holds_text_and_no_bitmap(name: str, plot_id: str) -> None:
    for dark in (False, True):
        root = ElementTree.fromstring(svg.text(scene(name, plot_id, dark)))
        assert [float(part) for part in root.attrib["viewBox"].split()][:2] == [0, 0]
        assert not root.findall(".//{*}image")
        texts = root.findall(".//{*}text")
        assert len(texts) >= 2 and all("".join(text.itertext()).strip() for text in texts)
        numbers = re.findall(r"-?[\d.]+(?:e[+-]?\d+)?|nan|inf", "".join(path.attrib["d"] for path in root.findall(".//{*}path")))
        assert "nan" not in numbers and "inf" not in numbers


SIZES = ((560.0, 400.0), (plot.SHEET_WIDTH, plot.SHEET_HEIGHT), (258.0, 228.0))
"""On its own, on a sheet, and in the smallest pane of a window."""


@pytest.mark.parametrize("size", SIZES)
@every
def test_no_name_is_cut_off_or_covers_another(name: str, plot_id: str, size: tuple[float, float]) -> None:
    drawn = plot.maker(content(name, plot_id), tokens(), *size)(approximate_width)
    boxes = [(shape, text_box(shape, approximate_width)) for shape in drawn.shapes if isinstance(shape, Text)]
    for shape, box in boxes:
        assert box.left >= -0.5 and box.right <= drawn.width + 0.5, shape.text
        assert box.top >= -0.5 and box.bottom <= drawn.height + 0.5, shape.text
    for number, (shape, box) in enumerate(boxes):
        for other, there in boxes[:number]:
            assert not box.overlaps(there, -1.0), f"{shape.text!r} over {other.text!r}"


@every
def test_png_has_the_asked_width_and_says_its_dots_an_inch(qapp: object, tmp_path: Path, name: str, plot_id: str) -> None:
    path = tmp_path / "a.png"
    plot.write_content(content(name, plot_id), path, tokens(), 400)
    found = chunks(path)
    assert struct.unpack(">I", found[b"IHDR"][:4]) == (400,)
    assert struct.unpack(">IIB", found[b"pHYs"]) == (11811, 11811, 1)


@every
def test_csv_names_each_column_with_its_unit(tmp_path: Path, name: str, plot_id: str) -> None:
    found = table(name, plot_id, tmp_path)
    for head, entries in found.items():
        if WORDS.fullmatch(head):
            continue
        assert HEAD.fullmatch(head), head
        assert all(np.isfinite(float(entry)) and "," not in entry for entry in entries)
    shown = content(name, plot_id)
    words = (shown.empty or shown.note) if isinstance(shown, Figure) else shown.reason
    assert ("note" in found) == bool(words)


@every
def test_csv_holds_the_arrays_that_are_drawn(tmp_path: Path, name: str, plot_id: str) -> None:
    shown = content(name, plot_id)
    found = table(name, plot_id, tmp_path)
    columns = [np.array([float(entry) for entry in entries]) for head, entries in found.items() if not WORDS.fullmatch(head)]
    if isinstance(shown, Particle):
        values = [part for column in columns for part in column]
        for length in (2 * shown.outer, 2 * shown.core, shown.brush, shown.reach, shown.molecules):
            assert length is None or length in values
        return
    arrays = []
    for panel in shown.panels:
        for line in panel.lines:
            arrays += [array for array in (line.x, line.y, line.low, line.high) if array is not None]
            if line.low is not None:
                named = f"{panel.y.label}, {line.label}" if line.label != panel.y.label else panel.y.label
                assert {writer.head(f"{named}, 5 %", panel.y.unit), writer.head(f"{named}, 95 %", panel.y.unit)} <= set(found)
        if panel.map is not None:
            arrays += [panel.map.z.ravel()] + ([panel.map.share.ravel()] if panel.map.share is not None else [])
        if panel.bars:
            arrays += [np.array([bar.low for bar in panel.bars]), np.array([bar.high for bar in panel.bars])]
            assert found["bar"] == [bar.label for bar in panel.bars]
    assert shown.empty or arrays
    for array in arrays:
        known = array[np.isfinite(array)]  # What is not known is an empty cell.
        assert any(len(column) == len(known) and np.allclose(column, known, rtol=1e-12, atol=0) for column in columns)
