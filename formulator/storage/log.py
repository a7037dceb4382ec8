"""The log of a project: every entry carries the hash of the one before it, so that no entry can be changed or taken out unseen."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from typing import Any

from formulator.project import Project

_HASHED = ("seq", "utc", "user", "path", "old", "new", "reason", "prev_hash")


def entry_hash(entry: Mapping[str, Any]) -> str:
    """SHA-256 of an entry without its own hash, as compact JSON with sorted keys."""
    text = json.dumps({key: entry[key] for key in _HASHED if key in entry}, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


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
