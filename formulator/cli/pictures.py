"""`plot`, `render` and `sheet`: what the program draws and prints. Qt is imported only for PNG, PDF and the window's picture."""

from __future__ import annotations

import argparse
import re
from pathlib import Path
from typing import Any

from formulator.cli import arguments
from formulator.cli.projects import opened, prediction_of, printed
from formulator.errors import UsageError
from formulator.project import Batch, Project, Variant

MOST_PIXELS = 100_000_000
DECIMALS = {"point": ".", "comma": ","}
DECIMAL_HELP = "in a CSV (default point); with a comma semicolons stand between columns"


def add_commands(commands: Any) -> None:
    """plot, render, sheet."""
    plot = commands.add_parser("plot", help="one plot as SVG, PNG or CSV")
    plot.add_argument("file")
    plot.add_argument(
        "--plot",
        required=True,
        metavar="ID",
        help="binding, selectivity, time, size, zeta, loading, particle, energies, approach, wrapping, transcytosis, cells, dose, tornado, "
        "specifications",
    )
    plot.add_argument("--variant", metavar="V")
    plot.add_argument("-o", "--output", required=True, metavar="OUT")
    plot.add_argument("--width", type=arguments.whole(1, 20_000), default=1200, help="pixels of a PNG (default 1200)")
    plot.add_argument("--theme", choices=("light", "dark"), default="light")
    plot.add_argument("--draws", type=arguments.draws, default=1024, metavar="N", help="draws for the bands (default 1024, 0 for none)")
    plot.add_argument("--decimal", choices=DECIMALS, default="point", help=DECIMAL_HELP)
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
    sheet.add_argument("-o", "--output", required=True, metavar="OUT", help="OUT.pdf, .html, .xlsx, .csv, .md or .json")
    sheet.add_argument("--record", metavar="NO", help="with what was really made in this executed batch")
    sheet.add_argument("--template", metavar="FILE.toml", help="your company's heading, number, logo, order and fixed fields")
    sheet.add_argument("--page", choices=("A4", "Letter"), default="A4")
    sheet.add_argument("--draws", type=arguments.draws, default=4096, metavar="N", help="draws for the intervals (default 4096)")
    sheet.add_argument("--decimal", choices=DECIMALS, default="point", help=DECIMAL_HELP)
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
        specifications=variant.specifications,
        decimal=DECIMALS[given.decimal],
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


def recorded(project: Project, variant: Variant, number: str) -> Batch:
    """The executed batch of this number, which must be of this variant."""
    known = [one for one in project.batches if one.variant == variant.id]
    found = next((one for one in known if one.number == number), None)
    if found is None:
        there = ", ".join(one.number for one in known) or "none"
        raise UsageError(f"There is no executed batch '{number}' of {variant.name}. There are: {there}.")
    return found


def run_sheet(given: argparse.Namespace) -> int:
    """The sheet command."""
    from formulator.sheets import build
    from formulator.sheets.template import read as read_template
    from formulator.ui.export import sheet_pictures
    from formulator.ui.export.sheet import write

    found, variant, catalogue = opened(given)
    prediction = prediction_of(given, variant, catalogue)
    record = None if given.record is None else recorded(found.project, variant, given.record)
    house = None if given.template is None else read_template(Path(given.template))
    sheet = build(
        found.project, variant, catalogue, prediction,
        now=printed(given), seed=given.seed, draws=given.draws, record=record, template=house,
    )  # fmt: skip
    names = [name for section in sheet.sections for name in section.pictures]
    pictures = sheet_pictures(names, variant.design, catalogue, prediction, draws=min(256, given.draws), seed=given.seed)
    write(sheet, Path(given.output), page=given.page, pictures=pictures, decimal=DECIMALS[given.decimal])
    return 0
