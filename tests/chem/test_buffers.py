"""pK_a of buffers against the temperature coefficients and salt shifts that handbooks print."""

from __future__ import annotations

import csv
import math
from pathlib import Path

import numpy as np
import pytest

from formulator.chem import buffers
from formulator.errors import ModelError

STEPS = buffers.buffer_pka.card.arguments["buffer_step"].options  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("step", "slope"),
    [
        ("Tris", -0.028), ("HEPES", -0.014), ("MES", -0.011), ("MOPS", -0.015),
        ("phosphate 2", -0.0028), ("acetate", 0.0002), ("citrate 3", 0.0016),
    ],
)  # fmt: skip
def test_pka_moves_with_temperature_as_handbooks_say(step: str, slope: float) -> None:
    """dpK/dT of supplier tables (Good et al. 1966), which differ by 0.002 between them for the zwitterions."""
    low, high = (buffers.buffer_pka(buffer_step=step, temperature=298.15 + d, ionic_strength=0.0) for d in (-2.0, 2.0))
    assert (high - low) / 4.0 == pytest.approx(slope, abs=0.0027)


def test_every_step_has_its_tabulated_value_at_25_degrees_without_salt() -> None:
    for name, system in buffers.BUFFERS.items():
        for step_name, step in zip(buffers.step_names(name), system.steps, strict=True):
            got = buffers.buffer_pka(buffer_step=step_name, temperature=298.15, ionic_strength=0.0)
            assert got == pytest.approx(step.pka, abs=5e-6)
    assert set(STEPS) == {step for name in buffers.BUFFERS for step in buffers.step_names(name)}


@pytest.mark.parametrize(("step", "sign"), [("Tris", 1.0), ("acetate", -1.0), ("phosphate 2", -1.0), ("citrate 3", -1.0)])
def test_salt_raises_the_pka_of_cations_and_lowers_that_of_anions(step: str, sign: float) -> None:
    salt = np.array([0.0, 1.0, 10.0, 100.0])
    pka = buffers.buffer_pka(buffer_step=step, temperature=298.15, ionic_strength=salt)
    assert np.all(sign * np.diff(pka) > 0.0)


def test_the_limiting_slope_is_that_of_debye_and_huckel() -> None:
    """A = 0.51 at 25 °C (Robinson and Stokes, Electrolyte Solutions): pK of a neutral acid falls by 2 · 0.51 · ½ · √I · 1."""
    small = 1e-4
    shift = buffers.buffer_pka(buffer_step="acetate", temperature=298.15, ionic_strength=1e3 * small) - 4.756
    assert shift == pytest.approx(-0.51 * math.sqrt(small), rel=0.02)


@pytest.mark.parametrize(("temperature", "expected"), [(273.15, 14.95), (298.15, 13.995), (310.15, 13.62), (333.15, 13.02)])
def test_water_falls_apart_more_when_warm(temperature: float, expected: float) -> None:
    """pK_w of IAPWS R11-24: 14.95, 13.995, 13.62 and 13.02 at 0, 25, 37 and 60 °C."""
    assert buffers.pka_at_temperature(buffers.WATER, temperature) == pytest.approx(expected, abs=0.03)


def test_a_step_that_is_not_known_is_refused() -> None:
    with pytest.raises(ModelError, match="phosphate 2"):
        buffers.buffer_pka(buffer_step="phosphate", temperature=298.15, ionic_strength=0.0)


def test_pka_at_body_temperature_follows_from_the_evaluated_table() -> None:
    """Goldberg, Kishore and Lennen, J. Phys. Chem. Ref. Data 2002, 31, 231: pK, ΔH and ΔC_p at 25 °C (recalled; the enthalpies and heat
    capacities of acetate, citrate, HEPES, histidine 2, MES, phosphate 1 and 3 and Tris compared with a calorimeter's program), and
    ln(K/K₀) = −(ΔH/R)(1/T − 1/T₀) + (ΔC_p/R)(T₀/T − 1 + ln T/T₀), as printed there."""
    with (Path(__file__).parents[1] / "reference" / "buffer_thermodynamics.csv").open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines))
    assert {row["step"] for row in rows} == set(STEPS)
    gas, cold = 8.314462618, 298.15
    for row in rows:
        pk, heat, capacity = float(row["pk"]), 1e3 * float(row["enthalpy_kJ_per_mol"]), float(row["heat_capacity_J_per_mol_K"])
        for warm in (278.15, 310.15, 343.15):
            log_k = -heat / gas * (1.0 / warm - 1.0 / cold) + capacity / gas * (cold / warm - 1.0 + math.log(warm / cold))
            got = buffers.buffer_pka(buffer_step=row["step"], temperature=warm, ionic_strength=0.0)
            assert got == pytest.approx(pk - log_k / math.log(10.0), abs=5e-6), row["step"]
