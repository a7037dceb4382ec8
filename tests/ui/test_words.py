"""The words of the window: every text goes through one door, and the catalogue of each language says all of them."""

from __future__ import annotations

import ast
import importlib.util
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import pytest

from formulator import assets
from formulator import design as designs
from formulator.errors import FieldError
from formulator.ui import actions, basics, wordbook, words

ROOT = Path(__file__).resolve().parent.parent.parent
CATALOGUES = ROOT / "resources" / "words"
PLACE = re.compile(r"\{(\w*)[^{}]*\}")
SINKS = {
    "Text", "Name", "QLabel", "QPushButton", "QCheckBox", "QRadioButton", "BoxButton", "LinkButton", "QAction", "PlainTable",
    "QListWidgetItem", "setText", "setToolTip", "setPlaceholderText", "setAccessibleName", "setAccessibleDescription", "setWindowTitle",
    "addAction", "addMenu", "addTab", "say", "_say", "getOpenFileName", "getSaveFileName", "drawText", "show_message",
}  # fmt: skip
"""Where a text meets the eye."""
NO_WORDS = {"{} nm", "{}[*] – formulator"}
"""Names and signs that are the same in every language."""


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    yield
    words.use(words.ENGLISH)


@pytest.fixture(scope="module")
def collector() -> ModuleType:
    """The script that collects the texts."""
    spec = importlib.util.spec_from_file_location("collected_words", ROOT / "docs" / "words.py")
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


def catalogue(code: str) -> dict[str, tuple[str, ...]]:
    return wordbook.parse((CATALOGUES / f"{code}.po").read_text(encoding="utf-8"))


def spoken(said: dict[str, tuple[str, ...]]) -> None:
    """Speak a made-up language."""
    words._words = wordbook.Words("zz", said, lambda count: int(count != 1))


# -- the door


def test_english_is_what_the_code_says_and_no_file_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(assets, "text", lambda name: pytest.fail(f"{name} was read"))
    words.use(words.ENGLISH)
    assert words.tr("Save {title}", title="{x}") == "Save {x}"
    assert words.tr("a {b} c") == "a {b} c"
    assert [words.trn("{count} file", "{count} files", count) for count in (0, 1, 2)] == ["0 files", "1 file", "2 files"]
    assert words.translated("anything") == "anything" and words.language() == "en" and words.missed() == set()


def test_values_are_filled_in_after_the_words() -> None:
    spoken({"{name} in {place}": ("{place}: {name}",), "{count} file": ("{count} Stück", "{count} Stücke"), "Save": ("Sichern",)})
    assert words.tr("{name} in {place}", name="Save", place="{name}") == "{name}: Save"
    assert [words.trn("{count} file", "{count} files", count) for count in (1, 3)] == ["1 Stück", "3 Stücke"]
    assert words.tr("Load") == "Load" and words.missed() == {"Load"}


def test_what_is_finished_in_english_is_recognised_with_its_values() -> None:
    spoken({
        "{label} is not given.": ("{label} fehlt.",), "Feed": ("Einsatz",), "Type it.": ("Eingeben.",), "{a} of {b}": ("{b} {a}",),
        "duplicate {name}": ("{name} doppeln",), "{share} % of it leaks and {share} % stays.": ("{share} % bleibt.",),
    })  # fmt: skip
    assert words.translated("Feed is not given.") == "Einsatz fehlt."
    assert words.translated("Density (2.5 mol%) is not given.") == "Density (2.5 mol%) fehlt."
    assert words.translated("Feed is not given. Type it.") == "Einsatz fehlt. Eingeben."
    assert words.translated("duplicate P1 · blank") == "P1 · blank doppeln"
    assert words.translated("3 % of it leaks and 3 % stays.") == "3 % bleibt."
    assert words.translated("3 % of it leaks and 4 % stays.") == "3 % of it leaks and 4 % stays."


