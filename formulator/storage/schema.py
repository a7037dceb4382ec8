"""The project file as a JSON Schema, with the unit of every input and output."""

from __future__ import annotations

from typing import Any

from formulator import bench as benches
from formulator.design import BY_PATH, Field
from formulator.prediction import LEVEL, OUTPUTS, Output
from formulator.storage import shape
from formulator.storage.migrations import SCHEMA
from formulator.storage.reading import LISTS

DIALECT = "https://json-schema.org/draft/2020-12/schema"
_FOREIGN = {"^x-": {"description": "A key of another program: kept and written back."}}


def schema() -> dict[str, Any]:
    """JSON Schema (draft 2020-12) of a project file; `inputs` and `outputs` list every path with its unit."""
    parts = {name: _json_schema(name) for name in shape.SHAPES}
    root = parts.pop("header")
    properties = root["properties"]
    properties["schema"] = {"const": SCHEMA}
    properties["digest"]["description"] = "SHA-256 of the content: compact JSON with sorted keys, without `digest` and `view`."
    for key, name in {**LISTS, "materials": "material"}.items():
        properties[key]["items"] = parts[name]
    for part in (root, *(parts[name] for name in LISTS.values())):
        part["patternProperties"] = _FOREIGN
    parts["material"]["additionalProperties"] = True
    root["required"] = sorted({*root["required"], "digest"})
    return {
        "$schema": DIALECT, "title": "formulator project", **root,
        "description": "One project: designs side by side, measurements and batches.",
        "inputs": {row.path: _input(row) for row in BY_PATH.values()},
        "bench": {path: _input(benches.field(path)) for path in benches.paths()},
        "outputs": {output.path: _output(output) for output in OUTPUTS},
    }  # fmt: skip


def _json_schema(name: str) -> dict[str, Any]:
    from pydantic.json_schema import GenerateJsonSchema

    return GenerateJsonSchema(ref_template="#/$defs/{model}").generate(shape.SHAPES[name](), mode="validation")


def _input(row: Field) -> dict[str, Any]:
    found: dict[str, Any] = {"label": row.label, "about": row.about, "kind": row.kind}
    if row.is_quantity:
        found["unit"] = row.units[0]
        found["units"] = list(row.units)
    if row.kind == "pick":
        found["materials"] = list(row.material_kinds)
    if row.options:
        found["choices"] = dict(row.options)
    return found


def _output(output: Output) -> dict[str, Any]:
    return {"label": output.label, "about": output.about, "unit": output.unit, "definition": output.definition, "interval": LEVEL}
