"""What stands behind an option: whole numbers and times, refused in words where they make no sense."""

from __future__ import annotations

import argparse
import datetime
import re
from collections.abc import Callable

from formulator.errors import UsageError

MOST_DRAWS = 200_000
"""All draws of every number are held at once; more would fill the memory of a small machine."""
LARGEST_SEED = 2**63 - 1


def whole(low: int, high: int) -> Callable[[str], int]:
    """A whole number between two bounds."""

    def read(text: str) -> int:
        if re.fullmatch(r"[+-]?[0-9]{1,20}", text.strip()) and low <= int(text) <= high:
            return int(text)
        raise argparse.ArgumentTypeError(f"'{text[:40]}' is not a whole number from {low} to {high}")

    return read


draws = whole(0, MOST_DRAWS)
seed = whole(0, LARGEST_SEED)


def moment(text: str) -> str:
    """A time in UTC to the second."""
    try:
        read = datetime.datetime.fromisoformat(text)
        utc = read.replace(tzinfo=datetime.UTC) if read.tzinfo is None else read.astimezone(datetime.UTC)
    except (ValueError, OverflowError):
        raise argparse.ArgumentTypeError(f"'{text[:40]}' is not a time such as 2026-01-01T00:00:00Z") from None
    return f"{utc.replace(tzinfo=None).isoformat(timespec='seconds')}Z"


class Parser(argparse.ArgumentParser):
    """Speaks in the sentences of this program and leaves ending the process to `main`."""

    def error(self, message: str) -> None:  # type: ignore[override]
        raise UsageError(f"{_in_words(message)} `{self.prog} --help` shows the command.")


_WORDS = (
    (r"argument (\S+): expected (?:one|at least one) argument", r"\1 needs a value."),
    (r"argument COMMAND: invalid choice: ('.*') \(choose from (.*)\)", r"There is no command \1. There are: \2."),
    (r"argument (\S+): invalid choice: ('.*') \(choose from (.*)\)", r"\1: \2 is not one of \3."),
    (r"argument (\S+): invalid \w+ value: ('.*')", r"\1: \2 is not a number."),
    (r"the following arguments are required: (.*)", r"Not given: \1."),
    (r"unrecognized arguments: (.*)", r"'\1' is not understood here."),
    (r"argument (.*)", r"\1."),
)


def _in_words(message: str) -> str:
    for pattern, words in _WORDS:
        match = re.fullmatch(pattern, message, re.DOTALL)
        if match:
            return match.expand(words)
    return f"{message[:1].upper()}{message[1:]}."
