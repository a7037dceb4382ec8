"""What stands in the way of binding in blood: soluble antigen on the ligands, natural ligands on the receptors, receptors used up."""

from __future__ import annotations

import math

import numpy as np

from formulator.chem import constants
from formulator.chem.elementary import exp, larger, log, smaller
from formulator.chem.model import Arg, Grade, Number, model
from formulator.chem.numeric import is_plain, logistic, rising_root

_K_D = Arg("mol/m**3", 1e-10, 100.0, "dissociation constant of one ligand and the antigen", show="nmol/L", domain=(1e-14, 1e4))
_MOST = 1e7
"""|ln| beyond which a drive is as good as infinite."""


@model(
    "",
    show="percent",
    grade=Grade.LAW,
    equation="f = K_D/(K_D + S),  S = ½[b + √(b² + 4 K_D S₀)],  b = S₀ − L₀ − K_D",
    tex=r"f = \frac{K_D}{K_D+S},\quad S = \tfrac12\left[b+\sqrt{b^2+4K_DS_0}\right],\quad b = S_0-L_0-K_D",
    sources=("massaction", "pmc3934467"),
    assumes=("one antigen molecule to one ligand, all ligands alike", "equilibrium", "a ligand that holds antigen binds no cell"),
    valid=("Exact for its assumptions. Antigen in several pieces or with several binding places can also clump particles.",),
    ligand_concentration=Arg("mol/m**3", 0.0, 1e-1, "ligands in the medium, on particles", show="nmol/L", domain=(0.0, 1e4)),
    antigen_concentration=Arg("mol/m**3", 0.0, 1.0, "soluble antigen, free and bound", show="nmol/L", domain=(0.0, 1e4)),
    dissociation_constant=_K_D,
)
def free_ligand_fraction(*, ligand_concentration: Number, antigen_concentration: Number, dissociation_constant: Number) -> Number:
    """Share of the ligands that soluble antigen leaves free.

    f = K_D/(K_D + S) with S = ½[b + √(b² + 4 K_D S₀)], b = S₀ − L₀ − K_D

    ligand_concentration L₀, antigen_concentration S₀, dissociation_constant: mol/m³; numbers or arrays. S is the antigen left
    free; with few ligands it is all of it.

    Example: 16 nM of shed transferrin receptor on few ligands of 4 nM leave a fifth of them free.

    >>> round(free_ligand_fraction(ligand_concentration=0.0, antigen_concentration=1.6e-5, dissociation_constant=4e-6), 6)
    0.2
    """
    surplus = antigen_concentration - ligand_concentration - dissociation_constant
    cross = dissociation_constant * antigen_concentration
    root = (surplus * surplus + 4.0 * cross) ** 0.5
    if is_plain(surplus, cross):
        left = 0.5 * (surplus + root) if surplus >= 0.0 else 2.0 * cross / (root - surplus)
    else:
        # The quotient is the same root without the difference of two like numbers.
        left = np.where(np.asarray(surplus) >= 0.0, 0.5 * (surplus + root), 2.0 * cross / (root + np.abs(surplus)))
    return dissociation_constant / (dissociation_constant + left)


@model(
    "",
    show="1/cell",
    grade=Grade.LAW,
    equation="N_free = N_R/(1 + c/K_c)",
    tex=r"N_\mathrm{free} = \frac{N_R}{1+c/K_c}",
    sources=("massaction", "sobczynska2014"),
    assumes=("natural ligand and particle want the same place on the receptor", "the natural ligand is not used up", "equilibrium"),
    valid=(
        "Exact for its assumptions. Ligands that bind elsewhere on the receptor are not held off: leave the competitor at 0.",
        "The same as weakening every bond to K_D (1 + c/K_c).",
    ),
    receptors=Arg("", 1.0, 1e7, "receptors per cell", show="1/cell", domain=(0.0, 1e15)),
    competitor_concentration=Arg("mol/m**3", 0.0, 1.0, "natural ligand in the medium", show="nmol/L", domain=(0.0, 1e4)),
    competitor_dissociation_constant=Arg(
        "mol/m**3", 1e-8, 1.0, "dissociation constant of natural ligand and receptor", show="nmol/L", domain=(1e-14, 1e4)
    ),
)
def open_receptors(*, receptors: Number, competitor_concentration: Number, competitor_dissociation_constant: Number) -> Number:
    """Receptors that a natural ligand in the medium leaves free.

    N_free = N_R/(1 + c/K_c)

    receptors: plain number; competitor_concentration, competitor_dissociation_constant: mol/m³; numbers or arrays.

    Example: 5-methyltetrahydrofolate at 20 nM and 20 nM leaves half of the folate receptors.

    >>> open_receptors(receptors=1e6, competitor_concentration=2e-5, competitor_dissociation_constant=2e-5)
    500000.0
    """
    return receptors / (1.0 + competitor_concentration / competitor_dissociation_constant)


