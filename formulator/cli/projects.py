"""`new`, `set`, `evaluate`, `lint`: a project from a template, its edits, its prediction and its design check."""

from __future__ import annotations

import argparse
import dataclasses
import datetime
import uuid
from pathlib import Path
from typing import Any

from formulator import design as designs
from formulator import storage
from formulator.advice import lint
from formulator.catalogue import Catalogue, load
from formulator.cli.text import dump, table
from formulator.errors import UsageError
from formulator.prediction import GROUPS, OUTPUT_BY_PATH, OUTPUTS, Estimate, Prediction
from formulator.project import Project, Variant
from formulator.report import prediction_data
from formulator.units import format_interval, format_number, unit_label


def add_commands(commands: Any) -> None:
    """new, set, evaluate, lint."""
    new = commands.add_parser("new", help="a project from a worked example")
    new.add_argument("--template", metavar="ID")
    new.add_argument("--list", action="store_true", dest="list_templates")
    new.add_argument("-o", "--output", metavar="FILE")
    new.add_argument("--json", action="store_true")
    new.set_defaults(run=run_new)
    change = commands.add_parser("set", help="edit fields, all or nothing")
    change.add_argument("file")
    change.add_argument("edits", nargs="*", metavar="PATH=VALUE")
    change.add_argument("--variant", metavar="V")
    change.add_argument("--duplicate", metavar="NAME", help="copy the variant under this name first")
    change.add_argument("--accept-changed", action="store_true")
    change.set_defaults(run=run_set)
    evaluate = commands.add_parser("evaluate", help="the prediction, with intervals, grades and sources")
    evaluate.add_argument("file")
    evaluate.add_argument("--variant", metavar="V")
    evaluate.add_argument("--json", action="store_true")
    evaluate.add_argument("--explain", metavar="PATH", help="where one number comes from")
    evaluate.add_argument("--draws", type=int, default=4096, metavar="N", help="draws for the intervals (default 4096, 0 for none)")
    evaluate.add_argument("--strict", action="store_true", help="exit 4 when a model left its range")
    evaluate.add_argument("--accept-changed", action="store_true")
    evaluate.set_defaults(run=run_evaluate)
    check = commands.add_parser("lint", help="the design check")
    check.add_argument("file")
    check.add_argument("--variant", metavar="V")
    check.add_argument("--json", action="store_true")
    check.add_argument("--accept-changed", action="store_true")
    check.set_defaults(run=run_lint)


