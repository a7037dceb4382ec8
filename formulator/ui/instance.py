"""One program for one person: a second start hands its file to the window that is open, and ends."""

from __future__ import annotations

import contextlib
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QByteArray, QCryptographicHash, QDir, QObject, Signal

if TYPE_CHECKING:
    from PySide6.QtNetwork import QLocalServer

_WAIT = 500
"""Milliseconds within which a window that is open answers."""
_PATIENCE = 100
"""Milliseconds that the open window waits for a line; it can do nothing else meanwhile."""
_LONGEST = 64_000


def _name() -> str:
    """One name for each person and desktop; hashed, so that it says nothing and fits everywhere."""
    person = str(os.getuid()) if hasattr(os, "getuid") else os.environ.get("USERNAME", "somebody")
    desktop = os.environ.get("DISPLAY", "") + os.environ.get("WAYLAND_DISPLAY", "") + os.environ.get("XDG_RUNTIME_DIR", "")
    said = QByteArray(f"{person}|{desktop}".encode(errors="surrogateescape"))
    digest = QCryptographicHash.hash(said, QCryptographicHash.Algorithm.Sha256).toHex().data()
    return f"formulator-{bytes(digest).decode()[:16]}"


def _may_answer(name: str) -> bool:
    """Whether a window may listen there; asked of the disk: Qt's network takes longer to load than the first frame to be painted."""
    return sys.platform == "win32" or os.path.exists(os.path.join(QDir.tempPath(), name))


def handed_over(path: Path | None, name: str = "") -> bool:
    """Give a file to the window that is open already; False when there is none."""
    if not _may_answer(name or _name()):
        return False
    import json

    from PySide6.QtNetwork import QLocalSocket

    socket = QLocalSocket()
    socket.connectToServer(name or _name())
    if not socket.waitForConnected(_WAIT):
        return False
    socket.write(json.dumps({"open": str(path.absolute()) if path is not None else ""}).encode() + b"\n")
    taken = socket.waitForBytesWritten(_WAIT) and socket.waitForReadyRead(_WAIT) and bytes(socket.readAll().data()) == b"taken\n"
    socket.disconnectFromServer()
    return bool(taken)


class Doorbell(QObject):
    """Listens for later starts; `rung` carries the file they were given, or None."""

    rung = Signal(object)

    def __init__(self, parent: QObject | None = None, name: str = "") -> None:
        super().__init__(parent)
        from PySide6.QtNetwork import QLocalServer

        self._server: QLocalServer = QLocalServer(self)
        self._server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        self._server.newConnection.connect(self._answer)
        wanted = name or _name()
        if not self._server.listen(wanted):
            # A name left behind by a window that was killed: nobody answered there a moment ago.
            QLocalServer.removeServer(wanted)
            self._server.listen(wanted)

    @property
    def is_listening(self) -> bool:
        """Whether later starts find this window; without it they open windows of their own, which does no harm."""
        return self._server.isListening()

    def _answer(self) -> None:
        """Another start has written its line before it waits, so it is there or comes within a moment."""
        while self._server.hasPendingConnections():
            socket = self._server.nextPendingConnection()
            if socket.bytesAvailable() or socket.waitForReadyRead(_PATIENCE):
                wanted = _request(bytes(socket.readLine(_LONGEST).data()))
                if wanted is not None:
                    socket.write(b"taken\n")
                    socket.waitForBytesWritten(_PATIENCE)
                    self.rung.emit(Path(wanted) if wanted else None)
            socket.disconnectFromServer()

    def close(self) -> None:
        """The window closes: the next start is the first again."""
        self._server.close()


def _request(line: bytes) -> str | None:
    """The file of a request, "" for none; None for what is no request."""
    import json

    with contextlib.suppress(ValueError, RecursionError):
        said = json.loads(line)
        wanted = said.get("open") if isinstance(said, dict) else None
        return wanted if isinstance(wanted, str) else None
    return None
