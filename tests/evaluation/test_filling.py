"""Particles that fill the places in a tumour: one design, columns and draws, with one ligand and with two."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import pytest
from scipy.integrate import solve_ivp

from formulator.chem import constants, delivery
from formulator.chem.circulation import unbound_fraction
from formulator.chem.filling import unbound_fraction_of_dose
from formulator.evaluation import evaluate
from formulator.evaluation.evaluate import prepared
from formulator.units import Value

from . import golden
from .cases import CRGD, DENDRIMER, ask, example, known, typed

FIELDS = ("target.washout", "target.k_internalisation", "target.void_fraction", "target.time")
TARGETED = [name for name in golden.names() if evaluate(example(name), known())["targeting.efficiency"].value is not None]


def test_the_places_are_filled_by_the_dose_that_was_given() -> None:
    few, many = ask(DENDRIMER, target__dose="0.0005 mg/kg"), ask(DENDRIMER)
    at_all = few["targeting.efficiency"].value or 0.0
    # The share of a dose that finds the places free is more than those places could carry in of the dose given, turn after turn.
    assert 0.5 * at_all > (many["targeting.efficiency"].value or 0.0) > 0.0
    nodes, turns = many.nodes, 0.14 / 60 * 24 * 3600
    most = turns * nodes["site_concentration"] * constants.AVOGADRO * nodes["tumour_volume"] / nodes["injected_particles"]
    assert (many["targeting.efficiency"].value or 0.0) / 100 < most < at_all / 100


def test_twice_the_dose_never_brings_less_into_the_cells() -> None:
    doses = (0.001, 0.01, 0.1, 1.0, 10.0, 100.0)
    shares = [ask(DENDRIMER, target__dose=f"{dose} mg/kg")["targeting.efficiency"].value or 0.0 for dose in doses]
    assert shares == sorted(shares, reverse=True)
    amounts = [share * dose for share, dose in zip(shares, doses, strict=True)]
    assert amounts == sorted(amounts)


@pytest.mark.parametrize("name", TARGETED)
def test_the_examples_answer_as_their_rate_equations_from_few_to_many_particles(name: str) -> None:
    """The places counted at every instant, for the dose of the example and doses a thousandth to a hundred thousand times it."""
    numbers, nodes = prepared(example(name), known()).numbers, evaluate(example(name), known()).nodes
    washout, uptake, void, time = (float(numbers[path]) for path in FIELDS)
    rates = {
        "transfer": nodes["transfer"], "washout": washout, "k_internalisation": uptake, "elimination_rate": nodes["elimination_rate"],
        "plasma_volume": nodes["plasma_volume"], "time": time,
    }  # fmt: skip
    affinity, places = nodes["effective_dissociation_serum"], nodes["site_concentration"]
    for factor in (1e-3, 1.0, 1e2, 1e3, 1e5):
        particles = factor * nodes["injected_particles"]
        free = unbound_fraction_of_dose(
            injected_particles=particles, effective_dissociation_constant=affinity, site_concentration=places, void_fraction=void, **rates
        )
        case = {**rates, "tumour_volume": nodes["tumour_volume"], "unbound_fraction": free}
        held, supply = affinity * void / places, particles * rates["transfer"] / (rates["plasma_volume"] * constants.AVOGADRO * places)

        def change(at: float, state: Any, held: float = held, supply: float = supply) -> list[float]:
            outside = max(float(state[0]), 0.0)
            surplus = 1.0 + held - outside
            root = math.sqrt(surplus * surplus + 4.0 * outside * held)
            unbound = 2.0 * held * outside / (root + surplus) if surplus > 0.0 else 0.5 * (root - surplus)
            bound = uptake * unbound / (held + unbound)
            return [supply * math.exp(-rates["elimination_rate"] * at) - washout * unbound - bound, bound]

        end = solve_ivp(change, (0.0, time), [0.0, 0.0], method="LSODA", rtol=1e-8, atol=1e-12 * supply * time).y[:, -1]
        per_dose = places * constants.AVOGADRO * nodes["tumour_volume"] / particles
        assert delivery.internalised_dose_fraction(**case) == pytest.approx(float(end[1]) * per_dose, rel=0.15)
        assert delivery.tumour_dose_fraction(**case) == pytest.approx(float(end[0] + end[1]) * per_dose, rel=0.05)


def test_without_a_payload_no_place_counts_as_used_up_and_that_is_said() -> None:
    nothing = ask(CRGD, payload__id="")
    assert nothing.nodes["unbound_share"] == unbound_fraction(
        effective_dissociation_constant=nothing.nodes["effective_dissociation_serum"],
        site_concentration=nothing.nodes["site_concentration"],
        void_fraction=float(prepared(example(CRGD), known()).numbers["target.void_fraction"]),
    )
    assert "dose-not-counted" in {flag.id for flag in nothing["targeting.efficiency"].flags}
    assert "dose-not-counted" not in {flag.id for flag in ask(CRGD)["targeting.efficiency"].flags}
    empty = ask(CRGD, payload__feed="0 mg")
    assert empty["targeting.efficiency"].value == pytest.approx(nothing["targeting.efficiency"].value, rel=0.5)


def test_the_places_of_two_kinds_of_ligand_are_filled_as_well() -> None:
    both = {"ligand.2.id": "ligand:folate", "ligand.2.density": "20 1/particle", "target.other_receptors": "1e6 1/cell"}
    few, many = (evaluate(typed(example(DENDRIMER), {**both, "target.dose": dose}), known()) for dose in ("0.0005 mg/kg", "5 mg/kg"))
    assert many.nodes["unbound_share_both"] > few.nodes["unbound_share_both"]
    assert (many["targeting.efficiency_both"].value or 0.0) < (few["targeting.efficiency_both"].value or 0.0)


def test_the_curve_over_time_is_that_of_the_design_at_each_time() -> None:
    from formulator.explore.curves import figure

    design = example(DENDRIMER)
    lines = {line.label: line for line in figure("time", design, known(), evaluate(design, known())).panels[0].lines}
    cells = lines["in target cells"]
    assert (np.diff(cells.y) >= -1e-9 * np.abs(cells.y[:-1])).all()
    at = float(cells.x[40])
    alone = evaluate(typed(design, {"target.time": f"{Value(at, 'h').si / 3600:.12g} h"}), known())["targeting.efficiency"].value
    assert float(cells.y[40]) == pytest.approx(alone, rel=1e-6)
