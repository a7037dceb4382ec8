"""How each kind of particle is made: instructions with their parameter, set point and usual range.

Ranges are working ranges of the published protocols of each method, to start from; they are not proven ranges of a process.
"""

from __future__ import annotations

from dataclasses import dataclass

from formulator.design import Design


@dataclass(frozen=True, kw_only=True)
class Step:
    """One instruction. The set point stands in the design field `path`, in the answer `answer`, else it is `set_point`."""

    text: str
    parameter: str = ""
    path: str = ""
    answer: str = ""
    set_point: str = ""
    allowed: str = ""


_CONC = "polymer concentration"
_SHARE = "organic share of the volume"


def _at(text: str, parameter: str, path: str, allowed: str = "") -> Step:
    return Step(text=text, parameter=parameter, path=path, allowed=allowed)


def _to(text: str, parameter: str, set_point: str, allowed: str) -> Step:
    return Step(text=text, parameter=parameter, set_point=set_point, allowed=allowed)


def _gives(text: str, parameter: str, answer: str, allowed: str = "") -> Step:
    return Step(text=text, parameter=parameter, answer=answer, allowed=allowed)


_DISSOLVE = _at("Dissolve polymer and payload in the solvent.", _CONC, "process.polymer_concentration", "1–50 mg/mL")
_STIR_IN = _at("Add drop by drop to the stirred aqueous phase.", _SHARE, "process.organic_fraction", "5–30 %")
_SPEED = _to("Keep adding and stirring evenly.", "addition rate; stirrer", "1 mL/min; 500 rpm", "0.5–5 mL/min; 300–1000 rpm")
_EVAPORATE = _to("Evaporate the solvent under reduced pressure.", "pressure; time", "100 mbar; 2 h", "50–200 mbar; 1–12 h")
_DIALYSE = _to("Diafilter against buffer, or dialyse.", "cut-off; diavolumes", "100 kDa; 5", "30–500 kDa; 3–10")
_CONCENTRATE = _to("Concentrate on the same membrane.", "solids", "10 mg/mL", "1–50 mg/mL")
_FILTER = _to("Filter and test the filter.", "pore; bubble point", "0.2 µm; as the maker states", "0.2–0.22 µm")
_FREEZE = _to(
    "Add cryoprotectant, freeze and dry, where it is to be kept dry.",
    "sucrose; freeze; primary; secondary",
    "10 % w/v; −45 °C; −30 °C; 25 °C",
    "5–10 % w/v; below Tg′; below Tg′; 20–30 °C",
)
_STORE = _to("Fill and store.", "temperature", "5 °C", "2–8 °C")
_CLEANED = (_DIALYSE, _CONCENTRATE, _FILTER, _FREEZE, _STORE)

