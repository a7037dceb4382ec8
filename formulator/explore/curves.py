"""The numbers behind every plot: the same pipeline, asked at many values of one or two inputs at once."""

from __future__ import annotations

import dataclasses
import math
from collections.abc import Callable, Mapping, Sequence

import numpy as np

from formulator import design as designs
from formulator.catalogue import Catalogue, Property
from formulator.chem import distribution
from formulator.design import Design
from formulator.evaluation import at_the_cell, loaded, particle, prepared
from formulator.evaluation.inputs import Inputs
from formulator.explore.approach import energies_at_the_cell
from formulator.explore.asking import CURVE_POINTS, PLOTS, along, answers_along, banded, empty, interval_words, of_both, snapped, through
from formulator.explore.bars import sensitivities, specification_bars, waterfall
from formulator.explore.cells_figure import cells_side_by_side
from formulator.explore.energies import energies
from formulator.explore.figure import Axis, Figure, Guide, Line, Mark, Panel, Span
from formulator.explore.map import selectivity
from formulator.explore.transcytosis import transcytosis
from formulator.explore.wrapping import wrapping
from formulator.prediction import Prediction
from formulator.project import Specification
from formulator.units import Value, format_interval, format_number

__all__ = ["PLOTS", "figure"]

RECEPTORS = (1e3, 1e6)
EVIDENCE = (0.05, 10.1)
"""5th and 95th percentile of 376 published mouse deliveries, % of the dose averaged to 24 h (model output per paper)."""
IN_MAN = (5.3, 33.0)
"""% of the dose per kg of tumour at 72 h, means of breast and of head and neck in 17 patients (Harrington 2001)."""


def _count(value: float) -> str:
    return format_number(value, digits=2)


def _cell_span(inputs: Inputs, catalogue: Catalogue, slot: str, path: str, role: str) -> Span | None:
    cell, receptor = inputs.materials.get(slot), inputs.word("target.receptor")
    if path not in inputs.numbers:
        return None
    value = float(inputs.numbers[path])
    found: Property | None = catalogue.receptors(cell.key).get(receptor) if cell is not None and receptor else None
    if inputs.state(path) == "catalogue" and found is not None and found.low and found.high:
        low, high = found.low, found.high
    else:
        low, high = value / 2.3, value * 2.3
    name = cell.name if cell is not None else ("target" if role == "target" else "spared")
    return Span(label=name, role=role, low=low, high=high, detail=format_interval(low, high))


def binding(design: Design, catalogue: Catalogue, prediction: Prediction, draws: int, seed: int) -> Figure:
    """Bound fraction against receptors per cell."""
    inputs = prepared(design, catalogue)
    spans = tuple(
        span
        for span in (
            _cell_span(inputs, catalogue, "target.healthy_cell", "target.healthy_receptors", "healthy"),
            _cell_span(inputs, catalogue, "target.cell", "target.receptors", "target"),
        )
        if span is not None
    )
    ends = [end for span in spans for end in (span.low, span.high)]
    low, high = (
        10 ** math.floor(math.log10(min([RECEPTORS[0], *(end for end in ends if end > 0)]))),
        10 ** math.ceil(math.log10(max([RECEPTORS[1], *ends]))),
    )
    x, y = (
        Axis(label="receptors per cell", unit="", low=low, high=high, log=True),
        Axis(label="bound fraction", unit="", low=1e-4, high=1, log=True),
    )
    path = "targeting.occupancy_target"
    if prediction[path].value is None:
        return empty("binding", x, y, prediction[path].reason)
    receptors = through(np.logspace(math.log10(low), math.log10(high), CURVE_POINTS), float(inputs.numbers["target.receptors"]))
    values = {"target.receptors": receptors}
    curve = along(answers_along(inputs, values, (path,), at_the_cell), path, CURVE_POINTS)
    band = banded(inputs, prediction, path, values, draws, seed)
    marks = [
        Mark(
            label="this design",
            role="design",
            x=float(inputs.numbers["target.receptors"]),
            y=prediction[path].value or 0.0,
        )
    ]
    healthy = prediction["targeting.occupancy_healthy"].value
    if healthy is not None:
        marks.insert(0, Mark(label="spared", role="healthy", x=float(inputs.numbers["target.healthy_receptors"]), y=healthy))
    floor = 10 ** math.floor(math.log10(max(1e-12, min(float(np.min(curve)), healthy or 1.0))))
    slope = Line(label="slope 1", role="reference", x=receptors, y=np.clip(curve[0] * receptors / receptors[0], None, 1.0))
    alpha = prediction["targeting.superselectivity"].value
    readout = f"at {_count(float(inputs.numbers['target.receptors']))}: {interval_words(prediction, path)}" + (
        "" if alpha is None else f", α {format_number(alpha, digits=2)}"
    )
    line = Line(label="this design", role="design", x=receptors, y=curve, low=band[0], high=band[1])
    both = of_both(inputs, prediction, "targeting.occupancy_both", values)
    two = () if both is None else (Line(label="two ligands", role="both", x=receptors, y=both),)
    if both is not None:
        floor = min(floor, 10 ** math.floor(math.log10(max(1e-12, float(np.nanmin(both))))))
    return Figure(
        id="binding",
        title=PLOTS["binding"],
        x=x,
        readout=readout,
        panels=(Panel(y=dataclasses.replace(y, low=min(1e-4, floor)), lines=(slope, *two, line), marks=tuple(marks), spans=spans),),
    )


