"""Puts what published formulations scatter around among the inputs, where the user has not measured; the classes are in `published`."""

from __future__ import annotations

from dataclasses import replace

from formulator.chem.model import Grade
from formulator.design import Law
from formulator.evaluation.inputs import Inputs
from formulator.evaluation.published import (
    EE,
    OVER_USUAL,
    PUBLISHED,
    SIZE,
    Prior,
    Published,
    ee_class,
    is_turned,
    of_papers,
    size_class,
    zeta_class,
)
from formulator.prediction import Ingredient
from formulator.units import Value

__all__ = ["EE", "SIZE", "Prior", "add_priors", "ee_prior", "is_as_aimed", "is_target", "scatter", "size_prior", "zeta_scatter"]
SOURCE = "published_formulations"
SPREAD: dict[str, Law] = {
    "targeting.delivered": ("normal", 1.42),
    "targeting.delivered_average": ("normal", 1.42),
    "targeting.efficiency": ("normal", 1.42),
    "targeting.delivered_both": ("normal", 1.42),
    "targeting.delivered_average_both": ("normal", 1.42),
    "targeting.efficiency_both": ("normal", 1.42),
}
"""Scatter of published values on each output's own scale, where it does not depend on the class."""


def size_prior(inputs: Inputs, published: Published = PUBLISHED) -> Prior:
    """Class of published sizes that the design belongs to."""
    return published.size[size_class(inputs)]


def ee_prior(inputs: Inputs, published: Published = PUBLISHED) -> Prior:
    """Class of published encapsulation efficiencies that the design belongs to."""
    return published.ee[ee_class(inputs)]


def add_priors(inputs: Inputs, published: Published = PUBLISHED) -> None:
    """Put class medians and model errors among the inputs, to be drawn like any other number."""
    morphology = inputs.word("carrier.morphology")
    if morphology:
        prior = size_prior(inputs, published)
        typical = inputs.ingredients.get("carrier.typical_diameter")
        if typical is not None and morphology != "solid_particle":
            _put_usual(inputs, typical, prior, published.size.get(f"{morphology} {OVER_USUAL}"))
        else:
            _put(inputs, "prior.diameter", "Size of the class", prior)
        if is_target(inputs):
            inputs.laws["carrier.diameter"] = of_papers(prior.law, prior.papers)
            _aimed(inputs, "carrier.diameter")
        _put(inputs, "prior.pdi", "PDI of published particles", published.pdi["all"])
        if is_as_aimed(inputs, "carrier.pdi"):
            inputs.laws["carrier.pdi"] = published.pdi["all"].law
            _aimed(inputs, "carrier.pdi")
        _put_zeta(inputs, published)
    _put(
        inputs,
        "model.corona_prefactor",
        "Height of the layer",
        Prior(1.0, "", ("lognormal", 0.25), 0, "published prefactors 0.7-1.3"),
    )
    _put(
        inputs,
        "model.binding_discrepancy",
        "Error of ln K",
        Prior(0.0, "", ("normal", 1.0), 0, "compressed brush against ideal chains"),
    )
    _put(
        inputs,
        "model.linker_molar_mass",
        "Linker where there is no layer and no tether is given",
        Prior(1.0, "kg/mol", ("lognormal", 0.5), 0, "a judgement"),
    )
    _put(inputs, "model.chi_prefactor", "Prefactor of χ", Prior(0.6, "", ("uniform", 0.3, 1.0), 0, "three schools, 0.3 to 1"))
    if inputs.word("payload.kind"):
        _put(inputs, "prior.ee", "EE of the class", ee_prior(inputs, published))
        inputs.words["payload.place"] = payload_place(inputs)


def is_target(inputs: Inputs) -> bool:
    """True when the typed diameter is one to be reached, not one that was measured."""
    return inputs.word("carrier.diameter_kind") == "target" and inputs.state("carrier.diameter") == "typed"


def is_as_aimed(inputs: Inputs, path: str) -> bool:
    """True for a typed number of a particle whose diameter nobody measured: without a spread it is a wish, not a measurement."""
    is_made = inputs.state("carrier.diameter") == "typed" and not is_target(inputs)
    return not is_made and inputs.state(path) == "typed" and not inputs.word(f"{path}.spread")


def _aimed(inputs: Inputs, path: str) -> None:
    """What was typed is a wish: no better than the scatter of particles that others made."""
    inputs.ingredients[path] = replace(inputs.ingredients[path], grade=Grade.RULE_OF_THUMB)


def _put_usual(inputs: Inputs, usual: Ingredient, prior: Prior, over: Prior | None) -> None:
    """The usual size of the material as the median; where papers show how much larger particles are, that factor too."""
    inputs.numbers["prior.diameter"] = inputs.numbers["carrier.typical_diameter"]
    inputs.ingredients["prior.diameter"] = usual
    inputs.laws["prior.diameter"] = of_papers(prior.law, prior.papers)
    if over is not None and isinstance(usual.value, float):
        inputs.numbers["prior.diameter"] *= over.median
        label, value = f"{usual.label}, times {over.median:.2g} ({over.words})", usual.value * over.median
        inputs.ingredients["prior.diameter"] = replace(usual, path="prior.diameter", label=label, value=value, grade=Grade.RULE_OF_THUMB)
        inputs.laws["prior.diameter"] = of_papers(over.law, over.papers)


ZETA_SCATTER = "scatter.charge.zeta"


def _put_zeta(inputs: Inputs, published: Published) -> None:
    """The median zeta of the class, and in volts how published zeta scatters around it."""
    prior = published.zeta[zeta_class(inputs)]
    inputs.laws[ZETA_SCATTER] = of_papers(in_volts(prior.law), prior.papers)
    if inputs.word("carrier.morphology") in ("solid_particle", "polyplex"):
        turned = replace(prior, median=-prior.median, law=("fixed",)) if is_turned(inputs) else replace(prior, law=("fixed",))
        _put(inputs, "prior.zeta", "Zeta of the class", turned)


def in_volts(law: Law) -> Law:
    """A law of zeta in mV as one in volts."""
    shape, *spread = law
    return (shape, *(sd / 1000 for sd in spread))


def zeta_scatter(inputs: Inputs) -> Law:
    """How published zeta scatters, in volts, for the design's class."""
    return inputs.laws.get(ZETA_SCATTER, ("fixed",))


def scatter(path: str, inputs: Inputs) -> Law:
    """How published values of an output scatter on its own scale, where the pipeline does not say so already."""
    if path in ("charge.zeta", "charge.zeta_printed"):
        return zeta_scatter(inputs)
    return SPREAD.get(path, ("fixed",))


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
    inputs.laws[name] = of_papers(prior.law, prior.papers)
    inputs.ingredients[name] = Ingredient(
        path=name,
        label=f"{label} ({prior.words})",
        value=float(prior.median),
        unit=prior.unit,
        state="class",
        source=SOURCE,
        status="computed" if prior.papers >= 5 else "estimate",
        grade=Grade.RULE_OF_THUMB,
    )
