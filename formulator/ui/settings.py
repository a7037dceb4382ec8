"""What the window remembers between sessions: an INI file in the platform's place, never the registry, never the project."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QByteArray, QSettings, QStandardPaths

MOST_RECENT = 10
_LONGEST = 100_000
"""Letters of a list of ten files; a longer one is not ours, and reading a million names would keep the window from opening."""
_NUMBER = re.compile(r"-?[0-9]{1,9}")
_ORGANISATION, _PROGRAM = "formulator", "formulator"


class Settings:
    """Recent files, theme, text size and layout. Every value has a usual one, so a damaged file does no harm."""

    def __init__(self, place: Path | None = None) -> None:
        """Those of the person, or of a file of their own."""
        if place is not None:
            self.store = QSettings(str(place), QSettings.Format.IniFormat)
        else:
            self.store = QSettings(QSettings.Format.IniFormat, QSettings.Scope.UserScope, _ORGANISATION, _PROGRAM)

    def text(self, key: str, usual: str = "") -> str:
        """A word."""
        found = self.store.value(key, usual)
        return found if isinstance(found, str) else usual

    def choice(self, key: str, options: Sequence[str], usual: str) -> str:
        """One of some words."""
        found = self.text(key, usual)
        return found if found in options else usual

    def number(self, key: str, usual: int) -> int:
        """A whole number."""
        found = self.store.value(key, usual)
        if isinstance(found, str) and _NUMBER.fullmatch(found):
            return int(found)
        return found if isinstance(found, int) and not isinstance(found, bool) else usual

    def put(self, key: str, value: str | int | QByteArray) -> None:
        """Remember a value."""
        self.store.setValue(key, value)

    def geometry(self) -> QByteArray | None:
        """Where the window stood."""
        found = self.store.value("window/geometry")
        return found if isinstance(found, QByteArray) and not found.isEmpty() else None

    def clear_layout(self) -> None:
        """Forget where windows stood and what was folded."""
        for key in ("window", "folds"):
            self.store.remove(key)

    def is_folded(self, section: str, usual: bool) -> bool:
        """Whether a section of the design panel was folded."""
        return self.text(f"folds/{section}", "yes" if usual else "no") == "yes"

    def set_folded(self, section: str, folded: bool) -> None:
        """Remember a fold."""
        self.put(f"folds/{section}", "yes" if folded else "no")

    @property
    def recent(self) -> tuple[Path, ...]:
        """Files opened or saved last, newest first."""
        text = self.text("files/recent", "[]")
        try:
            found = json.loads(text) if len(text) <= _LONGEST else []
        except (ValueError, RecursionError):
            return ()
        return tuple(Path(entry) for entry in found if isinstance(entry, str))[:MOST_RECENT] if isinstance(found, list) else ()

    def remember_file(self, path: Path) -> None:
        """Put a file at the head of the list."""
        absolute = path.absolute()
        kept = [absolute, *(entry for entry in self.recent if entry != absolute)][:MOST_RECENT]
        self.put("files/recent", json.dumps([str(entry) for entry in kept]))

    def last_folder(self) -> str:
        """Where a file dialog begins."""
        usual = QStandardPaths.StandardLocation.DocumentsLocation
        return str(self.recent[0].parent) if self.recent else QStandardPaths.writableLocation(usual)
