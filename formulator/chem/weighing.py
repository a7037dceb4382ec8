"""From pure substance to what stands on the shelf: purity, water, salt form, dilution."""

from __future__ import annotations

from formulator.chem.model import Arg, Grade, Number, model


@model(
    "kg",
    show="mg",
    grade=Grade.LAW,
    equation="m_w = m f / (a (1 − w))",
    tex=r"m_w = \frac{m f}{a (1-w)}",
    sources=("massbalance",),
    assumes=("assay is given on the dried basis", "water and solvent are the same everywhere in the lot"),
    valid=("For an assay given on the lot as it is, take water as 0: it is in the assay already.",),
    mass=Arg("kg", 1e-9, 10.0, "pure, dry substance wanted", show="mg"),
    assay=Arg("", 0.5, 1.0, "pure substance in the dried lot, by mass", show="%", domain=(1e-6, 1.0), default=1.0),
    water=Arg("", 0.0, 0.3, "water and solvent in the lot, by mass", show="%", domain=(0.0, 0.999), default=0.0),
    salt_factor=Arg("", 0.5, 5.0, "molar mass of the form weighed over that of the form wanted", domain=(0.01, 100.0), default=1.0),
)
def mass_to_weigh(*, mass: Number, assay: Number = 1.0, water: Number = 0.0, salt_factor: Number = 1.0) -> Number:
    """Mass of a lot that holds a wanted mass of pure, dry substance.

    m_w = m f / (a (1 − w))

    mass: kg; assay, water: shares by mass; salt_factor: plain number; numbers or arrays.

    Notes: the two conventions of certificates differ. "On the anhydrous basis" (taken here) means that water comes off
    separately; "as is" means that it is in the assay already. Taking off water twice weighs in 1 to 10 % too much.

    Example: 50 mg of base from a lot with assay 98.5 % and 1.2 % water, in mg.

    >>> round(1e6 * mass_to_weigh(mass=50e-6, assay=0.985, water=0.012), 3)
    51.378
    """
    return mass * salt_factor / (assay * (1.0 - water))


@model(
    "",
    grade=Grade.LAW,
    equation="f = M_w / (n M)",
    tex=r"f = \frac{M_w}{n M}",
    sources=("massbalance",),
    assumes=("the salt or hydrate has its nominal composition",),
    valid=("A hydrate that has dried out weighs less: then take the water from the certificate instead.",),
    weighed_molar_mass=Arg("kg/mol", 0.05, 200.0, "salt, hydrate or solvate as weighed", show="g/mol", domain=(1e-3, 1e5)),
    wanted_molar_mass=Arg("kg/mol", 0.05, 200.0, "the form that the design counts", show="g/mol", domain=(1e-3, 1e5)),
    units_per_formula=Arg("", 1.0, 4.0, "wanted units in one formula unit of what is weighed", domain=(1e-3, 100.0), default=1.0),
)
def salt_factor(*, weighed_molar_mass: Number, wanted_molar_mass: Number, units_per_formula: Number = 1.0) -> Number:
    """Mass of a salt or hydrate that holds one mass of the wanted form.

    f = M_w / (n M)

    weighed_molar_mass, wanted_molar_mass: kg/mol; units_per_formula: 2 for a hemisulfate; numbers or arrays.

    Example: docetaxel trihydrate, 861.93 g/mol, for docetaxel, 807.88 g/mol.

    >>> round(salt_factor(weighed_molar_mass=0.86193, wanted_molar_mass=0.80788), 4)
    1.0669
    """
    return weighed_molar_mass / (units_per_formula * wanted_molar_mass)


@model(
    "m**3",
    show="uL",
    grade=Grade.LAW,
    equation="V₁ = c₂ V₂ / c₁",
    tex=r"V_1 = \frac{c_2 V_2}{c_1}",
    sources=("massbalance",),
    assumes=("volumes add up", "nothing is lost on the way"),
    valid=("Ethanol and DMSO shrink with water by up to 4 %; then make up to the volume instead of adding both parts.",),
    stock_concentration=Arg("kg/m**3", 1e-3, 500.0, "of the stock", show="mg/mL", domain=(1e-12, 1e4)),
    wanted_concentration=Arg("kg/m**3", 1e-6, 500.0, "after dilution", show="mg/mL", domain=(0.0, 1e4)),
    wanted_volume=Arg("m**3", 1e-9, 1.0, "after dilution", show="uL", domain=(0.0, 1e3)),
)
def dilution_volume(*, stock_concentration: Number, wanted_concentration: Number, wanted_volume: Number) -> Number:
    """Volume of a stock that is filled up to a wanted volume and concentration.

    V₁ = c₂ V₂ / c₁

    stock_concentration, wanted_concentration: kg/m³; wanted_volume: m³; numbers or arrays.

    Example: 1 mL at 0.5 mg/mL from a stock of 10 mg/mL, in µL.

    >>> round(1e9 * dilution_volume(stock_concentration=10.0, wanted_concentration=0.5, wanted_volume=1e-6), 6)
    50.0
    """
    return wanted_concentration * wanted_volume / stock_concentration
