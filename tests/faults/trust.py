"""Measures the figures by which the program can be trusted, and prints each with its bar.

python3 run.py trust                    every figure in full; hours on two cores
python3 run.py trust --short            every figure in a small form; minutes
python3 run.py trust R4 R9 --count 500  some figures, with as many trials as said
python3 run.py trust R8 --hours 1       the monkey for so long instead of so many actions
python3 run.py trust --page FILE        write what was measured into the table of a page, rows not measured stay
"""

from __future__ import annotations

import argparse
import datetime
import os
import re
import sys
import tempfile
import time
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE), str(HERE.parent.parent)]
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from figures import files, isolation, large, laws, leaving, numbers, quantities, saves, suite, window  # noqa: E402
from figures.measure import Figure, Measured, own_places  # noqa: E402

FIGURES: dict[str, Figure] = {
    "R1": Figure(
        "hostile project files",
        "10,000 files: 0 crash, hang, traceback, silent; field and value named; 2 s each",
        files.hostile, 200, 10_000, "files",
    ),
    "R2": Figure(
        "every length and byte of a file",
        "every one refused",
        files.every_byte, 37, 1, "step",
    ),
    "R3": Figure(
        "flipped bits in numbers",
        "0 accepted with another content",
        files.flipped_digits, 400, 10**9, "flips",
    ),
    "R4": Figure(
        "faults in a save",
        "1,000 faults: 0 lost, success only if new, next save works, 0 strays",
        saves.faults, 40, 1000, "faults",
    ),
    "R5": Figure(
        "power loss in a save",
        "every state old or new; new after success",
        saves.power_loss, 1, 1, "saves",
    ),
    "R6": Figure(
        "full disk, read-only folder",
        "old file byte for byte, path and reason named, still unsaved",
        saves.full_disk, 2, 40, "sizes",
    ),
    "R7": Figure(
        "kill -9 in a session",
        "200 of 200: at most 5 s of edits gone, the rest offered",
        window.killed, 1, 200, "sessions",
    ),
    "R8": Figure(
        "monkey",
        "1 h or 500,000 actions, 10 seeds: 0 exceptions, no step over 200 ms, growth under 20 MB",
        window.monkey, 60, 500_000, "actions",
    ),
    "R9": Figure(
        "random designs",
        "1,000,000: finite, or missing with a reason in at most 1 % per answer",
        numbers.random_designs, 12_000, 1_000_000, "designs",
    ),
    "R9b": Figure(
        "designs at the edges of their fields",
        "20,000: finite, or missing with a reason; nothing raised",
        numbers.edges, 150, 20_000, "designs",
    ),
    "R10": Figure(
        "laws",
        "mass balance 1e-12, occupancy 0 to 1, order in dose and K, limits within 1e-9",
        laws.laws, 20_000, 1_000_000, "arguments",
    ),
    "R11": Figure(
        "numbers changed by 1 %",
        "at least 90 % noticed by a test",
        suite.mutations, 0, 200, "mutants",
    ),
    "R12": Figure(
        "units",
        "0 misread, 0 over 10 ms, text kept, at most 4 ulp",
        quantities.corpus, 10**9, 10**9, "texts",
    ),
    "R13": Figure(
        "load, save, load",
        "10,000 projects: same document, same bytes",
        files.round_trips, 150, 10_000, "projects",
    ),
    "R14": Figure(
        "versions",
        "old samples open untouched, others refused by name",
        files.versions, 1, 1, "runs",
    ),
    "R15": Figure(
        "two instances",
        "1,000 interleavings: 0 silent overwrites",
        saves.interleavings, 25, 1000, "interleavings",
    ),
    "R16": Figure(
        "big project",
        "10,000 variants: open 2 s, save 1 s, 400 MB, step 200 ms",
        large.ten_thousand, 300, 10_000, "variants",
    ),
    "R17": Figure(
        "exports",
        "0 formula cells, 0 active markup, safe names",
        leaving.inert, 6, 10**9, "texts",
    ),
    "R18": Figure(
        "network, processes, code",
        "0 sockets, 0 processes, 0 files outside, 0 calls that run data",
        isolation.nothing_else, 60, 2000, "files",
    ),
    "R19": Figure(
        "coverage",
        "every branch of units, storage and chem; 90 % of everything",
        suite.coverage, 0, 2, "runs",
    ),
}  # fmt: skip
ROW = re.compile(r"^\| (R\d+b?) \|.*$", re.MULTILINE)


def verdict_of(figure: Figure, measured: Measured, count: int) -> str:
    """A bar is held only with as many trials as it asks for."""
    if measured.holds is None:
        return "not run"
    is_less = count > figure.full if figure.unit == "step" else count < figure.full
    return "**not held**" if not measured.holds else "held in fewer trials" if is_less else "held"


def row(name: str, figure: Figure, measured: Measured, count: int, when: str) -> str:
    """The figure as a row of the page."""
    verdict = verdict_of(figure, measured, count)
    words = measured.words.replace("|", "\\|").replace("\n", " ")
    return f"| {name} | {figure.name} | {figure.bar} | {words} | {verdict} | {when} |"


def write_page(page: Path, rows: dict[str, str]) -> None:
    """Put rows into the table of a page; the others stay as they are."""
    text = page.read_text("utf-8")
    there = set(ROW.findall(text))
    missing = [name for name in rows if name not in there]
    if missing:
        raise SystemExit(f"{page} has no row for {', '.join(missing)}.")
    page.write_text(ROW.sub(lambda found: rows.get(found[1], found[0]), text), "utf-8")


def main(arguments: list[str]) -> int:
    """0 when every figure that could be tried is held."""
    parser = argparse.ArgumentParser(prog="run.py trust", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("figures", nargs="*", metavar="FIGURE", help=f"{', '.join(FIGURES)}; all when none is named")
    parser.add_argument("--short", action="store_true", help="a small form of each")
    parser.add_argument("--count", type=int, help="how many trials, for the figures named")
    parser.add_argument("--hours", type=float, help="how long the monkey of R8 acts, over all its seeds; an hour is its full form")
    parser.add_argument("--page", type=Path, help="a page with the table")
    given = parser.parse_args(arguments)
    unknown = [name for name in given.figures if name not in FIGURES]
    if unknown:
        parser.error(f"there is no figure {', '.join(unknown)}; there are {', '.join(FIGURES)}")
    held, rows = True, {}
    with tempfile.TemporaryDirectory() as folder, own_places(Path(folder)) as places:
        os.environ.update(places)
        for name in given.figures or FIGURES:
            figure = FIGURES[name]
            count = given.count or (figure.short if given.short else figure.full)
            begun = time.monotonic()
            if name == "R8" and given.hours:
                count, measured = (figure.full if given.hours >= 1 else 1), window.monkey(count, given.hours)
            else:
                measured = figure.run(count) if count else Measured("left out of the short form", None)
            when = datetime.datetime.now(datetime.UTC).strftime("%Y-%m-%d")
            rows[name] = row(name, figure, measured, count, when)
            verdict = verdict_of(figure, measured, count).strip("*")
            taken = f"{time.monotonic() - begun:.0f} s"
            print(f"{name} {figure.name}: {verdict} ({taken})\n    bar: {figure.bar}\n    {measured.words}", flush=True)
            held = held and measured.holds is not False
            if given.page:
                write_page(given.page, {name: rows[name]})
    return 0 if held else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
