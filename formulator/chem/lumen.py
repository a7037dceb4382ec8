"""What a vesicle's inside can hold: passive filling, occupancy, and weak bases drawn in by a pH gradient."""

from __future__ import annotations

import math

import numpy as np
from scipy.special import gammainc

from formulator.chem import constants
from formulator.chem.elementary import expm1, larger, smaller
from formulator.chem.model import Arg, Grade, Number, model
from formulator.chem.numeric import is_plain, logistic

LN10 = math.log(10.0)

_OUTER = Arg("m", 3e-8, 1e-6, "outer diameter of the membrane", show="nm", domain=(1e-12, 1.0))
_THICKNESS = Arg("m", 3e-9, 2.5e-8, "thickness of the membrane", show="nm", domain=(0.0, 1.0))
_PKA = Arg("", 4.0, 11.0, "pK_a of the base", domain=(-20.0, 40.0))
_INSIDE = Arg("", 2.0, 9.0, "pH of the lumen", domain=(-2.0, 16.0))
_OUTSIDE = Arg("", 5.0, 9.0, "pH of the medium", domain=(-2.0, 16.0))
_GRADIENT = ("the neutral base crosses, the charged one does not", "the pH inside stays as it is")
_BUFFER = (
    "An upper bound: every molecule that enters takes a proton, so the loading ends when the buffer inside is used up.",
    "Salts that crystallise inside (sulfate, citrate) raise it beyond this.",
)


def _inner(outer_diameter: Number, membrane_thickness: Number) -> Number:
    """Inner diameter; a membrane as thick as the radius leaves none."""
    return larger(outer_diameter - 2.0 * membrane_thickness, 0.0)


@model(
    "m**3",
    show="nm**3",
    grade=Grade.LAW,
    equation="V = (π/6) (d − 2t)³",
    tex=r"V = \frac{\pi}{6}(d-2t)^3",
    sources=("geometryofvesicles",),
    assumes=("one membrane, spherical",),
    valid=("Exact geometry. Onion-like vesicles hold less; a vesicle as thin as its membrane is a solid ball: 0.",),
    outer_diameter=_OUTER,
    membrane_thickness=_THICKNESS,
)
def lumen_volume(*, outer_diameter: Number, membrane_thickness: Number) -> Number:
    """Volume inside a vesicle.

    V = (π/6) (d − 2t)³

    outer_diameter (of the membrane, without a hydrated layer), membrane_thickness: m; numbers or arrays.

    Example: 100 nm with a membrane of 10 nm, in nm³.

    >>> round(1e27 * lumen_volume(outer_diameter=100e-9, membrane_thickness=10e-9))
    268083
    """
    inner = _inner(outer_diameter, membrane_thickness)
    return math.pi / 6.0 * inner * inner * inner


@model(
    "",
    grade=Grade.LAW,
    equation="n = c V N_A / M",
    tex=r"n = \frac{c V N_A}{M}",
    sources=("geometryofvesicles", "codata2018"),
    assumes=("the lumen holds the solution that the vesicle formed in", "no adsorption"),
    valid=("A mean; see the occupancy for vesicles that stay empty. More than this means that the cargo binds.",),
    lumen_volume=Arg("m**3", 1e-24, 1e-18, "volume of one lumen", show="nm**3", domain=(0.0, 1.0)),
    concentration=Arg("kg/m**3", 1e-3, 300.0, "cargo where vesicles form", show="mg/mL", domain=(0.0, 1e4)),
    molar_mass=Arg("kg/mol", 0.1, 1e4, "molar mass of the cargo", show="g/mol", domain=(1e-3, 1e9)),
)
def molecules_per_lumen(*, lumen_volume: Number, concentration: Number, molar_mass: Number) -> Number:
    """Mean number of cargo molecules that a vesicle encloses by chance.

    n = c V N_A / M

    lumen_volume: m³; concentration: kg/m³; molar_mass: kg/mol; numbers or arrays.

    Example: albumin, 10 mg/mL, in a lumen of 268 083 nm³.

    >>> round(molecules_per_lumen(lumen_volume=268082.57e-27, concentration=10.0, molar_mass=66.43), 2)
    24.3
    """
    return concentration * lumen_volume * constants.AVOGADRO / molar_mass


