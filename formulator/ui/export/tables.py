"""Tables on paper: columns as wide as their words need, rows that wrap instead of being cut, heads on every page."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from formulator.chem.model import Grade
from formulator.sheets.content import Cell, Table
from formulator.sheets.html import plain as clean
from formulator.ui.export.shapes import Measure, Path, Shape, Text
from formulator.ui.tokens import LIGHT, SMALL

GAP = 10.0
LINE = 13.5
PAD = 2.0
WRITING_ROW = 24.0
"""A quarter of an inch, as narrow ruled paper has."""
LEAST_BLANK = 48.0
LONG = 96.0
"""A word wider than this folds after a point or a low line too, such as the id of a check."""
MOVED, MOST_MOVES = 8.0, 60
"""How much room a column gives to another at a time, and how often."""


_JOINT = re.compile(r"(?<=[._])(?=[^._])")


def _fitting(word: str, room: float, measure: Measure, bold: bool, size: float) -> int:
    """Letters of a word that is too wide which fit: up to its last joint there, else as many as there is room for."""
    ends = [end for end in range(2, len(word)) if measure(word[:end], size, bold) <= room]
    joints = [joint.start() for joint in _JOINT.finditer(word) if joint.start() in ends]
    return (joints or ends or [1])[-1]


def _pieces(word: str, measure: Measure, bold: bool) -> list[str]:
    """What of a word has to stand on one line."""
    return _JOINT.split(word) if measure(word, SMALL, bold) > LONG else [word]


def folded(text: str, room: float, measure: Measure, bold: bool = False, size: float = SMALL) -> list[str]:
    """Lines no wider than `room`: broken at spaces, and inside a word only when it alone is too wide, then at its joints."""
    lines: list[str] = []
    for paragraph in clean(text).split("\n"):
        line = ""
        for word in paragraph.split(" "):
            longer = f"{line} {word}" if line else word
            if not line or measure(longer, size, bold) <= room:
                line = longer
            else:
                lines.append(line)
                line = word
            while len(line) > 1 and measure(line, size, bold) > room:
                keep = _fitting(line, room, measure, bold, size)
                lines.append(line[:keep])
                line = line[keep:]
        lines.append(line)
    return lines


def column_widths(tables: Sequence[Table], room: float, measure: Measure) -> list[float]:
    """Widths that fill the room: every column its widest text where that fits, else at least its longest word.

    Tables given together share their columns, so that groups below each other line up.
    """
    table = tables[0]
    columns = len(table.heads)
    natural, least, bodies, blank = [0.0] * columns, [0.0] * columns, [0.0] * columns, [False] * columns
    rows = [row for each in tables for row in (*each.rows, each.totals)]
    for column in range(columns):
        cells = [row[column] for row in rows if column < len(row)]
        entries = [*((joined(each.heads[column]), True) for each in tables), *((marked(cell.text), cell.bold) for cell in cells)]
        natural[column] = max((measure(clean(text), SMALL, bold) for text, bold in entries if text), default=0.0) + 1
        words = [(piece, bold) for text, bold in entries for word in clean(text).split(" ") for piece in _pieces(word, measure, bold)]
        least[column] = max((measure(word, SMALL, bold) for word, bold in words), default=0.0) + 1
        bodies[column] = max((measure(clean(cell.text), SMALL, cell.bold) for cell in cells if cell.text), default=0.0) + 1
        blank[column] = any(cell.blank for cell in cells)
        if blank[column]:
            natural[column], least[column] = max(natural[column], 72.0), max(least[column], LEAST_BLANK)
    room -= GAP * (columns - 1)
    if sum(natural) <= room:
        takers = [column for column in range(columns) if blank[column]] or [columns - 1 if not table.right else 0]
        extra = (room - sum(natural)) / len(takers)
        return [width + (extra if column in takers else 0.0) for column, width in enumerate(natural)]
    if sum(least) > room:
        return [width * room / sum(least) for width in least]
    # Heads fold first. Then narrow columns get all they need; what is left is shared by the wide ones, whose texts fold.
    natural = [max(low, needed) for low, needed in zip(least, bodies, strict=True)]
    widths = [0.0] * columns
    order = sorted(range(columns), key=lambda column: natural[column])
    for position, column in enumerate(order):
        later = order[position + 1 :]
        fair = max(least[column], room / (len(later) + 1))
        widths[column] = min(natural[column], fair, room - sum(least[other] for other in later))
        room -= widths[column]
    shared = _with_rest(widths, room, blank)
    texts = np.array(
        [[measure(clean(cell.text), SMALL, cell.bold) if cell.text else 0.0 for cell in row] for row in rows if len(row) == columns]
    )
    return _lowest(shared, least, texts)


def _lowest(widths: list[float], least: Sequence[float], texts: np.ndarray) -> list[float]:
    """Widths under which the rows need the fewest lines: room goes from column to column as long as that saves one."""
    if not len(texts):
        return widths
    best = np.array(widths)

    def lines(wide: np.ndarray) -> float:
        # A folded line is left by a tenth empty; of two layouts with as many lines the one with the more even filling counts.
        filled = 1.1 * texts / wide
        return float(np.where(texts <= wide, 1.0, np.ceil(filled)).max(axis=1).sum() + 1e-3 * filled.max(axis=1).sum())

    for _ in range(MOST_MOVES):
        moves = []
        for giver in range(len(best)):
            step = min(MOVED, best[giver] - least[giver])
            for taker in range(len(best)) if step > 0.5 else ():
                if taker != giver:
                    tried = best.copy()
                    tried[giver] -= step
                    tried[taker] += step
                    moves.append((lines(tried), giver, taker, tried))
        found = min(moves, key=lambda move: move[:3], default=None)
        if found is None or found[0] >= lines(best) - 1e-9:
            break
        best = found[3]
    return [float(width) for width in best]


def _with_rest(widths: list[float], rest: float, blank: list[bool]) -> list[float]:
    """What is left goes to the columns that are written into; to the last one when there is none."""
    takers = [column for column, is_blank in enumerate(blank) if is_blank] or [len(widths) - 1]
    return [width + (rest / len(takers) if column in takers else 0.0) for column, width in enumerate(widths)]


@dataclass(frozen=True, slots=True, eq=False)
class Row:
    """A row laid out: lines of text per column, and where a line to write on goes."""

    lines: tuple[tuple[str, ...], ...]
    cells: tuple[Cell, ...]

    @property
    def depth(self) -> int:
        """Lines in the tallest cell."""
        return max((len(lines) for lines in self.lines), default=1)

    def height(self, first: int = 0) -> float:
        """Height of what is left from line `first` on."""
        text = (self.depth - first) * LINE + 2 * PAD
        return max(text, WRITING_ROW) if first == 0 and any(cell.blank for cell in self.cells) else text


def row_of(cells: tuple[Cell, ...], widths: list[float], measure: Measure) -> Row:
    """A row with its texts folded into the columns."""
    lines = tuple(
        () if cell.blank else tuple(line.replace("\u00a0", " ") for line in folded(marked(cell.text), width, measure, cell.bold))
        for cell, width in zip(cells, widths, strict=False)
    )
    return Row(lines, cells)


def joined(head: str) -> str:
    """A head whose unit stays with its stroke: `to weigh / mg` folds before the stroke only."""
    return head.replace("/ ", "/\u00a0")


def marked(text: str) -> str:
    """A grade whose mark never stands on a line of its own."""
    return f"{text[0]}\u00a0{text[2:]}" if text[1:2] == " " and text[0] in _MARKS else text


_MARKS = frozenset(grade.mark for grade in Grade)


def head_row(table: Table, widths: list[float], measure: Measure) -> Row:
    """The heads as a row."""
    heads = tuple(Cell(text=joined(head), bold=True, right=number in table.right) for number, head in enumerate(table.heads))
    row = row_of(heads, widths, measure)
    return Row(tuple(tuple(line.replace("\u00a0", " ") for line in lines) for lines in row.lines), row.cells)


def drawn_row(row: Row, widths: list[float], left: float, top: float, first: int, last: int) -> list[Shape]:
    """Lines `first` to `last` of a row. Texts stand at the top; lines to write on at the foot of the row."""
    shapes: list[Shape] = []
    x = left
    foot = top + row.height(first) - PAD - 2
    base = top + PAD + 10.5
    if any(cell.blank for cell in row.cells) and row.depth == 1:
        base = foot
    for cell, width, lines in zip(row.cells, widths, row.lines, strict=False):
        if cell.blank and first == 0:
            ends = np.array([[x, foot], [x + max(min(width, 400.0), LEAST_BLANK if width >= LEAST_BLANK else width), foot]])
            shapes.append(Path(parts=(ends,), stroke=LIGHT.edge, width=0.75, name="blank"))
        for number, line in enumerate(lines[first:last]):
            shapes.append(
                Text(
                    x=x + width if cell.right else x,
                    y=base + number * LINE,
                    text=line,
                    colour=LIGHT.ink2 if cell.quiet else LIGHT.ink,
                    size=SMALL,
                    anchor="end" if cell.right else "start",
                    bold=cell.bold,
                    name="cell",
                )
            )
        x += width + GAP
    return shapes
