"""`evaluate --explain PATH`: where one number comes from, and how far to trust it."""

from __future__ import annotations

from formulator.catalogue import Catalogue
from formulator.cli.text import dump, table
from formulator.prediction import Prediction
from formulator.report import explanation
from formulator.units import format_interval, format_number, unit_label


def explain(path: str, prediction: Prediction, catalogue: Catalogue, as_json: bool) -> int:
    """Print the explanation of one output."""
    said = explanation(path, prediction, catalogue)
    if as_json:
        dump(said)
        return 0
    value = "—" if said["value"] is None else f"{format_number(said['value'], digits=3)} {unit_label(said['unit'])}".rstrip()
    interval = "" if said["low"] is None else f", 90 % {format_interval(said['low'], said['high'])}"
    print(f"{said['label']}: {value}{interval}  ({said['grade'].lower().replace('_', ' ')}: {said['grade_meaning']})\n{said['about']}")
    for model in said["models"]:
        print(f"\n{model['name']}: {model['equation']}")
        for line in (*model["assumes"], *model["valid"]):
            print(f"  {line}")
    if said["inputs"]:
        print(
            "\n"
            + table(
                [
                    (
                        entry["label"],
                        f"{entry['value']:.4g}" if isinstance(entry["value"], float) else str(entry["value"]),
                        unit_label(entry["unit"]),
                        entry["state"],
                        entry["status"],
                        entry["source"],
                    )
                    for entry in said["inputs"]
                ],
                ("from", "value", "", "state", "status", "source"),
                right=(1,),
            )
        )
    if said["drivers"]:
        print(
            "\nWhat moves it most: "
            + ", ".join(f"{prediction.ingredients[entry['path']].label} {100 * entry['share']:.0f} %" for entry in said["drivers"])
        )
    for text in said["flags"]:
        print(f"note: {text}")
    for number, source in enumerate(said["sources"], 1):
        print(
            f"[{number}] {source['text']}"
            + (f" doi:{source['doi']}" if source["doi"] else "")
            + (" (not verified)" if source["status"] == "recalled" else "")
        )
    return 0
