"""The drawing of all variants: one picture each, one dash each, inside the sheet."""

from __future__ import annotations

import numpy as np

from formulator.explore.figure import Axis, Figure, Line, Panel
from formulator.explore.multiples import small_multiples
from formulator.ui.export.multiples import DASHES, HEIGHT, WIDTH, all_scene, dash_of, fitting, moved, themed
from formulator.ui.export.shapes import Disc, Path, Text
from formulator.ui.tokens import DARK, LIGHT

X = np.array([1e3, 1e4, 1e5, 1e6])


def figure(share: float) -> Figure:
    line = Line(label="this design", role="design", x=X, y=share * X / 1e6)
    return Figure(
        id="binding",
        title="Targeting",
        x=Axis(label="receptors per cell", unit="", low=1e3, high=1e6, log=True),
        panels=(Panel(y=Axis(label="bound fraction", unit="", low=1e-4, high=1, log=True), lines=(line,)),),
        readout="0.23",
    )


FOUND = small_multiples(("P3 blank", "cRGD 5", "cRGD 10"), [figure(0.1), figure(0.5), figure(1.0)])
SAID = [("0.23 (0.08–0.46) at a cell with a name that is much too long for it", "0.23 at U-87 MG", "0.23")] * 3


def test_of_several_read_outs_the_longest_that_fits_is_shown() -> None:
    scene = all_scene(FOUND, SAID, LIGHT)
    assert [shape.text for shape in scene.shapes if isinstance(shape, Text) and shape.name == "readout"] == ["0.23 at U-87 MG"] * 3
    assert fitting(FOUND[0], SAID[0], 120.0, lambda text, size, bold: 7.0 * len(text)) == ""


def test_pictures_stand_two_in_a_row_inside_the_sheet() -> None:
    scene = all_scene(FOUND, SAID, LIGHT)
    assert (scene.width, scene.height) == (2 * WIDTH, 2 * HEIGHT)
    titles = {shape.text: (shape.x, shape.y) for shape in scene.shapes if isinstance(shape, Text) and shape.name == "title"}
    assert titles["cRGD 5"][0] - titles["P3 blank"][0] == WIDTH and titles["cRGD 10"][1] - titles["P3 blank"][1] == HEIGHT
    points = np.concatenate([part for shape in scene.shapes if isinstance(shape, Path) for part in shape.parts])
    assert points.min() >= 0 and points[:, 0].max() <= scene.width and points[:, 1].max() <= scene.height
    assert all(name in scene.about for name in ("P3 blank", "cRGD 5", "cRGD 10"))


def test_the_dash_behind_a_title_is_that_of_its_curve_among_the_others() -> None:
    scene = all_scene(FOUND, SAID, DARK)
    samples = [shape.dash for shape in scene.shapes if isinstance(shape, Path) and shape.name == "sample"]
    assert samples == [dash_of(place) for place in range(3)]
    grey = [shape.dash for shape in scene.shapes if isinstance(shape, Path) and shape.name == "line" and shape.dash]
    assert sorted(grey) == sorted(2 * samples), "each curve stands behind both others"


def test_every_variant_up_to_the_sixth_has_a_dash_of_its_own() -> None:
    assert len(set(DASHES)) == len(DASHES) == 6
    theme = themed(LIGHT, 4)
    assert len({role.dash for name, role in theme.roles.items() if name.startswith("other ")}) == 4
    assert all(role.line != theme.roles["design"].line for name, role in theme.roles.items() if name.startswith("other "))


def test_a_moved_shape_is_the_same_shape_elsewhere() -> None:
    line = moved(Path(parts=(np.array([[0.0, 0.0], [1.0, 2.0]]),)), 10, 20)
    assert isinstance(line, Path) and line.parts[0].tolist() == [[10.0, 20.0], [11.0, 22.0]]
    disc = moved(Disc(x=1, y=2, r=3), 10, 20)
    assert isinstance(disc, Disc) and (disc.x, disc.y, disc.r) == (11, 22, 3)
