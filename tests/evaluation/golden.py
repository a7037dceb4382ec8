"""Golden answers of the worked examples: one JSON a design. Run this file to write them anew, on purpose, after a change of numbers."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from formulator import assets, catalogue, storage
from formulator.evaluation import evaluate
from formulator.prediction import Prediction

FOLDER = Path(__file__).parent / "golden"


def names() -> tuple[str, ...]:
    """Worked examples by id."""
    return tuple(sorted(assets.names("examples", ".formulation")))


def answers(prediction: Prediction) -> dict[str, Any]:
    """What is compared of every output: value, unit, grade, and why there is no value."""
    return {
        path: {"value": estimate.value, "unit": estimate.unit, "grade": estimate.grade.name, "reason": estimate.reason}
        for path, estimate in prediction.estimates.items()
    }


def read(name: str) -> dict[str, Any]:
    """The golden answers of one example."""
    found: dict[str, Any] = json.loads((FOLDER / f"{name}.json").read_text(encoding="utf-8"))
    return found


def write() -> None:
    """Write the golden answers of every example."""
    known = catalogue.load()
    FOLDER.mkdir(exist_ok=True)
    for name in names():
        project = storage.load(assets.path(f"examples/{name}.formulation")).project
        text = json.dumps(answers(evaluate(project.variant().design, known)), indent=1, sort_keys=True, ensure_ascii=False)
        (FOLDER / f"{name}.json").write_text(text + "\n", encoding="utf-8")


if __name__ == "__main__":
    write()
