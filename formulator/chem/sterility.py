"""What a sterile product asks of particles: passing a filter, endotoxin, and sugar that lets them survive freezing."""

from __future__ import annotations

from scipy.special import ndtr

from formulator.chem.elementary import larger, log, log1p
from formulator.chem.model import Arg, Grade, Number, model
from formulator.chem.numeric import is_plain

LARGEST_D90 = 200e-9
"""m: particles whose d_V90 is larger block a filter of 0.2 µm."""
FILTERABLE_Z, FILTERABLE_PDI = 120e-9, 0.15
"""Below both, particles usually pass; above 150 nm with a PDI above 0.2 they usually do not."""
UNFILTERABLE_Z, UNFILTERABLE_PDI = 150e-9, 0.2
FREEZE_RATIO = (5.0, 20.0)
"""Sugar per particle by mass: below the first particles usually fuse on drying, above the second more does not help."""


@model(
    "",
    show="percent",
    grade=Grade.RULE_OF_THUMB,
    equation="f = Φ[ln(d_V50 / d_pore) / s], d_V50 = Z (1 + PDI)^(−2.5), s = √ln(1 + PDI)",
    tex=r"f = \Phi\!\left(\frac{\ln(d_{V50}/d_\mathrm{pore})}{s}\right)",
    sources=("hatch1929",),
    assumes=("log-normal sizes", "hard spheres that are held back when larger than the pore", "no adsorption"),
    valid=(
        "A lower limit of what is lost: pores have a spread, and particles of half their width block them by and by.",
        "From Z and PDI above 100 nm use Mie-corrected values.",
    ),
    z_average=Arg("m", 2e-8, 3e-7, "z-average diameter", show="nm", domain=(1e-12, 1.0)),
    pdi=Arg("", 0.01, 0.3, "polydispersity index", domain=(0.0, 10.0)),
    pore_diameter=Arg("m", 1e-7, 1e-6, "rated pore of the filter", show="nm", domain=(1e-12, 1.0), default=2e-7),
)
def filter_retained_fraction(*, z_average: Number, pdi: Number, pore_diameter: Number = 2e-7) -> Number:
    """Share of the material in particles that are larger than the pores of a filter.

    f = Φ[ln(d_V50 / d_pore) / s], d_V50 = Z (1 + PDI)^(−2.5), s = √ln(1 + PDI)

    z_average, pore_diameter: m; pdi: plain number; numbers or arrays.

    Example: 150 nm with PDI 0.2 through 0.2 µm: 2.5 % of the material is larger.

    >>> round(100 * filter_retained_fraction(z_average=150e-9, pdi=0.2), 1)
    4.1

    References: Hatch and Choate, J. Franklin Inst. 1929, 207, 369, doi:10.1016/S0016-0032(29)91451-4.
    """
    spread = larger(log1p(pdi), 1e-12)
    score = (log(z_average / pore_diameter) - 2.5 * log1p(pdi)) / spread**0.5
    share: Number = float(ndtr(score)) if is_plain(score) else ndtr(larger(score, -37.0))
    return share


def filter_class(z_average: float, pdi: float, d90: float) -> str:
    """'passes', 'uncertain' or 'blocks' a sterile filter of 0.2 µm, by rules in use (not verified here); nan is 'unknown'.

    >>> filter_class(100e-9, 0.1, 120e-9), filter_class(140e-9, 0.12, 170e-9), filter_class(160e-9, 0.25, 180e-9)
    ('passes', 'uncertain', 'blocks')
    """
    if not (z_average > 0.0 and pdi >= 0.0 and d90 > 0.0):
        return "unknown"
    if d90 > LARGEST_D90 or (z_average > UNFILTERABLE_Z and pdi > UNFILTERABLE_PDI):
        return "blocks"
    return "passes" if z_average < FILTERABLE_Z and pdi < FILTERABLE_PDI else "uncertain"


@model(
    "EU/m**3",
    show="EU/mL",
    grade=Grade.LAW,
    equation="limit = K / v",
    tex=r"\mathrm{limit} = \frac{K}{v}",
    sources=("usp85",),
    assumes=("the largest dose is given within an hour",),
    valid=(
        "Intravenous K is 5 EU/kg, into the spinal canal 0.2 EU/kg (a pharmacopoeia's rule, recalled).",
        "Particles disturb the assay: recover a spike before believing a low value.",
    ),
    volume_per_body_mass=Arg("m**3/kg", 1e-6, 2e-2, "largest volume within an hour, per body mass", show="mL/kg", domain=(1e-12, 1.0)),
    threshold=Arg("EU/kg", 0.2, 5.0, "endotoxin that a body stands within an hour", show="EU/kg", domain=(0.0, 1e6), default=5.0),
)
def endotoxin_limit(*, volume_per_body_mass: Number, threshold: Number = 5.0) -> Number:
    """Highest endotoxin content of an injection.

    limit = K / v

    volume_per_body_mass: m³/kg; threshold: EU/kg; numbers or arrays.

    Example: 10 mL/kg intravenously, in EU/mL.

    >>> round(1e-6 * endotoxin_limit(volume_per_body_mass=10e-6), 9)
    0.5
    """
    return threshold / volume_per_body_mass


@model(
    "",
    show="mg/mg",
    grade=Grade.LAW,
    equation="r = c_sugar / c_particles",
    tex=r"r = \frac{c_\mathrm{sugar}}{c_\mathrm{particles}}",
    sources=("massbalance",),
    assumes=("all sugar is outside the particles",),
    valid=(
        "Exact bookkeeping. 5–20 mg of sucrose or trehalose per mg of particles is in use; 1 % sucrose or 2 % trehalose sufficed "
        "for one PLGA dispersion.",
    ),
    cryoprotectant=Arg("kg/m**3", 0.0, 200.0, "sucrose or trehalose", show="mg/mL", domain=(0.0, 1e4)),
    particles=Arg("kg/m**3", 0.1, 100.0, "mass of particles per volume", show="mg/mL", domain=(1e-9, 1e4)),
)
def cryoprotectant_ratio(*, cryoprotectant: Number, particles: Number) -> Number:
    """Sugar per particle by mass in a dispersion that is to be frozen or dried.

    r = c_sugar / c_particles

    cryoprotectant, particles: kg/m³ (the same figure in mg/mL); numbers or arrays.

    Example: 5 % w/v sucrose with 5 mg/mL of particles.

    >>> cryoprotectant_ratio(cryoprotectant=50.0, particles=5.0)
    10.0
    """
    return cryoprotectant / particles


def freeze_class(ratio: float) -> str:
    """'too little', 'usual' or 'plenty' of sugar for freezing, from sugar per particle by mass; nan is 'unknown'.

    >>> freeze_class(1.0), freeze_class(10.0), freeze_class(50.0)
    ('too little', 'usual', 'plenty')
    """
    low, high = FREEZE_RATIO
    if not ratio >= 0.0:
        return "unknown"
    if ratio < low:
        return "too little"
    return "usual" if ratio <= high else "plenty"
