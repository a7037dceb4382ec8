"""Reads the command, runs it, and turns every error meant for people into one line and an exit code."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence

from formulator import __version__
from formulator.cli import calculate, catalogues, pictures, projects, records
from formulator.errors import FormulatorError, UsageError

EXIT_DONE, EXIT_FINDING, EXIT_USAGE, EXIT_FILE, EXIT_OUTSIDE = 0, 1, 2, 3, 4


class _Parser(argparse.ArgumentParser):
    def error(self, message: str) -> None:  # type: ignore[override]
        raise UsageError(f"{message[:1].upper()}{message[1:]}. `{self.prog} --help` shows the command.")


def parser() -> argparse.ArgumentParser:
    """Every command with its options."""
    top = _Parser(
        prog="formulator",
        description="Design of actively targeted nanoparticles: loading, size, charge and targeting, with units, sources and intervals.",
    )
    top.add_argument("--version", action="version", version=f"formulator {__version__}")
    top.add_argument("--cite", action="store_true", help="how to cite the program")
    commands = top.add_subparsers(dest="command", metavar="COMMAND")
    for room in (projects, calculate, catalogues, pictures, records):
        room.add_commands(commands)
    for command in dict.fromkeys(commands.choices.values()):
        command.add_argument("--now", metavar="ISO", default=None, help="time to write instead of the clock's")
        if not any("--seed" in action.option_strings for action in command._actions):
            command.add_argument("--seed", type=int, default=0, metavar="N", help="seed of the draws (default 0)")
    return top


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; returns the exit code."""
    try:
        given = parser().parse_args(arguments)
        if given.cite:
            return records.cite()
        if given.command is None:
            parser().print_help()
            return EXIT_USAGE
        return int(given.run(given))
    except FormulatorError as problem:
        print(f"formulator: {problem}", file=sys.stderr)
        return problem.exit_code
    except BrokenPipeError:
        sys.stderr.close()
        return EXIT_DONE
    except KeyboardInterrupt:
        print("formulator: stopped.", file=sys.stderr)
        return 130
