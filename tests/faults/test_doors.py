"""What comes in by hand, by mouse and by the command line: read as meant or refused in words, and never a stop of the program."""

from __future__ import annotations

import contextlib
import errno
import math
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QLocale, QMimeData, QUrl
from PySide6.QtWidgets import QApplication, QInputDialog
from pytestqt.qtbot import QtBot

from formulator import design as designs
from formulator import storage
from formulator.cli import main as command_line
from formulator.design import FIELDS
from formulator.errors import FieldError, FormulatorError, ProjectFileError, UnitError
from formulator.ui import app, dropping
from formulator.ui.settings import Settings
from formulator.ui.window import Window
from formulator.ui.workbench import Workbench
from formulator.units import Value

ROOT = Path(__file__).resolve().parents[2]
EXAMPLE = storage.examples()["dpgs-micelle"]
posix_only = pytest.mark.skipif(os.name == "nt", reason="pipes, devices and persons of POSIX")


@pytest.fixture
def window(qtbot: QtBot, tmp_path: Path) -> Iterator[Window]:
    made = app.shell(inline=True, settings=Settings(tmp_path / "settings.ini"))
    made.workbench.open(EXAMPLE)
    made.show()
    yield made
    made.close_now()
    made.deleteLater()


# -- dropped and named


@posix_only
def test_what_is_dropped_and_is_no_project_is_said_and_changes_nothing(window: Window, tmp_path: Path) -> None:
    folder, huge, pipe, link = (tmp_path / f"{name}.formulation" for name in ("folder", "huge", "pipe", "link"))
    folder.mkdir()
    with open(huge, "wb") as file:
        file.truncate(1 << 30)
    os.mkfifo(pipe)
    link.symlink_to("/dev/zero")
    before = window.workbench.project, window.workbench.document, window.settings.recent
    for path, why in ((folder, "it is a folder"), (huge, "1073.7 MB"), (pipe, "not a regular file"), (link, "not a regular file")):
        window.centre.bar.clear()
        dropping.take(window, [path])
        assert why in window.centre.bar.text.text(), path
        assert (window.workbench.project, window.workbench.document, window.settings.recent) == before
    assert QApplication.activeModalWidget() is None
    carried = QMimeData()
    carried.setUrls([QUrl("http://127.0.0.1:9/x.formulation"), QUrl("ftp://x/y"), QUrl("")])
    assert dropping.files(carried) == []


