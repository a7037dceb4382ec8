"""What changes release: acid, thiols, and a medium that takes up no more drug."""

from __future__ import annotations

import math

from formulator.chem import constants
from formulator.chem.elementary import larger, smaller
from formulator.chem.model import Arg, Grade, Number, model
from formulator.chem.numeric import logistic

LN10 = math.log(10.0)
_FAR = 100.0
"""pH units beyond which a group is wholly one or the other."""

_BASE = Arg("1/s", 0.0, 1e-3, "rate without the trigger", show="1/h", domain=(0.0, 1e12))


@model(
    "1/s",
    show="1/h",
    grade=Grade.FIT,
    equation="k = k₀ + k_S [thiol]",
    tex=r"k = k_0 + k_S\,[\mathrm{RSH}]",
    sources=("massaction",),
    assumes=("first order in the thiol", "thiol reaches every bond"),
    valid=("Glutathione is 2–10 mM in the cytosol and 2–20 µM in plasma: commonly cited, not verified here.",),
    base_rate=_BASE,
    thiol_rate_constant=Arg("m**3/mol/s", 1e-9, 1e-2, "rate constant with the thiol", show="L/mol/s", domain=(0.0, 1e9)),
    thiol_concentration=Arg("mol/m**3", 1e-3, 10.0, "thiol concentration", show="mmol/L", domain=(0.0, 1e5)),
)
def thiol_release_rate(*, base_rate: Number, thiol_rate_constant: Number, thiol_concentration: Number) -> Number:
    """Release rate constant of a disulfide carrier in a reducing medium.

    k = k₀ + k_S [thiol]

    base_rate: 1/s; thiol_rate_constant: m³/(mol·s); thiol_concentration: mol/m³ (the same figure in mM); numbers
    or arrays.

    Example: 0.001 per second and mM, at 10 mM.

    >>> thiol_release_rate(base_rate=0.0, thiol_rate_constant=0.001, thiol_concentration=10.0)
    0.01
    """
    return base_rate + thiol_rate_constant * thiol_concentration


@model(
    "1/s",
    show="1/h",
    grade=Grade.FIT,
    equation="k = k₀ + k_H c° 10^(−pH)",
    tex=r"k = k_0 + k_H\,c^\circ\,10^{-\mathrm{pH}}",
    sources=("massaction",),
    assumes=("specific acid catalysis", "local pH is the pH of the medium"),
    valid=("Acetals, hydrazones and the like; not carriers that dissolve when their amines ionise (step-like in pH).",),
    base_rate=_BASE,
    acid_rate_constant=Arg("m**3/mol/s", 1e-6, 10.0, "rate constant with acid", show="L/mol/s", domain=(0.0, 1e9)),
    ph=Arg("", 4.0, 8.0, "pH of the medium", domain=(-2.0, 16.0)),
)
def acid_release_rate(*, base_rate: Number, acid_rate_constant: Number, ph: Number) -> Number:
    """Release rate constant of a carrier whose bonds acid cleaves.

    k = k₀ + k_H c° 10^(−pH), c° = 1 mol/L

    base_rate: 1/s; acid_rate_constant: m³/(mol·s); ph: plain number; numbers or arrays.

    Example: 0.1 m³/(mol·s) is 0.001 per second at pH 5, and 250 times slower at pH 7.4.

    >>> round(acid_release_rate(base_rate=0.0, acid_rate_constant=0.1, ph=5.0), 6)
    0.001
    """
    protons: Number = constants.STANDARD_CONCENTRATION * 10.0**-ph
    return base_rate + acid_rate_constant * protons


