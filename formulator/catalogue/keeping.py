"""A material as text for the person's own file of materials."""

from __future__ import annotations

import json
import tomllib
from typing import Any

from formulator.catalogue.material import Material
from formulator.errors import CatalogueError, UsageError


def as_toml(material: Material) -> str:
    """One table `[kind.id]`, as it is read back."""
    data = material.as_data()
    lines = [f'[{material.kind}."{material.id}"]', f"name = {_text(material.name)}"]
    if material.synonyms:
        lines.append(f"synonyms = {_plain(list(material.synonyms))}")
    lines += [f"{_key(name)} = {_plain(entry)}" for name, entry in data["properties"].items()]
    return "\n".join(lines) + "\n"


def added(text: str, material: Material) -> str:
    """The text of a person's file with one more material at its end; what stands there is not touched.

    UsageError if the material is there, CatalogueError if what stands there is no file of materials.
    """
    try:
        known = tomllib.loads(text).get(material.kind, {})
    except ValueError as trouble:
        raise CatalogueError(f"Your file of materials is not valid TOML, so nothing was added: {trouble}.") from trouble
    if not isinstance(known, dict):
        raise CatalogueError(f"'{material.kind}' in your file of materials is no table, so nothing was added.")
    if material.id in known:
        raise UsageError(f"Your materials already have {material.key}. Give the new one another name, or take the old one out of the file.")
    before = text if not text or text.endswith("\n") else text + "\n"
    return f"{before}{chr(10) if before else ''}{as_toml(material)}"


def _plain(entry: Any) -> str:
    if isinstance(entry, dict):
        return "{ " + ", ".join(f"{_key(name)} = {_plain(value)}" for name, value in entry.items()) + " }"
    if isinstance(entry, list):
        return "[" + ", ".join(_plain(value) for value in entry) + "]"
    if isinstance(entry, bool):
        return "true" if entry else "false"
    return repr(entry) if isinstance(entry, (int, float)) else _text(str(entry))


def _key(name: str) -> str:
    return name if name.replace("_", "").isalnum() and name.isascii() else _text(name)


def _text(text: str) -> str:
    """A TOML basic string: JSON's escapes are TOML's, but for the delete character."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")
