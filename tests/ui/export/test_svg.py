"""SVG of figures: XML that stands alone, ticks and data by one transform, names that do not cover each other."""

from __future__ import annotations

import itertools
import subprocess
import sys
from xml.etree import ElementTree

import numpy as np
import pytest

from formulator.explore.figure import Figure
from formulator.ui.export import svg
from formulator.ui.export.scene import figure_scene, frames
from formulator.ui.export.shapes import Path, Scene, Text, approximate_width, text_box
from formulator.ui.tokens import tokens

from . import figures

SPACE = "{http://www.w3.org/2000/svg}"


@pytest.fixture(params=sorted(figures.ALL))
def figure(request: pytest.FixtureRequest) -> Figure:
    return figures.ALL[request.param]()


@pytest.mark.parametrize("dark", [False, True])
def test_svg_is_xml_with_text_and_without_bitmaps(figure: Figure, dark: bool) -> None:
    root = ElementTree.fromstring(svg.text(figure_scene(figure, tokens(dark))))
    assert root.get("viewBox") == "0 0 560 400"
    assert len(root.findall(f".//{SPACE}text")) >= 1
    assert not root.findall(f".//{SPACE}image")
    assert root.find(f"{SPACE}title").text == figure.title
    ground = root.find(f"{SPACE}rect")
    assert ground.get("fill") == tokens(dark).paper


def test_the_same_figure_gives_the_same_bytes(figure: Figure) -> None:
    assert svg.text(figure_scene(figure, tokens())) == svg.text(figure_scene(figure, tokens()))


@pytest.mark.parametrize("name", ["binding", "time", "size", "loading", "selectivity"])
def test_a_tick_stands_where_data_of_its_value_stands(name: str) -> None:
    figure = figures.ALL[name]()
    root = ElementTree.fromstring(svg.text(figure_scene(figure, tokens())))
    frame = frames(figure, 560, 400)[-1]
    labels = [entry for entry in root.iter(f"{SPACE}text") if entry.get("class") == "x-label"]
    assert len(labels) >= 2
    for entry in labels:
        assert float(entry.get("x")) == pytest.approx(float(frame.x.px(float(entry.get("data-value")))), abs=0.01)
    ticks = [entry for entry in root.iter(f"{SPACE}path") if entry.get("class") == "x-tick"][-1]
    drawn = sorted(float(part.split()[0]) for part in ticks.get("d").split("M")[1:])
    for entry in labels:
        assert min(abs(float(entry.get("x")) - place) for place in drawn) < 0.011


def test_a_curve_passes_the_pixel_of_its_tick() -> None:
    """The curve y = x on equal ranges crosses every x tick at the height of the y tick with the same value."""
    figure = figures.time()
    frame = frames(figures.loading(), 560, 400)[0]
    for value in (0.0, 7.0, 35.0):
        assert frame.x.value(float(frame.x.px(value))) == pytest.approx(value, abs=1e-9)
    line = next(shape for shape in figure_scene(figure, tokens()).shapes if isinstance(shape, Path) and shape.name == "line")
    first = figure.panels[0].lines[0]
    placed = frames(figure, 560, 400)[0]
    assert line.parts[0][0, 0] == pytest.approx(float(placed.x.px(first.x[0])), abs=1e-9)
    assert line.parts[0][0, 1] == pytest.approx(float(placed.y.px(first.y[0])), abs=1e-9)


def names(scene: Scene) -> list[Text]:
    return [shape for shape in scene.shapes if isinstance(shape, Text) and shape.name in ("name", "step-name")]


@pytest.mark.parametrize("width", [250, 385, 560])
def test_names_do_not_cover_each_other(figure: Figure, width: int) -> None:
    scene = figure_scene(figure, tokens(), width=width, height=260)
    for one, other in itertools.combinations(names(scene), 2):
        assert not text_box(one, approximate_width).overlaps(text_box(other, approximate_width)), (one.text, other.text)


def test_a_name_that_finds_no_place_is_told_in_the_description() -> None:
    scene = figure_scene(figures.binding(), tokens(), width=150, height=110)
    assert scene.dropped
    assert all(name in scene.about for name in scene.dropped)


def test_everything_drawn_stays_inside_its_axes(figure: Figure) -> None:
    box = frames(figure, 560, 400)[0].box
    bottom = frames(figure, 560, 400)[-1].box.bottom
    for shape in figure_scene(figure, tokens()).shapes:
        if isinstance(shape, Path) and shape.name in ("line", "band", "span", "step", "robust", "hatch"):
            for part in shape.parts:
                assert part[:, 0].min() >= box.left - 0.01
                assert part[:, 0].max() <= box.right + 0.01
                assert part[:, 1].min() >= box.top - 0.01
                assert part[:, 1].max() <= bottom + 0.01


def test_an_empty_figure_keeps_its_axes_and_says_why() -> None:
    text = svg.text(figure_scene(figures.empty(), tokens()))
    assert "No target cell is chosen." in text
    assert 'class="x-tick"' in text
    assert "time / h" in text


def test_a_gap_in_the_data_is_a_gap_in_the_line() -> None:
    lines = [shape for shape in figure_scene(figures.far(), tokens()).shapes if isinstance(shape, Path) and shape.name == "line"]
    assert len(lines) == 1
    assert len(lines[0].parts) == 1
    assert len(lines[0].parts[0]) == 2


def test_the_design_is_drawn_last_of_the_marks_with_a_halo() -> None:
    marks = [
        shape.name for shape in figure_scene(figures.binding(), tokens()).shapes if shape.name in ("cross", "halo", "measured", "ring")
    ]
    assert marks == ["ring", "measured", "halo", "cross"]


def test_lines_of_one_dashed_role_differ_in_their_dash() -> None:
    from formulator.explore.figure import Axis, Line, Panel

    x = np.linspace(0, 1, 5)
    lines = tuple(Line(label=str(number), role="reference", x=x, y=x * number) for number in (1, 2, 3))
    axis = Axis(label="a", unit="", low=0, high=3)
    scene = figure_scene(Figure(id="z", title="z", x=axis, panels=(Panel(y=axis, lines=lines),)), tokens())
    dashes = [shape.dash for shape in scene.shapes if isinstance(shape, Path) and shape.name == "line"]
    assert len(set(dashes)) == 3


def test_a_symbol_is_lowered_and_markup_is_escaped() -> None:
    assert "<tspan>K</tspan><tspan" in svg.text(figure_scene(figures.selectivity(), tokens()))
    assert "Far &amp; &lt;away&gt;" in svg.text(figure_scene(figures.far(), tokens()))


def test_pictures_are_written_without_qt() -> None:
    code = (
        "import sys, formulator.ui, formulator.ui.export, formulator.ui.export.sheet; "
        "sys.exit(any(name.startswith(('PySide6', 'pyqtgraph')) for name in sys.modules))"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
