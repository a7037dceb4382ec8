"""Whether drug and core go together: Hansen distance, Flory–Huggins χ, and an honest class instead of a number."""

from __future__ import annotations

import functools
import math

import numpy as np
import numpy.typing as npt
from scipy.special import ndtri

from formulator.chem import constants
from formulator.chem.model import Arg, Grade, Number, model
from formulator.errors import ModelError

LINDVIG_PREFACTOR = 0.6
"""Prefactor fitted by Lindvig et al. to activity coefficients of solvents in polymers."""
GOOD_BELOW = 1.0
POOR_ABOVE = 1.5
"""χ below which drug and core count as good partners, and above which as poor ones."""


def _difference(about: str, high: float) -> Arg:
    return Arg("Pa**0.5", -high, high, about, show="MPa**0.5", domain=(-1e6, 1e6))


@model(
    "",
    grade=Grade.INDEX,
    equation="χ = a V (Δδ_D² + ¼ Δδ_P² + ¼ Δδ_H²) / (R T)",
    tex=r"\chi = \frac{a V\left(\Delta\delta_D^2 + \frac{1}{4}\Delta\delta_P^2 + \frac{1}{4}\Delta\delta_H^2\right)}{RT}",
    sources=("lindvig2002", "hansen2007", "codata2018"),
    assumes=("the drug is the lattice site", "no specific bonds between drug and polymer"),
    valid=(
        "A ranking within one core, at best. The prefactor was fitted to solvents of 100 cm³/mol; drugs reach 600.",
        "With the errors of group contributions 5 to 95 % of χ spans a factor of 15 for taxanes: show the class, not the number.",
    ),
    temperature=Arg("K", 273.15, 373.15, "temperature", show="degC", domain=(1.0, 1e4)),
    reference_volume=Arg("m**3/mol", 1e-4, 7e-4, "molar volume of the drug", show="cm**3/mol", domain=(0.0, 1.0)),
    delta_dispersion=_difference("difference of the dispersion parameters", 5e3),
    delta_polar=_difference("difference of the polar parameters", 1e4),
    delta_hydrogen=_difference("difference of the hydrogen-bond parameters", 1.5e4),
    prefactor=Arg("", 0.3, 1.0, "prefactor a", domain=(0.0, 100.0), default=LINDVIG_PREFACTOR),
)
def flory_huggins_chi(
    *,
    temperature: Number,
    reference_volume: Number,
    delta_dispersion: Number,
    delta_polar: Number,
    delta_hydrogen: Number,
    prefactor: Number = LINDVIG_PREFACTOR,
) -> Number:
    """Flory–Huggins interaction parameter of drug and polymer from their Hansen parameters.

    χ = a V (Δδ_D² + ¼ Δδ_P² + ¼ Δδ_H²) / (R T)

    temperature: K; reference_volume: m³/mol; delta_*: Pa^½, differences drug − polymer; prefactor: plain number;
    numbers or arrays.

    Notes: three schools differ in a and in the weights (equal weights give up to four times more); 0.6 is Lindvig's.

    Example: paclitaxel (646 cm³/mol) and polycaprolactone at 37 °C, differences 0.75, 5.5 and 3.2 MPa^½.

    >>> chi = flory_huggins_chi(
    ...     temperature=310.15, reference_volume=645.94e-6, delta_dispersion=0.711e3, delta_polar=5.474e3,
    ...     delta_hydrogen=3.273e3,
    ... )
    >>> round(chi, 1)
    1.6

    References: Lindvig, Michelsen and Kontogeorgis, Fluid Phase Equilib. 2002, 203, 247,
    doi:10.1016/S0378-3812(02)00184-X.
    """
    spread = delta_dispersion * delta_dispersion + 0.25 * (delta_polar * delta_polar + delta_hydrogen * delta_hydrogen)
    return prefactor * reference_volume * spread / (constants.GAS_CONSTANT * temperature)


