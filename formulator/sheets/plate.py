"""A plate on paper and for a robot: what to prepare, the steps, every transfer as CSV."""

from __future__ import annotations

import csv
import io

from formulator.prediction import OUTPUT_BY_PATH
from formulator.recipe.order import volume_words
from formulator.recipe.plate import Plate
from formulator.sheets.table import guarded

SHOWN = 0.005
"""Changes by rounding that are larger than this, as a share, are shown."""


def robot(made: Plate) -> str:
    """Every transfer in the order in which it is done."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(["step", "source", "plate", "well", "volume [uL]", "condition"])
    for one in made.transfers:
        writer.writerow([one.step, guarded(one.source), one.plate, one.well, repr(round(one.volume * 1e9, 6)), guarded(one.condition)])
    return out.getvalue()


def sources(made: Plate) -> list[tuple[str, str]]:
    """What to prepare, and how much of it."""
    return [(source, volume_words(volume)) for source, volume in made.sources.items()]


def steps(made: Plate) -> list[str]:
    """What goes into what, in the order in which it is done."""
    found = sorted(dict.fromkeys((one.step, one.source, one.plate) for one in made.transfers))
    return [f"{source} into the {target}" for _, source, target in found]


def rounded(made: Plate) -> list[tuple[str, str, str, str, str]]:
    """What rounding changes by more than half a percent: condition, answer, designed, made, change."""
    return [
        (name, OUTPUT_BY_PATH[one.path].label, f"{one.designed:.5g}", f"{one.made:.5g}", f"{100 * (one.made / one.designed - 1):+.1f} %")
        for name, one in made.deviations
        if one.designed and abs(one.made / one.designed - 1) > SHOWN
    ]


def contents(made: Plate, well: str) -> list[tuple[str, str]]:
    """What goes into one well, in order: the source and how much of it. Another plate counts as a source."""
    return [(one.source, volume_words(one.volume)) for one in made.transfers if one.well == well]
