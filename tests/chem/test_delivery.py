"""The tumour as one compartment: against the differential equations, conservation, limits, and published particles."""

from __future__ import annotations

import csv
import math
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.integrate import solve_ivp

from formulator.chem import waterfall
from formulator.chem.circulation import encapsulated_on_arrival, plasma_fraction, unbound_fraction, vascular_transfer
from formulator.chem.delivery import (
    encapsulated_dose_fraction,
    internalised_dose_fraction,
    internalised_payload_fraction,
    tumour_dose_fraction,
    tumour_dose_fraction_average,
    tumour_extracellular_concentration,
)

HOUR = 3600.0
CASE: dict[str, float] = {
    "transfer": 3.6e-3 / HOUR,
    "washout": 0.035 / HOUR,
    "unbound_fraction": 0.3,
    "k_internalisation": 1e-4,
    "elimination_rate": math.log(2.0) / (8.8 * HOUR),
    "plasma_volume": 1.062e-6,
    "tumour_volume": 0.366e-6,
    "time": 24.0 * HOUR,
}


def integrated(case: dict[str, float], blood: float = 0.0, outside: float = 0.0, inside: float = 0.0) -> Any:
    """Particles (or payload) outside and inside the cells and their area, by numerical integration."""
    taken = case["k_internalisation"] * (1.0 - case["unbound_fraction"])
    loss = case["washout"] * case["unbound_fraction"] + taken
    gain = case["tumour_volume"] / case["plasma_volume"] * case["transfer"]

    def change(_: float, state: Any) -> Any:
        plasma, free, held, _area = state
        return [
            -(case["elimination_rate"] + blood) * plasma,
            gain * plasma - (loss + outside) * free,
            taken * free - inside * held,
            free + held,
        ]

    return solve_ivp(change, (0.0, case["time"]), [1.0, 0.0, 0.0, 0.0], rtol=1e-10, atol=1e-16, method="LSODA").y[:, -1]


def test_the_closed_forms_solve_the_differential_equations() -> None:
    _, free, held, area = integrated(CASE)
    assert tumour_dose_fraction(**CASE) == pytest.approx(free + held, rel=1e-6)
    assert internalised_dose_fraction(**CASE) == pytest.approx(held, rel=1e-6)
    assert tumour_dose_fraction_average(**CASE) == pytest.approx(area / CASE["time"], rel=1e-6)


def test_released_payload_follows_its_own_equations() -> None:
    rates = {"blood": 2e-5, "outside": 5e-6, "inside": 4e-5}
    _, free, held, _ = integrated(CASE, **rates)
    found = encapsulated_dose_fraction(**CASE, release_rate_blood=2e-5, release_rate_tumour=5e-6, release_rate_cell=4e-5)
    assert found == pytest.approx(free + held, rel=1e-6)
    none = encapsulated_dose_fraction(**CASE, release_rate_blood=0.0, release_rate_tumour=0.0, release_rate_cell=0.0)
    assert none == pytest.approx(tumour_dose_fraction(**CASE), rel=1e-12)


def test_two_plasma_phases_are_two_solutions() -> None:
    """Outside the cells per volume of tumour: the fast and the slow phase add, each with its share of the dose."""
    case = {
        "permeability": 2e-10, "surface_to_volume": 5e3, "void_fraction": 0.05, "effective_dissociation_constant": 1e-5,
        "antigen_concentration": 1.5e-4, "k_internalisation": 1e-5, "plasma_volume": 1e-6, "time": 1e5,
    }  # fmt: skip
    both = tumour_extracellular_concentration(**case, fast_fraction=0.3, k_fast=2e-4, k_slow=1e-5)
    fast = tumour_extracellular_concentration(**case, fast_fraction=1.0, k_fast=2e-4, k_slow=1e-5)
    slow = tumour_extracellular_concentration(**case, fast_fraction=0.0, k_fast=2e-4, k_slow=1e-5)
    assert both == pytest.approx(0.3 * fast + 0.7 * slow, rel=1e-12)


def test_the_general_compartment_holds_the_one_of_the_table() -> None:
    """With washout tied to the void fraction and one phase, outside = all − inside, per volume of tumour."""
    free = unbound_fraction(effective_dissociation_constant=1e-5, site_concentration=1.5e-4, void_fraction=0.05)
    tied = {**CASE, "transfer": 1e-6, "washout": 1e-6 / 0.05, "unbound_fraction": free}
    outside = tumour_dose_fraction(**tied) - internalised_dose_fraction(**tied)
    found = tumour_extracellular_concentration(
        permeability=2e-10, surface_to_volume=5e3, void_fraction=0.05, effective_dissociation_constant=1e-5, antigen_concentration=1.5e-4,
        k_internalisation=tied["k_internalisation"], fast_fraction=1.0, k_fast=tied["elimination_rate"], k_slow=1.0,
        plasma_volume=tied["plasma_volume"], time=tied["time"],
    )  # fmt: skip
    assert found * tied["tumour_volume"] == pytest.approx(outside, rel=1e-9)


