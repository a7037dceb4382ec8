"""Fits the class priors of the engine to a compilation, and again without each paper that is to be scored."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from formulator.catalogue import Catalogue
from formulator.design import Law
from formulator.evaluation import prepared
from formulator.evaluation.inputs import Inputs
from formulator.evaluation.published import OVER_USUAL, PUBLISHED, Prior, Published, ee_class, is_turned, size_class, zeta_class
from formulator.units import from_si
from formulator.validation.designs import design_of
from formulator.validation.fitting import Summary, summary
from formulator.validation.scoring import on_scale
from formulator.validation.table import Row, RowRefused

USUAL = "carrier.typical_diameter"
FEWEST = 4
"""Papers that a fitted class needs; with fewer the spread stays the judgement that it is."""


@dataclass(frozen=True)
class Known:
    """A row of the compilation with the inputs of its design."""

    row: Row
    inputs: Inputs


Members = Callable[[Known], bool]


def _of_size(name: str) -> Members:
    """A class by its name; of the ratio to the usual size, those whose material has one."""
    if name.endswith(OVER_USUAL):
        return lambda known: f"{size_class(known.inputs)} {OVER_USUAL}" == name and USUAL in known.inputs.numbers
    return lambda known: size_class(known.inputs) == name


def _of_ee(name: str) -> Members:
    return lambda known: bool(known.inputs.word("payload.kind")) and ee_class(known.inputs) == name


def _of_zeta(name: str) -> Members:
    return lambda known: known.inputs.word("carrier.morphology") in ("solid_particle", "polyplex") and zeta_class(known.inputs) == name


SIZE: Mapping[str, Members] = {name: _of_size(name) for name in PUBLISHED.size}
EE: Mapping[str, Members] = {name: _of_ee(name) for name in PUBLISHED.ee}
ZETA: Mapping[str, Members] = {name: _of_zeta(name) for name in PUBLISHED.zeta}


def known_rows(rows: Sequence[Row], catalogue: Catalogue) -> list[Known]:
    """Rows that become designs, with their inputs."""
    found = []
    for row in rows:
        try:
            design, materials = design_of(row, catalogue)
        except RowRefused:
            continue
        found.append(Known(row, prepared(design, materials)))
    return found


def fitted(known: Sequence[Known]) -> Published:
    """Class priors of a compilation; a class with too few papers, or of another source, stays as it is."""
    return Published(
        size=_classes(PUBLISHED.size, SIZE, "size.hydrodynamic_diameter", known),
        pdi=_classes(PUBLISHED.pdi, {"all": lambda _: True}, "size.pdi", known),
        ee=_classes(PUBLISHED.ee, EE, "loading.ee", known),
        zeta=_classes(PUBLISHED.zeta, ZETA, "charge.zeta", known),
    )


def _classes(priors: Mapping[str, Prior], members: Mapping[str, Members], path: str, known: Sequence[Known]) -> dict[str, Prior]:
    found = dict(priors)
    for name, belongs in members.items():
        entries = [entry for entry in known if path in entry.row.measured and belongs(entry)]
        if len({entry.row.paper for entry in entries}) >= FEWEST:
            values = [_value(path, name, entry) for entry in entries]
            found[name] = _prior(priors[name], summary(values, [entry.row.paper for entry in entries]))
    return found


def _value(path: str, name: str, known: Known) -> float:
    """The measured value on its scale; of a complex whose outside is negative the mirrored zeta, over the usual size the ratio."""
    along = float(on_scale(path, known.row.measured[path]))
    if path == "charge.zeta" and is_turned(known.inputs):
        return -along
    if name.endswith(OVER_USUAL):
        return along - math.log(float(from_si(float(known.inputs.numbers[USUAL]), "nm")))
    return along


def _prior(old: Prior, new: Summary) -> Prior:
    law: Law = (old.law[0], new.sd)
    return replace(old, median=_back(old.law[0], new.median), law=law, papers=new.papers)


def _back(shape: str, along: float) -> float:
    """From the scale of a law to the unit of its prior."""
    if shape == "normal":
        return along
    return math.exp(along) if shape == "lognormal" else 100.0 / (1.0 + math.exp(-along))


class Refits:
    """The priors of a compilation without one paper, each fitted once."""

    def __init__(self, rows: Sequence[Row], catalogue: Catalogue) -> None:
        self.known = known_rows(rows, catalogue)
        self._fitted: dict[frozenset[int], Published] = {}

    def without(self, row: Row) -> Published:
        """Priors fitted on all papers but that of a row."""
        left_out = frozenset(entry.row.number for entry in self.known if entry.row.papers & row.papers)
        if left_out not in self._fitted:
            self._fitted[left_out] = fitted([entry for entry in self.known if entry.row.number not in left_out])
        return self._fitted[left_out]
