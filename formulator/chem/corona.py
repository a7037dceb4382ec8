"""The hydrated polymer layer (PEG as a rule): coils, brushes flat and curved, and their thickness."""

from __future__ import annotations

import math

from formulator.chem import constants
from formulator.chem.brush import GOOD_SOLVENT, GRAFTING_DENSITY, SEGMENT_LENGTH, SEGMENTS
from formulator.chem.elementary import larger, smaller
from formulator.chem.model import Arg, Grade, Number, model

PEG_REPEAT_MOLAR_MASS = constants.PEG_REPEAT
"""kg/mol of one –CH₂CH₂O– unit."""
PEG_END_MOLAR_MASS = constants.PEG_ENDS
"""kg/mol of the two chain ends (H and OH)."""

_RADIUS = Arg("m", 2e-9, 1e-6, "radius of the core that carries the chains", show="nm", domain=(1e-12, 1.0))


def _planar(segments: Number, segment_length: Number, grafting_density: Number) -> Number:
    """Height of a flat brush without its prefactor."""
    stretch: Number = (grafting_density * segment_length**2) ** (1.0 / 3.0)
    return segments * segment_length * stretch


_PREFACTOR = "The exponents are sure, the prefactor of order one is not: published values lie between 0.7 and 1.3."


@model(
    "",
    grade=Grade.LAW,
    equation="N = (M − M_end) / M_unit",
    tex=r"N = \frac{M - M_\mathrm{end}}{M_\mathrm{unit}}",
    sources=("stoichiometry",),
    assumes=("linear chain", "molar mass of the chain alone, without the other block"),
    valid=("Exact for one chain; for a distribution it gives the mean number when M is the number average.",),
    chain_molar_mass=Arg("kg/mol", 0.5, 40.0, "molar mass of the chain", show="g/mol", domain=(1e-3, 1e6)),
    repeat_molar_mass=Arg(
        "kg/mol",
        0.02,
        0.3,
        "molar mass of the repeat unit",
        show="g/mol",
        domain=(1e-3, 1e3),
        default=PEG_REPEAT_MOLAR_MASS,
    ),
    end_molar_mass=Arg(
        "kg/mol",
        0.0,
        0.2,
        "molar mass of both chain ends",
        show="g/mol",
        domain=(0.0, 10.0),
        default=PEG_END_MOLAR_MASS,
    ),
)
def segment_number(
    *,
    chain_molar_mass: Number,
    repeat_molar_mass: Number = PEG_REPEAT_MOLAR_MASS,
    end_molar_mass: Number = PEG_END_MOLAR_MASS,
) -> Number:
    """Number of repeat units of a chain from its molar mass; PEG unless told otherwise.

    N = (M − M_end) / M_unit

    chain_molar_mass, repeat_molar_mass, end_molar_mass: kg/mol; numbers or arrays.

    Example: PEG 5000.

    >>> round(segment_number(chain_molar_mass=5.0), 2)
    113.1
    """
    return larger(chain_molar_mass - end_molar_mass, 0.0) / repeat_molar_mass


@model(
    "m",
    show="nm",
    grade=Grade.RULE_OF_THUMB,
    equation="L_c = N b",
    tex=r"L_c = N b",
    sources=("degennes1980",),
    assumes=("segment length measured along the stretched chain",),
    valid=("The longest a chain can reach; thermal motion keeps it shorter.",),
    segments=SEGMENTS,
    segment_length=SEGMENT_LENGTH,
)
def contour_length(*, segments: Number, segment_length: Number) -> Number:
    """Length of a fully stretched chain.

    L_c = N b

    segments: plain number; segment_length: m; numbers or arrays.

    Example: PEG 5000, in nm.

    >>> round(1e9 * contour_length(segments=113.1, segment_length=0.35e-9), 2)
    39.58
    """
    return segments * segment_length


@model(
    "m",
    show="nm",
    grade=Grade.RULE_OF_THUMB,
    equation="R_F = b N^(3/5)",
    tex=r"R_F = b N^{3/5}",
    sources=("flory1953", "devanand1991"),
    assumes=GOOD_SOLVENT,
    valid=(
        "Coils of more than some 20 segments. " + _PREFACTOR,
        "Measured PEG coils are larger: √6 times the fitted radius of gyration gives 4.4 nm (2 kDa) and 7.6 "
        "nm (5 kDa), "
        "against 3.4 and 6.0 nm here.",
    ),
    segments=SEGMENTS,
    segment_length=SEGMENT_LENGTH,
)
def flory_radius(*, segments: Number, segment_length: Number) -> Number:
    """Size of a free coil in good solvent (Flory radius).

    R_F = b N^(3/5)

    segments: plain number; segment_length: m; numbers or arrays.

    Example: PEG 5000 with N = 5000/44.05, in nm.

    >>> round(1e9 * flory_radius(segments=113.5074, segment_length=0.35e-9), 4)
    5.9853

    References: Flory, Principles of Polymer Chemistry, 1953, chapter 12.
    """
    return segment_length * segments**0.6


