"""The last step: out of the endosome, past the pumps of resistant cells, and how many molecules that makes.

None of the factors here is predicted: escape and bypass are the person's own numbers, shown with their source.
"""

from __future__ import annotations

from formulator.chem import constants
from formulator.chem.model import Arg, Grade, Number, model

_ESCAPE = Arg("", 0.003, 1.0, "share that leaves the endosome intact; 1 = not asked", show="percent", domain=(0.0, 1.0))


@model(
    "",
    show="%ID",
    grade=Grade.RULE_OF_THUMB,
    equation="x_cyt = x_int f_esc",
    tex=r"x_{cyt} = x_{int}f_{esc}",
    sources=("gilleron2013", "sahay2013"),
    assumes=("escape has one probability for all that is taken up",),
    valid=(
        "For nucleic acids and proteins, which must reach the cytosol: published shares are 0.3–15 %, mostly of lipid particles. "
        "Small drugs cross by themselves: leave it at 1.",
    ),
    internalised_fraction=Arg("", 0.0, 1.0, "share of the dose inside target cells", show="%ID", domain=(0.0, 1.0)),
    escape_fraction=_ESCAPE,
)
def cytosolic_dose_fraction(*, internalised_fraction: Number, escape_fraction: Number) -> Number:
    """Share of the injected dose that reaches the cytosol of target cells.

    x_cyt = x_int f_esc

    both plain numbers or arrays.

    Example: 0.5 % of the dose inside, 2 % of it escapes; in %ID.

    >>> round(100 * cytosolic_dose_fraction(internalised_fraction=0.005, escape_fraction=0.02), 6)
    0.01

    References: Gilleron et al., Nat. Biotechnol. 2013, 31, 638; Sahay et al., Nat. Biotechnol. 2013, 31, 653.
    """
    return internalised_fraction * escape_fraction


@model(
    "",
    show="1/cell",
    grade=Grade.LAW,
    equation="n = I m f_esc",
    tex=r"n = I\,m\,f_{esc}",
    sources=("massbalance",),
    valid=("Exact; escape is a guess for anything that cannot cross membranes.",),
    internalised_particles=Arg("", 0.0, 1e6, "particles inside one cell", show="1/cell", domain=(0.0, 1e15)),
    molecules_per_particle=Arg("", 1.0, 1e6, "payload molecules in a particle", domain=(0.0, 1e12)),
    escape_fraction=_ESCAPE,
)
def payload_molecules_per_cell(*, internalised_particles: Number, molecules_per_particle: Number, escape_fraction: Number) -> Number:
    """Payload molecules that one cell gets where they act.

    n = I m f_esc

    all plain numbers or arrays.

    Example: 500 particles with 20 siRNA molecules, 2 % escape.

    >>> payload_molecules_per_cell(internalised_particles=500.0, molecules_per_particle=20.0, escape_fraction=0.02)
    200.0
    """
    return internalised_particles * molecules_per_particle * escape_fraction


@model(
    "",
    grade=Grade.LAW,
    equation="r = n/(IC₅₀ V_cell N_A)",
    tex=r"r = \frac{n}{\mathrm{IC}_{50}V_{cell}N_A}",
    sources=("massbalance",),
    assumes=("the drug is as dense in the cell as in the medium of the assay",),
    valid=("A comparison of numbers, not an effect: many drugs gather in cells a hundredfold.",),
    molecules=Arg("", 0.0, 1e10, "molecules in one cell", show="1/cell", domain=(0.0, 1e20)),
    half_inhibiting_concentration=Arg("mol/m**3", 1e-9, 1.0, "IC₅₀ of the free drug", show="nmol/L", domain=(1e-15, 1e4)),
    cell_volume=Arg("m**3", 5e-16, 1e-14, "volume of the cell", show="um**3", domain=(1e-20, 1e-9)),
)
def molecules_over_ic50(*, molecules: Number, half_inhibiting_concentration: Number, cell_volume: Number) -> Number:
    """Drug molecules in a cell over those that its volume holds at the IC₅₀.

    r = n/(IC₅₀ V_cell N_A)

    molecules: plain number; half_inhibiting_concentration: mol/m³; cell_volume: m³; numbers or arrays.

    Example: 6e5 molecules, IC₅₀ 100 nM, 2000 µm³.

    >>> round(molecules_over_ic50(molecules=6e5, half_inhibiting_concentration=1e-4, cell_volume=2e-15), 2)
    4.98
    """
    return molecules / (half_inhibiting_concentration * cell_volume * constants.AVOGADRO)


@model(
    "",
    grade=Grade.RULE_OF_THUMB,
    equation="g = 1 + b (F − 1)",
    tex=r"g = 1 + b\,(F-1)",
    sources=("parameter_laws",),
    assumes=("a share b of what particles bring in is out of reach of the pumps, the rest fares as free drug does",),
    valid=(
        "A stated assumption, not a prediction: b = 0 claims nothing and is the default, b = 1 full bypass. Released drug is pumped "
        "out sooner or later.",
    ),
    resistance_factor=Arg("", 1.0, 1000.0, "IC₅₀ on resistant cells over that on sensitive ones, free drug", domain=(1.0, 1e9)),
    bypass_fraction=Arg("", 0.0, 1.0, "share that the pumps do not reach", show="percent", domain=(0.0, 1.0)),
)
def efflux_bypass_gain(*, resistance_factor: Number, bypass_fraction: Number) -> Number:
    """How many times more of the drug a resistant cell keeps when it comes in particles, for the same amount taken up.

    g = 1 + b (F − 1)

    both plain numbers or arrays.

    Notes: free drug leaves 1/F of its exposure; particles leave b + (1 − b)/F.

    Example: thirtyfold resistance, a tenth out of reach of the pumps.

    >>> efflux_bypass_gain(resistance_factor=31.0, bypass_fraction=0.1)
    4.0
    """
    return 1.0 + bypass_fraction * (resistance_factor - 1.0)
