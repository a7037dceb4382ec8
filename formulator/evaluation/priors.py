"""What published formulations scatter around when the user has not measured: medians and spreads by carrier class.

They are not models. Sizes, PDI, zeta and EE of 216 published rows from 85 papers were summarised per class, one vote a paper;
the spread is that of a new paper (between laboratories and within one), on the scale on which it is roughly normal.
"""

from __future__ import annotations

from dataclasses import dataclass

from formulator.chem.model import Grade
from formulator.design import Law
from formulator.evaluation.inputs import Inputs
from formulator.prediction import Ingredient
from formulator.units import Value

SOURCE = "published_formulations"
HYDROPHILIC_LOG_P = 1.0
"""Drugs below this octanol-water log P leave the core: their published EE is a class of its own."""


@dataclass(frozen=True)
class Prior:
    """Median and spread of a class, with the number of papers behind it."""

    median: float
    unit: str
    law: Law
    papers: int
    words: str


SIZE = {
    "solid_particle": Prior(221, "nm", ("lognormal", 0.41), 41, "solid particles, all polymers"),
    "solid_particle with PEG": Prior(198, "nm", ("lognormal", 0.29), 16, "solid particles with PEG in the polymer"),
    "solid_particle double_emulsion": Prior(217, "nm", ("lognormal", 0.27), 11, "solid particles by double emulsion"),
    "solid_particle nanoprecipitation": Prior(167, "nm", ("lognormal", 0.37), 35, "PLGA nanoprecipitation"),
    "micelle": Prior(76, "nm", ("lognormal", 0.60), 10, "micelles"),
    "polyplex": Prior(122, "nm", ("lognormal", 0.81), 5, "polyplexes"),
    "polymersome": Prior(120, "nm", ("lognormal", 0.40), 3, "polymersomes; the spread is a judgement"),
    "nanogel": Prior(84, "nm", ("lognormal", 0.60), 3, "nanogels; the spread is a judgement"),
    "dendrimer": Prior(6, "nm", ("lognormal", 0.25), 0, "dendrimers; a judgement"),
}
PDI = Prior(0.157, "", ("lognormal", 0.67), 32, "all carrier classes")
EE = {
    "solid": Prior(72, "%", ("logitnormal", 1.14), 23, "small molecules in solid particles"),
    "nanoprecipitation": Prior(66, "%", ("logitnormal", 1.72), 35, "small molecules, nanoprecipitation"),
    "core": Prior(80, "%", ("logitnormal", 1.5), 8, "small molecules in micelles"),
    "hydrophilic": Prior(20, "%", ("logitnormal", 1.5), 0, "drugs with log P below 1; a judgement"),
    "macromolecule": Prior(71, "%", ("logitnormal", 1.58), 6, "nucleic acids and proteins"),
}
ZETA_SPREAD = {"bare": 11.0, "PEG": 9.6, "polyplex": 22.0, "cationic": 26.0}
"""Total sd of published zeta in mV: uncoated polyester, PEG in the polymer, polyplex, cationic coat."""
SPREAD = {
    "targeting.delivered": 1.42,
    "targeting.delivered_average": 1.42,
    "targeting.efficiency": 1.42,
}
"""Total sd of published values on each output's own scale, where it does not depend on the class."""


def size_prior(inputs: Inputs) -> Prior:
    """Class of published sizes that the design belongs to."""
    morphology = inputs.word("carrier.morphology")
    method = inputs.word("process.method")
    if morphology == "solid_particle":
        if inputs.numbers.get("carrier.corona_molar_mass"):
            return SIZE["solid_particle with PEG"]
        return SIZE.get(f"solid_particle {method}", SIZE["solid_particle"])
    return SIZE[morphology]


