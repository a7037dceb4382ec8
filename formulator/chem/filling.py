"""Places in a tumour that particles use up: what is unbound when particles are not few beside the places for them."""

from __future__ import annotations

import numpy as np

from formulator.chem import constants
from formulator.chem.competition import free_ligand_fraction as _free
from formulator.chem.decays import pulse_area
from formulator.chem.elementary import exp, larger, log, smaller
from formulator.chem.model import Arg, Grade, Number, model
from formulator.chem.numeric import rising_root
from formulator.chem.tumour import ELIMINATION, PLASMA, TIME, TRANSFER, UPTAKE, WASHOUT

_K_D = Arg("mol/m**3", 1e-12, 1.0, "K_D of the whole particle", show="mol/L", domain=(0.0, 1e60))
_SITES = Arg("mol/m**3", 0.0, 1e-2, "places for particles per tumour volume", show="mol/L", domain=(0.0, 1e6))
_VOID = Arg("", 0.02, 0.3, "share of the tumour open to particles", domain=(1e-6, 1.0))
_BINDING = ("binding is fast against all other steps", "a place holds one particle")
_TIGHTEST = 1e-150
"""mol/m³: binding without end, and still a number that can be multiplied."""
_NO_DOSE = 1e-200
_STEP = 1e-5
"""In ln C, over which the slope of the balance is taken."""
_ROOM = 0.01
"""In ln C, beyond the ends between which the average lies."""
_LOOSE = 1e-9
"""Change of ln C after which one more step would not be seen: Newton's last step leaves about its square."""


@model(
    "",
    grade=Grade.LAW,
    equation="f = F/C,  C = F + S F/(K_D ε + F)",
    tex=r"f = \frac{F}{C},\quad C = F+\frac{SF}{K_D\varepsilon+F}",
    sources=("massaction", "schmidt2009"),
    assumes=_BINDING,
    valid=("Exact for its assumptions: few particles give the unbound fraction of free places, many give 1 − S/C.",),
    particle_concentration=Arg("mol/m**3", 0.0, 1.0, "particles outside cells per tumour volume", show="mol/L", domain=(0.0, 1e60)),
    effective_dissociation_constant=_K_D,
    site_concentration=_SITES,
    void_fraction=_VOID,
)
def unbound_fraction_with_places_used(
    *, particle_concentration: Number, effective_dissociation_constant: Number, site_concentration: Number, void_fraction: Number
) -> Number:
    """Share of the extracellular particles that is not bound when bound particles use places up.

    f = 2K′/(S + K′ − C + √((S + K′ − C)² + 4 C K′)) with K′ = K_D ε

    particle_concentration C, effective_dissociation_constant K_D, site_concentration S: mol/m³; void_fraction ε: plain number;
    numbers or arrays.

    Notes: of F free particles per tumour volume, F/ε stand in the open part, and S (F/ε)/(K_D + F/ε) = S F/(K′ + F) are bound (Langmuir);
    F + bound = C. The root is taken by the places left, S_free = S − bound: f = K′/(K′ + S_free), without the difference of like numbers.

    Example: K_D 10 nM, 10 nM of places, a tenth of the tumour open; ten particles for each place.

    >>> round(unbound_fraction_with_places_used(particle_concentration=1e-4, effective_dissociation_constant=1e-5,
    ...     site_concentration=1e-5, void_fraction=0.1), 4)
    0.9011

    References: Schmidt and Wittrup, Mol. Cancer Ther. 2009, 8, 2861, doi:10.1158/1535-7163.MCT-09-0195.
    """
    held = larger(effective_dissociation_constant * void_fraction, _TIGHTEST)
    with np.errstate(under="ignore"):
        share: Number = _free.function(
            ligand_concentration=particle_concentration, antigen_concentration=site_concentration, dissociation_constant=held
        )
    return share