@model(
    "",
    grade=Grade.RULE_OF_THUMB,
    equation="Σ = π R_F² Γ",
    tex=r"\Sigma = \pi R_F^2\,\Gamma",
    sources=("brittain2007", "selli2019"),
    assumes=("coil taken as a disc of radius R_F",),
    valid=(
        "Mushroom below 1, crossing over from 1 to 5, brush above 5: a convention. "
        "Simulation and NMR place the true change at higher density.",
    ),
    flory_radius=Arg("m", 1e-9, 2e-8, "Flory radius of the chain", show="nm", domain=(1e-12, 1.0)),
    grafting_density=GRAFTING_DENSITY,
)
def brush_overlap(*, flory_radius: Number, grafting_density: Number) -> Number:
    """How many chains share the room of one coil.

    Σ = π R_F² Γ

    flory_radius: m; grafting_density: 1/m²; numbers or arrays.

    Example: PEG 2000 at 0.25 chains per nm².

    >>> round(brush_overlap(flory_radius=3.43528431755018e-9, grafting_density=0.25e18), 4)
    9.2686

    References: Brittain and Minko, J. Polym. Sci. A 2007, 45, 3505, doi:10.1002/pola.22180.
    """
    return math.pi * flory_radius**2 * grafting_density


@model(
    "m",
    show="nm",
    grade=Grade.RULE_OF_THUMB,
    equation="H₀ = N b (Γ b²)^(1/3)",
    tex=r"H_0 = N b\,(\Gamma b^2)^{1/3}",
    sources=("alexander1977", "degennes1980"),
    assumes=(*GOOD_SOLVENT, "flat wall", "all chain ends at the rim"),
    valid=("Overlapping chains (Σ above about 1); below, the coil is the taller. " + _PREFACTOR,),
    segments=SEGMENTS,
    segment_length=SEGMENT_LENGTH,
    grafting_density=GRAFTING_DENSITY,
)
def brush_height_planar(*, segments: Number, segment_length: Number, grafting_density: Number) -> Number:
    """Height of a flat brush (Alexander–de Gennes).

    H₀ = N b (Γ b²)^(1/3) = N b^(5/3) Γ^(1/3)

    segments: plain number; segment_length: m; grafting_density: 1/m²; numbers or arrays.

    Example: PEG 5000 (N = 113.5074) at 0.2 chains per nm², in nm.

    >>> height = brush_height_planar(segments=113.5074, segment_length=0.35e-9, grafting_density=0.2e18)
    >>> round(1e9 * height, 3)
    11.538

    References: Alexander, J. Phys. France 1977, 38, 983, doi:10.1051/jphys:01977003808098300; de Gennes, Macromolecules
    1980, 13, 1069, doi:10.1021/ma60077a009.
    """
    return _planar(segments, segment_length, grafting_density)


_MWC_HEIGHT: float = (12.0 / math.pi**2) ** (1.0 / 3.0)


@model(
    "m",
    show="nm",
    grade=Grade.RULE_OF_THUMB,
    equation="H = (12/π²)^(1/3) N b (Γ b²)^(1/3)",
    tex=r"H = (12/\pi^2)^{1/3} N b\,(\Gamma b^2)^{1/3}",
    sources=("milner1988",),
    assumes=(*GOOD_SOLVENT, "flat wall", "strong stretching, parabolic profile"),
    valid=(
        "Overlapping chains (Σ above 1). The theory's parameters are set to w = b³ and v = b⁻²; "
        "with the spring of a Gaussian chain (v = 3/b²) the height is 0.69 times this.",
    ),
    segments=SEGMENTS,
    segment_length=SEGMENT_LENGTH,
    grafting_density=GRAFTING_DENSITY,
)
def brush_height_mwc(*, segments: Number, segment_length: Number, grafting_density: Number) -> Number:
    """Height of a flat brush with a parabolic profile (Milner, Witten and Cates).

    H = (12/π²)^(1/3) N b (Γ b²)^(1/3)

    segments: plain number; segment_length: m; grafting_density: 1/m²; numbers or arrays.

    Example: PEG 2000 (N = 44.994) at 0.25 chains per nm², in nm.

    >>> height = brush_height_mwc(segments=44.994324631101, segment_length=0.35e-9, grafting_density=0.25e18)
    >>> round(1e9 * height, 4)
    5.2587

    References: Milner, Witten and Cates, Macromolecules 1988, 21, 2610, doi:10.1021/ma00186a051.
    """
    return _planar(segments, segment_length, grafting_density) * _MWC_HEIGHT


