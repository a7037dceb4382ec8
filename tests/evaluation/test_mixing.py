"""Flash nanoprecipitation: streams, solvent, Reynolds numbers, and what happens where the two ways to say solvent meet."""

from __future__ import annotations

import pytest

from formulator import catalogue
from formulator.design import Design, read, replaced
from formulator.evaluation import evaluate
from formulator.evaluation.mixing import too_slow
from formulator.explore.factor import Factor
from formulator.explore.sweep import sweep
from formulator.prediction import Prediction
from formulator.uncertainty import propagate

STREAMS = {
    "process.method": "flash_nanoprecipitation",
    "process.solvent": "solvent:acetone",
    "process.mixer": "cij",
    "process.total_flow_rate": "12 mL/min",
    "process.flow_rate_ratio": "3:1",
    "process.inlet_diameter": "0.5 mm",
    "process.chamber_volume": "15 uL",
    "medium.temperature": "25 degC",
}


def typed(**changes: str) -> Design:
    design = Design()
    for path, text in {**STREAMS, **{f"process.{name}": text for name, text in changes.items()}}.items():
        design = replaced(design, path, read(path, text))
    return design


def asked(**changes: str) -> Prediction:
    return evaluate(typed(**changes), catalogue.load())


def value(prediction: Prediction, name: str) -> float:
    found = prediction[f"mixing.{name}"].value
    assert found is not None, prediction[f"mixing.{name}"].reason
    return found


def test_ac_17_streams_of_12_ml_a_minute_at_3_to_1() -> None:
    found = asked()
    assert f"{value(found, 'aqueous_flow'):.3f} + {value(found, 'organic_flow'):.3f}" == "9.000 + 3.000"
    assert value(found, "organic_fraction") == value(found, "final_organic_fraction") == pytest.approx(25.0, abs=1e-12)
    assert value(found, "reynolds_number") == pytest.approx(value(found, "reynolds_organic") + value(found, "reynolds_aqueous"))


def test_a_quench_dilutes_the_batch_but_not_what_leaves_the_mixer() -> None:
    found = asked(flow_rate_ratio="1:1", quench_ratio="9:1", polymer_concentration="10 mg/mL")
    assert value(found, "organic_fraction") == pytest.approx(50.0)
    assert value(found, "final_organic_fraction") == pytest.approx(5.0)
    assert found.nodes["final_polymer_concentration"] == pytest.approx(0.5)


def test_streams_follow_the_organic_share_where_no_ratio_is_typed() -> None:
    assert value(asked(flow_rate_ratio="", organic_fraction="25 %"), "flow_rate_ratio") == pytest.approx(3.0)
    assert value(asked(flow_rate_ratio="", organic_fraction="5 %", quench_ratio="9"), "flow_rate_ratio") == pytest.approx(1.0)


def test_a_quench_that_leaves_no_room_for_water_in_the_mixer_has_no_streams() -> None:
    found = asked(flow_rate_ratio="", organic_fraction="10 %", quench_ratio="9")
    assert found["mixing.aqueous_flow"].value is None
    assert "quench alone dilutes more" in found["mixing.aqueous_flow"].reason


def test_a_reynolds_number_below_the_limit_is_flagged_at_the_mixing_time() -> None:
    slow, fast = asked(), asked(total_flow_rate="120 mL/min", flow_rate_ratio="1:1")
    assert "range.engulfment_time.reynolds_number" in {flag.id for flag in slow["mixing.time"].flags}
    assert "range.engulfment_time.reynolds_number" not in {flag.id for flag in fast["mixing.time"].flags}
    assert value(fast, "reynolds_organic") > 1300


@pytest.mark.parametrize(
    ("mixer", "organic", "aqueous", "together", "says"),
    [
        ("cij", 1400, 1200, 2600, "weaker jet"),
        ("cij", 1400, 1400, 2800, ""),
        ("", 1400, 1200, 2600, "weaker jet"),
        ("mivm", 200, 300, 1100, "sum over the inlets"),
        ("mivm", 200, 500, 1700, ""),
        ("chip", 5, 5, 10, ""),
    ],
)
def test_each_mixer_has_its_own_limit(mixer: str, organic: float, aqueous: float, together: float, says: str) -> None:
    found = too_slow(mixer, organic, aqueous, together)
    assert says in found and bool(found) == bool(says)


def test_a_vortex_mixer_shares_the_water_among_three_inlets() -> None:
    two, four = asked(), asked(mixer="mivm")
    assert value(four, "reynolds_aqueous") == pytest.approx(value(two, "reynolds_aqueous") / 3)
    assert value(four, "reynolds_number") == pytest.approx(value(two, "reynolds_number"))


def test_a_laminar_chip_has_no_turbulent_mixing_time() -> None:
    assert "laminar" in asked(mixer="chip")["mixing.time"].reason


def test_other_methods_have_no_streams_and_say_so() -> None:
    found = asked(method="nanoprecipitation")
    assert "flash nanoprecipitation" in found["mixing.time"].reason
    assert found.nodes["final_organic_fraction"] == pytest.approx(0.1)


def test_streams_have_intervals_and_follow_a_sweep() -> None:
    known = catalogue.load()
    estimate = propagate(typed(), known, 256, 0)["mixing.organic_flow"]
    assert estimate.low is not None and estimate.high is not None and estimate.low < 3.0 < estimate.high
    factor = Factor(path="process.flow_rate_ratio", unit="", low=1.0, high=3.0, count=2)
    swept = sweep(typed(), known, [factor], ["mixing.final_organic_fraction", "mixing.time"])
    assert swept.outputs["mixing.final_organic_fraction"] == pytest.approx([50.0, 25.0])
    assert (swept.outputs["mixing.time"] > 0).all()
