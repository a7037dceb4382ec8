"""A formulation sheet laid out on pages: heading, sections, footer. Pure geometry; `pdf` puts it on paper."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np

from formulator.sheets.content import RESEARCH_USE, Cell, Section, Sheet, Table
from formulator.sheets.html import plain as clean
from formulator.ui.export.shapes import Box, Measure, Path, Shape, Text
from formulator.ui.export.tables import GAP, LINE, PAD, Row, column_widths, drawn_row, folded, head_row, row_of
from formulator.ui.tokens import BODY, LIGHT, SMALL

PAGES = {"A4": (793.7, 1122.5), "Letter": (816.0, 1056.0)}
"""Width and height in pixels of 1/96 inch."""
MARGIN = 48.0
TOP, BOTTOM = 110.0, 62.0
TITLE = 16
SECTION_GAP = 16.0
NAME = 118.0
LOGO = "logo"
"""Name of the house's drawing among the pictures."""
LOGO_TOP, LOGO_HEIGHT = 40.0, 30.0
CONTINUED = 60.0
"""What must fit under a section's title, or it starts on the next page."""


@dataclass(slots=True)
class Page:
    """Shapes of one page and the pictures drawn into boxes."""

    shapes: list[Shape] = field(default_factory=list)
    pictures: list[tuple[str, Box]] = field(default_factory=list)


