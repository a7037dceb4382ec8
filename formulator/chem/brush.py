"""What a brush of grafted chains costs and how hard it pushes: its free energy, at rest and squeezed."""

from __future__ import annotations

import math

from formulator.chem import constants
from formulator.chem.elementary import larger, smaller
from formulator.chem.model import Arg, Grade, Number, model

SEGMENTS = Arg("", 20.0, 500.0, "segments (repeat units) in one chain", domain=(1e-3, 1e7))
SEGMENT_LENGTH = Arg("m", 0.28e-9, 0.40e-9, "length of one segment (PEG 0.35 nm)", show="nm", domain=(1e-12, 1e-6))
GRAFTING_DENSITY = Arg("1/m**2", 1e16, 2e18, "chains per area of core surface", show="1/nm**2", domain=(1e8, 1e22))

GOOD_SOLVENT = ("good solvent", "neutral flexible chains of one length")

_GROUND: float = 0.9 * (math.pi**2 / 12.0) ** (1.0 / 3.0)


def _ground_energy(segments: Number, segment_length: Number, grafting_density: Number) -> Number:
    per_chain: Number = grafting_density ** (5.0 / 3.0) * segment_length ** (4.0 / 3.0)
    return _GROUND * segments * per_chain


@model(
    "1/m**2",
    show="1/nm**2",
    grade=Grade.RULE_OF_THUMB,
    equation="F₀/kT = 0.9 (π²/12)^(1/3) N Γ^(5/3) b^(4/3)",
    tex=r"\frac{F_0}{kT} = \tfrac{9}{10}\left(\frac{\pi^2}{12}\right)^{1/3} N\,\Gamma^{5/3} b^{4/3}",
    sources=("milner1988",),
    assumes=(*GOOD_SOLVENT, "flat wall", "strong stretching"),
    valid=("Overlapping chains (Σ above 1), in units of kT per area; 1.44 times this for a Gaussian spring.",),
    segments=SEGMENTS,
    segment_length=SEGMENT_LENGTH,
    grafting_density=GRAFTING_DENSITY,
)
def brush_energy(*, segments: Number, segment_length: Number, grafting_density: Number) -> Number:
    """Free energy of an undisturbed brush, in kT per area.

    F₀/kT = 0.9 (π²/12)^(1/3) N Γ^(5/3) b^(4/3)

    segments: plain number; segment_length: m; grafting_density: 1/m²; numbers or arrays.

    Example: N = 45 at 0.25 chains per nm², in kT/nm².

    >>> round(1e-18 * brush_energy(segments=45.0, segment_length=0.35e-9, grafting_density=0.25e18), 5)
    0.92858

    References: Milner, Witten and Cates, Macromolecules 1988, 21, 2610, doi:10.1021/ma00186a051.
    """
    return _ground_energy(segments, segment_length, grafting_density)


@model(
    "1/m**2",
    show="1/nm**2",
    grade=Grade.RULE_OF_THUMB,
    equation="ΔF/kT = (F₀/kT) [ (5/9)(1/u + u² − u⁵/5) − 1 ] for u = h/H < 1, else 0",
    tex=r"\frac{\Delta F}{kT} = \frac{F_0}{kT}"
    r"\left[\frac{5}{9}\left(\frac{1}{u} + u^2 - \frac{u^5}{5}\right) - 1\right],\quad u = h/H < 1",
    sources=("milner1988",),
    assumes=(*GOOD_SOLVENT, "flat wall", "strong stretching", "compressed by an impenetrable wall"),
    valid=("Overlapping chains (Σ above 1) squeezed to not less than about a tenth of their height.",),
    compression=Arg("", 0.1, 1.0, "height left, as a share of the free height", domain=(1e-6, 1e6)),
    segments=SEGMENTS,
    segment_length=SEGMENT_LENGTH,
    grafting_density=GRAFTING_DENSITY,
)
def brush_compression_energy(*, compression: Number, segments: Number, segment_length: Number, grafting_density: Number) -> Number:
    """What squeezing a brush to a share u of its height costs, in kT per area.

    ΔF/kT = (F₀/kT) [ (5/9)(1/u + u² − u⁵/5) − 1 ] for u = h/H < 1, else 0

    compression: u, plain number; segments: plain number; segment_length: m; grafting_density: 1/m²; numbers or arrays.

    Example: N = 45 at 0.25 chains per nm² squeezed to 0.4 of its height, in kT/nm².

    >>> energy = brush_compression_energy(
    ...     compression=0.4, segments=45.0, segment_length=0.35e-9, grafting_density=0.25e18
    ... )
    >>> round(1e-18 * energy, 5)
    0.4426

    References: Milner, Witten and Cates, Macromolecules 1988, 21, 2610, doi:10.1021/ma00186a051.
    """
    u = smaller(compression, 1.0)
    gain = larger(5.0 / 9.0 * (1.0 / u + u**2 - u**5 / 5.0) - 1.0, 0.0)
    return gain * _ground_energy(segments, segment_length, grafting_density)


