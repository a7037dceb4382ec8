"""Two kinds of ligand: both count where it says so, nothing else moves, and none of the second is the first alone."""

from __future__ import annotations

import pytest

from formulator.evaluation import evaluate
from formulator.evaluation.second_ligand import DELIVERED, GAIN, OUTPUTS
from formulator.explore.curves import figure
from formulator.explore.many import Many
from formulator.prediction import OUTPUT_BY_PATH, Prediction
from formulator.uncertainty import propagate

from .cases import ACUPA, CRGD, FOLATE, example, known, typed, value

BOTH, SELECTIVE, SERUM = "targeting.occupancy_both", "targeting.selectivity_both", "targeting.occupancy_both_serum"
OWN = {
    "ligand.2.id": "ligand:folate",
    "ligand.2.density": "5 mol%",
    "ligand.2.dissociation_constant": "100 nM",
    "ligand.2.coupling_yield": "80 %",
    "target.other_receptors": "500000 1/cell",
    "target.other_healthy_receptors": "5000 1/cell",
}
WEAK = {"ligand.dissociation_constant": "1 uM", "target.concentration": "0.01 nM"}


def ask(name: str, **changes: str) -> Prediction:
    return evaluate(typed(example(name), {**OWN, **{path.replace("__", "."): text for path, text in changes.items()}}), known())


def test_without_a_second_ligand_nothing_is_said_of_two() -> None:
    found = evaluate(example(CRGD), known())
    assert found[BOTH].value is None and "second ligand" in found[BOTH].reason


@pytest.mark.parametrize("name", [CRGD, ACUPA])
def test_none_of_the_second_kind_is_the_first_alone(name: str) -> None:
    """To 0.01 in ln K, the accuracy of either sum."""
    weak = {path.replace(".", "__"): text for path, text in WEAK.items()}
    found = ask(name, ligand__2__density="0 1/particle", **weak)
    assert value(found, BOTH) == pytest.approx(value(found, "targeting.occupancy_target"), rel=0.03)


def test_more_of_the_second_kind_never_binds_less() -> None:
    found = [value(ask(CRGD, ligand__2__density=f"{count} 1/particle"), BOTH) for count in (0, 1, 10, 100, 1000)]
    assert found == sorted(found) and found[-1] > found[0] and found[0] >= 0.0 and found[-1] <= 1.0


def test_two_kinds_alike_on_two_receptors_bind_as_twice_as_many_bonds_can() -> None:
    """Each kind alone binds less than both together; a second receptor that is rare adds little."""
    rich, poor = ask(CRGD), ask(CRGD, target__other_receptors="1 1/cell")
    assert value(rich, BOTH) > value(poor, BOTH) > 0
    assert value(rich, BOTH) > value(rich, "targeting.occupancy_target")


def test_other_answers_stay_those_of_the_first_ligand() -> None:
    one, two = evaluate(example(CRGD), known()), ask(CRGD)
    for path, estimate in one.estimates.items():
        if path not in OUTPUTS:
            assert two[path].value == estimate.value, path


def test_selectivity_of_two_is_the_ratio_of_both_shares() -> None:
    found = ask(CRGD)
    assert value(found, SELECTIVE) == pytest.approx(value(found, BOTH) / found.nodes["occupancy_both_healthy"], rel=1e-12)


def test_receptors_of_the_second_ligand_come_from_the_catalogue_when_not_typed() -> None:
    """Those of its own receptor, transferrin's, not of the first ligand's."""
    found = ask(FOLATE, ligand__2__id="ligand:transferrin", target__other_receptors="", target__cell="cell:hela")
    own, counted = found.ingredients["target.other_receptors"], known().receptors("cell:hela")["TFR1"]
    assert own.state == "catalogue" and own.source == counted.source and own.value == counted.value.magnitude


def test_a_receptor_that_nobody_counted_is_asked_for_in_its_own_field() -> None:
    assert "Type one in 2nd receptor." in ask(CRGD, target__other_receptors="")[BOTH].reason


def test_one_receptor_for_both_ligands_is_counted_once_for_each() -> None:
    found = ask(FOLATE, target__other_receptors="", target__receptors="12345 1/cell")
    assert found.nodes["other_density_target"] == pytest.approx(found.nodes["receptor_density"], rel=1e-12)