class Flow:
    """Writes sections from top to bottom and turns the page when one is full."""

    def __init__(self, page: str, measure: Measure, pictures: Mapping[str, str]) -> None:
        self.width, self.height = PAGES[page]
        self.measure = measure
        self.pictures = pictures
        self.pages: list[Page] = [Page()]
        self.y = TOP

    @property
    def room(self) -> float:
        """Width between the margins."""
        return self.width - 2 * MARGIN

    @property
    def end(self) -> float:
        """The lowest place for content."""
        return self.height - MARGIN - BOTTOM + 20

    @property
    def shapes(self) -> list[Shape]:
        """Shapes of the page that is being written."""
        return self.pages[-1].shapes

    def turn(self) -> None:
        """Begin a page."""
        self.pages.append(Page())
        self.y = TOP

    def need(self, height: float) -> bool:
        """Turn the page unless this much fits; True when it was turned."""
        if self.y + height <= self.end or self.y <= TOP:
            return False
        self.turn()
        return True

    def rule(self, y: float, width: float = 0.75, colour: str = LIGHT.ink3) -> None:
        """A line from margin to margin."""
        ends = np.array([[MARGIN, y], [self.width - MARGIN, y]])
        self.shapes.append(Path(parts=(ends,), stroke=colour, width=width, name="rule"))

    def text(self, x: float, y: float, text: str, **style: object) -> None:
        """One line of text."""
        options: dict[str, object] = {"colour": LIGHT.ink, "size": SMALL, "name": "text", **style}
        self.shapes.append(Text(x=x, y=y, text=text, **options))  # type: ignore[arg-type]

    def section(self, section: Section) -> None:
        """Title, pairs, tables, lines, pictures."""
        self.y += SECTION_GAP if self.y > TOP else 0.0
        self.need(34 + CONTINUED)
        title = f"{section.number}  {section.title}"
        self.text(MARGIN, self.y + 12, title, size=BODY, bold=True, name="section")
        if section.note:
            room = self.room - self.measure(title, BODY, True) - 24
            lines = folded(section.note, room, self.measure)
            for number, line in enumerate(lines):
                self.text(self.width - MARGIN, self.y + 12 + number * LINE, line, colour=LIGHT.ink2, anchor="end", name="note")
            self.y += LINE * (len(lines) - 1)
        self.rule(self.y + 19, 1.0)
        self.y += 25
        self.pairs(section)
        for table in section.tables:
            alike = [other for other in section.tables if len(other.heads) == len(table.heads) and other.right == table.right]
            self.table(table, column_widths(alike, self.room, self.measure))
        for line in section.lines:
            self.paragraph(line)
        self.drawings(section)

    def pairs(self, section: Section) -> None:
        """Names and values, two to a line."""
        half = (self.room - GAP) / 2
        widths = [NAME - GAP, half - NAME] * 2
        nothing = Row((), ())
        entries = [(Cell(text=name, quiet=True), cell) for name, cell in section.pairs]
        for start in range(0, len(entries), 2):
            cells = tuple(cell for pair in entries[start : start + 2] for cell in pair)
            self._row(row_of(cells, widths, self.measure), nothing, widths)
        if entries:
            self.y += 4

    def _lines_that_fit(self, height: float, lines: int) -> int:
        """All lines of a row when it fits here or a fresh page can hold it; else as many as this page takes."""
        left = self.end - self.y
        if height <= left:
            return lines
        if height <= self.end - TOP and self.y > TOP:
            return 0
        return max(1 if self.y <= TOP else 0, int((left - 2 * PAD) / LINE))

    def table(self, table: Table, widths: list[float]) -> None:
        """Heads, rows and totals; the heads again on every page."""
        heads = head_row(table, widths, self.measure)
        self.need(heads.height() + 34)
        self._heads(heads, widths)
        for cells in table.rows:
            self._row(row_of(cells, widths, self.measure), heads, widths)
        if table.totals:
            row = row_of(table.totals, widths, self.measure)
            if self.need(row.height() + 2):
                self._heads(heads, widths)
            self.rule(self.y)
            self._row(row, heads, widths)
        self.y += 6

    def _heads(self, heads: Row, widths: list[float]) -> None:
        if any(line for lines in heads.lines for line in lines):
            # Heads stand on their rule, whatever their number of lines.
            x = MARGIN
            for cell, width, lines in zip(heads.cells, widths, heads.lines, strict=True):
                low = Row((lines,), (cell,))
                top = self.y + heads.height() - low.height()
                self.shapes.extend(drawn_row(low, [width], x, top, 0, len(lines)))
                x += width + GAP
            self.y += heads.height() + 1
            self.rule(self.y)
            self.y += 2

    def _row(self, row: Row, heads: Row, widths: list[float]) -> None:
        first = 0
        while first < row.depth or (row.depth == 0 and first == 0):
            depth = max(row.depth, 1)
            fits = self._lines_that_fit(row.height(first), depth - first)
            if fits == 0:
                self.turn()
                self._heads(heads, widths)
                continue
            whole = fits >= depth - first
            self.shapes.extend(drawn_row(row, widths, MARGIN, self.y, first, first + fits))
            self.y += row.height(first) if whole else fits * LINE + 2 * PAD
            first += fits
            if row.depth == 0:
                break

    def paragraph(self, text: str) -> None:
        """A remark over the full width."""
        for line in folded(text, self.room, self.measure):
            self.need(LINE)
            self.text(MARGIN, self.y + 11, line, colour=LIGHT.ink2, name="line")
            self.y += LINE
        self.y += 2

    def drawings(self, section: Section) -> None:
        """Pictures, two beside each other."""
        names = [name for name in section.pictures if name in self.pictures]
        width = (self.room - 24) / 2
        for start in range(0, len(names), 2):
            pair = names[start : start + 2]
            heights = [width * aspect(self.pictures[name]) for name in pair]
            self.need(max(heights) + 10)
            for number, (name, height) in enumerate(zip(pair, heights, strict=True)):
                left = MARGIN + number * (width + 24)
                self.pages[-1].pictures.append((name, Box(left, self.y + 4, left + width, self.y + 4 + height)))
            self.y += max(heights) + 10


_VIEW_BOX = re.compile(r'viewBox="\s*[-\d.]+[ ,]+[-\d.]+[ ,]+([\d.]+)[ ,]+([\d.]+)')


def aspect(svg: str) -> float:
    """Height over width of an SVG."""
    found = _VIEW_BOX.search(svg)
    return float(found[2]) / float(found[1]) if found and float(found[1]) > 0 else 0.7


def grouped(digest: str) -> str:
    """The first twelve characters of a hash in fours."""
    return " ".join(digest[start : start + 4] for start in (0, 4, 8))