@model(
    "Pa",
    show="kPa",
    grade=Grade.RULE_OF_THUMB,
    equation="P = k T Γ^(3/2) [ (H/h)^(9/4) − (h/H)^(3/4) ] for h < H, else 0",
    tex=r"P = kT\,\Gamma^{3/2}\left[\left(\frac{H}{h}\right)^{9/4} - \left(\frac{h}{H}\right)^{3/4}\right]",
    sources=("alexander1977", "degennes1987"),
    assumes=(*GOOD_SOLVENT, "one brush against a bare wall"),
    valid=("Overlapping chains. Osmotic and elastic terms; prefactors of order one are left out.",),
    separation=Arg("m", 5e-10, 1e-7, "distance of the wall from the grafting surface", show="nm", domain=(1e-12, 1.0)),
    brush_height=Arg("m", 1e-9, 1e-7, "height of the free brush", show="nm", domain=(1e-12, 1.0)),
    grafting_density=GRAFTING_DENSITY,
    temperature=Arg("K", 273.15, 333.15, "temperature", show="degC", domain=(1.0, 1e4)),
)
def brush_pressure(*, separation: Number, brush_height: Number, grafting_density: Number, temperature: Number) -> Number:
    """Pressure with which a brush resists a wall (Alexander–de Gennes).

    P = k T Γ^(3/2) [ (H/h)^(9/4) − (h/H)^(3/4) ] for h < H, else 0

    separation, brush_height: m; grafting_density: 1/m²; temperature: K; numbers or arrays.

    Example: a 10 nm brush of 0.25 chains per nm² squeezed to half, in kPa.

    >>> pressure = brush_pressure(
    ...     separation=5e-9, brush_height=10e-9, grafting_density=0.25e18, temperature=298.15
    ... )
    >>> round(1e-3 * pressure, 0)
    2142.0
    """
    ratio = smaller(separation / brush_height, 1.0)
    push: Number = ratio**-2.25 - ratio**0.75
    return constants.BOLTZMANN * temperature * grafting_density**1.5 * push


@model(
    "",
    grade=Grade.INDEX,
    equation="U/kT = c V_R Γ^(3/2) (1 − (d/H)²)^(9/4) for d < H, else 0",
    tex=r"\frac{U}{kT} = c\,V_R\,\Gamma^{3/2}\left(1-(d/H)^2\right)^{9/4}",
    sources=("halperin1999", "tian2020"),
    assumes=(*GOOD_SOLVENT, "the receptor is small against the brush", "osmotic pressure of the brush as φ^(9/4), parabolic profile"),
    valid=("A scaling estimate: the prefactor is of order one and unknown (0.3-3). An option, off unless it is asked for.",),
    receptor_volume=Arg("m**3", 1e-27, 1e-24, "volume of the receptor's head", show="nm**3", domain=(0.0, 1e-18)),
    grafting_density=GRAFTING_DENSITY,
    depth=Arg("m", 0.0, 1e-7, "distance of the bound ligand from the grafting surface", show="nm", domain=(0.0, 1.0)),
    brush_height=Arg("m", 1e-9, 1e-7, "height of the free brush", show="nm", domain=(1e-12, 1.0)),
    prefactor=Arg("", 0.3, 3.0, "steric prefactor", domain=(0.0, 100.0), default=1.0),
)
def receptor_insertion_energy(
    *, receptor_volume: Number, grafting_density: Number, depth: Number, brush_height: Number, prefactor: Number = 1.0
) -> Number:
    """What it costs to push a receptor into the brush down to a ligand that ends below its top, in kT.

    U/kT = c V_R Γ^(3/2) (1 − (d/H)²)^(9/4) for d < H, else 0

    receptor_volume: m³; grafting_density: 1/m²; depth d, brush_height H: m; prefactor c: plain number; numbers or arrays.

    Notes: it weakens every bond by e^U, that is, K_D becomes K_D e^U.

    Example: a head of 60 nm³ and a ligand half-way up a brush of 0.25 chains per nm².

    >>> round(receptor_insertion_energy(receptor_volume=60e-27, grafting_density=0.25e18, depth=5e-9, brush_height=10e-9), 2)
    3.93

    References: Halperin, Langmuir 1999, 15, 2525.
    """
    room = larger(1.0 - smaller(depth / brush_height, 1.0) ** 2, 0.0)
    return prefactor * receptor_volume * grafting_density**1.5 * room**2.25
