"""Intervals: what is typed with ± propagates, what is measured stays what it is, and nothing is narrower than laboratories agree."""

from __future__ import annotations

import functools
import pickle

import numpy as np
import pytest

from formulator import assets
from formulator.chem.model import Grade
from formulator.design import Design
from formulator.evaluation import evaluate, prepared
from formulator.prediction import OUTPUT_BY_PATH, Estimate, Prediction
from formulator.uncertainty import draw_chain, drawn, hypercube, propagate, scores, with_discrepancy
from tests.evaluation.cases import ACUPA, CRGD, POLYPLEX, example, known, typed

Z = 1.6448536269514722
NAMES = assets.names("examples", ".formulation")
WEIGHED = {
    "carrier.id": "carrier:plga_5050",
    "carrier.morphology": "solid_particle",
    "carrier.diameter": "100 nm",
    "payload.id": "drug:docetaxel",
    "payload.feed": "1.20 ± 0.05 mg",
    "process.polymer_mass": "10.0 ± 0.2 mg",
    "payload.ee": "100 %",
}


@functools.cache
def predicted(name: str) -> Prediction:
    return propagate(example(name), known())


def bounds(estimate: Estimate) -> tuple[float, float, float]:
    assert estimate.value is not None and estimate.low is not None and estimate.high is not None, estimate.path
    return estimate.low, estimate.value, estimate.high


def test_dlc_of_weighed_drug_and_polymer_has_the_first_order_spread() -> None:
    """AC-11: 1.20 ± 0.05 mg in 10.0 ± 0.2 mg, all of it loaded: DLC 10.714 ± 0.442 % (first order); Monte Carlo within 2 %."""
    low, value, high = bounds(propagate(typed(Design(), WEIGHED), known(), draws=100_000, seed=1)["loading.dlc"])
    assert value == pytest.approx(10.714, abs=1e-3)
    assert (high - low) / 2 / Z == pytest.approx(0.442, rel=0.02)
    assert (high + low) / 2 == pytest.approx(10.714, rel=0.02)


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("uniform 50 to 70 %", 51, 69),
        ("triangular 50 to 60 to 70 %", 50 + 10 * 0.1**0.5, 70 - 10 * 0.1**0.5),
        ("50 ×/÷ 1.1 %", 50 / 1.1**Z, 50 * 1.1**Z),
    ],
)
def test_a_typed_law_is_the_one_that_is_drawn(text: str, low: float, high: float) -> None:
    found = bounds(propagate(typed(Design(), {**WEIGHED, "payload.ee": text}), known())["loading.ee"])
    assert (found[0], found[2]) == pytest.approx((low, high), rel=0.005)


def test_an_aimed_size_spread_that_was_typed_is_kept() -> None:
    """Typed without a spread the PDI of a particle that nobody has made is a wish; with one it says how far to trust it."""
    low, value, high = bounds(propagate(typed(example(ACUPA), {"carrier.pdi": "uniform 0.1 to 0.2"}), known())["size.pdi"])
    assert (low, value, high) == pytest.approx((0.105, 0.15, 0.195), rel=0.01)


def test_ee_as_measured_adds_its_own_spread() -> None:
    design = typed(Design(), {**WEIGHED, "payload.ee": "60 ± 3 %"})
    low, value, high = bounds(propagate(design, known())["loading.ee"])
    assert (low, value, high) == pytest.approx((60 - 3 * Z, 60, 60 + 3 * Z), rel=0.01)


def test_the_same_seed_gives_the_same_bytes_and_another_seed_other_ones() -> None:
    first, again, other = (pickle.dumps(propagate(example(CRGD), known(), draws=512, seed=seed).estimates) for seed in (3, 3, 4))
    assert first == again != other


@pytest.mark.parametrize("name", NAMES)
def test_point_values_are_those_of_evaluate_and_lie_inside(name: str) -> None:
    plain, spread = evaluate(example(name), known()), predicted(name)
    for path, estimate in plain.estimates.items():
        assert spread[path].value == estimate.value, path
        assert spread[path].grade == estimate.grade, path
        if spread[path].low is not None:
            low, value, high = bounds(spread[path])
            assert low <= value <= high, path


@pytest.mark.parametrize("name", NAMES)
def test_shares_stay_shares(name: str) -> None:
    """No interval of a share of the dose, of places or of payload leaves 0 to 1."""
    most = {"%ID": 100.0, "%": 100.0}
    for path, estimate in predicted(name).estimates.items():
        if estimate.high is None or OUTPUT_BY_PATH[path].scale != "logit":
            continue
        assert bounds(estimate)[0] >= 0.0 and estimate.high <= most.get(estimate.unit, 1.0), path


def test_a_measured_size_is_that_number_with_the_spread_of_the_instrument() -> None:
    """DLS repeats to 4 %; the class scatters by a factor of 1.9."""
    measured = propagate(typed(example(ACUPA), {"carrier.diameter_kind": "measured"}), known())["size.hydrodynamic_diameter"]
    aimed = predicted(ACUPA)["size.hydrodynamic_diameter"]
    low, value, high = bounds(measured)
    assert (measured.grade, measured.state, value) == (Grade.MEASURED, "measured", 100.0)
    assert np.log(high / low) / 2 / Z == pytest.approx(0.04, rel=0.03)
    assert np.log(bounds(aimed)[2] / bounds(aimed)[0]) / 2 / Z == pytest.approx(0.27, rel=0.03)
    assert aimed.grade is Grade.RULE_OF_THUMB


