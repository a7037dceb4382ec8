"""What leaves the window as a file: the formulation sheet and single plots."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog, QWidget

from formulator.errors import FormulatorError
from formulator.ui.document import file_name, now
from formulator.ui.settings import Settings
from formulator.ui.workbench import SEED, Workbench

if TYPE_CHECKING:
    from formulator.catalogue import Catalogue
    from formulator.prediction import Prediction

SHEETS = {".pdf": "PDF", ".html": "Web page", ".xlsx": "Excel workbook", ".csv": "Table (CSV)", ".md": "Markdown", ".json": "JSON"}
PLOTS = {".svg": "Drawing (SVG)", ".png": "Picture (PNG)", ".csv": "Data (CSV)"}
BAND_DRAWS = 256

Say = Callable[[str, Sequence[tuple[str, Callable[[], object]]]], None]


class Exporting(QObject):
    """Asks for a name, writes, and says in the bar what came of it."""

    def __init__(self, workbench: Workbench, settings: Settings, say: Say, window: QWidget) -> None:
        super().__init__(window)
        self._workbench, self._settings, self._say, self._window = workbench, settings, say, window

    def export_sheet(self) -> None:
        """The formulation sheet of the variant on show, in a form chosen with the name."""
        self._export_sheet(SHEETS, "A4")

    def export_sheet_as(self, suffix: str, page: str) -> None:
        """The formulation sheet in one form."""
        self._export_sheet({suffix: SHEETS[suffix]}, page)

    def _export_sheet(self, kinds: Mapping[str, str], page: str) -> None:
        bench = self._workbench
        path = self._ask("Export sheet", f"{bench.project.title} {bench.variant.name}", kinds)
        if path is not None:
            self._write(path, lambda: self.write_sheet(path, page))

    def export_plot(self, pane: Any) -> None:
        """One plot as it is drawn now."""
        path = self._ask(f"Export {pane.title}", f"{self._workbench.variant.name} {pane.title}", PLOTS)
        if path is not None:
            pane.save_as(path)

    def write_sheet(self, path: Path, page: str = "A4") -> None:
        """Write the sheet; the ending of the name says in which form."""
        from formulator.sheets import build
        from formulator.ui.export import sheet_pictures
        from formulator.ui.export.sheet import write

        bench = self._workbench
        catalogue, prediction = self._answered()
        sheet = build(bench.project, bench.variant, catalogue, prediction, now=now(), seed=SEED)
        names = [name for section in sheet.sections for name in section.pictures]
        pictures = sheet_pictures(names, bench.design, catalogue, prediction, draws=BAND_DRAWS, seed=SEED)
        write(sheet, path, page=page, pictures=pictures)

    def _answered(self) -> tuple[Catalogue, Prediction]:
        """Catalogue and the prediction with its intervals; on a sheet no number stands without."""
        from formulator.ui.workbench import DRAWS
        from formulator.uncertainty import propagate

        bench = self._workbench
        assert bench.catalogue is not None, "the entry is greyed until the first prediction"
        if bench.has_intervals and bench.prediction is not None:
            return bench.catalogue, bench.prediction
        return bench.catalogue, propagate(bench.design, bench.catalogue, DRAWS, SEED)

    def _ask(self, title: str, proposed: str, kinds: Mapping[str, str]) -> Path | None:
        first = next(iter(kinds))
        here = Path(self._settings.last_folder()) / file_name(proposed, first)
        filters = {f"{word} (*{suffix})": suffix for suffix, word in kinds.items()}
        name, chosen = QFileDialog.getSaveFileName(self._window, title, str(here), ";;".join(filters))
        if not name:
            return None
        path = Path(name)
        return path if path.suffix.lower() in kinds else path.with_name(path.name + filters.get(chosen, first))

    def _write(self, path: Path, write: Callable[[], None]) -> None:
        try:
            write()
        except FormulatorError as problem:
            self._say(str(problem), ())
            return
        self.tell_saved(str(path))

    def tell_saved(self, name: str) -> None:
        """Say that a file was written, and offer to look at it."""
        path = Path(name)
        self._say(f"{path.name} is saved.", (("Show the file", lambda: QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))),))
