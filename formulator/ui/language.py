"""Which language the window speaks and how it writes numbers: two choices that do not depend on each other, made at the start."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QLibraryInfo, QLocale, QTranslator

from formulator.ui import words
from formulator.ui.settings import Settings
from formulator.ui.words import tr

if TYPE_CHECKING:
    from formulator.ui.window import Window

SYSTEM = "system"
LANGUAGES = (SYSTEM, *words.LANGUAGES)
SIGNS = (SYSTEM, "point", "comma")
_QT = "words of Qt"
_LANGUAGE, _SIGN = "view/language", "view/decimal"


def begin(settings: Settings) -> None:
    """Before anything is built: language, decimal sign, and the words of Qt's own dialogs."""
    words.use(_wanted(settings))
    sign = settings.choice(_SIGN, SIGNS, SYSTEM)
    if sign != SYSTEM:
        QLocale.setDefault(QLocale.c() if sign == "point" else QLocale("de_DE"))
    app = QCoreApplication.instance()
    if app is None:
        return
    if (before := app.findChild(QTranslator, _QT)) is not None:
        app.removeTranslator(before)
        before.deleteLater()
    if words.language() not in (words.ENGLISH, words.PSEUDO):
        translator = QTranslator(app)
        translator.setObjectName(_QT)
        if translator.load(f"qtbase_{words.language()}", QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)):
            app.installTranslator(translator)


def _wanted(settings: Settings) -> str:
    chosen = os.environ.get(words.VARIABLE) or settings.choice(_LANGUAGE, LANGUAGES, SYSTEM)
    return QLocale.system().uiLanguages()[0].partition("-")[0] if chosen == SYSTEM else chosen


class Languages:
    """What the View menu offers for it. Both take effect at the next start: the window is built in one language."""

    def __init__(self, window: Window) -> None:
        self._window = window
        settings = window.settings
        for chosen in (f"language-{settings.choice(_LANGUAGE, LANGUAGES, SYSTEM)}", f"decimal-{settings.choice(_SIGN, SIGNS, SYSTEM)}"):
            window.actions_by_id[chosen].setChecked(True)

    def set_language(self, code: str) -> None:
        """English, another one, or as the desktop speaks."""
        self._window.settings.put(_LANGUAGE, code)
        self._window.say(tr("The window speaks the language you chose from its next start on. Numbers stay as they are written."))

    def set_decimal(self, sign: str) -> None:
        """Point, comma, or as the desktop writes."""
        self._window.settings.put(_SIGN, sign)
        self._window.say(tr("Numbers are written with the sign you chose from the next start on; files keep the point."))
