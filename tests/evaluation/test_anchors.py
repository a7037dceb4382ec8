"""Sizes scaled from one measured particle of the same chemistry, and the chance of the chosen shape."""

from __future__ import annotations

import pytest

from formulator.chem import assembly
from formulator.chem.model import Grade
from formulator.evaluation import evaluate
from formulator.prediction import Prediction

from .cases import CRGD, FOLATE, POLYPLEX, ask, example, known, typed, value

THICKNESS, CHAINS, SHAPE = "size.membrane_thickness", "size.scaled_aggregation_number", "size.shape_probability"
MEASURED = {
    "carrier.reference_aggregation_number": "100 1/particle",
    "carrier.reference_core_molar_mass": "5 kg/mol",
    "carrier.reference_corona_molar_mass": "5 kg/mol",
    "carrier.core_molar_mass": "5 kg/mol",
    "carrier.corona_molar_mass": "5 kg/mol",
}


def membrane(**changes: str) -> Prediction:
    return ask(CRGD, carrier__membrane_thickness="", carrier__core_molar_mass="16 kg/mol", **changes)


def test_a_measured_membrane_of_the_same_block_is_the_membrane() -> None:
    found = membrane(carrier__reference_thickness="14 nm", carrier__reference_core_molar_mass="16 kg/mol")
    assert value(found, THICKNESS) == pytest.approx(14.0, rel=1e-9)
    assert "membrane-scaled" not in {flag.id for flag in found[THICKNESS].flags}


def test_a_longer_block_than_the_measured_one_thickens_the_membrane_by_the_power_of_055() -> None:
    found = membrane(carrier__reference_thickness="14 nm", carrier__reference_core_molar_mass="8 kg/mol")
    assert value(found, THICKNESS) == pytest.approx(14.0 * 2**0.55, rel=1e-9)


@pytest.mark.parametrize("half", ["carrier__reference_thickness", "carrier__reference_core_molar_mass"])
def test_half_a_measured_membrane_is_none(half: str) -> None:
    found = membrane(**{half: "14 nm" if "thick" in half else "8 kg/mol"})
    assert value(found, THICKNESS) == pytest.approx(value(membrane(), THICKNESS), rel=1e-12)
    assert found[THICKNESS].grade >= Grade.RULE_OF_THUMB


def test_a_typed_membrane_wins_over_a_measured_one_of_another_block() -> None:
    found = ask(
        CRGD, carrier__membrane_thickness="11 nm", carrier__reference_thickness="14 nm", carrier__reference_core_molar_mass="8 kg/mol"
    )
    assert value(found, THICKNESS) == pytest.approx(11.0, rel=1e-12)


def test_the_measured_micelle_itself_has_the_chains_that_were_counted() -> None:
    found = evaluate(typed(example(FOLATE), MEASURED), known())
    assert value(found, CHAINS) == pytest.approx(100.0, rel=1e-9)


def test_chains_scale_with_the_square_of_the_core_and_fall_with_the_corona() -> None:
    """The example of `scaled_aggregation_number`: a core half as long again holds 2.25 times the chains."""
    longer = evaluate(typed(example(FOLATE), {**MEASURED, "carrier.core_molar_mass": "7.5 kg/mol"}), known())
    assert value(longer, CHAINS) == pytest.approx(225.0, rel=1e-9)
    bushy = evaluate(typed(example(FOLATE), {**MEASURED, "carrier.corona_molar_mass": "10 kg/mol"}), known())
    assert value(bushy, CHAINS) == pytest.approx(100 * 2**-0.8, rel=1e-9)


def test_without_a_count_nothing_is_scaled_and_the_size_stays() -> None:
    before = evaluate(example(FOLATE), known())
    assert before[CHAINS].value is None and "Known chains" in before[CHAINS].reason
    after = evaluate(typed(example(FOLATE), {"carrier.reference_aggregation_number": "100 1/particle"}), known())
    for path in ("size.hydrodynamic_diameter", "size.aggregation_number", "size.core_diameter"):
        assert after[path].value == before[path].value


def test_the_chance_of_a_vesicle_is_highest_in_its_window() -> None:
    """PEG 2 kg/mol on growing cores: micelles, vesicles, then solid particles."""
    chances = [value(membrane(carrier__corona_molar_mass=f"{mass} kg/mol"), SHAPE) for mass in (2, 8, 40)]
    assert chances[1] > 80 > 20 > max(chances[0], chances[2])


def test_the_chance_of_a_micelle_counts_worms_and_spheres() -> None:
    found = evaluate(typed(example(FOLATE), {"carrier.core_molar_mass": "5 kg/mol", "carrier.corona_molar_mass": "5 kg/mol"}), known())
    shares = [100 * assembly.morphology_probability.si(hydrophilic_weight_fraction=0.5, shape=one) for one in ("worm", "sphere")]
    assert value(found, SHAPE) == pytest.approx(sum(shares), rel=1e-9) and 90 < sum(shares) <= 100


def test_a_complex_has_no_window_of_shapes() -> None:
    found = ask(POLYPLEX)
    assert found[SHAPE].value is None and "diblocks" in found[SHAPE].reason
    assert found[CHAINS].value is None


def test_salt_that_clumps_bare_particles_grows_with_their_charge() -> None:
    limits = [
        value(ask(POLYPLEX, carrier__site_density=f"{density} 1/nm^2", medium__ionic_strength="10 mM"), "stability.coagulation_salt")
        for density in (0.01, 0.03, 0.1)
    ]
    assert limits == sorted(limits) and limits[0] < 10 < limits[-1]
