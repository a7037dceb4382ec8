"""The shape of an answer: outputs with value, interval, grade and sources; the steps that led there; flags in words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from formulator.chem.model import Grade
from formulator.errors import Flag
from formulator.outputs import GROUPS, OUTPUT_BY_PATH, OUTPUTS, Output

__all__ = [
    "GROUPS",
    "LEVEL",
    "OUTPUTS",
    "OUTPUT_BY_PATH",
    "Estimate",
    "Flag",
    "Ingredient",
    "Output",
    "Prediction",
    "Step",
]

LEVEL = 0.90
"""Every interval is the central 90 %: 5th to 95th percentile."""


@dataclass(frozen=True, kw_only=True)
class Ingredient:
    """One thing that went into a number: a field, a catalogue value, a parameter law or an earlier step."""

    path: str
    label: str
    value: float | str | None
    unit: str
    state: str
    source: str
    status: str
    grade: Grade
    spread: str = ""
    """The number with its spread in words, where a person typed one."""

    @property
    def worth(self) -> str:
        """Its grade in a word. A condition or a neutral factor that nobody typed is chosen, not measured."""
        return "chosen" if self.grade is Grade.MEASURED and self.state == "default" else self.grade.word


@dataclass(frozen=True, kw_only=True)
class Step:
    """One model call on the way: what it was given (argument -> name of node or input), and what came out, in SI."""

    node: str
    model: str
    arguments: Mapping[str, str]
    values: Mapping[str, float | str]
    result: float


@dataclass(frozen=True, kw_only=True)
class Estimate:
    """One output. `value`, `low` and `high` are in `unit`; `value` is None when it cannot be given, and `flags` say why.

    `inputs` are the ingredients behind it; `drivers` the shares of its variance that each input's spread causes, largest first;
    `scatter` is the share that is the scatter of published values beyond what the inputs explain.
    """

    path: str
    value: float | None
    unit: str
    grade: Grade
    model: str
    low: float | None = None
    high: float | None = None
    level: float = LEVEL
    state: str = "predicted"
    sources: tuple[str, ...] = ()
    flags: tuple[Flag, ...] = ()
    inputs: tuple[str, ...] = ()
    drivers: tuple[tuple[str, float], ...] = ()
    scatter: float = 0.0

    @property
    def reason(self) -> str:
        """Why there is no value, in words; empty when there is one."""
        return "" if self.value is not None else " ".join(flag.text for flag in self.flags)


@dataclass(frozen=True, kw_only=True)
class Prediction:
    """Every output of one design, with the steps, inputs, flags and sources behind them."""

    estimates: Mapping[str, Estimate]
    steps: tuple[Step, ...]
    ingredients: Mapping[str, Ingredient]
    flags: tuple[Flag, ...]
    sources: tuple[str, ...]
    nodes: Mapping[str, float] = field(default_factory=dict)

    def __getitem__(self, path: str) -> Estimate:
        return self.estimates[path]
