"""From blood to tumour: no more arrives than was injected, targeting keeps what arrives, and the barrier excludes leaky vessels."""

from __future__ import annotations

import pytest

from formulator.chem.model import Grade

from .cases import ACUPA, CRGD, DENDRIMER, ask

SHARES = ("targeting.delivered", "targeting.delivered_average", "targeting.efficiency")


@pytest.mark.parametrize("transfer", ["3.6e-3 1/h", "0.05 1/h", "5 1/h"])
@pytest.mark.parametrize("name", [CRGD, ACUPA, DENDRIMER])
def test_no_more_than_the_dose_arrives(name: str, transfer: str) -> None:
    found = ask(name, target__transfer_constant=transfer, target__half_life="100 h", target__tumour_mass="5 g", target__time="168 h")
    for path in SHARES:
        value = found[path].value
        assert value is not None and 0.0 <= value <= 100.0, f"{path} {value}"
    assert (found["targeting.efficiency"].value or 0) <= (found["targeting.delivered"].value or 0) * (1 + 1e-12)


def test_gain_is_the_difference_to_the_same_particle_without_ligand() -> None:
    found = ask(CRGD)
    untargeted = 100 * found.nodes["delivered_untargeted"]
    delivered, gain = found["targeting.delivered"].value or 0, found["targeting.gain_over_untargeted"].value or 0
    assert delivered - untargeted == pytest.approx(gain, rel=1e-9)
    assert gain > 0


def test_a_longer_half_life_delivers_more() -> None:
    values = [ask(ACUPA, target__half_life=f"{hours} h")["targeting.delivered_average"].value or 0 for hours in (1, 3, 10, 30)]
    assert values == sorted(values)


def test_a_particle_that_the_kidney_filters_is_only_ranked() -> None:
    """Quantum dots above 5.5 nm stay in the blood, smaller ones are filtered: Choi 2007, doi:10.1038/nbt1340."""
    found = ask(DENDRIMER)["targeting.delivered"]
    assert found.grade is Grade.INDEX
    assert "renal-filtration" in {flag.id for flag in found.flags}
    own = ask(DENDRIMER, target__half_life="0.5 h")["targeting.delivered"]
    assert "renal-filtration" not in {flag.id for flag in own.flags}
    assert (own.value or 0) < (found.value or 0)


def test_behind_the_brain_barrier_only_the_relative_passage_is_given() -> None:
    found = ask(CRGD, target__barrier="bbb")
    assert all(found[path].value is None and "barrier" in found[path].reason for path in SHARES)
    passage = found["targeting.brain_transcytosis"]
    assert passage.value is not None and 0 < passage.value <= 1 and passage.grade is Grade.INDEX
    assert ask(CRGD)["targeting.brain_transcytosis"].value is None
