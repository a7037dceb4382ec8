"""`new`, `set`, `evaluate`, `lint`: a project from a template, its edits, its prediction and its design check."""

from __future__ import annotations

import argparse
import dataclasses
import datetime
import os
import sys
import uuid
from pathlib import Path
from typing import Any

from formulator import bench as benches
from formulator import design as designs
from formulator import storage
from formulator.advice import lint
from formulator.catalogue import Catalogue, load
from formulator.cli import arguments, ranges
from formulator.cli.text import dump, table
from formulator.errors import FieldError, UnknownMaterialError, UsageError
from formulator.prediction import GROUPS, OUTPUT_BY_PATH, OUTPUTS, Estimate, Prediction
from formulator.project import FINISHED, Project, Variant, needs_reason, record_touched
from formulator.report import prediction_data
from formulator.storage import templates
from formulator.units import format_answer, format_number, unit_label


def add_commands(commands: Any) -> None:
    """new, set, evaluate, lint."""
    new = commands.add_parser("new", help="a project from a worked example or a template of your own")
    new.add_argument("--template", metavar="ID")
    new.add_argument("--list", action="store_true", dest="list_templates")
    new.add_argument("-o", "--output", metavar="FILE")
    new.add_argument("--json", action="store_true")
    new.set_defaults(run=run_new)
    change = commands.add_parser("set", help="edit fields, all or nothing")
    change.add_argument("file")
    change.add_argument("more", nargs="*", metavar="PATH=VALUE")
    change.add_argument("--variant", metavar="V")
    change.add_argument("--duplicate", metavar="NAME", help="copy the variant under this name first")
    change.add_argument("--reason", default="", metavar="TEXT", help="why; it stands in the log")
    change.add_argument("--accept-changed", action="store_true")
    change.set_defaults(run=run_set)
    evaluate = commands.add_parser("evaluate", help="the prediction, with intervals, grades and sources")
    evaluate.add_argument("file")
    evaluate.add_argument("--variant", metavar="V")
    evaluate.add_argument("--json", action="store_true")
    evaluate.add_argument("--explain", metavar="PATH", help="where one number comes from")
    evaluate.add_argument("--bibtex", action="store_true", help="with --explain: its references as BibTeX")
    evaluate.add_argument(
        "--draws", type=arguments.draws, default=4096, metavar="N", help="draws for the intervals (default 4096, 0 for none)"
    )
    evaluate.add_argument("--strict", action="store_true", help="exit 4 when a model left its range")
    evaluate.add_argument("--accept-changed", action="store_true")
    evaluate.set_defaults(run=run_evaluate)
    check = commands.add_parser("lint", help="the design check")
    check.add_argument("file")
    check.add_argument("--variant", metavar="V")
    check.add_argument("--json", action="store_true")
    check.add_argument("--draws", type=arguments.draws, default=4096, metavar="N", help="draws for the intervals (default 4096)")
    check.add_argument("--accept-changed", action="store_true")
    check.set_defaults(run=run_lint)


