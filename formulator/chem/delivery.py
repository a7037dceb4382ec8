"""From the blood into the tumour: permeation, washout, binding and uptake as one chain of first-order steps.

Plasma falls as e^(−kt). The tumour fills with k_in times the plasma concentration; what is unbound leaves with the washout rate, what
is bound is internalised:

    dC/dt = k_in c_p − Ω C,  Ω = k_out f + k_e (1 − f);  dI/dt = k_e (1 − f) C

with f the unbound share. All solutions are closed and stay exact where two rates meet (`formulator.chem.decays`). A plasma curve of
two phases is the sum of two such solutions, each with its share of the dose.
"""

from __future__ import annotations

import numpy as np

from formulator.chem.circulation import unbound_fraction as _unbound
from formulator.chem.decays import pulse, pulse_area, pulse_area_twice, pulse_of_three
from formulator.chem.model import Arg, Grade, Number, model
from formulator.chem.tumour import (
    ASSUMES,
    ELIMINATION,
    FIRST_ORDER,
    PLASMA,
    RELEASE,
    TIME,
    TRANSFER,
    TUMOUR,
    UNBOUND,
    UPTAKE,
    VALID,
    WASHOUT,
    losses,
)  # fmt: skip


@model(
    "",
    show="%ID",
    grade=Grade.LAW,
    equation="T = (V_T/V_p) k_in [E(t) + k_e(1−f) ∫E],  E = (e^(−kt) − e^(−Ωt))/(Ω − k)",
    tex=r"T = \frac{V_T}{V_p}k_{in}\left[E + k_e(1-f)\int E\right],\quad E = \frac{e^{-kt}-e^{-\Omega t}}{\Omega-k}",
    sources=("schmidt2009",),
    assumes=ASSUMES,
    valid=VALID,
    transfer=TRANSFER,
    washout=WASHOUT,
    unbound_fraction=UNBOUND,
    k_internalisation=UPTAKE,
    elimination_rate=ELIMINATION,
    plasma_volume=PLASMA,
    tumour_volume=TUMOUR,
    time=TIME,
)
def tumour_dose_fraction(
    *,
    transfer: Number,
    washout: Number,
    unbound_fraction: Number,
    k_internalisation: Number,
    elimination_rate: Number,
    plasma_volume: Number,
    tumour_volume: Number,
    time: Number,
) -> Number:
    """Share of the injected dose in the tumour at a time, outside and inside its cells.

    T = (V_T/V_p) k_in [E(t) + k_e(1−f) ∫E] with E = (e^(−kt) − e^(−Ωt))/(Ω − k), Ω = k_out f + k_e(1 − f)

    transfer, washout, k_internalisation, elimination_rate: 1/s; unbound_fraction: plain number; volumes: m³; time: s;
    numbers or arrays.

    Example: nothing leaves and nothing binds: the long-time plateau k_in V_T/(V_p k), in %ID.

    >>> plateau = tumour_dose_fraction(transfer=1e-6, washout=0.0, unbound_fraction=1.0, k_internalisation=1e-4,
    ...     elimination_rate=2e-5, plasma_volume=1e-6, tumour_volume=0.4e-6, time=1e7)
    >>> round(100 * plateau, 4)
    2.0

    References: Schmidt and Wittrup, Mol. Cancer Ther. 2009, 8, 2861, doi:10.1158/1535-7163.MCT-09-0195.
    """
    total, taken = losses(washout, unbound_fraction, k_internalisation)
    with np.errstate(under="ignore"):
        outside = time * pulse(elimination_rate * time, total * time)
        inside = taken * time * time * pulse_area(elimination_rate * time, total * time)
        return tumour_volume / plasma_volume * transfer * (outside + inside)


