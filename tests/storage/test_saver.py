"""A save replaces the whole file or nothing, and says in one sentence why it could not."""

from __future__ import annotations

import errno
import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from formulator import storage
from formulator.errors import ProjectFileError
from formulator.storage import SavedUnconfirmedError, saver

posix_only = pytest.mark.skipif(os.name == "nt", reason="modes, links and pipes of POSIX")


def names(folder: Path) -> list[str]:
    return sorted(os.listdir(folder))


def test_the_content_is_replaced_and_nothing_else_is_left(tmp_path: Path) -> None:
    target = tmp_path / "a.txt"
    for text in ("one", "two\n" * 1000):
        storage.write_text(target, text)
        assert target.read_bytes() == text.encode()
        assert names(tmp_path) == ["a.txt"]
    storage.write_bytes(target, b"\x00\xff")
    assert target.read_bytes() == b"\x00\xff"


@posix_only
def test_the_mode_of_the_old_file_is_kept_and_a_new_one_follows_the_umask(tmp_path: Path) -> None:
    target = tmp_path / "a"
    storage.write_text(target, "one")
    mask = os.umask(0)
    os.umask(mask)
    assert stat.S_IMODE(target.stat().st_mode) == 0o666 & ~mask
    for mode in (0o600, 0o644, 0o664):
        target.chmod(mode)
        storage.write_text(target, "two")
        assert stat.S_IMODE(target.stat().st_mode) == mode


@posix_only
def test_a_link_is_kept_and_its_target_updated(tmp_path: Path) -> None:
    real, link = tmp_path / "real", tmp_path / "link"
    real.write_text("old")
    link.symlink_to(real)
    storage.write_text(link, "new")
    assert link.is_symlink()
    assert real.read_text() == "new"


@posix_only
def test_a_second_name_of_a_file_is_counted_and_keeps_the_old_content(tmp_path: Path) -> None:
    one, other = tmp_path / "one", tmp_path / "other"
    one.write_text("old")
    assert storage.other_names(one) == storage.other_names(tmp_path / "none") == storage.other_names(tmp_path) == 0
    other.hardlink_to(one)
    assert storage.other_names(one) == 1
    storage.write_text(one, "new")
    assert other.read_text() == "old"
    assert storage.other_names(one) == 0


@pytest.mark.parametrize("length", [200, 250, 255])
def test_the_longest_names_can_be_saved_again_and_again(tmp_path: Path, length: int) -> None:
    target = tmp_path / ("n" * length)
    for text in ("one", "two"):
        storage.write_text(target, text)
        assert target.read_text() == text


@posix_only
@pytest.mark.parametrize(
    ("make", "name", "why"),
    [
        (lambda path: path.mkdir(), "a", "it is a folder"),
        (lambda path: os.mkfifo(path), "a", "not a regular file"),
        (lambda path: path.symlink_to(path), "a", "leads in a circle"),
        (lambda path: path.touch(mode=0o444), "a", "read-only"),
        (lambda path: None, "none/a", "the folder does not exist"),
        (lambda path: path.parent.touch(), "file/a", "not a folder"),
        (lambda path: None, "n" * 256, "the name is too long"),
        (lambda path: None, "a\0b", "cannot be a file's"),
    ],
)  # fmt: skip
def test_what_cannot_be_saved_is_refused_in_one_sentence(tmp_path: Path, make: object, name: str, why: str) -> None:
    path = tmp_path / name
    make(path) if "\0" not in name and len(name) < 256 else None  # type: ignore[operator]
    before = names(tmp_path)
    with pytest.raises(ProjectFileError, match=why) as caught:
        storage.write_text(path, "new")
    assert "was not saved" in str(caught.value)
    assert names(tmp_path) == before


def test_a_device_is_no_place_for_a_project() -> None:
    if not os.path.exists("/dev/full"):
        pytest.skip("this system has no /dev/full")
    with pytest.raises(ProjectFileError, match="not a regular file"):
        storage.write_text("/dev/full", "x")


