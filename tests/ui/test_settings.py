"""What is remembered between sessions, and that a damaged file does no harm."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QByteArray, QSettings
from pytestqt.qtbot import QtBot

from formulator.ui.app import make_window
from formulator.ui.settings import MOST_RECENT, Settings


@pytest.fixture
def settings() -> Settings:
    made = Settings()
    made.store.clear()
    return made


def test_the_last_file_is_first_and_stands_there_once(settings: Settings, tmp_path: Path) -> None:
    for name in ("a", "b", "a"):
        settings.remember_file(tmp_path / name)
    assert settings.recent == (tmp_path / "a", tmp_path / "b")
    assert settings.last_folder() == str(tmp_path)


def test_ten_files_are_remembered(settings: Settings, tmp_path: Path) -> None:
    for number in range(15):
        settings.remember_file(tmp_path / f"{number}, with comma.formulation")
    assert len(settings.recent) == MOST_RECENT
    assert settings.recent[0].name == "14, with comma.formulation"


def test_another_session_finds_what_this_one_put(settings: Settings, tmp_path: Path) -> None:
    settings.put("view/points", 12)
    settings.put("view/theme", "dark")
    settings.set_folded("process", True)
    settings.put("window/geometry", QByteArray(b"abc"))
    settings.store.sync()
    other = Settings()
    assert (other.number("view/points", 10), other.text("view/theme")) == (12, "dark")
    assert other.is_folded("process", False)
    assert other.geometry() == QByteArray(b"abc")


def test_resetting_the_layout_keeps_files_and_theme(settings: Settings, tmp_path: Path) -> None:
    settings.remember_file(tmp_path / "a")
    settings.put("view/theme", "dark")
    settings.put("window/geometry", QByteArray(b"abc"))
    settings.set_folded("process", True)
    settings.clear_layout()
    assert settings.geometry() is None
    assert not settings.is_folded("process", False)
    assert settings.recent and settings.text("view/theme") == "dark"


@pytest.mark.parametrize("damaged", ["", "[", "{}", "[1, null]", "nonsense"])
def test_a_damaged_list_of_files_is_an_empty_one(settings: Settings, damaged: str) -> None:
    settings.put("files/recent", damaged)
    assert settings.recent == ()
    assert settings.last_folder()


def test_a_damaged_number_is_the_usual_one(settings: Settings) -> None:
    settings.put("view/points", "twelve")
    assert settings.number("view/points", 10) == 10


def test_what_cannot_be_used_is_set_back_and_said(settings: Settings, capsys: pytest.CaptureFixture[str]) -> None:
    damage = {"view/points": "twelve", "view/theme": "purple", "files/recent": "[1, ", "window/geometry": "far off"}
    for key, text in damage.items():
        settings.put(key, text)
    assert settings.number("view/points", 10) == 10 and settings.choice("view/theme", ("dark", "light"), "light") == "light"
    assert settings.recent == () and settings.geometry() is None
    said = capsys.readouterr().err.splitlines()
    assert [line.split()[1] for line in said] == list(damage)
    assert all("was set back" in line and settings.store.fileName() in line for line in said)
    assert not any(settings.store.contains(key) for key in damage)


@pytest.mark.parametrize("damaged", ["²", "--3", "9" * 5000, "1e3", "٣", "", "0x10"])
def test_what_is_no_plain_number_is_the_usual_one(settings: Settings, damaged: str) -> None:
    settings.put("view/points", damaged)
    assert settings.number("view/points", 11) == 11


def test_a_list_of_files_nested_beyond_reading_is_an_empty_one(settings: Settings) -> None:
    settings.put("files/recent", "[" * 100_000)
    assert settings.recent == ()


def test_a_list_of_a_million_files_is_an_empty_one(settings: Settings, tmp_path: Path) -> None:
    settings.put("files/recent", "[" + ", ".join(f'"/x/{number}"' for number in range(20_000)) + "]")
    assert settings.recent == ()
    settings.remember_file(tmp_path / "a")
    assert settings.recent == (tmp_path / "a",)


@pytest.mark.qt_log_ignore("QVariant::load", "Trying to construct an instance of an invalid type", extend=True)
@pytest.mark.parametrize(
    "content",
    [
        b"\x00\xff\xfe" * 1000,
        b"[view]\npoints=999999999\ntheme=@Invalid()\n[window]\ngeometry=@ByteArray(\\0\\xff)\n",
        b"[view]\npoints=-5\ntheme=<b>x</b>\n[files]\nrecent=" + b"[" * 5000 + b"\n",
        b'[files]\nrecent="[\\"/nowhere/a.formulation\\", \\"\\\\ud800\\", \\"a\\\\u0000b\\", 5, null]"\n',
        b'[files]\nrecent="[\\"/' + b"y" * 300 + b'.formulation\\"]"\n',
        b"[" + b"x" * 100_000 + b"]\n=\n=\n%%%\n",
        b"[window]\ngeometry=@Variant(\\0\\0\\0\\x7f)\n[folds]\ncarrier=@Variant(\\0\\0\\0\\xff\\xff)\n",
    ],
    ids=["bytes", "far off", "nested", "names", "long name", "no ini", "variant"],
)
def test_the_window_opens_over_settings_that_somebody_damaged(qtbot: QtBot, tmp_path: Path, content: bytes) -> None:
    store = QSettings(QSettings.Format.IniFormat, QSettings.Scope.UserScope, "formulator", "formulator")
    file = Path(store.fileName())
    del store
    before = file.read_bytes() if file.exists() else None
    file.parent.mkdir(parents=True, exist_ok=True)
    try:
        file.write_bytes(content)
        window = make_window()
        assert window.isVisible() and window.workbench.project.variants
        geometry = window.settings.geometry()
        if geometry is not None:
            window.restoreGeometry(geometry)
        window.settings.remember_file(tmp_path / "a.formulation")
        assert window.settings.recent[0] == tmp_path / "a.formulation"
        window.close_now()
        window.deleteLater()
    finally:
        if before is None:
            file.unlink(missing_ok=True)
        else:
            file.write_bytes(before)


def test_a_favourite_is_turned_on_and_off(settings: Settings) -> None:
    assert settings.turn_favourite("drug:docetaxel") and settings.turn_favourite("ligand:crgdfk")
    assert settings.favourites == ("drug:docetaxel", "ligand:crgdfk")
    assert not settings.turn_favourite("drug:docetaxel")
    assert settings.favourites == ("ligand:crgdfk",)
    settings.put("materials/favourites", "[1, null")
    assert settings.favourites == ()
