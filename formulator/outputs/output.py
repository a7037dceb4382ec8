"""What an answer is: its path, name, unit and scale."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class Output:
    """One line of the answers: its path, name, unit, group and the scale on which its error is roughly symmetric."""

    path: str
    label: str
    unit: str
    about: str
    scale: str = "ln"
    definition: str = ""
    main: bool = True
    synonyms: tuple[str, ...] = ()

    @property
    def group(self) -> str:
        """The first word of the path."""
        return self.path.partition(".")[0]
