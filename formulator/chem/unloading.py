"""Payload that target cells get out of their particles: carried in, and released there."""

from __future__ import annotations

import numpy as np

from formulator.chem.decays import pulse_area, pulse_of_three
from formulator.chem.elementary import larger
from formulator.chem.model import Arg, Grade, Number, model

_RATE = (0.0, 1e3)
_RELEASE = Arg("1/s", 0.0, 1e-2, "release of the payload in this place", show="1/h", domain=_RATE)


@model(
    "",
    show="%ID",
    grade=Grade.LAW,
    equation="R = (V_T/V_p) k_in k_e(1−f) ∫E (1 − e^(−k_c (t − t′))) dt′,  E = (e^(−(k+k_b)t) − e^(−(Ω+k_t)t))/(Ω + k_t − k − k_b)",
    tex=r"R = \frac{V_T}{V_p}k_{in}k_e(1-f)\int_0^t E(t')\left[1-e^{-k_c(t-t')}\right]dt'",
    sources=("schmidt2009", "massbalance"),
    assumes=(
        "one well-mixed tumour compartment fed by a given plasma curve",
        "the tumour takes too little to change the plasma",
        "binding sites far outnumber particles",
        "release of first order, in blood, tumour and cell at rates of their own",
        "what was taken up stays",
    ),
    valid=(
        "Single tumours differ tenfold from any such prediction; the published band is shown beside it.",
        "Endosome and cytosol are one place with one rate; what was released there may still have to leave the endosome.",
    ),
    transfer=Arg("1/s", 5e-8, 1e-4, "permeability times vessel area per tumour volume", show="1/h", domain=_RATE),
    washout=Arg("1/s", 2e-6, 5e-5, "rate at which unbound particles leave", show="1/h", domain=_RATE),
    unbound_fraction=Arg("", 1e-4, 1.0, "unbound share in the tumour", domain=(0.0, 1.0)),
    k_internalisation=Arg("1/s", 1e-5, 2e-2, "uptake of bound particles", show="1/h", domain=_RATE),
    elimination_rate=Arg("1/s", 1e-6, 1e-3, "elimination from plasma", show="1/h", domain=(1e-12, 1e3)),
    plasma_volume=Arg("m**3", 5e-7, 4e-3, "plasma volume", show="mL", domain=(1e-9, 1.0)),
    tumour_volume=Arg("m**3", 5e-8, 1e-3, "tumour volume", show="mL", domain=(0.0, 1.0)),
    time=Arg("s", 60.0, 6e5, "time after injection", show="h", domain=(1e-3, 1e10)),
    release_rate_blood=_RELEASE,
    release_rate_tumour=_RELEASE,
    release_rate_cell=_RELEASE,
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
    taken = k_internalisation * (1.0 - unbound_fraction)
    leaving = washout * unbound_fraction + taken
    blood, outside = (elimination_rate + release_rate_blood) * time, (leaving + release_rate_tumour) * time
    inside = release_rate_cell * time
    with np.errstate(under="ignore"):
        # Both areas are equal to the last digit where nothing is released: a hair below nothing is nothing.
        let_go = larger(pulse_area(blood, outside) - pulse_of_three(blood, outside, inside), 0.0)
        return tumour_volume / plasma_volume * transfer * taken * time * time * let_go