@model(
    "",
    show="percent",
    grade=Grade.LAW,
    equation="p = 1 − e^(−n)",
    tex=r"p = 1 - e^{-n}",
    sources=("geometryofvesicles",),
    assumes=("molecules are enclosed one by one (Poisson)", "vesicles of one size"),
    valid=("Small vesicles of a broad batch are empty more often than the mean says.",),
    mean_number=Arg("", 1e-3, 1e3, "mean number per vesicle", domain=(0.0, 1e12)),
)
def occupied_fraction(*, mean_number: Number) -> Number:
    """Share of the vesicles that hold at least one molecule.

    p = 1 − e^(−n)

    mean_number: per vesicle; number or array.

    Example: a mean of 0.404 leaves two vesicles in three empty.

    >>> round(occupied_fraction(mean_number=0.40433683), 4)
    0.3326
    """
    return -expm1(-mean_number)


@model(
    "",
    show="percent",
    grade=Grade.LAW,
    equation="P = 1 − e^(−n) Σ_{j<k} n^j / j!",
    tex=r"P = 1 - e^{-n}\sum_{j<k}\frac{n^j}{j!}",
    sources=("geometryofvesicles",),
    assumes=("molecules are enclosed one by one (Poisson)", "vesicles of one size"),
    valid=("Whole numbers of copies; in a broad batch small vesicles hold fewer, in proportion to their lumen.",),
    mean_number=Arg("", 1e-3, 1e3, "mean number per vesicle", domain=(0.0, 1e12)),
    copies=Arg("", 1.0, 100.0, "least number of copies wanted", domain=(1.0, 1e9)),
)
def copies_probability(*, mean_number: Number, copies: Number) -> Number:
    """Share of the vesicles that hold at least so many copies of a cargo enclosed by chance.

    P = 1 − e^(−n) Σ_{j<k} n^j / j!, the regularised incomplete gamma function P(k, n)

    mean_number: per vesicle; copies: plain number; numbers or arrays.

    Example: a mean of 2: nine vesicles in ten hold one, six in ten hold two.

    >>> [round(copies_probability(mean_number=2.0, copies=k), 3) for k in (1.0, 2.0)]
    [0.865, 0.594]
    """
    with np.errstate(under="ignore"):
        share = gammainc(copies, mean_number)
    return float(share) if is_plain(mean_number, copies) else np.asarray(share)


@model(
    "",
    show="percent",
    grade=Grade.LAW,
    equation="EE = (c_p / ρ) (d − 2t)³ / [d³ − (d − 2t)³]",
    tex=r"\mathrm{EE} = \frac{c_p}{\rho}\,\frac{(d-2t)^3}{d^3-(d-2t)^3}",
    sources=("geometryofvesicles",),
    assumes=(
        "one membrane",
        "all polymer forms vesicles",
        "the lumen holds the solution that the vesicle formed in",
    ),
    valid=("Normally below a few percent. Higher published values mean adsorption or vesicles formed in a thick paste.",),
    outer_diameter=_OUTER,
    membrane_thickness=Arg("m", 3e-9, 2.5e-8, "thickness of the membrane", show="nm", domain=(1e-12, 1.0)),
    membrane_density=Arg("kg/m**3", 900.0, 1500.0, "density of the membrane", show="g/cm**3", domain=(1.0, 1e5)),
    polymer_concentration=Arg("kg/m**3", 0.1, 100.0, "membrane polymer where vesicles form", show="mg/mL", domain=(0.0, 1e4)),
)
def passive_encapsulation_efficiency(
    *, outer_diameter: Number, membrane_thickness: Number, membrane_density: Number, polymer_concentration: Number
) -> Number:
    """Share of a dissolved cargo that forming vesicles enclose by chance.

    EE = (c_p / ρ) (d − 2t)³ / [d³ − (d − 2t)³]

    outer_diameter, membrane_thickness: m; membrane_density, polymer_concentration: kg/m³; numbers or arrays.

    Example: 100 nm, 10 nm membrane, 5 mg/mL polymer, in percent.

    >>> efficiency = passive_encapsulation_efficiency(
    ...     outer_diameter=100e-9, membrane_thickness=10e-9, membrane_density=1100.0, polymer_concentration=5.0
    ... )
    >>> round(100 * efficiency, 4)
    0.4769
    """
    inner = _inner(outer_diameter, membrane_thickness)
    # d³ − i³ in factors, so that a thin membrane on a large vesicle does not drown in rounding.
    both = outer_diameter * outer_diameter + outer_diameter * inner + inner * inner
    membrane = smaller(2.0 * membrane_thickness, outer_diameter) * both
    return polymer_concentration / membrane_density * inner * inner * inner / membrane


