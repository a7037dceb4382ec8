"""Reads catalogue tables and refuses, all at once, what lacks a unit, a source, a status or sense."""

from __future__ import annotations

import difflib
import math
import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from formulator.catalogue import schema
from formulator.catalogue.laws import limits
from formulator.catalogue.material import Material, Property, Source
from formulator.errors import UnitError
from formulator.units import Value, kind

_NUMBER_KEYS = ("value", "unit", "low", "high", "qualifier", "group", "role", "method", "source", "status", "note")
_NOT_PROPERTIES = ("name", "synonyms", "material_kind")
_NEVER_NEGATIVE = {
    "area", "association rate constant", "base pairs", "concentration", "length", "mass per volume", "molar mass", "nucleotides",
    "number per cell", "osmolality", "parts per million", "rate", "time", "viscosity", "volume per amount",
}  # fmt: skip
"""Kinds of quantities of which a material has some or none."""
_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.-]{0,63}")
LONGEST = 5000


class Reader:
    """Collects materials and, beside them, every problem as one sentence that names file, key and reason.

    `is_own`: the person's own file, where source and status may be left out (they are the person's). `is_lenient`: a project
    written by another version, whose unknown properties are passed over.
    """

    def __init__(self, file: str, *, is_own: bool = False, is_lenient: bool = False) -> None:
        self.file = file
        self.is_own = is_own
        self.is_lenient = is_lenient
        self.problems: list[str] = []

    def problem(self, key: str, reason: str) -> None:
        """Note one problem and go on."""
        self.problems.append(f"{self.file}: {key + ' ' if key else ''}{reason}")

    def tables(self, text: str) -> Mapping[str, Any]:
        """The tables of a TOML text; an empty mapping when it is no TOML."""
        try:
            return tomllib.loads(text)
        except (tomllib.TOMLDecodeError, RecursionError) as trouble:
            self.problem("", f"is not TOML: {trouble}.")
            return {}

    def materials(self, text: str, kind_of_all: str | None, provenance: str) -> Iterator[Material]:
        """Every material of one file. A person's own file names the kind: `[drug.my_drug]`, or `material_kind` in `[my_drug]`."""
        for where, id_, kind_, table in self._rows(self.tables(text), kind_of_all):
            found = self.material(where, id_, kind_, table, provenance)
            if found is not None:
                yield found

    def _rows(self, tables: Mapping[str, Any], kind_of_all: str | None) -> Iterator[tuple[str, str, str, Mapping[str, Any]]]:
        for key, table in tables.items():
            if not isinstance(table, dict):
                self.problem(key, "stands outside a table; each material is a table of its own.")
            elif kind_of_all is not None:
                yield key, key, kind_of_all, table
            elif key in schema.KINDS and "material_kind" not in table:
                for id_, entry in table.items():
                    if isinstance(entry, dict):
                        yield f"{key}.{id_}", id_, key, entry
                    else:
                        self.problem(f"{key}.{id_}", f"is no table; each {key.replace('_', ' ')} is a table [{key}.ID].")
            else:
                yield key, key, str(table.get("material_kind", "")), table

    def material(self, where: str, id_: str, kind_: str, table: Mapping[str, Any], provenance: str) -> Material | None:
        """One material, or None when it cannot be told what it is."""
        if kind_ not in schema.KINDS:
            self.problem(where, f"does not say what it is; write [KIND.{id_}] with one of: {', '.join(schema.KINDS)}.")
            return None
        if not _ID.fullmatch(id_):
            self.problem(where, "has an id that is not 1 to 64 letters, digits, dots, hyphens and underscores.")
            return None
        name, synonyms = table.get("name"), table.get("synonyms", ())
        if not (isinstance(name, str) and name.strip() and name.isprintable() and len(name) <= 200):
            self.problem(f"{where}.name", "is missing or no printable text of up to 200 characters; every material has a name.")
            return None
        if not (_is_list(synonyms) and all(isinstance(word, str) for word in synonyms)):
            self.problem(f"{where}.synonyms", "is no list of words.")
            return None
        properties = {}
        for key, entry in self._entries(where, table):
            found = self.entry(f"{where}.{key}", kind_, key, entry)
            if found is not None:
                properties[key] = found
        return Material(kind=kind_, id=id_, name=name, properties=properties, synonyms=tuple(synonyms), provenance=provenance)

    def _entries(self, where: str, table: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
        """Entries of a table, receptor counts as `receptors.ID`; name and synonyms are no properties."""
        for key, entry in table.items():
            if key == "receptors":
                if isinstance(entry, Mapping):
                    yield from ((f"receptors.{receptor}", count) for receptor, count in entry.items())
                else:
                    self.problem(f"{where}.receptors", "is no table of receptor = count.")
            elif key not in _NOT_PROPERTIES:
                yield key, entry

    def entry(self, where: str, kind_: str, key: str, entry: Any) -> Property | None:
        """One property, refused with a reason where it says too little."""
        if key in schema.WORDS[kind_]:
            return self._words(where, key, entry)
        rule = schema.rule(kind_, key)
        if rule is None:
            if not self.is_lenient:
                near = difflib.get_close_matches(key, schema.known(kind_), n=1)
                self.problem(where, f"is no property of a {kind_.replace('_', ' ')}." + (f" Is {near[0]} meant?" if near else ""))
            return None
        if not isinstance(entry, Mapping):
            self.problem(where, f"is {_shown(entry)}; a number needs value, unit, source and status.")
            return None
        return self._number(where, rule, entry)

    def _words(self, where: str, key: str, entry: Any) -> Property | None:
        if key in schema.FLAGS:
            wanted, fits = "true or false", isinstance(entry, bool)
        elif key == "morphologies":
            wanted = f"a list of {', '.join(schema.MORPHOLOGIES)}"
            fits = _is_list(entry) and all(word in schema.MORPHOLOGIES for word in entry)
        else:
            wanted, fits = f"text of up to {LONGEST} characters", isinstance(entry, str) and len(entry) <= LONGEST
        if not fits:
            self.problem(where, f"is {_shown(entry)}; {wanted} is expected.")
            return None
        return Property(value=tuple(entry) if key in schema.LISTS else entry)

    def _number(self, where: str, rule: schema.Rule, entry: Mapping[str, Any]) -> Property | None:
        """A number with unit, source and status."""
        before = len(self.problems)
        needed = ("value", "unit") if self.is_own else ("value", "unit", "source", "status")
        missing = [name for name in needed if name not in entry]
        if missing:
            self.problem(where, f"lacks {' and '.join(missing)}.")
        extra = [name for name in entry if name not in _NUMBER_KEYS]
        if extra and not self.is_lenient:
            self.problem(where, f"has {', '.join(extra)}, which no number has; it may have {', '.join(_NUMBER_KEYS)}.")
        said = {name: entry.get(name, "") for name in ("qualifier", "group", "role", "method", "source", "note")}
        for name, words in said.items():
            if not isinstance(words, str) or len(words) > LONGEST:
                self.problem(where, f"has a {name} that is no text of up to {LONGEST} characters.")
        if not self.is_own and "source" in entry and not str(entry["source"]).strip():
            self.problem(where, "has an empty source.")
        status = entry.get("status", "user")
        if status not in schema.STATUSES:
            self.problem(where, f"has the status {_shown(status)}; it is one of: {', '.join(schema.STATUSES)}.")
        value = None if missing else self._value(where, entry["value"], entry["unit"], rule.units)
        low, high = entry.get("low"), entry.get("high")
        self._check_range(where, value, low, high)
        if value is None or len(self.problems) > before:
            return None
        return _property(value, low, high, rule, status, said)

    def _value(self, where: str, magnitude: Any, unit: Any, wanted: tuple[str, ...]) -> Value | None:
        """Magnitude and unit as a Value of a wanted kind."""
        expected = " or ".join(f"'{name}'" if name else 'a plain number (unit "")' for name in wanted)
        if not _is_number(magnitude):
            self.problem(where, f"has the value {_shown(magnitude)}; a finite number is expected.")
            return None
        try:
            value = Value(float(magnitude), unit if isinstance(unit, str) else "?")
        except UnitError as trouble:
            self.problem(where, f"has a unit that cannot be read: {trouble}")
            return None
        if kind(value.unit) not in {kind(name) for name in wanted}:
            self.problem(where, f"is in '{value.unit}'; a unit that converts into {expected} is expected.")
            return None
        if value.magnitude < 0 and kind(value.unit) in _NEVER_NEGATIVE:
            self.problem(where, f"has the value {magnitude:g} {value.unit}; a {kind(value.unit)} is never negative.")
            return None
        return value

    def _check_range(self, where: str, value: Value | None, low: Any, high: Any) -> None:
        if low is None and high is None:
            return
        if not (_is_number(low) and _is_number(high)):
            self.problem(where, "has half a range, or one that is no number; low and high go together.")
        elif low > high or value is not None and not low <= value.magnitude <= high:
            self.problem(where, f"has the range {low:g} to {high:g}, which does not hold its value{_of(value)}.")

    def sources(self, text: str) -> Iterator[Source]:
        """Every source of one file."""
        for key, table in self.tables(text).items():
            if not isinstance(table, dict) or not isinstance(table.get("text"), str) or not table["text"].strip():
                self.problem(key, "needs a text that says what the source is.")
                continue
            year = table.get("year")
            yield Source(
                key=key,
                text=table["text"],
                doi=str(table.get("doi", "")),
                url=str(table.get("url", "")),
                year=year if isinstance(year, int) else None,
                status=str(table.get("status", "recalled")),
                note=str(table.get("note", "")),
            )


def _property(value: Value, low: Any, high: Any, rule: schema.Rule, status: str, said: Mapping[str, str]) -> Property:
    verified = status in schema.VERIFIED
    is_default = low is None or low == high
    if is_default:
        law = rule.spread.default(value.magnitude, verified)
        low, high = limits(value.magnitude, law)
    else:
        law = rule.spread.of_range(value.magnitude, float(low), float(high), verified)
    return Property(value=value, low=float(low), high=float(high), law=law, range_is_default=is_default, status=status, **said)


def _is_number(entry: Any) -> bool:
    return isinstance(entry, (int, float)) and not isinstance(entry, bool) and abs(entry) < 1e300 and math.isfinite(entry)


def _is_list(entry: Any) -> bool:
    return isinstance(entry, Sequence) and not isinstance(entry, str)


def _shown(entry: Any) -> str:
    text = repr(entry)
    return text if len(text) <= 60 else text[:57] + "..."


def _of(value: Value | None) -> str:
    return "" if value is None else f" {value.magnitude:g}"
