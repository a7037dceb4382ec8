"""A plate of many conditions."""

from __future__ import annotations

import pytest

from formulator import catalogue
from formulator.bench import Bench
from formulator.cli.plates import conditions
from formulator.errors import UsageError
from formulator.recipe.plate import RESERVE, Plate, places, plate
from formulator.sheets.plate import robot
from formulator.units import parse

from .test_plan import at, example

KNOWN = catalogue.load()
WELL, PAYLOAD = parse("100 uL", "uL"), parse("0.5 ug", "ug")
STOCKS = {"lot__carrier__stock": "1 mg/mL", "lot__payload__stock": "0.1 ug/uL"}


def made(values: str = "payload.np_ratio=1,2,4,8,12", of: Bench | None = None, replicates: int = 3) -> Plate:
    return plate(conditions(example("sirna-polyplex"), values), of or at(**STOCKS), KNOWN, WELL, replicates, PAYLOAD)


def masses(of: Plate, well: str) -> dict[str, float]:
    """Micrograms of each stock in one well, before the two solutions are joined."""
    found: dict[str, float] = {}
    for one in of.transfers:
        if one.well == well and " mg/mL" in one.source or one.well == well and " ug/uL" in one.source:
            strength = one.source.partition(", ")[2].partition(",")[0]
            found[one.source.partition(" ")[0]] = one.volume * 1e9 * parse(strength, "ug/uL").to("ug/uL")
    return found


def test_replicates_stand_below_each_other_while_they_fit() -> None:
    assert places(12, 3)[11] == ["A12", "B12", "C12"]
    assert places(20, 4)[0] == ["A1", "A2", "A3", "A4"]
    assert len({well for wells in places(32, 3) for well in wells}) == 96
    for conditions_, replicates in ((33, 3), (0, 3), (1, 97)):
        with pytest.raises(UsageError, match="not 1 to 96 wells"):
            places(conditions_, replicates)


def test_each_well_holds_the_payload_and_the_polymer_of_its_ratio() -> None:
    """P = 13300/40 = 332.5 g/mol per phosphate, bPEI 43.07 g/mol per nitrogen: 0.5 µg at N/P 8 takes 0.518 µg."""
    found = made()
    assert not found.problems
    for position, ratio in enumerate((1, 2, 4, 8, 12), 1):
        well = masses(found, f"B{position}")
        assert well["siRNA"] == pytest.approx(0.5, rel=0.005)
        designed = next(one for name, one in found.deviations if name.endswith(f" {ratio}") and one.path == "loading.np_ratio")
        assert designed.designed == pytest.approx(ratio, rel=1e-6)
        assert well["bPEI"] / well["siRNA"] == pytest.approx(ratio * 43.07 / 332.5 * designed.made / designed.designed, rel=0.01)


def test_both_solutions_have_equal_volumes_and_the_polymer_goes_into_the_nucleic_acid() -> None:
    found = made()
    filled: dict[str, float] = {}
    for one in found.transfers:
        if one.well == "A3" and one.source != "polymer solution":
            filled[one.plate] = filled.get(one.plate, 0.0) + one.volume * 1e9
    assert filled == {"nucleic acid solution": pytest.approx(50, abs=0.3), "polymer solution": pytest.approx(50, abs=0.3)}
    last = [one for one in found.transfers if one.step == max(each.step for each in found.transfers)]
    assert {(one.source, one.plate) for one in last} == {("polymer solution", "nucleic acid solution")}
    assert last[0].volume * 1e9 == pytest.approx(50, abs=0.3)


def test_a_volume_too_small_is_taken_from_a_weaker_stock() -> None:
    found = made()
    assert min(one.volume for one in found.transfers) * 1e9 >= 0.5
    diluted = [source for source in found.sources if "diluted from 1 mg/mL" in source]
    assert diluted
    assert all(one.made == pytest.approx(one.designed, rel=0.02) for _, one in found.deviations)


def test_what_must_be_prepared_is_what_the_wells_take_and_a_reserve() -> None:
    found = made()
    payload = next(source for source in found.sources if source.startswith("siRNA"))
    taken = sum(one.volume for one in found.transfers if one.source == payload)
    assert found.sources[payload] == pytest.approx(taken * (1 + RESERVE))
    assert "polymer solution" not in found.sources


def test_a_condition_that_cannot_be_pipetted_is_named_and_nothing_is_planned() -> None:
    found = made(of=at(lot__carrier__stock="1 mg/mL", lot__payload__stock="0.001 ug/uL"))
    assert (found.transfers, found.wells) == ((), ())
    assert len(found.problems) == 5
    assert found.problems[0].component.startswith("payload.np_ratio 1: siRNA")
    assert "more room than the nucleic acid solution holds" in found.problems[0].reason
    missing = made(of=at(lot__carrier__stock="1 mg/mL"))
    assert "this has none" in missing.problems[0].reason
    assert "lot.payload.stock" in missing.problems[0].remedy


def test_the_robot_gets_every_transfer_in_order_with_plain_numbers() -> None:
    found = made()
    head, *rows = robot(found).splitlines()
    assert head == "step,source,plate,well,volume [uL],condition"
    assert len(rows) == len(found.transfers)
    steps = [int(row.partition(",")[0]) for row in rows]
    assert steps == sorted(steps)


def test_values_take_the_unit_of_the_one_before() -> None:
    named = conditions(example(), "ligand.density=5 mol%,10,20")
    assert [name for name, _ in named] == ["ligand.density 5 mol%", "ligand.density 10", "ligand.density 20"]
    assert [design.ligands[0].density.to("mol%") for _, design in named if design.ligands[0].density] == [5, 10, 20]
    for text, part in (("ligand.density", "V1,V2"), ("ligand.density=1,,2", "V1,V2"), ("carrier.id=a", "a choice")):
        with pytest.raises(UsageError, match=part):
            conditions(example(), text)
