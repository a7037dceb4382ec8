"""Find anything by name or synonym: fields, answers, materials and commands. "density 5 mol%" sets the field. No Qt."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from formulator import bench as benches
from formulator import design as designs
from formulator.bench import Bench
from formulator.design import Design, Field
from formulator.errors import FieldError, FormulatorError
from formulator.outputs import OUTPUTS
from formulator.ui.viewmodels import answer_row, field_row, material_name
from formulator.ui.words import tr, translated
from formulator.units import Value, format_value, parse

if TYPE_CHECKING:
    from formulator.advice import Finding
    from formulator.catalogue import Catalogue
    from formulator.prediction import Prediction

MOST = 12
SLOT_OF_KIND = {
    "carrier": "carrier.id", "ligand": "ligand.id", "drug": "payload.id", "nucleic_acid": "payload.id", "protein": "payload.id",
    "solvent": "process.solvent", "medium": "medium.id", "cell": "target.cell",
}  # fmt: skip
"""Where a material goes that was chosen by its name alone."""
_WITH_VALUE = re.compile(r"^(?P<name>.*?[^\s=])(?:\s*(?==)|\s+)(?P<value>=?\s*[+\-−]?\s*[(]?\d.*)$")
_IS_SUM = re.compile(r"\d\s*[*/x+(−-]\s*[\d(]|^\(")
_LETTERS = str.maketrans({"α": "a", "β": "b", "γ": "g", "δ": "d", "ζ": "zeta", "χ": "chi", "µ": "u", "μ": "u", "đ": "d"})


@dataclass(frozen=True, kw_only=True)
class Command:
    """An entry of the menus: id, words, shortcut, and what else people call it."""

    id: str
    text: str
    shortcut: str = ""
    synonyms: tuple[str, ...] = ()

    @property
    def names(self) -> tuple[str, ...]:
        """Everything by which it is found, its own words first."""
        return self.text.replace("&", "").rstrip("…"), *self.synonyms


@dataclass(frozen=True, kw_only=True)
class Hit:
    """One thing that was found. `kind` is field, set, answer, material, product, action or check; `key` its path or id.

    `text` is what to type into it.
    """

    kind: str
    key: str
    title: str
    value: str
    word: str
    text: str = ""
    problem: str = ""


def plain(text: str) -> str:
    """Letters as people type them: small, without accents, Greek spelled in Latin."""
    spelled = text.casefold().translate(_LETTERS)
    bare = "".join(letter for letter in unicodedata.normalize("NFKD", spelled) if not unicodedata.combining(letter))
    return " ".join(re.sub(r"[_\-–—/()\[\],.·]+", " ", bare).split())


def score(query: str, names: Iterable[str]) -> float:
    """How well a query names something: 0 not at all, 1 exactly. Later names (synonyms) count a little less."""
    wanted = plain(query)
    best = 0.0
    for place, name in enumerate(names):
        found = _score_one(wanted, plain(name))
        best = max(best, found * (1.0 if place == 0 else 0.97))
    return best


def _score_one(wanted: str, name: str) -> float:
    if not wanted or not name:
        return 0.0
    if wanted == name or wanted.replace(" ", "") == name.replace(" ", ""):
        return 1.0
    if name.startswith(wanted):
        return 0.9
    words = name.split()
    if all(any(word.startswith(part) for word in words) for part in wanted.split()):
        return 0.8
    if wanted in name:
        return 0.6
    return 0.5 if len(wanted) > 3 and wanted.replace(" ", "") in name.replace(" ", "") else 0.0


def mentioned(query: str, about: str) -> float:
    """Whether the sentence that explains a thing holds every word of the query: the last resort, below every name."""
    wanted, words = plain(query).split(), plain(about).split()
    return 0.3 if wanted and all(len(part) > 3 and any(word.startswith(part) for word in words) for part in wanted) else 0.0


def find(
    query: str,
    design: Design,
    prediction: Prediction | None,
    catalogue: Catalogue | None,
    commands: Iterable[Command] = (),
    decimal: str = ".",
    bench: Bench | None = None,
    findings: Iterable[Finding] = (),
) -> tuple[Hit, ...]:
    """What the query may mean, best first; `findings` are the remarks of the design check."""
    typed = query.strip()
    if not typed:
        return ()
    found: list[tuple[float, int, Hit]] = []
    with_value = _WITH_VALUE.match(typed)
    if with_value is not None:
        name, number = with_value["name"], _without_equals(with_value["value"])
        found.extend(_settings(name, number, design, prediction, decimal))
        found.extend(_bench_settings(name, number, bench, decimal))
        if any(not hit.problem for _, _, hit in found):
            # Why other fields of a similar name do not take it is no help once one does.
            found = [entry for entry in found if not entry[2].problem]
    for row in designs.FIELDS:
        if value := _of_field(typed, row) or mentioned(typed, f"{row.about} {tr(row.about)}"):
            found.append((value, 1, _field_hit(row, design, prediction, catalogue, decimal)))
    found.extend(_benches(typed, bench, decimal))
    found.extend(_answers(typed, prediction, decimal))
    found.extend((value, 3, Hit(kind="action", key=command.id, title=command.text, value=command.shortcut, word=tr("command")))
                 for command in commands if (value := score(typed, command.names)))  # fmt: skip
    found.extend(_materials(typed, design, catalogue))
    found.extend(_remarks(typed, findings))
    found.sort(key=lambda entry: (-entry[0], entry[1]))
    return tuple(hit for _, _, hit in found[:MOST])


def _without_equals(text: str) -> str:
    """`=5 mol%` behind a name only sets; before a sum the sign belongs to what is typed."""
    rest = text.removeprefix("=").strip()
    return f"={rest}" if text.startswith("=") and _IS_SUM.search(rest) else rest


def _of_field(query: str, row: Field) -> float:
    section = designs.SECTIONS[row.section]
    return score(query, (*_both(row.label), f"{section} {row.label}", row.path.replace(".", " "), *row.synonyms, row.path))


def _field_hit(row: Field, design: Design, prediction: Prediction | None, catalogue: Catalogue | None, decimal: str) -> Hit:
    shown = field_row(row.path, design, prediction, decimal, catalogue)
    value = shown.why_not if not shown.applies else f"{shown.shown_text} {shown.unit_label}".strip()
    return Hit(kind="field", key=row.path, title=_title(row), value=value, word=tr("field"))


def bench_title(path: str) -> str:
    """A field of the bench in words, such as `Assay of the payload`."""
    field, _, component = benches.title(path).partition(" of the ")
    return tr("{field} of the {component}", field=tr(field), component=tr(component)) if component else tr(field)


def _both(english: str) -> tuple[str, ...]:
    """A name in the language of the window and in English, which many know better."""
    return tuple(dict.fromkeys((tr(english), english)))


def _title(row: Field) -> str:
    section, label = tr(designs.SECTIONS[row.section]), tr(row.label)
    return label if section.lower() in label.lower() else f"{section}: {label}"


def _benches(query: str, bench: Bench | None, decimal: str) -> list[tuple[float, int, Hit]]:
    """Lots, balance and pipettes, which count a little less than the design."""
    hits = []
    for path in benches.paths() if bench is not None else ():
        row, title = benches.field(path), bench_title(path)
        if value := score(query, (title, f"{path.split('.')[1]} {row.label}", path.replace(".", " "), path)):
            entry = benches.get(bench, path) if bench is not None else None
            shown = format_value(entry, decimal) if isinstance(entry, Value) else entry or ""
            hits.append((0.85 * value, 1, Hit(kind="field", key=path, title=title, value=shown, word=tr("recipe"))))
    return hits


def _bench_settings(name: str, text: str, bench: Bench | None, decimal: str) -> list[tuple[float, int, Hit]]:
    """Fields of a lot, the balance or the pipettes that the words before the number name; the unit goes with the number."""
    hits = []
    for value, _, hit in _benches(name, bench, decimal):
        row = benches.field(hit.key)
        if bench is None or not row.is_quantity or hit.key == "bench.batch":  # A batch is given in one of three ways: on its page.
            continue
        now = benches.get(bench, hit.key)
        unit = now.unit if isinstance(now, Value) else row.units[0]
        try:
            found = parse(text, tuple(dict.fromkeys((unit, *row.units))), decimal=decimal)
            benches.read(hit.key, f"{found.magnitude!r} {found.unit}")
        except FormulatorError as problem:
            words = problem.reason if isinstance(problem, FieldError) else str(problem)
            hits.append((value - 0.2, 0, replace(hit, kind="set", word=tr("set"), value="", text=text, problem=words)))
            continue
        shown = format_value(found, decimal)
        said = f"{found.magnitude!r} {found.unit}".replace(".", decimal).strip()
        hits.append((value + 0.5, 0, replace(hit, kind="set", word=tr("set"), value=shown, text=said)))
    return hits


def _settings(name: str, text: str, design: Design, prediction: Prediction | None, decimal: str) -> list[tuple[float, int, Hit]]:
    """Fields that the words before the number name, with what would be set; the unit is that of the field now."""
    hits = []
    for row in designs.FIELDS:
        value = _of_field(name, row) if row.is_quantity else 0.0
        if not value:
            continue
        shown = field_row(row.path, design, prediction, decimal)
        problem, reads = _reading(row, text.strip(), shown.unit, decimal)
        rank = value + (0.5 if not problem else -0.2)
        said = reads or text.strip()
        hits.append((rank, 0, Hit(kind="set", key=row.path, title=_title(row), value=reads, word=tr("set"), text=said, problem=problem)))
    hits.sort(key=lambda entry: -entry[0])
    fitting = [entry for entry in hits if not entry[2].problem]
    return fitting or hits[:1]


def _reading(row: Field, text: str, unit: str, decimal: str) -> tuple[str, str]:
    """Why the text does not fit the field, and the text with its unit when it does."""
    try:
        wanted = replace(row, units=tuple(dict.fromkeys((unit, *row.units))))
        found = designs.read_quantity(wanted, text, decimal, row.path)
    except FieldError as problem:
        return problem.reason, ""
    except FormulatorError as problem:
        return str(problem), ""
    has_unit = re.search(r"[^\W\d_]|%", re.sub(r"[eE][-+]?\d+|10\^", "", text)) is not None
    return "", text if has_unit or not found.unit else f"{text} {found.unit}"


def _answers(query: str, prediction: Prediction | None, decimal: str) -> list[tuple[float, int, Hit]]:
    hits = []
    for output in OUTPUTS:
        names = (*_both(output.label), *output.synonyms, output.path.partition(".")[2].replace("_", " "), output.path)
        if value := score(query, names) or mentioned(query, f"{output.about} {tr(output.about)}"):
            shown = answer_row(prediction[output.path], decimal) if prediction is not None else None
            text = f"{shown.value_text} {shown.unit_text}".strip() if shown is not None else ""
            hits.append((value, 2, Hit(kind="answer", key=output.path, title=tr(output.label), value=text, word=tr("answer"))))
    return hits


def _remarks(query: str, findings: Iterable[Finding]) -> list[tuple[float, int, Hit]]:
    """Remarks of the design check, below everything that has the words for its name."""
    hits = []
    for finding in findings:
        if value := 0.4 * score(query, (finding.id, finding.text)) or mentioned(query, finding.text):
            hits.append(
                (value, 6, Hit(kind="check", key=finding.path, title=translated(finding.text), value=finding.id, word=tr("design check")))
            )
    return hits


def _materials(query: str, design: Design, catalogue: Catalogue | None) -> list[tuple[float, int, Hit]]:
    if catalogue is None:
        return []
    hits = []
    chosen = {designs.get(design, path) for path in SLOT_OF_KIND.values()}
    for place, material in enumerate(catalogue.search(query)[:MOST]):
        slot = SLOT_OF_KIND.get(material.kind)
        if material.kind == "product" and (named := score(query, (material.name, material.id, *material.synonyms))):
            hits.append(
                (named, 5, Hit(kind="product", key=material.id, title=material.name, value=tr("in the gallery"), word=tr("product")))
            )
        if slot is None:
            continue
        word = tr("in use") if material.key in chosen else tr(designs.field(slot).label).lower()
        rank = max(score(query, (material.name, material.id, *material.synonyms)), 0.55) - 0.001 * place
        hits.append((rank, 4, Hit(kind="material", key=material.key, title=material_name(catalogue, material.key), value=word,
                                  word=tr(material.kind.replace("_", " ")), text=slot)))  # fmt: skip
    return hits
