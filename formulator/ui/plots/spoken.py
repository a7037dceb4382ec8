"""A figure or a particle in the language of the window. What is computed stays English: its data are copied and written as they are."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterable

from formulator.explore.figure import Axis, Figure, Panel
from formulator.ui.export.particle import Particle
from formulator.ui.export.shapes import Scene, Shape, Text
from formulator.ui.words import ENGLISH, known, language

_NUMBER = re.compile(r"(?<![\w.,])(\d+)\.(\d+)(?![.\d])")
"""A number with a point; not the point in a name such as v1.2."""


def spoken(figure: Figure) -> Figure:
    """Every text of a figure, said before it is laid out: names in another language have another length."""
    if language() == ENGLISH:
        return figure
    return dataclasses.replace(
        figure,
        x=_axis(figure.x),
        panels=tuple(map(_panel, figure.panels)),
        title=known(figure.title),
        readout=known(figure.readout),
        subtitle=known(figure.subtitle),
        empty=known(figure.empty),
        note=known(figure.note),
    )


def spoken_particle(shown: Particle) -> Particle:
    """The sentences and names of a particle."""
    if language() == ENGLISH:
        return shown
    return dataclasses.replace(
        shown,
        payload=known(shown.payload),
        cell=known(shown.cell),
        verdict=known(shown.verdict),
        interval=known(shown.interval),
        reason=known(shown.reason),
    )


def written(text: str, decimal: str) -> str:
    """The numbers of a text with the person's decimal sign."""
    return text if decimal == "." else _NUMBER.sub(rf"\1{decimal}\2", text)


def written_shapes(shapes: Iterable[Shape], decimal: str) -> tuple[Shape, ...]:
    """Ticks, names and read-outs with the person's decimal sign; a title may be a name that a person gave."""
    if decimal == ".":
        return tuple(shapes)
    return tuple(_written_shape(one, decimal) for one in shapes)


def _written_shape(one: Shape, decimal: str) -> Shape:
    return dataclasses.replace(one, text=written(one.text, decimal)) if isinstance(one, Text) and one.name != "title" else one


def written_scene(scene: Scene, decimal: str) -> Scene:
    """The same of a whole picture and of what is said about it."""
    if decimal == ".":
        return scene
    return dataclasses.replace(scene, shapes=written_shapes(scene.shapes, decimal), about=written(scene.about, decimal))


def _axis(axis: Axis) -> Axis:
    return dataclasses.replace(axis, label=known(axis.label))


def _panel(panel: Panel) -> Panel:
    field = panel.map
    if field is not None:
        areas = tuple(dataclasses.replace(area, label=known(area.label)) for area in field.areas)
        field = dataclasses.replace(field, areas=areas, share_label=known(field.share_label), z_label=known(field.z_label))
    return dataclasses.replace(
        panel,
        y=_axis(panel.y),
        map=field,
        lines=tuple(dataclasses.replace(line, label=known(line.label)) for line in panel.lines),
        marks=tuple(dataclasses.replace(mark, label=known(mark.label)) for mark in panel.marks),
        spans=tuple(dataclasses.replace(span, label=known(span.label), detail=known(span.detail)) for span in panel.spans),
        guides=tuple(dataclasses.replace(guide, label=known(guide.label)) for guide in panel.guides),
        bars=tuple(dataclasses.replace(bar, label=known(bar.label), detail=known(bar.detail)) for bar in panel.bars),
    )
