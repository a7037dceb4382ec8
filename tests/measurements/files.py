"""Tables as a Zetasizer's program exports them, in every dress in which they arrive."""

from __future__ import annotations

from collections.abc import Sequence

HEADS = (
    "Record", "Type", "Sample Name", "Measurement Date and Time", "T (°C)", "Z-Average (d.nm)", "PdI", "Zeta potential (mV)",
    "Zeta deviation (mV)",
)  # fmt: skip
"""Headings seen in public code: Z-Average (d.nm), PdI, Sample Name, Type, Zeta potential (mV), Zeta deviation."""
ROWS = (
    ("1", "Size", "P3", "27 November 2026 14:30:12", "25.0", "111.2", "0.142", "", ""),
    ("2", "Size", "P3", "27 November 2026 14:32:12", "25.0", "112.9", "0.138", "", ""),
    ("3", "Size", "P3", "27 November 2026 14:34:12", "25.0", "112.4", "0.141", "", ""),
    ("4", "Zeta", "P3", "27 November 2026 14:40:12", "25.0", "", "", "-4.1", "6.2"),
)
VALUES = (
    ("size.z_average", 111.2), ("size.pdi", 0.142), ("size.z_average", 112.9), ("size.pdi", 0.138), ("size.z_average", 112.4),
    ("size.pdi", 0.141), ("charge.zeta", -4.1),
)  # fmt: skip


def table(
    rows: Sequence[Sequence[str]] = ROWS,
    heads: Sequence[str] = HEADS,
    *,
    separator: str = ",",
    decimal: str = ".",
    encoding: str = "utf-8",
    before: str = "",
) -> bytes:
    """The bytes of a table; numbers with a comma between commas are quoted, as programs do."""
    numbers = [[cell.replace(".", decimal) if cell.lstrip("-")[:1].isdigit() else cell for cell in row] for row in rows]
    lines = [[f'"{cell}"' if separator in cell else cell for cell in row] for row in (heads, *numbers)]
    return (before + "\r\n".join(separator.join(line) for line in lines) + "\r\n").encode(encoding)