def size(design: Design, catalogue: Catalogue, prediction: Prediction, draws: int, seed: int) -> Figure:
    """Number, volume and intensity distributions with the Z-average and the sterile filter."""
    del design, catalogue, draws, seed
    x, y = (
        Axis(label="diameter", unit="nm", low=20, high=500, log=True),
        Axis(label="relative share", unit="", low=0, high=1.15),
    )
    z, pdi = prediction["size.z_average"].value, prediction["size.pdi"].value
    median, sigma = prediction.nodes.get("size.number_median"), prediction.nodes.get("sigma")
    if z is None or pdi is None or median is None or sigma is None:
        return empty("size", x, y, prediction["size.z_average"].reason or "PDI is not given.")
    if sigma <= 0.0:
        return empty("size", x, y, f"At a PDI of 0 every particle is {format_number(z, digits=3)} nm: there is no distribution to draw.")
    low, high = median * math.exp(-3.2 * sigma), median * math.exp(6 * sigma**2 + 3.2 * sigma)
    diameters = np.logspace(math.log10(low), math.log10(high), 161)
    lines = []
    for weighting in ("number", "volume", "intensity"):
        share = (
            np.asarray(distribution.size_density(diameter=diameters, number_median=median, sigma=sigma, weighting=weighting)) * diameters
        )
        role = "design" if weighting == "intensity" else weighting
        lines.append(Line(label=weighting, role=role, x=diameters * 1e9, y=share / share.max()))
    guides = [Guide(label=f"Z {format_number(z, digits=3)}", role="design", at=z)]
    x = dataclasses.replace(x, low=snapped(low * 1e9, math.floor), high=snapped(max(high * 1e9, 210.0), math.ceil))
    guides.append(Guide(label="filter 200", role="limit", at=200.0))
    return Figure(
        id="size",
        title=PLOTS["size"],
        x=x,
        readout=f"PDI {interval_words(prediction, 'size.pdi')}",
        panels=(Panel(y=y, lines=tuple(lines), guides=tuple(guides)),),
    )


def _as_if_known(design: Design, catalogue: Catalogue, prediction: Prediction) -> Design:
    """The design with the usual pH and salt typed where its medium is unknown, because zeta moves only with a medium that is known;
    and with the ionic strength of its buffer typed, so that it can be held or changed."""
    inputs = prepared(design, catalogue)
    if "composed_strength" in prediction.nodes and inputs.state("medium.ionic_strength") != "typed":
        design = designs.replaced(design, "medium.ionic_strength", Value(prediction.nodes["ionic_strength"], "mM"))
        inputs = prepared(design, catalogue)
    for path in ("medium.ph", "medium.ionic_strength"):
        found = inputs.ingredients[path]
        if found.state == "default" and isinstance(found.value, float):
            design = designs.replaced(design, path, Value(found.value, found.unit))
    return design


