"""Reads the command, runs it, and turns every error meant for people into one line and an exit code."""

from __future__ import annotations

import argparse
import contextlib
import io
import os
import sys
from collections.abc import Iterator, Sequence

from formulator import __version__
from formulator.cli import (
    arguments,
    batches,
    calculate,
    catalogues,
    cells,
    checks,
    comparing,
    executed,
    explore,
    gallery,
    handover,
    history,
    measured,
    pictures,
    plates,
    projects,
    recipes,
    records,
    validate,
)
from formulator.errors import FormulatorError, UsageError

EXIT_DONE, EXIT_FINDING, EXIT_USAGE, EXIT_FILE, EXIT_OUTSIDE = 0, 1, 2, 3, 4
EXIT_NO_ROOM = 70
EXIT_STOPPED = 130
_ROOMS = (
    projects,
    calculate,
    batches,
    explore,
    comparing,
    cells,
    catalogues,
    gallery,
    recipes,
    measured,
    validate,
    pictures,
    plates,
    checks,
    history,
    handover,
    executed,
    records,
)


def parser() -> argparse.ArgumentParser:
    """Every command with its options."""
    top = arguments.Parser(
        prog="formulator",
        description="Design of actively targeted nanoparticles: loading, size, charge and targeting, with units, sources and intervals.",
    )
    top.add_argument("--version", action="version", version=f"formulator {__version__}")
    top.add_argument("--cite", action="store_true", help="how to cite the program")
    commands = top.add_subparsers(dest="command", metavar="COMMAND")
    for room in _ROOMS:
        room.add_commands(commands)
    for command in _below(top):
        command.add_argument("--now", type=arguments.moment, metavar="ISO", default=None, help="time to write instead of the clock's")
        command.add_argument("--seed", type=arguments.seed, default=0, metavar="N", help="seed of the draws (default 0)")
    return top


def _below(top: argparse.ArgumentParser) -> Iterator[argparse.ArgumentParser]:
    """Every command; of one with verbs, the verbs."""
    for action in top._actions:
        if isinstance(action, argparse._SubParsersAction):
            for command in dict.fromkeys(action.choices.values()):
                verbs = list(_below(command))
                yield from verbs or (command,)


def _read(words: Sequence[str] | None) -> argparse.Namespace:
    """The command's words. PATH=VALUE words may stand before and behind options, which argparse alone does not take."""
    top = parser()
    given, rest = top.parse_known_args(words)
    late = [word for word in rest if not word.startswith("-")]
    if rest and (late != rest or not hasattr(given, "more")):
        top.error(f"unrecognized arguments: {' '.join(rest)}")
    if rest:
        given.more = [*given.more, *rest]
    return given


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; returns the exit code."""
    _speak_unicode()
    try:
        given = _read(arguments)
        if given.cite:
            return records.cite()
        if given.command is None:
            raise UsageError("Name a command. `formulator --help` lists them.")
        code = int(given.run(given))
        sys.stdout.flush()
        return code
    except FormulatorError as problem:
        print(f"formulator: {problem}", file=sys.stderr)
        return problem.exit_code
    except BrokenPipeError:
        _stop_writing()
        return EXIT_DONE
    except OSError as problem:
        # Files are guarded where they are opened; what is left is the terminal or the file that takes the output.
        _stop_writing()
        print(f"formulator: the output could not be written: {problem.strerror or problem}.", file=sys.stderr)
        return EXIT_FILE
    except MemoryError:
        print("formulator: there is not enough memory for this.", file=sys.stderr)
        return EXIT_NO_ROOM
    except KeyboardInterrupt:
        print("formulator: stopped.", file=sys.stderr)
        return EXIT_STOPPED


def _speak_unicode() -> None:
    """Signs such as ◔ and ⁻² go out as UTF-8 into files and pipes, and as the nearest a terminal can show."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            with contextlib.suppress(ValueError):
                stream.reconfigure(encoding=None if stream.isatty() else "utf-8", errors="replace")


def _stop_writing() -> None:
    """Whoever read the output is gone: Python would complain once more when it closes it."""
    with contextlib.suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
