"""What a picker lists and previews, as plain records. No Qt."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class Candidate:
    """One thing that can be chosen."""

    key: str
    name: str
    aside: str = ""


@dataclass(frozen=True, kw_only=True)
class Preview:
    """What is known of it: lines of label, value and how far it was verified, and a drawing as SVG text."""

    title: str
    lines: tuple[tuple[str, str, str], ...] = ()
    remarks: tuple[str, ...] = ()
    drawing: str = ""