def test_a_template_that_says_too_little_is_no_reason_to_change_a_sentence() -> None:
    """`{a} of {b}` fits half of all sentences; what a person typed is never rewritten by it."""
    spoken({"{a} of {b}": ("{b} {a}",), "{label} is not given.": ("{label} fehlt.",)})
    for text in ("the mass of the batch", "One thing. Another is not given.", "2 of 3"):
        assert words.translated(text) in (text, "One thing. Another fehlt.")
    assert words.translated("the mass of the batch") == "the mass of the batch"


def test_a_catalogue_is_a_po_file() -> None:
    text = '# note\nmsgid ""\nmsgstr ""\n"Language: zz\\n"\n\n#: a.py\nmsgid "a "\n"\\"b\\"\\n"\nmsgstr "c"\n\nmsgid "none"\nmsgstr ""\n'
    text += '\nmsgid "one"\nmsgid_plural "many"\nmsgstr[0] "eins"\nmsgstr[1] "viele"\n'
    assert wordbook.parse(text) == {"": ("Language: zz\n",), 'a "b"\n': ("c",), "one": ("eins", "viele")}


def test_the_language_nobody_speaks_is_longer_and_keeps_places_and_values() -> None:
    words.use(words.PSEUDO)
    said = words.tr("Save {title}", title="cRGD")
    assert said == "⟦Šàvé cRGD··⟧" and words.translated(said) == said
    assert wordbook.accented("12.5 %") == "12.5 %" and len(wordbook.accented("Coupling yield")) >= 1.3 * len("Coupling yield")


def test_an_unknown_language_is_english() -> None:
    words.use("tlh")
    assert words.language() == "en"


# -- no text beside the door


def is_word(text: str) -> bool:
    plain = re.sub(r"\{[^{}]*\}", "", text)
    return re.search(r"[A-Za-z]{2,}", plain) is not None and text not in NO_WORDS and not re.fullmatch(r"[a-z0-9]+[:.-]\S*|\S+\.\w+", text)


