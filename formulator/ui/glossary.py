"""What the glossary lists: words of the field, every field and every answer with what it means. No Qt."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass

from formulator import assets
from formulator import design as designs
from formulator.outputs import EQUATIONS, OUTPUTS
from formulator.ui.words import tr
from formulator.units import unit_label


@dataclass(frozen=True, kw_only=True)
class Term:
    """One entry. `path` leads to the field or answer it explains; empty for a word of the field."""

    name: str
    text: str
    kind: str
    symbol: str = ""
    unit: str = ""
    equation: str = ""
    path: str = ""
    synonyms: tuple[str, ...] = ()


def terms() -> tuple[Term, ...]:
    """Everything, words first, each group by its alphabet."""
    words = [
        Term(name=tr(entry["name"]), text=tr(entry["text"]), symbol=entry.get("symbol", ""), kind="word", synonyms=(entry["name"],))
        for entry in tomllib.loads(assets.text("glossary.toml")).values()
    ]
    fields = [
        Term(
            name=tr(row.label),
            text=tr(row.about),
            kind="field",
            unit=", ".join(filter(None, (unit_label(unit) for unit in row.units[:4]))),
            path=row.path,
            synonyms=(*row.synonyms, row.label),
        )
        for row in designs.FIELDS
    ]
    answers = [
        Term(
            name=tr(output.label),
            text=" ".join(
                filter(
                    None, (tr(output.about), tr("Definition: {definition}.", definition=tr(output.definition)) if output.definition else "")
                )
            ),
            kind="answer",
            unit=unit_label(output.unit),
            equation=EQUATIONS.get(output.path, ""),
            path=output.path,
            synonyms=(*output.synonyms, output.label),
        )
        for output in OUTPUTS
    ]
    return tuple(term for group in (words, fields, answers) for term in sorted(group, key=lambda one: one.name.casefold()))


def search(text: str) -> tuple[Term, ...]:
    """The terms in which every word occurs; those whose name has it first."""
    wanted = text.casefold().split()
    found = [term for term in terms() if all(word in _haystack(term) for word in wanted)]
    return tuple(sorted(found, key=lambda term: not all(word in term.name.casefold() for word in wanted))) if wanted else tuple(found)


def _haystack(term: Term) -> str:
    return " ".join((term.name, term.symbol, term.text, *term.synonyms)).casefold()
