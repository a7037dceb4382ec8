"""From the cell surface into the cell: binding and internalisation in time, and whether a particle can be wrapped at all."""

from __future__ import annotations

import math

import numpy as np
from scipy.special import exp1, lambertw

from formulator.chem import constants
from formulator.chem.decays import pulse_area
from formulator.chem.model import Arg, Grade, Number, model
from formulator.chem.numeric import is_plain, one_minus_exp_over

_CONCENTRATION = Arg("mol/m**3", 1e-12, 1e-2, "free particles", show="mol/L", domain=(0.0, 1e4))
_K_ON = Arg("m**3/mol/s", 1.0, 1e5, "binding of a particle to a site", show="L/mol/s", domain=(0.0, 1e9))
_K_OFF = Arg("1/s", 1e-14, 1e3, "release of a bound particle", domain=(0.0, 1e9))
_K_INT = Arg("1/s", 1e-5, 2e-2, "uptake of a bound particle", domain=(0.0, 1e6))
_SITES = Arg("", 1.0, 1e6, "particles that fit on a cell", domain=(0.0, 1e15))
_TIME = Arg("s", 1.0, 1e6, "time of incubation", domain=(0.0, 1e9))
_TWO_STEP = ("every site binds alike", "free particles are not used up", "rates constant in time")
_E_BOND = Arg("", 5.0, 25.0, "energy of a bond, in kT", domain=(0.0, 500.0))
_LIGAND_DENSITY = Arg("1/m**2", 1e14, 1e17, "ligands on the particle", show="1/nm**2", domain=(1e10, 1e20))
_RECEPTOR_DENSITY = Arg("1/m**2", 1e12, 1e16, "receptors on the cell", show="1/nm**2", domain=(1e8, 1e20))
_BENDING = Arg("", 10.0, 40.0, "bending modulus of the membrane, in kT", domain=(0.0, 1e4))
_WRAPPING = (
    "passive wrapping: no clathrin, tension or cytoskeleton",
    "one particle on a flat membrane with receptors without end",
    "every receptor that arrives binds",
)


@model(
    "",
    show="1/cell",
    grade=Grade.LAW,
    equation="B = N k_on C/λ (1 − e^(−λt)),  λ = k_on C + k_off + k_int",
    tex=r"B = \frac{N k_{on}C}{\lambda}(1-e^{-\lambda t}),\quad \lambda = k_{on}C+k_{off}+k_{int}",
    sources=("massaction",),
    assumes=_TWO_STEP,
    valid=("Exact for its rate equations; the rates of a particle are known to a factor of ten at best.",),
    concentration=_CONCENTRATION,
    k_on=_K_ON,
    k_off=_K_OFF,
    k_internalisation=_K_INT,
    sites=_SITES,
    time=_TIME,
)
def bound_particles_per_cell(
    *, concentration: Number, k_on: Number, k_off: Number, k_internalisation: Number, sites: Number, time: Number
) -> Number:
    """Particles bound to one cell after a time.

    B = N k_on C/λ (1 − e^(−λt)) with λ = k_on C + k_off + k_int

    concentration: mol/m³; k_on: m³/mol/s; k_off, k_internalisation: 1/s; sites: plain number; time: s; numbers or arrays.

    Example: 10.3 pM, k_on 25 800 /M/s, k_off 2.53e-4 /s, k_int 4.17e-4 /s, 2000 sites, 1 h.

    >>> round(bound_particles_per_cell(
    ...     concentration=1.03e-8, k_on=25.8, k_off=2.53e-4, k_internalisation=4.17e-4, sites=2000.0, time=3600.0), 6)
    0.721931

    References: law of mass action.
    """
    meeting = k_on * concentration
    return sites * meeting * time * one_minus_exp_over((meeting + k_off + k_internalisation) * time)


