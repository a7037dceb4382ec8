"""Classes of published formulations: which one a design belongs to, and the median and spread of each.

They are not models. The compilation that ships with the program (`resources/validation`) is summarised per class, one vote a paper;
the spread is that of a new paper (between laboratories and within one), on the scale on which it is roughly normal. A test makes
these numbers anew from the compilation; where there are too few papers, or where the numbers come from elsewhere, the words say so.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from formulator.chem.model import Number
from formulator.design import Law
from formulator.evaluation.inputs import Inputs

HYDROPHILIC_LOG_P = 0.0
"""Drugs below this octanol-water log P leave the core: their published EE is a class of its own."""
KEEPS_HYDROPHILIC = ("", "double_emulsion", "ph_gradient")
"""Methods made for such drugs, or none named: papers then report no less than for other drugs."""
FEW_PAPERS = 15
"""Below this number of papers a class has heavier tails: Student's t with one degree of freedom less than papers."""


def of_papers(law: Law, papers: int) -> Law:
    """The law for a new paper of a class summarised from so many papers: a t with its mean's own error, or the law itself."""
    if not 4 <= papers < FEW_PAPERS or len(law) != 2:
        return law
    return (law[0], law[1] * (1.0 + 1.0 / papers) ** 0.5, float(papers - 1))


@dataclass(frozen=True)
class Prior:
    """Median and spread of a class, with the number of papers behind it."""

    median: float
    unit: str
    law: Law
    papers: int
    words: str


@dataclass(frozen=True)
class Published:
    """The classes of every output that rests on published values. Another one stands in when a paper is left out to be scored."""

    size: Mapping[str, Prior]
    pdi: Mapping[str, Prior]
    ee: Mapping[str, Prior]
    zeta: Mapping[str, Prior]


OVER_USUAL = "over the usual size"
SIZE = {
    "solid_particle": Prior(221, "nm", ("lognormal", 0.49), 23, "solid particles without PEG, not by double emulsion"),
    "solid_particle with PEG": Prior(189, "nm", ("lognormal", 0.27), 18, "solid particles with PEG in the polymer"),
    "solid_particle double_emulsion": Prior(254, "nm", ("lognormal", 0.33), 6, "solid particles by double emulsion"),
    "solid_particle nanoprecipitation": Prior(167, "nm", ("lognormal", 0.37), 35, "PLGA nanoprecipitation"),
    "micelle": Prior(82, "nm", ("lognormal", 0.57), 11, "micelles"),
    f"micelle {OVER_USUAL}": Prior(2.5, "", ("lognormal", 0.48), 8, "micelles in papers over the usual size of their polymer"),
    "polyplex": Prior(122, "nm", ("lognormal", 0.81), 5, "polyplexes"),
    "polymersome": Prior(120, "nm", ("lognormal", 0.40), 3, "polymersomes; the spread is a judgement"),
    "nanogel": Prior(84, "nm", ("lognormal", 0.60), 3, "nanogels; the spread is a judgement"),
    "dendrimer": Prior(6, "nm", ("lognormal", 0.25), 0, "dendrimers; a judgement"),
}
PDI = {"all": Prior(0.170, "", ("lognormal", 0.67), 31, "all carrier classes")}
EE = {
    "solid": Prior(74, "%", ("logitnormal", 1.09), 26, "small molecules in solid particles"),
    "nanoprecipitation": Prior(66, "%", ("logitnormal", 1.72), 35, "small molecules, nanoprecipitation"),
    "core": Prior(90, "%", ("logitnormal", 1.67), 9, "small molecules in micelles and polymersomes"),
    "hydrophilic": Prior(20, "%", ("logitnormal", 1.5), 0, "drugs with log P below 0; a judgement from three papers, 3 to 34 %"),
    "macromolecule": Prior(59, "%", ("logitnormal", 1.48), 5, "nucleic acids and proteins"),
}
ZETA = {
    "bare": Prior(-13.4, "mV", ("normal", 10.6), 24, "solid particles without PEG or coat"),
    "PEG": Prior(-22.4, "mV", ("normal", 9.4), 12, "solid particles with PEG in the polymer"),
    "cationic": Prior(19, "mV", ("normal", 17.0), 5, "solid particles with a cationic coat"),
    "polyplex": Prior(22, "mV", ("normal", 11.3), 4, "polyplexes; the outermost layer gives the sign"),
}
PUBLISHED = Published(SIZE, PDI, EE, ZETA)


def size_class(inputs: Inputs) -> str:
    """Class of published sizes that the design belongs to."""
    morphology, method = inputs.word("carrier.morphology"), inputs.word("process.method")
    if morphology != "solid_particle":
        return morphology
    if "carrier.corona_molar_mass" in inputs.numbers:
        return "solid_particle with PEG"
    special = f"solid_particle {method}"
    return special if special in SIZE else "solid_particle"


def ee_class(inputs: Inputs) -> str:
    """Class of published encapsulation efficiencies that the design belongs to."""
    if inputs.word("payload.kind") in ("nucleic_acid", "protein"):
        return "macromolecule"
    log_p = inputs.numbers.get("payload.log_p", inputs.numbers.get("payload.log_p_crippen"))
    if log_p is not None and float(log_p) < HYDROPHILIC_LOG_P and inputs.word("process.method") not in KEEPS_HYDROPHILIC:
        return "hydrophilic"
    if inputs.word("carrier.morphology") in ("micelle", "polymersome"):
        return "core"
    return "nanoprecipitation" if inputs.word("process.method") in ("nanoprecipitation", "flash_nanoprecipitation") else "solid"


def zeta_class(inputs: Inputs) -> str:
    """Class of published zeta potentials that the design belongs to."""
    if inputs.word("carrier.morphology") == "polyplex":
        return "polyplex"
    if "carrier.corona_molar_mass" in inputs.numbers:
        return "PEG"
    return "cationic" if inputs.word("carrier.site_kind") == "base" else "bare"


def is_turned(inputs: Inputs, ratios: Number | None = None) -> bool | npt.NDArray[np.bool_]:
    """Whether a complex's outermost layer is negative: a polyacid outside, or more phosphates than nitrogens (at each N/P, where given)."""
    if inputs.word("carrier.morphology") != "polyplex":
        return False
    if inputs.word("carrier.site_kind") == "acid":
        return True
    ratio = inputs.numbers.get("payload.np_ratio") if ratios is None else ratios
    return False if ratio is None else ratio < 1.0


def turned_with(inputs: Inputs, ratios: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
    """The zeta of the class at each N/P: its sign belongs to the single design, not to the middle of a range."""
    here = float(inputs.numbers["prior.zeta"])
    upright = -here if is_turned(inputs) else here
    return np.where(is_turned(inputs, ratios), -upright, upright)
