"""Colours that can be read: contrast of all text on the grounds it stands on."""

from __future__ import annotations

import itertools
import math

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


# -- colour-blind readers

MACHADO: dict[str, tuple[tuple[float, float, float], ...]] = {
    "usual": ((1.0, 0.0, 0.0), (0.0, 1.0, 0.0), (0.0, 0.0, 1.0)),
    "protan": ((0.152286, 1.052583, -0.204868), (0.114503, 0.786281, 0.099216), (-0.003882, -0.048116, 1.051998)),
    "deutan": ((0.367322, 0.860646, -0.227968), (0.280085, 0.672501, 0.047413), (-0.011820, 0.042940, 0.968881)),
    "tritan": ((1.255528, -0.076749, -0.178779), (-0.078411, 0.930809, 0.147602), (0.004733, 0.691367, 0.303900)),
}
"""Machado, Oliveira and Fernandes 2009, full severity, on linear RGB."""
PICTURES = (("design", "target", "healthy", "both", "twin", "plasma"), ("number", "volume", "intensity", "limit"),
            ("ligand", "corona", "payload", "membrane"))  # fmt: skip
"""Roles that stand in one picture."""


def seen(colour: str, sight: str) -> tuple[float, float, float]:
    """CIELAB of a colour as somebody sees it."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    light = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    red, green, blue = (min(1.0, max(0.0, sum(m * v for m, v in zip(row, light, strict=True)))) for row in MACHADO[sight])
    xyz = (
        (0.4124564 * red + 0.3575761 * green + 0.1804375 * blue) / 0.95047,
        0.2126729 * red + 0.7151522 * green + 0.0721750 * blue,
        (0.0193339 * red + 0.1191920 * green + 0.9503041 * blue) / 1.08883,
    )
    x, y, z = (t ** (1 / 3) if t > 216 / 24389 else (24389 / 27 * t + 16) / 116 for t in xyz)
    return 116 * y - 16, 500 * (x - y), 200 * (y - z)


def delta_e(one: tuple[float, float, float], other: tuple[float, float, float]) -> float:
    """CIEDE2000 (Sharma, Wu and Dalal 2005)."""
    (l1, a1, b1), (l2, a2, b2) = one, other
    mean = (math.hypot(a1, b1) + math.hypot(a2, b2)) / 2
    stretch = 1.5 - 0.5 * math.sqrt(mean**7 / (mean**7 + 25**7))
    c1, c2 = math.hypot(a1 * stretch, b1), math.hypot(a2 * stretch, b2)
    h1, h2 = (math.degrees(math.atan2(b, a * stretch)) % 360 for a, b in ((a1, b1), (a2, b2)))
    turn = (h2 - h1 + 180) % 360 - 180 if c1 * c2 else 0.0
    hue = 2 * math.sqrt(c1 * c2) * math.sin(math.radians(turn) / 2)
    lightness, chroma, middle = (l1 + l2) / 2, (c1 + c2) / 2, (h1 + turn / 2) % 360 if c1 * c2 else h1 + h2
    terms = ((-0.17, 1, -30), (0.24, 2, 0), (0.32, 3, 6), (-0.20, 4, -63))
    t = 1 + sum(weight * math.cos(math.radians(times * middle + shift)) for weight, times, shift in terms)
    s_l = 1 + 0.015 * (lightness - 50) ** 2 / math.sqrt(20 + (lightness - 50) ** 2)
    s_c, s_h = 1 + 0.045 * chroma, 1 + 0.015 * chroma * t
    twist = -2 * math.sqrt(chroma**7 / (chroma**7 + 25**7)) * math.sin(math.radians(60 * math.exp(-(((middle - 275) / 25) ** 2))))
    parts = ((l2 - l1) / s_l, (c2 - c1) / s_c, hue / s_h)
    return math.sqrt(sum(part**2 for part in parts) + twist * parts[1] * parts[2])


def test_the_distance_is_that_of_the_published_pairs() -> None:
    assert delta_e((50.0, 2.6772, -79.7751), (50.0, 0.0, -82.7485)) == pytest.approx(2.0425, abs=1e-4)
    assert delta_e((60.2574, -34.0099, 36.2677), (60.4626, -34.1751, 39.4387)) == pytest.approx(1.2644, abs=1e-4)


@pytest.mark.parametrize("sight", MACHADO)
def test_lines_of_one_picture_are_told_apart_by_everybody(theme: Tokens, sight: str) -> None:
    for names in PICTURES:
        for one, other in itertools.combinations(names, 2):
            first, second = theme.roles[one], theme.roles[other]
            assert delta_e(seen(first.line, sight), seen(second.line, sight)) >= 10.0, (one, other)
            if names is not PICTURES[2]:  # The parts of the particle are told apart by their shape and place.
                cues = [(role.dash, role.hatch, role.marker) for role in (first, second)]
                assert cues[0] != cues[1], (one, other)
