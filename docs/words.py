"""Collects every text of the window: `.venv/bin/python docs/words.py`. It writes the template for translators, formulator.pot
beside this file, and brings the catalogues in resources/words up to date: new texts come without words, old ones go.

Three kinds of texts: those that the code hands to `tr` and `trn`; those in tables, which the code hands over row by row; and those
that are finished in English below the window (refusals, remarks of the design check, reasons, names of steps), which the window
recognises by their template. The last two need not be marked where they are written.
"""

from __future__ import annotations

import ast
import keyword
import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import formulator.recipe.order as recipe_order
from formulator import assets, bench, calculators, gallery
from formulator.chem.model import Grade
from formulator.design import FIELDS, METHODS, MORPHOLOGY_LABELS, SECTIONS
from formulator.explore.cells_table import HEADS as CELL_HEADS
from formulator.outputs import GROUPS, OUTPUTS
from formulator.project import STATUSES
from formulator.sheets.changes import HEADS as CHANGE_HEADS
from formulator.ui import actions, basics, centre, exporting, fieldmodel, ownmodel, tour, viewmodels, why, wordbook, words
from formulator.ui.check import BEGIN, ORDER
from formulator.ui.dialogs.about import PURPOSE
from formulator.ui.pages import (
    argument_row,
    calculation,
    compare,
    compare_model,
    compare_particles,
    executed,
    exploration,
    explore_side,
    glossary,
    measured,
    measured_rows,
    offsets,
    plate,
    recipe_model,
    recipe_side,
    series,
    source_columns,
    typed_batch,
)
from formulator.ui.pages import gallery as gallery_page
from formulator.ui.panels import materials, row
from formulator.ui.plots import MORE_TITLES, PLOT_TITLES
from formulator.units import dimension_words

ROOT = Path(__file__).resolve().parent.parent
TEMPLATE, CATALOGUES = ROOT / "docs" / "formulator.pot", ROOT / "resources" / "words"
FINISHED_BELOW = ("advice", "evaluation", "design", "units", "storage", "recipe", "measurements", "catalogue", "ui", "pages",
                  "sequences", "structures", "uncertainty")  # fmt: skip
"""Packages and modules whose sentences the window shows."""
FIGURES = ("approach", "asking", "bars", "cells_figure", "curves", "energies", "factor", "map", "model_curve", "own_batches",
           "series_figure", "shares", "sweep_figure", "transcytosis", "wrapping")  # fmt: skip