@model(
    "1/s",
    show="1/h",
    grade=Grade.FIT,
    equation="k = k₀ + k_I α, α = 1 / (1 + 10^(n (pH − pK_a)))",
    tex=r"k = k_0 + k_I\,\alpha,\quad \alpha = \frac{1}{1+10^{\,n(\mathrm{pH}-\mathrm{p}K_a)}}",
    sources=("hendersonhasselbalch", "massaction"),
    assumes=("release follows the share of charged amines", "pH inside follows that of the medium at once"),
    valid=(
        "Carriers that swell or dissolve when their amines take up protons (PDPA, PDEA). Both rates are fitted, never predicted.",
        "Micelles and membranes of such polymers switch within a few tenths of a pH unit: n 2–5.",
    ),
    base_rate=_BASE,
    ionised_rate=Arg("1/s", 1e-7, 1e-2, "rate that full ionisation adds", show="1/h", domain=(0.0, 1e12)),
    pka=Arg("", 5.0, 8.0, "pH at which half of the amines are charged (PDPA 6.3, PDEA 7.3)", domain=(-20.0, 40.0)),
    ph=Arg("", 4.0, 8.0, "pH of the medium", domain=(-2.0, 16.0)),
    steepness=Arg("", 1.0, 5.0, "steepness of the switch", domain=(0.01, 100.0), default=1.0),
)
def ionisation_release_rate(*, base_rate: Number, ionised_rate: Number, pka: Number, ph: Number, steepness: Number = 1.0) -> Number:
    """Release rate constant of a carrier whose amines make it fall apart as they ionise.

    k = k₀ + k_I α, α = 1 / (1 + 10^(n (pH − pK_a)))

    base_rate, ionised_rate: 1/s; pka, ph, steepness: plain numbers; numbers or arrays.

    Example: 0.001 per second in full, pK_a 6.3, at pH 5.5 and 7.4.

    >>> [round(ionisation_release_rate(base_rate=0.0, ionised_rate=1e-3, pka=6.3, ph=ph), 6) for ph in (5.5, 7.4)]
    [0.000863, 7.4e-05]
    """
    return base_rate + ionised_rate * logistic(LN10 * smaller(larger(steepness * (pka - ph), -_FAR), _FAR))


@model(
    "",
    show="percent",
    grade=Grade.LAW,
    equation="F_∞ = (1 − φ) / (1 − φ + K φ)",
    tex=r"F_\infty = \frac{1-\varphi}{1-\varphi+K\varphi}",
    sources=("massbalance",),
    assumes=("equilibrium of dissolved drug between core and medium", "no protein that binds drug"),
    valid=("Closed vessel. Serum or repeated exchange of the medium releases more.",),
    partition_coefficient=Arg("", 1.0, 1e6, "drug in core / in medium, per volume", domain=(0.0, 1e15)),
    core_volume_fraction=Arg("", 1e-6, 0.1, "volume of all cores / total volume", domain=(0.0, 0.999999)),
)
def release_plateau(*, partition_coefficient: Number, core_volume_fraction: Number) -> Number:
    """Share of drug outside when a closed vessel has come to equilibrium: release stops there.

    F_∞ = (1 − φ) / (1 − φ + K φ)

    partition_coefficient, core_volume_fraction: plain numbers or arrays.

    Example: K 1000 at 0.1 vol% of cores: half stays inside for good.

    >>> round(release_plateau(partition_coefficient=999.0, core_volume_fraction=0.001), 6)
    0.5
    """
    outside = 1.0 - core_volume_fraction
    return outside / (outside + partition_coefficient * core_volume_fraction)


@model(
    "",
    grade=Grade.LAW,
    equation="n = V S / m",
    tex=r"n = \frac{V S}{m}",
    sources=("massbalance",),
    assumes=("solubility at the pH and in the additives of the medium",),
    valid=("Sink conditions are usually taken as 3 or more (10 to be safe); below, the medium limits the release.",),
    medium_volume=Arg("m**3", 1e-6, 1.0, "volume of the release medium", show="mL", domain=(0.0, 1e6)),
    solubility=Arg("kg/m**3", 1e-5, 100.0, "solubility of the drug in it", show="mg/mL", domain=(0.0, 1e5)),
    drug_mass=Arg("kg", 1e-9, 1e-2, "drug put in", show="mg", domain=(1e-15, 1e3)),
)
def sink_ratio(*, medium_volume: Number, solubility: Number, drug_mass: Number) -> Number:
    """How many times the medium could dissolve the whole dose.

    n = V S / m

    medium_volume: m³; solubility: kg/m³ (the same figure in mg/mL); drug_mass: kg; numbers or arrays.

    Example: 0.1 mg into 100 mL of a medium that dissolves 10 µg/mL.

    >>> round(sink_ratio(medium_volume=100e-6, solubility=0.01, drug_mass=0.1e-6), 9)
    10.0
    """
    return medium_volume * solubility / drug_mass
