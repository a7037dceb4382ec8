"""Payload that target cells get out of their particles: carried in, and released there."""

from __future__ import annotations

import numpy as np

from formulator.chem.decays import pulse_area, pulse_of_three
from formulator.chem.elementary import larger
from formulator.chem.model import Grade, Number, model
from formulator.chem.tumour import ASSUMES, FED, FIRST_ORDER, RELEASES, TIME, VALID, losses


@model(
    "",
    show="%ID",
    grade=Grade.LAW,
    equation="R = (V_T/V_p) k_in k_e(1−f) ∫E (1 − e^(−k_c (t − t′))) dt′,  E = (e^(−(k+k_b)t) − e^(−(Ω+k_t)t))/(Ω + k_t − k − k_b)",
    tex=r"R = \frac{V_T}{V_p}k_{in}k_e(1-f)\int_0^t E(t')\left[1-e^{-k_c(t-t')}\right]dt'",
    sources=("schmidt2009", "massbalance"),
    assumes=(*ASSUMES, FIRST_ORDER, "what was taken up stays"),
    valid=(*VALID, "Endosome and cytosol are one place with one rate; what was released there may still have to leave the endosome."),
    **FED,
    time=TIME,
    **RELEASES,
)
def released_payload_fraction(
    *,
    transfer: Number,
    washout: Number,
    unbound_fraction: Number,
    k_internalisation: Number,
    elimination_rate: Number,
    plasma_volume: Number,
    tumour_volume: Number,
    time: Number,
    release_rate_blood: Number,
    release_rate_tumour: Number,
    release_rate_cell: Number,
) -> Number:
    """Share of the injected payload that particles have carried into target cells and released there.

    R = (V_T/V_p) k_in k_e(1−f) ∫E (1 − e^(−k_c (t − t′))) dt′ with E the payload still inside particles outside cells

    rates: 1/s; unbound_fraction: plain number; volumes: m³; time: s; numbers or arrays.

    Notes: `internalised_payload_fraction` less what is still inside particles there; as `payload_share` of its place.

    Example: nothing is released by particles that hold on to it, all of it by those that let go at once.

    >>> from formulator.chem.delivery import internalised_payload_fraction
    >>> case = {"transfer": 1e-6, "washout": 1e-5, "unbound_fraction": 0.5, "k_internalisation": 1e-4, "elimination_rate": 2e-5,
    ...         "plasma_volume": 1e-6, "tumour_volume": 0.4e-6, "time": 1e5, "release_rate_blood": 1e-5, "release_rate_tumour": 1e-5}
    >>> released_payload_fraction(release_rate_cell=0.0, **case)
    0.0
    >>> round(released_payload_fraction(release_rate_cell=1e2, **case) / internalised_payload_fraction(**case), 4)
    1.0

    References: Schmidt and Wittrup, Mol. Cancer Ther. 2009, 8, 2861, doi:10.1158/1535-7163.MCT-09-0195.
    """
    leaving, taken = losses(washout, unbound_fraction, k_internalisation)
    blood, outside = (elimination_rate + release_rate_blood) * time, (leaving + release_rate_tumour) * time
    inside = release_rate_cell * time
    with np.errstate(under="ignore"):
        # Both areas are equal to the last digit where nothing is released: a hair below nothing is nothing.
        let_go = larger(pulse_area(blood, outside) - pulse_of_three(blood, outside, inside), 0.0)
        return tumour_volume / plasma_volume * transfer * taken * time * time * let_go
