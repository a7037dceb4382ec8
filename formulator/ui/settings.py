"""What the window remembers between sessions: an INI file in the platform's place, never the registry, never the project."""

from __future__ import annotations

import re
import sys
from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QByteArray, QSettings, QStandardPaths

from formulator.ui.places import is_in_the_way

MOST_RECENT = 10
_LONGEST = 100_000
"""Letters of a list; a longer one is not ours, and reading a million names would keep the window from opening."""
_NUMBER = re.compile(r"-?[0-9]{1,9}")
_PROGRAM = "formulator"


def usual_place() -> Path:
    """The file in the platform's place. Qt is asked with a name that no file has: it reads what it finds while it answers."""
    elsewhere = QSettings(QSettings.Format.IniFormat, QSettings.Scope.UserScope, f"{_PROGRAM} of nobody", _PROGRAM)
    return Path(elsewhere.fileName()).parent.parent / _PROGRAM / f"{_PROGRAM}.ini"


class Settings:
    """Recent files, theme, text size and layout. Every value has a usual one, so a damaged file does no harm."""

    def __init__(self, place: Path | None = None) -> None:
        """Those of the person, or of a file of their own."""
        place = place or usual_place()
        odd = [one for one in (place, place.with_name(f"{place.name}.lock")) if is_in_the_way(one)]
        self.in_the_way = odd[0] if odd else None
        """What is no file and stands where the settings or their lock belong: they are then kept for this session only."""
        if odd:
            import tempfile

            self._scratch = tempfile.TemporaryDirectory(prefix="formulator-", ignore_cleanup_errors=True)
            place = Path(self._scratch.name) / place.name
        self.store = QSettings(str(place), QSettings.Format.IniFormat)

    def _reset(self, key: str) -> None:
        """What stands there cannot be used: it goes, and the terminal says so."""
        self.store.remove(key)
        print(f"formulator: {key} in {self.store.fileName()} cannot be used and was set back.", file=sys.stderr)

    def text(self, key: str, usual: str = "") -> str:
        """A word."""
        found = self.store.value(key, usual)
        if isinstance(found, str):
            return found
        self._reset(key)
        return usual

    def choice(self, key: str, options: Sequence[str], usual: str) -> str:
        """One of some words."""
        found = self.text(key, usual)
        if found in options:
            return found
        if found != usual:
            self._reset(key)
        return usual

    def number(self, key: str, usual: int) -> int:
        """A whole number."""
        found = self.store.value(key, usual)
        if isinstance(found, str) and _NUMBER.fullmatch(found):
            return int(found)
        if isinstance(found, int) and not isinstance(found, bool):
            return found
        self._reset(key)
        return usual

    def put(self, key: str, value: str | int | QByteArray) -> None:
        """Remember a value."""
        self.store.setValue(key, value)

    def geometry(self) -> QByteArray | None:
        """Where the window stood."""
        found = self.store.value("window/geometry")
        if found is not None and not isinstance(found, QByteArray):
            self._reset("window/geometry")
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
    def favourites(self) -> tuple[str, ...]:
        """Materials that a person wants at the head of every list, by key, the newest last."""
        return self._texts("materials/favourites")

    def turn_favourite(self, key: str) -> bool:
        """Make a material a favourite, or no longer; whether it is one now."""
        others = [entry for entry in self.favourites if entry != key]
        is_one = len(others) == len(self.favourites)
        self._write("materials/favourites", [*others, key] if is_one else others)
        return is_one

    @property
    def answer_units(self) -> dict[str, str]:
        """The units in which a person wants to read answers, by output."""
        found = self._read("answers/units")
        pairs = found.items() if isinstance(found, dict) else ()
        return {path: unit for path, unit in pairs if isinstance(unit, str)}

    def choose_answer_unit(self, path: str, unit: str) -> None:
        """Read an answer in this unit from now on; "" for its own."""
        others = {name: entry for name, entry in self.answer_units.items() if name != path}
        self._write("answers/units", others | ({path: unit} if unit else {}))

    def _write(self, key: str, found: object) -> None:
        import json  # Lists are read and written behind the first frame.

        self.put(key, json.dumps(found, sort_keys=True))

    def _read(self, key: str) -> object:
        import json

        text = self.text(key)
        if not text:
            return None
        try:
            found = json.loads(text) if len(text) <= _LONGEST else None
        except (ValueError, RecursionError):
            found = None
        if found is None:
            self._reset(key)
        return found

    def _texts(self, key: str) -> tuple[str, ...]:
        found = self._read(key)
        return tuple(entry for entry in found if isinstance(entry, str)) if isinstance(found, list) else ()

    @property
    def recent(self) -> tuple[Path, ...]:
        """Files opened or saved last, newest first."""
        return tuple(map(Path, self._texts("files/recent")))[:MOST_RECENT]

    def remember_file(self, path: Path) -> None:
        """Put a file at the head of the list."""
        absolute = path.absolute()
        kept = [absolute, *(entry for entry in self.recent if entry != absolute)][:MOST_RECENT]
        self._write("files/recent", [str(entry) for entry in kept])

    def last_folder(self) -> str:
        """Where a file dialog begins."""
        usual = QStandardPaths.StandardLocation.DocumentsLocation
        return str(self.recent[0].parent) if self.recent else QStandardPaths.writableLocation(usual)
