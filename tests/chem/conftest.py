"""What the tests of all formulas share: a unit reader of its own, the list of models, arguments inside their ranges.

The unit reader knows nothing of the program's: a mistake there must not make the reference tables agree.
"""

from __future__ import annotations

import importlib
import math
import pkgutil
import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
import pytest

import formulator.chem
from formulator.chem.model import Arg, Choice, Model

BASES = ("m", "kg", "s", "A", "K", "mol")


@dataclass(frozen=True)
class Unit:
    """A unit as factor (and offset) to SI and as powers of the base units."""

    factor: float
    powers: tuple[int | float, ...]
    offset: float = 0.0

    def to_si(self, value: float) -> float:
        return value * self.factor + self.offset

    def from_si(self, value: float) -> float:
        return (value - self.offset) / self.factor


def _unit(factor: float, **powers: float) -> Unit:
    return Unit(factor, tuple(powers.get(base, 0) for base in BASES))


_NAMED = {
    "m": _unit(1, m=1), "g": _unit(1e-3, kg=1), "s": _unit(1, s=1), "A": _unit(1, A=1), "K": _unit(1, K=1),
    "mol": _unit(1, mol=1), "J": _unit(1, kg=1, m=2, s=-2), "Pa": _unit(1, kg=1, m=-1, s=-2),
    "V": _unit(1, kg=1, m=2, s=-3, A=-1), "C": _unit(1, A=1, s=1), "N": _unit(1, kg=1, m=1, s=-2),
    "F": _unit(1, kg=-1, m=-2, s=4, A=2), "L": _unit(1e-3, m=3), "W": _unit(1, kg=1, m=2, s=-3),
    "min": _unit(60, s=1), "h": _unit(3600, s=1), "day": _unit(86400, s=1), "M": _unit(1e3, mol=1, m=-3),
    "Da": _unit(1e-3, kg=1, mol=-1), "Osm": _unit(1, mol=1), "percent": _unit(1e-2), "%": _unit(1e-2),
    "%ID": _unit(1e-2), "wt%": _unit(1e-2), "mol%": _unit(1e-2), "vol%": _unit(1e-2), "ppm": _unit(1e-6),
    "rad": _unit(1), "deg": _unit(math.pi / 180), "particle": _unit(1), "cell": _unit(1), "pH": _unit(1), "1": _unit(1),
    "kT": _unit(1), "": _unit(1), "EU": _unit(1),
}  # fmt: skip
_PREFIXES = {"k": 1e3, "M": 1e6, "c": 1e-2, "m": 1e-3, "u": 1e-6, "n": 1e-9, "p": 1e-12, "f": 1e-15, "a": 1e-18}


def _named(name: str) -> Unit:
    if name in _NAMED:
        return _NAMED[name]
    prefix, rest = name[:1], name[1:]
    if prefix in _PREFIXES and rest in _NAMED and rest:
        return Unit(_PREFIXES[prefix] * _NAMED[rest].factor, _NAMED[rest].powers)
    raise ValueError(f"unknown unit '{name}'")


def read_unit_text(text: str) -> Unit:
    """Read a unit such as "um*cm/V/s", "g/cm**3" or "degC"."""
    if text == "degC":
        return Unit(1.0, _NAMED["K"].powers, 273.15)
    factor, powers, sign = 1.0, [0.0] * len(BASES), 1
    for part in re.split(r"(\*(?!\*)|/)", text.replace("^", "**").replace("**", "§")):
        if part in "*/" and part:
            sign = -1 if part == "/" else 1
            continue
        name, _, power = part.partition("§")
        unit, exponent = _named(name), sign * float(power or 1)
        factor *= unit.factor**exponent
        powers = [have + exponent * more for have, more in zip(powers, unit.powers, strict=True)]
    return Unit(factor, tuple(powers))


@pytest.fixture(scope="session")
def read_unit() -> Callable[[str], Unit]:
    """Reader of unit names, independent of the program's own."""
    return read_unit_text


def find_models() -> dict[str, Model]:
    """Every model of formulator.chem by name; two of one name are an error."""
    found: dict[str, Model] = {}
    for entry in pkgutil.iter_modules(formulator.chem.__path__):
        module = importlib.import_module(f"formulator.chem.{entry.name}")
        for value in vars(module).values():
            if isinstance(value, Model) and value.function.__module__ == module.__name__:
                assert value.card.name not in found, f"two models are called {value.card.name}"
                found[value.card.name] = value
    return found


@pytest.fixture(scope="session")
def models() -> dict[str, Model]:
    """Every model of formulator.chem by name."""
    return find_models()


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """A test that asks for `any_model` runs once for every model."""
    if "any_model" in metafunc.fixturenames:
        found = find_models()
        metafunc.parametrize("any_model", [found[name] for name in sorted(found)], ids=sorted(found))


def _draw(rule: Any, random: np.random.Generator) -> Any:
    if isinstance(rule, Choice):
        return str(random.choice(rule.options))
    assert isinstance(rule, Arg)
    high = rule.high if math.isfinite(rule.high) else max(rule.low, 1.0) * 10.0
    if rule.low > 0.0 and high / rule.low > 10.0:
        return float(math.exp(random.uniform(math.log(rule.low), math.log(high))))
    return float(random.uniform(rule.low, high))


@pytest.fixture(scope="session")
def draw_arguments() -> Callable[[Model, np.random.Generator], dict[str, Any]]:
    """Arguments of a model, drawn inside the ranges of its card."""

    def draw(model: Model, random: np.random.Generator) -> dict[str, Any]:
        return {name: _draw(rule, random) for name, rule in model.card.arguments.items()}

    return draw
