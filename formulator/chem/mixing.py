"""Rapid mixing for flash nanoprecipitation: the share of solvent behind mixer and quench, and the time that a confined mixer needs."""

from __future__ import annotations

import math
from typing import Any

import numpy as np

from formulator.chem.model import Arg, Grade, Number, model

_RATIO = Arg("", 0.5, 20.0, "aqueous flow / organic flow", domain=(0.0, 1e6))
_QUENCH = Arg("", 0.0, 50.0, "volume of quench / volume that leaves the mixer", domain=(0.0, 1e6), default=0.0)


@model(
    "",
    show="vol%",
    grade=Grade.LAW,
    equation="x = 1 / [(1 + r)(1 + q)]",
    tex=r"x = \frac{1}{(1+r)(1+q)}",
    sources=("massbalance",),
    assumes=("volumes add", "the quench holds no organic solvent"),
    valid=("Exact but for the shrinking of up to 4 % when ethanol and water mix.",),
    flow_rate_ratio=_RATIO,
    quench_ratio=_QUENCH,
)
def organic_share_of_streams(*, flow_rate_ratio: Number, quench_ratio: Number = 0.0) -> Number:
    """Share of organic solvent behind a mixer, and behind the quench where there is one.

    x = 1 / [(1 + r)(1 + q)]

    flow_rate_ratio: aqueous / organic; quench_ratio: quench / mixture; plain numbers or arrays.

    Example: 3:1 without a quench.

    >>> organic_share_of_streams(flow_rate_ratio=3.0)
    0.25
    """
    return 1.0 / ((1.0 + flow_rate_ratio) * (1.0 + quench_ratio))


@model(
    "",
    grade=Grade.LAW,
    equation="r = 1 / [x (1 + q)] − 1",
    tex=r"r = \frac{1}{x(1+q)} - 1",
    sources=("massbalance",),
    assumes=("volumes add", "the quench holds no organic solvent"),
    valid=("Below zero where the quench alone dilutes more than the share allows: there are no such streams.",),
    organic_share=Arg("", 0.01, 0.6, "organic solvent over final volume", show="%", domain=(1e-9, 1.0)),
    quench_ratio=_QUENCH,
)
def flow_ratio_of_share(*, organic_share: Number, quench_ratio: Number = 0.0) -> Number:
    """Flow rate ratio that leaves a given share of solvent in the end; the inverse of `organic_share_of_streams`.

    r = 1 / [x (1 + q)] − 1

    organic_share: plain number; quench_ratio: quench / mixture; numbers or arrays.

    Example: 5 % in the end behind a quench of nine volumes needs equal streams.

    >>> round(flow_ratio_of_share(organic_share=0.05, quench_ratio=9.0), 9)
    1.0
    """
    return 1.0 / (organic_share * (1.0 + quench_ratio)) - 1.0


@model(
    "kg*m**2/s**3",
    show="W",
    grade=Grade.LAW,
    equation="P = n · ½ρ(Q/n)v² = 8 ρ Q³ / (π² d⁴ n²)",
    tex=r"P = \frac{8\rho Q^3}{\pi^2 d^4 n^2}",
    sources=("massbalance",),
    assumes=("round inlets, all alike", "plug flow in the inlet"),
    valid=("Exact for plug flow; a laminar inlet of long tube brings twice as much.",),
    flow_rate=Arg("m**3/s", 1e-9, 1e-4, "flow through all inlets of this liquid", show="mL/min", domain=(0.0, 1e3)),
    inlets=Arg("", 1.0, 4.0, "inlets of this liquid", domain=(1.0, 1e4)),
    jet_diameter=Arg("m", 1e-4, 1e-2, "inner diameter of an inlet", show="mm", domain=(1e-9, 10.0)),
    density=Arg("kg/m**3", 600.0, 1600.0, "density of the liquid", show="g/cm**3", domain=(1e-3, 1e5)),
)
def jet_power(*, flow_rate: Number, inlets: Number, jet_diameter: Number, density: Number) -> Number:
    """Kinetic energy that the jets of one liquid bring into a mixer each second.

    P = n · ½ρ(Q/n)v² = 8 ρ Q³ / (π² d⁴ n²)

    flow_rate: m³/s; inlets: plain number; jet_diameter: m; density: kg/m³; numbers or arrays.

    Example: 60 mL/min of water through one inlet of 0.5 mm: 5.09 m/s, in mW.

    >>> round(1e3 * jet_power(flow_rate=1e-6, inlets=1.0, jet_diameter=0.5e-3, density=997.0), 3)
    12.93
    """
    return 8.0 * density * flow_rate**3 / (math.pi**2 * jet_diameter**4 * inlets**2)


@model(
    "s",
    show="ms",
    grade=Grade.RULE_OF_THUMB,
    equation="t = 17.24 (ν/ε)^(1/2) = 17.24 (η V / P)^(1/2)",
    tex=r"t = 17.24\sqrt{\nu/\varepsilon} = 17.24\sqrt{\eta V/P}",
    sources=("baldyga1989", "johnson2003"),
    assumes=(
        "turbulent: Reynolds numbers above the mixer's limit",
        "all energy of the jets is spent evenly in the chamber",
        "the mixture is as viscous as the aqueous stream",
    ),
    valid=(
        "Within a factor of a few: energy is spent unevenly, and ethanol with water is up to 2.5 times as viscous as water, which "
        "makes it 1.6 times longer. Only for turbulent mixers: a laminar chip mixes by other means.",
    ),
    viscosity=Arg("Pa*s", 2e-4, 1e-2, "viscosity of the mixture", show="mPa*s", domain=(1e-9, 1e6)),
    chamber_volume=Arg("m**3", 1e-10, 1e-5, "volume in which the streams mix", show="uL", domain=(1e-18, 1e3)),
    power=Arg("kg*m**2/s**3", 1e-5, 1e3, "kinetic energy of all jets each second", show="W", domain=(1e-30, 1e9)),
)
def engulfment_time(*, viscosity: Number, chamber_volume: Number, power: Number) -> Number:
    """Time in which eddies mix two liquids down to the molecules in a turbulent mixer.

    t = 17.24 (ν/ε)^(1/2) = 17.24 (η V / P)^(1/2)

    viscosity: Pa·s; chamber_volume: m³; power: W; numbers or arrays.

    Notes: the engulfment rate is E = 0.058 (ε/ν)^(1/2), and 1/0.058 = 17.24 (not verified: others who use it write 17.3).
    The density of ν and of ε = P/(ρV) cancels. At one geometry it falls with the flow to the power of −3/2.

    Example: two jets of 60 mL/min water through 0.5 mm into 15 µL, in ms.

    >>> round(1e3 * engulfment_time(viscosity=0.89e-3, chamber_volume=15e-9, power=2 * 12.93e-3), 3)
    0.392

    References: Bałdyga and Bourne, Chem. Eng. J. 1989, 42, 83, doi:10.1016/0300-9467(89)85002-6.
    """
    inside: Any = viscosity * chamber_volume / power
    root: Number = np.sqrt(inside) if isinstance(inside, np.ndarray) else math.sqrt(inside)
    return 17.24 * root
