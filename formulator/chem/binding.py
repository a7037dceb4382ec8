"""How strongly a whole particle holds on to a cell: tethered ligands that find receptors one by one.

Ligands stand at equally spaced heights on a sphere; each finds receptors that move freely in the membrane; every bond after the first
costs D. The brush in between, and the tethers themselves, push the particle away. `formulator.chem.kernel` sets the sum
up, `formulator.chem.bonds` does it.

Not used here: the mean field of published codes. It treats the 0.05 to 1 receptors under a particle as a fractional density, so that
n ln K replaces ln(n K): it misses the exact monovalent limit and lies 40 to 1000 times too low where cells live.
"""

from __future__ import annotations

import math
from typing import Any

import numpy as np

from formulator.chem import constants
from formulator.chem.kernel import Bound, binding_kernel
from formulator.chem.model import Arg, Grade, Number, model
from formulator.chem.numeric import is_plain

RADIUS_ARG = Arg("m", 2e-9, 5e-7, "radius of the core that carries the chains", show="nm", domain=(1e-10, 1e-5))
LIGANDS_ARG = Arg("", 0.01, 1e5, "ligands that can bind, evenly spread", domain=(0.0, 1e8))
TETHER_ARG = Arg("kg/mol", 0.3, 20.0, "molar mass of the tether, PEG", show="g/mol", domain=(0.0, 200.0))
BRUSH_ARG = Arg("kg/mol", 0.0, 20.0, "molar mass of the other chains, PEG", show="g/mol", domain=(0.0, 200.0))
BRUSH_DENSITY_ARG = Arg("1/m**2", 0.0, 1e18, "other chains per area of core", show="1/nm**2", domain=(0.0, 5e18))
K_D_ARG = Arg("mol/m**3", 1e-10, 100.0, "dissociation constant of one ligand and one receptor", show="mol/L", domain=(1e-14, 1e4))
RECEPTORS_ARG = Arg("1/m**2", 3e8, 4e16, "receptors per area of cell", show="1/nm**2", domain=(1e3, 1e18))
COST_ARG = Arg("", 0.0, 30.0, "cost of each bond beyond the first, in kT", domain=(0.0, 60.0))
HEIGHT_ARG = Arg("m", 0.0, 5e-8, "height of the free brush; 0 for ideal chains", show="nm", domain=(0.0, 1e-6))
_SEGMENT = Arg("m", 0.25e-9, 0.4e-9, "length of a PEG repeat unit", show="nm", domain=(1e-11, 1e-8), default=constants.PEG_SEGMENT)
_KUHN = Arg("m", 0.6e-9, 1.1e-9, "Kuhn length of PEG", show="nm", domain=(1e-11, 1e-8), default=constants.PEG_KUHN)
_ASSUMES = (
    "ligands evenly spread on a sphere, tethers as Gaussian chains",
    "receptors as points that move freely in a flat membrane",
    "one ligand to one receptor; every bond beyond the first costs D",
)
_MOST = 600.0
"""|ln K| beyond which a dissociation constant would leave the range of floating point; it is then held there."""
_VALID = (
    "Core radius above about three times the reach of the tether; no glycocalyx, no bending of the membrane.",
    "One ligand is exactly Langmuir whatever D. With many ligands on many receptors D decides by orders of magnitude.",
    "The sum is done to 0.01 in ln K from −15 to 40, to 0.1 up to 100, and to 1 % beyond.",
)


def bound(
    *,
    core_radius: Number,
    ligands: Number,
    tether_molar_mass: Number,
    brush_molar_mass: Number,
    brush_density: Number,
    dissociation_constant: Number,
    receptor_density: Number,
    extra_bond_cost: Number,
    brush_height: Number = 0.0,
    ligand_size: Number = 0.0,
    segment_length: Number | None = None,
    kuhn_length: Number | None = None,
    with_bonds: bool = True,
) -> Bound:
    """The sum over bonds for arrays that broadcast; without the number of bonds it takes two thirds of the time.

    With `brush_height` above zero the brush resists in the dearer of its two forms, ideal chains or the compressed brush of
    Milner, Witten and Cates; with zero it is ideal chains alone.
    """
    kernel = binding_kernel(
        core_radius=core_radius,
        ligands=ligands,
        tether_molar_mass=tether_molar_mass,
        brush_molar_mass=brush_molar_mass,
        brush_density=brush_density,
        brush_height=brush_height,
        ligand_size=ligand_size,
        segment_length=segment_length,
        kuhn_length=kuhn_length,
    )
    return kernel.at(
        dissociation_constant=dissociation_constant,
        receptor_density=receptor_density,
        extra_bond_cost=extra_bond_cost,
        with_bonds=with_bonds,
    )


