"""Class medians and spreads: the right class is chosen, and the 90 % range for a new paper is the one of the published summary."""

from __future__ import annotations

import math

import pytest
from scipy.stats import norm, t

from formulator.design import Design, Law
from formulator.evaluation import prepared
from formulator.evaluation.priors import payload_place, scatter
from formulator.evaluation.published import EE, PDI, SIZE, ZETA, Prior, of_papers

from .cases import ACUPA, CRGD, DENDRIMER, FOLATE, NANOGEL, POLYPLEX, SPHERE, example, known, typed


def ends(law: Law) -> tuple[float, float]:
    spread = law[1] * (t.ppf(0.95, law[2]) if len(law) > 2 else norm.ppf(0.95))
    return -spread, spread


@pytest.mark.parametrize(
    ("prior", "low", "high"),
    [
        (SIZE["solid_particle with PEG"], 118, 300),
        (SIZE["solid_particle double_emulsion"], 124, 521),
        (SIZE["solid_particle nanoprecipitation"], 88, 316),
        (SIZE["micelle"], 27, 240),
        (SIZE["polyplex"], 18, 810),
        (SIZE["polymersome"], 60, 240),
        (SIZE["nanogel"], 30, 240),
        (PDI["all"], 0.057, 0.51),
    ],
)
def test_a_new_paper_lies_within_the_published_range(prior: Prior, low: float, high: float) -> None:
    """Compilation of 216 rows from 85 papers, and 260 rows from 35 papers; 90 % for a new paper, ± 10 % of each end."""
    below, above = ends(of_papers(prior.law, prior.papers))
    assert prior.median * math.exp(below) == pytest.approx(low, rel=0.1)
    assert prior.median * math.exp(above) == pytest.approx(high, rel=0.1)


def test_ee_of_macromolecules_and_small_molecules_spans_what_papers_report() -> None:
    """Nucleic acids and proteins 5 to 98 %; small molecules in solid particles 31 to 95 %."""
    for name, low, high in (("macromolecule", 5, 98), ("solid", 31, 95)):
        prior = EE[name]
        middle = math.log(prior.median / (100 - prior.median))
        found = [100 / (1 + math.exp(-(middle + end))) for end in ends(of_papers(prior.law, prior.papers))]
        assert found == pytest.approx([low, high], abs=3.0), name


@pytest.mark.parametrize(("name", "low", "high"), [("bare", -31, 4), ("PEG", -40, -5), ("polyplex", -8, 52), ("cationic", -21, 59)])
def test_zeta_of_a_new_paper_spans_the_published_range(name: str, low: float, high: float) -> None:
    """5th and 95th percentile for a new paper, mV; complexes with a negative outside are mirrored."""
    prior = ZETA[name]
    below, above = ends(of_papers(prior.law, prior.papers))
    assert (prior.median + below, prior.median + above) == pytest.approx((low, high), abs=1.0)


def test_classes_of_many_papers_are_normal_and_of_very_few_a_stated_judgement() -> None:
    assert of_papers(("lognormal", 0.41), 41) == ("lognormal", 0.41)
    assert of_papers(("lognormal", 0.40), 3) == ("lognormal", 0.40)
    assert of_papers(("lognormal", 0.81), 5)[2] == 4.0


def word(changes: dict[str, str]) -> str:
    inputs = prepared(typed(Design(), {**SPHERE, "payload.ee": "", **changes}), known())
    return inputs.ingredients["prior.diameter"].label + "; " + inputs.ingredients["prior.ee"].label


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"process.method": "nanoprecipitation"}, ("PLGA nanoprecipitation", "nanoprecipitation")),
        ({"process.method": "double_emulsion"}, ("double emulsion", "solid particles")),
        ({"process.method": "emulsion"}, ("without PEG", "solid particles")),
        ({"carrier.corona_molar_mass": "5 kg/mol"}, ("PEG in the polymer", "solid particles")),
        ({"payload.id": "protein:granzyme_b"}, ("without PEG", "nucleic acids and proteins")),
    ],
)
def test_the_class_follows_carrier_method_and_payload(changes: dict[str, str], expected: tuple[str, str]) -> None:
    size, ee = word(changes).split("; ", 1)
    assert expected[0] in size and expected[1] in ee


@pytest.mark.parametrize(
    ("name", "place"), [(CRGD, "core"), (ACUPA, "core"), (FOLATE, "core"), (POLYPLEX, "complex"), (NANOGEL, "core"), (DENDRIMER, "core")]
)
def test_the_payload_sits_where_its_kind_belongs(name: str, place: str) -> None:
    assert payload_place(prepared(example(name), known())) == place


def test_zeta_scatters_as_its_class_does() -> None:
    assert scatter("charge.zeta", prepared(example(POLYPLEX), known()))[2] == 3.0
    assert scatter("charge.zeta", prepared(example(ACUPA), known()))[2] == 11.0
    assert scatter("size.pdi", prepared(example(ACUPA), known())) == ("fixed",)
