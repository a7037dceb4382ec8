"""The one place where a person's own batches enter a prediction: accepted lab calibrations move and narrow what the class would say.

The model: what a lab makes differs from the prediction by an offset of its own, drawn from the scatter between laboratories, and
each batch by a further deviation, the scatter within one. Both were found in published formulations, one vote a paper.
"""

from __future__ import annotations

import dataclasses
import math
from collections.abc import Iterable

from formulator.chem.model import Grade
from formulator.design import Law
from formulator.evaluation import priors, published
from formulator.evaluation.chain import Chain
from formulator.evaluation.charge import LAB_OFFSET
from formulator.evaluation.inputs import Inputs
from formulator.lab import Calibration
from formulator.outputs import OUTPUT_BY_PATH
from formulator.prediction import Flag, Ingredient
from formulator.units import Value, format_answer, from_si

SIZE, PDI, ZETA, EE = "size.hydrodynamic_diameter", "size.pdi", "charge.zeta", "loading.ee"
CALIBRATED = (SIZE, PDI, ZETA, EE)
"""Outputs that a lab can calibrate; everything else follows from them."""

BETWEEN_WITHIN: dict[str, dict[str, tuple[float, float]]] = {
    SIZE: {
        "solid_particle": (0.34, 0.25),
        "solid_particle with PEG": (0.23, 0.17),
        "solid_particle double_emulsion": (0.15, 0.21),
        "solid_particle nanoprecipitation": (0.32, 0.19),
        "micelle": (0.47, 0.35),
        "polyplex": (0.43, 0.64),
    },
    ZETA: {"bare": (8.7, 6.6), "PEG": (7.6, 5.4), "polyplex": (12.0, 14.0), "cationic": (24.0, 8.0)},
    EE: {"solid": (0.90, 0.64), "nanoprecipitation": (1.48, 0.89), "macromolecule": (1.35, 0.72)},
}
"""Sd between and within papers on the output's scale (ln; mV; logit), computed from 85 papers with published formulations. Only their
ratio counts here: it splits the total with which the class is predicted, so that an own batch never widens an interval."""
PDI_BETWEEN_WITHIN = (0.52, 0.40)
USUAL_RATIO = (0.8, 0.6)
"""Where nobody could split the total: about what the classes with enough papers show. A judgement."""


def kind_of(path: str, inputs: Inputs) -> str:
    """The class of particles for which an offset of this output holds; empty when there is none."""
    morphology = inputs.word("carrier.morphology")
    if not morphology or (path == EE and not inputs.word("payload.kind")):
        return ""
    return {SIZE: published.size_class, EE: published.ee_class, ZETA: published.zeta_class}[path](inputs) if path != PDI else morphology


def freedom(path: str, inputs: Inputs) -> float:
    """Degrees of freedom of the tails where a class has few papers; 0 for normal ones."""
    law = _law(path, inputs)
    return law[2] if len(law) > 2 else 0.0


def _law(path: str, inputs: Inputs) -> Law:
    """How the output scatters without calibration, in SI."""
    return priors.scatter(ZETA, inputs) if path == ZETA else inputs.laws[_input_of(path, inputs)]


def between_within(path: str, inputs: Inputs) -> tuple[float, float]:
    """Sd between and within laboratories for this design's class, on the scale of the output in its shown unit."""
    ratio = PDI_BETWEEN_WITHIN if path == PDI else BETWEEN_WITHIN[path].get(kind_of(path, inputs), USUAL_RATIO)
    law = _law(path, inputs)
    total = law[1] if len(law) > 1 else 0.0
    whole = float(from_si(total, OUTPUT_BY_PATH[path].unit)) if path == ZETA else total
    return whole * ratio[0] / math.hypot(*ratio), whole * ratio[1] / math.hypot(*ratio)


def next_sd(one: Calibration) -> float:
    """Sd of the next batch: what is still unknown of the offset, and the scatter from batch to batch."""
    return math.hypot(one.offset.sd or 0.0, one.within.magnitude)


def moved(path: str, value: float, by: float) -> float:
    """A value in its shown unit moved by a difference on the scale of the output."""
    scale = OUTPUT_BY_PATH[path].scale
    if scale == "linear":
        return value + by
    if scale == "ln":
        return value * math.exp(by)
    whole = float(from_si(1.0, OUTPUT_BY_PATH[path].unit))
    share = value / whole
    if not 0.0 < share < 1.0:
        return value
    return whole / (1.0 + (1.0 - share) / share * math.exp(-by))


