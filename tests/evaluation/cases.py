"""Designs for the tests of the evaluation, written as a person would type them."""

from __future__ import annotations

import functools

from formulator import assets, catalogue, storage
from formulator.catalogue import Catalogue
from formulator.design import Design, read, replaced
from formulator.evaluation import evaluate
from formulator.prediction import Prediction


@functools.cache
def known() -> Catalogue:
    """The shipped catalogue."""
    return catalogue.load()


@functools.cache
def example(name: str) -> Design:
    """The design of a worked example."""
    return storage.load(assets.path(f"examples/{name}.formulation")).project.variant().design


def typed(design: Design, changes: dict[str, str]) -> Design:
    """A design with fields typed over; empty text clears one."""
    for path, text in changes.items():
        design = replaced(design, path, read(path, text))
    return design


def ask(name: str, **changes: str) -> Prediction:
    """The answers to an example with fields typed over; `__` stands for the dot of a path."""
    return evaluate(typed(example(name), {path.replace("__", "."): text for path, text in changes.items()}), known())


def value(found: Prediction, path: str) -> float:
    """An answer that has to be there."""
    given = found[path].value
    assert given is not None, found[path].reason
    return given


CRGD = "crgd-polymersome-docetaxel"
ACUPA = "acupa-pla-peg-docetaxel"
FOLATE = "folate-micelle-doxorubicin"
POLYPLEX = "sirna-polyplex"
DENDRIMER = "transferrin-pamam-doxorubicin"
NANOGEL = "granzyme-b-hyaluronan-nanogel"
SPHERE = {
    "carrier.id": "carrier:plga_5050",
    "carrier.morphology": "solid_particle",
    "carrier.core_molar_mass": "20 kg/mol",
    "carrier.core_density": "1.2 g/cm^3",
    "carrier.diameter": "100 nm",
    "ligand.id": "ligand:folate",
    "ligand.tether_molar_mass": "2558.6 g/mol",
    "ligand.surface_fraction": "100 %",
    "ligand.density": "10 mol%",
    "payload.id": "drug:docetaxel",
    "payload.feed": "2 mg",
    "payload.ee": "60 %",
    "process.polymer_mass": "10 mg",
}
"""AC-03 and AC-04: a full sphere of 20 kg/mol chains, a tenth of them with 3 kg/mol of tether and ligand more."""