@posix_only
def test_the_leftover_of_a_save_that_died_is_swept(tmp_path: Path) -> None:
    target = tmp_path / "a"
    left = Path(saver.temporary_name(str(target)))
    left.write_text("half")
    storage.write_text(target, "new")
    assert names(tmp_path) == ["a"]
    left.symlink_to(tmp_path / "elsewhere")
    storage.write_text(target, "newer")
    assert names(tmp_path) == ["a"]


@posix_only
def test_a_folder_in_the_way_is_named(tmp_path: Path) -> None:
    target = tmp_path / "a"
    Path(saver.temporary_name(str(target))).mkdir()
    with pytest.raises(ProjectFileError, match="is in the way"):
        storage.write_text(target, "new")


@posix_only
def test_the_temporary_file_of_a_living_writer_stays(tmp_path: Path) -> None:
    import fcntl

    target = tmp_path / "a"
    left = Path(saver.temporary_name(str(target)))
    with left.open("w") as writer:
        fcntl.flock(writer.fileno(), fcntl.LOCK_EX)
        with pytest.raises(ProjectFileError, match="another program is saving it"):
            storage.write_text(target, "new")
    assert left.exists()
    assert not target.exists()


@posix_only
def test_a_file_that_another_program_snatched_is_not_used(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(saver, "_lock", lambda *_: False)
    with pytest.raises(ProjectFileError, match="another program is saving it"):
        storage.write_text(tmp_path / "a", "new")


@posix_only
@pytest.mark.parametrize("keeps_doing_it", [True, False])
def test_a_file_that_is_swept_from_under_the_writer_is_made_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, keeps_doing_it: bool
) -> None:
    real = saver._lock
    snatched: list[str] = []

    def lock(descriptor: int, name: str) -> bool:
        if keeps_doing_it or not snatched:
            os.unlink(name)
            snatched.append(name)
        return name not in snatched[-1:] or real(descriptor, name)

    monkeypatch.setattr(saver, "_lock", lock)
    if keeps_doing_it:
        with pytest.raises(ProjectFileError, match="another program is saving it"):
            storage.write_text(tmp_path / "a", "new")
    else:
        storage.write_text(tmp_path / "a", "new")
        assert names(tmp_path) == ["a"]


