#!/usr/bin/env python3
# ruff: noqa
"""Seeded GUI monkey for any QMainWindow: clicks, types, drags, fires actions, closes dialogs; offscreen.

  python monkey.py --window pkg.mod:make_window --steps 20000 --seed 1 --report out.json
make_window() returns the top window (a QApplication exists by then). In pytest:
  from monkey import Monkey;  report = Monkey(window, seed=1).run(steps=2000);  assert report.ok, report
Watches: exceptions (main thread, threads, unraisable), Qt critical and fatal messages, Qt warnings (counted),
steps that block the event loop over --stall seconds (without what other processes took), resident memory growth after warm-up, widgets that pile up,
top windows that stay open, and a closed main window (reopened through make_window). With --warm and --rest memory is
looked at with the window in one and the same state: after everything was used once, then after every fifth of the way. Native and static file dialogs
are answered with paths in a scratch folder. A trace of the last actions is printed with each failure; the same
--seed, --steps and window give the same actions, so a failure repeats under --until STEP.
"""
import argparse
import collections
import faulthandler
import gc
import importlib
import json
import os
import random
import sys
import tempfile
import threading
import time
import traceback

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QCoreApplication, QEvent, QMimeData, QPoint, QPointF, Qt, QTimer, QUrl, qInstallMessageHandler  # noqa: E402
from PySide6.QtGui import QAction, QDropEvent, QKeyEvent, QWheelEvent  # noqa: E402
from PySide6.QtTest import QTest  # noqa: E402
from PySide6.QtWidgets import (QAbstractButton, QAbstractItemView, QAbstractSlider, QAbstractSpinBox, QApplication, QColorDialog,  # noqa: E402
                               QComboBox, QDialog, QFileDialog, QFontDialog, QInputDialog, QLineEdit, QMainWindow, QMenu, QMessageBox,
                               QPlainTextEdit, QTabBar, QTableView, QTextEdit, QTreeView, QWidget)

TEXTS = ["", "0", "-1", "1e308", "1e999", "nan", "inf", "-inf", "1,5", "1.5", "1 nm", "80 nm", "10**10**8", "\u22125", "\u0661", "abc", "<b>x</b>",
         "<img src=file:///etc/passwd>", "=1+1", "\u202eabc", "\U0001f600", "e\u0301", "a\u0000b", " " * 50, "9" * 400, "x" * 5000, "../../x", "CON",
         "%s%n", "{0}", "\ud83d", "1e-320", "0.1", "100 %", "5 kg", "1/0"]
KEYS = [Qt.Key.Key_Tab, Qt.Key.Key_Backtab, Qt.Key.Key_Return, Qt.Key.Key_Escape, Qt.Key.Key_Delete, Qt.Key.Key_Backspace, Qt.Key.Key_Up,
        Qt.Key.Key_Down, Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown, Qt.Key.Key_Home, Qt.Key.Key_End,
        Qt.Key.Key_Space, Qt.Key.Key_F1, Qt.Key.Key_F2, Qt.Key.Key_F5, Qt.Key.Key_Menu]
CHORDS = "ZYSNOACVXFWPQDT"


class Report(dict):
    @property
    def ok(self):
        return not self["failures"]


def rss_mb():
    try:
        with open("/proc/self/statm") as f:
            return int(f.read().split()[1]) * os.sysconf("SC_PAGE_SIZE") / 2**20
    except OSError:
        return 0.0


def queued():
    """Seconds that this thread was ready to run and waited for a processor, taken by something else; 0 where nobody counts them."""
    try:
        with open("/proc/thread-self/schedstat") as f:
            return int(f.read().split()[1]) / 1e9
    except (OSError, IndexError):
        return 0.0


def clock():
    """The clock without waiting for a processor, and the processor time of this thread."""
    return time.perf_counter() - queued(), time.thread_time()


