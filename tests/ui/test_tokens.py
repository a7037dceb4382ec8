"""Colours that can be read: contrast of all text on the grounds it stands on."""

from __future__ import annotations

import pytest

from formulator.explore.figure import ROLES
from formulator.ui.tokens import Tokens, tokens


def luminance(colour: str) -> float:
    """Relative luminance as WCAG 2.1 defines it."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """Contrast ratio of two colours."""
    high, low = sorted((luminance(one), luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


@pytest.fixture(params=[False, True], ids=["light", "dark"])
def theme(request: pytest.FixtureRequest) -> Tokens:
    return tokens(request.param)


def test_text_has_a_contrast_of_4_5_on_both_grounds(theme: Tokens) -> None:
    for name in ("ink", "ink2", "ink3", "accent", "warn"):
        for ground in (theme.ground, theme.paper):
            assert contrast(getattr(theme, name), ground) >= 4.5, name


def test_names_in_plots_have_a_contrast_of_4_5_and_lines_of_3(theme: Tokens) -> None:
    for name, role in theme.roles.items():
        assert contrast(role.text, theme.paper) >= 4.5, name
        assert contrast(role.line, theme.paper) >= 3.0, name


def test_names_on_the_map_can_be_read(theme: Tokens) -> None:
    assert len(theme.map_steps) == 5
    for step in theme.map_steps[:4]:
        assert contrast(theme.ink, step) >= 4.5


def test_every_role_of_a_figure_has_a_look(theme: Tokens) -> None:
    assert set(ROLES) <= set(theme.roles)


def test_both_themes_give_each_role_the_same_second_cue() -> None:
    light, dark = tokens(False), tokens(True)
    for name, role in light.roles.items():
        assert (role.dash, role.hatch, role.marker) == (dark.roles[name].dash, dark.roles[name].hatch, dark.roles[name].marker)