@pytest.mark.parametrize("draws", [64, 1024])
def test_binding_by_both_has_an_interval_around_its_value(draws: int) -> None:
    design = typed(example(CRGD), OWN)
    found = propagate(design, known(), draws=draws)
    for path in (BOTH, SELECTIVE):
        estimate = found[path]
        assert estimate.low is not None and estimate.high is not None and estimate.value is not None
        assert estimate.low <= estimate.value <= estimate.high and estimate.low < estimate.high
        assert any("256 draws" in flag.text for flag in estimate.flags)
    assert (found[BOTH].low or 0.0) >= 0 and (found[BOTH].high or 0.0) <= 1


def test_none_of_the_second_kind_has_the_interval_of_the_first_alone() -> None:
    """To the accuracy of the sums: the same draws of everything that the two share."""
    changes = {**OWN, **WEAK, "ligand.2.density": "0 1/particle"}
    found = propagate(typed(example(CRGD), changes), known(), draws=256)
    both, first = found[BOTH], found["targeting.occupancy_target"]
    assert (both.low, both.high) == pytest.approx((first.low, first.high), rel=0.05)


def test_one_receptor_for_both_ligands_is_one_in_every_draw() -> None:
    design = typed(example(FOLATE), {**OWN, "target.other_receptors": "", "target.other_healthy_receptors": ""})
    assert len(design.ligands) == 2
    found = propagate(design, known(), draws=64)
    assert found[BOTH].low is not None
    assert "target.other_receptors" not in {name for name, _ in found[BOTH].drivers}


def test_a_second_density_in_weight_is_refused_in_words() -> None:
    assert "wt%" in ask(CRGD, ligand__2__density="5 wt%")[BOTH].reason


def test_serum_never_helps_and_without_losses_is_buffer() -> None:
    found = ask(CRGD)
    assert value(found, SERUM) < value(found, BOTH)
    free = ask(CRGD, ligand__serum_masking="100 %", ligand__2__serum_masking="100 %")
    assert value(free, SERUM) == pytest.approx(value(free, BOTH), rel=1e-9)


def test_soluble_antigen_takes_the_second_ligand_only_where_both_look_for_one_receptor() -> None:
    antigen = {"target__antigen_concentration": "100 nM"}
    apart = [ask(CRGD, **more).nodes["other_active_in_serum"] for more in ({}, antigen)]
    assert apart[0] == apart[1]
    shared = {"ligand__2__id": "ligand:folate", "target__other_receptors": "", "target__other_healthy_receptors": ""}
    together = [ask(FOLATE, **shared, **more).nodes["other_active_in_serum"] for more in ({}, antigen)]
    # 100 nM of antigen against 100 nM of K_D leaves half.
    assert together[1] == pytest.approx(0.5 * together[0], rel=1e-6)


FIRST_ALONE = dict(zip((*DELIVERED, GAIN), ("delivered", "delivered_average", "efficiency", "gain_over_untargeted"), strict=True))


@pytest.mark.parametrize("name", [CRGD, ACUPA, FOLATE])
def test_none_of_the_second_kind_brings_what_the_first_alone_brings(name: str) -> None:
    """To 0.01 in ln K, the accuracy of either sum."""
    found = ask(name, ligand__2__density="0 1/particle")
    for both, first in FIRST_ALONE.items():
        assert value(found, both) == pytest.approx(value(found, f"targeting.{first}"), rel=3e-3), both


@pytest.mark.parametrize("name", [CRGD, ACUPA])
def test_more_of_the_second_kind_never_brings_less_into_cells(name: str) -> None:
    found = [ask(name, ligand__2__density=f"{count} 1/particle") for count in (0, 3, 30, 300)]
    for path in DELIVERED:
        brought = [value(one, path) for one in found]
        assert brought == sorted(brought) and brought[-1] > brought[0]
    assert value(found[-1], "targeting.efficiency_both") <= value(found[-1], "targeting.delivered_both")
    assert value(found[-1], GAIN) == pytest.approx(
        value(found[-1], "targeting.delivered_both") - 100 * found[-1].nodes["delivered_untargeted"], rel=1e-9
    )


def test_the_receptors_of_one_kind_that_run_out_leave_the_other() -> None:
    """A rare second receptor takes no places from what the first ligand holds by itself."""
    rare = ask(CRGD, target__other_receptors="10 1/cell")
    assert rare.nodes["most_bound_both"] == pytest.approx(rare.nodes["most_bound_serum"], rel=1e-12)


