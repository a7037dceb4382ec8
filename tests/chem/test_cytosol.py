"""The last step into the cytosol: arithmetic that must not promise more than was put in."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from formulator.chem.cytosol import cytosolic_dose_fraction, efflux_bypass_gain, molecules_over_ic50, payload_molecules_per_cell

SHARES = st.floats(0.0, 1.0)


@given(SHARES, SHARES)
def test_no_more_reaches_the_cytosol_than_the_cell(inside: float, escape: float) -> None:
    found = cytosolic_dose_fraction(internalised_fraction=inside, escape_fraction=escape)
    assert 0.0 <= found <= inside
    assert cytosolic_dose_fraction(internalised_fraction=inside, escape_fraction=1.0) == inside


def test_molecules_per_cell_meet_the_ic50_by_plain_counting() -> None:
    """100 nM in 2000 µm³ are 1.204e5 molecules."""
    molecules = payload_molecules_per_cell(internalised_particles=602.214076, molecules_per_particle=200.0, escape_fraction=1.0)
    assert molecules_over_ic50(molecules=molecules, half_inhibiting_concentration=1e-4, cell_volume=2e-15) == pytest.approx(1.0)


@given(st.floats(1.0, 1e3), SHARES)
def test_particles_gain_at_most_the_resistance_and_nothing_without_a_claim(resistance: float, bypass: float) -> None:
    gain = efflux_bypass_gain(resistance_factor=resistance, bypass_fraction=bypass)
    assert 1.0 <= gain <= resistance * (1.0 + 1e-12)
    assert efflux_bypass_gain(resistance_factor=resistance, bypass_fraction=0.0) == 1.0
    assert efflux_bypass_gain(resistance_factor=1.0, bypass_fraction=bypass) == 1.0
    # What particles keep over what free drug keeps: [b + (1 − b)/F]/(1/F).
    assert gain == pytest.approx((bypass + (1.0 - bypass) / resistance) * resistance)
