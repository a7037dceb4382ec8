"""Water and its salts: viscosity, permittivity, ionic strength, the two electrostatic lengths, and diffusion in it."""

from __future__ import annotations

import math
from collections.abc import Sequence

from formulator.chem import constants
from formulator.chem.model import Arg, Grade, Number, model

_TEMPERATURE = Arg("K", 273.15, 333.15, "temperature of the medium", show="degC", domain=(253.15, 383.15))
_ANY_TEMPERATURE = Arg("K", 273.15, 373.15, "temperature of the medium", show="degC", domain=(1.0, 1e4))
_PERMITTIVITY = Arg("", 20.0, 100.0, "relative permittivity of the medium", domain=(1.0, 1e4))


def ionic_strength(*, concentrations: Sequence[Number], charges: Sequence[int]) -> Number:
    """Ionic strength of a list of ions, I = ½ Σ c z² (mol/m³ in, mol/m³ out); one charge number for each concentration.

    Exact bookkeeping of what is dissolved as free ions; ion pairs are not subtracted.

    Example: PBS as weighed, 137 mM NaCl, 2.7 mM KCl, 10 mM Na₂HPO₄, 1.8 mM KH₂PO₄ (Na⁺ 157, K⁺ 4.5, Cl⁻ 139.7 mM).

    >>> ionic_strength(concentrations=(157.0, 4.5, 139.7, 10.0, 1.8), charges=(1, 1, -1, -2, -1))
    171.5
    """
    return sum((0.5 * c * z * z for c, z in zip(concentrations, charges, strict=True)), start=0.0)


_IONS = "concentration of all ions of charge ±{} together"


@model(
    "mol/m**3",
    show="mmol/L",
    grade=Grade.LAW,
    equation="I = ½ (c₁ + 4 c₂ + 9 c₃)",
    tex=r"I = \tfrac{1}{2}\left(c_1 + 4c_2 + 9c_3\right)",
    sources=("israelachvili2011",),
    assumes=("every ion is free",),
    valid=("Exact counting; citrate, phosphate and divalent metal ions bind each other in part.",),
    monovalent_ions=Arg("mol/m**3", 0.0, 600.0, _IONS.format(1), show="mmol/L", domain=(0.0, 1e5)),
    divalent_ions=Arg("mol/m**3", 0.0, 300.0, _IONS.format(2), show="mmol/L", domain=(0.0, 1e5), default=0.0),
    trivalent_ions=Arg("mol/m**3", 0.0, 200.0, _IONS.format(3), show="mmol/L", domain=(0.0, 1e5), default=0.0),
)
def ionic_strength_of_ions(*, monovalent_ions: Number, divalent_ions: Number = 0.0, trivalent_ions: Number = 0.0) -> Number:
    """Ionic strength from the concentrations of all ions by their charge.

    I = ½ (c₁ + 4 c₂ + 9 c₃)

    All arguments mol/m³ (the same figure in mM), cations and anions together; numbers or arrays.

    Example: 10 mM MgCl₂: 20 mM chloride and 10 mM magnesium, in mM.

    >>> ionic_strength_of_ions(monovalent_ions=20.0, divalent_ions=10.0)
    30.0
    """
    return 0.5 * (monovalent_ions + 4.0 * divalent_ions + 9.0 * trivalent_ions)


@model(
    "Osm/m**3",
    show="mOsm/L",
    grade=Grade.LAW,
    equation="Π = φ (c_ions + c_neutral)",
    tex=r"\Pi = \phi\,(c_\mathrm{ions} + c_\mathrm{neutral})",
    sources=("massbalance",),
    assumes=("one osmotic coefficient for all",),
    valid=("Per volume of solution. Osmometers and labels give it per mass of water: see `osmolality`, which is larger for sugars.",),
    ions=Arg("mol/m**3", 0.0, 600.0, "all ions together", show="mmol/L", domain=(0.0, 1e5)),
    neutral_solutes=Arg("mol/m**3", 0.0, 600.0, "all uncharged solutes together", show="mmol/L", domain=(0.0, 1e5), default=0.0),
    osmotic_coefficient=Arg("", 0.85, 1.1, "osmotic coefficient (0.93 for 150 mM NaCl)", domain=(0.0, 10.0), default=1.0),
)
def osmolarity(*, ions: Number, neutral_solutes: Number = 0.0, osmotic_coefficient: Number = 1.0) -> Number:
    """Osmolarity of a solution from everything dissolved in it.

    Π = φ (c_ions + c_neutral)

    ions, neutral_solutes: mol/m³ (the same figure in mM); osmotic_coefficient: plain number; numbers or arrays.

    Example: 154 mM NaCl with its osmotic coefficient, in mOsm/L.

    >>> round(osmolarity(ions=308.0, osmotic_coefficient=0.93), 1)
    286.4
    """
    return osmotic_coefficient * (ions + neutral_solutes)


