"""The sentences of a refusal: they name the text, say what it is, and what would be accepted."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence

from formulator.units.formatting import unit_label
from formulator.units.spelling import Unit

_LONGEST_QUOTE = 40
_EXAMPLES = {"degC": "25", "K": "298", "pH": "7.4", "1/cell": "1e5", "1/particle": "100", "1/mL": "1e9", "": "0.5"}


def quoted(text: str) -> str:
    """Typed text as it can be shown: cut short, with every invisible or control character spelled out."""
    shown = "".join(mark if _is_visible(mark) else f"\\u{ord(mark):04x}" for mark in text[:_LONGEST_QUOTE])
    return f"'{shown}{'…' if len(text) > _LONGEST_QUOTE else ''}'"


def _is_visible(mark: str) -> bool:
    return unicodedata.category(mark)[0] not in "CZ" or mark == " "


def example(unit: Unit) -> str:
    """A quantity of the kind as people would type it, with the plain spelling of the unit where it looks different."""
    number = _EXAMPLES.get(unit.name, "5")
    label = unit_label(unit.name)
    if not label:
        return number
    return f"{number} {label}" if label == unit.name else f"{number} {label} ({unit.name})"


def wanted(accepted: Sequence[Unit]) -> str:
    """What a field takes: `A length is needed here, such as 5 nm.`"""
    kinds: dict[object, Unit] = {}
    for unit in accepted:
        kinds.setdefault(unit.dimension, unit)
    words = _either([unit.words for unit in kinds.values()])
    examples = _either([example(unit) for unit in kinds.values()])
    return f"{words[0].upper()}{words[1:]} is needed here, such as {examples}."


def _either(items: list[str]) -> str:
    return items[0] if len(items) == 1 else f"{', '.join(items[:-1])} or {items[-1]}"