def zeta(design: Design, catalogue: Catalogue, prediction: Prediction, draws: int, seed: int) -> Figure:
    """Zeta against pH at the design's ionic strength, and at 1, 10 and 150 mM for comparison."""
    inputs = prepared(_as_if_known(design, catalogue, prediction), catalogue)
    x, y = Axis(label="pH", unit="", low=3, high=10), Axis(label="ζ", unit="mV", low=-40, high=20)
    path = "charge.zeta"
    if prediction[path].value is None:
        return empty("zeta", x, y, prediction[path].reason)
    ph = through(np.linspace(3, 10, 57), float(inputs.numbers["medium.ph"]))
    own = float(inputs.numbers["medium.ionic_strength"])
    curve = along(answers_along(inputs, {"medium.ph": ph}, (path,), particle), path, ph.size)
    mark_y = float(prediction[path].value or 0.0)
    lines, extent = [], [mark_y]
    for strength in sorted({1.0, 10.0, 150.0} - {round(own, 3)}):
        other = along(answers_along(inputs, {"medium.ph": ph, "medium.ionic_strength": strength}, (path,), particle), path, ph.size)
        if not np.array_equal(other, curve):
            lines.append(Line(label=f"{strength:g} mM", role="reference", x=ph, y=other, secondary=True))
            extent += [float(other.min()), float(other.max())]
    low, high = banded(inputs, prediction, path, {"medium.ph": ph}, draws, seed)
    lines.append(Line(label=f"{own:.3g} mM", role="design", x=ph, y=curve, low=low, high=high))
    extent += [float(np.min(curve if low is None else low)), float(np.max(curve if high is None else high))]
    mark = Mark(label="this design", role="design", x=float(inputs.numbers["medium.ph"]), y=mark_y)
    medium = inputs.materials.get("medium")
    readout = f"{medium.name + ', ' if medium is not None else ''}{interval_words(prediction, path)} mV"
    guides = [Guide(label="", role="reference", at=0.0, axis="y")]
    if len(lines) == 1:
        words = "usual for this material" if curve.any() else "no charged groups known"
        guides.append(Guide(label=words, role="reference", at=mark_y, axis="y"))
    bottom, top = 10 * math.floor(min([*extent, -10.0]) / 10), 10 * math.ceil(max([*extent, 10.0]) / 10)
    return Figure(
        id="zeta",
        title=PLOTS["zeta"],
        x=x,
        readout=readout,
        panels=(
            Panel(
                y=dataclasses.replace(y, low=bottom, high=top),
                lines=tuple(lines),
                marks=(mark,),
                guides=tuple(guides),
            ),
        ),
    )


def loading(design: Design, catalogue: Catalogue, prediction: Prediction, draws: int, seed: int) -> Figure:
    """EE above DLC against the payload in the feed."""
    inputs = prepared(design, catalogue)
    x = Axis(label="payload in feed", unit="wt%", low=0, high=35)
    ee_axis, dlc_axis = Axis(label="EE", unit="%", low=0, high=100), Axis(label="DLC", unit="%", low=0, high=15)
    if prediction["loading.dlc"].value is None or "feed_ratio" not in prediction.nodes:
        return Figure(
            id="loading",
            title=PLOTS["loading"],
            x=x,
            panels=(Panel(y=ee_axis), Panel(y=dlc_axis)),
            empty=prediction["loading.dlc"].reason,
        )
    own = 100 * prediction.nodes["loading.feed_fraction"]
    x = dataclasses.replace(x, high=max(10.0, 5 * math.ceil(own * 1.6 / 5)) if own < 60 else 100.0)
    percent = through(np.linspace(0.2, min(x.high, 98.0), CURVE_POINTS), own)
    ratio = percent / (100 - percent)
    inputs = dataclasses.replace(inputs, numbers={key: value for key, value in inputs.numbers.items() if key != "payload.np_ratio"})
    feed = inputs.ingredients.get("payload.feed")
    if feed is None:
        mass = prediction.nodes["mass_per_phosphate"] / float(inputs.numbers["carrier.mass_per_nitrogen"])
        name, values = "payload.np_ratio", mass / ratio
    elif feed.unit == "mg/mg":
        name, values = "payload.feed", ratio
    else:
        name, values = "payload.feed", ratio * float(inputs.numbers["process.polymer_mass"])
    panels = []
    found = answers_along(inputs, {name: values}, ("loading.ee", "loading.dlc"), loaded)
    for path, axis in (("loading.ee", ee_axis), ("loading.dlc", dlc_axis)):
        curve = along(found, path, CURVE_POINTS)
        low, high = banded(inputs, prediction, path, {name: values}, draws, seed)
        top = axis.high if path == "loading.ee" else max(5.0, 5 * math.ceil(float(np.max(curve if high is None else high)) / 5))
        mark = Mark(label="this design", role="design", x=own, y=float(prediction[path].value or 0.0))
        panels.append(
            Panel(
                y=dataclasses.replace(axis, high=top),
                lines=(Line(label=path.rpartition(".")[2].upper(), role="design", x=percent, y=curve, low=low, high=high),),
                marks=(mark,),
            )
        )
    return Figure(
        id="loading",
        title=PLOTS["loading"],
        x=x,
        readout=f"DLC {interval_words(prediction, 'loading.dlc')} %",
        panels=tuple(panels),
    )


IN_TIME = (
    *("plasma_fraction", "delivered_untargeted", "targeting.delivered", "targeting.efficiency"),
    "targeting.delivered_average",
)


