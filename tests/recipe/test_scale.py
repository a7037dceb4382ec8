"""Another batch size."""

from __future__ import annotations

import pytest

from formulator import catalogue
from formulator.bench import Bench
from formulator.design import METHODS, read, replaced
from formulator.errors import UsageError
from formulator.evaluation import evaluate
from formulator.recipe.components import components
from formulator.recipe.plan import plan
from formulator.recipe.scale import NOT_MODELLED, TO_KEEP, scaled, scaling
from formulator.units import parse

from .test_plan import example

KNOWN = catalogue.load()


def test_a_larger_batch_keeps_concentration_phase_ratio_feed_and_ligand() -> None:
    """10 mL to 50 L (users.md (b)) is 5000 times; the intensive quantities stay."""
    design = example("acupa-pla-peg-docetaxel")
    found = scaling(design, KNOWN, parse("50 L", "mL"))
    kept = {name: (value, unit) for name, value, unit in found.kept}
    assert kept["polymer concentration"] == (50.0, "mg/mL")
    assert kept["organic share of the volume"] == (20.0, "%")
    assert kept["Feed"][0] == pytest.approx(100 * 0.125 / 1.125, rel=1e-9)
    assert found.factor == pytest.approx(50_000 / 100, rel=1e-9)
    assert any("energy per volume" in text for text in found.to_keep)
    assert any("droplet break-up" in text for text in found.not_modelled)


def test_a_feed_in_milligrams_grows_with_the_batch_and_a_ratio_stays() -> None:
    grown = scaled(example(), KNOWN, parse("120 mg", "mg"))
    assert grown.payloads[0].feed is not None
    assert grown.payloads[0].feed.to("mg") == pytest.approx(20.0)
    ratio = scaled(example(payload__feed="0.2 mg/mg"), KNOWN, parse("120 mg", "mg"))
    assert ratio.payloads[0].feed is not None
    assert ratio.payloads[0].feed.to("mg/mg") == 0.2


def test_every_answer_that_does_not_depend_on_size_stays() -> None:
    design = example()
    before, after = evaluate(design, KNOWN), evaluate(scaled(design, KNOWN, parse("5 mg", "mg")), KNOWN)
    for path in ("loading.dlc", "size.z_average", "ligand.per_particle", "targeting.selectivity"):
        assert after[path].value == pytest.approx(before[path].value, rel=1e-9)
    assert sum(part.mass for part in components(design, before, KNOWN)) == pytest.approx(12e-6)


def test_every_method_says_what_must_be_kept_and_what_is_open() -> None:
    assert set(TO_KEEP) == set(NOT_MODELLED) == set(METHODS)


def test_a_batch_of_nothing_is_refused() -> None:
    with pytest.raises(UsageError, match="above zero"):
        scaled(example(), KNOWN, parse("0 mg", "mg"))


def test_a_larger_flash_batch_keeps_its_streams_in_proportion_and_says_what_no_model_knows() -> None:
    """AC-17: the conserved groups of the process."""
    design = example("acupa-pla-peg-docetaxel")
    for path, text in (
        ("process.method", "flash_nanoprecipitation"),
        ("process.solvent", "solvent:acetone"),
        ("process.organic_fraction", ""),
        ("process.flow_rate_ratio", "1:1"),
        ("process.quench_ratio", "9:1"),
    ):
        design = replaced(design, path, read(path, text))
    found = scaling(design, KNOWN, parse("1 L", "mL"))
    kept = {name: value for name, value, _ in found.kept}
    assert kept["Aqueous : organic"] == pytest.approx(1.0) and kept["quench : mixture"] == pytest.approx(9.0)
    assert any("Reynolds" in words for words in found.to_keep)
    assert any("larger mixer" in words for words in found.not_modelled)
    phases = {phase.name: phase.volume for phase in plan(design, Bench(), KNOWN, parse("1 L", "mL")).phases}
    assert sum(phases.values()) == pytest.approx(1e-3)
    assert phases["quench"] == pytest.approx(0.9e-3) and phases["organic phase"] == pytest.approx(0.05e-3)