@model(
    "",
    grade=Grade.LAW,
    equation="C_in / C_out = (10^(−pH_in) + 10^(−pK_a)) / (10^(−pH_out) + 10^(−pK_a))",
    tex=r"\frac{C_\mathrm{in}}{C_\mathrm{out}} = \frac{10^{-\mathrm{pH_{in}}}+10^{-\mathrm{p}K_a}}"
    r"{10^{-\mathrm{pH_{out}}}+10^{-\mathrm{p}K_a}}",
    sources=("hendersonhasselbalch", "haran1993"),
    assumes=_GRADIENT,
    valid=_BUFFER,
    pka=_PKA,
    ph_inside=_INSIDE,
    ph_outside=_OUTSIDE,
)
def ph_gradient_ratio(*, pka: Number, ph_inside: Number, ph_outside: Number) -> Number:
    """Concentration of a weak base inside a vesicle per concentration outside.

    C_in / C_out = (10^(−pH_in) + 10^(−pK_a)) / (10^(−pH_out) + 10^(−pK_a))

    pka, ph_inside, ph_outside: plain numbers; numbers or arrays.

    Example: doxorubicin (pK_a 8.25), pH 4 inside, 7.4 outside.

    >>> round(ph_gradient_ratio(pka=8.25, ph_inside=4.0, ph_outside=7.4), 2)
    2201.11
    """
    neutral_outside = logistic(LN10 * (ph_outside - pka))
    neutral_inside = logistic(LN10 * (ph_inside - pka))
    return neutral_outside / neutral_inside


@model(
    "",
    show="percent",
    grade=Grade.LAW,
    equation="EE = R v / (R v + 1 − v)",
    tex=r"\mathrm{EE} = \frac{R v}{R v + 1 - v}",
    sources=("hendersonhasselbalch", "haran1993"),
    assumes=_GRADIENT,
    valid=_BUFFER,
    pka=_PKA,
    ph_inside=_INSIDE,
    ph_outside=_OUTSIDE,
    lumen_volume_fraction=Arg("", 1e-4, 0.2, "volume of lumens / of the dispersion", domain=(0.0, 1.0)),
)
def ph_gradient_loading(*, pka: Number, ph_inside: Number, ph_outside: Number, lumen_volume_fraction: Number) -> Number:
    """Encapsulation efficiency of a weak base that a pH gradient draws into vesicles, at equilibrium.

    EE = R v / (R v + 1 − v), R the concentration ratio

    pka, ph_inside, ph_outside: plain numbers; lumen_volume_fraction: fraction; numbers or arrays.

    Example: doxorubicin (pK_a 8.25), pH 4 inside, 7.4 outside, lumens 5 % of the volume, in percent.

    >>> loading = ph_gradient_loading(pka=8.25, ph_inside=4.0, ph_outside=7.4, lumen_volume_fraction=0.05)
    >>> round(100 * loading, 3)
    99.144

    References: Haran et al., Biochim. Biophys. Acta 1993, 1151, 201.
    """
    ratio: Number = ph_gradient_ratio.si(pka=pka, ph_inside=ph_inside, ph_outside=ph_outside)
    inside = ratio * lumen_volume_fraction
    return inside / (inside + (1.0 - lumen_volume_fraction))


@model(
    "mol/m**3",
    show="mmol/L",
    grade=Grade.LAW,
    equation="c = β max(0, pH_limit − pH_in)",
    tex=r"c = \beta\max(0,\ \mathrm{pH_{limit}} - \mathrm{pH_{in}})",
    sources=("hendersonhasselbalch",),
    assumes=("a buffer of constant capacity inside", "one proton for each base that enters"),
    valid=("The most base that the buffer inside can hold before its pH reaches the limit.",),
    buffer_capacity=Arg("mol/m**3", 1.0, 500.0, "acid per pH unit inside", show="mmol/L", domain=(0.0, 1e5)),
    ph_inside=_INSIDE,
    ph_limit=Arg("", 4.0, 8.0, "pH inside at which loading ends", domain=(-2.0, 16.0)),
)
def buffer_limited_concentration(*, buffer_capacity: Number, ph_inside: Number, ph_limit: Number) -> Number:
    """Highest concentration of base in the lumen that its buffer can neutralise.

    c = β max(0, pH_limit − pH_in): nothing where the lumen is above the limit already

    buffer_capacity: mol/m³ per pH unit; ph_inside, ph_limit: plain numbers; numbers or arrays.

    Example: 100 mmol/L per pH unit from pH 4 to 5.5, in mmol/L.

    >>> buffer_limited_concentration(buffer_capacity=100.0, ph_inside=4.0, ph_limit=5.5)
    150.0
    """
    return buffer_capacity * larger(ph_limit - ph_inside, 0.0)
