"""Optional fields of targeting: a column of values gives what one design at a time gives."""

from __future__ import annotations

import numpy as np
import pytest

from formulator.design import Design, replaced
from formulator.evaluation import evaluate
from formulator.explore.factor import Factor
from formulator.explore.many import Many
from formulator.units import Value

from .cases import CRGD, FOLATE, NANOGEL, example, known, typed

SERUM = "targeting.occupancy_target_serum"
K_C = {"target.competitor_dissociation_constant": "20 nM"}
ACID = {"payload.trigger": "acid", "payload.acid_rate_constant": "10 L/mol/s"}
THIOL = {"payload.trigger": "thiol", "payload.thiol_rate_constant": "0.1 L/mol/s"}
AMINES = {"payload.trigger": "amines", "payload.ionised_rate": "1 1/h", "payload.trigger_pka": "6.3"}
LEAKY = {"payload.release_half_time": "20 h"}
CASES = {
    "ligand.coupling_yield": (CRGD, {}, (5.0, 95.0, "%"), "targeting.occupancy_target"),
    "target.antigen_concentration": (CRGD, {}, (0.1, 1000.0, "nM"), SERUM),
    "target.antigen_dissociation_constant": (CRGD, {"target.antigen_concentration": "50 nM"}, (1.0, 1000.0, "nM"), SERUM),
    "target.competitor_concentration": (FOLATE, K_C, (1.0, 1000.0, "nM"), "targeting.efficiency"),
    "target.competitor_dissociation_constant": (FOLATE, {"target.competitor_concentration": "20 nM"}, (1.0, 1000.0, "nM"), SERUM),
    "target.escape_fraction": (NANOGEL, LEAKY, (0.3, 15.0, "%"), "targeting.cytosolic"),
    "carrier.disassembly_rate": (FOLATE, LEAKY, (0.01, 2.0, "1/h"), "targeting.cytosolic"),
    "carrier.cmc": (FOLATE, LEAKY, (1.0, 1000.0, "mg/L"), "targeting.encapsulated_on_arrival"),
    "target.resistance_factor": (FOLATE, {"target.efflux_bypass": "10 %"}, (2.0, 100.0, ""), "targeting.efflux_gain"),
    "target.k_recycling": (FOLATE, {"target.incubation_time": "72 h"}, (1e-6, 1e-2, "1/s"), "targeting.uptake_per_cell"),
    "payload.acid_rate_constant": (CRGD, ACID, (0.1, 100.0, "L/mol/s"), "targeting.released_in_cells"),
    "target.tumour_ph": (CRGD, ACID, (6.2, 7.4, "pH"), "release.half_time_tumour"),
    "target.endosome_ph": (CRGD, {**ACID, **LEAKY}, (4.5, 7.0, "pH"), "targeting.released_in_cells"),
    "payload.thiol_rate_constant": (FOLATE, THIOL, (0.001, 1.0, "L/mol/s"), "targeting.released_in_cells"),
    "target.plasma_thiol": (CRGD, THIOL, (1.0, 100.0, "uM"), "targeting.encapsulated_on_arrival"),
    "target.cell_thiol": (CRGD, THIOL, (0.5, 20.0, "mM"), "release.half_time_cell"),
    "payload.ionised_rate": (CRGD, AMINES, (0.01, 10.0, "1/h"), "targeting.cytosolic"),
    "payload.trigger_pka": (CRGD, AMINES, (5.5, 7.5, ""), "release.half_time_tumour"),
    "payload.trigger_steepness": (CRGD, AMINES, (1.0, 5.0, ""), "release.half_time_blood"),
    "target.cell_concentration": (CRGD, {}, (1e5, 1e9, "1/mL"), "targeting.occupancy_limited"),
    "target.receptor_spread": (CRGD, {}, (0.2, 1.5, ""), "targeting.roc_ceiling"),
}  # fmt: skip


@pytest.mark.parametrize("path", CASES)
def test_a_column_gives_what_one_at_a_time_gives(path: str) -> None:
    name, changes, (low, high, unit), output = CASES[path]
    base = typed(example(name), changes)
    values = np.linspace(low, high, 5)
    factor = Factor(path=path, low=low, high=high, unit=unit)
    column = {path: np.array([Value(float(value), unit).si for value in values])}
    found = Many.of(base, known(), (factor,), (output,)).ask(column)[output]
    alone = [_alone(base, path, value, unit, output) for value in values]
    assert found == pytest.approx(alone, rel=1e-9)
    assert np.ptp(found) > 0


def _alone(base: Design, path: str, value: float, unit: str, output: str) -> float:
    answer = evaluate(replaced(base, path, Value(float(value), unit)), known())[output]
    assert answer.value is not None, answer.reason
    return answer.value