@model(
    "",
    show="%ID",
    grade=Grade.LAW,
    equation="T̄ = (1/t) ∫ T dt",
    tex=r"\bar T = \frac{1}{t}\int_0^t T\,dt'",
    sources=("schmidt2009", "cheng2020"),
    assumes=ASSUMES,
    valid=(*VALID, "This average is what published collections of tumour deliveries report."),
    transfer=TRANSFER,
    washout=WASHOUT,
    unbound_fraction=UNBOUND,
    k_internalisation=UPTAKE,
    elimination_rate=ELIMINATION,
    plasma_volume=PLASMA,
    tumour_volume=TUMOUR,
    time=TIME,
)
def tumour_dose_fraction_average(
    *,
    transfer: Number,
    washout: Number,
    unbound_fraction: Number,
    k_internalisation: Number,
    elimination_rate: Number,
    plasma_volume: Number,
    tumour_volume: Number,
    time: Number,
) -> Number:
    """Share of the injected dose in the tumour, averaged from injection to a time.

    T̄ = (1/t) ∫ T dt with T of `tumour_dose_fraction`

    transfer, washout, k_internalisation, elimination_rate: 1/s; unbound_fraction: plain number; volumes: m³; time: s;
    numbers or arrays.

    Example: soon after injection the average is half of what is there.

    >>> case = {"transfer": 1e-6, "washout": 1e-5, "unbound_fraction": 0.5, "k_internalisation": 1e-4, "elimination_rate": 2e-5,
    ...         "plasma_volume": 1e-6, "tumour_volume": 0.4e-6, "time": 1.0}
    >>> round(tumour_dose_fraction_average(**case) / tumour_dose_fraction(**case), 4)
    0.5
    """
    total, taken = losses(washout, unbound_fraction, k_internalisation)
    outside = time * time * pulse_area(elimination_rate * time, total * time)
    inside = taken * time * time * time * pulse_area_twice(elimination_rate * time, total * time)
    return tumour_volume / plasma_volume * transfer * (outside + inside) / time


@model(
    "",
    show="%ID",
    grade=Grade.LAW,
    equation="I = (V_T/V_p) k_in k_e(1−f) ∫E",
    tex=r"I = \frac{V_T}{V_p}k_{in}k_e(1-f)\int E",
    sources=("schmidt2009",),
    assumes=(*ASSUMES, "what was taken up stays"),
    valid=VALID,
    transfer=TRANSFER,
    washout=WASHOUT,
    unbound_fraction=UNBOUND,
    k_internalisation=UPTAKE,
    elimination_rate=ELIMINATION,
    plasma_volume=PLASMA,
    tumour_volume=TUMOUR,
    time=TIME,
)
def internalised_dose_fraction(
    *,
    transfer: Number,
    washout: Number,
    unbound_fraction: Number,
    k_internalisation: Number,
    elimination_rate: Number,
    plasma_volume: Number,
    tumour_volume: Number,
    time: Number,
) -> Number:
    """Share of the injected dose inside target cells at a time.

    I = (V_T/V_p) k_in k_e(1−f) ∫E

    transfer, washout, k_internalisation, elimination_rate: 1/s; unbound_fraction: plain number; volumes: m³; time: s;
    numbers or arrays.

    Example: without binding nothing is taken up.

    >>> internalised_dose_fraction(transfer=1e-6, washout=1e-5, unbound_fraction=1.0, k_internalisation=1e-4,
    ...     elimination_rate=2e-5, plasma_volume=1e-6, tumour_volume=0.4e-6, time=86400.0)
    0.0
    """
    total, taken = losses(washout, unbound_fraction, k_internalisation)
    return tumour_volume / plasma_volume * transfer * taken * time * time * pulse_area(elimination_rate * time, total * time)


