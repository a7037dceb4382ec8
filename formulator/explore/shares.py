"""The share of the spread that each input brings, alone and together with the others (Sobol indices)."""

from __future__ import annotations

import numpy as np

from formulator.catalogue import Catalogue
from formulator.design import Design
from formulator.errors import UsageError
from formulator.explore.asking import empty
from formulator.explore.figure import Axis, Bar, Figure, Panel
from formulator.explore.sensitivity import sensitivity
from formulator.explore.sweep import Progress, silent
from formulator.outputs import OUTPUT_BY_PATH
from formulator.prediction import Prediction

MOST_INPUTS, LEAST_TOTAL = 7, 0.01
"""Inputs in the picture; those whose total share is smaller are left out."""


def shares_of(
    design: Design, catalogue: Catalogue, prediction: Prediction, path: str, draws: int, seed: int = 0, progress: Progress = silent
) -> Figure:
    """First-order and total Sobol index of each input: what it brings alone, and what it brings with the others."""
    output = OUTPUT_BY_PATH[path]
    title = f"Shares of the spread of {output.label}"
    x, y = Axis(label="share of the spread", unit="%", low=0.0, high=100.0), Axis(label="", unit="", low=0.0, high=1.0)
    if prediction[path].value is None:
        return empty("shares", x, y, prediction[path].reason, title)
    try:
        found = sensitivity(design, catalogue, path, draws, seed, progress)
    except UsageError as problem:
        return empty("shares", x, y, str(problem), title)
    shown = [share for share in found.shares if share.total >= LEAST_TOTAL][:MOST_INPUTS]
    if not shown:
        return empty("shares", x, y, f"No input of {output.label} has a spread.", title)
    bars = []
    for share in shown:
        name, parts = share.label.partition(" (")[0], (("alone", "design", share.first), ("with others", "twin", share.total))
        for word, role, value in parts:
            bounded = float(np.clip(100 * value, 0.0, 100.0))
            label = f"{name}, {word}" if word == "alone" else word
            bars.append(Bar(label=label, role=role, low=0.0, high=bounded, detail=f"{bounded:.0f} %"))
    alone = float(np.clip(100 * sum(share.first for share in found.shares), 0.0, 100.0))
    scale = {"linear": "", "ln": " on a logarithmic scale", "logit": " on a logit scale"}[found.scale]
    lost = f", {100 * found.lost:.0f} % of the draws no particle" if found.lost >= 0.005 else ""
    return Figure(
        id="shares",
        title=f"{title}{scale}",
        x=x,
        readout=f"inputs alone {alone:.0f} %, together with one another the rest{lost}",
        panels=(Panel(y=Axis(label="", unit="", low=0.0, high=float(len(bars))), bars=tuple(bars)),),
    )
