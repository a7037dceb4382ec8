"""Plots of bars: the dose on its way, which input moves an answer, and how likely each specification is met."""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np

from formulator.catalogue import Catalogue
from formulator.design import Design
from formulator.errors import UsageError
from formulator.explore.asking import PLOTS, empty, interval_words
from formulator.explore.figure import Axis, Bar, Figure, Guide, Panel
from formulator.explore.sensitivity import FIRST_ASKED, tornado
from formulator.explore.specifications import Chances, chances
from formulator.prediction import OUTPUT_BY_PATH, Prediction
from formulator.project import Specification
from formulator.units import format_number, unit_label

MOST_BARS = 8
LEAST_SWING = 0.02
"""Swings below this part of the largest are left out."""


def _rows(bars: Sequence[Bar]) -> Axis:
    """The axis that bars stand along: one row each."""
    return Axis(label="", unit="", low=0.0, high=float(max(1, len(bars))))


_LOST = (("payload_released_in_blood", "lost in blood"), ("payload_elsewhere", "elsewhere"))


def waterfall(design: Design, catalogue: Catalogue, prediction: Prediction, draws: int, seed: int) -> Figure:
    """How much of the dose is left at each station on the way into target cells, at the time set; by both ligands where there are two."""
    del design, catalogue, draws, seed
    x = Axis(label="dose", unit="%ID", low=1e-3, high=100.0, log=True)
    both = prediction["targeting.delivered_both"].value is not None
    arrived, entered, gained = _BY_BOTH if both else _BY_ONE
    delivered = prediction[arrived]
    if delivered.value is None:
        return empty("dose", x, _rows(()), delivered.reason)
    nodes = prediction.nodes
    stations: list[tuple[str, str, float, str]] = [
        ("injected", "plasma", 100.0, "100"),
        ("still in blood", "plasma", 100.0 * nodes["plasma_fraction"], ""),
        ("twin in tumour", "twin", 100.0 * nodes["delivered_untargeted"], ""),
        ("in tumour", "target", delivered.value, interval_words(prediction, arrived)),
    ]
    stations[2:2] = [(words, "reference", 100.0 * nodes[node], "") for node, words in _LOST if node in nodes]
    inside, carried = prediction[entered].value, "payload_in_cells_both" if both else "payload_in_cells"
    if inside is not None:
        stations.append(("in target cells", "design", inside, interval_words(prediction, entered)))
    if inside is not None and carried in nodes:
        stations.append(("with payload", "design", 100.0 * nodes[carried], ""))
    stations += _last_steps(prediction, both)
    least = min(value for _, _, value, _ in stations if value > 0)
    x = Axis(label=x.label, unit=x.unit, low=min(0.1, 10.0 ** math.floor(math.log10(max(1e-9, least / 1.5)))), high=100.0, log=True)
    bars = tuple(
        Bar(label=label, role=role, low=x.low, high=max(value, x.low), detail=f"{words or format_number(value, digits=2)} %ID")
        for label, role, value, words in stations
    )
    gain = prediction[gained].value
    number = "" if gain is None else format_number(gain, digits=2)
    readout = f"gain over the twin {number} %ID, both ligands" if both else f"gain over the twin {number} %ID"
    readout = readout if number else ""
    note = next((flag.text for flag in prediction[gained].flags if flag.id == "gain-beside-evidence"), "")
    panels = (Panel(y=_rows(bars), bars=bars),)
    return Figure(id="dose", title=PLOTS["dose"], x=x, readout=readout or "without ligand", panels=panels, note=note)


def _last_steps(prediction: Prediction, both: bool) -> list[tuple[str, str, float, str]]:
    """What leaves the particles inside cells, and what of the payload reaches the cytosol."""
    nodes, cytosol = prediction.nodes, prediction["targeting.cytosolic"].value
    found = []
    released = prediction["targeting.released_in_cells"].value
    if released and not both:
        found.append(("released there", "design", released, interval_words(prediction, "targeting.released_in_cells")))
    elif released and "payload_released_in_cells" in nodes:
        found.append(("released there", "design", 100.0 * nodes["payload_released_in_cells"] * nodes.get("assembled_share", 1.0), ""))
    if cytosol is not None and not both:
        found.append(("in cytosol", "design", cytosol, interval_words(prediction, "targeting.cytosolic")))
    elif cytosol is not None and "payload_in_cells_both" in nodes and nodes.get("payload_in_cells", 0.0) > 0:
        found.append(("in cytosol", "design", cytosol * nodes["payload_in_cells_both"] / nodes["payload_in_cells"], ""))
    return found


_BY_ONE = ("targeting.delivered", "targeting.efficiency", "targeting.gain_over_untargeted")
_BY_BOTH = ("targeting.delivered_both", "targeting.efficiency_both", "targeting.gain_both")


