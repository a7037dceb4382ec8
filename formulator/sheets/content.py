"""What stands on a formulation sheet, as plain sections and cells; the writers only lay it out."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from formulator.advice import Finding, lint
from formulator.catalogue import Catalogue
from formulator.prediction import Prediction
from formulator.project import Project, Variant
from formulator.report import engine_data, inputs_data, inputs_digest, prediction_data

RESEARCH_USE = "Predicted values are model estimates for research use; not for clinical decisions."
RECORD_KEEPING = "This sheet supports good record keeping; it is not a validated electronic record system."


@dataclass(frozen=True, kw_only=True)
class Cell:
    """One cell: its text, the path of the number it shows where it shows one, and how it is laid out."""

    text: str = ""
    path: str = ""
    value: float | None = None
    bold: bool = False
    right: bool = False
    blank: bool = False
    quiet: bool = False


def cell(text: str, **options: Any) -> Cell:
    """A cell of plain text."""
    return Cell(text=text, **options)


BLANK = Cell(blank=True)
"""A line to write on."""


@dataclass(frozen=True, kw_only=True)
class Table:
    """Heads and rows of equal length, an optional row of totals, and a remark below."""

    heads: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    totals: tuple[Cell, ...] = ()
    right: tuple[int, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Section:
    """One numbered section: pairs of name and value, a table, lines of text, pictures by plot id."""

    number: int
    title: str
    note: str = ""
    pairs: tuple[tuple[str, Cell], ...] = ()
    tables: tuple[Table, ...] = ()
    lines: tuple[str, ...] = ()
    pictures: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Sheet:
    """A whole sheet. `data` is everything the numbers were made from; its digest is the content hash printed on every page."""

    title: str
    project: str
    variant: str
    number: str
    revision: str
    status: str
    printed: str
    sections: tuple[Section, ...]
    data: dict[str, Any] = field(default_factory=dict)

    @property
    def digest(self) -> str:
        """SHA-256 of what is printed, without the time of printing."""
        visible = [
            [
                section.number,
                section.title,
                section.note,
                [[name, entry.text] for name, entry in section.pairs],
                [[list(table.heads), [[entry.text for entry in row] for row in (*table.rows, table.totals)]] for table in section.tables],
                list(section.lines),
            ]
            for section in self.sections
        ]
        text = json.dumps(
            [self.title, self.project, self.variant, self.number, self.revision, self.status, visible, self.data],
            sort_keys=True,
            ensure_ascii=False,
            separators=(",", ":"),
        )
        return hashlib.sha256(text.encode()).hexdigest()

    @property
    def engine(self) -> str:
        """Program and catalogue versions in one line."""
        engine = self.data["engine"]
        return f"formulator {engine['version']} · catalogue {engine['catalogue'][:8]} · seed {engine['seed']}, {engine['draws']} draws"


def build(
    project: Project,
    variant: Variant,
    catalogue: Catalogue,
    prediction: Prediction,
    *,
    now: str,
    seed: int,
    draws: int = 4096,
) -> Sheet:
    """The sheet of one variant."""
    from formulator.sheets import sections

    findings = lint(variant.design, prediction, catalogue)
    context = Context(project=project, variant=variant, catalogue=catalogue, prediction=prediction, findings=findings, seed=seed)
    data = {
        "inputs": inputs_data(variant.design),
        "inputs_sha256": inputs_digest(variant.design, catalogue),
        "engine": engine_data(catalogue, draws, seed),
        "outputs": prediction_data(prediction, variant.design, catalogue, draws, seed)["outputs"],
        "project": project.id,
        "variant": variant.id,
    }
    return Sheet(
        title="Formulation sheet",
        project=project.title,
        variant=variant.name,
        number=f"FS-{variant.id}",
        revision="01",
        status=status(variant, findings),
        printed=now,
        sections=tuple(make(context) for make in sections.ALL),
        data=data,
    )


def status(variant: Variant, findings: Sequence[Finding]) -> str:
    """DRAFT until the design check has no error and somebody has raised the variant's status."""
    if any(finding.severity == "error" for finding in findings) or variant.status == "draft":
        return "DRAFT"
    return variant.status.upper()


@dataclass(frozen=True, kw_only=True)
class Context:
    """What every section is made from."""

    project: Project
    variant: Variant
    catalogue: Catalogue
    prediction: Prediction
    findings: tuple[Finding, ...]
    seed: int

    def source_number(self, key: str) -> str:
        """The number of a source in section 15, in brackets; empty for a source that is not listed."""
        order = self.prediction.sources
        return f"[{order.index(key) + 1}]" if key in order else ""
