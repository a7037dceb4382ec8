"""Colours, dashes and hatches of the light and the dark theme, as plain text: usable without Qt.

Series colours are Okabe–Ito, shifted only as far as a contrast of 3:1 on paper asks, and a ΔE2000 of 10 between those of one
picture for colour-blind readers. Each role also has a second cue: dash, hatch or marker.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from formulator.ui.basics import BODY, GROUNDS, SMALL

__all__ = ["BODY", "DARK", "LIGHT", "SMALL", "Role", "Tokens", "tokens"]


@dataclass(frozen=True, kw_only=True)
class Role:
    """How one kind of thing is drawn: line colour, the darker form for small text, fill, and its second cue."""

    line: str
    text: str
    fill: str
    dash: tuple[float, ...] = ()
    hatch: str = ""
    marker: str = ""
    width: float = 1.5


@dataclass(frozen=True, kw_only=True)
class Tokens:
    """One theme. `band` and `haze` are the opacities of interval bands and of the evidence band."""

    dark: bool
    ground: str
    paper: str
    ink: str
    ink2: str
    ink3: str
    edge: str
    rule: str
    accent: str
    sel: str
    warn: str
    band: float
    haze: float
    hatch: float
    map_steps: tuple[str, ...]
    roles: Mapping[str, Role] = field(default_factory=dict)


def _role(line: str, text: str = "", fill: str = "", **cues: object) -> Role:
    return Role(line=line, text=text or line, fill=fill or line, **cues)  # type: ignore[arg-type]


LIGHT = Tokens(
    dark=False,
    **GROUNDS[False],
    ink2="#4D5155",
    edge="#878B8E",
    accent="#0072B2",
    sel="#E3EEF5",
    warn="#A84300",
    band=0.18,
    haze=0.14,
    hatch=0.27,
    map_steps=("#F4F8FB", "#DCEAF4", "#BBD6EA", "#8DBBDC", "#5796C6"),
    roles={
        "design": _role("#0072B2", marker="cross", width=2.0),
        "target": _role("#D55E00", "#B04C00", hatch="/"),
        "healthy": _role("#009A74", "#007355", hatch="\\", marker="ring"),
        "both": _role("#C01897", dash=(7.0, 2.0)),
        "twin": _role("#6B7075", "#4D5155", dash=(5.0, 3.0)),
        "reference": _role("#6B7075", "#4D5155", dash=(2.0, 3.0)),
        "pinned": _role("#6B7075", "#4D5155", dash=(8.0, 3.0, 2.0, 3.0), marker="ring", width=1.75),
        "plasma": _role("#4D5155", dash=(9.0, 4.0)),
        "number": _role("#009A74", "#007355", dash=(2.5, 2.5)),
        "volume": _role("#A87300", "#8A5A00", dash=(9.0, 4.0)),
        "intensity": _role("#0072B2"),
        "evidence": _role("#686C70", "#4D5155"),
        "limit": _role("#A04308", dash=(6.0, 3.0)),
        "measured": _role("#1A1C1E", marker="square"),
        "ligand": _role("#B8408F", marker="triangle"),
        "corona": _role("#4F9CC9", "#2C6F99"),
        "payload": _role("#A87300", "#8A5A00", "#E69F00", marker="dot"),
        "membrane": _role("#5B6064", "#4D5155", "#DEDFDD"),
    },
)

DARK = Tokens(
    dark=True,
    **GROUNDS[True],
    ink2="#B9BDC1",
    edge="#83888D",
    accent="#56B4E9",
    sel="#1F3442",
    warn="#F5A06E",
    band=0.24,
    haze=0.14,
    hatch=0.27,
    map_steps=("#22282D", "#243643", "#264A61", "#2A6387", "#3682B1"),
    roles={
        "design": _role("#56B4E9", marker="cross", width=2.0),
        "target": _role("#F2864B", hatch="/"),
        "healthy": _role("#68A683", hatch="\\", marker="ring"),
        "both": _role("#BC77B0", dash=(7.0, 2.0)),
        "twin": _role("#A0A5AA", "#B9BDC1", dash=(5.0, 3.0)),
        "reference": _role("#A0A5AA", "#B9BDC1", dash=(2.0, 3.0)),
        "pinned": _role("#A0A5AA", "#B9BDC1", dash=(8.0, 3.0, 2.0, 3.0), marker="ring", width=1.75),
        "plasma": _role("#CFD3D6", dash=(9.0, 4.0)),
        "number": _role("#389E7B", dash=(2.5, 2.5)),
        "volume": _role("#FFD27A", dash=(9.0, 4.0)),
        "intensity": _role("#56B4E9"),
        "evidence": _role("#989DA2", "#B9BDC1"),
        "limit": _role("#ED9866", dash=(6.0, 3.0)),
        "measured": _role("#EDEDE9", marker="square"),
        "ligand": _role("#F49FE0", marker="triangle"),
        "corona": _role("#4A90BA", "#7DB9DC"),
        "payload": _role("#FFD27A", "#FFD27A", "#E69F00", marker="dot"),
        "membrane": _role("#A3A8AC", "#B9BDC1", "#43474B"),
    },
)


def tokens(dark: bool = False) -> Tokens:
    """The theme for a light or a dark window."""
    return DARK if dark else LIGHT