def test_two_ligands_for_one_receptor_share_it() -> None:
    same = {"ligand__2__id": "ligand:folate", "target__other_receptors": "", "target__other_healthy_receptors": ""}
    found = ask(FOLATE, target__receptors="20000 1/cell", ligand__2__density="20 mol%", **same)
    bonds = found.nodes["bonds_both_first"] + found.nodes["bonds_both_other"]
    by_all = min(found.nodes["cell_sites"], 20000 / bonds)
    assert found.nodes["most_bound_both"] == pytest.approx(max(by_all, found.nodes["most_bound_serum"]), rel=1e-9)


def test_behind_the_brain_barrier_nothing_is_said_of_a_leaky_tumour() -> None:
    assert "brain barrier" in ask(CRGD, target__barrier="bbb")["targeting.delivered_both"].reason


def test_a_bond_that_holds_for_years_is_no_smaller_than_can_be_said() -> None:
    found = ask(CRGD, ligand__2__density="40 mol%", ligand__2__dissociation_constant="0.01 nM")
    assert found.nodes["effective_dissociation_both"] == 1e-12 and 0 < value(found, "targeting.efficiency_both") < 100


def test_delivery_by_both_scatters_as_published_deliveries_do() -> None:
    found = propagate(typed(example(CRGD), OWN), known(), draws=256)
    for both, first in FIRST_ALONE.items():
        own, alone = found[both], found[f"targeting.{first}"]
        assert own.low is not None and own.high is not None and own.value is not None and own.low < own.value < own.high
        if both in DELIVERED:
            assert alone.high is not None and own.high == pytest.approx(alone.high, rel=0.3)


def test_curves_of_both_run_through_their_answers() -> None:
    design = typed(example(CRGD), OWN)
    found = evaluate(design, known())
    for plot, label, path, at in (
        ("binding", "two ligands", BOTH, float(found.nodes["receptor_density"]) * 1e-9),
        ("time", "tumour, two ligands", "targeting.delivered_both", 24.0),
        ("time", "in target cells, two", "targeting.efficiency_both", 24.0),
    ):
        line = next(line for line in figure(plot, design, known(), found).panels[0].lines if line.label == label)
        assert line.y[abs(line.x - at).argmin()] == pytest.approx(value(found, path), rel=1e-9), label
    alone = evaluate(example(CRGD), known())
    for plot in ("binding", "time"):
        assert not [line for line in figure(plot, example(CRGD), known(), alone).panels[0].lines if "two" in line.label]


def test_many_designs_are_asked_for_both_only_when_both_are_wanted() -> None:
    import numpy as np

    from formulator.evaluation import prepared

    inputs = prepared(typed(example(CRGD), OWN), known())
    counts = np.array([1e4, 1e5])
    both = Many(inputs, OUTPUTS).ask({"target.receptors": counts})
    assert set(both) == set(OUTPUTS) <= set(OUTPUT_BY_PATH) and all(np.isfinite(column).all() for column in both.values())
    assert not Many(inputs, ("targeting.occupancy_target",)).plan.thorough


def test_the_dose_on_its_way_is_that_of_both() -> None:
    """Stations and places agree with the answers of both, and say so."""
    design = typed(example(ACUPA), {**OWN, "payload.release_half_time": "20 h"})
    found = evaluate(design, known())
    shown = figure("dose", design, known(), found)
    bars = {bar.label: bar.high for bar in shown.panels[0].bars}
    assert "both ligands" in shown.readout
    assert bars["in tumour"] == pytest.approx(value(found, "targeting.delivered_both"))
    assert bars["in target cells"] == pytest.approx(value(found, "targeting.efficiency_both"))
    assert bars["with payload"] == pytest.approx(100 * found.nodes["payload_in_cells_both"])
    inside = found.nodes["payload_cells"] + found.nodes["payload_released_in_cells"]
    assert inside == pytest.approx(found.nodes["payload_in_cells_both"], rel=1e-6)
    assert value(found, "targeting.efficiency_both") > value(found, "targeting.efficiency")


@pytest.mark.parametrize("plot", ["selectivity", "cells"])
def test_a_picture_of_the_first_ligand_says_so(plot: str) -> None:
    for design, is_said in ((typed(example(CRGD), OWN), True), (example(CRGD), False)):
        shown = figure(plot, design, known(), evaluate(design, known()))
        assert ("first ligand alone" in shown.readout) is is_said
        drawn = figure(plot, design, known(), evaluate(design, known()), draws=8)
        assert ("first ligand alone" in (drawn.subtitle or drawn.readout)) is is_said