@posix_only
def test_a_leftover_that_goes_away_while_it_is_swept_is_no_hindrance(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    target = tmp_path / "a"
    left = Path(saver.temporary_name(str(target)))
    left.write_text("half")
    real = os.open

    def vanishing(name: str, flags: int, *mode: int) -> int:
        if name == str(left) and not flags & os.O_CREAT:
            left.unlink()
        return real(name, flags, *mode)

    monkeypatch.setattr(os, "open", vanishing)
    storage.write_text(target, "new")
    assert names(tmp_path) == ["a"]


@posix_only
def test_the_half_written_file_of_another_writer_never_takes_the_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    target = tmp_path / "a"
    target.write_text("old")
    other = Path(saver.temporary_name(str(target)))

    def exchanged(_: str) -> None:
        other.unlink()
        other.write_text("half")

    with pytest.raises(ProjectFileError, match="another program is saving it"):
        saver.replace_content(target, b"new", exchanged)
    assert target.read_text() == "old"
    assert other.read_text() == "half"


@posix_only
def test_a_refused_rename_is_not_tried_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    calls: list[str] = []

    def refuse(source: str, _: str) -> None:
        calls.append(source)
        raise PermissionError(errno.EPERM, "no")

    monkeypatch.setattr(os, "replace", refuse)
    with pytest.raises(ProjectFileError, match="permission is denied"):
        storage.write_text(tmp_path / "a", "new")
    assert len(calls) == 1
    assert names(tmp_path) == []


@posix_only
def test_a_file_system_without_locks_will_do(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import fcntl

    def no_locks(*_: object) -> None:
        raise OSError(errno.ENOTSUP, "not supported")

    monkeypatch.setattr(fcntl, "flock", no_locks)
    storage.write_text(tmp_path / "a", "new")
    assert names(tmp_path) == ["a"]


@posix_only
@pytest.mark.parametrize(("code", "fails"), [(errno.EIO, True), (errno.EINVAL, False)])
def test_an_unconfirmed_folder_is_said_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, code: int, fails: bool) -> None:
    real = os.fsync

    def fsync(descriptor: int) -> None:
        if stat.S_ISDIR(os.fstat(descriptor).st_mode):
            raise OSError(code, "no")
        real(descriptor)

    monkeypatch.setattr(os, "fsync", fsync)
    target = tmp_path / "a"
    if fails:
        with pytest.raises(SavedUnconfirmedError, match="saved, but not yet confirmed on disk: the disk reports an error"):
            storage.write_text(target, "new")
    else:
        storage.write_text(target, "new")
    assert target.read_text() == "new"


@pytest.mark.parametrize(
    ("code", "words"), [(errno.ENOSPC, "no space is left on the disk"), (errno.EIO, "the disk reports an error"), (errno.ENODEV, "gone")]
)
@pytest.mark.parametrize("call", ["write", "fsync", "replace"])
def test_a_failing_disk_leaves_the_old_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, call: str, code: int, words: str) -> None:
    target = tmp_path / "a"
    target.write_text("old")

    def fail(*_: object) -> None:
        raise OSError(code, "Gone")

    with monkeypatch.context() as patch:
        patch.setattr(os, call, fail)
        with pytest.raises(ProjectFileError, match=words):
            storage.write_text(target, "new")
    assert target.read_text() == "old"
    assert names(tmp_path) == ["a"]


@posix_only
def test_a_file_that_may_not_grow_leaves_the_old_one(tmp_path: Path) -> None:
    """A real short write: the limit of the process cuts the file, as a full disk does."""
    target = tmp_path / "a"
    target.write_text("old")
    script = (
        "import resource, signal, sys\nfrom formulator import storage\nsignal.signal(signal.SIGXFSZ, signal.SIG_IGN)\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (20_000, 20_000))\n"
        "try: storage.write_text(sys.argv[1], 'x' * 60_000)\n"
        "except storage.ProjectFileError as error: print(error)"
    )
    result = subprocess.run(
        [sys.executable, "-c", script, str(target)], capture_output=True, text=True, check=True, cwd=Path(__file__).parents[2]
    )
    assert "the file may not grow so large" in result.stdout
    assert target.read_text() == "old"
    assert names(tmp_path) == ["a"]


def test_windows_waits_for_a_scanner_and_sweeps_by_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The way of another system, walked here: a busy target is tried again, leftovers of other processes are removed."""
    monkeypatch.setattr(saver, "_WINDOWS", True)
    monkeypatch.setattr(saver, "_REPLACE_PAUSE", 0)
    target = tmp_path / "a"
    left = Path(saver.temporary_name(str(target)).replace(str(os.getpid()), "1"))
    left.write_text("half")
    real, calls = os.replace, []

    def busy(source: str, goal: str) -> None:
        calls.append(goal)
        if len(calls) < allowed:
            raise PermissionError(errno.EACCES, "busy")
        real(source, goal)

    monkeypatch.setattr(os, "replace", busy)
    for allowed in (1, 3, 5):
        calls.clear()
        storage.write_text(target, f"{allowed}")
        assert target.read_text() == f"{allowed}"
        assert len(calls) == allowed
    calls.clear()
    allowed = 9
    with pytest.raises(ProjectFileError, match="permission is denied"):
        storage.write_text(target, "never")
    assert target.read_text() == "5"
    assert names(tmp_path) == ["a"]


def test_a_long_path_is_shown_by_its_end() -> None:
    shown = saver.named("/" + "a" * 300 + "\u202eb")
    assert len(shown) < 220
    assert shown.startswith("…")
    assert "\u202e" not in shown
