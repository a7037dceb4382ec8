"""The table of docs/validation.md, made from the shipped compilation. Run this file to write it anew after a change of numbers."""

from __future__ import annotations

from pathlib import Path

from formulator import catalogue
from formulator.validation import shipped, table_rows, validate
from formulator.validation.page import HEADS

PAGE = Path(__file__).parents[2] / "docs" / "validation.md"
BEGIN, END = "<!-- table -->\n", "<!-- end of table -->\n"


def made() -> str:
    """The table as it should stand: what `formulator validate` prints for the compilation with 4,096 draws and seed 0."""
    report = validate(shipped(), shipped(), catalogue.load())
    lines = [HEADS, tuple("---" if place < 2 else "---:" for place in range(len(HEADS))), *table_rows(report)]
    return "".join(f"| {' | '.join(cell.replace('*', chr(92) + '*') for cell in line)} |\n" for line in lines)


def written() -> str:
    """The table as it stands."""
    return PAGE.read_text(encoding="utf-8").partition(BEGIN)[2].partition(END)[0]


def write() -> None:
    """Put the table where it belongs."""
    before, _, rest = PAGE.read_text(encoding="utf-8").partition(BEGIN)
    PAGE.write_text(f"{before}{BEGIN}{made()}{END}{rest.partition(END)[2]}", encoding="utf-8")


if __name__ == "__main__":
    write()
