"""ACTIONS: everything the menus offer, one row each. `call` names a method of the window, `rule` a question that it answers."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class Row:
    """One menu entry. `group` makes it one of several of which exactly one is ticked; `value` is what it sets there."""

    id: str
    text: str
    menu: str
    call: str
    shortcut: str = ""
    rule: str = ""
    group: str = ""
    value: str = ""
    begins: bool = False
    synonyms: tuple[str, ...] = ()

    @property
    def plain(self) -> str:
        """The text without the mark of its Alt key."""
        return self.text.replace("&", "")


ACTIONS: tuple[Row, ...] = (
    Row(id="new", text="&New project", menu="file", call="new", shortcut="Ctrl+N", synonyms=("blank", "empty")),
    Row(id="open", text="&Open…", menu="file", call="choose_open", shortcut="Ctrl+O", synonyms=("load",)),
    Row(
        id="page-gallery",
        text="Clinical &gallery…",
        menu="file",
        call="go",
        group="page",
        value="gallery",
        synonyms=("clinical products", "trials", "approved", "published against predicted"),
    ),
    Row(id="save", text="&Save", menu="file", call="save", shortcut="Ctrl+S", begins=True),
    Row(id="save-as", text="Save &as…", menu="file", call="save_as", shortcut="Ctrl+Shift+S"),
    Row(
        id="keep-template",
        text="Save as temp&late…",
        menu="file",
        call="keep_template",
        synonyms=("company template", "house", "pattern", "reuse"),
    ),
    Row(
        id="compare-file",
        text="&Compare with file…",
        menu="file",
        call="compare_with_file",
        synonyms=("diff", "difference", "two projects", "what changed"),
    ),
    Row(
        id="export-sheet",
        text="&Export sheet…",
        menu="file",
        call="export_sheet",
        shortcut="Ctrl+E",
        rule="has_answers",
        begins=True,
        synonyms=("print", "pdf", "formulation sheet"),
    ),
    Row(
        id="export-eln",
        text="Export for a no&tebook…",
        menu="file",
        call="export_notebook",
        rule="has_answers",
        synonyms=("eln", "ro-crate", "electronic notebook", "archive"),
    ),
    Row(id="quit", text="&Quit", menu="file", call="close", shortcut="Ctrl+Q", begins=True, synonyms=("exit", "close")),
    Row(id="undo", text="&Undo", menu="edit", call="undo", shortcut="Ctrl+Z", rule="can_undo"),
    Row(id="redo", text="&Redo", menu="edit", call="redo", shortcut="Ctrl+Shift+Z", rule="can_redo"),
    Row(id="history", text="&History…", menu="edit", call="history", shortcut="Ctrl+H", synonyms=("undo list", "edits", "steps")),
    Row(
        id="report-changes",
        text="Report of chan&ges…",
        menu="edit",
        call="report_changes",
        synonyms=("audit trail", "log", "who changed what", "history report", "since revision"),
    ),
    Row(
        id="copy-answers",
        text="&Copy answers",
        menu="edit",
        call="copy_answers",
        shortcut="Ctrl+Shift+C",
        rule="has_answers",
        begins=True,
    ),
    Row(
        id="find", text="&Find anything…", menu="edit", call="find_anything", shortcut="Ctrl+K", begins=True, synonyms=("search", "command")
    ),
    Row(id="duplicate", text="&Duplicate variant", menu="design", call="duplicate", shortcut="Ctrl+D", synonyms=("copy variant",)),
    Row(id="rename", text="&Rename variant…", menu="design", call="rename"),
    Row(id="note", text="N&ote of the variant…", menu="design", call="note", synonyms=("comment", "remark")),
    Row(id="move-variant-up", text="Move variant &up", menu="design", call="move_variant_up", rule="can_delete", synonyms=("order",)),
    Row(id="move-variant-down", text="Move variant do&wn", menu="design", call="move_variant_down", rule="can_delete", synonyms=("order",)),
    Row(id="delete-variant", text="De&lete variant", menu="design", call="delete_variant", rule="can_delete"),
    Row(
        id="next-variant",
        text="&Next variant",
        menu="design",
        call="next_variant",
        shortcut="Ctrl+PgDown",
        rule="can_delete",
        begins=True,
    ),
    Row(id="previous-variant", text="&Previous variant", menu="design", call="previous_variant", shortcut="Ctrl+PgUp", rule="can_delete"),
    Row(
        id="pin",
        text="Pin variant as referenc&e",
        menu="design",
        call="pin",
        begins=True,
        synonyms=("reference variant", "grey curve", "baseline", "keep this curve"),
    ),
    Row(id="unpin", text="Unp&in reference", menu="design", call="unpin", rule="has_reference", synonyms=("remove the grey curve",)),
    Row(
        id="status-draft",
        text="Status: dra&ft",
        menu="design",
        call="set_status",
        group="status",
        value="draft",
        begins=True,
        synonyms=("revision",),
    ),
    Row(id="status-checked", text="Status: &checked", menu="design", call="set_status", group="status", value="checked"),
    Row(id="status-approved", text="Status: &approved", menu="design", call="set_status", group="status", value="approved"),
    Row(id="status-executed", text="Status: e&xecuted", menu="design", call="set_status", group="status", value="executed"),
    Row(id="retitle", text="Project &title…", menu="design", call="retitle", begins=True),
    Row(
        id="theme-system",
        text="Theme of the &desktop",
        menu="view",
        call="set_theme",
        group="theme",
        value="system",
        synonyms=("colours",),
    ),
    Row(id="theme-light", text="&Light", menu="view", call="set_theme", group="theme", value="light", synonyms=("theme",)),
    Row(id="theme-dark", text="Dar&k", menu="view", call="set_theme", group="theme", value="dark", synonyms=("theme", "night")),
    Row(
        id="larger",
        text="Text l&arger",
        menu="view",
        call="larger",
        shortcut="Ctrl++",
        rule="can_grow",
        begins=True,
        synonyms=("zoom",),
    ),
    Row(id="smaller", text="Text &smaller", menu="view", call="smaller", shortcut="Ctrl+-", rule="can_shrink", synonyms=("zoom",)),
    Row(id="usual-size", text="&Usual text size", menu="view", call="usual_size", shortcut="Ctrl+0"),
    Row(
        id="answers",
        text="Ans&wers in place of the plots",
        menu="view",
        call="toggle_answers",
        shortcut="F6",
        rule="is_narrow",
        begins=True,
    ),
    Row(
        id="language-system",
        text="Language of the deskto&p",
        menu="view",
        call="set_language",
        group="language",
        value="system",
        begins=True,
    ),
    Row(id="language-en", text="E&nglish", menu="view", call="set_language", group="language", value="en", synonyms=("language",)),
    Row(id="language-de", text="Deuts&ch", menu="view", call="set_language", group="language", value="de", synonyms=("language", "german")),
    Row(
        id="decimal-system",
        text="Nu&mbers as on the desktop",
        menu="view",
        call="set_decimal",
        group="decimal",
        value="system",
        begins=True,
    ),
    Row(id="decimal-point", text="Decimal p&oint", menu="view", call="set_decimal", group="decimal", value="point", synonyms=("numbers",)),
    Row(id="decimal-comma", text="Dec&imal comma", menu="view", call="set_decimal", group="decimal", value="comma", synonyms=("numbers",)),
    Row(id="reset-layout", text="&Reset layout", menu="view", call="reset_layout", begins=True),
    Row(
        id="page-design",
        text="&Design",
        menu="go",
        call="go",
        shortcut="Ctrl+1",
        group="page",
        value="design",
        synonyms=("plots", "answers"),
    ),
    Row(
        id="page-compare",
        text="&Compare",
        menu="go",
        call="go",
        shortcut="Ctrl+2",
        group="page",
        value="compare",
        synonyms=("variants", "side by side", "differences", "small multiples"),
    ),
    Row(
        id="page-explore",
        text="&Explore",
        menu="go",
        call="go",
        shortcut="Ctrl+3",
        group="page",
        value="explore",
        synonyms=("sweep", "map", "tornado", "solve", "sensitivity"),
    ),
    Row(
        id="page-measured",
        text="&Measured",
        menu="go",
        call="go",
        shortcut="Ctrl+4",
        group="page",
        value="measured",
        synonyms=("batches", "zetasizer", "csv", "import", "lab calibration", "gel shift", "RiboGreen", "neutral point", "type values"),
    ),
    Row(
        id="page-calculators",
        text="C&alculators",
        menu="go",
        call="go",
        shortcut="Ctrl+5",
        group="page",
        value="calculators",
        synonyms=("models", "formula", "equation"),
    ),
    Row(id="page-sheet", text="&Sheet", menu="go", call="go", shortcut="Ctrl+6", group="page", value="sheet", synonyms=("print", "paper")),
    Row(
        id="page-recipe",
        text="&Recipe",
        menu="go",
        call="go",
        shortcut="Ctrl+7",
        group="page",
        value="recipe",
        synonyms=("bench", "lots", "balance", "pipettes", "weigh", "batch size", "dilution"),
    ),
    Row(
        id="page-plate",
        text="&Plate of many conditions",
        menu="go",
        call="go",
        group="page",
        value="plate",
        synonyms=("96 wells", "screening", "robot", "replicates", "well plate"),
    ),
    Row(
        id="page-glossary",
        text="&Glossary",
        menu="help",
        call="go",
        group="page",
        value="glossary",
        synonyms=("help", "words", "definition", "explain"),
    ),
    Row(id="tour", text="&Three first steps", menu="help", call="tour", synonyms=("tour", "tutorial", "start")),
    Row(id="self-test", text="&Self-test…", menu="help", call="self_test", synonyms=("verify the installation", "golden cases", "check")),
    Row(id="about", text="&About formulator", menu="help", call="about", synonyms=("licence", "version")),
    Row(id="cite", text="&Copy citation", menu="help", call="cite", synonyms=("reference", "bibtex")),
)
