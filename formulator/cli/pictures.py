"""`plot`, `render` and `sheet`: what the program draws and prints. Qt is imported only for PNG, PDF and the window's picture."""

from __future__ import annotations

import argparse
import re
from pathlib import Path
from typing import Any

from formulator.cli import arguments
from formulator.cli.projects import now, opened, prediction_of
from formulator.errors import UsageError

MOST_PIXELS = 100_000_000


def add_commands(commands: Any) -> None:
    """plot, render, sheet."""
    plot = commands.add_parser("plot", help="one plot as SVG, PNG or CSV")
    plot.add_argument("file")
    plot.add_argument("--plot", required=True, metavar="ID", help="binding, selectivity, time, size, zeta, loading or particle")
    plot.add_argument("--variant", metavar="V")
    plot.add_argument("-o", "--output", required=True, metavar="OUT")
    plot.add_argument("--width", type=arguments.whole(1, 20_000), default=1200, help="pixels of a PNG (default 1200)")
    plot.add_argument("--theme", choices=("light", "dark"), default="light")
    plot.add_argument("--draws", type=arguments.draws, default=1024, metavar="N", help="draws for the bands (default 1024, 0 for none)")
    plot.add_argument("--accept-changed", action="store_true")
    plot.set_defaults(run=run_plot)
    render = commands.add_parser("render", help="the whole window as a picture")
    render.add_argument("file")
    render.add_argument("-o", "--output", required=True, metavar="OUT.png")
    render.add_argument("--size", default="1440x900", metavar="WxH")
    render.add_argument("--scale", type=float, default=1.0)
    render.add_argument("--theme", choices=("light", "dark"), default="light")
    render.set_defaults(run=run_render)
    sheet = commands.add_parser("sheet", help="the formulation sheet")
    sheet.add_argument("file")
    sheet.add_argument("--variant", metavar="V")
    sheet.add_argument("-o", "--output", required=True, metavar="OUT", help="OUT.pdf, .html, .csv or .json")
    sheet.add_argument("--page", choices=("A4", "Letter"), default="A4")
    sheet.add_argument("--draws", type=arguments.draws, default=4096, metavar="N", help="draws for the intervals (default 4096)")
    sheet.add_argument("--accept-changed", action="store_true")
    sheet.set_defaults(run=run_sheet)


def run_plot(given: argparse.Namespace) -> int:
    """The plot command."""
    from formulator.ui.export import write_plot

    _, variant, catalogue = opened(given)
    write_plot(
        given.plot,
        variant.design,
        catalogue,
        prediction_of(given, variant, catalogue),
        Path(given.output),
        width=given.width,
        dark=given.theme == "dark",
        draws=given.draws,
        seed=given.seed,
    )
    return 0


def run_render(given: argparse.Namespace) -> int:
    """The render command."""
    match = re.fullmatch(r"(\d{2,5})x(\d{2,5})", given.size)
    if not match:
        raise UsageError(f"--size '{given.size}' is not WIDTHxHEIGHT, such as 1440x900.")
    if not 0.5 <= given.scale <= 4:
        raise UsageError(f"--scale {given.scale:g} is not between 0.5 and 4.")
    if Path(given.output).suffix.lower() != ".png":
        raise UsageError(f"'{Path(given.output).name}' does not end in .png.")
    across, down = int(match[1]), int(match[2])
    if not (across >= 320 and down >= 240 and across * down * given.scale**2 <= MOST_PIXELS):
        raise UsageError(
            f"--size {given.size} at scale {given.scale:g} cannot be drawn: from 320x240 to {MOST_PIXELS // 1_000_000} million pixels."
        )
    from formulator.ui.render import render

    render(Path(given.file), Path(given.output), size=(across, down), scale=given.scale, theme=given.theme)
    return 0


def run_sheet(given: argparse.Namespace) -> int:
    """The sheet command."""
    from formulator.sheets import build
    from formulator.ui.export import sheet_pictures
    from formulator.ui.export.sheet import write

    found, variant, catalogue = opened(given)
    prediction = prediction_of(given, variant, catalogue)
    sheet = build(found.project, variant, catalogue, prediction, now=now(given), seed=given.seed, draws=given.draws)
    names = [name for section in sheet.sections for name in section.pictures]
    pictures = sheet_pictures(names, variant.design, catalogue, prediction, draws=min(256, given.draws), seed=given.seed)
    write(sheet, Path(given.output), page=given.page, pictures=pictures)
    return 0
