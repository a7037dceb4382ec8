"""Published and golden cases that anybody can run offline: does this installation compute what the sources say?"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from typing import Any

from formulator import __version__, assets
from formulator.calculators import answer

FILE = "selftest.toml"


@dataclass(frozen=True, kw_only=True)
class Case:
    """One case with what was expected and what came out; `tolerance` is relative."""

    name: str
    source: str
    expected: float
    got: float
    tolerance: float

    @property
    def passed(self) -> bool:
        """Whether the value is within the tolerance."""
        return abs(self.got - self.expected) <= self.tolerance * abs(self.expected) + 1e-300


def rows() -> list[dict[str, Any]]:
    """The shipped cases as they stand in their file."""
    found: list[dict[str, Any]] = tomllib.loads(assets.text(FILE))["case"]
    return found


def cases() -> tuple[Case, ...]:
    """Run every case."""
    return tuple(
        Case(
            name=row["model"],
            source=row["source"],
            expected=row["expected"],
            got=answer(row["model"], row["arguments"]).number,
            tolerance=row["tolerance"],
        )
        for row in rows()
    )


def report_text(found: tuple[Case, ...]) -> str:
    """Every case with its source, what was expected and what came out, as text to keep."""
    lines = [f"formulator {__version__}, self-test: {sum(case.passed for case in found)} of {len(found)} cases hold.", ""]
    for case in found:
        words = f"expected {case.expected:.6g}, got {case.got:.6g}, within {case.tolerance:g}"
        lines.append(f"{'ok    ' if case.passed else 'FAILED'}  {case.name}: {words}. {case.source}")
    return "\n".join(lines) + "\n"
