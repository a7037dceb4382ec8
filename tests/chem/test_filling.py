"""Places in a tumour that particles use up: limits, order, digits, and the rate equations with the places counted at every instant."""

from __future__ import annotations

import itertools
import math
from decimal import Decimal, localcontext
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.integrate import solve_ivp

from formulator.chem import constants
from formulator.chem.circulation import unbound_fraction
from formulator.chem.delivery import internalised_dose_fraction, tumour_dose_fraction
from formulator.chem.filling import unbound_fraction_of_dose, unbound_fraction_with_places_used

HOUR = 3600.0
PLACES, VOID, PLASMA, TUMOUR, TRANSFER = 1e-4, 0.1, 1e-6, 4e-7, 1e-6
AMOUNTS = st.floats(-14.0, 4.0).map(lambda power: 10.0**power)


def share(amount: Any, affinity: Any, places: Any) -> Any:
    """Unbound share where a tenth of the tumour is open."""
    return unbound_fraction_with_places_used(
        particle_concentration=amount, effective_dissociation_constant=affinity, site_concentration=places, void_fraction=VOID
    )


@given(AMOUNTS, AMOUNTS, AMOUNTS)
def test_free_and_bound_are_all_there_are(amount: float, affinity: float, places: float) -> None:
    """The balance that defines the share, with fifty digits: C = F + S F/(K′ + F)."""
    found = share(amount, affinity, places)
    with localcontext() as context:
        context.prec = 60
        held = Decimal(affinity * VOID)
        surplus = Decimal(places) + held - Decimal(amount)
        # The textbook root of the square for F has cancellation that sixty digits can pay for.
        exact = ((surplus * surplus + 4 * held * Decimal(amount)).sqrt() - surplus) / 2 / Decimal(amount)
    assert found == pytest.approx(float(exact), rel=1e-6)
    assert 0.0 < found <= 1.0


def test_few_particles_find_the_places_free_and_many_leave_none() -> None:
    affinities = np.geomspace(1e-12, 1.0, 25)
    free = unbound_fraction(effective_dissociation_constant=affinities, site_concentration=PLACES, void_fraction=VOID)
    assert share(0.0, affinities, PLACES) == pytest.approx(free, rel=1e-14)
    assert share(1e-9 * PLACES, affinities, PLACES) == pytest.approx(free, rel=1e-8)
    assert 1.0 - share(1e6 * PLACES, 1e-6, PLACES) == pytest.approx(1e-6, rel=1e-5)
    assert share(2.0 * PLACES, 0.0, PLACES) == pytest.approx(0.5, rel=1e-12) and share(0.5 * PLACES, 0.0, PLACES) < 1e-100
    assert share(1e-4, 1e-5, 0.0) == 1.0


def test_the_share_unbound_grows_with_particles_and_falls_with_places() -> None:
    many = np.geomspace(1e-12, 1e2, 400)
    for affinity in (1e-12, 1e-5, 1.0):
        assert (np.diff(share(many, affinity, PLACES)) >= 0.0).all()
        assert (np.diff(share(PLACES, affinity, many)) <= 0.0).all()


def body(half: float, washout: float, uptake: float, hours: Any) -> dict[str, Any]:
    """Rates as the models take them: half-life and time in hours, washout per hour."""
    return {
        "transfer": TRANSFER, "washout": washout / HOUR, "k_internalisation": uptake, "elimination_rate": math.log(2.0) / (half * HOUR),
        "plasma_volume": PLASMA, "time": hours * HOUR,
    }  # fmt: skip


def answers(rates: dict[str, Any], affinity: float, particles: Any) -> tuple[Any, Any]:
    """Shares of the dose in the tumour and in its cells."""
    free = unbound_fraction_of_dose(
        injected_particles=particles, effective_dissociation_constant=affinity, site_concentration=PLACES, void_fraction=VOID, **rates
    )
    case = {**rates, "tumour_volume": TUMOUR, "unbound_fraction": free}
    return tumour_dose_fraction(**case), internalised_dose_fraction(**case)


