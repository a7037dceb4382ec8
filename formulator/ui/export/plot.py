"""One plot of a design as a file: SVG, PNG or CSV by the ending of its name."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from formulator.errors import ProjectFileError, SheetError, UsageError
from formulator.explore.figure import Figure
from formulator.sheets import separated
from formulator.storage import write_bytes
from formulator.ui.export import csv, svg
from formulator.ui.export.particle import HEIGHT as PARTICLE_HEIGHT
from formulator.ui.export.particle import WIDTH as PARTICLE_WIDTH
from formulator.ui.export.particle import Particle, particle, particle_scene
from formulator.ui.export.scene import HEIGHT, WIDTH, figure_scene
from formulator.ui.export.shapes import Measure, Scene, approximate_width
from formulator.ui.tokens import Tokens, tokens
from formulator.ui.words import Say, english

if TYPE_CHECKING:
    from formulator.catalogue import Catalogue
    from formulator.design import Design
    from formulator.prediction import Prediction
    from formulator.project import Specification

PARTICLE = "particle"
PNG_WIDTH = 1200
Maker = Callable[[Measure], Scene]


def _known(plot_id: str) -> None:
    from formulator.explore import curves

    if plot_id != PARTICLE and plot_id not in curves.PLOTS:
        raise UsageError(f"There is no plot '{plot_id}'. Plots: {', '.join((*curves.PLOTS, PARTICLE))}.")


def maker(
    content: Figure | Particle, theme: Tokens, width: float | None = None, height: float | None = None, say: Say = english
) -> Maker:
    """A function that lays the picture out with the text widths it is given. `say` is the language of what the picture adds."""
    if isinstance(content, Particle):
        across, down = width or PARTICLE_WIDTH, height or PARTICLE_HEIGHT
        return lambda measure: particle_scene(content, theme, measure=measure, width=across, height=down, say=say)
    across, down = width or WIDTH, height or HEIGHT
    return lambda measure: figure_scene(content, theme, measure=measure, width=across, height=down, say=say)


def content_of(
    plot_id: str,
    design: Design,
    catalogue: Catalogue,
    prediction: Prediction,
    draws: int = 0,
    seed: int = 0,
    specifications: Sequence[Specification] = (),
) -> Figure | Particle:
    """What a plot shows. Specifications are a variant's, not the design's."""
    _known(plot_id)
    if plot_id == PARTICLE:
        return particle(design, prediction, catalogue)
    # The engine is not needed to draw what is already computed: the panes import this module for its writers alone.
    from formulator.explore import curves

    return curves.figure(plot_id, design, catalogue, prediction, draws, seed, specifications)


def plot_scene(
    plot_id: str,
    design: Design,
    catalogue: Catalogue,
    prediction: Prediction,
    *,
    dark: bool = False,
    draws: int = 0,
    seed: int = 0,
    width: float | None = None,
    height: float | None = None,
) -> Scene:
    """A plot as shapes, laid out without Qt."""
    content = content_of(plot_id, design, catalogue, prediction, draws, seed)
    return maker(content, tokens(dark), width, height)(approximate_width)


def plot_svg(
    plot_id: str,
    design: Design,
    catalogue: Catalogue,
    prediction: Prediction,
    *,
    dark: bool = False,
    draws: int = 0,
    seed: int = 0,
    width: float | None = None,
    height: float | None = None,
) -> str:
    """A plot as SVG text, the same for the same design."""
    return svg.text(plot_scene(plot_id, design, catalogue, prediction, dark=dark, draws=draws, seed=seed, width=width, height=height))


SHEET_WIDTH, SHEET_HEIGHT = 337.0, 250.0
"""Size of a picture in half the width of a page: its letters are as large as those around it."""


def sheet_pictures(
    names: Iterable[str], design: Design, catalogue: Catalogue, prediction: Prediction, *, draws: int = 0, seed: int = 0
) -> dict[str, str]:
    """Pictures for a formulation sheet by plot id, in the light theme."""
    return {
        name: plot_svg(name, design, catalogue, prediction, draws=draws, seed=seed, width=SHEET_WIDTH, height=SHEET_HEIGHT)
        for name in sorted(set(names))
    }


def content_csv(content: Figure | Particle, decimal: str = separated.POINT, *, tabs: bool = False) -> str:
    """What is drawn, as a table."""
    found = _particle_columns(content) if isinstance(content, Particle) else csv.columns(content)
    return csv.table(found, decimal, tabs=tabs)


def _particle_columns(shown: Particle) -> list[csv.Column]:
    """The lengths and counts that the particle is drawn from."""
    rows = (
        ("diameter", "nm", 2 * shown.outer),
        ("core diameter", "nm", 2 * shown.core),
        ("membrane", "nm", shown.membrane),
        ("corona", "nm", shown.brush),
        ("tether reach", "nm", shown.reach),
        ("chains", "1/particle", shown.all_chains),
        ("chains facing out", "1/particle", shown.outer_chains),
        ("ligands", "1/particle", shown.all_ligands),
        ("ligands facing out", "1/particle", shown.facing_out),
        ("ligand spacing", "nm", shown.spacing),
        (f"{shown.payload} molecules", "1/particle", shown.molecules),
    )
    if shown.reason:
        return [*((csv.head(name, unit), []) for name, unit, _ in rows), ("note", [shown.reason])]
    return [(csv.head(name, unit), [] if value is None else [float(value)]) for name, unit, value in rows]


def plot_csv(plot_id: str, design: Design, catalogue: Catalogue, prediction: Prediction, *, draws: int = 0, seed: int = 0) -> str:
    """The arrays of a plot as CSV text."""
    return content_csv(content_of(plot_id, design, catalogue, prediction, draws, seed))


def write_content(
    content: Figure | Particle, path: Path, theme: Tokens, width: int = PNG_WIDTH, height: float | None = None, decimal: str = "."
) -> None:
    """A figure or a particle as a file; the ending of the name says which kind. `height` in the pixels of the design, not of a PNG."""
    write_made(content, maker(content, theme, height=height), path, width, decimal)


def write_made(content: Figure | Particle, made: Maker, path: Path, width: int = PNG_WIDTH, decimal: str = separated.POINT) -> None:
    """The same with a picture that was laid out as it is seen; a table holds the data as they are."""
    suffix = path.suffix.lower()
    if suffix == ".csv":
        _save(path, (separated.MARK + content_csv(content, decimal)).encode())
    elif suffix == ".svg":
        _save(path, svg.text(made(approximate_width)).encode())
    elif suffix == ".png":
        from formulator.ui.export import png

        _save(path, png.data(made, width))
    else:
        raise UsageError(f"'{path.name}' does not end in .svg, .png or .csv.")


def write_plot(
    plot_id: str,
    design: Design,
    catalogue: Catalogue,
    prediction: Prediction,
    path: Path,
    *,
    width: int = PNG_WIDTH,
    dark: bool = False,
    draws: int = 0,
    seed: int = 0,
    specifications: Sequence[Specification] = (),
    decimal: str = separated.POINT,
) -> None:
    """One plot of a design into `path`; `decimal` is the sign in a table."""
    _known(plot_id)
    if path.suffix.lower() not in (".svg", ".png", ".csv"):
        raise UsageError(f"'{path.name}' does not end in .svg, .png or .csv.")
    content = content_of(plot_id, design, catalogue, prediction, draws, seed, specifications)
    write_content(content, path, tokens(dark), width, decimal=decimal)


def _save(path: Path, data: bytes) -> None:
    """The whole file or none of it."""
    try:
        write_bytes(path, data)
    except ProjectFileError as problem:
        raise SheetError(f"{path} could not be written: {str(problem).rpartition(': ')[2]}") from problem


__all__ = [
    "content_csv", "content_of", "maker", "plot_csv", "plot_scene", "plot_svg", "sheet_pictures", "write_content", "write_made",
    "write_plot",
]  # fmt: skip