def _curved(planar: Number, radius: Number) -> Number:
    height: Number = radius * ((1.0 + 5.0 * planar / (3.0 * radius)) ** 0.6 - 1.0)
    return height


@model(
    "m",
    show="nm",
    grade=Grade.RULE_OF_THUMB,
    equation="H = R [ (1 + 5 H₀ / 3R)^(3/5) − 1 ], H₀ = N b (Γ b²)^(1/3)",
    tex=r"H = R\left[\left(1 + \frac{5 H_0}{3R}\right)^{3/5} - 1\right],\quad H_0 = N b\,(\Gamma b^2)^{1/3}",
    sources=("daoud1982", "wijmans1993"),
    assumes=(*GOOD_SOLVENT, "sphere", "blobs grow with the distance from the centre"),
    valid=(
        "Overlapping chains on a sphere; tends to the flat brush for a large core. " + _PREFACTOR,
        "The other spherical form in use, with blobs of 2r/√f, tends to 1.46 times the flat height and is not used.",
    ),
    segments=SEGMENTS,
    segment_length=SEGMENT_LENGTH,
    grafting_density=GRAFTING_DENSITY,
    core_radius=_RADIUS,
)
def brush_height_curved(*, segments: Number, segment_length: Number, grafting_density: Number, core_radius: Number) -> Number:
    """Height of a brush on a sphere, where chains find more room outwards (Daoud and Cotton).

    H = R [ (1 + 5 H₀ / 3R)^(3/5) − 1 ], H₀ = N b (Γ b²)^(1/3)

    segments: plain number; segment_length, core_radius: m; grafting_density: 1/m² at the core; numbers or arrays.

    Example: PEG 5000 (N = 113.0988) at 0.6 chains per nm² on a core of 25 nm radius, in nm.

    >>> height = brush_height_curved(
    ...     segments=113.098751418842, segment_length=0.35e-9, grafting_density=0.6e18, core_radius=25e-9
    ... )
    >>> round(1e9 * height, 3)
    14.079

    References: Daoud and Cotton, J. Phys. France 1982, 43, 531, doi:10.1051/jphys:01982004303053100; Wijmans and
    Zhulina,
    Macromolecules 1993, 26, 7214, doi:10.1021/ma00078a016.
    """
    planar = _planar(segments, segment_length, grafting_density)
    return _curved(planar, core_radius)


@model(
    "m",
    show="nm",
    grade=Grade.RULE_OF_THUMB,
    equation="L = min( max(R_F, H), N b ), H the brush on the sphere",
    tex=r"L = \min\!\left(\max(R_F, H),\, N b\right)",
    sources=("daoud1982", "flory1953", "brittain2007"),
    assumes=(*GOOD_SOLVENT, "coil or brush, whichever is the taller"),
    valid=(
        "Within about 30 %. Switching at Σ = 1 instead would thin the layer as chains are added.",
        "The hydrodynamic thickness is smaller than the height where the layer drains (sparse chains).",
    ),
    segments=SEGMENTS,
    segment_length=SEGMENT_LENGTH,
    grafting_density=GRAFTING_DENSITY,
    core_radius=_RADIUS,
)
def corona_thickness(*, segments: Number, segment_length: Number, grafting_density: Number, core_radius: Number) -> Number:
    """Thickness of the corona: the coil or the curved brush, whichever is taller, never more than the stretched chain.

    L = min( max(R_F, H), N b )

    segments: plain number; segment_length, core_radius: m; grafting_density: 1/m² at the core; numbers or arrays.

    Example: PEG 5000 sparse (a coil) and dense (a brush) on a 40 nm core, in nm.

    >>> case = {"segments": 113.1, "segment_length": 0.35e-9, "core_radius": 40e-9}
    >>> round(1e9 * corona_thickness(grafting_density=0.01e18, **case), 2)
    5.97
    >>> round(1e9 * corona_thickness(grafting_density=0.25e18, **case), 2)
    11.34
    """
    coil = segment_length * segments**0.6
    planar = _planar(segments, segment_length, grafting_density)
    return smaller(larger(coil, _curved(planar, core_radius)), segments * segment_length)


def regime(overlap: float) -> str:
    """Name of the regime that the overlap Σ stands for, in the usual convention."""
    if overlap < 1.0:
        return "mushroom"
    return "transition" if overlap < 5.0 else "brush"