@model(
    "",
    grade=Grade.RULE_OF_THUMB,
    equation="K = (2R)² ∫ e^(−A(h)) ⟨e^D [Π(1 + y_i e^(−D)) − 1]⟩ dh,  y_i = σ_R P(h_i)/(K_D N_A)",
    tex=r"K = (2R)^2\int e^{-A(h)}\left\langle e^{D}\left[\prod_i(1+y_ie^{-D})-1\right]\right\rangle dh",
    sources=("ordered_ligands", "angioletti2014"),
    assumes=_ASSUMES,
    valid=(*_VALID, "The brush resists as ideal chains: with a dense brush as long as the tether this overstates ln K by 1.5 to 3."),
    core_radius=RADIUS_ARG,
    ligands=LIGANDS_ARG,
    tether_molar_mass=TETHER_ARG,
    brush_molar_mass=BRUSH_ARG,
    brush_density=BRUSH_DENSITY_ARG,
    dissociation_constant=K_D_ARG,
    receptor_density=RECEPTORS_ARG,
    extra_bond_cost=COST_ARG,
    segment_length=_SEGMENT,
    kuhn_length=_KUHN,
)
def log_binding_constant(
    *,
    core_radius: Number,
    ligands: Number,
    tether_molar_mass: Number,
    brush_molar_mass: Number,
    brush_density: Number,
    dissociation_constant: Number,
    receptor_density: Number,
    extra_bond_cost: Number,
    segment_length: Number = constants.PEG_SEGMENT,
    kuhn_length: Number = constants.PEG_KUHN,
) -> Number:
    """Logarithm of the binding constant of a particle to a cell site of its own size, over 1 nm³.

    K = (2R)² ∫ e^(−A(h)) ⟨e^D [Π(1 + y_i e^(−D)) − 1]⟩ dh

    core_radius, segment_length, kuhn_length: m; ligands, extra_bond_cost: plain numbers; molar masses: kg/mol; densities: 1/m²;
    dissociation_constant: mol/m³; numbers or arrays.

    Example: R 35 nm, 30 ligands of 10 nM on PEG 3400 over PEG 2000 at 0.11 nm⁻², 20 receptors/µm², D = 4.

    >>> round(log_binding_constant(core_radius=35e-9, ligands=30.0, tether_molar_mass=3.4, brush_molar_mass=2.0,
    ...     brush_density=0.11058e18, dissociation_constant=1e-5, receptor_density=2e13, extra_bond_cost=4.0), 1)
    14.1

    References: derived for this program; limit of free receptors: Angioletti-Uberti et al., Phys. Rev. Lett. 2014, 113, 128303.
    """
    given: dict[str, Any] = {
        "core_radius": core_radius, "ligands": ligands, "tether_molar_mass": tether_molar_mass, "brush_molar_mass": brush_molar_mass,
        "brush_density": brush_density, "dissociation_constant": dissociation_constant, "receptor_density": receptor_density,
        "extra_bond_cost": extra_bond_cost, "segment_length": segment_length, "kuhn_length": kuhn_length,
    }  # fmt: skip
    found = bound(with_bonds=False, **given).log_constant
    return float(found) if is_plain(*given.values()) else found


