"""How each kind of particle is made: instructions with their parameter, set point and usual range.

Ranges are working ranges of the published protocols of each method, to start from; they are not proven ranges of a process.
"""

from __future__ import annotations

from dataclasses import dataclass

from formulator.design import Design


@dataclass(frozen=True, kw_only=True)
class Step:
    """One instruction. `path` names the design field that holds the set point; else `set_point` says it."""

    text: str
    parameter: str = ""
    path: str = ""
    set_point: str = ""
    allowed: str = ""


_CONC = "polymer concentration"
_DISSOLVE = Step(text="Dissolve polymer and payload in the solvent.", parameter=_CONC, path="process.polymer_concentration")
_SHARE = "organic share of the volume"
_FILTER = Step(text="Filter, 0.2 µm; test the filter.", parameter="pore", set_point="0.2 µm")
_STORE = Step(text="Fill and store.", parameter="temperature", set_point="2–8 °C", allowed="2–8 °C")
_DIALYSE = Step(text="Dialyse or diafilter against buffer.", parameter="diavolumes", set_point="5", allowed="3–10")
_EVAPORATE = Step(text="Evaporate the solvent under reduced pressure.", parameter="residual solvent", set_point="see section 8")
_STIR_IN = Step(text="Add drop by drop to the stirred aqueous phase.", parameter=_SHARE, path="process.organic_fraction", allowed="5–30 %")

STEPS: dict[str, tuple[Step, ...]] = {
    "nanoprecipitation": (_DISSOLVE, _STIR_IN, _EVAPORATE, _DIALYSE, _FILTER, _STORE),
    "flash_nanoprecipitation": (
        _DISSOLVE,
        Step(
            text="Mix with the aqueous phase in the confined mixer.", parameter=_SHARE, path="process.organic_fraction", allowed="10–50 %"
        ),
        Step(text="Check that the mixing time lies below the growth time.", parameter="growth time", path="process.mixing_time"),
        Step(text="Quench into water at once.", parameter="quench ratio", set_point="1:9", allowed="1:4–1:19"),
        _DIALYSE,
        _FILTER,
        _STORE,
    ),
    "solvent_switch": (
        _DISSOLVE,
        _STIR_IN,
        Step(text="Stir until the membrane has crosslinked, where it does.", parameter="time"),
        _DIALYSE,
        _FILTER,
        _STORE,
    ),
    "emulsion": (
        _DISSOLVE,
        Step(text="Emulsify in the aqueous phase with stabiliser.", parameter=_SHARE, path="process.organic_fraction", allowed="5–30 %"),
        Step(text="Homogenise.", parameter="pressure, passes"),
        Step(text="Quench with cold water.", parameter="temperature", set_point="0–5 °C"),
        _EVAPORATE,
        _DIALYSE,
        Step(text="Concentrate.", parameter="solids"),
        _FILTER,
        Step(text="Add cryoprotectant and freeze or lyophilise.", parameter="sucrose", set_point="10 % w/v", allowed="5–10 % w/v"),
        _STORE,
    ),
    "double_emulsion": (
        Step(
            text="Emulsify the aqueous payload in the polymer solution.",
            parameter="polymer concentration",
            path="process.polymer_concentration",
        ),
        Step(text="Emulsify again in the outer aqueous phase with stabiliser.", parameter=_SHARE, path="process.organic_fraction"),
        _EVAPORATE,
        Step(text="Wash.", parameter="washes", set_point="3"),
        _STORE,
    ),
    "thin_film": (
        Step(text="Dissolve polymer and payload in a volatile solvent."),
        Step(text="Dry to a film under vacuum.", parameter="time", set_point="12 h", allowed="2–24 h"),
        Step(text="Hydrate with buffer.", parameter=_CONC, path="process.polymer_concentration"),
        Step(text="Extrude or sonicate.", parameter="pore, passes"),
        _FILTER,
        _STORE,
    ),
    "ph_gradient": (
        Step(text="Form vesicles at the inner pH.", parameter="inner pH", set_point="4.0", allowed="3.5–5.5"),
        Step(text="Exchange the outer buffer.", parameter="outer pH", path="medium.ph"),
        Step(text="Add the payload and incubate.", parameter="temperature, time"),
        Step(text="Remove free payload.", parameter="diavolumes", set_point="5", allowed="3–10"),
        _FILTER,
        _STORE,
    ),
    "polyplex_mixing": (
        Step(text="Dilute polymer and nucleic acid to equal volumes in buffer.", parameter="volumes", set_point="1:1"),
        Step(text="Add the polymer to the nucleic acid and mix at once.", parameter="N/P", path="payload.np_ratio"),
        Step(text="Rest.", parameter="time", set_point="20 min", allowed="10–30 min"),
        Step(text="Use within the day.", parameter="temperature", set_point="20–25 °C"),
    ),
    "crosslinking": (
        Step(
            text="Disperse polymer and payload in the oil or non-solvent.",
            parameter="polymer concentration",
            path="process.polymer_concentration",
        ),
        Step(text="Crosslink.", parameter="time"),
        Step(text="Transfer to water.", parameter="residual solvent", set_point="see section 8"),
        _DIALYSE,
        _FILTER,
        _STORE,
    ),
}


def steps_of(design: Design) -> tuple[Step, ...]:
    """The steps of the chosen method; none when no method is chosen."""
    return STEPS.get(design.process.method or "", ())