def time(design: Design, catalogue: Catalogue, prediction: Prediction, draws: int, seed: int) -> Figure:
    """Plasma, tumour and target cells after injection, beside the untargeted twin and what was published."""
    inputs = prepared(design, catalogue)
    x, y = Axis(label="time", unit="h", low=0, high=48), Axis(label="dose", unit="%ID", low=0.001, high=100, log=True)
    path = "targeting.delivered"
    if prediction[path].value is None:
        return empty("time", x, y, prediction[path].reason)
    own = float(inputs.numbers["target.time"])
    end = max(48.0, 24 * math.ceil(2 * own / 3600 / 24))
    hours = through(np.concatenate([np.linspace(0.02, 2, 12), np.linspace(2.5, end, CURVE_POINTS)]), own / 3600)
    values = {"target.time": hours * 3600}
    chain = answers_along(inputs, values, IN_TIME)
    lines = [Line(label="plasma", role="plasma", x=hours, y=100 * np.broadcast_to(chain["plasma_fraction"], hours.shape))]
    tumour, untargeted = along(chain, path, hours.size), 100 * np.broadcast_to(chain["delivered_untargeted"], hours.shape)
    alone = np.allclose(tumour, untargeted, rtol=1e-9, atol=0)
    if not alone:
        lines.append(Line(label="untargeted twin", role="twin", x=hours, y=untargeted))
    low, high = banded(inputs, prediction, path, values, draws, seed)
    label = "tumour, as its untargeted twin" if alone else "tumour"
    lines.append(Line(label=label, role="target", x=hours, y=tumour, low=low, high=high))
    if "targeting.efficiency" in chain:
        lines.append(Line(label="in target cells", role="design", x=hours, y=along(chain, "targeting.efficiency", hours.size)))
    for both, words in (("targeting.delivered_both", "tumour, two ligands"), ("targeting.efficiency_both", "in target cells, two")):
        curve = of_both(inputs, prediction, both, values)
        if curve is not None:
            lines.append(Line(label=words, role="both", x=hours, y=curve, secondary=True))
    at = own / 3600
    mark = Mark(label="this design", role="design", x=at, y=float(prediction[path].value or 0.0))
    spans = (_evidence(inputs),)
    if inputs.word("target.species", "mouse") == "mouse" and "targeting.delivered_average" in chain:
        averaged = along(chain, "targeting.delivered_average", hours.size)
        lines.insert(1, Line(label="tumour, averaged", role="reference", x=hours, y=averaged, secondary=True))
    twin = 100 * prediction.nodes["delivered_untargeted"]
    readout = f"{format_number(at, digits=3)} h: tumour {interval_words(prediction, path)}, twin {format_number(twin, digits=2)}"
    return Figure(
        id="time",
        title=PLOTS["time"],
        x=dataclasses.replace(x, high=end),
        readout=readout,
        panels=(Panel(y=y, lines=tuple(lines), marks=(mark,), spans=spans, guides=(Guide(label="", role="reference", at=at),)),),
    )


def _evidence(inputs: Inputs) -> Span:
    """What was published of the species: averages in mice, to compare with the averaged curve; a share per kg of tumour in man."""
    if inputs.word("target.species", "mouse") == "human":
        low, high = (share * float(inputs.numbers["target.tumour_mass"]) for share in IN_MAN)
        return Span(label="published in man, 5.3–33 %ID/kg", role="evidence", low=low, high=high, axis="y")
    return Span(label="published averages, 5–95 %, 376 studies", role="evidence", low=EVIDENCE[0], high=EVIDENCE[1], axis="y")


_MAKERS: Mapping[str, Callable[[Design, Catalogue, Prediction, int, int], Figure]] = {
    "binding": binding,
    "selectivity": selectivity,
    "time": time,
    "size": size,
    "zeta": zeta,
    "loading": loading,
    "energies": energies,
    "approach": energies_at_the_cell,
    "wrapping": wrapping,
    "transcytosis": transcytosis,
    "cells": cells_side_by_side,
    "dose": waterfall,
    "tornado": sensitivities,
}


def figure(
    plot_id: str,
    design: Design,
    catalogue: Catalogue,
    prediction: Prediction,
    draws: int = 0,
    seed: int = 0,
    specifications: Sequence[Specification] = (),
) -> Figure:
    """One plot of a design; with draws, bands of 90 % around its lines. Specifications are a variant's, not the design's."""
    if plot_id == "specifications":
        return specification_bars(design, catalogue, specifications, prediction, draws, seed)
    return _MAKERS[plot_id](design, catalogue, prediction, draws, seed)
