"""What the window says, in the language of the person who reads it.

The code holds the English. `tr` and `trn` put in its place what the catalogue of the chosen language says, and fill in the
values afterwards, so a sentence stays one sentence and may have another order of words. `translated` does the same for a text that
was finished in English further down: a label, a remark of the design check, the name of a step. Numbers are written before
they come here, and their decimal sign is chosen apart from the language.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from formulator.ui.wordbook import Words

ENGLISH, GERMAN, PSEUDO = "en", "de", "xx"
LANGUAGES = {ENGLISH: "English", GERMAN: "Deutsch"}
"""Those that a person can choose, by the names they have in themselves."""
VARIABLE = "FORMULATOR_LANGUAGE"
"""The environment may name a language; `xx` is one that nobody speaks, in which whatever was forgotten stays plain."""


_words: Words | None = None


def use(code: str) -> None:
    """Speak a language from here on; whatever has been said stays as it is. Unknown ones are English."""
    global _words
    _words = None
    if code == PSEUDO or code in LANGUAGES and code != ENGLISH:
        from formulator.ui import wordbook

        _words = wordbook.Pseudo() if code == PSEUDO else wordbook.read(code)


def language() -> str:
    """The language spoken now."""
    return _words.code if _words is not None else ENGLISH


def missed() -> set[str]:
    """Texts that the catalogue was asked for and does not hold."""
    return _words.missed if _words is not None else set()


def tr(text: str, /, **values: object) -> str:
    """A text in the language of the window; `{name}` in it is filled with the value of that name."""
    if _words is not None:
        text = _words.text(text)
    return text.format(**values) if values else text


def english(text: str, /, **values: object) -> str:
    """The same in English, for what is written into a file."""
    return text.format(**values) if values else text


class Say(Protocol):
    """`tr` for what is seen in the window, `english` for what is not."""

    def __call__(self, text: str, /, **values: object) -> str: ...


def trn(one: str, many: str, count: int, /, **values: object) -> str:
    """A text that depends on how many: `{count}` is the number itself."""
    text = _words.counted(one, many, count) if _words is not None else one if count == 1 else many
    return text.format(count=count, **values)


def named(label: str) -> str:
    """A name that stands behind its heading, such as `Ligand: Density`."""
    return ": ".join(tr(part) for part in label.split(": "))


def translated(english: str) -> str:
    """A finished English text in the language of the window, recognised by the template it was made from."""
    return english if _words is None or not english else _words.finished(english)


def known(english: str) -> str:
    """The same for a text that may be a name, such as that of a curve or a cell: a name stays as it is."""
    return english if _words is None or not english else _words.known(english)
