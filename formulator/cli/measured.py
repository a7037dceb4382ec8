"""`import`: measured batches out of an instrument's table. `calibrate`: the lab's own offset, kept beside the model."""

from __future__ import annotations

import argparse
import dataclasses
from pathlib import Path
from typing import Any

from formulator import calibration, measurements, storage
from formulator.calibration import Comparison, Fit, batches_words
from formulator.cli import projects
from formulator.cli.text import dump, table
from formulator.errors import DataFileError, UsageError
from formulator.evaluation.own_lab import CALIBRATED, shift_words
from formulator.outputs import OUTPUT_BY_PATH
from formulator.project import Measurement, Project
from formulator.units import Value, format_interval, format_number, unit_label

_DECIMALS = {"comma": ",", "point": ".", ",": ",", ".": "."}


def add_commands(commands: Any) -> None:
    """import, calibrate."""
    load = commands.add_parser("import", help="measured batches out of an instrument's table (Zetasizer CSV)")
    load.add_argument("file")
    load.add_argument("data", metavar="DATA.csv")
    load.add_argument("--variant", metavar="V", help="whose batches these are; a batch called after another variant goes there")
    load.add_argument(
        "--map",
        action="append",
        default=[],
        metavar="PATH=HEADING",
        help='such as size.z_average="Mean size [nm]"; nothing behind = leaves one out',
    )
    load.add_argument("--decimal", choices=tuple(_DECIMALS), help="decimal sign, where the file itself leaves it open")
    load.add_argument("--batch", action="append", default=[], metavar="NAME", help="only this batch of the file; may be repeated")
    load.add_argument(
        "--repeats",
        choices=("auto", "names", "numbers"),
        default="auto",
        help="names: each name is a batch; numbers: `name 1`, `name 2` are repeats of one batch; auto tells them apart and says so",
    )
    load.add_argument("--accept-changed", action="store_true")
    load.add_argument("--json", action="store_true")
    load.set_defaults(run=run_import)
    fit = commands.add_parser("calibrate", help="a lab calibration from the project's own batches, kept beside the model")
    fit.add_argument("file")
    fit.add_argument(
        "--output", action="append", default=[], metavar="PATH", help=f"only this one of {', '.join(CALIBRATED)}; may be repeated"
    )
    fit.add_argument("--name", default="our lab", help="whose batches they are (default: our lab)")
    fit.add_argument("--show", action="store_true", help="say what it would do and change nothing")
    fit.add_argument("--remove", nargs="*", metavar="ID", help="take calibrations out again; without an ID all of them")
    fit.add_argument("--accept-changed", action="store_true")
    fit.add_argument("--json", action="store_true")
    fit.set_defaults(run=run_calibrate, variant=None)


# -- import


def run_import(given: argparse.Namespace) -> int:
    """The import command."""
    found, variant, catalogue = projects.opened(given)
    path = Path(given.data)
    reading = measurements.read(
        _bytes(path), path.name, _mapping(given.map), remembered=measurements.remembered(found.project),
        decimal=_DECIMALS.get(given.decimal, ""), repeats=given.repeats,
    )  # fmt: skip
    project, fresh = measurements.added(found.project, reading, variant, given.batch)
    changed = project != found.project
    if changed:
        projects.save_edit(given, found, project)
    rows = [row for one in fresh for row in _compared(one, project, catalogue, given)]
    if given.json:
        dump(_import_data(reading, fresh, rows, changed))
        return 0
    print(f"{given.file}: {batches_words(len(fresh))} from {reading.name}" if fresh else f"{given.file}: nothing new in {reading.name}")
    for said in reading.notices:
        print(f"note: {said}")
    sign = "comma" if reading.decimal == "," else "point"
    print(f"Read as {reading.encoding}, separated by {reading.separator}, decimal {sign}.")
    print("Columns: " + "; ".join(f"{name} from '{spec}'" for name, spec in sorted(reading.columns.items()) if spec) + ".\n")
    print(_table(rows))
    return 0


def _bytes(path: Path) -> bytes:
    try:
        return storage.read_bytes(path)
    except storage.ProjectFileError as problem:
        raise DataFileError(str(problem).replace("A project file", "A table")) from None


def _mapping(words: list[str]) -> dict[str, str]:
    found = {}
    for text in words:
        path, sign, spec = text.partition("=")
        if not sign:
            raise UsageError(f"'{text}' is not PATH=HEADING, such as size.z_average=\"Mean size [nm]\".")
        found[path.strip()] = spec.strip()
    return found


def _compared(one: Measurement, project: Project, catalogue: Any, given: argparse.Namespace) -> list[tuple[str, Comparison]]:
    from formulator.uncertainty import propagate

    variant = project.variant(one.variant)
    prediction = propagate(variant.design, catalogue, seed=given.seed)
    return [(variant.name, row) for row in calibration.compared(one, prediction, measurements.fingerprint(variant.design))]


