"""Dimensional audit: in other base units every law must give the same quantity.

Each base unit is multiplied by a random factor, in the arguments and in the constants. The result must scale as its
card says; a forgotten unit, a wrong power or a nanometre hidden in a coefficient cannot pass. Fits whose coefficients
are bound to units are marked empirical on their card and sit this out.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from formulator.chem import constants
from formulator.chem.model import Arg, Model, Text

SEEDS = (1, 2, 3, 4)
_TOLERANCE = {
    # Solved on a grid whose steps are lengths in nanometres; other units move the steps.
    "log_binding_constant": 2e-2,
}


def _auditable(model: Model) -> bool:
    return not model.card.empirical and not any(isinstance(rule, Text) for rule in model.card.arguments.values())


def _scale(powers: tuple[float, ...], factors: np.ndarray) -> float:
    return float(np.prod(factors ** np.array(powers)))


@pytest.mark.parametrize("seed", SEEDS)
def test_the_result_scales_with_the_base_units(
    any_model: Model,
    seed: int,
    monkeypatch: pytest.MonkeyPatch,
    read_unit: Callable[[str], Any],
    draw_arguments: Callable[[Model, np.random.Generator], dict[str, Any]],
) -> None:
    if not _auditable(any_model):
        pytest.skip("a fit bound to its units, or text: two reference points instead")
    random = np.random.default_rng(seed)
    arguments = draw_arguments(any_model, random)
    factors = np.exp(random.uniform(math.log(0.5), math.log(2.0), 6))
    before = any_model(**arguments)
    scaled = dict(arguments)
    for name, rule in any_model.card.arguments.items():
        if isinstance(rule, Arg):
            scaled[name] = arguments[name] * _scale(read_unit(rule.unit).powers, factors)
    for name, unit in constants.UNITS.items():
        monkeypatch.setattr(constants, name, getattr(constants, name) * _scale(read_unit(unit).powers, factors))
    after = any_model(**scaled)
    expected = before * _scale(read_unit(any_model.card.unit).powers, factors)
    tolerance = _TOLERANCE.get(any_model.card.name, 1e-6)
    np.testing.assert_allclose(after, expected, rtol=tolerance, atol=tolerance * abs(expected), err_msg=str(arguments))


def test_every_constant_has_a_unit(read_unit: Callable[[str], Any]) -> None:
    numbers = {name for name, value in vars(constants).items() if isinstance(value, float)}
    assert numbers == set(constants.UNITS)
    assert all(read_unit(unit).factor == 1.0 for unit in constants.UNITS.values())


def test_constants_are_those_of_codata_2018() -> None:
    """Tiesinga et al., Rev. Mod. Phys. 2021, 93, 025010: e, k and N_A are exact, and R is their product."""
    assert constants.ELEMENTARY_CHARGE == 1.602176634e-19
    assert constants.BOLTZMANN == 1.380649e-23
    assert constants.AVOGADRO == 6.02214076e23
    assert pytest.approx(8.8541878128e-12, rel=1e-9) == constants.VACUUM_PERMITTIVITY
    assert pytest.approx(8.314462618, rel=1e-9) == constants.GAS_CONSTANT


def test_the_audit_catches_a_hidden_unit(read_unit: Callable[[str], Any]) -> None:
    """A layer that adds one nanometre without saying so does not scale with the metre."""
    factors = np.array([2.0, 1.0, 1.0, 1.0, 1.0, 1.0])
    scale = _scale(read_unit("m").powers, factors)
    before, after = 10e-9 + 1e-9, scale * 10e-9 + 1e-9
    assert abs(after / (before * scale) - 1.0) > 1e-2
