"""JSON as the standard means it. Python's own reader takes NaN, 1e999 as infinity, and the last of two equal keys.

What no field can hold becomes a BadLiteral in its place, so that the check of that field names it with its path.
"""

from __future__ import annotations

import contextlib
import gc
import json
import math
import re
from collections.abc import Iterator
from typing import Any

from formulator.errors import ProjectFileError
from formulator.storage.problems import BadLiteral

LARGEST = 25_000_000
"""Bytes of a project file."""
MOST_VALUES = 1_500_000
MOST_GROUPS = 400_000
MOST_KEYS = 2_000
_MOST_DIGITS = 19
_BOM = b"\xef\xbb\xbf"


@contextlib.contextmanager
def no_garbage() -> Iterator[None]:
    """While a file is read or written: hundreds of thousands of new objects, none of them garbage yet."""
    collecting = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collecting:
            gc.enable()


def parse(data: bytes) -> tuple[Any, str]:
    """The content of a JSON text in UTF-8, and the text; raises ProjectFileError naming the line of what is not JSON."""
    refuse_size(data)
    text = decoded(data)
    try:
        found = json.loads(text, object_pairs_hook=_group, parse_float=_float, parse_int=_int, parse_constant=_constant)
    except RecursionError:
        raise ProjectFileError("The text is nested too deeply for a project.") from None
    except json.JSONDecodeError as error:
        where = f"line {error.lineno}, column {error.colno}"
        raise ProjectFileError(f"This is not JSON at {where}: {error.msg.lower()}. A project file is one JSON object.") from None
    return found, text


def refuse_size(data: bytes) -> None:
    """Refuse what is too large, before anything is read from it."""
    if len(data) > LARGEST:
        raise ProjectFileError(f"{len(data) / 1e6:.1f} MB are too large. A project file holds at most {LARGEST // 1_000_000} MB.")
    values = data.count(b",")
    groups = data.count(b"{") + data.count(b"[")
    if values > MOST_VALUES or groups > MOST_GROUPS:
        most = f"at most {MOST_VALUES:,} values in {MOST_GROUPS:,} objects and lists"
        raise ProjectFileError(f"About {max(values, groups):,} values are too many. A project file holds {most}.")


def decoded(data: bytes) -> str:
    if data.startswith(_BOM):
        raise ProjectFileError("Line 1 begins with a byte order mark. A project file is UTF-8 without one: save it again without BOM.")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise ProjectFileError(f"The text is not UTF-8 at line {line} (byte {error.start}: 0x{data[error.start]:02x}).") from None


def _group(pairs: list[tuple[str, Any]]) -> Any:
    group = dict(pairs)
    if len(group) != len(pairs):
        seen: set[str] = set()
        for key, _ in pairs:
            if key in seen:
                group[key] = BadLiteral("two values", "the key is given twice; it must be given once")
            seen.add(key)
    if len(group) > MOST_KEYS:
        return BadLiteral(f"{len(group)} keys", f"an object holds at most {MOST_KEYS} keys")
    return group


def _float(text: str) -> float | BadLiteral:
    number = float(text)
    if math.isinf(number):
        return BadLiteral(text, "the number is too large; a finite number is needed")
    if number == 0 and re.search("[1-9]", re.split("[eE]", text)[0]):
        return BadLiteral(text, "the number is too small to be told from zero")
    return number


def _int(text: str) -> int | BadLiteral:
    if len(text) > _MOST_DIGITS:
        return BadLiteral(text, f"the whole number has {len(text.lstrip('-'))} digits; at most {_MOST_DIGITS - 1} are read")
    return int(text)


def _constant(text: str) -> BadLiteral:
    return BadLiteral(text, "this is not a number of JSON; a finite number is needed")
