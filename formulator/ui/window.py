"""The window: what its menus do, what it shows of the project, and the manners of a desktop program."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, cast

from PySide6.QtCore import QEvent
from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDropEvent, QResizeEvent
from PySide6.QtWidgets import QMainWindow

from formulator import bench as benches
from formulator.ui import dropping
from formulator.ui.actions import ACTIONS, Row
from formulator.ui.bars import Choice, Toolbar
from formulator.ui.body import DESIGN, Body, put
from formulator.ui.differing import Differing
from formulator.ui.exporting import Exporting
from formulator.ui.filing import Filing
from formulator.ui.help import HelpDesk
from formulator.ui.language import Languages
from formulator.ui.menus import fill_menus
from formulator.ui.reference import Reference
from formulator.ui.settings import Settings
from formulator.ui.theme import POINT_SIZES, USUAL_POINTS, Theme
from formulator.ui.variants import VariantDesk
from formulator.ui.words import tr, translated
from formulator.ui.workbench import Workbench

if TYPE_CHECKING:
    from formulator.ui.check import CheckStrip
    from formulator.ui.feed import Feed
    from formulator.ui.pages.gallery import GalleryPage
    from formulator.ui.pages.recipe import RecipePage
    from formulator.ui.panels import DesignPanel
    from formulator.ui.recovery import Keeper
    from formulator.ui.results import ResultsPanel

USUAL_SIZE = (1440, 900)
LEAST_SIZE = (640, 480)


class Window(QMainWindow):
    """Built in three steps: the shell with the first fields of the design, then the plots, then the answers and the other fields."""

    def __init__(self, workbench: Workbench, theme: Theme, settings: Settings, *, inline: bool = False) -> None:
        super().__init__()
        self.workbench, self.theme, self.settings = workbench, theme, settings
        workbench.setParent(self)
        self.inline = inline
        self.design: DesignPanel | None = None
        self.results: ResultsPanel | None = None
        self.check: CheckStrip | None = None
        self.feed: Feed | None = None
        self.keeper: Keeper | None = None
        self._may_close = False
        self._is_design_behind = False
        self.setObjectName("window")
        self.setAcceptDrops(True)
        self.setMinimumSize(*LEAST_SIZE)
        self.actions_by_id = fill_menus(self)
        self._build_body()
        self.filing = Filing(workbench, settings, self.say, self)
        self.exporting = Exporting(workbench, settings, self.say, self, inline=inline)
        self.reference = Reference(workbench, inline=inline)
        self.reference.changed.connect(self._show_rules)
        self.desk, self.languages = VariantDesk(self), Languages(self)
        self.differing = Differing(self)
        self.help = HelpDesk(self)
        self._connect()
        self.follow_theme()
        self._show_project()
        self.resize(*USUAL_SIZE)

    # -- building

    def _build_body(self) -> None:
        self.toolbar = Toolbar(self.actions_by_id, self.theme)
        self.body = Body(self.toolbar, self.theme)
        self.centre, self.left, self.right = self.body.centre, self.body.left, self.body.right
        self.setCentralWidget(self.body)
        self.body.setFocus()

    def _connect(self) -> None:
        bench = self.workbench
        self.toolbar.variant_chosen.connect(self._choose_variant)
        bench.leaving.connect(self.take_over)
        bench.message.connect(self.say)
        bench.project_changed.connect(self._show_project)
        bench.file_changed.connect(self._show_project)
        bench.design_changed.connect(self._show_edited)
        bench.prediction_changed.connect(self._show_rules)
        for signal in (bench.stack.undoTextChanged, bench.stack.redoTextChanged, bench.stack.indexChanged):
            signal.connect(self._show_rules)
        self.theme.changed.connect(self.follow_theme)
        self.centre.shown_changed.connect(self._panes_changed)

    def furnish_design(self) -> None:
        """The design panel: text fields only, so it stands in the first picture of the window."""
        from formulator.ui.panels import DesignPanel

        self.design = DesignPanel(self.workbench, self.theme.tokens, whole=False, settings=self.settings)
        put(self.left, self.design)

    def furnish_plots(self) -> None:
        """The plots, which bring numpy along, and the copy of unsaved work."""
        from formulator.ui.feed import Feed
        from formulator.ui.plots import ParticlePane, Turns, make_panes
        from formulator.ui.recovery import Keeper

        tokens = self.theme.tokens
        turns = None if self.inline else Turns(self)
        self.centre.set_panes({"particle": ParticlePane(tokens), **make_panes(tokens)}, turns)
        for pane in self.centre.panes.values():
            pane.failed.connect(self.say)
            pane.saved.connect(self.exporting.tell_saved)
        self.feed = Feed(self.workbench, self.centre.panes, self.centre.shown, reference=self.reference, inline=self.inline)
        self.keeper = Keeper(self.workbench, self)
        self.follow_theme()
        self.fit()

    def furnish_answers(self) -> None:
        """The answers, the design check, and the fields that the first picture did without."""
        from formulator.ui.check import CheckStrip
        from formulator.ui.results import ResultsPanel

        if self.design is not None:
            self.design.complete()
        tokens = self.theme.tokens
        self.results = ResultsPanel(self.workbench, tokens, inline=self.inline, settings=self.settings)
        self.check = CheckStrip(self.workbench, tokens)
        self.check.go_to.connect(self.show_field)
        put(self.right, self.results)
        put(self.body.foot, self.check)
        self._show_rules()
        self.fit()

    # -- what the menus do

    def do(self, row: Row) -> None:
        """One menu entry."""
        if row.id not in ("larger", "smaller", "usual-size"):
            self.take_over()
        desks = (self, self.filing, self.exporting, self.desk, self.differing, self.reference, self.languages, self.help)
        call = next(getattr(one, row.call) for one in desks if hasattr(one, row.call))
        call(row.value) if row.value else call()

    def take_over(self) -> None:
        """Whatever is half typed counts now."""
        from formulator.ui.widgets.entry import EntryBox

        for box in self.findChildren(EntryBox):
            box.submit()

    def new(self) -> None:
        """An empty project, with the keyboard at its first field."""
        from formulator.ui import tour

        tour.end(self)
        self.filing.new()
        self.show_field("carrier.id")

    def undo(self) -> None:
        """Take back the last step."""
        self.workbench.undo()

    def redo(self) -> None:
        """Do it again."""
        self.workbench.redo()

    def copy_answers(self) -> None:
        """All answers, for a spreadsheet."""
        if self.results is not None:
            self.results.copy()

    def find_anything(self) -> None:
        """Find anything by name."""
        from formulator.ui.finder import Finder

        Finder(self).open_below(self.toolbar.find_button)

    def go(self, name: str) -> None:
        """Show one of the places of the window; it is made when somebody first goes there."""
        from formulator.ui.pages import make_page

        if name != DESIGN and not self.body.has_page(name):
            self.body.add_page(name, make_page(name, self))
        if name == DESIGN:
            self._dress_design()
        self.body.show_page(name)
        self.actions_by_id[f"page-{name}"].setChecked(True)
        if name != DESIGN:
            self.body.page_on_show().arrive()

    def show_field(self, path: str) -> None:
        """Bring a field of the design or of the bench into view and put the cursor there."""
        if benches.owns(path):
            self.go("recipe")
            cast("RecipePage", self.body.page_on_show()).focus_field(path)
            return
        self.go(DESIGN)
        if self.design is not None:
            self.design.focus_field(path)

    def show_product(self, id_: str) -> None:
        """One product of the clinical gallery."""
        self.go("gallery")
        cast("GalleryPage", self.body.page_on_show()).show_product(id_)

    def show_answer(self, path: str) -> None:
        """Bring an answer into view; in a narrow window the answers come to the front for that."""
        self.go(DESIGN)
        if self.results is not None:
            if self.body.answers_are_hidden:
                self.toggle_answers()
            self.results.focus_output(path)

    def set_theme(self, mode: str) -> None:
        """Light, dark, or as the desktop is."""
        self.settings.put("view/theme", mode)
        self.theme.set_mode(mode)

    def larger(self) -> None:
        """Text one point larger."""
        self._set_points(self.theme.points + 1)

    def smaller(self) -> None:
        """Text one point smaller."""
        self._set_points(self.theme.points - 1)

    def usual_size(self) -> None:
        """Text as large as at first."""
        self._set_points(USUAL_POINTS)

    def _set_points(self, points: int) -> None:
        self.theme.set_points(points)
        self.settings.put("view/points", self.theme.points)

    def reset_layout(self) -> None:
        """Everything where it was at first."""
        if self.design is not None:
            self.design.fold_as_first()
        self.settings.clear_layout()
        self.body.show_answers_in_front(False)
        self.showNormal()
        self.resize(*USUAL_SIZE)

    def toggle_answers(self) -> None:
        """In a narrow window the answers and the plots share one place."""
        self.body.show_answers_in_front(self.body.answers_are_hidden)

    def say(self, text: str, choices: Sequence[Choice] = ()) -> None:
        """A sentence in the bar at the top of the centre, and what can be done."""
        self.centre.bar.show_message(text, choices or ())

    # -- showing

    def _choose_variant(self, variant_id: str) -> None:
        """A name in the list of variants; one of a project that has gone only brings the list up to date."""
        if any(variant.id == variant_id for variant in self.workbench.project.variants):
            self.workbench.switch(variant_id)
        else:
            self._show_project()

    def _show_project(self) -> None:
        project = self.workbench.project
        self.toolbar.show_project(project.title, [(variant.id, variant.name) for variant in project.variants], project.active)
        self.setWindowTitle(f"{project.title}[*] – formulator")
        self._show_edited()
        self._show_rules()

    def _show_edited(self) -> None:
        edited = self.workbench.is_edited
        self.toolbar.show_edited(edited, self.workbench.is_read_only)
        self.setWindowModified(edited)

    def _show_rules(self) -> None:
        """Which entries can be chosen now, and what undo would take back."""
        stack, several = self.workbench.stack, len(self.workbench.project.variants) > 1
        answers = {
            "can_undo": stack.canUndo(),
            "can_redo": stack.canRedo(),
            "has_answers": self.workbench.prediction is not None and self.results is not None,
            "can_delete": several,
            "has_reference": self.reference.id is not None,
            "can_grow": self.theme.points < POINT_SIZES[-1],
            "can_shrink": self.theme.points > POINT_SIZES[0],
            "is_narrow": self.body.is_narrow,
        }
        for row in ACTIONS:
            if row.rule:
                self.actions_by_id[row.id].setEnabled(answers[row.rule])
        self.actions_by_id["undo"].setText(tr("&Undo {step}", step=_escaped(translated(stack.undoText()))).rstrip())
        self.actions_by_id["redo"].setText(tr("&Redo {step}", step=_escaped(translated(stack.redoText()))).rstrip())
        self._show_edited()

    def follow_theme(self) -> None:
        """Everything in the colours and sizes of the theme."""
        self.body.follow()
        if self.check is not None:
            self.check.set_tokens(self.theme.tokens)
        self._is_design_behind = True
        if self.body.page == DESIGN:
            self._dress_design()
        self.actions_by_id[f"theme-{self.theme.mode}"].setChecked(True)
        self.actions_by_id[f"page-{self.body.page}"].setChecked(True)
        self._show_rules()

    def _dress_design(self) -> None:
        """Fields and answers follow the theme when somebody looks at them."""
        if self._is_design_behind:
            self._is_design_behind = False
            for part in (self.design, self.results):
                if part is not None:
                    part.set_tokens(self.theme.tokens)

    def fit(self) -> None:
        """Make room."""
        self.body.fit()
        self.actions_by_id["answers"].setEnabled(self.body.is_narrow)

    def _panes_changed(self) -> None:
        if self.feed is not None:
            self.feed.show_all()

    # -- events

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Make room."""
        super().resizeEvent(event)
        self.fit()

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 - Qt's name
        """The desktop may change its colours while the window is open."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.ThemeChange and self.theme.mode == "system":
            self.theme.apply()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:  # noqa: N802 - Qt's name
        """Projects and tables may be dropped anywhere."""
        if dropping.files(event.mimeData()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:  # noqa: N802 - Qt's name
        """What was carried here is taken."""
        paths = dropping.files(event.mimeData())
        if paths:
            event.acceptProposedAction()
            dropping.take(self, paths)

    def closeEvent(self, event: QCloseEvent) -> None:  # noqa: N802 - Qt's name
        """Unsaved work is asked about in the bar, once; the window stays until that is answered."""
        self.take_over()
        if self.workbench.is_edited and not self._may_close:
            event.ignore()
            title = self.workbench.project.title
            self.say(
                tr("{title} has changes that are not saved.", title=title),
                ((tr("Save"), self._save_and_close), (tr("Close without saving"), self.close_now)),
            )
            return
        self.settings.put("window/geometry", self.saveGeometry())
        self.shut_down()
        event.accept()

    def _save_and_close(self) -> None:
        if self.filing.save():
            self.close_now()

    def close_now(self) -> None:
        """Close whatever is unsaved."""
        self._may_close = True
        self.close()

    def shut_down(self) -> None:
        """Stop what runs in the background and take the recovery copy away."""
        if self.feed is not None:
            self.feed.close()
        self.reference.close()
        if self.keeper is not None:
            self.keeper.close()
        self.body.close_down()
        if self.results is not None:
            self.results.close_down()
        self.exporting.close()
        self.differing.close()
        self.filing.close()
        self.workbench.close()
        for source in (self.workbench, self.workbench.stack):
            source.blockSignals(True)  # Nothing is to be shown any more while Qt takes the parts down.


def _escaped(text: str) -> str:
    """An ampersand in a menu would become an underline."""
    return text.replace("&", "&&")
