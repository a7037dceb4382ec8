"""Runs the pipeline on plain floats and turns what it finds into estimates for people."""

from __future__ import annotations

import functools
import math
from typing import cast

from formulator.catalogue import Catalogue
from formulator.chem.model import Grade
from formulator.design import Design
from formulator.evaluation import mixing, own_lab, second_ligand
from formulator.evaluation.chain import Chain
from formulator.evaluation.inputs import Inputs, to_inputs
from formulator.evaluation.pipeline import pipeline
from formulator.evaluation.priors import add_priors, is_as_aimed, is_target
from formulator.evaluation.published import PUBLISHED, Published
from formulator.evaluation.recall import recall
from formulator.prediction import OUTPUTS, Estimate, Flag, Output, Prediction
from formulator.units import from_si

MEASURED_INPUT = {
    "loading.ee": "payload.ee",
    "size.hydrodynamic_diameter": "carrier.diameter",
    "size.z_average": "carrier.diameter",
    "size.pdi": "carrier.pdi",
    "size.membrane_thickness": "carrier.membrane_thickness",
    "release.half_time": "payload.release_half_time",
}
"""Outputs that are simply the person's own number when one was typed."""


OF_THE_PARTICLE = ("carrier.pdi", "carrier.membrane_thickness")
"""Typed numbers that are only aimed at while the diameter is."""


def prepared(design: Design, catalogue: Catalogue, published: Published = PUBLISHED) -> Inputs:
    """The design's SI inputs with the class priors among them. Whoever asks must not write into them: others may have the same."""
    memory = recall()
    known = memory.kept.get(PREPARED, ()) if memory is not None else ()
    for before, its_catalogue, its_published, inputs in known:
        if before is design and its_catalogue is catalogue and its_published is published:
            return cast(Inputs, inputs)
    inputs = _prepared(design, catalogue, published)
    if memory is not None:
        memory.kept[PREPARED] = ((design, catalogue, published, inputs), *known[: FEW - 1])
    return inputs


PREPARED, FEW = "prepared", 4
"""Where the inputs of the last designs are kept, and of how many: the one on show, and what plots change about it."""


def _prepared(design: Design, catalogue: Catalogue, published: Published) -> Inputs:
    inputs = to_inputs(design, catalogue)
    second_ligand.add(inputs, design, catalogue)
    mixing.add(inputs)
    add_priors(inputs, published)
    own_lab.take_over(inputs, catalogue.calibrations)
    return inputs


def point(inputs: Inputs) -> Chain:
    """The traced chain of point values."""
    chain = Chain(inputs, traced=True)
    pipeline(chain)
    own_lab.flag(chain)
    return chain


def evaluate(design: Design, catalogue: Catalogue) -> Prediction:
    """Point values of every output, with steps, sources, grades and flags; intervals come from `formulator.uncertainty`."""
    return prediction(point(prepared(design, catalogue)))


def prediction(chain: Chain) -> Prediction:
    """What a traced chain says about every output."""
    estimates = {output.path: _estimate(chain, output) for output in OUTPUTS}
    flags: dict[tuple[str, str], Flag] = {}
    sources: dict[str, None] = {}
    for estimate in estimates.values():
        if estimate.value is not None:
            sources.update(dict.fromkeys(estimate.sources))
            flags.update({(flag.id, flag.text): flag for flag in estimate.flags})
    nodes = {name: float(value) for name, value in chain.values.items() if name not in chain.inputs.numbers and name not in chain.refused}
    return Prediction(
        estimates=estimates,
        steps=tuple(chain.steps),
        ingredients=chain.inputs.ingredients,
        flags=tuple(flags.values()),
        sources=tuple(sources),
        nodes=nodes,
    )


def _estimate(chain: Chain, output: Output) -> Estimate:
    path = output.path
    if path not in chain:
        return _missing(output, chain.reason(path))
    shown = float(from_si(float(chain[path]), output.unit))
    if math.isinf(shown) and path in NEVER:
        return _missing(output, NEVER[path], NEVER_ID)
    if not math.isfinite(shown):
        return _missing(output, chain.refused.get(path) or (TOO_LARGE if math.isinf(shown) else no_value_reason(path)))
    typed = MEASURED_INPUT.get(path, "")
    is_measured = chain.inputs.state(typed) == "typed" and not (
        is_target(chain.inputs) if typed == "carrier.diameter" else is_as_aimed(chain.inputs, typed) and typed in OF_THE_PARTICLE
    )
    ancestors = chain.ancestors(path)
    return Estimate(
        path=path,
        value=shown,
        unit=output.unit,
        grade=Grade.MEASURED if is_measured else max(chain.grade(path), Grade.LAW),
        model=chain.models.get(path, ""),
        state="measured" if is_measured else "predicted",
        sources=chain.sources(path),
        flags=chain.flags_of(path),
        inputs=tuple([name for name in ancestors if name in chain.inputs.ingredients]),
    )


def _missing(output: Output, reason: str, why: str = "not-given") -> Estimate:
    return _none(output.path, output.unit, reason, why)


@functools.lru_cache(maxsize=1024)
def _none(path: str, unit: str, reason: str, why: str) -> Estimate:
    """An answer that cannot be given is the same as long as its reason is."""
    flag = Flag(id=why, severity="info", path=path, text=reason)
    return Estimate(path=path, value=None, unit=unit, grade=Grade.INDEX, model="", state="missing", flags=(flag,))


NEVER_ID = "never"
NEVER = {
    "targeting.wrapping_time": "The particle is never wrapped: too few ligands, or bonds too weak, for its size.",
    **{
        f"release.half_time_{place}": "Nothing is released there: there is no release without the trigger, and the trigger adds none."
        for place in ("blood", "tumour", "cell")
    },
    "stability.minimum_depth": "There is no shallow minimum: the layers are too thin or too sparse to hold the cores apart.",
}
"""What it means that an answer is infinite: that is what the model found out, and not that it could not be asked."""
TOO_LARGE = "A number on the way is too large to be reckoned with."
_NO_VALUE = {"size.core_diameter": "Nothing is left for the core: the layer alone is thicker than the particle."}


def no_value_reason(path: str) -> str:
    """Why a model returned no number."""
    return _NO_VALUE.get(path, "No such particle exists: its layer, its membrane or its ligands take more room than it has.")
