"""`sweep`, `solve`, `screen`, `doe`, `sensitivity`: many designs around one."""

from __future__ import annotations

import argparse
import contextlib
import math
from collections.abc import Iterator
from typing import Any

import numpy as np

from formulator.catalogue import Catalogue
from formulator.cli import arguments, varying
from formulator.cli.projects import opened
from formulator.cli.text import dump, table
from formulator.design import Design
from formulator.errors import UsageError
from formulator.evaluation import evaluate
from formulator.explore.doe import KINDS, run_sheet
from formulator.explore.factor import Factor, columns
from formulator.explore.many import Many
from formulator.explore.screening import Found, Question
from formulator.explore.sensitivity import FIRST_ASKED, Sensitivity, sensitivity
from formulator.explore.solve import OutOfReach, Solved, solve, whole_range
from formulator.explore.sweep import sweep
from formulator.outputs import OUTPUT_BY_PATH, OUTPUTS
from formulator.units import format_number, unit_label

LEAST_COUNT, MOST_COUNT = 1, 1_000_000_000


def add_commands(commands: Any) -> None:
    """sweep, solve, screen, doe, sensitivity."""
    swept = _command(commands, "sweep", "outputs along one input, or over two", run_sweep)
    swept.add_argument("--vary", action="append", required=True, metavar="PATH=START:STOP:N[:log]")
    swept.add_argument("--outputs", metavar="PATH,…", help="default: all that have a value")
    swept.add_argument("-o", "--output", metavar="OUT.csv")
    solved = _command(commands, "solve", "the input that reaches a target; exit 1 with what can be reached", run_solve)
    solved.add_argument("--vary", required=True, metavar="PATH[=LOW:HIGH[:log]]")
    solved.add_argument("--target", required=True, metavar="OUTPUT=VALUE")
    solved.add_argument("--json", action="store_true")
    _add_screen(commands)
    plan = _command(commands, "doe", "a run sheet: which designs to make to tell effects apart", run_doe)
    plan.add_argument("--design", required=True, choices=KINDS)
    plan.add_argument("--vary", action="append", required=True, metavar="PATH=LOW:HIGH[:log]")
    plan.add_argument(
        "--levels", type=arguments.whole(2, 100), default=2, metavar="N", help="of a factorial; degree of a mixture (default 2)"
    )
    plan.add_argument("--centres", type=arguments.whole(0, 100), metavar="N", help="repeats of the middle (default: ccd 5, box-behnken 3)")
    plan.add_argument("--runs", type=arguments.whole(1, 10_000), default=20, metavar="N", help="of lhs (default 20)")
    plan.add_argument("--faces", action="store_true", help="ccd with its stars on the faces: three levels, not rotatable")
    plan.add_argument("--in-order", action="store_true", help="the textbook's order instead of a drawn one")
    plan.add_argument("--outputs", metavar="PATH,…", help="what the program predicts for each run, beside it")
    plan.add_argument("-o", "--output", metavar="OUT.csv")
    sense = _command(commands, "sensitivity", "which input matters: each alone, and its share of the spread", run_sensitivity)
    sense.add_argument("--output", metavar="PATH", help=f"default: the first with a value of {', '.join(FIRST_ASKED)}")
    sense.add_argument("--draws", type=arguments.draws, default=1024, metavar="N", help="rounded up to a power of two (default 1024)")
    sense.add_argument("--json", action="store_true")


def _command(commands: Any, name: str, words: str, run: Any) -> argparse.ArgumentParser:
    made: argparse.ArgumentParser = commands.add_parser(name, help=words)
    made.add_argument("file")
    made.add_argument("--variant", metavar="V")
    made.add_argument("--accept-changed", action="store_true")
    made.set_defaults(run=run)
    return made


def _add_screen(commands: Any) -> None:
    made = _command(commands, "screen", "many candidates: limits, the best, the Pareto set", run_screen)
    made.add_argument("--vary", action="append", required=True, metavar="PATH=LOW:HIGH[:log]")
    made.add_argument("--count", type=arguments.whole(LEAST_COUNT, MOST_COUNT), required=True, metavar="N")
    made.add_argument("--objective", action="append", default=[], metavar="OUTPUT=max|min", help="the best are those of the first")
    made.add_argument("--constraint", action="append", default=[], metavar='"OUTPUT<=VALUE"')
    made.add_argument("--outputs", metavar="PATH,…", help="further outputs to list")
    made.add_argument("--top", type=arguments.whole(1, 100_000), default=20, metavar="K", help="candidates to list (default 20)")
    made.add_argument("--engine", choices=("local", "dask"), default="local")
    made.add_argument("--scheduler", metavar="ADDRESS", help="of a running Dask cluster")
    made.add_argument("-o", "--output", metavar="OUT.csv")


