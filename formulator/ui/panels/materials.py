"""What the picker lists and tells of a material. No Qt."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING

from formulator.errors import FormulatorError
from formulator.ui.widgets.picker_data import Candidate, Preview
from formulator.ui.words import tr, trn
from formulator.units import Value, format_interval, format_value, unit_label

if TYPE_CHECKING:
    from formulator.catalogue import Catalogue, Material, Property

ASIDES = ("receptor", "indication", "class_text", "core_block", "tissue", "ich_class")
"""Texts of a material of which the first that exists stands beside its name."""
_TEXTS = ("note", "class_text", "receptor", "indication", "tissue", "conjugation", "clinical_status", "not_modelled")
_MOST_LINES = 9
STATUS_WORDS = {
    "read": "read",
    "read-range": "read as a range",
    "abstract": "read in an abstract",
    "computed": "worked out",
    "recalled": "not verified",
    "estimate": "estimate, not verified",
    "user": "your own",
}


def candidates(catalogue: Catalogue, kinds: tuple[str, ...], text: str) -> tuple[Candidate, ...]:
    """Materials of the kinds, best match first; all of them for no text."""
    words = text.strip()
    found: list[Material] = []
    for kind in kinds:
        found += catalogue.search(words, kind) if words else catalogue.all(kind)
    return tuple(Candidate(key=material.key, name=material.name, aside=_aside(catalogue, material)) for material in found)


def _aside(catalogue: Catalogue, material: Material) -> str:
    for name in ASIDES:
        text = material.text(name)
        if text and text != material.name:
            return receptor_name(catalogue, text) if name == "receptor" else text
    return ""


def receptor_name(catalogue: Catalogue, receptor: str) -> str:
    """What people call a receptor."""
    try:
        return catalogue.get(receptor, ("receptor",)).name.replace("alpha", "α").replace("beta", "β")
    except FormulatorError:
        return receptor


def preview(catalogue: Catalogue, key: str, decimal: str, dark: bool) -> Preview:
    """A material's numbers with range, how each was verified and the number of its source, its remarks and its structure."""
    try:
        material = catalogue.get(key)
    except FormulatorError as problem:
        return Preview(title=key, remarks=(str(problem),))
    shown = preview_of(material, decimal, dark)
    numbered = [entry for entry in material.properties.values() if isinstance(entry.value, Value)][:_MOST_LINES]
    order = list(dict.fromkeys(entry.source for entry in numbered if entry.source))
    lines = [
        (label, text, f"{word} [{order.index(entry.source) + 1}]".strip() if entry.source else word)
        for (label, text, word), entry in zip(shown.lines, numbered, strict=True)
    ]
    texts = [catalogue.sources[source].text if source in catalogue.sources else source for source in order]
    told = material.text("receptor")
    said = f"{property_name('receptor')}: {told}"
    named = tr("Receptor: {name}", name=receptor_name(catalogue, told)) if told else ""
    by_name = [named if told and remark == said else remark for remark in shown.remarks]
    remarks = [*by_name, *(f"[{number}] {text}" for number, text in enumerate(texts, 1))]
    if material.provenance != "shipped":
        remarks.append(tr("From your own materials."))
    return dataclasses.replace(shown, lines=tuple(lines), remarks=tuple(remarks))


def preview_of(material: Material, decimal: str, dark: bool) -> Preview:
    """A material's own numbers, words and structure."""
    numbers = [(name, entry) for name, entry in material.properties.items() if isinstance(entry.value, Value)]
    lines = [_line(name, entry, decimal) for name, entry in numbers[:_MOST_LINES]]
    remarks = [f"{property_name(name)}: {text}" for name in _TEXTS if (text := material.text(name))]
    if len(numbers) > _MOST_LINES:
        remarks.append(
            trn("and {count} more number in the catalogue", "and {count} more numbers in the catalogue", len(numbers) - _MOST_LINES)
        )
    return Preview(title=material.name, lines=tuple(lines), remarks=tuple(remarks), drawing=_drawing(material, dark))


_NAMES = {
    "hbd": "H-bond donors",
    "hba": "H-bond acceptors",
    "tpsa": "Polar surface",
    "log_p": "log P",
    "log_p_crippen": "log P (Crippen)",
    "pka": "pK_a",
    "pka_2": "pK_a, second",
    "cmc": "CMC",
    "dissociation_constant": "K_D",
    "k_on": "k_on",
    "k_off": "k_off",
    "ph": "pH",
    "ich_limit": "ICH limit",
}


def property_name(name: str) -> str:
    """A property of a material as a person calls it."""
    if name in _NAMES:
        return tr(_NAMES[name])
    return name.replace("_text", "").replace("_", " ").capitalize()


def _line(name: str, entry: Property, decimal: str) -> tuple[str, str, str]:
    value = entry.value
    text = format_value(value, decimal) if isinstance(value, Value) else str(value)
    if isinstance(value, Value) and entry.low is not None and entry.high is not None and entry.low < entry.high:
        span = format_interval(entry.low, entry.high, decimal)
        text += f" ({span} {unit_label(value.unit)}".rstrip() + ")"
    return property_name(name), text, tr(STATUS_WORDS.get(entry.status, entry.status))


def _drawing(material: Material, dark: bool) -> str:
    smiles = material.text("smiles")
    if not smiles:
        return ""
    from formulator.structures import draw_svg

    try:
        return draw_svg(smiles, 270, 140, dark=dark)
    except FormulatorError:
        return ""