"""Modules of `explore` whose names and read-outs stand in plots."""
_IN_FIGURES = ("label", "title", "readout", "subtitle", "empty", "detail", "note", "z_label", "share_label")
COMPOSED = (
    "{share} % of the draws are no possible particle; the interval is of the others.",
    "{share} % of the draws are never wrapped; the interval is of the others.",
    "{text} has no unit that is known: {unit}.",
    "{kind} is needed here, such as {examples}.",
    "A range over {decades} decades, most of it from {label}: read the range, not the number.",
    "{number} times larger",
    "{number} times smaller",
    "the same",
    "inside",
    "outside, above",
    "outside, below",
    "range read, value not verified",
    *(f"{opening} the brush by {{length}}" for opening in ("Not buried: clears", "May be buried: clears", "The tether clears")),
    *(f"{opening} {{length}} inside the brush" for opening in ("Buried: ends", "May be buried: ends", "The tether ends")),
    "May be buried: ends level with the brush",
    "The tether ends level with the brush",
    "No brush: the tether holds the ligand {length} out",
    "interval {interval} nm",
    "at {receptors}: {said}",
    "Did you mean {first} or {second}? Type the one that is meant.",
    "'{text}' is a range.",
    "One value is taken; a spread is typed as 7.5 ± 2.5.",
    "One value is taken; a spread is typed as 7.5 ± 2.5, a range within which all is as likely as uniform 5 to 10.",
    "'{text}' is a bound or a rough value, not one value.",
    "'{text}' is too long: {count} characters, at most {most} are read.",
    "'{text}' can mean more than one thing.",
    "'{text}' cannot be. {value} lies below absolute zero, which is -273.15 degC or 0 K.",
    "{typed} reaches below zero: its 5 % lies at {reach}",
    "A spread of up to {most}",
    "at or above {low}",
    "between {low} and {high}",
    "all changes together",
    *("number", "volume", "intensity", "payload", "target cell", "target", "tumour", "tether", "brush"),
    "per particle",
    "per cell",
    "number",
    *("Date", "Made by", "Taken", "Lot", "Times", "Start", "End", "Results", "Yield", "Deviations, one at a time", "Deviation"),
    "The log does not hold: {problem}",
    "The chain of {count} entries holds: none was changed or taken out.",
    "The log is empty.",
    "{label}, {value}, is counted now.",
    "{label}: {old} was taken, {new} now.",
    "Same inputs; the model {model} was changed.",
    "Same inputs; a model before it was changed.",
    *("Variant added", "Variant deleted", "Measured batch", "Executed batch", "Note", "Made from", "Order of the variants"),
    *("acceptance range", "test method", "Kind", "Why"),
    *("Vehicle", "Payload", "Ligand", "Receptor", "Indication", "Highest phase", "Trials", "Status"),
)
"""What is put together from pieces below the window, or stands in a table of a function there."""
_RECIPE = (
    *("weigh {mass} of {name}", "weigh {mass} of {name} ({volume} at its density)", "pipette {volume} of the {stock} stock of {name}"),
    *("fill up with {volume} of {solvent}", "take {volume} of {solvent}", "in {count} portions"),
    "weigh {mass} of {name} on its tether and core block",
    "pipette {volume} of the {stock} stock of {name} on its tether and core block",
    *("organic phase", "aqueous phase", "aqueous stream", "nucleic acid solution", "polymer solution", "hydration buffer"),
    *("batch", "quench"),
    "Let what leaves the mixer fall into the stirred quench.",
    "Volumes leave out that of the solids.",
    "Balance: reads to {step}, least weight {least}.",
    "Pipettes: {least} to {most}.",
    "Stock of {name}, {stock}: {mass} mg of the lot in each mL.",
    "The lot of the {component} expired on {day}.",
    "Prepare {share} % more of each source than the wells take; this is in the amounts.",
    "{source} into the {target}",
)
"""Steps of a recipe and what is said under it; `Organic phase: weigh …` is said piece by piece."""
_CALLS = ("tr", "trn", "say")


@dataclass(frozen=True)
class Entry:
    """One text; `many` is its plural."""

    one: str
    many: str = ""


def collect() -> dict[Entry, str]:
    """Every text and the file it was first found in."""
    found: dict[Entry, str] = {}
    for file in sorted((ROOT / "formulator" / "ui").rglob("*.py")):
        for entry in marked(ast.parse(file.read_text(encoding="utf-8"))):
            found.setdefault(entry, _name(file))
    for text in tables():
        if _says_something(text):
            found.setdefault(Entry(text), "tables")
    for file in sorted((ROOT / "formulator").rglob("*.py")):
        if file.parent.name in FINISHED_BELOW or file.stem in FINISHED_BELOW:
            for text in finished(ast.parse(file.read_text(encoding="utf-8")), file.parent.name in ("advice", "evaluation")):
                if _is_sentence(text):
                    found.setdefault(Entry(text), _name(file))
    for name in FIGURES:
        file = ROOT / "formulator" / "explore" / f"{name}.py"
        for text in in_figures(ast.parse(file.read_text(encoding="utf-8"))):
            if _says_something(text):
                found.setdefault(Entry(text), _name(file))
    plurals = {entry.one for entry in found if entry.many} | {entry.many for entry in found if entry.many}
    return {entry: place for entry, place in found.items() if entry.many or entry.one not in plurals}


