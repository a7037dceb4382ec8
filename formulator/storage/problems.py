"""Every problem of a file with its path, and the one message in which a person reads them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from formulator.errors import ProjectFileError

MOST_PROBLEMS = 1000
"""After so many the rest is not looked for: a file with more is not a project with mistakes."""
_LONGEST_MESSAGE = 480
_LONGEST_VALUE = 60


class BadLiteral:
    """Something in the text that no field accepts: NaN, a number beyond every float, a key given twice.

    It stands where the value would, so that the check of that field meets it and names both.
    """

    def __init__(self, text: str, why: str) -> None:
        self.text = text
        self.why = why


def plain(text: str, longest: int = _LONGEST_VALUE) -> str:
    """Text that is safe to show: nothing invisible, nothing that turns the line around, and not too long."""
    cut = text if len(text) <= longest else text[: longest - 1] + "…"
    return "".join(mark if mark.isprintable() else f"\\u{ord(mark):04x}" for mark in cut)


def shown(value: Any) -> str:
    """A value as a message names it."""
    if isinstance(value, BadLiteral):
        return plain(value.text, 24)
    if isinstance(value, str):
        return f"'{plain(value)}'"
    if isinstance(value, dict):
        return "an object"
    if isinstance(value, (list, tuple)):
        return f"a list of {len(value)}"
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int) and value.bit_length() > 128:
        return "a number of many digits"
    return plain(repr(value), 24)


def at(path: str, key: str | int) -> str:
    """The path of a member: `variants[0].ligand[1].density`."""
    if isinstance(key, int):
        return f"{path}[{key}]"
    step = plain(key, 40)
    return f"{path}.{step}" if path else step


class Problems:
    """Collects problems in the order in which the file is read."""

    def __init__(self) -> None:
        self.found: list[tuple[str, str]] = []

    def __bool__(self) -> bool:
        return bool(self.found)

    @property
    def full(self) -> bool:
        """Whether there are so many that looking further helps nobody."""
        return len(self.found) >= MOST_PROBLEMS

    def add(self, path: str, reason: str) -> None:
        """One problem; `reason` names the value and what is accepted."""
        if not self.full:
            self.found.append((path, reason))

    def raise_if_any(self, name: str) -> None:
        """Raise them all at once, under the name of the file."""
        if self.found:
            raise file_error(name, self.found)


def file_error(name: str, found: Sequence[tuple[str, str]]) -> ProjectFileError:
    """The error that carries all problems and shows the first ones in a few sentences."""
    head = f"{plain(name, 80)}: " if name else ""
    texts = [f"{path}: {reason}" if path else reason for path, reason in found]
    shown_texts: list[str] = []
    room = _LONGEST_MESSAGE - len(head) - 40
    for text in texts:
        if shown_texts and len(text) > room:
            break
        shown_texts.append(text if len(text) <= room else text[: room - 1] + "…")
        room -= len(text) + 1
    left = len(texts) - len(shown_texts)
    more = "" if not left else f" And {left}{' or more' if len(texts) >= MOST_PROBLEMS else ''} other problem{'s' if left > 1 else ''}."
    return ProjectFileError(f"{head}{' '.join(shown_texts)}{more}", found)
