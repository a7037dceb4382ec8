"""Zeta of whole designs: sign, salt, neutrality, and what is said when there is nothing to calculate."""

from __future__ import annotations

import pytest

from formulator.design import Design
from formulator.evaluation import evaluate
from formulator.prediction import Prediction

from .cases import CRGD, POLYPLEX, SPHERE, example, known, typed


def bare(**changes: str) -> Prediction:
    base = {**SPHERE, "medium.ph": "7.4", "medium.ionic_strength": "10 mM"}
    return evaluate(typed(Design(), {**base, **{path.replace("__", "."): text for path, text in changes.items()}}), known())


def zeta(prediction: Prediction) -> float:
    found = prediction["charge.zeta"].value
    assert found is not None
    return found


def test_acid_groups_give_a_negative_zeta_and_amines_a_positive_one() -> None:
    assert zeta(bare()) < -1
    assert zeta(evaluate(example(POLYPLEX), known())) > 1


@pytest.mark.parametrize("corona", ["", "5 kg/mol"])
def test_zeta_falls_as_salt_rises(corona: str) -> None:
    """AC-06, 1 to 150 mM."""
    changes = {"carrier__corona_molar_mass": corona}
    sizes = [abs(zeta(bare(**changes, medium__ionic_strength=f"{salt} mM"))) for salt in (1, 2, 5, 10, 20, 50, 100, 150)]
    assert sizes == sorted(sizes, reverse=True) and sizes[0] > 2 * sizes[-1]


def test_acid_groups_lose_their_charge_far_below_their_pka() -> None:
    """AC-06: no net charge, no zeta."""
    assert abs(zeta(bare(medium__ph="-1"))) < 0.05
    assert zeta(bare(carrier__site_density="0 1/nm^2")) == 0.0


def test_instrument_zeta_and_mobility_say_the_same() -> None:
    """Henry's factor lies between 1 and 1.5: a true zeta is at least the one that Smoluchowski's formula makes of its mobility."""
    found = bare(carrier__site_density="0.05 1/nm^2")
    nodes = found.nodes
    printed = nodes["charge.mobility"] * nodes["viscosity"] / (nodes["permittivity"] * 8.8541878128e-12)
    assert 1.0 <= nodes["charge.zeta"] / printed <= 1.5 + 1e-9


def test_a_material_without_groups_shows_what_published_particles_of_it_show() -> None:
    """PEG-P(TMC-DTC): −1.5 mV in the catalogue, recalled; a calculated zero would be shown with more confidence than it has."""
    found = evaluate(example(CRGD), known())
    assert zeta(found) == pytest.approx(-1.5)
    assert found["charge.surface_charge_density"].value == 0.0
    assert "zeta-usual" in {flag.id for flag in found["charge.zeta"].flags}
    printed = found.nodes["charge.mobility"] * found.nodes["viscosity"] / (found.nodes["permittivity"] * 8.8541878128e-12)
    assert 1000 * printed == pytest.approx(-1.5, rel=1e-9)


def test_leaving_the_range_of_a_model_is_a_flag_on_the_number() -> None:
    found = bare(carrier__site_density="3 1/nm^2", medium__ionic_strength="0.001 mM")
    assert any(flag.id.startswith("range.") for flag in found["charge.zeta"].flags)


def bare_in(**medium: str) -> Prediction:
    changes = {f"medium.{name}": text for name, text in medium.items()}
    return evaluate(typed(Design(), {**SPHERE, **changes}), known())


def test_without_a_known_medium_zeta_is_the_median_of_the_class() -> None:
    """Uncoated solid particles: 24 papers, −13.4 mV. With 0.08 groups per nm² the models alone say −70 mV."""
    found = bare_in()
    assert zeta(found) == pytest.approx(-13.4)
    assert "zeta-class-prior" in {flag.id for flag in found["charge.zeta"].flags}
    assert zeta(evaluate(typed(Design(), {**SPHERE, "carrier.site_density": "0.08 1/nm^2"}), known())) < -40


def test_water_raises_zeta_a_little_and_physiological_salt_takes_it_away() -> None:
    """Six papers measured in deionised water: −12 to −33 mV, not the −140 mV of a model without the ions of the suspension."""
    assert -30 < zeta(bare_in(id="water")) < -13.4 < zeta(bare_in(id="pbs")) < -0.5


def test_a_medium_that_is_the_usual_one_changes_nothing() -> None:
    assert zeta(bare_in(ph="6.5", ionic_strength="1.4 mM")) == pytest.approx(-13.4)


def test_ph_moves_zeta_only_as_far_as_the_models_may_raise_it() -> None:
    """A weak acid is hardly charged in the usual medium: at high pH the factor stops at three."""
    high = evaluate(typed(Design(), {**SPHERE, "carrier.site_pka": "9.5", "medium.ph": "10.5"}), known())
    assert zeta(high) == pytest.approx(3 * -13.4)


def test_a_complex_with_too_few_nitrogens_is_negative() -> None:
    """Chitosan and DNA below N/P 1 and with a hyaluronan coat: −16 to −26 mV (SergeiRaik/polyplex-analysis)."""
    complex_ = {"carrier.id": "carrier:pei25k", "payload.id": "nucleic_acid:sirna_21"}
    few, many = (zeta(evaluate(typed(Design(), {**complex_, "payload.np_ratio": ratio}), known())) for ratio in ("0.5", "10"))
    assert few == -many == pytest.approx(-22.0)
