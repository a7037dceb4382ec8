"""Flash nanoprecipitation: the streams, the solvent behind mixer and quench, Reynolds numbers and the time to mix.

Two ways to say how much solvent there is: the flow rate ratio, or the organic share of the final volume. What is typed counts, the
other follows; where both are typed, the streams follow the ratio, the batch follows the share, and the design check says so.
"""

from __future__ import annotations

import math

from formulator.chem import mixing, process
from formulator.evaluation.chain import Chain
from formulator.evaluation.inputs import Inputs
from formulator.prediction import Flag
from formulator.units import format_number

METHOD = "flash_nanoprecipitation"
RATIO, SHARE = "process.flow_rate_ratio", "process.organic_fraction"
OUTPUTS = (
    "mixing.flow_rate_ratio",
    "mixing.organic_flow",
    "mixing.aqueous_flow",
    "mixing.organic_fraction",
    "mixing.final_organic_fraction",
    "mixing.reynolds_organic",
    "mixing.reynolds_aqueous",
    "mixing.reynolds_number",
    "mixing.time",
)
LEAST_REYNOLDS = {"cij": 1300.0, "mivm": 1600.0}
"""Below it a mixer is not known to mix at once: the weaker jet of confined impinging jets, the sum over a vortex mixer's inlets."""
_WATER_DENSITY = 997.0
_SIDES: dict[str, tuple[str | float, str]] = {
    "organic": ("process.solvent_density", "process.solvent_viscosity"),
    "aqueous": (_WATER_DENSITY, "viscosity"),
}


def is_flash(inputs: Inputs) -> bool:
    """Whether the particles are made in a confined mixer."""
    return inputs.word("process.method") == METHOD


def add(inputs: Inputs) -> None:
    """Take away the usual organic share where the streams that were typed say what it is."""
    if is_flash(inputs) and inputs.state(RATIO) == "typed" and inputs.state(SHARE) != "typed":
        for known in (inputs.numbers, inputs.ingredients, inputs.laws):
            known.pop(SHARE, None)
        inputs.reasons[SHARE] = "It follows from the flow ratio and the quench."


def _share(chain: Chain) -> None:
    """Organic solvent over final volume, whichever way it was said."""
    if SHARE in chain or not is_flash(chain.inputs):
        chain.alias("final_organic_fraction", SHARE)
    else:
        chain.put("final_organic_fraction", mixing.organic_share_of_streams, flow_rate_ratio=RATIO, quench_ratio="process.quench_ratio")


def _streams(chain: Chain) -> None:
    """What flows in each stream, and the solvent where they meet and in the end."""
    chain.alias("mixing.final_organic_fraction", "final_organic_fraction")
    if RATIO in chain:
        chain.alias("mixing.flow_rate_ratio", RATIO)
    else:
        name = "mixing.flow_rate_ratio"
        chain.put(name, mixing.flow_ratio_of_share, organic_share=SHARE, quench_ratio="process.quench_ratio")
        if name in chain and chain.traced and float(chain[name]) <= 0:
            chain.refuse(name, "The quench alone dilutes more than the organic share allows: there would be no aqueous stream.")
    flows = {"total_flow_rate": "process.total_flow_rate", "flow_rate_ratio": "mixing.flow_rate_ratio"}
    chain.put("mixing.organic_flow", process.organic_flow_rate, **flows)
    chain.put("mixing.aqueous_flow", process.aqueous_flow_rate, **flows)
    chain.put("mixing.organic_fraction", mixing.organic_share_of_streams, flow_rate_ratio="mixing.flow_rate_ratio", quench_ratio=0.0)


def _jets(chain: Chain) -> None:
    """Reynolds number and power of the jets of each liquid."""
    chain.alias("organic_inlet_diameter", "process.inlet_diameter")
    chain.alias("aqueous_inlet_diameter", "process.aqueous_inlet_diameter", "process.inlet_diameter")
    for side, (density, viscosity) in _SIDES.items():
        inlets, diameter = f"process.{side}_inlets", f"{side}_inlet_diameter"
        chain.derive(f"{side}_jet_flow", lambda q, n: q / n, q=f"mixing.{side}_flow", n=inlets)
        chain.put(
            f"mixing.reynolds_{side}",
            process.jet_reynolds_number,
            jet_diameter=diameter,
            flow_rate=f"{side}_jet_flow",
            density=density,
            viscosity=viscosity,
        )
        chain.put(
            f"{side}_jet_power", mixing.jet_power, flow_rate=f"mixing.{side}_flow", inlets=inlets, jet_diameter=diameter, density=density
        )
    chain.derive(
        "mixing.reynolds_number",
        lambda a, n, b, m: n * a + m * b,
        a="mixing.reynolds_organic",
        n="process.organic_inlets",
        b="mixing.reynolds_aqueous",
        m="process.aqueous_inlets",
    )


def _time(chain: Chain) -> None:
    """The time to mix, with a word where the flow is too slow for the correlation, or the mixer is not a turbulent one."""
    chain.derive("jet_power", lambda a, b: a + b, a="organic_jet_power", b="aqueous_jet_power")
    if chain.inputs.word("process.mixer") == "chip":
        chain.miss("mixing.time", "A laminar chip mixes by folding and diffusion: no formula here describes it.")
        return
    chain.put("mixing.time", mixing.engulfment_time, viscosity="viscosity", chamber_volume="process.chamber_volume", power="jet_power")
    if not chain.traced:
        return
    slow = too_slow(chain.inputs.word("process.mixer"), *(_known(chain, name) for name in _REYNOLDS))
    for name in ("mixing.time", "mixing.reynolds_number"):
        if slow:
            chain.flag(name, Flag(id="range.engulfment_time.reynolds_number", severity="warning", path="mixing.time", text=slow))


_REYNOLDS = ("mixing.reynolds_organic", "mixing.reynolds_aqueous", "mixing.reynolds_number")


def _known(chain: Chain, name: str) -> float:
    return float(chain[name]) if name in chain else math.nan


def too_slow(mixer: str, organic: float, aqueous: float, together: float) -> str:
    """Why a Reynolds number lies below what the mixer is known to need; empty where it does not or is not known."""
    least = LEAST_REYNOLDS.get(mixer or "cij", 0.0)
    found = together if mixer == "mivm" else min(organic, aqueous)
    if math.isnan(found) or found >= least:
        return ""
    who = "the sum over the inlets" if mixer == "mivm" else "the weaker jet"
    return (
        f"Reynolds number {format_number(found, digits=3)} of {who} is below {least:.0f}: too slow for the formula of the mixing time."
    )


def build(chain: Chain) -> None:
    """The solvent of every method; streams and mixing of flash nanoprecipitation."""
    _share(chain)
    if not is_flash(chain.inputs):
        for path in OUTPUTS:
            chain.miss(path, "Only flash nanoprecipitation has streams: choose it as the method.")
        return
    _streams(chain)
    _jets(chain)
    _time(chain)
