"""What a plot shows, as plain numbers: the window paints it, the exporter writes it, CSV lists it; none of them computes."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Array = npt.NDArray[np.float64]

ROLES = (
    "design",
    "target",
    "healthy",
    "both",
    "twin",
    "reference",
    "pinned",
    "plasma",
    "number",
    "volume",
    "intensity",
    "evidence",
    "limit",
    "measured",
)
"""Who a line, band or mark stands for; the theme gives each its colour, dash and hatch."""


@dataclass(frozen=True, kw_only=True)
class Axis:
    """Label and unit ("diameter", "nm" reads "diameter / nm"), the range to show first, and whether it is logarithmic."""

    label: str
    unit: str
    low: float
    high: float
    log: bool = False


@dataclass(frozen=True, kw_only=True, eq=False)
class Line:
    """A curve in display units, with its 90 % band where one is known."""

    label: str
    role: str
    x: Array
    y: Array
    low: Array | None = None
    high: Array | None = None
    secondary: bool = False


@dataclass(frozen=True, kw_only=True)
class Mark:
    """A point: the design itself (a cross), a cell (a hollow ring), or a measured value (a square with error bars)."""

    label: str
    role: str
    x: float
    y: float
    y_low: float | None = None
    y_high: float | None = None


@dataclass(frozen=True, kw_only=True)
class Span:
    """A range of x or y that means something, such as the receptor range of a cell; hatched and named in place."""

    label: str
    role: str
    low: float
    high: float
    detail: str = ""
    axis: str = "x"


@dataclass(frozen=True, kw_only=True)
class Guide:
    """A straight line at one x or y with a name, such as the 200 nm filter."""

    label: str
    role: str
    at: float
    axis: str = "x"


@dataclass(frozen=True, kw_only=True)
class Bar:
    """A bar along x with its name at the left and words beside it; bars of a panel stand below each other in their order.

    A bar that is an interval marks its value `at`. Without known ends (nan) only name and words are shown.
    """

    label: str
    role: str
    low: float
    high: float
    detail: str = ""
    at: float | None = None


@dataclass(frozen=True, kw_only=True, eq=False)
class Area:
    """A named part of a map: where `depth` is positive. `corner` is where its name is tried first; `outlined` draws its edge."""

    label: str
    depth: Array
    corner: str = "top left"
    outlined: bool = False


@dataclass(frozen=True, kw_only=True, eq=False)
class Field2D:
    """A stepped map: `z` has one row per y and one column per x; `steps` are the limits of the named steps.

    `share` is the part of the draws in which a place is good; where it reaches `enough` the map is robust and hatched.
    """

    x: Array
    y: Array
    z: Array
    steps: tuple[float, ...]
    step_labels: tuple[str, ...]
    areas: tuple[Area, ...] = ()
    share: Array | None = None
    enough: float = 0.9
    share_label: str = "share of draws"
    z_label: str = ""

    @property
    def robust(self) -> npt.NDArray[np.bool_] | None:
        """Where enough draws are good; None before they are drawn."""
        return None if self.share is None else self.share >= self.enough


@dataclass(frozen=True, kw_only=True)
class Panel:
    """One pair of axes; panels of a figure stand above each other and share x."""

    y: Axis
    lines: tuple[Line, ...] = ()
    marks: tuple[Mark, ...] = ()
    spans: tuple[Span, ...] = ()
    guides: tuple[Guide, ...] = ()
    map: Field2D | None = None
    bars: tuple[Bar, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Figure:
    """A whole plot. `empty` says in words why nothing can be drawn; `readout` is the line at the right of the title; `note` says
    in sentences what the picture means, for the text beside it and for files."""

    id: str
    title: str
    x: Axis
    panels: tuple[Panel, ...]
    readout: str = ""
    subtitle: str = ""
    empty: str = ""
    note: str = ""
    provisional: bool = False
