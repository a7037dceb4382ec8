"""The whole recipe."""

from __future__ import annotations

import dataclasses

import pytest

from formulator import bench, catalogue, storage
from formulator import design as designs
from formulator.bench import Bench
from formulator.design import Design
from formulator.recipe import Plan, plan, wanted
from formulator.recipe.order import order
from formulator.recipe.portions import tools
from formulator.units import Value, parse

KNOWN = catalogue.load()


def example(name: str = "crgd-polymersome-docetaxel", **fields: str) -> Design:
    design = storage.load(storage.examples()[name]).project.variant().design
    for path, text in fields.items():
        path = path.replace("__", ".")
        design = designs.replaced(design, path, designs.read(path, text))
    return design


def at(**entries: str) -> Bench:
    made = Bench()
    for name, text in entries.items():
        path = name.replace("__", ".")
        made = bench.replaced(made, path, bench.read(path, text))
    return made


def made(design: Design, of: Bench | None = None, batch: str | None = None) -> Plan:
    found = plan(design, of or Bench(), KNOWN, None if batch is None else parse(batch, ("mg", "mL")))
    assert not found.problems, [problem.text for problem in found.problems]
    return found


def problems(design: Design, of: Bench | None = None, batch: str | None = None) -> list[str]:
    found = plan(design, of or Bench(), KNOWN, None if batch is None else parse(batch, ("mg", "mL")))
    assert found.problems
    assert (found.components, found.portions, found.phases, found.deviations) == ((), (), (), ()), "a refused recipe has no numbers"
    return [problem.text for problem in found.problems]


@pytest.mark.parametrize("name", sorted(storage.examples()))
@pytest.mark.parametrize("batch", [None, "500 mg", "7.3 g"])
def test_the_components_sum_to_the_batch(name: str, batch: str | None) -> None:
    design = example(name)
    found = plan(
        design, at(bench__balance_minimum="0.0001 mg", bench__balance_readability="0.0001 mg"), KNOWN, batch and parse(batch, "mg")
    )
    assert not found.problems, [problem.text for problem in found.problems]
    assert sum(part.mass for part in found.components) == pytest.approx(found.solids, rel=1e-12)
    if batch is not None:
        assert found.solids == pytest.approx(parse(batch, "mg").si, rel=1e-9)


def test_another_batch_keeps_every_ratio() -> None:
    small, large = made(example(), batch="12 mg"), made(example(), batch="60 mg")
    for one, five in zip(small.components, large.components, strict=True):
        assert five.mass == pytest.approx(5 * one.mass, rel=1e-12)
    assert large.phases[0].volume == pytest.approx(5 * small.phases[0].volume, rel=1e-12)


def test_a_batch_by_volume_fills_that_volume() -> None:
    found = made(example(), batch="20 mL")
    assert sum(phase.volume for phase in found.phases) == pytest.approx(20e-6, rel=1e-9)


def test_rounding_is_shown_in_what_it_does_to_loading_and_ligand() -> None:
    """3.71 + 0.45 + 0.83 mg instead of 3.7145 + 0.4522 + 0.8333 mg: feed 0.83/4.99 = 16.633 %."""
    found = {one.path: one for one in made(example(), batch="5 mg").deviations}
    assert found["loading.feed_fraction"].designed == pytest.approx(100 / 6, rel=1e-6)
    assert found["loading.feed_fraction"].made == pytest.approx(100 * 0.83 / 4.99, rel=1e-9)
    chains = 3.71 / 22.0, 0.45 / 24.1037
    assert found["ligand.mol_percent"].made == pytest.approx(100 * chains[1] / sum(chains), rel=1e-6)
    assert found["loading.dlc"].made != found["loading.dlc"].designed


def test_without_rounding_nothing_deviates() -> None:
    fine = at(bench__balance_readability="0.000001 mg")
    for one in made(example(), fine, batch="5 mg").deviations:
        assert one.made == pytest.approx(one.designed, rel=1e-5), one.path


def test_n_to_p_follows_the_rounded_amounts() -> None:
    design = example("sirna-polyplex")
    found = made(design, at(bench__balance_readability="0.1 mg", bench__balance_minimum="1 mg"), batch="50 mg")
    carrier, payload = (one.made for one in found.portions)
    exact = [one.pure for one in found.portions]
    ratio = next(one for one in found.deviations if one.path == "loading.np_ratio")
    assert ratio.made == pytest.approx(8 * (carrier / payload) / (exact[0] / exact[1]), rel=1e-9)


def test_an_impure_lot_changes_what_is_weighed_not_what_is_made() -> None:
    fine = {"bench__balance_readability": "0.000001 mg"}
    pure, wet = made(example(), at(**fine)), made(example(), at(lot__payload__assay="98.5 %", lot__payload__water="1.2 %", **fine))
    assert wet.portions[-1].taken / pure.portions[-1].taken == pytest.approx(1 / (0.985 * 0.988), rel=1e-6)
    assert wet.deviations[0].made == pytest.approx(pure.deviations[0].made, rel=1e-6)