@model(
    "",
    grade=Grade.RULE_OF_THUMB,
    equation="K as log_binding_constant, A(h) the larger of ideal chains and compressed brush",
    sources=("ordered_ligands", "angioletti2014", "milner1988"),
    assumes=(*_ASSUMES, "the brush resists in the dearer of two forms: ideal chains, or compressed as Milner, Witten and Cates say"),
    valid=(*_VALID, "Prefactors of the compressed brush are uncertain by 30 %."),
    core_radius=RADIUS_ARG,
    ligands=LIGANDS_ARG,
    tether_molar_mass=TETHER_ARG,
    brush_molar_mass=BRUSH_ARG,
    brush_density=BRUSH_DENSITY_ARG,
    dissociation_constant=K_D_ARG,
    receptor_density=RECEPTORS_ARG,
    extra_bond_cost=COST_ARG,
    brush_height=HEIGHT_ARG,
)
def log_binding_constant_brush(
    *,
    core_radius: Number,
    ligands: Number,
    tether_molar_mass: Number,
    brush_molar_mass: Number,
    brush_density: Number,
    dissociation_constant: Number,
    receptor_density: Number,
    extra_bond_cost: Number,
    brush_height: Number,
) -> Number:
    """Logarithm of the binding constant of a brush-covered particle to a cell site of its own size, over 1 nm³.

    K as in `log_binding_constant`, with the compressed brush where it costs more than ideal chains

    core_radius, brush_height: m; ligands, extra_bond_cost: plain numbers; molar masses: kg/mol; densities: 1/m²;
    dissociation_constant: mol/m³; numbers or arrays.

    Example: a dense brush as long as the tether holds the particle off.

    >>> case = {"core_radius": 35e-9, "ligands": 30.0, "tether_molar_mass": 3.4, "brush_molar_mass": 3.4, "brush_density": 0.3e18,
    ...         "dissociation_constant": 1e-5, "receptor_density": 2e13, "extra_bond_cost": 4.0}
    >>> log_binding_constant_brush(brush_height=9e-9, **case) < log_binding_constant(**case)
    True

    References: Milner, Witten and Cates, Macromolecules 1988, 21, 2610, doi:10.1021/ma00186a051.
    """
    given: dict[str, Any] = {
        "core_radius": core_radius, "ligands": ligands, "tether_molar_mass": tether_molar_mass, "brush_molar_mass": brush_molar_mass,
        "brush_density": brush_density, "dissociation_constant": dissociation_constant, "receptor_density": receptor_density,
        "extra_bond_cost": extra_bond_cost, "brush_height": brush_height,
    }  # fmt: skip
    found = bound(with_bonds=False, **given).log_constant
    return float(found) if is_plain(*given.values()) else found


@model(
    "",
    grade=Grade.RULE_OF_THUMB,
    equation="n = ∂ ln K/∂ ln σ_R",
    tex=r"\bar n = \frac{\partial\ln K}{\partial\ln\sigma_R}",
    sources=("ordered_ligands",),
    assumes=_ASSUMES,
    valid=_VALID,
    core_radius=RADIUS_ARG,
    ligands=LIGANDS_ARG,
    tether_molar_mass=TETHER_ARG,
    brush_molar_mass=BRUSH_ARG,
    brush_density=BRUSH_DENSITY_ARG,
    dissociation_constant=K_D_ARG,
    receptor_density=RECEPTORS_ARG,
    extra_bond_cost=COST_ARG,
    brush_height=HEIGHT_ARG,
)
def mean_bonds(
    *,
    core_radius: Number,
    ligands: Number,
    tether_molar_mass: Number,
    brush_molar_mass: Number,
    brush_density: Number,
    dissociation_constant: Number,
    receptor_density: Number,
    extra_bond_cost: Number,
    brush_height: Number,
) -> Number:
    """Mean number of bonds of a bound particle; the exponent with which K grows with receptors.

    n = ∂ ln K/∂ ln σ_R

    core_radius, brush_height: m; ligands, extra_bond_cost: plain numbers; molar masses: kg/mol; densities: 1/m²;
    dissociation_constant: mol/m³; numbers or arrays.

    Example: a single ligand holds by one bond.

    >>> round(mean_bonds(core_radius=35e-9, ligands=1.0, tether_molar_mass=3.4, brush_molar_mass=2.0, brush_density=0.11e18,
    ...     dissociation_constant=1e-5, receptor_density=2e13, extra_bond_cost=4.0, brush_height=0.0), 6)
    1.0
    """
    given: dict[str, Any] = {
        "core_radius": core_radius, "ligands": ligands, "tether_molar_mass": tether_molar_mass, "brush_molar_mass": brush_molar_mass,
        "brush_density": brush_density, "dissociation_constant": dissociation_constant, "receptor_density": receptor_density,
        "extra_bond_cost": extra_bond_cost, "brush_height": brush_height,
    }  # fmt: skip
    found = bound(**given).bonds
    return float(found) if is_plain(*given.values()) else found


