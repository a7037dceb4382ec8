"""The list against pint's own definitions, and the door through which scripts get Quantities."""

from __future__ import annotations

import subprocess
import sys
import threading
from typing import Any

import pint
import pytest

from formulator.units import Value
from formulator.units import registry as door
from formulator.units.spelling import unit
from formulator.units.table import ATOMS

# Units that pint has under the same meaning; the others are kinds of ours that it does not tell apart.
IN_PINT = [
    name for name in ATOMS
    if name not in {"%", "wt%", "mol%", "vol%", "%w/v", "%ID", "ppb", "particle", "cell", "bp", "kbp", "nt", "knt", "pH", "kT",
                    "xg", "Osm", "mOsm", "EU", "IU", "degC", "rpm", "Hz", "kHz", "MHz", "ppm"}
]  # fmt: skip


@pytest.fixture(scope="module")
def pint_itself() -> Any:
    return pint.UnitRegistry()


@pytest.mark.parametrize("name", IN_PINT)
def test_factors_agree_with_pint(name: str, pint_itself: Any) -> None:
    theirs = pint_itself.Quantity(1.0, {"Da": "g/mol", "kDa": "kg/mol", "MDa": "Mg/mol"}.get(name, name)).to_base_units()
    scale = 1e-3 ** float(theirs.dimensionality.get("[mass]", 0)) if _grams(theirs) else 1.0
    assert theirs.magnitude * scale == pytest.approx(float(ATOMS[name].factor), rel=1e-12)


def _grams(quantity: Any) -> bool:
    return "gram" in dict(quantity.units._units)


def test_a_value_becomes_a_quantity_of_our_registry() -> None:
    assert Value(150.0, "mM").quantity().to("mol/m**3").magnitude == pytest.approx(150.0)
    assert Value(25.0, "degC").quantity().to("K").magnitude == pytest.approx(298.15)
    assert Value(20.0, "MPa^0.5").quantity().to_base_units().magnitude == pytest.approx(20e3)
    assert Value(10.0, "wt%").quantity().to_base_units().magnitude == pytest.approx(0.1)
    assert Value(3.0, "chains").quantity().magnitude == 3.0
    assert Value(3.0, "1/cell").quantity().magnitude == 3.0
    assert Value(0.5).quantity().dimensionless


def test_pint_keeps_our_kinds_apart() -> None:
    with pytest.raises(pint.DimensionalityError):
        Value(10.0, "wt%").quantity().to("mol_percent")


@pytest.mark.parametrize("name", [*IN_PINT, "wt%", "EU", "rpm", "xg"])
def test_every_atom_has_the_same_factor_in_our_registry(name: str) -> None:
    quantity = Value(1.0, name).quantity().to_base_units()
    assert quantity.magnitude == pytest.approx(float(unit(name).factor), rel=1e-12)


def test_threads_that_come_first_together_get_one_registry() -> None:
    door._build.cache_clear()
    start = threading.Barrier(8)
    found: list[Any] = []

    def first_use() -> None:
        start.wait()
        found.append(door.registry())

    threads = [threading.Thread(target=first_use) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(found) == 8
    assert len({id(one) for one in found}) == 1


def test_importing_and_reading_loads_neither_pint_nor_numpy() -> None:
    code = (
        "import sys; from formulator.units import *; v = parse('2.1 mg', 'mg'); v.to('ug'); format_value(v); table();"
        "print([name for name in ('pint', 'numpy', 'PySide6', 'scipy') if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=300)
    assert done.stdout.strip() == "[]"