@model(
    "Pa*s",
    show="mPa*s",
    grade=Grade.FIT,
    equation="η = 10⁻⁶ Pa·s (280.68 t⁻¹·⁹ + 511.45 t⁻⁷·⁷ + 61.131 t⁻¹⁹·⁶ + 0.45903 t⁻⁴⁰), t = T / 300 K",
    tex=r"\eta = 10^{-6}\,\mathrm{Pa\,s}\,(280.68\,t^{-1.9} + 511.45\,t^{-7.7} + 61.131\,t^{-19.6} + 0.45903\,t^{-40}),"
    r"\ t = T/300\,\mathrm{K}",
    sources=("patek2009", "iapws2011"),
    assumes=("pure water at 0.1 MPa",),
    valid=(
        "Within 0.003 % of the full international formulation from 0 to 60 °C; the fit itself runs from −20 to 110 °C.",
        "Solutes thicken water: 10 wt% sucrose adds about a third, and DLS then reads sizes too large by as much.",
    ),
    empirical=True,
    temperature=_TEMPERATURE,
)
def water_viscosity(*, temperature: Number) -> Number:
    """Viscosity of water at normal pressure.

    η = 10⁻⁶ Pa·s (280.68 t⁻¹·⁹ + 511.45 t⁻⁷·⁷ + 61.131 t⁻¹⁹·⁶ + 0.45903 t⁻⁴⁰), t = T / 300 K

    temperature: K, number or array.

    Notes: supplementary release of the International Association for the Properties of Water and Steam for liquid water
    at 0.1 MPa. The often copied 2.414·10⁻⁵·10^(247.8/(T−140)) is 2.2 % low at 0 °C. Overrule it when the medium holds
    sugar, protein or glycerol.

    Example: 25 °C, full formulation 0.89002 mPa·s.

    >>> round(1e3 * water_viscosity(temperature=298.15), 4)
    0.89

    References: Pátek et al., J. Phys. Chem. Ref. Data 2009, 38, 21, doi:10.1063/1.3043575; IAPWS SR6-08(2011).
    """
    t = temperature / 300.0
    return 1e-6 * (280.68 * t**-1.9 + 511.45 * t**-7.7 + 61.131 * t**-19.6 + 0.45903 * t**-40.0)


@model(
    "",
    grade=Grade.FIT,
    equation="ε = −43.7527 t⁻⁰·⁰⁵ + 299.504 t⁻¹·⁴⁷ − 399.364 t⁻²·¹¹ + 221.327 t⁻²·³¹, t = T / 300 K",
    tex=r"\varepsilon = -43.7527\,t^{-0.05} + 299.504\,t^{-1.47} - 399.364\,t^{-2.11} + 221.327\,t^{-2.31},"
    r"\ t = T/300\,\mathrm{K}",
    sources=("patek2009", "iapws2011"),
    assumes=("pure water at 0.1 MPa", "static field"),
    valid=(
        "Within 0.07 % of the 1997 international formulation from 4 to 60 °C.",
        "Salt lowers it (a few percent at 150 mM), which is neglected here and in all the double-layer models.",
    ),
    empirical=True,
    temperature=_TEMPERATURE,
)
def water_permittivity(*, temperature: Number) -> Number:
    """Static relative permittivity of water at normal pressure.

    ε = −43.7527 t⁻⁰·⁰⁵ + 299.504 t⁻¹·⁴⁷ − 399.364 t⁻²·¹¹ + 221.327 t⁻²·³¹, t = T / 300 K

    temperature: K, number or array.

    Notes: same release as the viscosity. The older polynomial of Malmberg and Maryott (1956) is 0.1 % lower at 25 °C; the
    Debye lengths of the two differ by half of that.

    Example: 25 °C, 1997 formulation 78.41.

    >>> round(water_permittivity(temperature=298.15), 2)
    78.38

    References: Pátek et al., J. Phys. Chem. Ref. Data 2009, 38, 21, doi:10.1063/1.3043575; IAPWS SR6-08(2011).
    """
    t = temperature / 300.0
    return -43.7527 * t**-0.05 + 299.504 * t**-1.47 - 399.364 * t**-2.11 + 221.327 * t**-2.31