def test_without_loss_the_tumour_keeps_its_share_of_all_permeation() -> None:
    """Long after injection, nothing lost: k_in V_T/(V_p k). PLA-PEG particles in mice: 1.57 % of the dose (Shalgunov 2017, table)."""
    flow = {"tumour": 1.31e-3, "others": 2.14e-2 + 2.02e-3 + 9.27e-4 + 1.22e-4 + 5.79e-2}
    total = sum(flow.values()) / 1.062
    found = tumour_dose_fraction(
        transfer=flow["tumour"] / 0.366 / HOUR, washout=0.0, unbound_fraction=1.0, k_internalisation=1e-4, elimination_rate=total / HOUR,
        plasma_volume=1.062e-6, tumour_volume=0.366e-6, time=3000.0 * HOUR,
    )  # fmt: skip
    assert 100.0 * found == pytest.approx(1.57, abs=0.01)
    assert math.log(2.0) / total == pytest.approx(8.80, abs=0.01)


def test_people_receive_what_was_seen_in_people() -> None:
    """The mouse's transfer in 2.8 L of plasma, half-life 76 h, washout 0 to 0.01 /h: 4.7 to 6.8 % of the dose per litre at 72 h.

    Harrington 2001 measured 5.3 ± 2.6 %/kg in breast cancer and more in others.
    """
    person = {
        "transfer": 3.6e-3 / HOUR, "unbound_fraction": 1.0, "k_internalisation": 1e-4, "elimination_rate": math.log(2.0) / (76.0 * HOUR),
        "plasma_volume": 2.8e-3, "tumour_volume": 1e-3, "time": 72.0 * HOUR,
    }  # fmt: skip
    found = [100.0 * tumour_dose_fraction(**person, washout=washout / HOUR) for washout in (0.01, 0.0)]
    assert found[0] == pytest.approx(4.7, abs=0.2)
    assert found[1] == pytest.approx(6.8, abs=0.1)


def test_binding_that_outlasts_washout_gains_what_the_arithmetic_says() -> None:
    """K_D 10 nM, washout 0.04 /h: 1.9 times the untargeted twin at 24 h and 1.4 times on average."""
    free = unbound_fraction(effective_dissociation_constant=1e-5, site_concentration=1.5e-4, void_fraction=0.05)
    case = {**CASE, "washout": 0.04 / HOUR, "k_internalisation": 5.6e-5}
    gains = [
        form(**{**case, "unbound_fraction": free}) / form(**{**case, "unbound_fraction": 1.0})
        for form in (tumour_dose_fraction, tumour_dose_fraction_average)
    ]
    assert gains[0] == pytest.approx(1.9, abs=0.25)
    assert gains[1] == pytest.approx(1.4, abs=0.15)


@given(
    st.floats(1e-8, 1e-4), st.floats(1e-7, 1e-4), st.floats(1e-3, 1.0), st.floats(1e-6, 1e-2), st.floats(1e-6, 1e-3), st.floats(60.0, 6e5)
)  # fmt: skip
def test_parts_are_never_more_than_the_whole(
    transfer: float, washout: float, unbound: float, k_int: float, elimination: float, time: float
) -> None:
    case = {
        **CASE, "transfer": transfer, "washout": washout, "unbound_fraction": unbound, "k_internalisation": k_int,
        "elimination_rate": elimination, "time": time,
    }  # fmt: skip
    whole, inside = tumour_dose_fraction(**case), internalised_dose_fraction(**case)
    ever = case["tumour_volume"] / case["plasma_volume"] * transfer * -math.expm1(-elimination * time) / elimination
    assert 0.0 <= inside <= whole * (1.0 + 1e-9)
    assert whole <= ever * (1.0 + 1e-9)
    assert 0.0 < tumour_dose_fraction_average(**case) <= ever * (1.0 + 1e-9)


def test_binding_never_lowers_what_stays_when_uptake_is_fast() -> None:
    shares = np.linspace(1.0, 0.0, 41)
    held = tumour_dose_fraction(**{**CASE, "unbound_fraction": shares, "k_internalisation": 1e-3})
    assert (np.diff(held) > 0.0).all()
    assert internalised_dose_fraction(**{**CASE, "unbound_fraction": 1.0}) == 0.0