def test_stocks_and_make_up_fill_the_phase_exactly() -> None:
    """5 mg batch of users.md (a): 45.2 µL of a 10 mg/mL ligand stock in 416.7 µL of organic phase."""
    found = made(example(), at(lot__ligand__stock="10 mg/mL"), batch="5 mg")
    organic = found.phases[0]
    stock = next(one for one in found.portions if one.component.key == "ligand")
    assert stock.taken * 1e9 == pytest.approx(45.2)
    assert stock.taken + organic.make_up == pytest.approx(organic.volume, abs=0.5e-9)


def test_a_nucleic_acid_stock_that_needs_more_than_its_phase_is_refused_not_negative() -> None:
    """AC-16: 3 µg from a stock of 0.05 µg/µL is 60 µL, and the phase holds 22.5 µL: not −37.5 µL."""
    design = example("sirna-polyplex", payload__np_ratio="", payload__feed="3 ug", process__polymer_mass="4 ug")
    design = designs.replaced(design, "process.polymer_concentration", Value(4 / 45, "ug/uL"))
    texts = problems(design, at(lot__payload__stock="0.05 ug/uL", lot__carrier__stock="1 ug/uL"))
    assert len(texts) == 1
    assert texts[0].startswith("siRNA 21-mer duplex")
    assert "more room than the nucleic acid solution holds" in texts[0]
    assert "−" not in texts[0]
    assert "-3" not in texts[0]
    strong = made(design, at(lot__payload__stock="0.5 ug/uL", lot__carrier__stock="1 ug/uL"))
    assert strong.phases[0].make_up * 1e9 == pytest.approx(22.5 - 6.0)


def test_several_problems_are_told_at_once() -> None:
    assert len(problems(example(), batch="0.05 mg")) == 3


def test_a_solvent_that_does_not_suit_the_method_is_refused() -> None:
    assert "does not mix with water" in problems(example(process__solvent="solvent:dichloromethane"))[0]
    assert "no emulsion forms" in problems(example("acupa-pla-peg-docetaxel", process__solvent="solvent:acetone"))[0]


def test_more_ligands_than_chains_are_refused() -> None:
    assert "more ligands than chains" in problems(example(ligand__density="150 mol%"))[0]


def test_what_a_recipe_would_leave_out_is_refused() -> None:
    design = example()
    two = dataclasses.replace(design, payloads=(*design.payloads, dataclasses.replace(design.payloads[0], id="drug:doxorubicin")))
    assert "the others would be missing" in problems(two)[0]
    assert "payload.feed" in problems(example(payload__feed=""))[0]
    assert "carrier.id" in problems(example(carrier__id=""))[0]


def test_a_drug_stock_in_water_over_its_solubility_is_refused() -> None:
    texts = problems(example(), at(lot__payload__stock="5 mg/mL", lot__payload__stock_solvent="medium:water"))
    assert "over the drug's solubility in water" in texts[0]


def test_an_expired_lot_is_noted() -> None:
    lots = at(lot__payload__expiry="2026-06-30")
    assert "The lot of the payload expired on 2026-06-30." in plan(example(), lots, KNOWN, today="2026-07-01").notes
    assert not [note for note in plan(example(), lots, KNOWN, today="2026-06-30").notes if "expired" in note]


def test_the_order_weighs_before_it_pipettes_and_fills_up_last() -> None:
    design, of = example(), at(lot__ligand__stock="10 mg/mL")
    found = made(design, of, batch="5 mg")
    steps = order(design.process.method, found.portions, found.phases, tools(of).readability)
    first = steps[0]
    assert first.index("weigh 3.71 mg") < first.index("weigh 0.83 mg") < first.index("pipette 45.2 µL") < first.index("fill up with 371 µL")
    assert steps[1] == "Aqueous phase: take 3.75 mL of 10 mM HEPES."
    assert "drop by drop" in steps[2]


def test_what_does_not_dissolve_in_its_phase_is_refused() -> None:
    """2 mg in 1 mL of organic phase."""
    texts = problems(example(), at(lot__payload__solubility="1.5 mg/mL"))
    assert texts == [
        "Docetaxel (anhydrous): it does not dissolve in the organic phase: that would be over its solubility, 1.5 mg/mL. "
        "Lower process.polymer_concentration or the feed, or take a better solvent."
    ]
    assert made(example(), at(lot__payload__solubility="2 mg/mL")).portions


def test_how_a_stock_is_made_takes_purity_off() -> None:
    """10 mg/mL of pure substance from a lot of 90 %: 11.11 mg of it in each mL."""
    found = made(example(), at(lot__ligand__stock="10 mg/mL", lot__ligand__assay="90 %"))
    assert any("11.111 mg of the lot in each mL" in note for note in found.notes)


def test_a_density_says_the_volume_of_what_is_weighed() -> None:
    of = at(lot__payload__density="1.25 g/cm^3")
    found = made(example(), of)
    steps = order("solvent_switch", found.portions, found.phases, tools(of).readability)
    assert "weigh 2.00 mg of Docetaxel (anhydrous) (1.60 µL at its density)" in steps[0]


def test_the_batch_of_the_bench_counts_where_none_is_asked_for() -> None:
    sized = at(bench__batch="24 mg")
    assert made(example(), sized).solids == pytest.approx(24e-6, rel=1e-9)
    assert made(example(), sized, "6 mg").solids == pytest.approx(6e-6, rel=1e-9)
    assert sum(part.mass for part in wanted(example(), sized, KNOWN)) == pytest.approx(24e-6, rel=1e-9)