@pytest.mark.parametrize(
    ("name", "path", "least"),
    [
        (ACUPA, "charge.zeta", 9.4),
        (CRGD, "charge.zeta", 9.4),
        (POLYPLEX, "charge.zeta", 11.3),
        (ACUPA, "targeting.delivered_average", 1.42),
        (CRGD, "targeting.delivered", 1.42),
    ],
)
def test_an_interval_is_never_narrower_than_the_scatter_between_laboratories(name: str, path: str, least: float) -> None:
    """Between-laboratory sd of published values, on the scale of the output: mV, or ln of a share of the dose."""
    low, _, high = bounds(predicted(name)[path])
    if OUTPUT_BY_PATH[path].scale != "linear":
        low, high = (float(np.log(end / (100 - end))) for end in (low, high))
    assert (high - low) / 2 / Z >= 0.98 * least


def test_scatter_is_not_counted_twice() -> None:
    """δ² = max(s_base² − s_param², (0.3 s_base)²)."""
    own = 0.010 * scores("own", 4096, 0)
    for spread, total in ((0.006, 0.010), (0.010, (0.010**2 + (0.3 * 0.010) ** 2) ** 0.5), (0.030, (0.030**2 + 0.003**2) ** 0.5)):
        widened = with_discrepancy("charge.zeta", own * spread / 0.010, ("normal", 0.010), 4096, 0)
        assert np.std(widened) == pytest.approx(total, rel=0.03)


def test_zeta_and_mobility_are_widened_together() -> None:
    prediction = predicted(CRGD)
    factor = prediction.nodes["permittivity"] * 8.8541878128e-12 / prediction.nodes["viscosity"]
    zeta, mobility = bounds(prediction["charge.zeta"]), bounds(prediction["charge.mobility"])
    for one, other in zip(zeta, mobility, strict=True):
        assert other * 1e-8 == pytest.approx(one * 1e-3 * factor, rel=0.02)


def test_selectivity_is_narrower_than_the_ratio_drawn_apart() -> None:
    """Both occupancies share K_D, further bonds, tether and ligands."""
    prediction = predicted(ACUPA)
    (low, _, high), (t_low, _, t_high), (h_low, _, h_high) = (
        bounds(prediction[f"targeting.{path}"]) for path in ("selectivity", "occupancy_target", "occupancy_healthy")
    )
    apart = np.hypot(np.log(t_high / t_low), np.log(h_high / h_low))
    assert np.log(high / low) < 0.6 * apart


def test_dlc_follows_the_draws_of_ee_exactly() -> None:
    """DLC = EE f/(1 + EE f) in every draw."""
    inputs = prepared(example(CRGD), known())
    chain, _ = draw_chain(inputs, ("prior.ee", "payload.feed", "process.polymer_mass"), 256, 0)
    loaded = chain["loading.ee"] * chain["feed_ratio"]
    np.testing.assert_allclose(chain["loading.dlc"], loaded / (1 + loaded), rtol=1e-12)


def test_the_largest_driver_of_dlc_is_ee_and_shares_sum_to_at_most_one() -> None:
    prediction = predicted(CRGD)
    assert prediction["loading.dlc"].drivers[0][0] == "prior.ee"
    for path, estimate in prediction.estimates.items():
        shares = [share for _, share in estimate.drivers]
        assert sum(shares) <= 1.02 and shares == sorted(shares, reverse=True), path


@pytest.mark.parametrize(
    ("law", "value", "low", "high"),
    [
        (("normal", 2.0), 10.0, 10 - 2 * Z, 10 + 2 * Z),
        (("lognormal", 0.5), 10.0, 10 * np.exp(-0.5 * Z), 10 * np.exp(0.5 * Z)),
        (("logitnormal", 1.0), 0.5, 1 / (1 + np.exp(Z)), 1 / (1 + np.exp(-Z))),
        (("uniform", 2.0, 4.0), 3.0, 2.1, 3.9),
        (("loguniform", 1.0, 100.0), 10.0, 100**0.05, 100**0.95),
        (("normal", 1.0, 4.0), 0.0, -2.131847, 2.131847),
        (("triangular", 0.0, 4.0), 1.0, 0.2**0.5, 4 - 0.6**0.5),
    ],
)
def test_draws_follow_their_law(law: tuple[str, float], value: float, low: float, high: float) -> None:
    """5th and 95th percentile; Student's t with 4 degrees of freedom is 2.1318 at 95 %."""
    draws, _ = drawn(law, value, "x", 8192, 0)
    assert np.quantile(draws, [0.05, 0.95]) == pytest.approx([low, high], rel=5e-3)


def test_draws_are_stratified_and_each_input_has_its_own_stream() -> None:
    column = hypercube("a", 1000, 0)
    assert sorted(np.floor(column * 1000).astype(int)) == list(range(1000))
    assert abs(np.corrcoef(column, hypercube("b", 1000, 0))[0, 1]) < 0.1


def test_impossible_draws_are_left_out_and_counted() -> None:
    prediction = propagate(typed(example(CRGD), {"carrier.diameter": "48 nm"}), known())
    estimate = prediction["size.core_diameter"]
    assert "impossible-draws" in {flag.id for flag in estimate.flags}


@pytest.mark.parametrize("name", NAMES)
def test_a_selectivity_over_decades_says_so(name: str) -> None:
    estimate = predicted(name)["targeting.selectivity"]
    flags = [flag.text for flag in estimate.flags if flag.id == "range-over-decades"]
    if estimate.low is None or estimate.high is None:
        assert not flags
        return
    assert bool(flags) == (estimate.high >= 100 * estimate.low)
    assert all("most of it from" in text and "not the number" in text for text in flags)


def test_draws_that_are_never_wrapped_are_called_so() -> None:
    mixed = propagate(typed(example(ACUPA), {"target.bond_energy": "(12 ± 3) kT"}), known(), 512)["targeting.wrapping_time"]
    assert mixed.value is not None
    assert any("of the draws are never wrapped" in flag.text for flag in mixed.flags)
