"""What the calculators page knows without Qt: the models by topic, what stands in each argument, and the answer."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from formulator import calculators
from formulator.chem.model import Arg, Card, Choice, Text
from formulator.chem.naming import title
from formulator.errors import FormulatorError
from formulator.prediction import Prediction
from formulator.ui.words import tr
from formulator.units import Value, format_interval, format_number, from_si, kind, parse, unit_label, units_for

TOPICS = {
    "medium": "Medium", "aqueous": "Water", "loading": "Loading: DLC and EE", "compatibility": "Drug and core", "solubility": "Solubility",
    "lumen": "Vesicle lumen", "polyions": "Nucleic acids", "proteins": "Proteins", "geometry": "Geometry", "size": "Size",
    "assembly": "Self-assembly", "distribution": "Size distribution", "scattering": "Light scattering", "corona": "Corona",
    "brush": "Brush", "charge": "Charge", "elementary": "Charge of groups", "electrokinetics": "Zeta and mobility",
    "colloid": "Colloid forces", "stability": "Stability", "release": "Release", "trigger": "Triggered release", "process": "Process",
    "purification": "Purification", "dose": "Dose", "ligands": "Ligands", "bonds": "Bonds", "binding": "Binding",
    "engagement": "Engagement", "avidity": "Avidity", "uptake": "Uptake", "circulation": "Circulation", "filling": "Places in a tumour",
    "delivery": "Delivery", "barrier": "Brain barrier",
}  # fmt: skip
"""Headings of the list; a topic that is not named here stands under its own word."""


def topic(card: Card) -> str:
    """The heading a model stands under."""
    return tr(TOPICS.get(card.topic, card.topic.replace("_", " ").capitalize()))


def search(text: str) -> list[Card]:
    """The models in which every word occurs: in name, topic, what it gives or an argument; in the order of topics."""
    words = text.casefold().split()
    order = {name: place for place, name in enumerate(TOPICS)}
    found = [card for card in calculators.models().values() if all(word in _haystack(card) for word in words)]
    return sorted(found, key=lambda card: (order.get(card.topic, len(order)), card.topic, card.name))


def _haystack(card: Card) -> str:
    parts = (card.name.replace("_", " "), title(card.name), topic(card), card.summary, " ".join(card.arguments).replace("_", " "))
    return " ".join(parts).casefold()


@dataclass(frozen=True, kw_only=True)
class Entry:
    """What stands in one argument: a Value, a word, or nothing; `state` is typed, design, default or empty."""

    value: Value | str | None
    state: str


class Calculation:
    """One model with its arguments. What was typed stays as long as the window is open."""

    def __init__(self, card: Card) -> None:
        self.card = card
        self.entries: dict[str, Entry] = {name: _default(card, name) for name in card.arguments}

    def take_design(self, prediction: Prediction | None) -> None:
        """Where the design on show uses this model, its numbers stand in every argument that nobody typed."""
        step = next((step for step in prediction.steps if step.model == self.card.name), None) if prediction is not None else None
        for name in self.card.arguments:
            if self.entries[name].state == "typed":
                continue
            given = dict(step.values).get(name) if step is not None else None
            self.entries[name] = _from_design(self.card, name, given) or _default(self.card, name)

    def type(self, name: str, text: str, unit: str, decimal: str) -> None:
        """Take typed text; empty text goes back to the default. UnitError when it cannot be read, and nothing is changed."""
        rule = self.card.arguments[name]
        if not text.strip():
            self.entries[name] = _default(self.card, name)
        elif isinstance(rule, Arg):
            accepted = tuple(dict.fromkeys((unit, *self.units(name))))
            self.entries[name] = Entry(value=parse(text, accepted, decimal), state="typed")
        else:
            self.entries[name] = Entry(value=text.strip(), state="typed")

    def units(self, name: str) -> tuple[str, ...]:
        """Every unit that an argument can be said in, the usual one first."""
        rule = self.card.arguments[name]
        if not isinstance(rule, Arg):
            return ()
        usual = rule.show or rule.unit
        return tuple(dict.fromkeys((usual, *units_for(usual), *units_for(rule.unit))))

    def unit(self, name: str) -> str:
        """The unit beside an argument's box."""
        value = self.entries[name].value
        return value.unit if isinstance(value, Value) else self.units(name)[0]

    def convert(self, name: str, unit: str) -> None:
        """Say the same quantity in another unit."""
        entry = self.entries[name]
        if isinstance(entry.value, Value) and kind(unit) == kind(entry.value.unit):
            self.entries[name] = Entry(value=entry.value.in_unit(unit), state=entry.state)

    def missing(self) -> tuple[str, ...]:
        """The arguments that still need something."""
        return tuple(name for name, entry in self.entries.items() if entry.value is None)

    def given(self) -> dict[str, Value | str]:
        """What the model is asked with."""
        return {name: entry.value for name, entry in self.entries.items() if entry.value is not None}

    def answer(self) -> calculators.Answer | str:
        """The answer, or in words why there is none."""
        missing = self.missing()
        if missing:
            names = ", ".join(name.replace("_", " ") for name in missing)
            return tr("Needs {names}.", names=names)
        try:
            return calculators.answer(self.card.name, self.given())
        except FormulatorError as problem:
            return str(problem)

    def in_si(self) -> dict[str, float | str]:
        """The arguments as the model takes them."""
        return {name: value.si if isinstance(value, Value) else value for name, value in self.given().items()}

    def range_words(self, name: str, decimal: str) -> str:
        """The range in which the model was checked, in the unit beside the box."""
        rule = self.card.arguments[name]
        if not isinstance(rule, Arg):
            return ""
        unit = self.unit(name)
        low, high = (float(from_si(end, unit)) for end in (rule.low, rule.high))
        return format_interval(low, high, decimal)

    def command(self) -> str:
        """The same on the command line."""
        parts = []
        for name, value in self.given().items():
            said = value.typed or f"{value.magnitude!r} {value.unit}".rstrip() if isinstance(value, Value) else value
            parts.append(f'{name}="{said}"')
        return " ".join(("formulator calc", self.card.name, *parts))


