"""Hansen parameters of a person's own drug from its structure: in the right units, with the errors of their route, never as zero."""

from __future__ import annotations

import math
import subprocess
import sys

import pytest

from formulator import structures
from formulator.catalogue import Catalogue, user_drug
from formulator.chem import compatibility
from formulator.chem.model import Grade
from formulator.design import Design, replaced
from formulator.evaluation import evaluate, prepared
from formulator.uncertainty import propagate
from formulator.units import Value

from .cases import ACUPA, example, known

IBUPROFEN = "CC(C)Cc1ccc(cc1)C(C)C(=O)O"
BORTEZOMIB = "CC(C)C[C@@H](B(O)O)NC(=O)[C@H](Cc1ccccc1)NC(=O)c1cnccn1"
CHI = "loading.compatibility_chi"
PARTS = ("dispersion", "polar", "hydrogen")


def asked(smiles: str) -> tuple[Design, Catalogue]:
    """A PLA-PEG particle with a drug of one's own, and the catalogue that knows it."""
    drug = user_drug("my own drug", smiles)
    return replaced(example(ACUPA), "payload.id", drug.key), known().with_materials([drug])


def test_chi_of_an_own_drug_is_that_of_its_increments() -> None:
    design, catalogue = asked(IBUPROFEN)
    inputs = prepared(design, catalogue)
    found = structures.hansen_by_increments(IBUPROFEN)
    chi = compatibility.flory_huggins_chi.si(
        temperature=310.15,
        reference_volume=found.molar_volume,
        prefactor=0.6,
        **{f"delta_{part}": getattr(found, part) - inputs.numbers[f"carrier.hansen_{part}"] for part in PARTS},
    )
    answer = evaluate(design, catalogue)[CHI]
    assert answer.value == pytest.approx(chi, rel=1e-9) and 0.01 < chi < 20
    assert answer.grade is Grade.INDEX and "mathieu2018" in answer.sources
    assert "hansen-from-structure" in {flag.id for flag in answer.flags}


def test_what_is_shown_of_a_parameter_and_what_is_computed_with_are_the_same() -> None:
    design, catalogue = asked(IBUPROFEN)
    inputs = prepared(design, catalogue)
    for name in (*(f"payload.hansen_{part}" for part in PARTS), "payload.molar_volume"):
        ingredient = inputs.ingredients[name]
        assert isinstance(ingredient.value, float)
        assert Value(ingredient.value, ingredient.unit).si == pytest.approx(float(inputs.numbers[name]), rel=1e-12)
        assert ingredient.grade is Grade.FIT_TRANSFERRED


def test_the_error_of_a_difference_is_that_of_route_and_polymer() -> None:
    design, catalogue = asked(IBUPROFEN)
    laws = prepared(design, catalogue).laws
    for part, whole, polymer in zip(PARTS, (0.96, 3.17, 2.43), (0.7, 1.5, 1.5), strict=True):
        assert math.hypot(laws[f"payload.hansen_{part}"][1] / 1e3, polymer) == pytest.approx(whole, abs=0.01)


def test_the_interval_of_chi_is_the_band_of_its_errors() -> None:
    """`chi_band` with the prefactor held; the interval of the program adds the prefactor's 0.3 to 1."""
    design, catalogue = asked(IBUPROFEN)
    inputs = prepared(design, catalogue)
    differences = tuple(float(inputs.numbers[f"payload.hansen_{p}"]) - float(inputs.numbers[f"carrier.hansen_{p}"]) for p in PARTS)
    low, high = compatibility.chi_band(
        temperature=310.15,
        reference_volume=float(inputs.numbers["payload.molar_volume"]),
        differences=(differences[0], differences[1], differences[2]),
        errors=(0.96e3, 3.17e3, 2.43e3),
    )
    found = propagate(design, catalogue, draws=2048)[CHI]
    assert found.low is not None and found.high is not None
    assert found.low == pytest.approx(low, rel=0.6) and found.high == pytest.approx(high, rel=0.5)
    assert found.high / found.low > high / low * 0.8


def test_a_structure_that_no_route_knows_gives_no_chi() -> None:
    design, catalogue = asked(BORTEZOMIB)
    answer = evaluate(design, catalogue)[CHI]
    assert answer.value is None and "contribution to Hansen parameters is not known" in answer.reason
    assert "payload.hansen_polar" not in prepared(design, catalogue).numbers


def test_where_increments_are_not_known_the_groups_answer_with_a_lower_grade() -> None:
    """An aromatic C–N bond has no increment."""
    smiles = "CCOC(=O)c1ccncc1"
    assert structures.hansen_by_increments(smiles).polar is None
    design, catalogue = asked(smiles)
    found = prepared(design, catalogue).ingredients["payload.hansen_polar"]
    assert found.grade is Grade.RULE_OF_THUMB and found.source == "vankrevelen2009"


def test_shipped_drugs_are_evaluated_without_reading_their_structures() -> None:
    """RDKit costs a tenth of a second: the first frame must not wait for it."""
    code = (
        "import sys; from tests.evaluation.cases import ACUPA, example, known, typed; from formulator.evaluation import evaluate;"
        "evaluate(typed(example(ACUPA), {'payload.id': 'drug:cisplatin'}), known()); assert 'rdkit' not in sys.modules"
    )
    subprocess.run([sys.executable, "-c", code], check=True)
