"""The report of changes as a file: PDF, a web page, or a table."""

from __future__ import annotations

from collections.abc import Sequence

from formulator.project import Project
from formulator.sheets import changes
from formulator.ui.export import report


def document(project: Project, chosen: Sequence[changes.Entry], about: str, printed: str, suffix: str) -> bytes:
    """The chosen entries in the form that an ending names."""
    if suffix == ".csv":
        return ("\ufeff" + changes.as_csv(chosen)).encode()
    page = changes.as_html(project, chosen, about, printed)
    return page.encode() if suffix == ".html" else report.pdf(page, f"Changes of {project.title}")
