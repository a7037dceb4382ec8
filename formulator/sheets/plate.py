"""A plate on paper and for a robot: what to prepare, the steps, every transfer as CSV."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from html import escape

from formulator.design import field
from formulator.prediction import OUTPUT_BY_PATH
from formulator.recipe.order import volume_words
from formulator.recipe.plate import COLUMNS, ROWS, Plate
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


_LINES = 'border="1" cellspacing="0"'


def wall(made: Plate, title: str, about: str) -> str:
    """A page for the wall over the bench: the plate as a map, the conditions, what to prepare and in which order."""
    numbers = {well: number for number, (_, wells) in enumerate(made.wells, 1) for well in wells}
    head = "".join(f"<th>{column}</th>" for column in ("", *range(1, COLUMNS + 1)))
    cells = {row: [numbers.get(f"{row}{column}", "") for column in range(1, COLUMNS + 1)] for row in ROWS}
    drawn = {row: "".join(f'<td align="center" width="44">{number}</td>' for number in found) for row, found in cells.items()}
    rows = "".join(f"<tr><th>{row}</th>{found}</tr>" for row, found in drawn.items())
    conditions = [(str(number), _named(name), " ".join(wells)) for number, (name, wells) in enumerate(made.wells, 1)]
    changed = [(_named(row[0]), *row[1:]) for row in rounded(made)]
    ordered = [(str(number), words) for number, words in enumerate(steps(made), 1)]
    parts = [f'<table {_LINES} cellpadding="7" style="font-size:12pt;border-collapse:collapse"><tr>{head}</tr>{rows}</table>']
    for heading, heads, body in (
        ("Conditions", ("No.", "Condition", "Wells"), conditions),
        ("What to prepare", ("Prepare", "Volume"), sources(made)),
        ("Order", ("Step", "What"), ordered),
        ("What rounding does", ("Condition", "Answer", "Designed", "Made", "Change"), changed),
    ):
        parts.append(_table(heading, heads, body))
    notes = "".join(f"<p>{escape(note)}</p>" for note in made.notes)
    return (
        '<!doctype html><html lang="en"><head><meta charset="utf-8"><style>body{font-family:sans-serif;font-size:9pt}'
        f"th{{text-align:left}}</style><title>{escape(title)}</title></head><body><p style='font-size:14pt'><b>{escape(title)}</b></p>"
        f"<p>{escape(about)}</p>{''.join(parts)}{notes}</body></html>"
    )


def _named(condition: str) -> str:
    """A condition with the label of its field in place of the path."""
    path, _, value = condition.partition(" ")
    return f"{field(path).label} {value}"


def _table(heading: str, heads: Sequence[str], body: Sequence[Sequence[str]]) -> str:
    if not body:
        return ""
    top = "".join(f"<th>{escape(head)}</th>" for head in heads)
    rows = "".join("<tr>" + "".join(f"<td>{escape(text)}</td>" for text in row) + "</tr>" for row in body)
    table = f'<table {_LINES} cellpadding="3" style="border-collapse:collapse"><thead><tr>{top}</tr></thead>{rows}</table>'
    return f"<p><b>{escape(heading)}</b></p>{table}"