def test_equal_rates_are_no_special_case() -> None:
    total = CASE["washout"] * 0.3 + CASE["k_internalisation"] * 0.7
    for form in (tumour_dose_fraction, tumour_dose_fraction_average, internalised_dose_fraction):
        around = [form(**{**CASE, "elimination_rate": total * (1.0 + shift)}) for shift in (-1e-8, 0.0, 1e-8)]
        assert around[0] > around[1] > around[2]
        assert around[1] == pytest.approx(0.5 * (around[0] + around[2]), rel=1e-12)


def test_the_curve_over_time_is_one_call() -> None:
    times = np.linspace(60.0, 7 * 24 * HOUR, 200)
    curve = tumour_dose_fraction(**{**CASE, "time": times})
    assert curve.shape == (200,)
    assert curve[50] == pytest.approx(tumour_dose_fraction(**{**CASE, "time": float(times[50])}), rel=1e-14)


def test_permeation_falls_with_size_as_measured() -> None:
    """Dogra 2020, PMC7078505 table 2: 2.82e-7 cm/s at 9.4 nm against 2.0e-8 at 90 nm."""
    small, large = (vascular_transfer(reference_transfer=1e-6, diameter=size) for size in (9.4e-9, 90e-9))
    assert small / large == pytest.approx(2.82e-7 / 2.0e-8, rel=0.01)


def test_what_binds_strongly_is_all_bound_and_what_has_no_sites_is_free() -> None:
    case = {"void_fraction": 0.1}
    assert unbound_fraction(effective_dissociation_constant=1e-30, site_concentration=1e-5, **case) == pytest.approx(0.0, abs=1e-20)
    assert unbound_fraction(effective_dissociation_constant=1e-5, site_concentration=0.0, **case) == 1.0
    found = unbound_fraction(effective_dissociation_constant=np.array([1e-12, 1e-4]), site_concentration=np.array([0.0, 1e-5]), **case)
    assert found == pytest.approx([1.0, 0.5])


def test_release_and_elimination_race_for_the_payload() -> None:
    assert encapsulated_on_arrival(elimination_rate=1e-5, release_rate=0.0) == 1.0
    assert encapsulated_on_arrival(elimination_rate=1e-5, release_rate=3e-5) == pytest.approx(0.25)


def test_the_loss_and_plasma_columns_of_the_compartment_table() -> None:
    """tumour_compartment: k_in = P S/V, Ω = k_in/ε f + k_e (1 − f), and the plasma curve of two phases, row by row."""
    with (Path(__file__).parent.parent / "reference" / "tumour_compartment.csv").open(encoding="utf-8", newline="") as file:
        rows = [{name: float(value) for name, value in row.items()} for row in csv.DictReader(file)]
    assert len(rows) >= 10
    for row in rows:
        transfer = row["P_cm_per_s"] * row["S_over_V_per_cm"] * HOUR
        assert transfer == pytest.approx(row["k_in_per_h"], rel=1e-9)
        free = unbound_fraction(
            effective_dissociation_constant=1e3 * row["Kd_M"], site_concentration=1e3 * row["Ag_M_per_tumour_volume"],
            void_fraction=row["epsilon_void"],
        )  # fmt: skip
        assert transfer / row["epsilon_void"] * free + row["k_e_per_h"] * (1.0 - free) == pytest.approx(row["Omega_per_h"], rel=1e-6)
        plasma = sum(
            row[share] * plasma_fraction(elimination_rate=row[rate] / HOUR, time=row["t_h"] * HOUR)
            for share, rate in (("A_frac", "k_alpha_per_h"), ("B_frac", "k_beta_per_h"))
        )
        assert 100.0 * plasma / row["V_plasma_mL"] == pytest.approx(row["plasma_pctID_per_mL"], rel=1e-6)


def test_payload_carried_into_cells_is_what_the_coupled_steps_leave_there() -> None:
    """Released inside cells or not: the two places of the waterfall together, over wide rates."""
    random = np.random.default_rng(5)
    for _ in range(40):
        case = {
            "transfer": 10 ** random.uniform(-7, -4), "washout": 10 ** random.uniform(-6, -4), "unbound_fraction": random.uniform(0.01, 1),
            "k_internalisation": 10 ** random.uniform(-5, -2), "elimination_rate": 10 ** random.uniform(-5, -3), "plasma_volume": 1e-6,
            "tumour_volume": 1e-7, "release_rate_blood": 10 ** random.uniform(-7, -3), "release_rate_tumour": 10 ** random.uniform(-7, -3),
        }  # fmt: skip
        time = 10 ** random.uniform(2, 6)
        found = waterfall.payload_shares(np.array([time]), release_rate_cell=1e-5, **case)
        expected = float(found["cells"][0] + found["released_in_cells"][0])
        assert internalised_payload_fraction.si(time=time, **case) == pytest.approx(expected, rel=1e-6, abs=1e-12)