@contextlib.contextmanager
def _progress(what: str) -> Iterator[varying.Progress]:
    told = varying.Progress(what)
    try:
        yield told
    finally:
        told.close()


def _given(design: Design, catalogue: Catalogue) -> tuple[str, ...]:
    """Every output that has a value for this design."""
    prediction = evaluate(design, catalogue)
    return tuple(output.path for output in OUTPUTS if prediction[output.path].value is not None)


def _head(path: str) -> str:
    return f"{path} [{OUTPUT_BY_PATH[path].unit}]"


def run_sweep(given: argparse.Namespace) -> int:
    """The sweep command."""
    _, variant, catalogue = opened(given)
    factors = [varying.factor(variant.design, text, counted=True) for text in given.vary]
    wanted = varying.outputs(given.outputs, () if given.outputs else _given(variant.design, catalogue))
    with _progress("sweep") as told:
        found = sweep(variant.design, catalogue, factors, wanted, told)
    names = [path for path in wanted if path in found.outputs]
    rows = zip(*found.steps, *(found.outputs[path] for path in names), strict=True)
    varying.write_rows(given.output, [*(factor.head for factor in factors), *map(_head, names)], rows)
    if given.output:
        print(f"{given.output}: {len(found.steps[0])} designs, {len(names)} outputs")
        for path, reason in found.reasons.items():
            print(f"note: {path} is empty: {reason}")
    return 0


def run_solve(given: argparse.Namespace) -> int:
    """The solve command: exit 1 when the target is out of reach."""
    _, variant, catalogue = opened(given)
    path = given.vary.partition("=")[0].strip()
    factor = varying.factor(variant.design, given.vary, counted=False) if "=" in given.vary else whole_range(variant.design, path)
    output, target = varying.target(given.target)
    found = solve(variant.design, catalogue, factor, output, target)
    unit = OUTPUT_BY_PATH[output].unit
    if given.json:
        dump(_solve_data(found, factor, output, target))
    elif isinstance(found, Solved):
        magnitude = format_number(found.value.magnitude, digits=6)
        got = format_number(found.got, digits=6)
        print(f"{factor.path} = {magnitude} {unit_label(factor.unit)}".rstrip() + f"   gives {output} = {got} {unit_label(unit)}".rstrip())
    else:
        print(_out_of_reach_words(found, factor, output, target))
    return 0 if isinstance(found, Solved) else 1


def _solve_data(found: Solved | OutOfReach, factor: Factor, output: str, target: float) -> dict[str, Any]:
    data: dict[str, Any] = {
        "path": factor.path,
        "unit": factor.unit,
        "from": factor.low,
        "to": factor.high,
        "output": output,
        "output_unit": OUTPUT_BY_PATH[output].unit,
        "target": target,
        "reached": isinstance(found, Solved),
    }
    if isinstance(found, Solved):
        return {**data, "value": found.value.magnitude, "got": found.got}
    at = {"at_low": found.at_low, "at_high": found.at_high}
    return {
        **data,
        "reachable_low": found.low,
        "reachable_high": found.high,
        **{name: None if math.isnan(value) else value for name, value in at.items()},
        "reason": found.reason,
    }


def _out_of_reach_words(found: OutOfReach, factor: Factor, output: str, target: float) -> str:
    unit = unit_label(OUTPUT_BY_PATH[output].unit)
    if found.low is None or found.high is None:
        return f"{output} has no value: {found.reason}"
    low, high = (format_number(end, digits=4) for end in (found.low, found.high))
    where = f"{factor.path} from {format_number(factor.low, digits=4)} to {format_number(factor.high, digits=4)} {unit_label(factor.unit)}"
    return (
        f"{output} {format_number(target, digits=4)} {unit}".rstrip()
        + f" is out of reach with {where}".rstrip()
        + f": {low} to {high} {unit}".rstrip()
        + " can be reached."
    )


def run_screen(given: argparse.Namespace) -> int:
    """The screen command."""
    if given.scheduler and given.engine != "dask":
        raise UsageError("--scheduler goes with --engine dask.")
    _, variant, catalogue = opened(given)
    question = Question(
        design=variant.design,
        catalogue=catalogue,
        factors=tuple(varying.factor(variant.design, text, counted=False) for text in given.vary),
        objectives=tuple(map(varying.objective, given.objective)),
        constraints=tuple(map(varying.constraint, given.constraint)),
        extra=varying.outputs(given.outputs, ()),
        top=given.top,
        seed=given.seed,
    )
    with _progress("screen") as told:
        found = _screened(question, given, told)
    _write_candidates(question, found, given.output)
    if given.output:
        print(_screen_words(question, found, given.output))
    return 0


def _screened(question: Question, given: argparse.Namespace, told: varying.Progress) -> Found:
    if given.engine == "dask":
        from formulator.explore import cluster

        return cluster.screen(question, given.count, given.scheduler, told)
    from formulator.explore.screening import answered

    return answered(question, given.count, progress=told)