@model(
    "m",
    show="nm",
    grade=Grade.LAW,
    equation="ℓ_B = e² / (4π ε₀ ε_r k T)",
    tex=r"\ell_B = \frac{e^2}{4\pi\varepsilon_0\varepsilon_r k T}",
    sources=("israelachvili2011", "codata2018"),
    assumes=("medium is a continuum of uniform permittivity",),
    valid=("Any liquid. The separation at which two elementary charges hold each other with kT.",),
    temperature=_ANY_TEMPERATURE,
    relative_permittivity=_PERMITTIVITY,
)
def bjerrum_length(*, temperature: Number, relative_permittivity: Number) -> Number:
    """Distance at which the energy of two elementary charges equals kT.

    ℓ_B = e² / (4π ε₀ ε_r k T)

    temperature: K; relative_permittivity: plain number; numbers or arrays.

    Example: water at 25 °C.

    >>> round(1e9 * bjerrum_length(temperature=298.15, relative_permittivity=78.409078), 5)
    0.71479

    References: Israelachvili, Intermolecular and Surface Forces, 3rd ed., 2011, chapter 14.
    """
    numerator = constants.ELEMENTARY_CHARGE**2
    return numerator / (4.0 * math.pi * constants.VACUUM_PERMITTIVITY * relative_permittivity * constants.BOLTZMANN * temperature)


@model(
    "m",
    show="nm",
    grade=Grade.LAW,
    equation="λ_D = √( ε_r ε₀ k T / (2 N_A e² I) )",
    tex=r"\lambda_D = \sqrt{\frac{\varepsilon_r\varepsilon_0 k T}{2 N_A e^2 I}}",
    sources=("israelachvili2011", "codata2018"),
    assumes=("point ions", "mean field", "free ions only"),
    valid=(
        "Salt up to about 0.3 M of 1:1 ions; above, ions crowd and the true screening length grows again.",
        "Ions of charge 2 or more correlate; the length is then nominal.",
    ),
    temperature=_ANY_TEMPERATURE,
    relative_permittivity=_PERMITTIVITY,
    ionic_strength=Arg("mol/m**3", 1e-3, 500.0, "ionic strength of the free ions", show="mmol/L", domain=(1e-6, 1e5)),
)
def debye_length(*, temperature: Number, relative_permittivity: Number, ionic_strength: Number) -> Number:
    """Distance over which salt screens a charge.

    λ_D = √( ε_r ε₀ k T / (2 N_A e² I) )

    temperature: K; relative_permittivity: plain number; ionic_strength: mol/m³ (the same figure in mM); numbers
    or arrays.

    Notes: without any salt there is no such length. Pure water itself holds 10⁻⁷ M of ions (10⁻⁴ mol/m³): about 1 µm.

    Example: 150 mM at 25 °C.

    >>> round(1e9 * debye_length(temperature=298.15, relative_permittivity=78.409078, ionic_strength=150.0), 4)
    0.785

    References: Israelachvili, Intermolecular and Surface Forces, 3rd ed., 2011, chapter 14.
    """
    energy = relative_permittivity * constants.VACUUM_PERMITTIVITY * constants.BOLTZMANN * temperature
    return (energy / (2.0 * constants.AVOGADRO * constants.ELEMENTARY_CHARGE**2 * ionic_strength)) ** 0.5


@model(
    "m**2/s",
    show="um**2/s",
    grade=Grade.LAW,
    equation="D = k T / (3π η d_h)",
    tex=r"D = \frac{k T}{3\pi\eta d_h}",
    sources=("einstein1905", "codata2018"),
    assumes=("hard sphere with no slip", "dilute", "medium is a continuum"),
    valid=("Exact for spheres much larger than solvent molecules; it defines the hydrodynamic diameter of everything else.",),
    temperature=_ANY_TEMPERATURE,
    viscosity=Arg("Pa*s", 1e-4, 1e-1, "viscosity of the medium", show="mPa*s", domain=(1e-9, 1e6)),
    hydrodynamic_diameter=Arg("m", 1e-9, 1e-5, "hydrodynamic diameter", show="nm", domain=(1e-12, 1.0)),
)
def diffusion_coefficient(*, temperature: Number, viscosity: Number, hydrodynamic_diameter: Number) -> Number:
    """Diffusion coefficient of a sphere (Stokes–Einstein).

    D = k T / (3π η d_h)

    temperature: K; viscosity: Pa·s; hydrodynamic_diameter: m; numbers or arrays.

    Notes: DLS inverts this relation, so a wrong viscosity becomes a wrong size in the same proportion.

    Example: 100 nm in water at 25 °C (0.89002 mPa·s), in µm²/s.

    >>> round(1e12 * diffusion_coefficient(temperature=298.15, viscosity=0.89002e-3, hydrodynamic_diameter=100e-9), 4)
    4.9074

    References: Einstein, Ann. Phys. 1905, 322, 549, doi:10.1002/andp.19053220806.
    """
    return constants.BOLTZMANN * temperature / (3.0 * math.pi * viscosity * hydrodynamic_diameter)
