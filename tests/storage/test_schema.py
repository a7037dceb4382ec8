"""The JSON Schema describes what is written: every saved file fits it, and what the reader refuses for its form does not."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest

from formulator import storage
from formulator.design import BY_PATH
from formulator.prediction import OUTPUTS
from formulator.project import Project

SCHEMA = storage.schema()
_TYPES: dict[str, type | tuple[type, ...]] = {
    "object": dict, "array": list, "string": str, "number": (int, float), "integer": int, "boolean": bool, "null": type(None),
}  # fmt: skip
_ANNOTATIONS = {"title", "description", "default", "bench", "inputs", "outputs", "$schema"}


def misfits(data: Any, schema: Any, path: str = "") -> list[str]:
    """Where the data break the schema: the part of JSON Schema that ours uses, and an error for any other keyword."""
    found: list[str] = []
    for word, rule in schema.items():
        match word:
            case "type":
                fits = isinstance(data, _TYPES[rule]) and not (isinstance(data, bool) and rule in ("number", "integer"))
            case "const":
                fits = data == rule
            case "enum":
                fits = data in rule
            case "pattern":
                fits = not isinstance(data, str) or re.search(rule, data) is not None
            case "maxLength":
                fits = not isinstance(data, str) or len(data) <= rule
            case "minItems" | "maxItems":
                fits = not isinstance(data, list) or (len(data) >= rule if word == "minItems" else len(data) <= rule)
            case "maxProperties":
                fits = len(data) <= rule
            case "minimum":
                fits = data >= rule
            case "required":
                fits = not isinstance(data, dict) or set(rule) <= set(data)
            case "anyOf":
                fits = any(not misfits(data, option) for option in rule)
            case "items":
                found += [text for number, item in enumerate(data) for text in misfits(item, rule, f"{path}[{number}]")]
                continue
            case "properties":
                found += [
                    text
                    for key, part in rule.items()
                    if isinstance(data, dict) and key in data
                    for text in misfits(data[key], part, f"{path}.{key}")
                ]
                continue
            case "additionalProperties":
                known = schema.get("properties", {})
                patterns = schema.get("patternProperties", {})
                others = (
                    [key for key in data if key not in known and not any(re.search(one, key) for one in patterns)]
                    if isinstance(data, dict)
                    else []
                )
                if isinstance(rule, dict):
                    found += [text for key in others for text in misfits(data[key], rule, f"{path}.{key}")]
                    continue
                fits = rule or not others
            case "patternProperties" | "propertyNames":
                continue
            case _:
                assert word in _ANNOTATIONS, f"the checker does not know the keyword {word}"
                continue
        if not fits:
            found.append(f"{path}: {word}")
    return found


def document(project: Project) -> dict[str, Any]:
    data: dict[str, Any] = json.loads(storage.dumps(project))
    return data


def test_a_saved_project_fits_the_schema(project: Project) -> None:
    assert misfits(document(project), SCHEMA) == []


def test_every_example_fits_the_schema() -> None:
    for path in storage.examples().values():
        assert misfits(json.loads(path.read_bytes()), SCHEMA) == [], path.name


def test_a_validator_of_the_standard_agrees(project: Project) -> None:
    jsonschema = pytest.importorskip("jsonschema", reason="jsonschema is not installed; the checker of this file does its work")
    jsonschema.Draft202012Validator.check_schema(SCHEMA)
    jsonschema.Draft202012Validator(SCHEMA).validate(document(project))


@pytest.mark.parametrize(
    ("where", "value"),
    [
        (("title",), 1), (("zz",), 1), (("schema",), 2), (("variants",), []), (("variants", 0, "carrier", "morphology"), "cube"),
        (("variants", 0, "carrier", "diameter"), 5),
        (("variants", 0, "carrier", "diameter", "v"), True), (("variants", 0, "carrier", "zz"), 1),
        (("variants", 0, "carrier", "id"), "drug:x"), (("batches", 0, "locked"), 1),
        (("measurements", 0, "file_sha256"), "z"), (("materials", 0, "kind"), 1),
    ],
)  # fmt: skip
def test_what_is_refused_for_its_form_breaks_the_schema(project: Project, where: tuple[str | int, ...], value: object) -> None:
    data = document(project)
    node: Any = data
    for step in where[:-1]:
        node = node[step]
    node[where[-1]] = value
    assert misfits(data, SCHEMA)


def test_the_schema_lists_every_input_and_output_with_its_unit() -> None:
    assert json.loads(json.dumps(SCHEMA)) == SCHEMA
    assert set(SCHEMA["inputs"]) == set(BY_PATH)
    assert (
        SCHEMA["inputs"]["ligand.density"]["units"][0] == SCHEMA["inputs"]["ligand.density"]["unit"] == BY_PATH["ligand.density"].units[0]
    )
    assert SCHEMA["inputs"]["carrier.id"]["materials"] == ["carrier"]
    assert SCHEMA["inputs"]["carrier.morphology"]["choices"]["micelle"] == "micelle"
    assert {path: entry["unit"] for path, entry in SCHEMA["outputs"].items()} == {output.path: output.unit for output in OUTPUTS}
    assert SCHEMA["$schema"].endswith("2020-12/schema")