@model(
    "",
    show="1/cell",
    grade=Grade.LAW,
    equation="dI/dt = k_int B − k_exo I",
    tex=r"\frac{dI}{dt} = k_{int}B - k_{exo}I",
    sources=("massaction",),
    assumes=(*_TWO_STEP, "what is expelled does not bind again"),
    valid=("Exact for its rate equations; the rates of a particle are known to a factor of ten at best.",),
    concentration=_CONCENTRATION,
    k_on=_K_ON,
    k_off=_K_OFF,
    k_internalisation=_K_INT,
    k_exocytosis=Arg("1/s", 0.0, 1e-4, "loss of what was taken up", domain=(0.0, 1e6)),
    sites=_SITES,
    time=_TIME,
)
def internalised_particles_per_cell(
    *,
    concentration: Number,
    k_on: Number,
    k_off: Number,
    k_internalisation: Number,
    k_exocytosis: Number,
    sites: Number,
    time: Number,
) -> Number:
    """Particles inside one cell after a time.

    dI/dt = k_int B − k_exo I with B of `bound_particles_per_cell`

    concentration: mol/m³; k_on: m³/mol/s; k_off, k_internalisation, k_exocytosis: 1/s; sites: plain number; time: s;
    numbers or arrays. The closed form stays exact where two rates meet.

    Example: the case of `bound_particles_per_cell` without exocytosis.

    >>> round(internalised_particles_per_cell(
    ...     concentration=1.03e-8, k_on=25.8, k_off=2.53e-4, k_internalisation=4.17e-4, k_exocytosis=0.0, sites=2000.0,
    ...     time=3600.0), 6)
    0.741217

    References: law of mass action.
    """
    meeting = k_on * concentration
    total = meeting + k_off + k_internalisation
    return k_internalisation * sites * meeting * time * time * pulse_area(k_exocytosis * time, total * time)


@model(
    "m**3/mol/s",
    show="L/mol/s",
    grade=Grade.LAW,
    equation="k_max = 4π D R_cell N_A / N,  D = kT/6πηR_h",
    tex=r"k_{max} = \frac{4\pi D R_{cell} N_A}{N}",
    sources=("smoluchowski1917", "einstein1905"),
    assumes=("particles arrive by diffusion alone", "N sites share what arrives at a spherical cell"),
    valid=("An upper bound; real particles bind 10²-10⁴ times more slowly.",),
    temperature=Arg("K", 273.15, 323.15, "temperature", domain=(1.0, 1e4)),
    viscosity=Arg("Pa*s", 5e-4, 5e-3, "viscosity of the medium", show="mPa*s", domain=(1e-6, 1e3)),
    hydrodynamic_radius=Arg("m", 2e-9, 5e-7, "hydrodynamic radius", show="nm", domain=(1e-10, 1e-3)),
    cell_radius=Arg("m", 4e-6, 2e-5, "radius of the cell", show="um", domain=(1e-7, 1e-3)),
    sites=Arg("", 1.0, 1e6, "particles that fit on a cell", domain=(1e-3, 1e15)),
)
def diffusion_limited_k_on(
    *, temperature: Number, viscosity: Number, hydrodynamic_radius: Number, cell_radius: Number, sites: Number
) -> Number:
    """Largest rate constant with which particles can bind a site of a cell.

    k_max = 4π D R_cell N_A / N with D = kT/6πηR_h

    temperature: K; viscosity: Pa s; hydrodynamic_radius, cell_radius: m; sites: plain number; numbers or arrays.

    Example: 50 nm particle, 10 µm cell, 31 400 sites, 37 °C: in L/mol/s.

    >>> limit = diffusion_limited_k_on(
    ...     temperature=310.15, viscosity=0.6913e-3, hydrodynamic_radius=50e-9, cell_radius=10e-6, sites=31400.0)
    >>> round(1e3 * limit / 1e6, 2)
    15.84

    References: von Smoluchowski, Z. Phys. Chem. 1917, 92, 129.
    """
    diffusion = constants.BOLTZMANN * temperature / (6.0 * math.pi * viscosity * hydrodynamic_radius)
    return 4.0 * math.pi * diffusion * cell_radius * constants.AVOGADRO / sites


def _edge_density(drive: Number) -> Number:
    """x < 1 with ln x − x = −drive, the receptor density at the edge over the ligand density; 1 where nothing drives."""
    strong = np.clip(np.asarray(drive, dtype=float), 1.0, 690.0)
    return np.where(strong <= 1.0, 1.0, -np.real(lambertw(-np.exp(-strong))))


_SERIES = 40.0
"""s above which s e^s E₁(s) is taken from its asymptotic series, to 1e-16."""


def _meeting_share(log_speed: Number) -> tuple[Number, Number]:
    """Odds h/(1 − h) of h = s e^s E₁(s), and the slope of their logarithm in ln s."""
    s = np.exp(log_speed)
    near = np.minimum(s, _SERIES)
    share = near * np.exp(near) * exp1(near)
    rest = 1.0 - share
    slope = share - near * rest
    far = s > _SERIES
    if np.any(far):
        wide = np.maximum(s, _SERIES)
        short: Number = np.zeros_like(wide)
        for order in range(24, 0, -1):
            short = order / wide * (1.0 - short)
        share, rest = np.where(far, 1.0 - short, share), np.where(far, short, rest)
        slope = np.where(far, short * (1.0 - 2.0 / wide), slope)
    return share / rest, slope / (share * rest)