def take_over(inputs: Inputs, calibrations: Iterable[Calibration]) -> None:
    """Let the accepted calibrations of this class count. A number that was typed as measured stays what it is."""
    for one in calibrations:
        if one.path not in CALIBRATED or one.kind != kind_of(one.path, inputs):
            continue
        if one.path == ZETA:
            _put_zeta(inputs, one)
        elif not _move(inputs, one, _input_of(one.path, inputs)):
            continue
        inputs.calibrations[one.path] = one


def _input_of(path: str, inputs: Inputs) -> str:
    """The uncertain input behind an output; empty when the output was measured."""
    if path == EE:
        return "" if "payload.ee" in inputs.numbers else "prior.ee"
    typed, prior = ("carrier.diameter", "prior.diameter") if path == SIZE else ("carrier.pdi", "prior.pdi")
    if typed not in inputs.numbers:
        return prior
    is_aim = priors.is_target(inputs) if path == SIZE else priors.is_as_aimed(inputs, typed)
    return typed if is_aim else ""


def _move(inputs: Inputs, one: Calibration, name: str) -> bool:
    if name not in inputs.numbers:
        return False
    ingredient = inputs.ingredients[name]
    before = Value(float(from_si(float(inputs.numbers[name]), OUTPUT_BY_PATH[one.path].unit)), OUTPUT_BY_PATH[one.path].unit)
    after = Value(moved(one.path, before.magnitude, one.offset.magnitude), before.unit)
    inputs.numbers[name], inputs.laws[name] = after.si, _narrowed(inputs.laws[name], next_sd(one))
    inputs.ingredients[name] = dataclasses.replace(
        ingredient,
        label=f"{ingredient.label}, moved by {one.name or 'the lab calibration'}",
        value=after.to(ingredient.unit),
        unit=ingredient.unit,
    )
    return True


def _put_zeta(inputs: Inputs, one: Calibration) -> None:
    """Zeta has a model: its offset is a number of its own, and what is left to scatter is the lab's next batch."""
    inputs.laws[priors.ZETA_SCATTER] = _narrowed(priors.scatter(ZETA, inputs), Value(next_sd(one), one.within.unit).si)
    inputs.numbers[LAB_OFFSET] = one.offset.si
    inputs.laws[LAB_OFFSET] = ("normal", Value(one.offset.sd or 0.0, one.offset.unit).si)
    inputs.ingredients[LAB_OFFSET] = Ingredient(
        path=LAB_OFFSET,
        label=f"Zeta offset of {one.name or 'the lab'}",
        value=one.offset.magnitude,
        unit=one.offset.unit,
        state="calibrated",
        source="",
        status="user",
        grade=Grade.FIT,
    )


def _narrowed(law: Law, sd: float) -> Law:
    """The same law with another sd; the few papers of a class keep its tails heavy."""
    return (law[0], sd) if len(law) < 3 else (law[0], sd, law[2])


def shift_words(one: Calibration, decimal: str = ".") -> str:
    """What a calibration does, in words: `×1.08`, `+2.1 mV`, `odds ×1.3`."""
    by, half = one.offset.magnitude, 1.645 * (one.offset.sd or 0.0)
    if OUTPUT_BY_PATH[one.path].scale == "linear":
        return f"{'+' if by > 0 else ''}{format_answer(by, by - half, by + half, decimal)[0]} {one.offset.unit}"
    number = format_answer(math.exp(by), math.exp(by - half), math.exp(by + half), decimal)[0]
    return f"{'odds ' if OUTPUT_BY_PATH[one.path].scale == 'logit' else ''}×{number}"


def flag(chain: Chain) -> None:
    """Say at every calibrated output that it is one."""
    for path, one in chain.inputs.calibrations.items():
        text = f"Moved by {shift_words(one)} and narrowed: {one.name or 'lab calibration'} of {one.date[:10] or 'an earlier day'}."
        for name in (path, "size.z_average") if path == SIZE else (path,):
            chain.flag(name, Flag(id="lab-calibration", severity="info", path=name, text=text))