def sensitivities(design: Design, catalogue: Catalogue, prediction: Prediction, draws: int, seed: int) -> Figure:
    """The tornado of the first answer that has a value: each uncertain input alone from its 5 % to its 95 %."""
    del draws, seed
    path = next((entry for entry in FIRST_ASKED if prediction[entry].value is not None), FIRST_ASKED[0])
    return tornado_of(design, catalogue, prediction, path)


def tornado_of(design: Design, catalogue: Catalogue, prediction: Prediction, path: str) -> Figure:
    """The tornado of one answer."""
    output, value = OUTPUT_BY_PATH[path], prediction[path].value
    x = Axis(label=output.label, unit=unit_label(output.unit), low=0.0, high=1.0)
    if value is None:
        return empty("tornado", x, _rows(()), prediction[path].reason)
    try:
        swings = [swing for swing in tornado(design, catalogue, path) if 0 < swing.size < math.inf]
    except UsageError as problem:
        return empty("tornado", x, _rows(()), str(problem))
    swings = [swing for swing in swings if swing.size >= LEAST_SWING * swings[0].size][:MOST_BARS]
    if not swings:
        return empty("tornado", x, _rows(()), f"No input of {output.label} has a spread.")
    ends = [end for swing in swings for end in (swing.at_low, swing.at_high)] + [value]
    x = _around(x, min(ends), max(ends))
    bars = tuple(
        Bar(
            label=swing.label.partition(" (")[0],
            role="design",
            low=min(swing.at_low, swing.at_high),
            high=max(swing.at_low, swing.at_high),
            detail=f"{format_number(swing.at_low, digits=2)} to {format_number(swing.at_high, digits=2)}",
        )
        for swing in swings
    )
    unit = unit_label(output.unit)
    return Figure(
        id="tornado",
        title=PLOTS["tornado"],
        x=x,
        readout=f"{output.label} {format_number(value, digits=2)} {unit}".rstrip() + ", each input alone from its 5 % to its 95 %",
        panels=(Panel(y=_rows(bars), bars=bars, guides=(Guide(label="", role="design", at=value),)),),
    )


def _around(axis: Axis, low: float, high: float) -> Axis:
    """A range that holds both ends: logarithmic where they are more than ten times apart."""
    if low > 0 and high / low > 10:
        return Axis(
            label=axis.label,
            unit=axis.unit,
            low=10.0 ** math.floor(math.log10(low)),
            high=10.0 ** math.ceil(math.log10(high)),
            log=True,
        )
    step = 10.0 ** math.floor(math.log10(max(high - low, 1e-12)))
    return Axis(label=axis.label, unit=axis.unit, low=step * math.floor(low / step - 0.05), high=step * math.ceil(high / step + 0.05))


def specification_bars(
    design: Design, catalogue: Catalogue, specifications: Sequence[Specification], prediction: Prediction, draws: int, seed: int
) -> Figure:
    """The chance that each attribute, and all together, lie in their acceptance ranges."""
    x = Axis(label="chance to be in specification", unit="%", low=0.0, high=100.0)
    asked = [entry for entry in specifications if entry.low is not None or entry.high is not None]
    if not asked:
        return empty("specifications", x, _rows(()), "No acceptance range is set for any attribute of this variant.")
    if draws <= 0:
        return empty("specifications", x, _rows(()), "Chances need draws.")
    found = chances(design, catalogue, asked, draws, seed)
    bars = tuple(_chance_bars(asked, found, prediction))
    together = "no attribute has a value" if np.isnan(found.together) else f"all together {100 * found.together:.0f} %"
    return Figure(id="specifications", title=PLOTS["specifications"], x=x, readout=together, panels=(Panel(y=_rows(bars), bars=bars),))


def _chance_bars(asked: Sequence[Specification], found: Chances, prediction: Prediction) -> list[Bar]:
    bars = []
    for entry, chance in zip(asked, found.each, strict=True):
        output = OUTPUT_BY_PATH[entry.path]
        limits = " to ".join(
            "" if end is None else f"{format_number(end.magnitude)} {unit_label(end.unit)}".strip() for end in (entry.low, entry.high)
        )
        accept = limits if entry.low and entry.high else f"≥ {limits.strip(' to')}" if entry.low else f"≤ {limits.removeprefix(' to ')}"
        words = (
            (prediction[entry.path].reason or "no chance: not given on draws")
            if np.isnan(chance)
            else f"{100 * chance:.0f} %, accepted {accept}"
        )
        bars.append(Bar(label=output.label, role="design", low=0.0, high=0.0 if np.isnan(chance) else 100.0 * chance, detail=words))
    if len(asked) > 1 and not np.isnan(found.together):
        bars.append(Bar(label="all together", role="target", low=0.0, high=100.0 * found.together, detail=f"{100 * found.together:.0f} %"))
    return bars