@model(
    "",
    grade=Grade.LAW,
    equation="θ = ρK/(1 + ρK)",
    tex=r"\theta = \frac{\rho K}{1+\rho K}",
    sources=("massaction",),
    assumes=("sites of the particle's own size, each for one particle", "particles are not used up"),
    valid=("Exact given K.",),
    concentration=Arg("mol/m**3", 1e-12, 1e-2, "free particles", show="mol/L", domain=(0.0, 1e4)),
    log_binding_constant=Arg("", -20.0, 100.0, "ln(K / 1 nm³)", domain=(-1e6, 1e6)),
)
def occupancy(*, concentration: Number, log_binding_constant: Number) -> Number:
    """Share of the sites that hold a particle.

    θ = ρK/(1 + ρK)

    concentration: mol/m³; log_binding_constant: ln(K/1 nm³); numbers or arrays.

    Example: ln K = 21.2 at 1 nM: about half.

    >>> round(occupancy(concentration=1e-6, log_binding_constant=21.2305), 3)
    0.5
    """
    plain = is_plain(concentration, log_binding_constant)
    with np.errstate(divide="ignore", under="ignore", over="ignore"):
        drive = np.log(np.asarray(concentration, dtype=float) * constants.AVOGADRO * constants.UNIT_VOLUME) + log_binding_constant
        found = 1.0 / (1.0 + np.exp(-np.clip(drive, -700.0, 700.0)))
    return float(found) if plain else found


@model(
    "mol/m**3",
    show="nmol/L",
    grade=Grade.LAW,
    equation="K_D,eff = 1/(K N_A)",
    tex=r"K_{D,\mathrm{eff}} = \frac{1}{K N_A}",
    sources=("massaction",),
    assumes=("sites of the particle's own size",),
    valid=("Exact given K.",),
    log_binding_constant=Arg("", -20.0, 100.0, "ln(K / 1 nm³)", domain=(-1e6, 1e6)),
)
def effective_dissociation_constant(*, log_binding_constant: Number) -> Number:
    """Dissociation constant of a whole particle from a cell site of its own size.

    K_D,eff = 1/(K N_A)

    log_binding_constant: ln(K/1 nm³); number or array.

    Example: ln K = 21.23, in nM.

    >>> round(1e6 * effective_dissociation_constant(log_binding_constant=21.2305), 3)
    1.0
    """
    plain = is_plain(log_binding_constant)
    found = np.exp(-np.clip(np.asarray(log_binding_constant, dtype=float), -_MOST, _MOST)) / (constants.AVOGADRO * constants.UNIT_VOLUME)
    return float(found) if plain else found


@model(
    "m**2",
    show="nm**2",
    grade=Grade.LAW,
    equation="K_2D = P(h)/(K_D N_A),  P = √(6/πR_ee²) e^(−3h²/2R_ee²)/erf(h√(3/2)/R_ee)",
    tex=r"K_{2D} = \frac{P(h)}{K_D N_A}",
    sources=("ordered_ligands",),
    assumes=("Gaussian tether between two planes", "receptor at the cell plane"),
    valid=("Not beyond the stretched tether.",),
    separation=Arg("m", 1e-10, 5e-8, "distance of the planes", show="nm", domain=(1e-13, 1e-6)),
    tether_end_to_end=Arg("m", 5e-10, 2e-8, "end-to-end distance of the tether", show="nm", domain=(1e-11, 1e-6)),
    dissociation_constant=K_D_ARG,
)
def tether_2d_association(*, separation: Number, tether_end_to_end: Number, dissociation_constant: Number) -> Number:
    """Association constant in two dimensions of a tethered ligand at a plane of receptors.

    K_2D = P(h)/(K_D N_A) with P = √(6/πR_ee²) e^(−3h²/2R_ee²)/erf(h√(3/2)/R_ee)

    separation, tether_end_to_end: m; dissociation_constant: mol/m³; numbers or arrays.

    Example: h 1 nm, R_ee 4.05 nm, 1 nM, in nm².

    >>> round(1e18 * tether_2d_association(separation=1e-9, tether_end_to_end=4.05e-9, dissociation_constant=1e-6) / 1.561749178e9, 6)
    1.0
    """
    from scipy.special import erf

    plain = is_plain(separation, tether_end_to_end, dissociation_constant)
    x = math.sqrt(1.5) * np.asarray(separation, dtype=float) / tether_end_to_end
    with np.errstate(under="ignore"):
        chance = math.sqrt(6.0 / math.pi) / tether_end_to_end * np.exp(-np.minimum(x * x, 700.0)) / erf(x)
        found = chance / (dissociation_constant * constants.AVOGADRO)
    return float(found) if plain else found