def _table(rows: list[tuple[str, Comparison]]) -> str:
    lines = []
    for variant, row in rows:
        output = OUTPUT_BY_PATH[row.path]
        predicted = "—" if row.predicted is None else format_number(row.predicted, digits=3)
        interval = "" if row.low is None or row.high is None else format_interval(row.low, row.high)
        z = "" if row.z is None else f"{row.z:+.1f}".replace("-", "−")
        measured = format_number(row.measured, sd=row.sd)
        lines.append(
            (variant, row.batch, output.label, measured, f"{row.repeats}×", predicted, interval, unit_label(row.unit), z, row.note)
        )
    heads = ("variant", "batch", "", "measured", "", "predicted", "90 %", "", "z", "")
    return table(lines, heads, right=(3, 5, 8))


def _import_data(reading: measurements.Reading, fresh: tuple[Measurement, ...], rows: list[tuple[str, Comparison]], changed: bool) -> Any:
    return {
        "file": reading.name,
        "sha256": reading.sha256,
        "changed": changed,
        "encoding": reading.encoding,
        "separator": reading.separator,
        "decimal": reading.decimal,
        "columns": dict(reading.columns),
        "notices": list(reading.notices),
        "measurements": [
            {
                "id": one.id,
                "variant": one.variant,
                "batch": one.batch,
                "date": one.date,
                "values": [{"path": name, "value": value.magnitude, "unit": value.unit} for name, value in one.values],
            }
            for one in fresh
        ],
        "compared": [dataclasses.asdict(row) for _, row in rows],
    }


# -- calibrate


def run_calibrate(given: argparse.Namespace) -> int:
    """The calibrate command: exit 1 when no batch supports a calibration."""
    found, _, catalogue = projects.opened(given)
    if given.remove is not None:
        return _remove(given, found)
    unknown = [path for path in given.output if path not in CALIBRATED]
    if unknown:
        raise UsageError(f"'{unknown[0]}' is not calibrated by itself. {', '.join(CALIBRATED)} are; everything else follows from them.")
    fits, reasons = calibration.fits(found.project, catalogue)
    chosen = [fit for fit in fits if not given.output or fit.path in given.output]
    moment = projects.now(given)
    project = calibration.accepted(found.project, chosen, moment, given.name)
    if not given.show and project.calibrations != found.project.calibrations:
        projects.save_edit(given, found, project)
    if given.json:
        dump(
            {
                "calibrations": [_fit_data(fit, project) for fit in chosen],
                "left_out": list(reasons),
                "changed": not given.show and project.calibrations != found.project.calibrations,
            }
        )
    else:
        print(_fits_text(chosen, project, given.show) if chosen else "No batch of this project supports a calibration.")
        for said in reasons:
            print(f"note: {said}")
    return 0 if chosen else 1


def _remove(given: argparse.Namespace, found: storage.Opened) -> int:
    known = {one.id: one for one in found.project.calibrations}
    missing = [name for name in given.remove if name not in known]
    if missing:
        there = ", ".join(f"{one.id} ({OUTPUT_BY_PATH[one.path].label})" for one in known.values()) or "none"
        raise UsageError(f"There is no calibration '{missing[0]}'. The project holds: {there}.")
    gone = [known[name] for name in given.remove] if given.remove else list(known.values())
    if gone:
        projects.save_edit(given, found, calibration.without(found.project, given.remove))
    if given.json:
        dump({"removed": [one.id for one in gone]})
    else:
        print(
            "\n".join(f"{one.id}: {OUTPUT_BY_PATH[one.path].label} {shift_words(one)} taken out" for one in gone) or "nothing to take out"
        )
    return 0


def _record(fit: Fit, project: Project) -> Any:
    return next(one for one in project.calibrations if (one.path, one.kind) == (fit.path, fit.kind))


def _fit_data(fit: Fit, project: Project) -> dict[str, Any]:
    record = _record(fit, project)
    return {
        "id": record.id,
        "path": fit.path,
        "kind": fit.kind,
        "scale": OUTPUT_BY_PATH[fit.path].scale,
        "offset": fit.offset,
        "sd": fit.sd,
        "unit": record.offset.unit,
        "between": fit.between,
        "within": fit.scatter,
        "sd_before": fit.sd_before,
        "sd_of_next": fit.next_sd,
        "batches": [{"measurements": list(one.measurements), "batch": one.batch, "difference": one.difference} for one in fit.residuals],
    }


def _fits_text(chosen: list[Fit], project: Project, only_shown: bool) -> str:
    lines = []
    for fit in chosen:
        record = _record(fit, project)
        values = (fit.offset, fit.sd, fit.sd_before, fit.next_sd)
        offset, sd, before, after = (format_number(Value(value).magnitude, digits=2) for value in values)
        shift = shift_words(record)
        lines.append(
            (
                "" if only_shown else record.id,
                OUTPUT_BY_PATH[fit.path].label,
                fit.kind,
                shift,
                f"{offset} ± {sd}",
                before,
                after,
                record.name,
            )
        )
    heads = ("", "", "class", "moves by", "offset", "sd of a batch before", "now", "")
    done = (
        "Nothing was changed."
        if only_shown
        else "Predictions of these classes are moved from now on; `calibrate FILE --remove` takes that back."
    )
    return f"{table(lines, heads, right=(4, 5, 6))}\n{done}"