def _speed_squared(share: Number) -> Number:
    """s with s e^s E₁(s) = share for 0 < share < 1: Newton in ln s on the logit of the share, which is nearly a straight line."""
    wanted = np.log(np.asarray(share, dtype=float)) - np.log1p(-np.asarray(share, dtype=float))
    at = wanted - np.log(np.maximum(1.0, -wanted))
    for _ in range(8):
        odds, slope = _meeting_share(at)
        at = at - (np.log(odds) - wanted) / slope
    return np.asarray(np.exp(at))


@model(
    "s",
    grade=Grade.INDEX,
    equation="t = R²/α²D,  α² e^(α²) E₁(α²) = (ξ₀ − ξ₊)/(ξ_L − ξ₊),  e − 2B/R²ξ_L + ln(ξ₊/ξ_L) − ξ₊/ξ_L + 1 = 0",
    tex=r"t = \frac{R^2}{\alpha^2 D},\quad \alpha^2 e^{\alpha^2}E_1(\alpha^2) = \frac{\xi_0-\xi_+}{\xi_L-\xi_+}",
    sources=("gao2005",),
    assumes=_WRAPPING,
    valid=("A guide to the best size, not a rate: real uptake takes minutes.",),
    none="inf = the particle is never wrapped",
    radius=Arg("m", 1e-8, 1e-7, "radius of the particle", show="nm", domain=(1e-10, 1e-3)),
    bond_energy=_E_BOND,
    ligand_density=_LIGAND_DENSITY,
    receptor_density=_RECEPTOR_DENSITY,
    bending_modulus=_BENDING,
    receptor_diffusivity=Arg("m**2/s", 1e-15, 1e-12, "diffusion of receptors in the membrane", show="nm**2/s", domain=(1e-20, 1e-6)),
)
def wrapping_time(
    *,
    radius: Number,
    bond_energy: Number,
    ligand_density: Number,
    receptor_density: Number,
    bending_modulus: Number,
    receptor_diffusivity: Number,
) -> Number:
    """Time in which receptors diffuse to a particle and wrap the membrane round it.

    t = R²/(α² D) with the edge condition of Gao, Shi and Freund

    radius: m; bond_energy, bending_modulus: kT; ligand_density, receptor_density: 1/m²; receptor_diffusivity: m²/s;
    numbers or arrays. Infinite where bonds cannot pay for bending.

    Example: the published set e = 15, ξ_L = 5000 µm⁻², B = 20, D = 10⁴ nm²/s at R = 27 nm and ξ₀/ξ_L = 0.1, in s.

    >>> round(wrapping_time(radius=27e-9, bond_energy=15.0, ligand_density=5e15, receptor_density=5e14, bending_modulus=20.0,
    ...                     receptor_diffusivity=1e-14), 2)
    2.34

    References: Gao, Shi and Freund, Proc. Natl. Acad. Sci. USA 2005, 102, 9469, doi:10.1073/pnas.0503879102.
    """
    plain = is_plain(radius, bond_energy, ligand_density, receptor_density, bending_modulus, receptor_diffusivity)
    drive = np.asarray(bond_energy + 1.0 - 2.0 * bending_modulus / (radius**2 * ligand_density), dtype=float)
    edge = _edge_density(drive)
    ratio = np.asarray(receptor_density / ligand_density, dtype=float)
    # With as many receptors as ligands the edge need not wait: the share tends to 1 and the time to zero.
    supply = np.minimum((ratio - edge) / np.maximum(1.0 - edge, 1e-12), 1.0 - 1e-12)
    wrapped = (supply > 0.0) & (drive > 1.0)
    speed = _speed_squared(np.where(wrapped, supply, 0.5))
    found = np.where(wrapped, radius**2 / (speed * receptor_diffusivity), np.inf)
    return float(found) if plain else found


