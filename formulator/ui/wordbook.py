"""The catalogue of one language: texts by their English, templates as patterns, plurals. Loaded for no other reason than to speak it."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache, lru_cache

PSEUDO = "xx"
MOST_MISSED = 4096
_ENOUGH = 8
"""Letters."""
_SURE = (" along {", ", bars are 90 %", " (above {", "At its {", "% of draws", "' is a")
"""Short pieces by which a template is known all the same: no other text has them."""
_OR = " or "
_PLACE = re.compile(r"\{(\w+)(?:![rsa])?(?::[^{}]*)?\}")


class Words:
    """The catalogue of one language."""

    def __init__(self, code: str, said: dict[str, tuple[str, ...]], plural: Callable[[int], int]) -> None:
        self.code, self.said, self.plural = code, said, plural
        self.missed: set[str] = set()
        """What was asked for in vain, for the test that looks for it; texts with numbers in them would never come to an end."""
        self._patterns: list[tuple[str, str]] | None = None
        self.finished = lru_cache(maxsize=4096)(self._finished)
        self.known = lru_cache(maxsize=4096)(self._known)

    def text(self, english: str) -> str:
        """One text, or the English when there is no other."""
        found = self.said.get(english)
        if found is None:
            self._miss(english)
            return english
        return found[0]

    def _miss(self, english: str) -> None:
        if len(self.missed) < MOST_MISSED:
            self.missed.add(english)

    def counted(self, one: str, many: str, count: int) -> str:
        """The form that goes with a number."""
        found = self.said.get(one)
        if found is None or len(found) == 1:
            return self.text(one if count == 1 else many)
        return found[min(self.plural(count), len(found) - 1)]

    def _finished(self, english: str) -> str:
        found = self._recognised(english)
        if found is None:
            self._miss(english)
        return english if found is None else found

    def _known(self, english: str) -> str:
        """The same for what may be a name: that no catalogue holds it is nothing to look for."""
        return self._recognised(english) or english

    def _recognised(self, english: str) -> str | None:
        found = self.said.get(english)
        if found is not None:
            return found[0]
        for fragment, template in self._templates():
            if fragment in english and (match := _pattern(template).fullmatch(english)):
                values = {name: self._value(value) for name, value in match.groupdict().items()}
                return _filled(self.said[template][0], values)
        first, stop, rest = english.partition(". ")
        if stop:
            parts = self.finished(first + "."), self.finished(rest)
            if parts != (first + ".", rest):
                return " ".join(parts)
        return None

    def _value(self, value: str) -> str:
        """A value that is a text of its own, a sentence made from another template, or a list of these."""
        if " " not in value:
            return self.said.get(value, (value,))[0]
        found = self.known(value)
        if found != value or _OR not in value:
            return found
        *before, last = value.split(_OR)
        parts = [self.known(part) for text in before for part in text.split(", ")]
        return f"{', '.join(parts)}{self.text(_OR)}{self.known(last)}"

    def _templates(self) -> list[tuple[str, str]]:
        """Every template with values behind its longest piece, those that say most first; made when the first text needs them."""
        if self._patterns is None:
            wanted = [english for english in self.said if _is_recognised(english)]
            wanted.sort(key=lambda english: -len(_PLACE.sub("", english)))
            self._patterns = [(_longest(english), english) for english in wanted]
        return self._patterns


class Pseudo(Words):
    """Every text accented, a third longer and in brackets: what stands outside of brackets was never asked for."""

    def __init__(self) -> None:
        super().__init__(PSEUDO, {}, lambda count: int(count != 1))

    def text(self, english: str) -> str:
        return accented(english)

    def _recognised(self, english: str) -> str | None:
        return english if "⟦" in english else accented(english)


def read(code: str) -> Words:
    """The catalogue of a language from its file."""
    from gettext import c2py

    from formulator import assets

    said = parse(assets.text(f"words/{code}.po"))
    head = said.pop("", ("",))[0]
    rule = re.search(r"plural=([^;\n]+)", head)
    plural = c2py(rule[1]) if rule else (lambda count: int(count != 1))
    return Words(code, said, plural)


_LINE = re.compile(r'(msgid|msgid_plural|msgstr(?:\[\d+\])?)?\s*"(.*)"')
_ESCAPED = re.compile(r"\\(.)")
_SIGNS = {"n": "\n", "t": "\t"}


def parse(text: str) -> dict[str, tuple[str, ...]]:
    """The texts of a PO file and what stands for them, without those that nobody has written yet."""
    found: dict[str, tuple[str, ...]] = {}
    for block in re.split(r"\n\s*\n", text):
        pieces: dict[str, str] = {}
        key = ""
        for line in block.splitlines():
            match = None if line.startswith("#") else _LINE.fullmatch(line.strip())
            if match is None:
                continue
            key = match[1] or key
            pieces[key] = pieces.get(key, "") + _ESCAPED.sub(lambda sign: _SIGNS.get(sign[1], sign[1]), match[2])
        said = tuple(value for name, value in pieces.items() if name.startswith("msgstr"))
        if "msgid" in pieces and all(said):
            found[pieces["msgid"]] = said
    return found


_ACCENTS = str.maketrans("AEIOUYCNSaeiouycns", "ÀÉÎÖÛÝÇÑŠàéîöûýçñš")
_LONGER = 0.3


def accented(text: str) -> str:
    """The text of the language that nobody speaks. Places for values and the marks of Alt keys stay."""
    if not any(letter.isalpha() for letter in text):
        return text
    parts = re.split(r"(\{[^{}]*\})", text)
    said = "".join(part if part.startswith("{") else part.translate(_ACCENTS) for part in parts)
    return f"⟦{said}{'·' * round(_LONGER * sum(len(part) for part in parts if not part.startswith('{')))}⟧"


def _filled(template: str, values: dict[str, str]) -> str:
    return _PLACE.sub(lambda place: values.get(place[1], place[0]), template)


def _is_recognised(template: str) -> bool:
    """Whether a template says enough beside its values that no other text is taken for it."""
    plain = _PLACE.sub("", template)
    return plain != template and (
        any(piece in template for piece in _SURE)
        or sum(letter.isalpha() for letter in plain) >= _ENOUGH or re.match(r"[A-Za-z]{2,} \{", template) is not None
    )


def _longest(template: str) -> str:
    return max(_PLACE.sub("\0", template).split("\0"), key=len)


@cache
def _pattern(template: str) -> re.Pattern[str]:
    """What matches every text that was made from a template."""
    seen: set[str] = set()
    parts: list[str] = []
    end = 0
    for place in _PLACE.finditer(template):
        name = place[1]
        parts.append(re.escape(template[end : place.start()]))
        parts.append(f"(?P={name})" if name in seen else f"(?P<{name}>(?:(?!\\. ).)+?)")
        seen.add(name)
        end = place.end()
    parts.append(re.escape(template[end:]))
    return re.compile("".join(parts), re.DOTALL)
