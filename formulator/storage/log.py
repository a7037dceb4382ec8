"""The log of a project: every entry carries the hash of the one before it, so that no entry can be changed or taken out unseen."""

from __future__ import annotations

import dataclasses
import getpass
import hashlib
import json
from collections.abc import Mapping
from typing import Any

from formulator.project import Project
from formulator.storage.changes import changes
from formulator.storage.frozen import FrozenDict

_HASHED = ("seq", "utc", "user", "path", "old", "new", "reason", "prev_hash")


def entry_hash(entry: Mapping[str, Any]) -> str:
    """SHA-256 of an entry without its own hash, as compact JSON with sorted keys."""
    text = json.dumps({key: entry[key] for key in _HASHED if key in entry}, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def person() -> str:
    """Who works here, by the name of the account; it stands in every entry."""
    try:
        name = getpass.getuser()
    except (ImportError, KeyError, OSError):
        name = ""
    return "".join(letter for letter in name if letter.isprintable()) or "unknown"


def logged(before: Project, after: Project, *, utc: str, user: str, reason: str = "") -> Project:
    """The second project with the log of the first and one more entry for every path that differs between them."""
    entries = list(before.extras.get("log", ()))
    kept = len(entries)
    for change in changes(before, after):
        last = entries[-1] if entries else {}
        entry = {"seq": last.get("seq", 0) + 1, "utc": utc, "user": user, "path": change.path, "old": change.old, "new": change.new}
        entry |= {"reason": reason or None, "prev_hash": last.get("hash") or ""}
        entries.append(FrozenDict({**entry, "hash": entry_hash(entry)}))
    extras = {key: value for key, value in after.extras.items() if key != "log"}
    if entries:
        extras["log"] = before.extras["log"] if len(entries) == kept else tuple(entries)
    return dataclasses.replace(after, extras=FrozenDict(extras))


def log_problems(project: Project) -> tuple[str, ...]:
    """What is wrong with the chain, naming the entry; nothing when there is no log."""
    before = ""
    found = []
    for position, entry in enumerate(project.extras.get("log", ())):
        seq = entry.get("seq", position)
        if position and seq != project.extras["log"][position - 1].get("seq", 0) + 1:
            found.append(f"log entry {seq}: an entry before it is missing.")
        if (entry.get("prev_hash") or "") != before:
            found.append(f"log entry {seq}: it does not follow the entry before it.")
        if entry.get("hash") != entry_hash(entry):
            found.append(f"log entry {seq}: it was changed after it was written.")
        before = entry.get("hash") or ""
    return tuple(found)