class Monkey:
    def __init__(self, window, seed=1, make=None, stall=1.0, rss_limit=50.0, skip=("quit", "exit"), scratch=None, allow_warnings=True, depth=3, diary=None, rest=None, warm=None):
        self.window, self.make, self.rng = window, make, random.Random(seed)
        self.seed, self.stall, self.rss_limit, self.skip, self.depth = seed, stall, rss_limit, tuple(skip), depth
        self.allow_warnings = allow_warnings
        self.scratch = scratch or tempfile.mkdtemp(prefix="monkey-")
        self.failures, self.warnings, self.trace = [], collections.Counter(), collections.deque(maxlen=15)
        self.counts, self.nested, self.step_no, self.files = collections.Counter(), 0, 0, []
        self.diary = open(diary, "w", encoding="utf-8", errors="backslashreplace", buffering=1) if diary else None
        self.rest = rest  # called before the resident memory is compared: brings the window into the same state, and gives it back
        self.warm = warm  # called once before anything is measured: uses everything for the first time, and gives the window back
        self.begun, self.slowest = (0.0, 0.0), (0.0, "")
        self.heavy = []  # (processor seconds of the window's own thread, action) of every step over 200 ms

    # -- watching -----------------------------------------------------------------------------
    def fail(self, kind, detail):
        if len(self.failures) < 200:
            self.failures.append({"kind": kind, "step": self.step_no, "detail": detail[-6000:], "trace": list(self.trace)})
            if self.diary:
                self.diary.write(f"FAIL {kind}\n{detail}\n")

    def __enter__(self):
        self.saved = sys.excepthook, threading.excepthook, sys.unraisablehook
        sys.excepthook = lambda t, v, tb: self.fail("exception", "".join(traceback.format_exception(t, v, tb)))
        threading.excepthook = lambda x: self.fail("thread exception", "".join(traceback.format_exception(x.exc_type, x.exc_value, x.exc_traceback)))
        sys.unraisablehook = lambda x: self.fail("unraisable", f"{x.err_msg} {x.exc_value!r} in {x.object!r}")
        self.saved_qt = qInstallMessageHandler(self.qt_message)
        self.patch()
        return self

    def __exit__(self, *exc):
        sys.excepthook, threading.excepthook, sys.unraisablehook = self.saved
        qInstallMessageHandler(self.saved_qt)
        for cls, name, old in self.patched:
            setattr(cls, name, old)

    def qt_message(self, kind, ctx, text):
        level = getattr(kind, "name", str(kind))
        if "Critical" in level or "Fatal" in level or ("Warning" in level and not self.allow_warnings):
            self.fail("qt " + level, text)
        else:
            self.warnings[text[:120]] += 1

    def path(self, suffix=".json"):
        kind = self.rng.randrange(6)
        name = self.rng.choice(["a", "b", "\u00e9t\u00e9", "sp ace", "CON", "x" * 200])
        p = os.path.join(self.scratch, name + suffix)
        if kind == 0:
            return ""
        if kind == 1:
            return os.path.join(self.scratch, "missing", "f" + suffix)
        if kind == 2 and not os.path.exists(p):
            with open(p, "wb") as f:
                f.write(self.rng.choice([b"", b"{", b"null", b'{"version": 999}', b"\x00\xff"]))
        return p

    def patch(self):
        """Answer the static dialogs, which would otherwise block on a native or nested loop."""
        r, self.patched = self.rng, []

        def put(cls, name, fn):
            self.patched.append((cls, name, cls.__dict__[name]))
            setattr(cls, name, staticmethod(fn))
        put(QFileDialog, "getOpenFileName", lambda *a, **k: ((lambda p: (p, ""))(self.path())))
        put(QFileDialog, "getSaveFileName", lambda *a, **k: ((lambda p: (p, ""))(self.path(r.choice([".json", ".csv", ".html", ""])))))
        put(QFileDialog, "getOpenFileNames", lambda *a, **k: ([p for p in [self.path()] if p], ""))
        put(QFileDialog, "getExistingDirectory", lambda *a, **k: r.choice(["", self.scratch]))
        put(QInputDialog, "getText", lambda *a, **k: (r.choice(TEXTS), r.random() < .7))
        put(QInputDialog, "getInt", lambda *a, **k: (r.choice([0, -1, 1, 10**6]), r.random() < .7))
        put(QInputDialog, "getDouble", lambda *a, **k: (r.choice([0.0, -1.0, 1e300]), r.random() < .7))
        B = QMessageBox.StandardButton
        for name in ("question", "warning", "information", "critical"):
            put(QMessageBox, name, lambda *a, **k: r.choice([B.Yes, B.No, B.Ok, B.Cancel, B.Save, B.Discard]))
        put(QMessageBox, "about", lambda *a, **k: None)
        put(QColorDialog, "getColor", lambda *a, **k: QColorDialog().currentColor())
        put(QFontDialog, "getFont", lambda *a, **k: (True, QApplication.font()))

    # -- acting -------------------------------------------------------------------------------
    def root(self):
        return QApplication.activePopupWidget() or QApplication.activeModalWidget() or self.window

    def targets(self, root):
        out = [w for w in root.findChildren(QWidget) if w.isVisibleTo(root) and w.isEnabled() and w.width() > 1 and w.height() > 1]
        return out + [root]

    def note(self, what, w=None, arg=""):
        self.begun = clock()  # What it took the monkey to look around and to choose is no waiting.
        name = f"{type(w).__name__}:{w.objectName() or getattr(w, 'text', lambda: '')() if not isinstance(w, (QTextEdit, QPlainTextEdit)) else ''}" if w is not None else ""
        self.trace.append(f"{self.step_no} {what} {name[:60]} {arg!r:.60}")
        self.counts[what] += 1
        if self.diary:  # Written before the action is done, so that the last line of a diary is what killed the process.
            self.diary.write(f"{self.trace[-1]}\n")

    def point(self, w):
        return QPoint(self.rng.randrange(max(1, w.width())), self.rng.randrange(max(1, w.height())))

    def mods(self):
        m = Qt.KeyboardModifier
        return self.rng.choice([m.NoModifier] * 6 + [m.ShiftModifier, m.ControlModifier, m.AltModifier])

    def act(self):
        r, root = self.rng, self.root()
        if isinstance(root, QMenu):
            acts = [a for a in root.actions() if a.isEnabled() and not a.isSeparator() and not self.skipped(a)]
            if acts and r.random() < .6:
                a = r.choice(acts)
                self.note("menu", root, a.text())
                root.close()
                if not a.menu():
                    a.trigger()
            else:
                self.note("closemenu", root)
                root.close()
            return
        if isinstance(root, QDialog) and root is not self.window and r.random() < .15:
            self.note("reject", root)
            root.done(r.choice([0, 1]))
            return
        roll = r.random()
        if roll < .12:
            acts = [a for a in self.window.findChildren(QAction) if a.isEnabled() and not a.menu() and not a.isSeparator() and not self.skipped(a)]
            if acts and root is self.window:
                a = r.choice(acts)
                self.note("action", None, a.text() or a.objectName())
                a.trigger()
                return
        w = r.choice(self.targets(root))
        if roll < .40:
            self.special(w)
        elif roll < .62:
            b = r.choice([Qt.MouseButton.LeftButton] * 8 + [Qt.MouseButton.RightButton, Qt.MouseButton.MiddleButton])
            self.note("click", w, b.name)
            QTest.mouseClick(w, b, self.mods(), self.point(w))
        elif roll < .67:
            self.note("dblclick", w)
            QTest.mouseDClick(w, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, self.point(w))
        elif roll < .72:
            self.note("drag", w)
            QTest.mousePress(w, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, self.point(w))
            for _ in range(r.randrange(1, 5)):
                QTest.mouseMove(w, self.point(w))
            QTest.mouseRelease(w, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, self.point(w))
        elif roll < .82:
            k = r.choice(KEYS)
            self.note("key", w, k.name)
            QTest.keyClick(w, k, self.mods() if k != Qt.Key.Key_F4 else Qt.KeyboardModifier.NoModifier)
        elif roll < .88:
            k = r.choice(CHORDS)
            if k != "Q":
                self.note("chord", w, "Ctrl+" + k)
                QTest.keyClick(w, getattr(Qt.Key, "Key_" + k), r.choice([Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier]))
        elif roll < .92:
            self.note("wheel", w)
            p = QPointF(self.point(w))
            QApplication.sendEvent(w, QWheelEvent(p, w.mapToGlobal(p), QPoint(0, 0), QPoint(0, r.choice([-960, -120, 120, 960])), Qt.MouseButton.NoButton, self.mods(), Qt.ScrollPhase.NoScrollPhase, False))
        elif roll < .95:
            size = r.choice([(1, 1), (320, 240), (1024, 768), (3840, 2160), (80, 2000)])
            self.note("resize", None, size)
            self.window.resize(*size)
        elif roll < .97:
            self.drop(w)
        elif roll < .985:
            self.note("paste", w)
            QApplication.clipboard().setText(r.choice(TEXTS))
            QTest.keyClick(w, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
        else:
            self.note("close", root)
            root.close()

    def drop(self, w):
        if not w.acceptDrops():
            return
        m = QMimeData()
        if self.rng.random() < .5:
            m.setUrls([QUrl.fromLocalFile(self.path() or "/nonexistent"), QUrl("http://127.0.0.1:9/x")][:self.rng.choice([1, 2])])
        else:
            m.setText(self.rng.choice(TEXTS))
        self.note("drop", w, m.formats())
        QApplication.sendEvent(w, QDropEvent(QPointF(self.point(w)), Qt.DropAction.CopyAction, m, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier))

    def skipped(self, action):
        t = (action.text() or "").replace("&", "").lower()
        return any(s in t for s in self.skip) or action.menuRole() == QAction.MenuRole.QuitRole

    def special(self, w):
        r = self.rng
        if isinstance(w, QAbstractButton):
            self.note("press", w)
            w.click()
        elif isinstance(w, QComboBox) and w.count():
            i = r.randrange(w.count())
            self.note("combo", w, i)
            w.setCurrentIndex(i)
        elif isinstance(w, QAbstractSpinBox):
            t = r.choice(TEXTS)
            self.note("spin", w, t)
            w.selectAll()
            self.type(w, t[:40])
            QTest.keyClick(w, Qt.Key.Key_Return)
        elif isinstance(w, QLineEdit):
            t = r.choice(TEXTS)
            self.note("type", w, t)
            if not w.isReadOnly():
                w.setText(t) if len(t) > 60 else (w.selectAll(), self.type(w, t))
            QTest.keyClick(w, Qt.Key.Key_Return)
        elif isinstance(w, (QTextEdit, QPlainTextEdit)):
            t = r.choice(TEXTS)
            self.note("text", w, t)
            if not w.isReadOnly():
                w.insertPlainText(t)
        elif isinstance(w, QAbstractSlider):
            v = r.choice([w.minimum(), w.maximum(), r.randint(w.minimum(), max(w.minimum(), w.maximum()))])
            self.note("slider", w, v)
            w.setValue(v)
        elif isinstance(w, QTabBar) and w.count():
            i = r.randrange(w.count())
            self.note("tab", w, i)
            w.setCurrentIndex(i)
        elif isinstance(w, QAbstractItemView) and w.model() and w.model().rowCount():
            i = w.model().index(r.randrange(w.model().rowCount()), r.randrange(max(1, w.model().columnCount() if isinstance(w, (QTableView, QTreeView)) else 1)))
            self.note("cell", w, (i.row(), i.column()))
            w.setCurrentIndex(i)
            if r.random() < .3:
                w.edit(i)
        else:
            self.note("click", w)
            QTest.mouseClick(w, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, self.point(w))

    def type(self, w, text):
        """Key events carrying the text; QTest.keyClicks aborts the process on anything beyond ASCII. Each key is a step of its own."""
        for ch in text:
            self.lap()
            for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
                QApplication.sendEvent(w, QKeyEvent(kind, 0, Qt.KeyboardModifier.NoModifier, ch))
        self.lap()

    def lap(self):
        """The end of one step and the beginning of the next: what a person would wait for at once."""
        now, cpu = clock()
        dt, busy, what = now - self.begun[0], cpu - self.begun[1], self.trace[-1] if self.trace else ""
        self.begun = now, cpu
        if dt > self.slowest[0]:
            self.slowest = (dt, what)
        if busy > 0.2:
            self.heavy.append((round(busy, 3), what))
            if self.diary:
                self.diary.write(f"HEAVY {busy:.3f} {what}\n")
        if dt > self.stall:
            self.fail("stall", f"{dt:.2f} s")

    def stand(self):
        """Resident memory of the window in the state in which `rest` leaves it: pictures of a large window are no growth."""
        self.window = self.rest(self.window)
        gc.collect()
        return rss_mb(), len(QApplication.allWidgets())

    def guarded(self):
        """One action; a modal loop opened by it is served by a timer, at most self.depth deep."""
        timer = QTimer()
        timer.setInterval(0)

        def inner():
            modal = QApplication.activeModalWidget() or QApplication.activePopupWidget()
            if modal is None or self.nested >= 60:
                if modal is not None:
                    modal.close() if not isinstance(modal, QDialog) else modal.done(0)
                return
            self.nested += 1
            self.lap()
            try:
                self.act()
            except RuntimeError as e:
                if "already deleted" not in str(e):
                    raise
        timer.timeout.connect(inner)
        self.nested = 0
        timer.start()
        try:
            self.act()
        except RuntimeError as e:
            if "already deleted" not in str(e):
                self.fail("exception", traceback.format_exc())
        except Exception:
            self.fail("exception", traceback.format_exc())
        finally:
            timer.stop()

    def run(self, steps=2000, seconds=None, warm=0.3, sample=100, rests=5):
        faulthandler.enable(*[self.diary] if self.diary else [])
        app = QApplication.instance() or QApplication([])
        app.setQuitOnLastWindowClosed(False)
        self.window.show()
        mem, widgets, tops, standing = [], [], [], []
        with self:
            if self.warm:
                self.window = self.warm(vars(self).pop("window"), self.make)
            if self.rest:
                standing.append(self.stand())
            t0, rested, done = time.monotonic(), 0.0, 0.0
            while self.step_no < steps and (seconds is None or time.monotonic() - t0 - rested < seconds):
                self.step_no += 1
                self.begun = clock()
                self.guarded()
                QCoreApplication.processEvents()
                QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
                self.lap()
                if not self.window.isVisible():
                    if self.make:  # A window that was closed has stopped its work: nobody sees it again.
                        self.counts["reopen"] += 1
                        self.window.deleteLater()
                        self.window = None  # Nobody but the program holds on to it.
                        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
                        self.window = self.make()
                    self.window.show()
                done = max(self.step_no / steps, (time.monotonic() - t0 - rested) / seconds if seconds else 0.0)
                if self.rest and done * rests >= len(standing):
                    at = time.monotonic()
                    standing.append(self.stand())
                    rested += time.monotonic() - at
                if self.step_no % sample == 0:
                    gc.collect()
                    mem.append(rss_mb())
                    widgets.append(len(QApplication.allWidgets()))
                    tops.append(len([w for w in QApplication.topLevelWidgets() if w.isVisible()]))
            growth = slope = 0.0
            if self.rest:
                if done < 1:
                    standing.append(self.stand())
                (low, few), (high, many) = standing[0], standing[-1]
                few, acted = 1.05 * few, self.step_no
            elif len(mem) > 4:
                k = int(len(mem) * warm)
                low, high, few, many, acted = mem[k], mem[-1], 2 * widgets[k] + 50, widgets[-1], (len(mem) - 1 - k) * sample
            if self.rest or len(mem) > 4:
                growth = high - low
                slope = growth / max(1, acted) * 1000
                if growth > self.rss_limit:
                    self.fail("memory", f"resident memory grew {growth:.1f} MB after warm-up")
                if many > few:
                    self.fail("widgets", f"{many} widgets, at most {few:.0f} expected")
            if len(tops) > 4 and tops[-1] > tops[int(len(tops) * warm)] + 5:
                self.fail("windows", f"{tops[int(len(tops) * warm)]} -> {tops[-1]} open top windows")
        return Report(seed=self.seed, steps=self.step_no, seconds=round(time.monotonic() - t0 - rested, 1), failures=self.failures, actions=dict(self.counts),
                      warnings=dict(self.warnings.most_common(10)), slowest=[round(self.slowest[0], 3), self.slowest[1]],
            heavy=len(self.heavy),
            heaviest=sorted(self.heavy, reverse=True)[:25],
            memory=[round(one) for one in mem],
            standing=[(round(one, 1), many) for one, many in standing],
                      rss_growth_mb=round(growth, 1), rss_mb_per_1000_steps=round(slope, 3), widgets=widgets[-1:])


def main():
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("--window", required=True, help="module:function returning a QMainWindow")
    ap.add_argument("--rest", help="module:function that brings a window into one state, before memory is compared")
    ap.add_argument("--warm", help="module:function that uses everything of a window once, before memory is looked at for the first time")
    ap.add_argument("--steps", type=int, default=2000)
    ap.add_argument("--until", type=int, help="stop after this step (repeat a failure)")
    ap.add_argument("--seconds", type=float)
    ap.add_argument("--seed", type=int, default=1)
    ap.add_argument("--stall", type=float, default=1.0)
    ap.add_argument("--rss-limit", type=float, default=50.0)
    ap.add_argument("--strict-warnings", action="store_true")
    ap.add_argument("--report")
    ap.add_argument("--diary", help="file that gets every action before it is done, and the stack of every thread if the process dies")
    ap.add_argument("--scratch", help="folder for what the window writes; without it one is made and stays")
    ap.add_argument("--path", action="append", default=[])
    a = ap.parse_args()
    sys.path[:0] = a.path + [os.getcwd()]
    app = QApplication.instance() or QApplication(sys.argv[:1])  # noqa: F841
    mod, fn = a.window.split(":")
    make = getattr(importlib.import_module(mod), fn)
    rest, warm = (getattr(importlib.import_module(one.split(":")[0]), one.split(":")[1]) if one else None for one in (a.rest, a.warm))
    rep = Monkey(make(), a.seed, make, a.stall, a.rss_limit, scratch=a.scratch, allow_warnings=not a.strict_warnings, diary=a.diary, rest=rest, warm=warm).run(a.until or a.steps, a.seconds)
    if a.report:
        with open(a.report, "w") as f:
            json.dump(rep, f, indent=1)
    brief = {k: v for k, v in rep.items() if k not in ("failures", "memory", "heaviest")}
    print(json.dumps(brief, ensure_ascii=True))
    kinds = collections.Counter((f["kind"], f["detail"].strip().splitlines()[-1][:100]) for f in rep["failures"])
    for (kind, last), n in kinds.most_common(12):
        first = next(f for f in rep["failures"] if f["kind"] == kind and f["detail"].strip().splitlines()[-1][:100] == last)
        print(f"FAIL {n} x {kind}: {ascii(last)} (first at step {first['step']}; last actions {first['trace'][-3:]})")
    sys.stdout.flush()
    os._exit(0 if rep.ok else 1)


if __name__ == "__main__":
    main()