def now(given: argparse.Namespace) -> str:
    """The time to write: --now, else the clock, in UTC to the second."""
    if given.now is not None:
        return str(given.now)
    return datetime.datetime.now(datetime.UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def printed(given: argparse.Namespace) -> str:
    """The time on a sheet: --now alone, so that it is the same anywhere; else the clock, in UTC and as the wall clock shows it."""
    moment = now(given)
    if given.now is not None:
        return moment
    local = datetime.datetime.now().astimezone()
    return f"{moment} ({local:%H:%M} local)" if local.utcoffset() else moment


def opened(given: argparse.Namespace) -> tuple[storage.Opened, Variant, Catalogue]:
    """The project of a command, the variant it names, and the catalogue with the project's own materials laid over it."""
    found = storage.load(Path(given.file), accept_changed=getattr(given, "accept_changed", False))
    variant = found.project.variant(given.variant)
    return found, variant, load().overlay(found.project.materials, found.project.calibrations)


def save_edit(given: argparse.Namespace, before: storage.Opened, after: Project) -> None:
    """Write the changed project where it came from, with an entry in its log for everything that was changed."""
    moment, reason = now(given), " ".join(getattr(given, "reason", "").split())
    if needs_reason(before.project, after) and not reason:
        raise UsageError("A change to the acceptance ranges or the status of a checked variant says why: --reason TEXT.")
    project = storage.logged(before.project, after, utc=moment, user=storage.person(), reason=reason)
    saved(dataclasses.replace(project, modified=moment), Path(given.file), before.digest)


def saved(project: Project, path: Path, digest: str) -> str:
    """Write a project where it came from, and say so when other names of the file keep the old content; the new digest."""
    others = storage.other_names(path)
    written = storage.save(project, path, expected_digest=digest)
    if others:
        keep = "another name (a hard link), which keeps" if others == 1 else f"{others} other names (hard links), which keep"
        print(f"formulator: {path} had {keep} the old content.", file=sys.stderr)
    return written


def run_new(given: argparse.Namespace) -> int:
    """The new command."""
    own = templates.templates()
    known = {**storage.examples(), **own}
    if given.list_templates or (given.template is None and given.output is None):
        rows = [(name, storage.load(path).project.title) for name, path in known.items()]
        if given.json:
            dump([{"id": name, "title": title} for name, title in rows])
        else:
            print(table(rows, ("template", "title")))
        return 0
    if given.template is None:
        raise UsageError("Say which template to begin with: --template ID. `formulator new --list` shows them.")
    if given.template not in known:
        raise UsageError(f"There is no template '{given.template}'. There are: {', '.join(known)}.")
    if not given.output:
        raise UsageError("Say where to write the project: -o FILE.formulation.")
    project = storage.load(known[given.template]).project
    project = templates.stripped(project) if given.template in own else project
    moment = now(given)
    stamp = str(uuid.uuid5(uuid.NAMESPACE_URL, f"{given.template}{moment}{given.seed}")) if given.now else str(uuid.uuid4())
    target = Path(given.output)
    if os.path.lexists(target):
        raise UsageError(f"{target} is there already. Choose another name, or move it away first.")
    storage.save(dataclasses.replace(project, id=stamp, created=moment, modified=moment), target)
    print(f"{target}: {project.title}")
    return 0


def edited(project: Project, variant: Variant, edits: list[str], catalogue: Catalogue) -> Project:
    """The project with every edit applied to one variant; the first edit that does not hold refuses all."""
    bench = variant.bench
    for text in edits:
        path, sign, typed = text.partition("=")
        if not sign:
            raise UsageError(f"'{text}' is not PATH=VALUE, such as ligand.density=\"10 mol%\".")
        path = path.strip()
        if ranges.owns(path):
            variant = ranges.edited(variant, path, typed)
            continue
        table = benches if benches.owns(path) else designs
        row, entry = table.field(path), table.read(path, typed)
        if row.kind == "pick" and isinstance(entry, str):
            try:
                entry = catalogue.get(entry, row.material_kinds).key
            except UnknownMaterialError as problem:
                raise FieldError(path, str(problem)) from problem
        if table is benches:
            bench = benches.replaced(bench, path, entry)
        else:
            variant = variant.edited(path, designs.replaced(variant.design, path, entry))
    return project.with_variant(dataclasses.replace(variant, bench=bench))


def run_set(given: argparse.Namespace) -> int:
    """The set command."""
    if not given.more and given.duplicate is None:
        raise UsageError('Say what to change: PATH=VALUE, such as ligand.density="10 mol%", or --duplicate NAME.')
    if given.duplicate is not None and not given.duplicate.strip():
        raise UsageError("--duplicate needs a name for the copy.")
    found, variant, catalogue = opened(given)
    project = found.project
    if given.duplicate is not None:
        project = project.duplicated(variant.id, given.duplicate)
        variant = project.variant()
    before, project = project, edited(project, variant, given.more, catalogue)
    if record_touched(before, project) is not None or (variant.status in FINISHED and project == before):
        raise UsageError(f"{variant.name} is {variant.status} and takes no edit any more. Make a new one from it: --duplicate NAME.")
    changed = project != found.project
    if changed:
        save_edit(given, found, project)
    print(f"{given.file}: {variant.name}: {', '.join(given.more) or 'a copy' if changed else 'nothing changed'}")
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

        return explain(given.explain, variant.design, prediction, catalogue, as_json=given.json, as_bibtex=given.bibtex)
    if given.bibtex:
        raise UsageError("--bibtex takes the references of one number: --explain PATH says of which.")
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
        found = [prediction[output.path] for output in OUTPUTS if output.group == group]
        if group == "mixing" and prediction["mixing.organic_fraction"].value is None:
            parts.append(f"{title}\n  {prediction['mixing.organic_fraction'].reason}")
            continue
        rows = [answer_row(estimate) for estimate in found]
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
    value, interval = format_number(estimate.value, digits=3), ""
    if estimate.low is not None and estimate.high is not None:
        value, interval = format_answer(estimate.value, estimate.low, estimate.high)
    return (
        label,
        value,
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
