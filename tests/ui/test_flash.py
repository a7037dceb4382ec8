"""Flash nanoprecipitation in the window: fields that come with the method, streams typed as 3:1, and where they lead."""

from __future__ import annotations

import pytest

from formulator.ui.window import Window

from .hands import Hands


@pytest.fixture
def example() -> str:
    return "acupa-pla-peg-docetaxel"


def _choose(hands: Hands, path: str, word: str | None) -> None:
    hands.window.workbench.edit(path, word)
    hands.answered()


def _flash(hands: Hands) -> None:
    _choose(hands, "process.method", "flash_nanoprecipitation")
    _choose(hands, "process.solvent", "solvent:acetone")
    _choose(hands, "process.mixer", "cij")
    _choose(hands, "process.organic_fraction", None)
    for path, text in (
        ("process.total_flow_rate", "12 mL/min"),
        ("process.flow_rate_ratio", "3:1"),
        ("process.inlet_diameter", "0.5 mm"),
    ):
        hands.type(path, text)


def test_fields_of_the_streams_come_and_go_with_the_method(window: Window, hands: Hands) -> None:
    assert window.design is not None and window.results is not None
    hands.field("process.method")
    assert window.design.rows["process.total_flow_rate"].isHidden()
    assert window.results.groups["mixing"].isHidden()
    _flash(hands)
    assert hands.field("process.total_flow_rate").isVisible()
    hands.answered()
    assert window.results.groups["mixing"].isVisible()
    _choose(hands, "process.method", "nanoprecipitation")
    assert window.design.rows["process.total_flow_rate"].isHidden()
    assert window.workbench.design.process.total_flow_rate is not None, "what was typed is kept for the way back"


def test_ac_17_in_the_window(window: Window, hands: Hands) -> None:
    _flash(hands)
    assert hands.value("mixing.aqueous_flow") == pytest.approx(9.0, abs=5e-4)
    assert hands.value("mixing.organic_flow") == pytest.approx(3.0, abs=5e-4)
    assert hands.value("mixing.organic_fraction") == pytest.approx(25.0, abs=1e-9)
    assert hands.row("process.organic_fraction").word.text() == "predicted"
    ratio = window.workbench.design.process.flow_rate_ratio
    assert ratio is not None and ratio.typed == "=3/1"


def test_ctrl_k_finds_the_streams(window: Window, hands: Hands) -> None:
    _choose(hands, "process.method", "flash_nanoprecipitation")
    hands.find("TFR 20 mL/min")
    flow = window.workbench.design.process.total_flow_rate
    assert flow is not None and flow.to("mL/min") == pytest.approx(20.0)


def test_ctrl_k_takes_a_ratio_as_it_is_written(window: Window, hands: Hands) -> None:
    _choose(hands, "process.method", "flash_nanoprecipitation")
    hands.find("FRR 3:1")
    ratio = window.workbench.design.process.flow_rate_ratio
    assert ratio is not None and ratio.magnitude == 3.0
