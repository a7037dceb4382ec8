"""A formulation sheet as a file: PDF, HTML, XLSX, CSV, Markdown or JSON by the ending of its name."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from formulator.errors import UsageError
from formulator.sheets import data, html, markdown, separated, table, xlsx
from formulator.sheets.content import Sheet
from formulator.storage import write_bytes

ENDINGS = (".pdf", ".html", ".xlsx", ".csv", ".md", ".json")


def write(sheet: Sheet, path: Path, page: str = "A4", pictures: Mapping[str, str] | None = None, decimal: str = ".") -> None:
    """Write the sheet. `pictures` are SVG texts by plot id; only PDF needs Qt. `decimal` is the sign in the numbers of a CSV."""
    suffix = path.suffix.lower()
    if suffix == ".pdf":
        from formulator.ui.export import pdf

        content = pdf.document(sheet, page, pictures or {})
    elif suffix == ".html":
        content = html.page(sheet, pictures or {}).encode()
    elif suffix == ".csv":
        content = (separated.MARK + table.text(sheet, decimal)).encode()
    elif suffix == ".xlsx":
        content = xlsx.document(sheet)
    elif suffix == ".md":
        content = markdown.text(sheet).encode()
    elif suffix == ".json":
        content = data.text(sheet).encode()
    else:
        raise UsageError(f"'{path.name}' does not end in {', '.join(ENDINGS[:-1])} or {ENDINGS[-1]}.")
    write_bytes(path, content)