def _write_candidates(question: Question, found: Found, file: str | None) -> None:
    pareto = set(found.pareto.tolist())
    listed = [*found.best.tolist(), *sorted(pareto - set(found.best.tolist()))]
    heads = ["candidate", "pareto", *(factor.head for factor in question.factors), *map(_head, question.outputs)]
    rows = [(index, "yes" if index in pareto else "no", *found.magnitudes[index], *found.outputs[index]) for index in listed]
    varying.write_rows(file, heads, rows)


def _screen_words(question: Question, found: Found, file: str) -> str:
    lines = [
        f"{file}: {found.count} candidates, {found.feasible} keep every limit, {found.without_value} have no value",
        f"listed: the best {len(found.best)}" + (f" of {question.objectives[0].path}" if question.objectives else ""),
    ]
    if len(question.objectives) > 1:
        lines[1] += f", and the Pareto set of {len(found.pareto)}"
    return "\n".join(lines)


def run_doe(given: argparse.Namespace) -> int:
    """The doe command."""
    _, variant, catalogue = opened(given)
    factors = [varying.factor(variant.design, text, counted=False) for text in given.vary]
    plan = run_sheet(
        given.design,
        factors,
        levels=given.levels,
        centres=given.centres,
        runs=given.runs,
        rotatable=not given.faces,
        seed=given.seed,
        in_order=given.in_order,
    )
    names = varying.outputs(given.outputs, ())
    heads = ["run", "standard order", *(factor.head for factor in factors), *(f"predicted {_head(path)}" for path in names)]
    rows: list[list[object]] = [
        [number + 1, int(standard), *map(float, row)]
        for number, (standard, row) in enumerate(zip(plan.standard, plan.magnitudes, strict=True))
    ]
    if names:
        many = Many.of(variant.design, catalogue, factors, names)
        found = many.ask(columns(factors, list(plan.magnitudes.T)))
        rows = [[*row, *(float(found[path][number]) for path in names)] for number, row in enumerate(rows)]
    varying.write_rows(given.output, heads, rows)
    if given.output:
        print(f"{given.output}: {len(rows)} runs of {len(factors)} inputs")
    return 0


def run_sensitivity(given: argparse.Namespace) -> int:
    """The sensitivity command."""
    _, variant, catalogue = opened(given)
    path = given.output
    if path is None:
        known = _given(variant.design, catalogue)
        path = next((entry for entry in FIRST_ASKED if entry in known), None)
        if path is None:
            raise UsageError("No output has a value yet: `formulator evaluate` says what is missing.")
    else:
        varying.outputs(path, ())
    with _progress("sensitivity") as told:
        found = sensitivity(variant.design, catalogue, path, given.draws, given.seed, told)
    if given.json:
        dump(_sensitivity_data(found, given))
    else:
        print(_sensitivity_words(found))
    return 0


def _finite(value: float) -> float | None:
    return float(value) if np.isfinite(value) else None


def _sensitivity_data(found: Sensitivity, given: argparse.Namespace) -> dict[str, Any]:
    return {
        "output": found.path,
        "value": found.value,
        "unit": found.unit,
        "scale": found.scale,
        "draws": given.draws,
        "seed": given.seed,
        "impossible_draws": found.lost,
        "local": [
            {"path": swing.path, "label": swing.label, "at_low": _finite(swing.at_low), "at_high": _finite(swing.at_high)}
            for swing in found.swings
        ],
        "sobol": [{"path": share.path, "label": share.label, "first": share.first, "total": share.total} for share in found.shares],
    }


def _sensitivity_words(found: Sensitivity) -> str:
    shares = {share.path: share for share in found.shares}
    unit = unit_label(found.unit)

    def number(value: float) -> str:
        return format_number(value, digits=3) if math.isfinite(value) else "—"

    def percent(path: str, total: bool) -> str:
        share = shares.get(path)
        return "" if share is None else f"{100 * max(0.0, share.total if total else share.first):.0f} %"

    rows = [
        (swing.path, number(swing.at_low), number(swing.at_high), percent(swing.path, False), percent(swing.path, True))
        for swing in found.swings
    ]
    head = f"{found.path} = {number(found.value)} {unit}".rstrip()
    if not rows:
        return f"{head}\nNone of its inputs has a spread."
    scale = {"ln": "the logarithm", "logit": "the log odds", "linear": "the value"}[found.scale]
    text = table(rows, ("input", "at its 5 %", "at its 95 %", "alone", "with others"), right=(1, 2, 3, 4))
    words = f"alone, with others: first-order and total share of the variance of {scale} (Sobol)"
    lost = f"\n{100 * found.lost:.2g} % of the draws are no possible particle." if found.lost else ""
    return f"{head}\n\n{text}\n\n{words}{lost}"