@model(
    "m",
    show="nm",
    grade=Grade.INDEX,
    equation="R_min = √(2B / ξ_L (e + 1 + ln r − r)),  r = min(ξ₀/ξ_L, 1)",
    tex=r"R_{min} = \sqrt{\frac{2B}{\xi_L(e+1+\ln r-r)}},\quad r=\min(\xi_0/\xi_L,1)",
    sources=("gao2005",),
    assumes=_WRAPPING,
    valid=("A necessary condition, not a rate.",),
    none="inf = no particle is wrapped, however large",
    bond_energy=_E_BOND,
    ligand_density=_LIGAND_DENSITY,
    receptor_density=_RECEPTOR_DENSITY,
    bending_modulus=_BENDING,
)
def minimum_wrapping_radius(*, bond_energy: Number, ligand_density: Number, receptor_density: Number, bending_modulus: Number) -> Number:
    """Radius below which a particle is never wrapped.

    R_min = √(2B / ξ_L (e + 1 + ln r − r)) with r = ξ₀/ξ_L, at most 1

    bond_energy, bending_modulus: kT; ligand_density, receptor_density: 1/m²; numbers or arrays. With more receptors than
    ligands none need to be drawn in, and bonds only have to pay for bending: R_min = √(2B/ξ_L e).

    Example: e = 15, ξ_L = 5000 µm⁻², B = 20, r = 0.1; in nm.

    >>> round(1e9 * minimum_wrapping_radius(bond_energy=15.0, ligand_density=5e15, receptor_density=5e14, bending_modulus=20.0), 2)
    24.26

    References: Gao, Shi and Freund, Proc. Natl. Acad. Sci. USA 2005, 102, 9469, doi:10.1073/pnas.0503879102.
    """
    plain = is_plain(bond_energy, ligand_density, receptor_density, bending_modulus)
    ratio = np.minimum(np.asarray(receptor_density / ligand_density, dtype=float), 1.0)
    drive = bond_energy + 1.0 + np.log(ratio) - ratio
    pays = drive > 0.0
    found = np.where(pays, np.sqrt(2.0 * bending_modulus / (ligand_density * np.where(pays, drive, 1.0))), np.inf)
    return float(found) if plain else found


@model(
    "1/m**2",
    show="1/nm**2",
    grade=Grade.INDEX,
    equation="ξ_L (e + 1 + ln r − r) = 2B/R²,  r = min(ξ₀/ξ_L, 1)",
    tex=r"\xi_L(e+1+\ln r-r) = 2B/R^2,\quad r=\min(\xi_0/\xi_L,1)",
    sources=("gao2005",),
    assumes=_WRAPPING,
    valid=("A necessary condition, not a rate.",),
    none="inf = no ligand density is enough for so few receptors",
    radius=Arg("m", 1e-8, 1e-7, "radius of the particle", show="nm", domain=(1e-10, 1e-3)),
    bond_energy=_E_BOND,
    receptor_density=_RECEPTOR_DENSITY,
    bending_modulus=_BENDING,
)
def minimum_wrapping_ligand_density(*, radius: Number, bond_energy: Number, receptor_density: Number, bending_modulus: Number) -> Number:
    """Ligands per area below which a particle is never wrapped.

    ξ_L (e + 1 + ln r − r) = 2B/R² with r = ξ₀/ξ_L, at most 1

    radius: m; bond_energy, bending_modulus: kT; receptor_density: 1/m²; numbers or arrays. The inverse of
    `minimum_wrapping_radius`; solved with Lambert's W, lower branch.

    Example: e = 15, B = 20, 500 receptors/µm², R = 24.26 nm: the 5000 ligands/µm² of the paper.

    >>> round(1e-12 * minimum_wrapping_ligand_density(radius=24.2558678953292e-9, bond_energy=15.0, receptor_density=5e14,
    ...                                               bending_modulus=20.0))
    5000

    References: Gao, Shi and Freund, Proc. Natl. Acad. Sci. USA 2005, 102, 9469, doi:10.1073/pnas.0503879102.
    """
    plain = is_plain(radius, bond_energy, receptor_density, bending_modulus)
    bending = np.asarray(2.0 * bending_modulus / radius**2, dtype=float)
    energy = np.maximum(np.asarray(bond_energy, dtype=float), 1e-100)
    plenty = bending / energy
    # ξ(c − ln ξ) = b with c = e + 1 + ln ξ₀, b = ξ₀ + 2B/R²: in w = ln ξ − c it reads −w e^w = b e^−c.
    need = bending / receptor_density
    scaled = (1.0 + need) * np.exp(-np.minimum(energy, 690.0) - 1.0)
    few = scaled < math.exp(-1.0)
    root = np.real(lambertw(-np.where(few, scaled, 0.3), -1))
    scarce = np.where(few, receptor_density * (1.0 + need) / -root, np.inf)
    found = np.where(plenty <= receptor_density, plenty, scarce)
    return float(found) if plain else found