def value_text(said: calculators.Answer, decimal: str) -> str:
    """The result with its unit."""
    if said.value is None:
        return "—"
    return f"{format_number(said.value, digits=4, decimal=decimal)} {unit_label(said.unit)}".rstrip()


def other_ways(said: calculators.Answer, decimal: str) -> str:
    """The same result in the other units people use."""
    if said.value is None:
        return ""
    found: list[str] = []
    for unit in units_for(said.unit):
        if unit != said.unit and kind(unit) == kind(said.unit) and len(found) < 2:
            number = Value(said.value, said.unit).to(unit)
            found.append(f"{format_number(number, digits=4, decimal=decimal)} {unit_label(unit)}".rstrip())
    return f"= {' = '.join(found)}" if found else ""


def _default(card: Card, name: str) -> Entry:
    rule = card.arguments[name]
    if isinstance(rule, Text) or rule.default is None:
        first = rule.options[0] if isinstance(rule, Choice) else None
        return Entry(value=first, state="default" if first else "empty")
    if isinstance(rule, Choice):
        return Entry(value=rule.default, state="default")
    return Entry(value=_shown(rule, rule.default), state="default")


def _from_design(card: Card, name: str, given: object) -> Entry | None:
    rule = card.arguments[name]
    if isinstance(rule, Arg) and isinstance(given, (int, float)):
        return Entry(value=_shown(rule, float(given)), state="design")
    if isinstance(given, str) and not isinstance(rule, Arg):
        return Entry(value=given, state="design")
    return None


def _shown(rule: Arg, number: float) -> Value:
    unit = rule.show or rule.unit
    return Value(float(f"{float(from_si(number, unit)):.12g}"), unit)


def by_topic(cards: list[Card]) -> Mapping[str, list[Card]]:
    """The models under their headings."""
    found: dict[str, list[Card]] = {}
    for card in cards:
        found.setdefault(topic(card), []).append(card)
    return found