def literals(node: ast.expr) -> Iterator[str]:
    """Texts that stand in an argument as they are."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield node.value
    elif isinstance(node, ast.JoinedStr):
        yield "".join(str(part.value) if isinstance(part, ast.Constant) else "{}" for part in node.values)
    elif isinstance(node, ast.IfExp):
        yield from (*literals(node.body), *literals(node.orelse))
    elif isinstance(node, ast.BinOp | ast.BoolOp):
        for part in node.values if isinstance(node, ast.BoolOp) else (node.left, node.right):
            yield from literals(part)
    elif isinstance(node, ast.Tuple):
        for part in node.elts:
            yield from literals(part)


def untranslated(source: str) -> list[tuple[int, str]]:
    found = []
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Call):
            name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
            if name in SINKS and not (name == "say" and isinstance(node.func, ast.Name)):  # A function that was handed in.
                found += [(node.lineno, text) for argument in node.args for text in literals(argument) if is_word(text)]
    return found


def test_a_text_beside_the_door_is_found() -> None:
    assert untranslated('label.setText("Save it")') == [(1, "Save it")]
    assert untranslated('label.setText(f"Save {name}" if name else tr("Save"))') == [(1, "Save {}")]
    assert untranslated('label.setText(tr("Save it")); box.setToolTip(f"{a}: {b}"); Text(look, "—")') == []


@pytest.mark.parametrize("file", sorted((ROOT / "formulator" / "ui").rglob("*.py")), ids=lambda file: file.name)
def test_no_text_reaches_the_eye_as_it_stands_in_the_code(file: Path) -> None:
    if "export" not in file.parts:
        assert untranslated(file.read_text(encoding="utf-8")) == []


# -- the catalogues


def test_template_and_catalogues_hold_exactly_the_texts_of_the_window(collector: ModuleType) -> None:
    """`docs/words.py` writes them anew."""
    wanted = {entry.one: entry.many for entry in collector.collect()}
    held = {*catalogue_ids(ROOT / "docs" / "formulator.pot")}
    assert held - {""} == set(wanted)
    for code in words.LANGUAGES:
        if code != words.ENGLISH:
            assert set(catalogue(code)) - {""} == set(wanted), f"{code}.po lacks words or holds old ones"


def catalogue_ids(path: Path) -> Iterator[str]:
    for block in path.read_text(encoding="utf-8").split("\n\n"):
        yield from wordbook.parse(block.replace('msgstr ""', 'msgstr "x"').replace('] ""', '] "x"'))


def test_places_blanks_and_signs_agree(collector: ModuleType) -> None:
    said = catalogue("de")
    wrong = []
    for entry in collector.collect():
        for number, form in enumerate(said[entry.one]):
            english = entry.many if number and entry.many else entry.one
            same = sorted(set(PLACE.findall(english))) == sorted(set(PLACE.findall(form)))
            ends = [re.match(r"\s*", english)[0], re.search(r"\s*$", english)[0]]  # type: ignore[index]
            kept = ends == [re.match(r"\s*", form)[0], re.search(r"\s*$", form)[0]]  # type: ignore[index]
            lines = (
                english.count("\n") == form.count("\n")
                and english.count("&") == form.count("&")
                and english.count(";;") == form.count(";;")
            )
            if not (same and kept and lines):
                wrong.append((english, form))
    assert wrong == []


def test_each_text_with_one_number_has_both_forms(collector: ModuleType) -> None:
    said = catalogue("de")
    assert [entry.one for entry in collector.collect() if (len(said[entry.one]) == 2) is not bool(entry.many)] == []


@pytest.mark.parametrize("code", ["en", "de"])
@pytest.mark.parametrize("menu", basics.MENUS)
def test_no_two_entries_of_a_menu_share_their_alt_key(code: str, menu: str) -> None:
    words.use(code)
    texts = [words.tr(row.text) for row in actions.ACTIONS if row.menu == menu]
    texts += [words.tr(text) for text in ("Open &recent", "Open e&xample", "Export &plot")] if menu == "file" else []
    keys = [text[text.index("&") + 1].lower() for text in texts if "&" in text]
    assert len(set(keys)) == len(keys), sorted(key for key in keys if keys.count(key) > 1)


def test_a_unit_and_a_formula_are_the_same_in_german(collector: ModuleType) -> None:
    """What has no word in it is not rewritten: units, symbols, examples to be typed."""
    units = re.compile(r"\b(?:mol%|wt%|mg/mL|mg/mg|kg/mol|pK_a|K_D|N/P|PDI|DLC|DLS|zeta|Zeta|PEG|kT|mV|nm|mM)(?![a-z])", re.IGNORECASE)
    for english, forms in catalogue("de").items():
        if english:
            for form in forms:
                wanted = {unit.lower() for unit in units.findall(english)} - {"zeta"}
                assert wanted <= {unit.lower() for unit in units.findall(form)}, (english, form)


REFUSED = (
    "5 mg", "1,234", "abc", "-5", "5 furlong", "=1/0", "2-5 nm", "<5", "1 % ", "(5 ± 1", "5 ± 20 nm", "1.2.3", "5 %", "-300 °C", "12 mol",
    "x" * 400,
)  # fmt: skip
ENGLISH_WORDS = re.compile(r"\b(is|the|needed|here|or|and|of|was|cannot|lies|such|read|mean|taken)\b")


@pytest.mark.parametrize("path", ["carrier.diameter", "payload.feed", "ligand.density", "medium.ph", "medium.temperature", "carrier.pdi"])
def test_what_a_field_refuses_is_said_whole_in_german(path: str) -> None:
    words._words = wordbook.Words("de", catalogue("de"), lambda count: int(count != 1))
    refused = 0
    for text in REFUSED:
        try:
            designs.read(path, text, ".")
        except FieldError as problem:
            said = words.translated(problem.reason)
            refused += 1
            assert ENGLISH_WORDS.search(said.replace(text, "")) is None, said
    assert refused > 8