def marked(tree: ast.AST) -> Iterator[Entry]:
    """What is handed to `tr` and `trn` as it stands."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in _CALLS and node.args:
            if node.func.id == "trn":
                one, many = node.args[:2]
                if isinstance(one, ast.Constant) and isinstance(many, ast.Constant):
                    yield Entry(str(one.value), str(many.value))
                continue
            for text in _literals(node.args[0]):
                yield Entry(text)


def _literals(node: ast.expr) -> Iterator[str]:
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield node.value
    elif isinstance(node, ast.IfExp):
        yield from _literals(node.body)
        yield from _literals(node.orelse)


def tables() -> Iterator[str]:
    """Texts that stand in tables, here and below the window."""
    for field in (*FIELDS, *map(bench.field, bench.paths())):
        yield from (field.label, field.about, *getattr(field, "options", {}).values())
    for field in FIELDS:
        if not field.is_quantity:
            yield f"Choose {fieldmodel._article(field.label)} {field.label.lower()}…"
        yield from (kind.replace("_", " ") for kind in (*field.material_kinds, *field.payload_kinds))
    for output in OUTPUTS:
        yield from (output.label, output.about, output.definition)
    for grade in Grade:
        yield from (grade.word, grade.meaning)
    for table in (SECTIONS, METHODS, MORPHOLOGY_LABELS, GROUPS, bench.COMPONENTS, basics.MENUS, centre.NAMES, exporting.SHEETS,
                  exporting.NOTEBOOK, exporting.PLOTS, fieldmodel._USUAL_CHOICES, fieldmodel._STATUS_WORDS, ownmodel.KINDS, ownmodel.HINTS,
                  argument_row._WORDS, calculation.TOPICS, compare_model.HEADINGS, exploration.MODES, exploration.PICTURES,
                  glossary.TITLES, gallery_page.GROUPS, recipe_side.WAYS, recipe_side._ABOUT_WAYS, source_columns.ROLE_LABELS,
                  materials.STATUS_WORDS, materials._NAMES, PLOT_TITLES, MORE_TITLES):  # fmt: skip
        yield from table.values()
    yield from COMPOSED
    yield from (text for term in tomllib.loads(assets.text("glossary.toml")).values() for text in (term["name"], term["text"]))
    yield from (*recipe_order._JOINED.values(), *_RECIPE)
    for kind in sorted({dimension_words(unit) for unit in ("mol", *(unit for field in FIELDS for unit in field.units))}):
        yield from (kind, f"{kind[0].upper()}{kind[1:]}", f"'{{text}}' is {kind}.")
    yield from {calculation.topic(card): "" for card in calculators.models().values()}
    yield from (label for _, label in exploration.cell_answers())
    for heading in compare_model.HEADINGS.values():
        yield f"{heading} that differ"
    for line in (compare_particles._WORDS, measured_rows.HEADS, recipe_model.HEADS, recipe_model.ROUNDED_HEADS, gallery.HEADS,
                 CELL_HEADS, *plate._BOXES.values(), CHANGE_HEADS, series.HEADS, typed_batch._NAMES.values()):  # fmt: skip
        yield from line
    yield from (text for label, _, hint in series.FIELDS.values() for text in (label, hint))
    yield from (*STATUSES, *(status.capitalize() for status in STATUSES), *ORDER)
    yield from (entry.text for entry in actions.ACTIONS)
    yield from (title for title, _ in viewmodels.GROUPS.values())
    yield from (text for text, _ in tour.STEPS)
    yield from (word for word, _, _ in row.STATE_WORDS.values())
    yield from (PURPOSE, BEGIN, tour.EXAMPLE, why.SCATTER, executed._ABOUT, executed._NUMBER)
    yield from (fieldmodel._IS_MEDIAN, compare.LEGEND, measured.EMPTY, measured.ABOUT_Z, measured._FILTER, offsets.QUESTION,
                offsets.ANSWERED, source_columns.NOT_THERE, explore_side._NO_FIELD, explore_side._SMALL, explore_side._NO_GOAL,
                why.INSIDE, why.OUTSIDE, why.ALL_ELSE, why.UNREAD)  # fmt: skip


def finished(tree: ast.AST, whole: bool = False) -> Iterator[str]:
    """Templates of texts that are finished in English: in refusals, names of steps and messages; everywhere when `whole`."""
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call):
            if whole and isinstance(node, ast.IfExp | ast.Assign | ast.keyword | ast.Return):
                yield from _templates(node)
            continue
        name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
        if name.endswith("Error") or name in ("push", "emit", "miss", "refuse", "begin_gesture", "Flag", "_wanted"):
            for argument in (*node.args, *(part.value for part in node.keywords)):
                yield from _templates(argument)


def in_figures(tree: ast.AST) -> Iterator[str]:
    """Names and read-outs of plots, single words among them, and the sentences that these are put together from."""
    for node in ast.walk(tree):
        if isinstance(node, ast.keyword) and node.arg in _IN_FIGURES:
            for part in ast.walk(node.value):
                if isinstance(part, ast.Constant) and isinstance(part.value, str) and not _is_piece(part, node.value):
                    yield part.value
    corners = {ast.unparse(node.value) for node in ast.walk(tree) if isinstance(node, ast.keyword) and node.arg == "corner"}
    for text in finished(tree, whole=True):
        if _is_sentence(text) and repr(text) not in corners:
            yield text


def _is_piece(text: ast.Constant, whole: ast.expr) -> bool:
    """Whether a constant is part of an f-string, an index, or an argument of a call within it."""
    inside = [part for part in ast.walk(whole) if isinstance(part, ast.JoinedStr | ast.Subscript | ast.Call | ast.Compare)]
    return any(text is part for outer in inside for part in ast.walk(outer))


def _templates(node: ast.AST) -> Iterator[str]:
    for part in ast.iter_child_nodes(node) if isinstance(node, ast.IfExp | ast.Assign | ast.keyword | ast.Return) else (node,):
        if isinstance(part, ast.IfExp):
            yield from _templates(part)
        elif isinstance(part, ast.Constant) and isinstance(part.value, str) and " " in part.value.strip():
            yield part.value.replace("{}", "{value}")
        elif isinstance(part, ast.JoinedStr):
            yield template(part)


def template(text: ast.JoinedStr) -> str:
    """An f-string with places for its values that are named after them."""
    parts: list[str] = []
    names: dict[str, str] = {}
    for part in text.values:
        if isinstance(part, ast.Constant):
            parts.append(str(part.value))
        elif isinstance(part, ast.FormattedValue):
            said = ast.unparse(part.value)
            if said not in names:
                found = re.findall(r"[A-Za-z]\w*", said) or ["value"]
                name = next((word for word in reversed(found) if not keyword.iskeyword(word) and word not in names.values()), "")
                names[said] = name or f"value{len(names)}"
            parts.append(f"{{{names[said]}}}")
    return "".join(parts)


def _says_something(text: str) -> bool:
    return re.search(r"[A-Za-z]{2}", re.sub(r"\{[^{}]*\}", "", text)) is not None


def _is_sentence(text: str) -> bool:
    """Whether it is whole, and neither a key nor a piece of a sentence that is put together elsewhere."""
    plain = re.sub(r"\{[^{}]*\}", "", text)
    is_step = re.match(r"[a-z]{3,} \{", text) is not None
    return text == text.strip() and (is_step or re.search(r"[a-z]{2,}[,;:]? \S|\S [a-z]{2,}", plain) is not None)


def _name(file: Path) -> str:
    return file.relative_to(ROOT).as_posix()


# -- writing


def written(entries: dict[Entry, str], said: dict[str, tuple[str, ...]], head: str) -> str:
    """A PO file, in the order of the files and of the texts in them."""
    blocks = [head]
    for entry, place in entries.items():
        lines = [f"#: {place}", f"msgid {_quoted(entry.one)}"]
        found = said.get(entry.one, ())
        if entry.many:
            forms = found if len(found) > 1 else ("", "")
            lines.append(f"msgid_plural {_quoted(entry.many)}")
            lines += [f"msgstr[{number}] {_quoted(form)}" for number, form in enumerate(forms)]
        else:
            lines.append(f"msgstr {_quoted(found[0] if found else '')}")
        blocks.append("\n".join(lines))
    return "\n\n".join(blocks) + "\n"


def _quoted(text: str) -> str:
    plain = text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n").replace("\t", "\\t")
    return f'"{plain}"'


def head(language: str) -> str:
    """What stands at the top of a catalogue."""
    plural = "" if not language else '\n"Plural-Forms: nplurals=2; plural=(n != 1);\\n"'
    return f'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=UTF-8\\n"\n"Language: {language}\\n"{plural}'


def main() -> None:
    """Write the template and bring the catalogues up to date."""
    entries = collect()
    TEMPLATE.write_text(written(entries, {}, head("")), encoding="utf-8")
    for language in words.LANGUAGES:
        if language != words.ENGLISH:
            path = CATALOGUES / f"{language}.po"
            said = wordbook.parse(path.read_text(encoding="utf-8")) if path.exists() else {}
            path.parent.mkdir(exist_ok=True)
            path.write_text(written(entries, said, head(language)), encoding="utf-8")


if __name__ == "__main__":
    main()
