"""Finding materials by the words people use, whatever the spelling: αvβ3, avb3 and alphavbeta3 are one."""

from __future__ import annotations

import unicodedata

from formulator.catalogue.material import Material

_GREEK = {"α": "a", "β": "b", "γ": "g", "δ": "d", "κ": "k", "λ": "l", "μ": "u", "µ": "u", "ν": "v", "alpha": "a", "beta": "b", "gamma": "g"}
_SEARCHED = (
    "receptor", "class_text", "indication", "core_block", "hydrophilic_block", "tissue", "vehicle", "payload", "ligand", "formula",
    "cas", "uniprot", "healthy_tissue", "backbone", "nct",
)  # fmt: skip


def folded(text: str) -> str:
    """Text for searching: lower case, Greek letters and their names as Latin ones, no accents, no punctuation."""
    lowered = text.lower()
    for greek, latin in _GREEK.items():
        lowered = lowered.replace(greek, latin)
    plain = (letter for letter in unicodedata.normalize("NFKD", lowered) if not unicodedata.combining(letter))
    return " ".join("".join(letter if letter.isalnum() or letter.isspace() else "" for letter in plain).split())


def haystack(material: Material) -> tuple[tuple[str, ...], str]:
    """Folded names of a material, and all its searchable words in one line, names also without their spaces."""
    names = tuple(folded(name) for name in (material.id, material.name, *material.synonyms))
    others = [folded(words) for key in _SEARCHED if (words := material.text(key))]
    receptors = [folded(receptor) for receptor in material.receptors]
    return names, " ".join((*names, *(name.replace(" ", "") for name in names), *others, *receptors))


def rank(wanted: str, names: tuple[str, ...], whole: str) -> int | None:
    """How well a material fits folded words: 0 a name is them, 1 begins with them, 2 holds them, 3 only elsewhere, None not at all."""
    words = wanted.split()
    if not all(word in whole for word in words):
        return None
    if wanted in names:
        return 0
    if any(name.startswith(wanted) for name in names):
        return 1
    joined = " ".join(names)
    return 2 if all(word in joined for word in words) else 3