def ee_prior(inputs: Inputs) -> Prior:
    """Class of published encapsulation efficiencies that the design belongs to."""
    if inputs.word("payload.kind") in ("nucleic_acid", "protein"):
        return EE["macromolecule"]
    log_p = inputs.numbers.get("payload.log_p", inputs.numbers.get("payload.log_p_crippen"))
    if log_p is not None and float(log_p) < HYDROPHILIC_LOG_P:
        return EE["hydrophilic"]
    if inputs.word("carrier.morphology") in ("micelle", "polymersome"):
        return EE["core"]
    return EE["nanoprecipitation" if inputs.word("process.method") in ("nanoprecipitation", "flash_nanoprecipitation") else "solid"]


def add_priors(inputs: Inputs) -> None:
    """Put class medians and model errors among the inputs, to be drawn like any other number."""
    morphology = inputs.word("carrier.morphology")
    if morphology:
        prior = size_prior(inputs)
        typical = inputs.ingredients.get("carrier.typical_diameter")
        if typical is not None and morphology != "solid_particle":
            inputs.numbers["prior.diameter"] = inputs.numbers["carrier.typical_diameter"]
            inputs.ingredients["prior.diameter"] = typical
            inputs.laws["prior.diameter"] = prior.law
        else:
            _put(inputs, "prior.diameter", "Size of the class", prior)
        if is_target(inputs):
            inputs.laws["carrier.diameter"] = prior.law
        _put(inputs, "prior.pdi", "PDI of published particles", PDI)
    _put(
        inputs,
        "model.corona_prefactor",
        "Height of the layer",
        Prior(1.0, "", ("lognormal", 0.25), 5, "published prefactors 0.7-1.3"),
    )
    _put(
        inputs,
        "model.binding_discrepancy",
        "Error of ln K",
        Prior(0.0, "", ("normal", 1.0), 0, "compressed brush against ideal chains"),
    )
    _put(inputs, "model.chi_prefactor", "Prefactor of χ", Prior(0.6, "", ("uniform", 0.3, 1.0), 0, "three schools, 0.3 to 1"))
    if inputs.word("payload.kind"):
        _put(inputs, "prior.ee", "EE of the class", ee_prior(inputs))
        inputs.words["payload.place"] = payload_place(inputs)


def is_target(inputs: Inputs) -> bool:
    """True when the typed diameter is one to be reached, not one that was measured."""
    return inputs.word("carrier.diameter_kind") == "target" and inputs.state("carrier.diameter") == "typed"


def zeta_spread(inputs: Inputs) -> float:
    """Published scatter of zeta in volts for the design's class."""
    if inputs.word("carrier.morphology") == "polyplex":
        return ZETA_SPREAD["polyplex"] / 1000
    if "carrier.corona_molar_mass" in inputs.numbers:
        return ZETA_SPREAD["PEG"] / 1000
    return ZETA_SPREAD["cationic" if inputs.word("carrier.site_kind") == "base" else "bare"] / 1000


def payload_place(inputs: Inputs) -> str:
    """Where the payload sits: core (or membrane), lumen, or complex; a drug that prefers water sits in a polymersome's lumen."""
    morphology, kind = inputs.word("carrier.morphology"), inputs.word("payload.kind")
    if morphology == "polyplex" or (kind == "nucleic_acid" and morphology != "polymersome"):
        return "complex"
    if morphology != "polymersome":
        return "core"
    log_p = inputs.numbers.get("payload.log_p", inputs.numbers.get("payload.log_p_crippen"))
    if inputs.word("process.method") == "ph_gradient":
        return "lumen"
    return "lumen" if kind != "drug" or (log_p is not None and float(log_p) < 0.0) else "core"


def _put(inputs: Inputs, name: str, label: str, prior: Prior) -> None:
    inputs.numbers[name] = Value(prior.median, prior.unit).si
    inputs.laws[name] = prior.law
    inputs.ingredients[name] = Ingredient(
        path=name,
        label=f"{label} ({prior.words})",
        value=prior.median,
        unit=prior.unit,
        state="class",
        source=SOURCE,
        status="computed" if prior.papers >= 5 else "estimate",
        grade=Grade.RULE_OF_THUMB,
    )
