"""The curve of every model against every argument that is a number."""

from __future__ import annotations

import numpy as np
import pytest

from formulator import calculators
from formulator.chem.model import Arg, Card, Choice
from formulator.explore.model_curve import POINTS, curve, title, variables
from formulator.units import from_si

PEPTIDE = "MKWVTFISLL"
CARDS = calculators.models()


def middle(rule: Arg) -> float:
    if rule.default is not None:
        return rule.default
    return float((rule.low * rule.high) ** 0.5) if rule.low > 0 else (rule.low + rule.high) / 2


def arguments(card: Card) -> dict[str, float | str]:
    found: dict[str, float | str] = {}
    for name, rule in card.arguments.items():
        if isinstance(rule, Arg):
            found[name] = middle(rule)
        else:
            found[name] = (rule.default or rule.options[0]) if isinstance(rule, Choice) else PEPTIDE
    return found


@pytest.mark.parametrize("name", sorted(CARDS))
def test_every_model_has_a_curve_against_each_of_its_numbers(name: str) -> None:
    given = arguments(CARDS[name])
    for against in variables(CARDS[name]):
        figure = curve(name, given, against)
        panel = figure.panels[0]
        assert figure.x.low < figure.x.high
        if figure.empty:
            continue
        (line,) = panel.lines
        assert np.isfinite(line.y).all() and line.x.size == line.y.size <= POINTS
        assert panel.y.low <= line.y.min() and line.y.max() <= panel.y.high
        for mark in panel.marks:
            assert mark.y == pytest.approx(float(from_si(float(calculators.model(name).checked(**given)), CARDS[name].show)), rel=1e-12)


def test_the_debye_curve_falls_with_the_root_of_salt() -> None:
    figure = curve("debye_length", {"ionic_strength": 10.0, "temperature": 298.15, "relative_permittivity": 78.3}, "ionic_strength")
    line = figure.panels[0].lines[0]
    assert figure.x.log and figure.panels[0].y.log
    np.testing.assert_allclose(line.y * np.sqrt(line.x), line.y[0] * np.sqrt(line.x[0]), rtol=1e-9)
    (mark,) = figure.panels[0].marks
    assert (mark.x, mark.label) == (10.0, "3.04 nm at 10.0 mmol/L")


def test_a_value_outside_the_checked_range_widens_the_axis_and_is_marked() -> None:
    figure = curve("debye_length", {"ionic_strength": 2000.0, "temperature": 298.15, "relative_permittivity": 78.3}, "ionic_strength")
    (span,) = figure.panels[0].spans
    assert (span.label, span.low, span.high) == ("outside", 500.0, pytest.approx(2000.0))


@pytest.mark.parametrize(("name", "heading"), [
    ("debye_length", "Debye length"), ("dlc_from_feed", "DLC from feed"), ("solubility_at_ph", "Solubility at pH"),
    ("ee", "EE"), ("ph_gradient_ratio", "pH gradient ratio"), ("np_ratio", "N/P ratio"), ("mie_pdi", "Mie PDI"),
])  # fmt: skip
def test_headings_spell_abbreviations_and_people(name: str, heading: str) -> None:
    assert title(name) == heading