def pages(sheet: Sheet, page: str, pictures: Mapping[str, str], measure: Measure) -> list[Page]:
    """All pages of a sheet with heading and footer."""
    flow = Flow(page, measure, pictures)
    for section in sheet.sections:
        flow.section(section)
    for number, made in enumerate(flow.pages, 1):
        made.shapes[:0] = _behind(sheet, flow)
        made.shapes += _heading(sheet, flow, number) + _footer(sheet, flow)
        if LOGO in pictures:
            made.pictures.append((LOGO, Box(MARGIN, LOGO_TOP, MARGIN + _logo_width(pictures), LOGO_TOP + LOGO_HEIGHT)))
    return flow.pages


def _logo_width(pictures: Mapping[str, str]) -> float:
    """Width of the house's drawing at its height on the page, at most a quarter of the page."""
    return min(LOGO_HEIGHT / aspect(pictures[LOGO]), 180.0) if LOGO in pictures else 0.0


def _behind(sheet: Sheet, flow: Flow) -> list[Shape]:
    """The status as a pale word behind the page until it is approved."""
    if sheet.status != "DRAFT":
        return []
    return [
        Text(
            x=flow.width / 2,
            y=flow.height / 2,
            text=sheet.status,
            colour="#F1F1EF",
            size=200,
            anchor="middle",
            bold=True,
            turned=True,
            name="draft",
        )
    ]


def _heading(sheet: Sheet, flow: Flow, number: int) -> list[Shape]:
    right = flow.width - MARGIN
    left = MARGIN + (_logo_width(flow.pictures) + 12 if LOGO in flow.pictures else 0)
    status = clean(sheet.status)
    width = flow.measure(status, SMALL, True) + 36
    box = Box(right - width, 46, right, 69)
    named = f"{clean(sheet.number)}, revision {clean(sheet.revision)}"
    pages = f"page {number} of {len(flow.pages)} · content {grouped(sheet.digest)}"
    room = right - MARGIN - flow.measure(pages, SMALL, False) - 20
    product = folded(f"{sheet.project} · {sheet.variant}", room, flow.measure, True)
    if len(product) > 2:
        product = [product[0], f"{product[1][:-1]}…"]
    title = folded(sheet.title, box.left - 24 - flow.measure(named, SMALL, False) - left, flow.measure, True, TITLE)
    style = {"colour": LIGHT.ink, "size": SMALL, "name": "heading"}
    shapes: list[Shape] = [
        Text(
            x=left, y=63, text=title[0] if len(title) == 1 else f"{title[0][:-1]}…", colour=LIGHT.ink, size=TITLE, bold=True, name="heading"
        ),
        Path(parts=(box.corners,), stroke=LIGHT.ink, width=1.25, closed=True, name="status"),
        Text(x=(box.left + box.right) / 2, y=61.5, text=status, anchor="middle", bold=True, **style),  # type: ignore[arg-type]
        Text(x=box.left - 12, y=61.5, text=named, anchor="end", **style),  # type: ignore[arg-type]
        Text(x=right, y=83, text=pages, colour=LIGHT.ink2, size=SMALL, anchor="end", name="heading"),
    ]
    shapes += [Text(x=MARGIN, y=83 + 13 * row, text=line, bold=True, **style) for row, line in enumerate(product)]  # type: ignore[arg-type]
    ends = np.array([[MARGIN, 101.0], [right, 101.0]])
    shapes.append(Path(parts=(ends,), stroke=LIGHT.ink, width=1.5, name="rule"))
    return shapes


def _footer(sheet: Sheet, flow: Flow) -> list[Shape]:
    right, y = flow.width - MARGIN, flow.height - MARGIN
    printed = f"printed {clean(sheet.printed)}"
    ends = np.array([[MARGIN, y - 30], [right, y - 30]])
    return [
        Path(parts=(ends,), stroke=LIGHT.ink3, width=0.75, name="rule"),
        Text(x=MARGIN, y=y - 15, text=RESEARCH_USE, colour=LIGHT.ink2, size=SMALL, name="footer"),
        Text(x=right, y=y - 15, text=printed, colour=LIGHT.ink2, size=SMALL, anchor="end", name="footer"),
        Text(x=MARGIN, y=y, text=clean(sheet.engine), colour=LIGHT.ink2, size=SMALL, name="footer"),
    ]