@model(
    "Pa**0.5",
    show="MPa**0.5",
    grade=Grade.INDEX,
    equation="R_a = √(4 Δδ_D² + Δδ_P² + Δδ_H²)",
    tex=r"R_a = \sqrt{4\Delta\delta_D^2 + \Delta\delta_P^2 + \Delta\delta_H^2}",
    sources=("hansen2007",),
    assumes=("like dissolves like",),
    valid=("A ranking of partners. Published success is mixed: good within one polymer, poor across drugs.",),
    delta_dispersion=_difference("difference of the dispersion parameters", 5e3),
    delta_polar=_difference("difference of the polar parameters", 1e4),
    delta_hydrogen=_difference("difference of the hydrogen-bond parameters", 1.5e4),
)
def hansen_distance(*, delta_dispersion: Number, delta_polar: Number, delta_hydrogen: Number) -> Number:
    """Distance of two substances in Hansen space.

    R_a = √(4 Δδ_D² + Δδ_P² + Δδ_H²)

    delta_*: Pa^½; numbers or arrays.

    Example: differences of 1, 2 and 2 MPa^½.

    >>> round(hansen_distance(delta_dispersion=1e3, delta_polar=2e3, delta_hydrogen=2e3), 2)
    3464.1
    """
    squared: Number = 4.0 * delta_dispersion**2 + delta_polar**2 + delta_hydrogen**2
    return squared**0.5


@functools.cache
def _normal_points(count: int, dimensions: int) -> npt.NDArray[np.float64]:
    """Evenly spread standard-normal points (additive recurrence on the generalised golden ratio)."""
    ratio = 2.0
    for _ in range(60):
        ratio = (1.0 + ratio) ** (1.0 / (dimensions + 1))
    steps = ratio ** -np.arange(1.0, dimensions + 1)
    uniform = (0.5 + np.arange(1.0, count + 1)[:, None] * steps) % 1.0
    points: npt.NDArray[np.float64] = ndtri(np.clip(uniform, 1e-12, 1.0 - 1e-12))
    return points


def chi_band(
    *,
    temperature: float,
    reference_volume: float,
    differences: tuple[float, float, float],
    errors: tuple[float, float, float],
    prefactor: float = LINDVIG_PREFACTOR,
) -> tuple[float, float]:
    """χ that is undercut with 5 % and with 95 % probability, from the errors of the three Hansen differences.

    temperature: K; reference_volume: m³/mol; differences, errors (standard deviations): Pa^½, dispersion, polar and
    hydrogen. The same numbers always give the same band.

    Example: paclitaxel in polycaprolactone with the errors of group contributions.

    >>> low, high = chi_band(
    ...     temperature=310.15, reference_volume=645.94e-6, differences=(0.711e3, 5.474e3, 3.273e3),
    ...     errors=(1.19e3, 3.51e3, 2.86e3),
    ... )
    >>> round(low, 1), round(high, 0)
    (0.4, 6.0)
    """
    if any(not error >= 0.0 for error in errors):
        raise ModelError("The error of a Hansen difference cannot be negative.")
    drawn = np.asarray(differences) + _normal_points(4096, 3) * np.asarray(errors)
    chi = flory_huggins_chi.si(
        temperature=temperature,
        reference_volume=reference_volume,
        delta_dispersion=drawn[:, 0],
        delta_polar=drawn[:, 1],
        delta_hydrogen=drawn[:, 2],
        prefactor=prefactor,
    )
    low, high = np.percentile(chi, (5.0, 95.0))
    return float(low), float(high)


def compatibility_class(low: float, high: float) -> str:
    """'good', 'uncertain' or 'poor' from the 5 % and the 95 % value of χ; 'unknown' when there is none.

    Good: even the high end lies below 1. Poor: even the low end lies above 1.5. The two limits are a judgement.

    >>> compatibility_class(0.04, 0.86), compatibility_class(0.37, 6.1), compatibility_class(1.8, 7.6)
    ('good', 'uncertain', 'poor')
    """
    if math.isnan(low) or math.isnan(high):
        return "unknown"
    if high < GOOD_BELOW:
        return "good"
    return "poor" if low > POOR_ABOVE else "uncertain"
