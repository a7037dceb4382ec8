"""What becomes of particles on injection, and how deliveries of mouse and man are compared."""

from __future__ import annotations

from formulator.chem.elementary import exp
from formulator.chem.model import Arg, Grade, Number, model
from formulator.chem.numeric import choose


@model(
    "",
    show="percent",
    grade=Grade.LAW,
    equation="f = max(0, 1 − CMC/c) e^(−k_d t)",
    tex=r"f = \max\left(0,\,1-\frac{\mathrm{CMC}}{c}\right)e^{-k_dt}",
    sources=("massbalance", "sun2018", "savic2006"),
    assumes=(
        "diluted into plasma at once; free chains at the critical concentration",
        "falling apart afterwards at one rate, which only a measurement gives",
    ),
    valid=(
        "Dilution is exact. In serum micelles that are not crosslinked fall apart within minutes to hours even above the critical "
        "concentration; a glassy core (T_g above 37 °C) or crosslinks stop it.",
    ),
    plasma_concentration=Arg("kg/m**3", 1e-4, 10.0, "polymer in plasma after injection", show="mg/mL", domain=(1e-12, 1e4)),
    critical_concentration=Arg("kg/m**3", 0.0, 1.0, "critical micelle concentration", show="mg/L", domain=(0.0, 1e4)),
    disassembly_rate=Arg("1/s", 0.0, 1e-2, "rate at which micelles fall apart in serum", show="1/h", domain=(0.0, 1e6)),
    time=Arg("s", 0.0, 6e5, "time after injection", show="h", domain=(0.0, 1e10)),
)
def intact_micelles(*, plasma_concentration: Number, critical_concentration: Number, disassembly_rate: Number, time: Number) -> Number:
    """Share of the polymer that is still in micelles after injection.

    f = max(0, 1 − CMC/c) e^(−k_d t)

    plasma_concentration, critical_concentration: kg/m³; disassembly_rate: 1/s; time: s; numbers or arrays.

    Example: 0.1 mg/mL in plasma, CMC 2 mg/L, half-life 2 h in serum, after 4 h; in %.

    >>> round(100 * intact_micelles(plasma_concentration=0.1, critical_concentration=0.002, disassembly_rate=0.6931472 / 7200,
    ...     time=14400.0), 1)
    24.5
    """
    left = 1.0 - critical_concentration / plasma_concentration
    there = choose(left > 0.0, left, 0.0 * left)
    return there * exp(-disassembly_rate * time)


@model(
    "1/kg",
    show="%ID/kg",
    grade=Grade.LAW,
    equation="d = x/m_T",
    tex=r"d = x/m_T",
    sources=("massbalance",),
    valid=(
        "Exact. Between species compare plasma volumes too: 1 %ID/g in a mouse of 1 mL plasma and 0.36 %ID/kg in a person of 2.8 L "
        "are the same permeation.",
    ),
    dose_fraction=Arg("", 0.0, 1.0, "share of the dose in the tumour", show="%ID", domain=(0.0, 1.0)),
    tumour_mass=Arg("kg", 5e-5, 1.0, "mass of the tumour", show="g", domain=(1e-9, 1e3)),
)
def dose_per_tumour_mass(*, dose_fraction: Number, tumour_mass: Number) -> Number:
    """Share of the injected dose per mass of tumour, as studies in patients report it.

    d = x/m_T

    dose_fraction: plain number; tumour_mass: kg; numbers or arrays.

    Example: 0.5 % of the dose in 50 g, in %ID/kg.

    >>> round(100 * dose_per_tumour_mass(dose_fraction=0.005, tumour_mass=0.05), 1)
    10.0

    References: Harrington et al., Clin. Cancer Res. 2001, 7, 243 report 5 to 33 %ID/kg in patients.
    """
    return dose_fraction / tumour_mass
