"""Passage across the brain's vessels against how strongly the whole particle binds: too weakly it is not caught, too strongly not let go.

Only ever relative to the best binding strength: the shape is supported by experiment, the place of its top is not known.
"""

from __future__ import annotations

import dataclasses
import math
from collections.abc import Callable

import numpy as np

from formulator.catalogue import Catalogue
from formulator.chem import barrier
from formulator.design import Design
from formulator.evaluation import prepared
from formulator.explore.asking import PLOTS, empty, interval_words
from formulator.explore.figure import Array, Axis, Figure, Guide, Line, Mark, Panel, Span
from formulator.prediction import Prediction
from formulator.uncertainty import HIGHEST, LOWEST, draw_chain
from formulator.units import format_interval, format_number

PATH = "targeting.brain_transcytosis"
POINTS = 161
PER_LITRE = 1e3
"""L/mol in one m³/mol."""
AROUND = 1e4
"""The bell is drawn as far as this to either side of its top."""
NEAR_TOP = 0.8
"""Passage above which a design stands at the top: the bell is flat there, and its place is not known any better."""


def transcytosis(design: Design, catalogue: Catalogue, prediction: Prediction, draws: int, seed: int) -> Figure:
    """The bell with the design's place on it; the band is what is not known of the top's place."""
    x = Axis(label="avidity in serum, 1/K_D", unit="L/mol", low=1e6, high=1e13, log=True)
    y = Axis(label="relative passage", unit="", low=0.0, high=1.05)
    value = prediction[PATH].value
    if value is None:
        return empty("transcytosis", x, y, _why_not(prediction))
    inputs = prepared(design, catalogue)
    given = {
        "luminal_concentration": float(inputs.numbers["target.concentration"]),
        "release_constant": float(inputs.numbers["target.release_constant"]),
    }
    own = PER_LITRE * prediction.nodes["binding_constant"]
    best = PER_LITRE * float(barrier.best_transcytosis_binding.function(**given))
    x = dataclasses.replace(x, low=_decade(min(best / AROUND, own / 3), math.floor), high=_decade(max(best * AROUND, own * 3), math.ceil))
    avidity = np.unique([*np.geomspace(x.low, x.high, POINTS), own, best])
    curve = _bell(avidity, **given)
    low = high = None
    spans: tuple[Span, ...] = ()
    if draws > 0:
        chain, _ = draw_chain(inputs, tuple(inputs.numbers), draws, seed)
        drawn = {
            "luminal_concentration": np.atleast_1d(chain["target.concentration"])[:, None],
            "release_constant": np.atleast_1d(chain["target.release_constant"])[:, None],
        }
        low, high = np.nanquantile(_bell(avidity[None, :], **drawn), (LOWEST, HIGHEST), axis=0)
        ends = np.nanquantile(PER_LITRE * np.atleast_1d(chain["binding_constant"]), (LOWEST, HIGHEST))
        words = f"{format_interval(float(ends[0]), float(ends[1]))} L/mol"
        spans = (Span(label="this design, 90 %", role="design", low=float(ends[0]), high=float(ends[1]), detail=words),)
    top = Guide(label="best", role="reference", at=best)
    return Figure(
        id="transcytosis",
        title=PLOTS["transcytosis"],
        x=x,
        readout=f"relative passage {interval_words(prediction, PATH)}",
        note=_note(value, own, best),
        panels=(
            Panel(
                y=y,
                lines=(Line(label="this design", role="design", x=avidity, y=curve, low=low, high=high),),
                marks=(Mark(label="this design", role="design", x=own, y=value),),
                spans=spans,
                guides=(top,),
            ),
        ),
    )


def _decade(value: float, towards: Callable[[float], int]) -> float:
    return float(10.0 ** towards(math.log10(value)))


def _bell(avidity: Array, luminal_concentration: Array | float, release_constant: Array | float) -> Array:
    found = barrier.relative_transcytosis.function(
        luminal_concentration=luminal_concentration, release_constant=release_constant, binding_constant=avidity / PER_LITRE
    )
    return np.asarray(found, dtype=float)


def _why_not(prediction: Prediction) -> str:
    reason = prediction[PATH].reason
    return f"{reason} Turn it on in Target where the target lies behind it." if "barrier is off" in reason else reason


def _note(value: float, own: float, best: float) -> str:
    side = "more strongly" if own > best else "more weakly"
    factor = format_number(max(own / best, best / own), digits=2)
    if value > NEAR_TOP:
        place = "This design stands near the top."
    else:
        meaning = "it stays on the vessel" if own > best else "few particles are caught from the blood"
        place = f"This design binds {factor} times {side} than the best: {meaning}."
    return (
        f"{place} Relative only: the shape is supported, the place of the top is not known, and nothing here is a share of the dose. "
        "Avidity is that on the target cell: for the vessel wall choose cells of brain vessels there."
    )
