"""One component at the bench."""

from __future__ import annotations

import pytest

from formulator import bench
from formulator.bench import Bench
from formulator.recipe.components import Component
from formulator.recipe.portions import Portion, Problem, pipetted, portion


def component(milligrams: float, key: str = "payload") -> Component:
    return Component(key=key, role="payload", name="Docetaxel", mass=milligrams * 1e-6, molar_mass=0.80788, kind="drug")


def at(**entries: str) -> Bench:
    made = Bench()
    for name, text in entries.items():
        path = f"bench.{name}" if name.split("_")[0] in ("balance", "pipette", "overage") else f"lot.payload.{name}"
        made = bench.replaced(made, path, bench.read(path, text))
    return made


def taken(milligrams: float, **entries: str) -> Portion:
    found = portion(component(milligrams), at(**entries))
    assert isinstance(found, Portion), found
    return found


def refused(milligrams: float, **entries: str) -> Problem:
    found = portion(component(milligrams), at(**entries))
    assert isinstance(found, Problem), found
    return found


def test_purity_and_water_are_taken_off() -> None:
    """AC-16: 50 mg of base, assay 98.5 %, water 1.2 %: weigh 51.378 mg."""
    found = taken(50, assay="98.5 %", water="1.2 %", balance_readability="0.001 mg")
    assert found.exact * 1e6 == pytest.approx(51.378, abs=5e-4)
    assert found.taken * 1e6 == pytest.approx(51.378, abs=1e-9)


def test_a_hydrate_is_weighed_by_its_factor() -> None:
    assert taken(10, salt_factor="1.0669").exact * 1e6 == pytest.approx(10.669, rel=1e-9)


def test_a_weight_is_rounded_to_the_balance_and_what_it_holds_is_known() -> None:
    found = taken(1.2345, assay="90 %", balance_readability="0.1 mg", balance_minimum="1 mg")
    assert found.taken * 1e6 == pytest.approx(1.4)
    assert found.made * 1e6 == pytest.approx(1.26)


def test_below_the_least_weight_the_component_and_the_limit_are_named_and_no_amount() -> None:
    problem = refused(0.0123, balance_readability="0.01 mg", balance_minimum="1 mg")
    assert problem.component == "Docetaxel"
    assert "below your balance's least weight, 1 mg" in problem.reason
    assert "0.0123" not in problem.text
    assert problem.fix is not None
    assert problem.fix[0] == "lot.payload.stock"


def test_below_the_pipettes_minimum_a_dilution_is_proposed_that_works() -> None:
    """users.md (a): 0.4 µL of a stock is below 0.5 µL: dilute 1:10."""
    problem = refused(0.004, stock="10 mg/mL", pipette_minimum="0.5 uL")
    assert "below your pipette's minimum, 0.5 µL" in problem.reason
    assert "1:10 to 1 mg/mL" in problem.remedy
    assert "0.4" not in problem.text
    assert problem.fix == ("lot.payload.stock", "1 mg/mL")
    assert taken(0.004, stock=problem.fix[1], pipette_minimum="0.5 uL").taken * 1e9 == pytest.approx(4.0)


def test_a_proposed_stock_can_be_pipetted() -> None:
    problem = refused(0.0123)
    assert problem.fix is not None
    assert taken(0.0123, stock=problem.fix[1]).taken > 0


def test_a_stock_over_its_solubility_is_refused() -> None:
    problem = refused(1, stock="10 mg/mL", solubility="5 mg/mL")
    assert "over its solubility, 5 mg/mL" in problem.reason
    assert taken(1, stock="5 mg/mL", solubility="5 mg/mL").exact * 1e9 == pytest.approx(200)


def test_excess_and_overage_are_taken_on_top_of_each_other() -> None:
    assert taken(10, excess="5 %", overage="10 %").exact * 1e6 == pytest.approx(10 * 1.05 * 1.10)


def test_a_large_volume_is_taken_in_portions() -> None:
    assert taken(10, stock="1 mg/mL", pipette_maximum="4 mL").portions == 3


@pytest.mark.parametrize(("exact", "shown"), [(0.52, 0.5), (45.218, 45.2), (100.04, 100.0), (371.6, 372.0), (3751.0, 3750.0)])
def test_a_pipette_is_set_in_its_own_steps(exact: float, shown: float) -> None:
    assert pipetted(exact * 1e-9) * 1e9 == pytest.approx(shown)