def integrated(rates: dict[str, float], affinity: float, particles: float) -> tuple[float, float]:
    """The same with the share bound that the places give at every instant."""
    held, supply = affinity * VOID / PLACES, particles * rates["transfer"] / (rates["plasma_volume"] * constants.AVOGADRO * PLACES)

    def change(at: float, state: Any) -> list[float]:
        outside = max(float(state[0]), 0.0)
        surplus = 1.0 + held - outside
        root = math.hypot(surplus, 2.0 * math.sqrt(outside * held))
        free = 2.0 * held * outside / (root + surplus) if surplus > 0.0 else 0.5 * (root - surplus)
        bound = free / (held + free)
        come = supply * math.exp(-rates["elimination_rate"] * at)
        return [come - rates["washout"] * free - rates["k_internalisation"] * bound, rates["k_internalisation"] * bound]

    end = solve_ivp(change, (0.0, rates["time"]), [0.0, 0.0], method="LSODA", rtol=1e-7, atol=1e-12 * supply * rates["time"]).y[:, -1]
    per_dose = PLACES * constants.AVOGADRO * TUMOUR / particles
    return float(end[0] + end[1]) * per_dose, float(end[1]) * per_dose


@pytest.mark.parametrize(("half", "washout"), [(2.0, 0.17), (8.8, 0.008), (8.8, 0.035), (40.0, 0.17)])
def test_one_share_for_all_the_time_is_close_to_places_counted_at_every_instant(half: float, washout: float) -> None:
    """Doses far below and far above the places; what its card says of the error, over rates, times and strengths of binding."""
    worst, gone, low = 1.0, 1.0, 1.0
    for uptake, hours, strength in itertools.product((1e-5, 1e-4, 1.67e-3, 1.67e-2), (4.0, 24.0, 120.0), (0.01, 1.0, 166.0)):
        rates, affinity = body(half, washout, uptake, hours), PLACES / VOID / strength
        lifetimes = min(rates["elimination_rate"], rates["washout"]) * rates["time"]
        for fill in (1e-3, 0.5, 2.0, 10.0, 100.0, 1e5):
            particles = fill * PLACES * PLASMA * constants.AVOGADRO / (TRANSFER * rates["time"])
            ours, exact = answers(rates, affinity, particles), integrated(rates, affinity, particles)
            fold = max(max(a / b, b / a) for a, b in zip(ours, exact, strict=True))
            low = min(low, ours[1] / exact[1])
            worst, gone = (max(worst, fold), gone) if lifetimes < 3.0 else (worst, max(gone, fold))
    assert worst < 1.3
    assert gone < 4.2
    assert low > 0.99


@pytest.mark.parametrize("strength", [0.01, 1.0, 1e4])
@pytest.mark.parametrize("uptake", [1e-5, 1e-4, 1.67e-2])
def test_more_dose_and_more_time_never_take_anything_out_of_the_cells(uptake: float, strength: float) -> None:
    doses, hours = np.geomspace(1e8, 1e18, 300), np.geomspace(0.1, 240.0, 300)
    affinity = PLACES / VOID / strength
    for half, washout in itertools.product((2.0, 40.0), (0.008, 0.17)):
        of_dose = answers(body(half, washout, uptake, 48.0), affinity, doses)[1]
        assert (np.diff(of_dose) <= 1e-9 * of_dose[:-1]).all()
        assert (np.diff(of_dose * doses) >= -1e-9 * (of_dose * doses)[:-1]).all()
        for dose in (1e11, 1e13, 1e16):
            in_time = answers(body(half, washout, uptake, hours), affinity, dose)[1]
            assert (np.diff(in_time) >= -1e-9 * in_time[:-1]).all()


def test_a_dose_of_nothing_and_a_tumour_without_places_are_the_models_of_before() -> None:
    rates = body(8.8, 0.035, 1e-4, 24.0)
    kept = {"effective_dissociation_constant": 1e-4, "void_fraction": VOID}
    few = unbound_fraction(**kept, site_concentration=PLACES)
    for dose in (0.0, 1.0, 1e3):
        found = unbound_fraction_of_dose(injected_particles=dose, site_concentration=PLACES, **kept, **rates)
        assert found == pytest.approx(few, rel=1e-9)
    assert unbound_fraction_of_dose(injected_particles=1e15, site_concentration=0.0, **kept, **rates) == pytest.approx(1.0, rel=1e-12)
