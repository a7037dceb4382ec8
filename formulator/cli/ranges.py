"""Words about a variant on the command line: acceptance ranges (`spec.OUTPUT`), name, note and status."""

from __future__ import annotations

import dataclasses
import re

from formulator.errors import FieldError, UnitError, UsageError
from formulator.explore.many import check_outputs
from formulator.outputs import OUTPUT_BY_PATH, why_refused
from formulator.project import STATUSES, Specification, Variant
from formulator.units import Value, parse

_BETWEEN = re.compile(r"^(?P<low>.+?)\s*(?:\bto\b|\.\.|–)\s*(?P<high>.+)$")
_BARE = re.compile(r"^[-+−]?[0-9.]+(?:[eE][-+]?[0-9]+)?$")
_EXAMPLES = '"90 nm to 120 nm", "<= 0.2" or ">= 9 %"'


def owns(path: str) -> bool:
    """Whether a path names a word of the variant or one of its acceptance ranges."""
    return path.partition(".")[0] in ("spec", "variant")


def edited(variant: Variant, path: str, typed: str) -> Variant:
    """The variant with one of its words or ranges changed; an empty text clears."""
    section, _, rest = path.partition(".")
    if section == "variant":
        return _word(variant, path, rest, " ".join(typed.split()))
    output, method = (rest.removesuffix(".method"), True) if rest.endswith(".method") else (rest, False)
    check_outputs((output,))
    old = next((spec for spec in variant.specifications if spec.path == output), None)
    if method:
        if old is None:
            raise FieldError(path, f"there is no acceptance range of {output} yet. Give one first, such as {_EXAMPLES}.")
        return _with(variant, dataclasses.replace(old, method=" ".join(typed.split())))
    if not typed.strip():
        return dataclasses.replace(variant, specifications=tuple(spec for spec in variant.specifications if spec.path != output))
    low, high = ends(path, output, typed.strip())
    return _with(variant, Specification(path=output, low=low, high=high, method=old.method if old is not None else ""))


def _with(variant: Variant, changed: Specification) -> Variant:
    specs = tuple(changed if spec.path == changed.path else spec for spec in variant.specifications)
    return dataclasses.replace(variant, specifications=specs if changed in specs else (*specs, changed))


def ends(path: str, output: str, text: str) -> tuple[Value | None, Value | None]:
    """Both ends of a range; None for one that is open."""
    low, high = _both(path, output, text)
    if said := why_refused(output, low, high):
        raise FieldError(path, f"'{text}' is no acceptance range. {said}")
    return low, high


def _both(path: str, output: str, text: str) -> tuple[Value | None, Value | None]:
    """Both ends as they were typed."""
    if text[:2] in ("<=", ">=") or text[:1] in "≤≥<>":
        end = _end(path, output, text.lstrip("<>=≤≥ "))
        return (None, end) if text[0] in "<≤" else (end, None)
    match = _BETWEEN.match(text)
    if match is None:
        raise FieldError(path, f"'{text}' is not an acceptance range. {_EXAMPLES} are.")
    high = _end(path, output, match["high"])
    first = f"{match['low']} {high.unit}".strip() if _BARE.match(match["low"]) else match["low"]
    return _end(path, output, first), high


def _end(path: str, output: str, text: str) -> Value:
    try:
        return parse(text, OUTPUT_BY_PATH[output].unit)
    except UnitError as problem:
        raise FieldError(path, str(problem)) from problem


def _word(variant: Variant, path: str, name: str, text: str) -> Variant:
    if name == "status":
        if text not in STATUSES:
            raise FieldError(path, f"'{text}' is not one of {', '.join(STATUSES)}.")
        return dataclasses.replace(variant, status=text)
    if name == "name" and not text:
        raise FieldError(path, "a variant needs a name.")
    if name in ("name", "note"):
        return dataclasses.replace(variant, **{name: text})  # type: ignore[arg-type]
    raise UsageError(f"There is no field '{path}'. There are variant.name, variant.note and variant.status.")
