"""What the fault tools must know about a project file: how it is signed, what it allows, and a save to be interrupted."""

from __future__ import annotations

import dataclasses
import functools
import json
import re
from pathlib import Path
from typing import Any

from formulator import storage
from formulator.design import BY_PATH
from formulator.errors import ProjectFileError
from formulator.project import Project
from formulator.storage import strict_json, writing

VALID = Path(__file__).parent / "valid.formulation"
_NEEDED = re.compile(
    r"^/(format|schema|app|engine|id|title|created|modified|active|variants|digest|variants/\d+/(id|name)|(measurements|batches)/\d+/(id|variant)"
    r"|materials/\d+/(kind|id|name)|variants/\d+/specs/\d+/path|batches/\d+/lots/\d+/(name|lot)|(variants|measurements|batches)/.*/(v|u)"
    r"|(measurements|batches)/\d+/(values|weights|results)/\d+/name)$"
)
_FREE = re.compile(r"^/(view|x-lab|variants/\d+/x-plate|materials/\d+)(/|$)")
_OWN_ID = re.compile(r"^/(variants|measurements|batches|materials)/\d+/id$")
_FIELD = re.compile(r"^/variants/\d+/(carrier|ligand|payload|process|medium|target)/(?:\d+/)?(\w+)/(v|sd)$")
_SIGNED = re.compile(r"^  \"digest\": \"[0-9a-f]{64}\"", re.MULTILINE)


def sign(data: bytes) -> bytes:
    """The bytes with the digest of their content, so that the check of the content is tried and not that of the digest."""
    try:
        document, _ = strict_json.parse(data)
        right = writing.digest(document)
    except (ProjectFileError, AttributeError, TypeError, ValueError, RecursionError):
        return data
    if isinstance(document.get("digest"), (dict, list)):
        return data  # The attack stands where the digest belongs: signing would heal the file.
    text = data.decode("utf-8")
    said = json.dumps(document.get("digest"))
    return text.replace(f'"digest": {said}', f'"digest": "{right}"', 1).encode("utf-8", "surrogatepass")


def allowed(case: Any) -> bool:
    """Whether the format takes what the case does: keys that may be absent, free data of other programs, open ranges, words that repeat."""
    path: str = case.path
    match case.cls:
        case "missing":
            return not _NEEDED.match(path)
        case "type" | "extra" | "range":
            named = re.fullmatch(r"/materials/\d+/(kind|id|name)", path)
            if _FREE.match(path) and not named and not re.fullmatch(r"/(view|materials/\d+)", path):
                return True
            return case.cls == "range" and not path.endswith("/schema") and _may_be(path, float(case.note.removeprefix("value ")))
        case "unit":
            return path.startswith("/batches/")
        case "number":
            # A copy of a material is kept as it is; whoever lays it over the catalogue refuses it (tests/ui/test_workbench.py).
            return path.startswith(("/batches/", "/materials/")) and case.note == "literal -1e308"
        case "dupid":
            return not _OWN_ID.match(path)
        case _:
            return False


def _may_be(path: str, number: float) -> bool:
    """Large numbers are refused only where the quantity has an upper bound, small ones only where it has a lower."""
    field = _FIELD.match(path)
    if path.endswith("/sd"):
        return number >= 0
    if field is None:
        return True
    low, high = BY_PATH[f"{field[1]}.{field[2]}"].domain
    return number < high == float("inf") if number > 0 else low < 0 and number > low


@functools.cache
def valid_project() -> Project:
    """The project of the valid file."""
    return storage.load(VALID).project


def save_new(path: str) -> None:
    """The save that the fault tools interrupt."""
    storage.save(valid_project(), path)


def project_of(path: str) -> Project:
    """The project in a file."""
    return storage.load(path).project


def content(project: Project) -> Project:
    """What the digest covers: everything but the look of the window."""
    return dataclasses.replace(project, extras={key: value for key, value in project.extras.items() if key != "view"})


def save_project(project: Project, path: str) -> None:
    """The other way round."""
    storage.save(project, path)
