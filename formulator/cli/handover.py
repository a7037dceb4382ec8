"""`eln`: the archive for an electronic notebook."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from formulator import storage
from formulator.cli import arguments
from formulator.cli.projects import opened, prediction_of, printed
from formulator.errors import UsageError


def add_commands(commands: Any) -> None:
    """eln."""
    archive = commands.add_parser("eln", help="an archive for electronic notebooks (RO-Crate)")
    archive.add_argument("file")
    archive.add_argument("--variant", metavar="V")
    archive.add_argument("-o", "--output", required=True, metavar="OUT.eln")
    archive.add_argument("--draws", type=arguments.draws, default=4096, metavar="N", help="draws for the intervals (default 4096)")
    archive.add_argument("--accept-changed", action="store_true")
    archive.set_defaults(run=run_eln)


def run_eln(given: argparse.Namespace) -> int:
    """The eln command."""
    from formulator.sheets import build, eln
    from formulator.ui.export import sheet_pictures

    target = Path(given.output)
    if target.suffix.lower() != ".eln":
        raise UsageError(f"'{target.name}' does not end in .eln.")
    found, variant, catalogue = opened(given)
    prediction = prediction_of(given, variant, catalogue)
    sheet = build(found.project, variant, catalogue, prediction, now=printed(given), seed=given.seed, draws=given.draws)
    names = [name for section in sheet.sections for name in section.pictures]
    pictures = sheet_pictures(names, variant.design, catalogue, prediction, draws=min(256, given.draws), seed=given.seed)
    storage.write_bytes(target, eln.made_of(sheet, found.project, prediction.sources, catalogue, pictures))
    return 0