def now(given: argparse.Namespace) -> str:
    """The time to write: --now, else the clock, in UTC to the second."""
    if given.now is None:
        return datetime.datetime.now(datetime.UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    try:
        moment = datetime.datetime.fromisoformat(given.now)
    except ValueError:
        raise UsageError(f"--now '{given.now}' is not a time such as 2026-01-01T00:00:00Z.") from None
    moment = moment.replace(tzinfo=datetime.UTC) if moment.tzinfo is None else moment.astimezone(datetime.UTC)
    return moment.strftime("%Y-%m-%dT%H:%M:%SZ")


def opened(given: argparse.Namespace) -> tuple[storage.Opened, Variant, Catalogue]:
    """The project of a command, the variant it names, and the catalogue with the project's own materials laid over it."""
    found = storage.load(Path(given.file), accept_changed=getattr(given, "accept_changed", False))
    variant = found.project.variant(given.variant)
    return found, variant, load().overlay(found.project.materials)


def run_new(given: argparse.Namespace) -> int:
    """The new command."""
    examples = storage.examples()
    if given.list_templates or given.template is None:
        rows = [(name, storage.load(path).project.title) for name, path in examples.items()]
        if given.json:
            dump([{"id": name, "title": title} for name, title in rows])
        else:
            print(table(rows, ("template", "title")))
        return 0
    if given.template not in examples:
        raise UsageError(f"There is no template '{given.template}'. There are: {', '.join(examples)}.")
    if not given.output:
        raise UsageError("Say where to write the project: -o FILE.formulation.")
    project = storage.load(examples[given.template]).project
    moment = now(given)
    stamp = str(uuid.uuid5(uuid.NAMESPACE_URL, f"{given.template}{moment}{given.seed}")) if given.now else str(uuid.uuid4())
    target = Path(given.output)
    if target.exists():
        raise UsageError(f"{target} is there already. Choose another name, or move it away first.")
    storage.save(dataclasses.replace(project, id=stamp, created=moment, modified=moment), target)
    print(f"{target}: {project.title}")
    return 0


def edited(project: Project, variant: Variant, edits: list[str], catalogue: Catalogue) -> Project:
    """The project with every edit applied to one variant; the first edit that does not hold refuses all."""
    design = variant.design
    for text in edits:
        path, sign, typed = text.partition("=")
        if not sign:
            raise UsageError(f"'{text}' is not PATH=VALUE, such as ligand.density=\"10 mol%\".")
        path = path.strip()
        row = designs.field(path)
        entry = designs.read(path, typed)
        if row.kind == "pick" and isinstance(entry, str):
            entry = catalogue.get(entry, row.material_kinds).key
        design = designs.replaced(design, path, entry)
    return project.with_variant(dataclasses.replace(variant, design=design))


def run_set(given: argparse.Namespace) -> int:
    """The set command."""
    found, variant, catalogue = opened(given)
    project = found.project
    if given.duplicate:
        project = project.duplicated(variant.id, given.duplicate)
        variant = project.variant()
    project = edited(project, variant, given.edits, catalogue)
    changed = project != found.project
    if changed:
        storage.save(dataclasses.replace(project, modified=now(given)), Path(given.file), expected_digest=found.digest)
    print(f"{given.file}: {variant.name}: {', '.join(given.edits) if changed else 'nothing changed'}")
    return 0


def prediction_of(given: argparse.Namespace, variant: Variant, catalogue: Catalogue) -> Prediction:
    """The prediction with the draws that the command asks for."""
    if getattr(given, "draws", 4096) <= 0:
        from formulator.evaluation import evaluate

        return evaluate(variant.design, catalogue)
    from formulator.uncertainty import propagate

    return propagate(variant.design, catalogue, draws=getattr(given, "draws", 4096), seed=given.seed)


def run_evaluate(given: argparse.Namespace) -> int:
    """The evaluate command."""
    found, variant, catalogue = opened(given)
    prediction = prediction_of(given, variant, catalogue)
    if given.explain:
        from formulator.cli.explain import explain

        return explain(given.explain, prediction, catalogue, given.json)
    if given.json:
        dump(prediction_data(prediction, variant.design, catalogue, given.draws, given.seed))
    else:
        print(f"{found.project.title}: {variant.name}\n")
        print(answers_text(prediction))
        for notice in found.notices:
            print(f"note: {notice}")
    outside = any(flag.id.startswith("range.") for flag in prediction.flags)
    return 4 if given.strict and outside else 0


def answers_text(prediction: Prediction) -> str:
    """All answers as a table for the terminal, grouped, with what is missing and why."""
    parts = []
    for group, title in GROUPS.items():
        rows = [answer_row(prediction[output.path]) for output in OUTPUTS if output.group == group]
        parts.append(f"{title}\n{table(rows, right=(1,))}")
    notes = sorted(
        {
            f"{OUTPUT_BY_PATH[estimate.path].label}: {flag.text}"
            for estimate in prediction.estimates.values()
            if estimate.value is not None
            for flag in estimate.flags
            if flag.severity != "info"
        }
    )
    if notes:
        parts.append("Notes\n" + "\n".join(f"  {note}" for note in notes))
    return "\n\n".join(parts)


def answer_row(estimate: Estimate) -> tuple[str, str, str, str, str]:
    """Name, value, unit, interval and grade of one answer."""
    label = "  " + OUTPUT_BY_PATH[estimate.path].label
    if estimate.value is None:
        return (label, "—", "", estimate.reason, "")
    interval = "" if estimate.low is None or estimate.high is None else format_interval(estimate.low, estimate.high)
    return (
        label,
        format_number(estimate.value, digits=3),
        unit_label(estimate.unit),
        interval,
        f"{estimate.grade.mark} {estimate.grade.word}",
    )


def run_lint(given: argparse.Namespace) -> int:
    """The lint command: exit 1 when a finding is an error."""
    _, variant, catalogue = opened(given)
    findings = lint(variant.design, prediction_of(given, variant, catalogue), catalogue)
    if given.json:
        dump([dataclasses.asdict(finding) for finding in findings])
    elif not findings:
        print("Nothing to remark.")
    else:
        print(
            table(
                [(finding.severity, finding.id, finding.text, finding.remedy) for finding in findings],
                ("", "id", "what is the case", "what would help"),
            )
        )
    return 1 if any(finding.severity == "error" for finding in findings) else 0