@model(
    "",
    grade=Grade.RULE_OF_THUMB,
    equation="θ = ρK xⁿ/(1 + ρK xⁿ),  x = 1 − n S θ/N_R",
    tex=r"\theta = \frac{\rho K x^{n}}{1+\rho K x^{n}},\quad x = 1-\frac{nS\theta}{N_R}",
    sources=("massaction", "ordered_ligands"),
    assumes=("bonds per particle stay as they are while receptors are used up", "receptors left over stay evenly spread"),
    valid=(
        "Exact for one bond a particle. With many bonds, receptors running out also means fewer bonds: bound particles are then more "
        "than this says.",
    ),
    concentration=Arg("mol/m**3", 1e-12, 1e-2, "free particles", show="mol/L", domain=(0.0, 1e4)),
    log_binding_constant=Arg("", -20.0, 100.0, "ln(K / 1 nm³) on the untouched cell", domain=(-1e6, 1e6)),
    bonds=Arg("", 1.0, 1e4, "mean number of bonds of a bound particle", domain=(1e-3, 1e8)),
    places=Arg("", 1.0, 1e6, "places for particles on a cell", domain=(1e-6, 1e15)),
    receptors=Arg("", 1.0, 1e7, "receptors per cell", show="1/cell", domain=(1e-6, 1e15)),
)
def occupancy_with_receptors_used(
    *, concentration: Number, log_binding_constant: Number, bonds: Number, places: Number, receptors: Number
) -> Number:
    """Share of the places that hold a particle when bound particles use receptors up.

    θ = ρK xⁿ/(1 + ρK xⁿ) with x = 1 − n S θ/N_R, the share of receptors left

    concentration: mol/m³; log_binding_constant: ln(K/1 nm³); bonds n, places S, receptors N_R: plain numbers; numbers or arrays.

    Notes: n is the exponent with which K grows with receptors, so xⁿ is how K falls as they are used up. Never more than
    N_R/(n S).

    Example: strong binding, 10 bonds a particle, 20 000 receptors and 31 000 places: nearly one place in 15.5.

    >>> round(1.0 / occupancy_with_receptors_used(
    ...     concentration=1e-6, log_binding_constant=60.0, bonds=10.0, places=31000.0, receptors=20000.0), 2)
    15.75
    """
    density = concentration * constants.AVOGADRO * constants.UNIT_VOLUME
    dense = larger(density, 1e-300)
    drive = smaller(larger(log(dense) + log_binding_constant, -_MOST), _MOST) + 0.0 * (places + receptors + bonds)
    need = bonds * places / receptors

    def balance(left: Number) -> tuple[Number, Number]:
        share = logistic(drive + bonds * left)
        return exp(left) - 1.0 + need * share, exp(left) + need * bonds * share * (1.0 - share)

    # There at most half of the receptors are left and at most half of the places that they could fill are taken; below e^−600 the
    # receptors are all used, and their number says how many places are.
    lowest = smaller(-math.log(2.0) + 0.0 * drive, -(larger(drive, 0.0) + log(2.0 * larger(need, 1.0))) / bonds)
    with np.errstate(under="ignore"):
        left = rising_root(balance, larger(lowest, -600.0), 0.0 * drive, 0.0 * drive)
        return smaller(logistic(drive + bonds * left), 1.0 / need)
