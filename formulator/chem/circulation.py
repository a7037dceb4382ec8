"""Particles in the blood and at the tumour's door: how long they stay, how fast they pass, how many are held."""

from __future__ import annotations

from formulator.chem.elementary import exp
from formulator.chem.model import Arg, Grade, Number, model
from formulator.chem.numeric import choose

_ELIMINATION = Arg("1/s", 1e-6, 1e-3, "elimination from plasma", show="1/h", domain=(1e-12, 1e3))
_TIME = Arg("s", 60.0, 6e5, "time after injection", show="h", domain=(1e-3, 1e10))


@model(
    "1/s",
    show="1/h",
    grade=Grade.FIT_TRANSFERRED,
    equation="k_in = k_ref (d/d_ref)^n",
    tex=r"k_{in} = k_{ref}\left(d/d_{ref}\right)^{n}",
    sources=("shalgunov2017", "dogra2020"),
    assumes=("permeability falls with diameter as a power", "vessel area the same for all particles"),
    valid=("9-90 nm, stretched to 200 nm; one fitted particle sets the level, known to a factor of three.",),
    reference_transfer=Arg("1/s", 1e-7, 1e-5, "transfer of the reference particle", show="1/h", domain=(0.0, 1e3)),
    diameter=Arg("m", 9e-9, 2e-7, "hydrodynamic diameter", show="nm", domain=(1e-10, 1e-3)),
    reference_diameter=Arg("m", 8e-8, 1e-7, "diameter of the reference particle", show="nm", domain=(1e-10, 1e-3), default=9e-8),
    exponent=Arg("", -2.0, 0.0, "fall of permeability with diameter", domain=(-10.0, 10.0), default=-1.17),
)
def vascular_transfer(
    *, reference_transfer: Number, diameter: Number, reference_diameter: Number = 9e-8, exponent: Number = -1.17
) -> Number:
    """Rate at which a tumour draws particles from plasma, scaled with their diameter.

    k_in = k_ref (d/d_ref)^n

    reference_transfer: 1/s; diameter, reference_diameter: m; exponent: plain number; numbers or arrays.

    Example: 3.6e-3 /h at 90 nm, a particle of 45 nm; in 1/h.

    >>> round(3600 * vascular_transfer(reference_transfer=1e-6, diameter=45e-9), 5)
    0.0081

    References: Shalgunov et al., J. Control. Release 2017, 261, doi:10.1016/j.jconrel.2017.06.006; Dogra et al. 2020, PMC7078505.
    """
    return reference_transfer * (diameter / reference_diameter) ** exponent


@model(
    "",
    grade=Grade.LAW,
    equation="f = K_D / (Ag/ε + K_D)",
    tex=r"f = \frac{K_D}{Ag/\varepsilon + K_D}",
    sources=("schmidt2009",),
    assumes=("binding is fast against all other steps", "binding sites far outnumber particles"),
    valid=("Ag counts places for particles, not receptors. Doses that fill a tenth of the sites: `unbound_fraction_of_dose`.",),
    effective_dissociation_constant=Arg("mol/m**3", 1e-12, 1.0, "K_D of the whole particle", show="mol/L", domain=(0.0, 1e60)),
    site_concentration=Arg("mol/m**3", 0.0, 1e-2, "places for particles per tumour volume", show="mol/L", domain=(0.0, 1e6)),
    void_fraction=Arg("", 0.02, 0.3, "share of the tumour open to particles", domain=(1e-6, 1.0)),
)
def unbound_fraction(*, effective_dissociation_constant: Number, site_concentration: Number, void_fraction: Number) -> Number:
    """Share of the extracellular particles that is not bound.

    f = K_D / (Ag/ε + K_D)

    effective_dissociation_constant, site_concentration: mol/m³; void_fraction: plain number; numbers or arrays.

    Example: K_D 10 nM, 10 nM of places, a tenth of the tumour open.

    >>> round(unbound_fraction(effective_dissociation_constant=1e-5, site_concentration=1e-5, void_fraction=0.1), 4)
    0.0909

    References: Schmidt and Wittrup, Mol. Cancer Ther. 2009, 8, 2861, doi:10.1158/1535-7163.MCT-09-0195.
    """
    offered = site_concentration / void_fraction
    return choose(
        offered > 0.0,
        effective_dissociation_constant / (offered + effective_dissociation_constant + 1e-300),
        1.0 + 0.0 * (offered + effective_dissociation_constant),
    )


@model(
    "",
    show="%ID",
    grade=Grade.LAW,
    equation="x = e^(−kt)",
    tex=r"x = e^{-kt}",
    sources=("massaction",),
    assumes=("one plasma compartment", "a single injection"),
    valid=("The rate is the person's own measurement; no law of size and charge gives it.",),
    elimination_rate=_ELIMINATION,
    time=_TIME,
)
def plasma_fraction(*, elimination_rate: Number, time: Number) -> Number:
    """Share of the dose still in plasma.

    x = e^(−kt)

    elimination_rate: 1/s; time: s; numbers or arrays.

    Example: half-life 8.8 h, after 24 h.

    >>> round(plasma_fraction(elimination_rate=0.6931472 / 8.8 / 3600, time=24 * 3600.0), 4)
    0.151
    """
    return exp(-elimination_rate * time)


@model(
    "",
    show="percent",
    grade=Grade.LAW,
    equation="x = k_el / (k_el + k_rel)",
    tex=r"x = \frac{k_{el}}{k_{el}+k_{rel}}",
    sources=("massaction",),
    assumes=("first-order release and elimination", "particles leave the blood with the same chance at all times"),
    valid=("Release in blood is faster than in buffer, by a factor that nobody predicts.",),
    elimination_rate=_ELIMINATION,
    release_rate=Arg("1/s", 0.0, 1e-2, "release of the payload in blood", show="1/h", domain=(0.0, 1e6)),
)
def encapsulated_on_arrival(*, elimination_rate: Number, release_rate: Number) -> Number:
    """Share of the payload still inside when particles leave the blood.

    x = k_el / (k_el + k_rel)

    elimination_rate, release_rate: 1/s; numbers or arrays.

    Example: half-lives of 8.8 h in blood and 31 h of release, in %.

    >>> round(100 * encapsulated_on_arrival(elimination_rate=1 / 8.8, release_rate=1 / 31.0), 1)
    77.9
    """
    return elimination_rate / (elimination_rate + release_rate)
