"""The window: what its menus do, what it shows of the project, and the manners of a desktop program."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, cast

from PySide6.QtCore import QEvent
from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDropEvent, QResizeEvent
from PySide6.QtWidgets import QMainWindow, QMenu, QWidget

from formulator.ui.basics import DESIGN, MENUS, POINT_SIZES, USUAL_POINTS
from formulator.ui.settings import Settings
from formulator.ui.words import tr, translated

if TYPE_CHECKING:
    from PySide6.QtGui import QAction

    from formulator.ui.actions import Row
    from formulator.ui.bars import Choice, Toolbar
    from formulator.ui.body import Body
    from formulator.ui.centre import Centre
    from formulator.ui.check import CheckStrip
    from formulator.ui.differing import Differing
    from formulator.ui.drifting import Drifting
    from formulator.ui.exporting import Exporting
    from formulator.ui.feed import Feed
    from formulator.ui.filing import Filing
    from formulator.ui.front import Front
    from formulator.ui.help import HelpDesk
    from formulator.ui.language import Languages
    from formulator.ui.pages.gallery import GalleryPage
    from formulator.ui.pages.recipe import RecipePage
    from formulator.ui.panels import DesignPanel
    from formulator.ui.recovery import Keeper
    from formulator.ui.reference import Reference
    from formulator.ui.results import ResultsPanel
    from formulator.ui.theme import Theme
    from formulator.ui.variants import VariantDesk
    from formulator.ui.workbench import Workbench

USUAL_SIZE = (1440, 900)
LEAST_SIZE = (640, 480)


class Window(QMainWindow):
    """Built in steps: the first frame of Qt alone, the shell, the first fields of the design, the plots, the answers and other fields.

    What the shell is made of is imported with it, behind the first frame.
    """

    workbench: Workbench
    theme: Theme
    toolbar: Toolbar
    body: Body
    centre: Centre
    left: QWidget
    right: QWidget
    filing: Filing
    exporting: Exporting
    reference: Reference
    desk: VariantDesk
    languages: Languages
    differing: Differing
    drifting: Drifting
    help: HelpDesk

    def __init__(self, settings: Settings, *, inline: bool = False) -> None:
        super().__init__()
        self.settings, self.inline = settings, inline
        self.front: Front | None = None
        self.is_furnished = False
        self.menus: dict[str, QMenu] = {name: self.menuBar().addMenu(tr(title)) for name, title in MENUS.items()}
        self.actions_by_id: dict[str, QAction] = {}
        self.design: DesignPanel | None = None
        self.results: ResultsPanel | None = None
        self.check: CheckStrip | None = None
        self.feed: Feed | None = None
        self.keeper: Keeper | None = None
        self._may_close = False
        self._is_design_behind = False
        self._rules: tuple[object, ...] = ()
        self.setObjectName("window")
        self.setMinimumSize(*LEAST_SIZE)
        self.resize(*USUAL_SIZE)

    # -- building

    def stand_in(self) -> Front:
        """The first frame, on the screen while the rest is imported."""
        from formulator.ui.front import Front

        self.front = Front(self)
        self.setCentralWidget(self.front)
        return self.front

    def begin(self) -> None:
        """The shell stands: listen, and show the project."""
        self.is_furnished = True
        self.setAcceptDrops(True)
        self._connect()
        self.follow_theme()
        self._show_project()

    def _connect(self) -> None:
        bench = self.workbench
        self.toolbar.variant_chosen.connect(self._choose_variant)
        bench.leaving.connect(self.take_over)
        bench.message.connect(self.say)
        bench.project_changed.connect(self._show_project)
        bench.file_changed.connect(self._show_project)
        bench.design_changed.connect(self._show_edited)
        bench.prediction_changed.connect(self.show_rules)
        for signal in (bench.stack.undoTextChanged, bench.stack.redoTextChanged, bench.stack.indexChanged):
            signal.connect(self.show_rules)
        self.reference.changed.connect(self.show_rules)
        self.theme.changed.connect(self.follow_theme)
        self.centre.shown_changed.connect(self._panes_changed)

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
        from formulator import bench as benches

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
        self.show_rules()

    def _show_edited(self) -> None:
        edited = self.workbench.is_edited
        self.toolbar.show_edited(edited, self.workbench.is_read_only)
        if self.isWindowModified() != edited:  # Every widget hears of it.
            self.setWindowModified(edited)

    def show_rules(self) -> None:
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
        from formulator.ui.actions import ACTIONS

        self._show_edited()
        rules = (*answers.values(), stack.undoText(), stack.redoText())
        if rules == self._rules:
            return
        self._rules = rules
        for row in ACTIONS:
            if row.rule:
                self.actions_by_id[row.id].setEnabled(answers[row.rule])
        self.actions_by_id["undo"].setText(tr("&Undo {step}", step=_escaped(translated(stack.undoText()))).rstrip())
        self.actions_by_id["redo"].setText(tr("&Redo {step}", step=_escaped(translated(stack.redoText()))).rstrip())

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
        self.show_rules()

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
        if self.is_furnished:
            self.fit()

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 - Qt's name
        """The desktop may change its colours while the window is open."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.ThemeChange and self.is_furnished and self.theme.mode == "system":
            self.theme.apply()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:  # noqa: N802 - Qt's name
        """Projects and tables may be dropped anywhere."""
        from formulator.ui import dropping

        if dropping.files(event.mimeData()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:  # noqa: N802 - Qt's name
        """What was carried here is taken."""
        from formulator.ui import dropping

        paths = dropping.files(event.mimeData())
        if paths:
            event.acceptProposedAction()
            dropping.take(self, paths)

    def closeEvent(self, event: QCloseEvent) -> None:  # noqa: N802 - Qt's name
        """Unsaved work is asked about in the bar, once; the window stays until that is answered."""
        if not self.is_furnished:
            event.accept()
            return
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
        # A save may have come through while the question stood there.
        if not self.workbench.is_edited or self.filing.save():
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
        self.drifting.close()
        self.filing.close()
        self.workbench.close()
        for source in (self.workbench, self.workbench.stack):
            source.blockSignals(True)  # Nothing is to be shown any more while Qt takes the parts down.


def _escaped(text: str) -> str:
    """An ampersand in a menu would become an underline."""
    return text.replace("&", "&&")
