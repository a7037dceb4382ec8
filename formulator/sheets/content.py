"""What stands on a formulation sheet, as plain sections and cells; the writers only lay it out."""

from __future__ import annotations

import dataclasses
import hashlib
import json
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from formulator import storage
from formulator.advice import Finding, lint
from formulator.catalogue import Catalogue
from formulator.prediction import Prediction
from formulator.project import Batch, Project, Variant
from formulator.recipe import Component, Plan, components, plan, wanted
from formulator.report import engine_data, inputs_data, inputs_digest, prediction_data

if TYPE_CHECKING:
    from formulator.sheets.template import Template

RESEARCH_USE = "Predicted values are model estimates for research use; not for clinical decisions."
RECORD_KEEPING = "This sheet supports good record keeping; it is not a validated electronic record system."


_NUMBER = re.compile(r"[-−]?[0-9][0-9\u2009\u202f .]*(·10[⁻⁰¹²³⁴⁵⁶⁷⁸⁹]+)?")


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

    @property
    def is_number(self) -> bool:
        """Whether the text is a number and nothing else: one with a unit or an interval behind it stays text."""
        return self.value is not None and _NUMBER.fullmatch(self.text) is not None


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
        """SHA-256 of what is printed and the numbers behind it, without the time of printing."""
        visible = [
            [
                section.number,
                section.title,
                section.note,
                [[name, entry.text, entry.value] for name, entry in section.pairs],
                [
                    [list(table.heads), [[[entry.text, entry.value] for entry in row] for row in (*table.rows, table.totals)]]
                    for table in section.tables
                ],
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
    def logo(self) -> str:
        """The house's drawing as SVG; empty without a template that has one."""
        return str(self.data.get("template", {}).get("logo", ""))

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
    record: Batch | None = None,
    template: Template | None = None,
) -> Sheet:
    """The sheet of one variant; with a `record`, what was really made stands where there are lines to write on."""
    from formulator.sheets import sections
    from formulator.sheets.template import Template

    house = template or Template()
    findings = lint(variant.design, prediction, catalogue)
    design, bench = variant.design, variant.bench
    context = Context(
        project=project,
        variant=variant,
        catalogue=catalogue,
        prediction=prediction,
        findings=findings,
        seed=seed,
        draws=draws,
        record=record,
        parts=components(design, prediction, catalogue) if bench.batch is None else wanted(design, bench, catalogue),
        plan=plan(design, bench, catalogue, today=now),
    )
    data = {
        "inputs": inputs_data(variant.design),
        "inputs_sha256": inputs_digest(variant.design, catalogue),
        "engine": engine_data(catalogue, draws, seed),
        "outputs": prediction_data(prediction, variant.design, catalogue, draws, seed)["outputs"],
        "references": {key: source.bibtex() for key in prediction.sources if (source := catalogue.sources.get(key)) is not None},
        "project": project.id,
        "variant": variant.id,
        "record": None if record is None else record.id,
        "file": _file(project, variant, record),
        "template": {} if template is None else {key: value for key, value in dataclasses.asdict(template).items() if value},
    }
    return Sheet(
        title=" · ".join(filter(None, (house.company, house.title or "Formulation sheet"))),
        project=project.title,
        variant=variant.name,
        number=house.number or f"FS-{variant.id}",
        revision=house.revision or "01",
        status="EXECUTED" if record is not None and record.locked else status(variant, findings, context.needed),
        printed=now,
        sections=house.applied([make(context) for make in sections.ALL]),
        data=data,
    )


def _file(project: Project, variant: Variant, record: Batch | None) -> dict[str, Any]:
    """The project with this variant and its parent alone: what anybody needs to make the sheet again."""
    kept = tuple(one for one in project.variants if one.id in (variant.id, variant.parent))
    behind = {key for one in project.calibrations for key in one.measurements}
    measured = tuple(one for one in project.measurements if one.id in behind)
    batches = () if record is None else (record,)
    alone = dataclasses.replace(project, variants=kept, active=variant.id, measurements=measured, batches=batches, extras={})
    document: dict[str, Any] = json.loads(storage.dumps(alone))
    return document


def status(variant: Variant, findings: Sequence[Finding], needed: Sequence[str] = ()) -> str:
    """DRAFT until the design check has no error, what is mandatory is filled in, and somebody has raised the variant's status."""
    if needed or any(finding.severity == "error" for finding in findings) or variant.status == "draft":
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
    draws: int
    record: Batch | None
    parts: tuple[Component, ...]
    plan: Plan

    @property
    def needed(self) -> tuple[str, ...]:
        """What must be filled in before the sheet is more than a draft, as far as it is not."""
        missing = [f"lot no. of {part.name}" for part in self.parts if not self.variant.bench.lot(part.key).lot]
        if not self.parts:
            missing.append("composition")
        if self.variant.design.process.method is None:
            missing.append("process.method")
        if not self.variant.specifications:
            missing.append("acceptance range of at least one attribute")
        return tuple(missing)

    @property
    def models(self) -> tuple[str, ...]:
        """The models behind the numbers, in the order of their names."""
        return tuple(sorted({step.model for step in self.prediction.steps}))

    def model_number(self, name: str) -> str:
        """The number of a model in section 15; empty for a number that no model made."""
        return f"m{self.models.index(name) + 1}" if name in self.models else ""

    def source_number(self, key: str) -> str:
        """The number of a source in section 15, in brackets; empty for a source that is not listed."""
        order = self.prediction.sources
        return f"[{order.index(key) + 1}]" if key in order else ""
