"""Optional fields of charge, medium and cargo: a column of values gives what one design at a time gives."""

from __future__ import annotations

import numpy as np
import pytest

from formulator.design import Design, get, read, replaced
from formulator.evaluation import evaluate
from formulator.explore.factor import Factor
from formulator.explore.many import Many
from formulator.units import Value

from .cases import ACUPA, FOLATE, NANOGEL, SPHERE, example, known, typed

GROUPS = {"carrier.site_density": "0.1 1/nm^2", "carrier.other_sites": "base", "carrier.other_site_density": "0.05 1/nm^2"}
SPHERES = typed(Design(), {**SPHERE, "medium.ph": "7.4", "medium.ionic_strength": "10 mM"})
COMPOSED = {"medium.ionic_strength": "", "medium.buffer": "Tris", "medium.buffer_concentration": "20 mM"}
CASES = {
    "carrier.other_site_density": (SPHERES, GROUPS, (0.01, 0.5, "1/nm^2"), "charge.zeta"),
    "carrier.other_site_pka": (SPHERES, GROUPS, (5.0, 10.0, ""), "charge.zeta"),
    "carrier.stern_capacitance": (SPHERES, GROUPS, (0.2, 1.0, "F/m^2"), "charge.zeta"),
    "medium.ph": (SPHERES, {**GROUPS, **COMPOSED}, (5.0, 9.0, "pH"), "charge.zeta"),
    "medium.buffer_concentration": (SPHERES, {**GROUPS, **COMPOSED}, (1.0, 100.0, "mM"), "charge.debye_length"),
    "medium.salt": (SPHERES, {**GROUPS, **COMPOSED}, (1.0, 150.0, "mM"), "stability.barrier"),
    "medium.excipient_concentration": (SPHERES, {"medium.excipient": "glycerol"}, (1.0, 200.0, "mg/mL"), "charge.mobility"),
    "ligand.charge": (example(ACUPA), {}, (-5.0, 5.0, "e"), "charge.zeta"),
    "payload.bound_phosphates": (example(NANOGEL), {}, (1.0, 100.0, ""), "loading.molecules_per_particle"),
    "carrier.reference_aggregation_number": (
        example(FOLATE),
        {"carrier.reference_core_molar_mass": "5 kg/mol", "carrier.reference_corona_molar_mass": "5 kg/mol"},
        (20.0, 500.0, "1/particle"),
        "size.scaled_aggregation_number",
    ),
}


@pytest.mark.parametrize("path", CASES)
def test_a_column_gives_what_one_at_a_time_gives(path: str) -> None:
    base, changes, (low, high, unit), output = CASES[path]
    design = typed(base, changes)
    values = np.linspace(low, high, 5)
    factor = Factor(path=path, low=low, high=high, unit=unit)
    column = Many.of(design, known(), (factor,), (output,)).ask({path: np.array([Value(float(v), unit).si for v in values])})[output]
    single = [evaluate(replaced(design, path, Value(float(v), unit)), known())[output].value for v in values]
    assert column == pytest.approx(np.array(single, dtype=float), rel=1e-8)
    assert np.ptp(column) > 1e-3 * abs(column).max()


@pytest.mark.parametrize("path", CASES)
def test_what_is_typed_comes_back_as_typed(path: str) -> None:
    _, _, (low, _, unit), _ = CASES[path]
    design = replaced(Design(), path, read(path, f"{low} {unit}"))
    kept = get(design, path)
    assert isinstance(kept, Value) and kept.magnitude == low and kept.unit == unit
