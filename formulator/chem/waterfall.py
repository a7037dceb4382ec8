"""Where the payload of a dose is at a time: one set of coupled first-order steps whose shares add up to the whole dose.

blood --(k − g)--> elsewhere          g = k_in V_T/V_p, the part of elimination that goes to the tumour
blood --g--> tumour --k_out f--> washed out
             tumour --k_e (1 − f)--> target cells
blood, tumour, target cells --k_rel of each place--> released there
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np

from formulator.chem.compartments import Array, states
from formulator.chem.model import Arg, Choice, Grade, Number, model
from formulator.chem.numeric import is_plain
from formulator.chem.tumour import FED, FIRST_ORDER, ONE_SHARE, RELEASES

PLACES: Mapping[str, str] = {
    "blood": "in particles in the blood",
    "elsewhere": "in particles taken up elsewhere",
    "washed_out": "in particles that left the tumour again",
    "tumour": "in particles in the tumour, outside cells",
    "cells": "in particles inside target cells",
    "released_in_blood": "released in the blood",
    "released_in_tumour": "released in the tumour, outside cells",
    "released_in_cells": "released inside target cells",
}
"""Places of the payload with words for people, in the order of a waterfall."""
_ORDER = {name: number for number, name in enumerate(PLACES)}
_RATES: dict[str, Any] = {**FED, **RELEASES}


_FLOWS = (
    ("blood", "tumour"), ("blood", "elsewhere"), ("tumour", "washed_out"), ("tumour", "cells"), ("blood", "released_in_blood"),
    ("tumour", "released_in_tumour"), ("cells", "released_in_cells"),
)  # fmt: skip
_TIMED = frozenset(name for name, rule in _RATES.items() if rule.unit == "1/s")
_FROM, _TO = ([_ORDER[flow[end]] for flow in _FLOWS] for end in (0, 1))


def _matrix(given: Mapping[str, Array]) -> Array:
    """dx/dt = M x over the places."""
    inflow = given["transfer"] * given["tumour_volume"] / given["plasma_volume"]
    rates = np.broadcast_arrays(
        inflow, np.maximum(given["elimination_rate"] - inflow, 0.0), given["washout"] * given["unbound_fraction"],
        given["k_internalisation"] * (1.0 - given["unbound_fraction"]), given["release_rate_blood"], given["release_rate_tumour"],
        given["release_rate_cell"],
    )  # fmt: skip
    flows = np.stack(rates, axis=-1)
    matrix = np.zeros((*flows.shape[:-1], len(PLACES), len(PLACES)))
    matrix[..., _TO, _FROM] = flows
    every = np.arange(len(PLACES))
    matrix[..., every, every] = -matrix.sum(axis=-2)
    return matrix


def payload_shares(times: Array, **rates: Number) -> dict[str, Array]:
    """Share of the dose in every place: arrays of the rates' common shape with the times (s) along a new last axis."""
    given = {name: np.asarray(rates[name], dtype=float) for name in _RATES}
    start = np.zeros(len(PLACES))
    start[_ORDER["blood"]] = 1.0
    # What is next to nothing may come out a hair below it.
    found = np.clip(states(_matrix(given), start, times), 0.0, 1.0)
    return {name: found[..., number] for name, number in _ORDER.items()}


@model(
    "",
    show="%ID",
    grade=Grade.LAW,
    equation="dx/dt = M x,  Σ x = 1",
    tex=r"\frac{dx}{dt} = Mx,\quad \sum_i x_i = 1",
    sources=("schmidt2009", "massbalance"),
    assumes=(
        "one well-mixed tumour compartment",
        ONE_SHARE,
        "a tumour's intake is part of the elimination from plasma",
        FIRST_ORDER,
        "what was taken up stays",
    ),
    valid=(
        "Single tumours differ tenfold from any such prediction. Release in blood is faster than in buffer, by a factor that nobody "
        "predicts.",
    ),
    **_RATES,
    time=Arg("s", 60.0, 6e5, "time after injection", show="h", domain=(0.0, 1e10)),
    place=Choice(tuple(PLACES), "where the payload is", default="released_in_cells"),
)
def payload_share(
    *,
    transfer: Number,
    washout: Number,
    unbound_fraction: Number,
    k_internalisation: Number,
    elimination_rate: Number,
    plasma_volume: Number,
    tumour_volume: Number,
    release_rate_blood: Number,
    release_rate_tumour: Number,
    release_rate_cell: Number,
    time: Number,
    place: str = "released_in_cells",
) -> Number:
    """Share of the injected payload in one place at a time; all places together hold the whole dose.

    dx/dt = M x with x the shares and M the rates between places

    rates: 1/s; unbound_fraction: plain number; volumes: m³; time: s; numbers or arrays.

    Notes: without release, tumour and cells together are `tumour_dose_fraction`; with it, `encapsulated_dose_fraction`.

    Example: eight shares of a dose after a day; in %.

    >>> case = {"transfer": 1e-6, "washout": 1e-5, "unbound_fraction": 0.3, "k_internalisation": 1e-4, "elimination_rate": 2e-5,
    ...         "plasma_volume": 1e-6, "tumour_volume": 0.4e-6, "release_rate_blood": 5e-6, "release_rate_tumour": 5e-6,
    ...         "release_rate_cell": 2e-5, "time": 86400.0}
    >>> round(100 * sum(payload_share(place=place, **case) for place in PLACES), 9)
    100.0

    References: Schmidt and Wittrup, Mol. Cancer Ther. 2009, 8, 2861, doi:10.1158/1535-7163.MCT-09-0195.
    """
    rates = {
        "transfer": transfer, "washout": washout, "unbound_fraction": unbound_fraction, "k_internalisation": k_internalisation,
        "elimination_rate": elimination_rate, "plasma_volume": plasma_volume, "tumour_volume": tumour_volume,
        "release_rate_blood": release_rate_blood, "release_rate_tumour": release_rate_tumour, "release_rate_cell": release_rate_cell,
    }  # fmt: skip
    if is_plain(*rates.values(), time):
        return float(payload_shares(np.array([time]), **rates)[place][0])
    # Time may be an array like the rates: a matrix in units of it, asked at time one.
    scaled = {name: np.asarray(value, dtype=float) * (time if name in _TIMED else 1.0) for name, value in rates.items()}
    return np.asarray(payload_shares(np.array([1.0]), **scaled)[place][..., 0])
