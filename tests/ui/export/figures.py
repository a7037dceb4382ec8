"""Figures made by hand: one of each kind that the plots show."""

from __future__ import annotations

import numpy as np

from formulator.explore.figure import Area, Axis, Field2D, Figure, Guide, Line, Mark, Panel, Span


def binding() -> Figure:
    """Two logarithmic axes, a band, cell ranges, a ring, measured squares and the cross."""
    x = np.logspace(3, 6, 41)
    y = 1 / (1 + (2e5 / x) ** 1.3)
    return Figure(
        id="binding",
        title="Targeting",
        x=Axis(label="receptors per cell", unit="", low=1e3, high=1e6, log=True),
        readout="at 1.0·10⁵: 0.23 (0.08–0.46), α 1.5",
        panels=(
            Panel(
                y=Axis(label="bound fraction", unit="", low=1e-4, high=1, log=True),
                lines=(
                    Line(label="slope 1", role="reference", x=x, y=y[0] * x / x[0]),
                    Line(label="this design", role="design", x=x, y=y, low=y / 2.5, high=np.minimum(1, y * 2.2)),
                ),
                marks=(
                    Mark(label="spared", role="healthy", x=1e4, y=float(np.interp(1e4, x, y))),
                    Mark(label="measured", role="measured", x=2e4, y=0.03, y_low=0.015, y_high=0.06),
                    Mark(label="this design", role="design", x=1e5, y=float(np.interp(1e5, x, y))),
                ),
                spans=(
                    Span(label="endothelium", role="healthy", low=5e3, high=2e4, detail="5·10³–2·10⁴"),
                    Span(label="U-87 MG", role="target", low=5e4, high=2e5, detail="5·10⁴–2·10⁵"),
                ),
            ),
        ),
    )


def selectivity() -> Figure:
    """A stepped map with a robust window."""
    x, y = np.logspace(1, 3.5, 24), np.logspace(0, 4, 24)
    across, down = np.log10(np.meshgrid(x, y))
    z = 60 * np.exp(-((across - 2.7) ** 2) / 1.2 - (down - 2) ** 2 / 0.8) + 0.8
    field = Field2D(
        x=x,
        y=y,
        z=z,
        steps=(1.0, 5.0, 10.0, 30.0, 100.0),
        step_labels=("1–5", "5–10", "10–30", "30–100", ">100"),
        areas=(Area(label="binds little", depth=down - 3, corner="top left"),),
        share=np.clip(z / 30, 0, 1),
        enough=2 / 3,
        share_label="share of draws",
        z_label="selectivity",
    )
    return Figure(
        id="selectivity",
        title="Selectivity map",
        x=Axis(label="ligands facing out, per particle", unit="", low=10, high=10**3.5, log=True),
        readout="here 26 (8–210)",
        subtitle="robust: ≥ 5 and bound, in 90 % of draws",
        panels=(
            Panel(
                y=Axis(label="K_D", unit="nM", low=1, high=1e4, log=True),
                map=field,
                marks=(Mark(label="this design", role="design", x=440, y=40),),
            ),
        ),
    )


def time() -> Figure:
    """A linear over a logarithmic axis, an evidence band and a guide."""
    t = np.linspace(0.02, 48, 60)
    tumour = 0.9 * (1 - np.exp(-t / 3))
    return Figure(
        id="time",
        title="Time course",
        x=Axis(label="time", unit="h", low=0, high=48),
        panels=(
            Panel(
                y=Axis(label="dose", unit="%ID", low=1e-3, high=100, log=True),
                lines=(
                    Line(label="plasma", role="plasma", x=t, y=100 * np.exp(-t / 18)),
                    Line(label="tumour", role="target", x=t, y=tumour, low=tumour / 3, high=tumour * 3),
                    Line(label="in target cells", role="design", x=t, y=tumour * t / 240),
                ),
                marks=(Mark(label="this design", role="design", x=24, y=0.9),),
                spans=(Span(label="published 5–95 %, 376 studies", role="evidence", low=0.05, high=10.1, axis="y"),),
                guides=(Guide(label="", role="reference", at=24),),
            ),
        ),
    )


def loading() -> Figure:
    """Two panels on one x axis."""
    feed = np.linspace(0.2, 35, 41)
    ee, dlc = 95 * np.exp(-feed / 25), 10 * (1 - np.exp(-feed / 12))
    guide = Guide(label="limit 14", role="limit", at=14.0)
    return Figure(
        id="loading",
        title="Loading",
        x=Axis(label="payload in feed", unit="wt%", low=0, high=35),
        panels=(
            Panel(
                y=Axis(label="EE", unit="%", low=0, high=100),
                lines=(Line(label="EE", role="design", x=feed, y=ee, low=ee * 0.8, high=ee * 1.1),),
                guides=(guide,),
            ),
            Panel(
                y=Axis(label="DLC", unit="%", low=0, high=15),
                lines=(Line(label="DLC", role="design", x=feed, y=dlc),),
                marks=(Mark(label="=cmd", role="measured", x=16.7, y=7.5, y_low=6.0, y_high=9.0),),
                guides=(guide,),
            ),
        ),
    )


def size() -> Figure:
    """Three bells close together."""
    d = np.logspace(np.log10(20), np.log10(500), 161)

    def bell(median: float) -> np.ndarray[tuple[int, ...], np.dtype[np.float64]]:
        return np.exp(-(np.log(d / median) ** 2) / 0.18)

    return Figure(
        id="size",
        title="Size",
        x=Axis(label="diameter", unit="nm", low=20, high=500, log=True),
        panels=(
            Panel(
                y=Axis(label="relative share", unit="", low=0, high=1.15),
                lines=tuple(
                    Line(label=name, role=role, x=d, y=bell(median))
                    for name, role, median in (("number", "number", 64), ("volume", "volume", 90), ("intensity", "design", 125))
                ),
                guides=(Guide(label="Z 119", role="design", at=119), Guide(label="filter 200", role="limit", at=200.0)),
            ),
        ),
    )


def far() -> Figure:
    """Values of ten million on a linear axis, with a gap."""
    x = np.array([1e7, 1.1e7, 1.2e7, 1.3e7])
    y = np.array([1.0, np.nan, 3.0, 4.0])
    return Figure(
        id="far",
        title="Far & <away>",
        x=Axis(label="particles", unit="1/mL", low=1e7, high=1.3e7),
        panels=(Panel(y=Axis(label="share", unit="%", low=0, high=5), lines=(Line(label="a", role="design", x=x, y=y),)),),
    )


def empty() -> Figure:
    """Nothing to draw, and why."""
    return Figure(
        id="time",
        title="Time course",
        x=Axis(label="time", unit="h", low=0, high=48),
        panels=(Panel(y=Axis(label="dose", unit="%ID", low=1e-3, high=100, log=True)),),
        empty="No target cell is chosen.",
    )


ALL = {make.__name__: make for make in (binding, selectivity, time, loading, size, far, empty)}