STEPS: dict[str, tuple[Step, ...]] = {
    "nanoprecipitation": (
        _DISSOLVE,
        _STIR_IN,
        _SPEED,
        _to("Quench with water where growth must stop.", "water : mixture", "1:1", "0:1–9:1"),
        _EVAPORATE,
        *_CLEANED,
    ),
    "flash_nanoprecipitation": (
        _DISSOLVE,
        _at("Fit the mixer and prime both lines.", "mixer", "process.mixer"),
        _at("Check the bore of the organic inlets.", "bore", "process.inlet_diameter", "0.1–5 mm"),
        _at("Set the pumps, all streams together.", "total flow", "process.total_flow_rate", "what the Reynolds number asks"),
        _gives("Organic stream, shared by its inlets.", "flow", "mixing.organic_flow", "± 2 %"),
        _gives("Aqueous streams, shared by their inlets.", "flow", "mixing.aqueous_flow", "± 2 %"),
        _gives("Check the solvent where the streams meet.", "solvent as mixed", "mixing.organic_fraction", "10–50 vol%"),
        _gives("Check that the flow is turbulent.", "Reynolds number, all inlets", "mixing.reynolds_number", "see the design check"),
        _gives("Check that mixing is faster than growth.", "mixing time", "mixing.time", "below the growth time"),
        _at("Growth time, as you know it from your own batches.", "growth time", "process.mixing_time"),
        _to("Discard what comes first and last.", "waste cut", "0.5 mL", "0.25–1 mL"),
        _at("Let it fall into the stirred quench at once.", "quench : mixture", "process.quench_ratio", "0–19"),
        _gives("Check the solvent in the end.", "solvent in the end", "mixing.final_organic_fraction", "below 10 vol% before storage"),
        _EVAPORATE,
        *_CLEANED,
    ),
    "solvent_switch": (
        _DISSOLVE,
        _STIR_IN,
        _SPEED,
        _to("Stir until the vesicles have closed; crosslink, where they are.", "time", "12 h", "1–24 h"),
        *_CLEANED,
    ),
    "emulsion": (
        _DISSOLVE,
        _at("Emulsify in the aqueous phase with stabiliser.", _SHARE, "process.organic_fraction", "5–30 %"),
        _to("Homogenise.", "pressure; passes; temperature", "700 bar; 3; 5 °C", "300–1000 bar; 1–6; 2–10 °C"),
        _to("Quench with cold water.", "water : emulsion; temperature", "10:1; 2 °C", "5:1–20:1; 0–5 °C"),
        _EVAPORATE,
        *_CLEANED,
    ),
    "double_emulsion": (
        _at("Emulsify the aqueous payload in the polymer solution.", _CONC, "process.polymer_concentration", "10–100 mg/mL"),
        _to("Sonicate the inner emulsion on ice.", "amplitude; time", "40 %; 60 s", "20–60 %; 30–120 s"),
        _at("Emulsify again in the outer aqueous phase with stabiliser.", _SHARE, "process.organic_fraction", "5–30 %"),
        _to("Quench with water.", "water : emulsion", "5:1", "2:1–20:1"),
        _EVAPORATE,
        *_CLEANED,
    ),
    "thin_film": (
        _to("Dissolve polymer and payload in a volatile solvent.", "solids", "10 mg/mL", "1–50 mg/mL"),
        _to("Dry to a film under vacuum.", "temperature; time", "40 °C; 12 h", "25–60 °C; 2–24 h"),
        _at("Hydrate with buffer.", _CONC, "process.polymer_concentration", "1–20 mg/mL"),
        _to("Hydrate above the transition of the core, stirring.", "temperature; time", "60 °C; 1 h", "25–70 °C; 0.5–24 h"),
        _to("Extrude.", "pore; passes", "100 nm; 11", "50–400 nm; 5–21"),
        *_CLEANED,
    ),
    "ph_gradient": (
        _to("Form vesicles at the inner pH.", "inner pH", "4.0", "3.5–5.5"),
        _at("Exchange the outer buffer.", "outer pH", "medium.ph", "7.0–8.0"),
        _at("Add the payload.", "payload : polymer", "payload.feed"),
        _to("Incubate.", "temperature; time", "60 °C; 30 min", "25–65 °C; 10–120 min"),
        _to("Quench on ice.", "temperature", "2 °C", "0–5 °C"),
        *_CLEANED,
    ),
    "polyplex_mixing": (
        _to("Dilute polymer and nucleic acid to equal volumes in buffer.", "volumes", "1:1", "1:1–1:4"),
        _at("Add the polymer to the nucleic acid and mix at once.", "N/P", "payload.np_ratio"),
        _to("Mix.", "time", "10 s", "5–30 s"),
        _to("Rest.", "time", "20 min", "10–30 min"),
        _to("Use fresh, or add cryoprotectant, freeze and dry.", "trehalose", "10 % w/v", "5–15 % w/v"),
        _to("Store until use, within the day where it is not dried.", "temperature; time", "22 °C; 4 h", "20–25 °C; 0.3–8 h"),
    ),
    "crosslinking": (
        _at("Disperse polymer and payload in the oil or non-solvent.", _CONC, "process.polymer_concentration", "1–50 mg/mL"),
        _to("Crosslink.", "temperature; time", "25 °C; 4 h", "4–40 °C; 1–24 h"),
        _to("Transfer to water.", "water washes", "3", "2–5"),
        *_CLEANED,
    ),
}


def steps_of(design: Design) -> tuple[Step, ...]:
    """The steps of the chosen method; none when no method is chosen."""
    return STEPS.get(design.process.method or "", ())