def test_a_name_that_begins_with_a_dash_is_a_file_behind_two_dashes_or_a_dot(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    shutil.copyfile(EXAMPLE, tmp_path / "-x.formulation")
    monkeypatch.chdir(tmp_path)
    assert command_line(["set", "--", "-x.formulation", "medium.ph=7"]) == command_line(["set", "./-x.formulation", "medium.ph=7"]) == 0
    assert command_line(["set", "-x.formulation", "medium.ph=7"]) == 2
    assert "-x.formulation" in capsys.readouterr().err


# -- numbers and texts

EDGES = (math.nan, math.inf, -math.inf, -0.0, 0.0, 5e-324, 1e-308, 1e308, -1.0, 2.0**53 + 2.0)


def test_every_field_takes_a_number_at_its_edges_or_refuses_it_with_what_it_takes(window: Window, tmp_path: Path) -> None:
    bench, taken = window.workbench, 0
    for row in (row for row in FIELDS if row.is_quantity):
        low, high = row.domain
        beside = [end * (1.0 + sign * 1e-12) for end in (low, high) if math.isfinite(end) for sign in (-1, 1)]
        for number in (*EDGES, *beside):
            try:
                bench.edit(row.path, Value(number, row.units[0]))
            except (FieldError, UnitError) as problem:
                said = str(problem)
                wanted = "not a finite number" if not math.isfinite(number) else row.label
                assert wanted.lower() in said.lower() or row.path in said, (row.path, number, said)
                continue
            taken += 1
            assert math.isfinite(number), (row.path, number)
            assert designs.get(bench.design, row.path) == Value(number, row.units[0])
    bench.save_as(tmp_path / "edges.formulation")
    assert storage.load(tmp_path / "edges.formulation").project.variant().design == bench.design
    assert taken > len(FIELDS)


ODD = ("\x00", "\x07", "\u202e", "\u2066", "\ud800", "\x1b[2J", "\u2028")
KEPT = ("😀", "e\u0301", "中文", "שלום", "µ", "<b>x</b>", "=1+1")


@pytest.mark.parametrize("odd", ODD, ids=ascii)
def test_a_letter_that_no_file_holds_never_stands_in_the_way_of_a_save(
    window: Window, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, odd: str
) -> None:
    bench = window.workbench
    monkeypatch.setattr(QInputDialog, "getText", lambda *_, **__: (f"a{odd}b", True))
    window.desk.rename()
    window.desk.retitle()
    for path, text in (("payload.feed", f"5 mg{odd}"), ("payload.feed", f"5{odd} mg"), ("payload.name", f"a{odd}b")):
        with contextlib.suppress(FormulatorError):
            bench.type_text(path, text)
    bench.save_as(tmp_path / "a.formulation")
    project = storage.load(tmp_path / "a.formulation").project
    assert (project.title, project.variant().name) == (bench.project.title, bench.variant.name)
    assert project.title.startswith("a") and odd not in project.title + project.variant().name


def test_letters_of_every_script_are_kept_as_they_are(window: Window, tmp_path: Path) -> None:
    for text in KEPT:
        window.workbench.retitle(f"a {text} b")
        window.workbench.save_as(tmp_path / "a.formulation")
        assert storage.load(tmp_path / "a.formulation").project.title == f"a {text} b"


LOCALES = ("en_US", "de_DE", "fr_FR", "de_CH", "tr_TR", "ar_EG")
TEXTS = ("1.5", "1,5", "1.500", "1,500", "1 500", "1'500", "\u22121", "1e-3")


def test_a_number_is_the_same_under_every_locale_or_asked_about_and_files_never_differ(qapp: QApplication, tmp_path: Path) -> None:
    before = QLocale()
    read: dict[str, set[float]] = {text: set() for text in TEXTS}
    written = set()
    try:
        for name in LOCALES:
            QLocale.setDefault(QLocale(name))
            bench = Workbench(inline=True)
            for text in TEXTS:
                try:
                    entry = designs.read("carrier.site_pka" if text.startswith("\u2212") else "payload.feed", text, bench.decimal)
                except (FieldError, UnitError):
                    continue
                assert isinstance(entry, Value)
                read[text].add(entry.magnitude)
            bench.open(EXAMPLE)
            written.add(storage.dumps(bench.project))
            bench.close()
    finally:
        QLocale.setDefault(before)
    assert len(written) == 1
    assert all(len(values) <= 1 for values in read.values()), read
    assert read["1.5"] == {1.5} and read["1e-3"] == {0.001}


# -- places of others

_AS_NOBODY = """
import os, sys
from pathlib import Path
from formulator import storage
from formulator.errors import ProjectFileError
project = storage.load(sys.argv[1]).project
os.setgroups([]); os.setgid(65534); os.setuid(65534)
for name in sys.argv[2:]:
    try:
        storage.save(project, Path(name))
        print("saved")
    except ProjectFileError as problem:
        print(problem)
"""


@pytest.mark.skipif(os.name == "nt" or os.geteuid() != 0, reason="only root can become nobody")
def test_nobody_is_refused_with_the_reason_everywhere_and_nothing_is_written(tmp_path: Path) -> None:
    for place in (tmp_path, *tmp_path.parents[:3]):
        if place.stat().st_uid == 0 and str(place).startswith(str(Path(os.environ.get("TMPDIR", "/tmp")))) and place != Path("/tmp"):
            place.chmod(place.stat().st_mode | 0o055)
    theirs, locked = tmp_path / "theirs", tmp_path / "locked"
    theirs.mkdir(mode=0o755)
    locked.mkdir(mode=0o700)
    file = Path(shutil.copyfile(EXAMPLE, theirs / "a.formulation"))
    ring = theirs / "ring.formulation"
    ring.symlink_to(ring)
    cases = {
        theirs / "new.formulation": "permission is denied",
        file: "read-only|permission is denied",
        locked / "a.formulation": "permission is denied",
        theirs / "none" / "a.formulation": "the folder does not exist",
        theirs: "it is a folder",
        Path("/dev/full"): "not a regular file",
        ring: "leads in a circle",
    }
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONDONTWRITEBYTECODE": "1"}
    command = [sys.executable, "-c", _AS_NOBODY, str(EXAMPLE), *map(str, cases)]
    result = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False, timeout=120)
    assert result.returncode == 0, result.stderr
    for (path, words), said in zip(cases.items(), result.stdout.splitlines(), strict=True):
        assert any(word in said for word in words.split("|")), (path, said)
    assert file.read_bytes() == EXAMPLE.read_bytes()
    assert sorted(path.name for path in theirs.iterdir()) == ["a.formulation", "ring.formulation"]


@pytest.mark.parametrize("code", [errno.ESTALE, errno.EIO, errno.ETIMEDOUT, errno.EHOSTUNREACH, errno.ENOTCONN], ids=errno.errorcode.get)
def test_a_share_that_went_away_is_refused_with_what_the_system_says(
    window: Window, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, code: int
) -> None:
    mine = Path(shutil.copyfile(EXAMPLE, tmp_path / "mine.formulation"))
    window.workbench.open(mine)
    window.workbench.type_text("carrier.diameter", "77 nm")
    real = os.stat

    def gone(path: object, *arguments: object, **named: object) -> os.stat_result:
        if isinstance(path, str | os.PathLike) and os.fspath(path) == str(mine):
            raise OSError(code, os.strerror(code))
        return real(path, *arguments, **named)  # type: ignore[arg-type]

    with monkeypatch.context() as away:
        away.setattr(os, "stat", gone)
        with pytest.raises(ProjectFileError, match="cannot be opened"):
            storage.load(mine)
        assert not window.filing.save() and window.workbench.is_edited
        assert "was not saved" in window.centre.bar.text.text()
    assert mine.read_bytes() == EXAMPLE.read_bytes()
    assert window.filing.save() and not window.workbench.is_edited
