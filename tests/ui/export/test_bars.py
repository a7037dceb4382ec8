"""Bars: an interval marks its value, the unknown has a name and no bar, and names never stand on each other."""

from __future__ import annotations

import math

from formulator.explore.figure import Axis, Bar, Figure, Panel
from formulator.ui.export import csv
from formulator.ui.export.scene import figure_scene
from formulator.ui.export.shapes import Path, Scene, Text
from formulator.ui.tokens import LIGHT

X = Axis(label="bound fraction", unit="", low=1e-6, high=1.0, log=True)


def figure(*bars: Bar) -> Figure:
    y = Axis(label="", unit="", low=0.0, high=float(len(bars)))
    return Figure(id="cells", title="Cells", x=X, panels=(Panel(y=y, bars=bars),))


def scene(*bars: Bar) -> Scene:
    return figure_scene(figure(*bars), LIGHT)


def paths(found: Scene, name: str) -> list[Path]:
    return [shape for shape in found.shapes if isinstance(shape, Path) and shape.name == name]


def texts(found: Scene, name: str) -> list[Text]:
    return [shape for shape in found.shapes if isinstance(shape, Text) and shape.name == name]


KNOWN = Bar(label="U-87 MG", role="target", low=1e-4, high=1e-2, at=1e-3, detail="0.001")
UNKNOWN = Bar(label="HeLa", role="design", low=math.nan, high=math.nan, detail="receptors not known")


def test_the_value_is_a_stroke_inside_its_interval() -> None:
    found = scene(KNOWN, UNKNOWN)
    ((bar,), (value,)) = (paths(found, name) for name in ("bar", "bar-value"))
    left, right = bar.parts[0][:, 0].min(), bar.parts[0][:, 0].max()
    at = value.parts[0][0, 0]
    assert math.isclose(at, (left + right) / 2, abs_tol=1e-6), "0.001 is the middle of the decades"


def test_what_is_not_known_has_words_instead_of_a_bar() -> None:
    found = scene(UNKNOWN)
    assert not paths(found, "bar") and not paths(found, "bar-value")
    assert [text.text for text in texts(found, "bar-words")] == ["receptors not known"]
    table = csv.text(figure(KNOWN, UNKNOWN)).splitlines()
    assert table[0] == 'bar,bound fraction [1],"bound fraction, from [1]","bound fraction, to [1]",words'
    assert table[2] == "HeLa,,,,receptors not known"


def test_rows_closer_than_lines_are_named_by_turns_and_all_described() -> None:
    many = tuple(Bar(label=f"cell {number}", role="target", low=1e-4, high=1e-2, detail=f"value {number}") for number in range(60))
    found = scene(*many)
    bases = sorted(text.y for text in texts(found, "bar-name"))
    assert 1 < len(bases) < 60 and min(b - a for a, b in zip(bases, bases[1:], strict=False)) >= 12
    assert len(paths(found, "bar")) == 60 and all(f"cell {number}: value {number}." in found.about for number in range(60))