@model(
    "",
    grade=Grade.RULE_OF_THUMB,
    equation="f = f(C̄),  C̄ = N k_in t e[0, −kt, −Ωt]/(V_p N_A),  Ω = k_out f + k_e (1 − f)",
    tex=r"f = f(\bar C),\quad \bar C = \frac{Nk_{in}t}{V_pN_A}\,e[0,-kt,-\Omega t],\quad \Omega = k_{out}f+k_e(1-f)",
    sources=("massaction", "schmidt2009"),
    assumes=(
        *_BINDING,
        "places are refilled: a receptor that goes in comes back or is made anew at once",
        "one unbound share stands for all times up to the one asked for",
    ),
    valid=(
        "Against the rate equations with the places counted at every instant, doses from a thousandth to 1e5 times the places: amounts in "
        "tumour and cells within 1.3-fold while k t or k_out t is below 3, what is in cells never more than 1 % low.",
        "Long after a dose has come and gone, the average hides that places were full only at first: 1.7-fold high at 5, fourfold at 20.",
    ),
    injected_particles=Arg("", 0.0, 1e20, "particles in the dose", domain=(0.0, 1e30)),
    effective_dissociation_constant=_K_D,
    site_concentration=_SITES,
    void_fraction=_VOID,
    transfer=TRANSFER,
    washout=WASHOUT,
    k_internalisation=UPTAKE,
    elimination_rate=ELIMINATION,
    plasma_volume=PLASMA,
    time=TIME,
)
def unbound_fraction_of_dose(
    *,
    injected_particles: Number,
    effective_dissociation_constant: Number,
    site_concentration: Number,
    void_fraction: Number,
    transfer: Number,
    washout: Number,
    k_internalisation: Number,
    elimination_rate: Number,
    plasma_volume: Number,
    time: Number,
) -> Number:
    """Share of the extracellular particles of a dose that is not bound, for the average of what stands outside cells up to a time.

    f = f(C̄) of `unbound_fraction_with_places_used`, C̄ = N k_in t e[0, −kt, −Ωt]/(V_p N_A), Ω = k_out f + k_e (1 − f)

    injected_particles N, void_fraction: plain numbers; effective_dissociation_constant, site_concentration: mol/m³; transfer k_in,
    washout k_out, k_internalisation k_e, elimination_rate k: 1/s; plasma_volume V_p: m³; time: s; numbers or arrays.

    Notes: C̄ is the average of the closed form that takes f as given, so both are solved together. There is one solution: C Ω, what leaves
    at C, grows with C, and what stands on average falls no faster than 1/Ω. With it the amount in cells, k_e t S F̄/(K′ + F̄), never falls
    with dose or time, and its share of the dose never grows with dose.

    Example: 3e16 particles for 75 nM of places, against a millionth of them: bound are 0.23 % and 0.95 %.

    >>> case = {"effective_dissociation_constant": 0.0711, "site_concentration": 7.47e-5, "void_fraction": 0.11, "transfer": 3.33e-5,
    ...     "washout": 1e-5, "k_internalisation": 2.33e-3, "elimination_rate": 2.19e-5, "plasma_volume": 1.062e-6, "time": 86400.0}
    >>> [round(1.0 - unbound_fraction_of_dose(injected_particles=dose, **case), 4) for dose in (3e16, 3e10)]
    [0.0023, 0.0095]

    References: Schmidt and Wittrup, Mol. Cancer Ther. 2009, 8, 2861, doi:10.1158/1535-7163.MCT-09-0195.
    """
    kept = {
        "effective_dissociation_constant": effective_dissociation_constant,
        "site_concentration": site_concentration,
        "void_fraction": void_fraction,
    }
    supply = larger(injected_particles * transfer * time / (plasma_volume * constants.AVOGADRO), _NO_DOSE)
    lost = elimination_rate * time

    def unbound(amount: Number) -> Number:
        share: Number = unbound_fraction_with_places_used.function(particle_concentration=amount, **kept)
        return share

    def standing(free: Number) -> Number:
        """ln of the average outside cells for an unbound share; no rate keeps it from being a number."""
        leaving = (washout * free + k_internalisation * (1.0 - free)) * time
        return log(supply * larger(pulse_area(lost, leaving), 1e-90))

    def surplus(at: Number) -> Number:
        return at - standing(unbound(exp(at)))

    def balance(at: Number) -> tuple[Number, Number]:
        here = surplus(at)
        return here, (surplus(at + _STEP) - here) / _STEP

    # The unbound share lies between that of free places and 1, and the average with it.
    ends = standing(unbound(0.0 * supply)), standing(1.0 + 0.0 * supply)
    low, high = smaller(*ends), larger(*ends)
    start = 0.5 * (low + high)
    # Few particles stand at an end: without room beyond it, the step that meets it would be refused for a hair.
    return unbound(exp(rising_root(balance, low - _ROOM, high + _ROOM, start, tolerance=_LOOSE)))
