"""The log of a project as a report: which entries, in words for people, and as a table for a spreadsheet or a page for a file."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from html import escape
from typing import Any

from formulator import bench as benches
from formulator import design as designs
from formulator.errors import FormulatorError
from formulator.project import Project
from formulator.sheets.differences import Difference, named
from formulator.storage import log_problems

Entry = Mapping[str, Any]
KEYS = ("seq", "utc", "user", "path", "old", "new", "reason")
"""What a table for a machine holds, as the file has it."""
HEADS = ("No.", "When (UTC)", "Who", "Variant", "What", "Before", "After", "Reason", "Path")
_FORMULA = ("=", "+", "-", "@")
"""What a spreadsheet would take for a formula."""
_RECORDS = {"measurement": "Measured batch", "batch": "Executed batch", "calibration": "Lab calibration", "material": "Material"}
_NAMED = ("batch", "number", "name")
"""Keys by which a whole record is called."""
_STATUS = "/variant.status"
_ANSWERS = {"true": "yes", "false": "no", "[]": "—", "{}": "—"}


@dataclass(frozen=True, kw_only=True)
class Moment:
    """When a variant was checked, approved or executed: a point from which on changes are asked for. `seq` is the first entry behind it."""

    seq: int
    variant: str
    status: str
    utc: str


def entries(project: Project) -> tuple[Entry, ...]:
    """The whole log."""
    return tuple(project.extras.get("log", ()))


def moments(project: Project) -> tuple[Moment, ...]:
    """Where the status of a variant was raised, the newest first."""
    called = names(project)
    found = [
        Moment(seq=one["seq"] + 1, variant=called.get(one["path"].partition("/")[0], ""), status=one["new"], utc=one["utc"])
        for one in entries(project)
        if one["path"].endswith(_STATUS) and one["new"] not in (None, "draft")
    ]
    return tuple(reversed(found))


def names(project: Project) -> dict[str, str]:
    """What variants are called; one that was deleted by its last name in the log."""
    found: dict[str, str] = {}
    for one in entries(project):
        if "/" not in one["path"] and one["path"] not in ("variants", "title", "description", "authors", "tags"):
            found[one["path"]] = _name_of(one["new"] or one["old"]) or one["path"]
    for one in entries(project):
        head, _, rest = one["path"].partition("/")
        if head in _RECORDS and "." not in rest:
            found[one["path"]] = _name_of(one["new"] or one["old"]) or found.get(one["path"], rest)
    return found | {variant.id: variant.name for variant in project.variants}


def selected(project: Project, text: str = "", since: int = 0, day: str = "") -> tuple[Entry, ...]:
    """Entries from a number and a day on that hold every word of a text, as they are said to people."""
    called, wanted = names(project), text.casefold().split()
    found = []
    for one in entries(project):
        if one["seq"] >= since and one["utc"] >= day:
            held = " ".join(row(one, called)).casefold() if wanted else ""
            if all(word in held for word in wanted):
                found.append(one)
    return tuple(found)


def row(entry: Entry, called: Mapping[str, str]) -> tuple[str, ...]:
    """One entry in words, in the order of HEADS."""
    head, slash, rest = entry["path"].partition("/")
    is_variant = head in called and head not in _RECORDS
    old, new = entry.get("old"), entry.get("new")
    if is_variant and not slash:
        what = "Variant added" if old is None else "Variant deleted" if new is None else "Variant"
        old, new = _name_of(old), _name_of(new)
    elif is_variant:
        what = what_of(rest)
    elif head in _RECORDS:
        record, _, part = rest.partition(".")
        what = f"{_RECORDS[head]} {called.get(f'{head}/{record}', record)}" + (f", {part.replace('_', ' ')}" if part else "")
        old, new = (_plain(text) for text in (old, new))
    else:
        what = {"variants": "Order of the variants"}.get(head, head.capitalize())
    when = entry["utc"].replace("T", " ").removesuffix("Z")
    variant = called.get(head, "") if is_variant else ""
    texts = (old or "—", new or "—", entry.get("reason") or "")
    return (str(entry["seq"]), when, entry.get("user") or "", variant, what, *texts, entry["path"])


def what_of(path: str) -> str:
    """A path of a variant in words."""
    try:
        if path.startswith("spec."):
            plain = path.removeprefix("spec.")
            tail = ", test method" if plain.endswith(".method") else ", acceptance range"
            return _difference(plain.removesuffix(".method"), "specification") + tail
        if path.startswith("variant."):
            return {"variant.parent": "Made from"}.get(path, path.removeprefix("variant.").capitalize())
        kind = "bench" if benches.owns(path) else "input" if path.partition(".")[0] in designs.SECTIONS else "other"
        return _difference(path, kind)
    except (FormulatorError, KeyError):  # A field of another version of the program.
        return path


def _difference(path: str, kind: str) -> str:
    return named(Difference(variant="", path=path, old=None, new=None, unit="", kind=kind))


def _name_of(text: str | None) -> str | None:
    """How a whole record is called; None when the text is none."""
    try:
        found = json.loads(text or "")
    except json.JSONDecodeError:
        return None
    return next((str(found[key]) for key in _NAMED if found.get(key)), None) if isinstance(found, dict) else None


def _plain(text: str | None) -> str | None:
    """What a record holds as a person would write it down: lists one after the other, a number under its name as it was typed."""
    if text is None or text in _ANSWERS:
        return _ANSWERS.get(text or "")
    try:
        found = json.loads(text)
    except json.JSONDecodeError:
        return text
    return "; ".join(map(_item, found)) if isinstance(found, list) else _item(found)


def _item(found: Any) -> str:
    if not isinstance(found, dict):
        return str(found)
    if name := next((str(found[key]) for key in ("batch", "number") if found.get(key)), ""):
        return name
    amount = found.get("typed") or " ".join(str(found[key]) for key in ("v", "u") if found.get(key) not in (None, ""))
    return f"{str(found.get('name', '')).replace('_', ' ')} {amount}".strip() or json.dumps(found, ensure_ascii=False)


def chain(project: Project) -> str:
    """Whether the log is whole, in one sentence."""
    problems = log_problems(project)
    if problems:
        return f"The log does not hold: {problems[0]}"
    count = len(entries(project))
    return f"The chain of {count} entries holds: none was changed or taken out." if count else "The log is empty."


def _texts(entry: Entry) -> tuple[str, ...]:
    return tuple("" if entry.get(name) is None else str(entry[name]) for name in KEYS)


def as_csv(chosen: Sequence[Entry]) -> str:
    """A table for a spreadsheet, as the file has it; a text that would be taken for a formula has an apostrophe in front."""
    made = io.StringIO()
    writer = csv.writer(made, lineterminator="\r\n")
    writer.writerow(KEYS)
    for entry in chosen:
        writer.writerow([f"'{text}" if text.startswith(_FORMULA) else text for text in _texts(entry)])
    return made.getvalue()


def as_html(project: Project, chosen: Sequence[Entry], about: str, printed: str) -> str:
    """A page of its own: what was asked for, whether the chain holds, and the entries; its heads repeat on every printed page."""
    called = names(project)
    heads = "".join(f"<th>{escape(head)}</th>" for head in HEADS)
    body = "".join("<tr>" + "".join(f"<td>{escape(text)}</td>" for text in row(one, called)) + "</tr>" for one in chosen)
    last = entries(project)[-1]["hash"][:12] if entries(project) else "—"
    return (
        '<!doctype html><html lang="en"><head><meta charset="utf-8">'
        f"<title>Changes of {escape(project.title)}</title><style>{_STYLE}</style></head><body>"
        "<p style='font-size:14pt'><b>Report of changes</b></p>"
        f"<p><b>{escape(project.title)}</b><br>{escape(about)}<br>{escape(chain(project))} "
        f"Last entry {escape(last)}. Printed {escape(printed)}.</p>"
        f'<table border="1" cellspacing="0" cellpadding="3" width="100%"><thead><tr>{heads}</tr></thead><tbody>{body}</tbody></table>'
        "</body></html>"
    )


_STYLE = (
    "body{font-family:sans-serif;font-size:9pt}"
    "table{border-collapse:collapse;font-size:7.5pt}th{text-align:left}td,th{vertical-align:top}thead{display:table-header-group}"
)
