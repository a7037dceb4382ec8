"""The medium of whole designs: what is dissolved gives the ionic strength, what thickens it gives the viscosity, typed figures win."""

from __future__ import annotations

import pytest

from formulator.chem import buffers, excipients, titration
from formulator.design import BY_PATH, Design
from formulator.evaluation import evaluate
from formulator.explore import curves
from formulator.prediction import Prediction
from formulator.uncertainty import propagate

from .cases import ACUPA, SPHERE, example, known, typed

PBS = {"medium.buffer": "phosphate", "medium.buffer_concentration": "11.8 mM", "medium.salt": "139.7 mM", "medium.ph": "7.4"}
SUGAR = {"medium.excipient": "sucrose", "medium.excipient_concentration": "100 mg/mL"}


def ask(changes: dict[str, str], base: Design | None = None) -> Prediction:
    return evaluate(typed(base if base is not None else typed(Design(), SPHERE), changes), known())


def test_every_buffer_and_excipient_with_known_constants_can_be_chosen() -> None:
    assert set(BY_PATH["medium.buffer"].options) == set(buffers.BUFFERS)
    assert set(BY_PATH["medium.excipient"].options) == set(excipients.EXCIPIENTS)


def test_pbs_from_its_composition_has_the_ionic_strength_of_pbs() -> None:
    """The catalogue's PBS: 170.6 mM, 163 to 172 by recipe."""
    found = ask(PBS)
    assert found.nodes["ionic_strength"] == pytest.approx(170.1, abs=0.5)
    length = found["charge.debye_length"].value
    assert length == pytest.approx(ask({"medium.id": "pbs"})["charge.debye_length"].value, rel=0.01)


def test_a_buffer_is_computed_at_the_ph_and_temperature_of_the_medium() -> None:
    parts = {"medium.buffer": "HEPES", "medium.buffer_concentration": "0.01 mol/L", "medium.temperature": "37 degC"}
    strengths = [ask({**parts, "medium.ph": str(ph)}).nodes["ionic_strength"] for ph in (6.5, 7.0, 7.4, 8.0)]
    assert strengths == sorted(strengths) and strengths[-1] < 10
    alone = titration.buffer_ionic_strength.si(buffer="HEPES", concentration=10.0, ph=7.4, temperature=310.15)
    assert strengths[2] == pytest.approx(alone, rel=1e-9)


def test_salt_alone_is_the_ionic_strength_and_replaces_that_of_the_chosen_medium() -> None:
    assert ask({"medium.salt": "25 mM"}).nodes["ionic_strength"] == pytest.approx(25.0, rel=1e-12)
    assert ask({"medium.id": "pbs", "medium.salt": "25 mM"}).nodes["ionic_strength"] == pytest.approx(25.0, rel=1e-12)


def test_a_typed_ionic_strength_wins_over_the_composition() -> None:
    found = ask({**PBS, "medium.ionic_strength": "10 mM"})
    assert found.nodes["ionic_strength"] == pytest.approx(10.0, rel=1e-12)


@pytest.mark.parametrize(
    "part",
    [{"medium.buffer": "phosphate"}, {"medium.buffer_concentration": "10 mM"}, {"medium.excipient": "sucrose"},
     {"medium.excipient_concentration": "100 mg/mL"}],
)  # fmt: skip
def test_half_a_composition_changes_nothing(part: dict[str, str]) -> None:
    before, after = ask({}), ask(part)
    for path in ("charge.zeta", "charge.mobility", "charge.debye_length", "size.hydrodynamic_diameter"):
        assert after[path].value == before[path].value


def test_a_known_composition_moves_zeta_as_a_typed_ionic_strength_does() -> None:
    composed = ask({"medium.salt": "50 mM"})["charge.zeta"].value
    assert composed == pytest.approx(ask({"medium.ionic_strength": "50 mM"})["charge.zeta"].value, rel=1e-9)
    assert composed != pytest.approx(ask({})["charge.zeta"].value, rel=0.05)


def test_ten_percent_sucrose_thickens_water_by_a_third() -> None:
    """Tabulated 1.336 mPa·s at 20 °C for 10 wt%, 103.8 mg/mL."""
    found = ask({"medium.excipient": "sucrose", "medium.excipient_concentration": "103.8 mg/mL", "medium.temperature": "20 degC"})
    assert 1e3 * found.nodes["viscosity"] == pytest.approx(1.336, rel=0.01)


def test_a_thicker_medium_slows_particles_and_leaves_zeta() -> None:
    before, after = ask({}), ask(SUGAR)
    ratio = after.nodes["viscosity"] / before.nodes["viscosity"]
    assert 1.25 < ratio < 1.4
    assert after["charge.zeta"].value == pytest.approx(before["charge.zeta"].value, rel=1e-9)
    assert before.nodes["charge.mobility"] / after.nodes["charge.mobility"] == pytest.approx(ratio, rel=1e-9)


def test_a_diameter_that_would_read_too_large_is_said_with_its_figure() -> None:
    """100 nm in a medium 1.33 times as thick reads 133 nm (the example of `apparent_diameter`)."""
    found = ask(SUGAR)
    flags = [flag for flag in found["size.hydrodynamic_diameter"].flags if flag.id == "apparent-diameter"]
    assert len(flags) == 1 and "100 nm reads" in flags[0].text
    assert 128 < 1e9 * found.nodes["apparent_diameter"] < 136
    little = ask({"medium.excipient": "sucrose", "medium.excipient_concentration": "1 mg/mL"})
    assert "apparent-diameter" not in {flag.id for flag in little["size.hydrodynamic_diameter"].flags}


def test_the_plot_of_zeta_still_shows_other_ionic_strengths_for_a_composed_medium() -> None:
    design = typed(Design(), {**SPHERE, **PBS})
    found = curves.zeta(design, known(), evaluate(design, known()), 0, 0)
    lines = {line.label: line.y for line in found.panels[0].lines}
    assert {"1 mM", "10 mM", "150 mM", "170 mM"} <= set(lines)
    assert abs(lines["1 mM"]).max() > 2 * abs(lines["170 mM"]).max()


def test_draws_follow_buffer_and_excipient() -> None:
    found = propagate(typed(example(ACUPA), {**PBS, **SUGAR, "medium.ionic_strength": "", "medium.id": ""}), known(), draws=512)
    length = found["charge.debye_length"]
    assert length.low is not None and length.high is not None and length.value is not None
    assert length.low < length.value < length.high
    assert {"medium.buffer_concentration", "medium.salt"} <= set(length.inputs)
