"""A sheet as Markdown, for notebooks and repositories."""

from __future__ import annotations

import re

from formulator.sheets.content import RESEARCH_USE, Section, Sheet, Table
from formulator.sheets.html import plain

_BLANK = r"\_\_\_\_"
_SPECIAL = re.compile(r"([\\`*_\[\]<>|#~])")


def escaped(text: str) -> str:
    """Text that Markdown shows as it is: nothing in it is a link, an element, a heading or the end of a cell."""
    flat = " ".join(plain(text).split())
    return _SPECIAL.sub(r"\\\1", flat).replace("&", "&amp;")


def _row(cells: list[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _table(table: Table) -> str:
    heads = [escaped(head) or " " for head in table.heads]
    rule = ["---:" if column in table.right else "---" for column in range(len(heads))]
    rows = [_row([_BLANK if entry.blank else escaped(entry.text) or " " for entry in row]) for row in table.rows]
    if table.totals:
        rows.append(_row([f"**{escaped(entry.text)}**" if entry.text else " " for entry in table.totals]))
    return "\n".join([_row(heads), _row(rule), *rows])


def _section(section: Section) -> str:
    parts = [f"## {section.number} {escaped(section.title)}"]
    if section.note:
        parts.append(f"*{escaped(section.note)}*")
    if section.pairs:
        parts.append("\n".join(f"- {escaped(name)}: {_BLANK if entry.blank else escaped(entry.text)}" for name, entry in section.pairs))
    parts += [_table(table) for table in section.tables]
    parts += [escaped(line) for line in section.lines]
    return "\n\n".join(parts)


def text(sheet: Sheet) -> str:
    """The whole sheet."""
    head = (
        f"# {escaped(sheet.title)}: {escaped(sheet.project)}, {escaped(sheet.variant)}\n\n"
        f"**{escaped(sheet.status)}** · {escaped(sheet.number)}, revision {escaped(sheet.revision)} · content {sheet.digest[:12]} · "
        f"{escaped(sheet.engine)} · printed {escaped(sheet.printed)}"
    )
    return "\n\n".join([head, *map(_section, sheet.sections), f"*{escaped(RESEARCH_USE)}*"]) + "\n"