@model(
    "",
    show="%ID",
    grade=Grade.LAW,
    equation="dC′/dt = k_in c_p e^(−k_b t) V_T − (Ω + k_t) C′,  dI′/dt = k_e(1−f) C′ − k_c I′,  D = C′ + I′",
    tex=r"\frac{dC'}{dt} = k_{in}c_p e^{-k_bt}V_T-(\Omega+k_t)C',\quad \frac{dI'}{dt} = k_e(1-f)C'-k_cI'",
    sources=("schmidt2009",),
    assumes=(*ASSUMES, FIRST_ORDER),
    valid=(*VALID, "Release in blood is faster than in buffer, by a factor that nobody predicts."),
    transfer=TRANSFER,
    washout=WASHOUT,
    unbound_fraction=UNBOUND,
    k_internalisation=UPTAKE,
    elimination_rate=ELIMINATION,
    plasma_volume=PLASMA,
    tumour_volume=TUMOUR,
    time=TIME,
    release_rate_blood=RELEASE,
    release_rate_tumour=RELEASE,
    release_rate_cell=RELEASE,
)
def encapsulated_dose_fraction(
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
    """Share of the injected payload that is in the tumour and still inside its particles.

    As `tumour_dose_fraction`, with release draining every compartment at a rate of its own

    rates: 1/s; unbound_fraction: plain number; volumes: m³; time: s; numbers or arrays.

    Example: the same release rate k everywhere leaves e^(−kt) of what the particles alone would be.

    >>> case = {"transfer": 1e-6, "washout": 1e-5, "unbound_fraction": 0.5, "k_internalisation": 1e-4, "elimination_rate": 2e-5,
    ...         "plasma_volume": 1e-6, "tumour_volume": 0.4e-6, "time": 1e5}
    >>> rates = {f"release_rate_{place}": 1e-5 for place in ("blood", "tumour", "cell")}
    >>> round(encapsulated_dose_fraction(**case, **rates) / tumour_dose_fraction(**case), 4)
    0.3679
    """
    total, taken = losses(washout, unbound_fraction, k_internalisation)
    blood, outside, inside = (elimination_rate + release_rate_blood) * time, (total + release_rate_tumour) * time, release_rate_cell * time
    with np.errstate(under="ignore"):
        held = time * pulse(blood, outside) + taken * time * time * pulse_of_three(blood, outside, inside)
        return tumour_volume / plasma_volume * transfer * held


@model(
    "",
    show="%ID",
    grade=Grade.LAW,
    equation="I = (V_T/V_p) k_in k_e(1−f) ∫E,  E = (e^(−(k+k_b)t) − e^(−(Ω+k_t)t))/(Ω + k_t − k − k_b)",
    tex=r"I = \frac{V_T}{V_p}k_{in}k_e(1-f)\int E,\quad E = \frac{e^{-(k+k_b)t}-e^{-(\Omega+k_t)t}}{\Omega+k_t-k-k_b}",
    sources=("schmidt2009",),
    assumes=(*ASSUMES, "release of first order, in blood and tumour at rates of their own", "what was taken up stays, released or not"),
    valid=(*VALID, "Release in blood is faster than in buffer, by a factor that nobody predicts."),
    transfer=TRANSFER,
    washout=WASHOUT,
    unbound_fraction=UNBOUND,
    k_internalisation=UPTAKE,
    elimination_rate=ELIMINATION,
    plasma_volume=PLASMA,
    tumour_volume=TUMOUR,
    time=TIME,
    release_rate_blood=RELEASE,
    release_rate_tumour=RELEASE,
)
def internalised_payload_fraction(
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
) -> Number:
    """Share of the injected payload that particles have carried into target cells, released there or not.

    I = (V_T/V_p) k_in k_e(1−f) ∫E with E the payload still inside particles outside cells

    rates: 1/s; unbound_fraction: plain number; volumes: m³; time: s; numbers or arrays.

    Example: without release it is `internalised_dose_fraction`.

    >>> case = {"transfer": 1e-6, "washout": 1e-5, "unbound_fraction": 0.5, "k_internalisation": 1e-4, "elimination_rate": 2e-5,
    ...         "plasma_volume": 1e-6, "tumour_volume": 0.4e-6, "time": 1e5}
    >>> none = {"release_rate_blood": 0.0, "release_rate_tumour": 0.0}
    >>> internalised_payload_fraction(**case, **none) == internalised_dose_fraction(**case)
    True
    """
    total, taken = losses(washout, unbound_fraction, k_internalisation)
    blood, outside = (elimination_rate + release_rate_blood) * time, (total + release_rate_tumour) * time
    return tumour_volume / plasma_volume * transfer * taken * time * time * pulse_area(blood, outside)


@model(
    "1/m**3",
    show="percent/mL",
    grade=Grade.LAW,
    equation="C = Σ (w/V_p) P(S/V) (e^(−kt) − e^(−Ωt))/(Ω − k),  Ω = (P(S/V)/ε) f + k_e (1 − f)",
    tex=r"C = \sum\frac{w}{V_p}P\frac{S}{V}\frac{e^{-kt}-e^{-\Omega t}}{\Omega-k}",
    sources=("schmidt2009",),
    assumes=(*ASSUMES, "binding sites far outnumber particles", "washout equals inflow over the void fraction"),
    valid=("Washout tied to the void fraction empties tumours faster than 95 % of published organic particles: use a washout of its own.",),
    permeability=Arg("m/s", 1e-11, 1e-8, "vessel permeability", show="cm/s", domain=(0.0, 1.0)),
    surface_to_volume=Arg("1/m", 2e3, 5e4, "vessel area per tumour volume", show="1/cm", domain=(0.0, 1e9)),
    void_fraction=Arg("", 0.02, 0.3, "share of the tumour open to particles", domain=(1e-6, 1.0)),
    effective_dissociation_constant=Arg("mol/m**3", 1e-9, 1.0, "K_D of the whole particle", show="mol/L", domain=(1e-60, 1e60)),
    antigen_concentration=Arg("mol/m**3", 0.0, 1e-2, "places for particles per tumour volume", show="mol/L", domain=(0.0, 1e6)),
    k_internalisation=UPTAKE,
    fast_fraction=Arg("", 0.0, 1.0, "share of the fast phase of the plasma curve", domain=(0.0, 1.0)),
    k_fast=Arg("1/s", 1e-6, 1e-2, "rate of the fast phase", show="1/h", domain=(0.0, 1e6)),
    k_slow=Arg("1/s", 1e-7, 1e-3, "rate of the slow phase", show="1/h", domain=(0.0, 1e6)),
    plasma_volume=PLASMA,
    time=TIME,
)
def tumour_extracellular_concentration(
    *,
    permeability: Number,
    surface_to_volume: Number,
    void_fraction: Number,
    effective_dissociation_constant: Number,
    antigen_concentration: Number,
    k_internalisation: Number,
    fast_fraction: Number,
    k_fast: Number,
    k_slow: Number,
    plasma_volume: Number,
    time: Number,
) -> Number:
    """Dose per volume of tumour outside its cells, free and bound, for a plasma curve of two phases.

    C = Σ (w/V_p) P(S/V) (e^(−kt) − e^(−Ωt))/(Ω − k) with Ω = (P(S/V)/ε) f + k_e (1 − f)

    permeability: m/s; surface_to_volume: 1/m; void_fraction, fast_fraction: plain numbers; both concentrations: mol/m³;
    rates: 1/s; plasma_volume: m³; time: s; numbers or arrays. The slow phase is 1 − fast_fraction.

    Example: an antibody: P 3e-7 cm/s, S/V 50 /cm, ε 0.24, K_D 0.1 nM, 150 nM antigen, k_e 0.04 /h, after 4 h; in %ID/mL.

    >>> found = tumour_extracellular_concentration(permeability=3e-9, surface_to_volume=5000.0, void_fraction=0.24,
    ...     effective_dissociation_constant=1e-7, antigen_concentration=1.5e-4, k_internalisation=0.04 / 3600, fast_fraction=0.5,
    ...     k_fast=0.35 / 3600, k_slow=0.0087 / 3600, plasma_volume=1e-6, time=4 * 3600.0)
    >>> round(100 * found * 1e-6, 4)
    15.0773

    References: Schmidt and Wittrup, Mol. Cancer Ther. 2009, 8, 2861, doi:10.1158/1535-7163.MCT-09-0195.
    """
    transfer = permeability * surface_to_volume
    free = _unbound.function(
        effective_dissociation_constant=effective_dissociation_constant,
        site_concentration=antigen_concentration,
        void_fraction=void_fraction,
    )
    total, _ = losses(transfer / void_fraction, free, k_internalisation)
    # What has long been washed out may be too small for a float: nothing is the right answer then.
    with np.errstate(under="ignore"):
        fast = fast_fraction * time * pulse(k_fast * time, total * time)
        slow = (1.0 - fast_fraction) * time * pulse(k_slow * time, total * time)
        return transfer / plasma_volume * (fast + slow)
