"""Opening refuses what it cannot trust and never writes; saving never overwrites somebody else's work."""

from __future__ import annotations

import dataclasses
import errno
import json
import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from formulator import __version__, storage
from formulator.errors import FileChangedError, ProjectFileError
from formulator.project import Project
from formulator.storage import SavedUnconfirmedError, file, migrations, saver
from formulator.units import Value


@pytest.fixture
def path(tmp_path: Path, project: Project) -> Path:
    place = tmp_path / "p.formulation"
    storage.save(project, place)
    return place


def test_a_saved_project_opens_with_the_digest_that_saving_gave(path: Path, project: Project) -> None:
    digest = storage.save(project, path)
    opened = storage.load(str(path))
    assert opened.project == project
    assert opened.digest == digest
    assert (opened.app, opened.engine) == (__version__, __version__)


def test_opening_never_writes(path: Path) -> None:
    path.chmod(0o444)
    before, folder = path.stat(), sorted(os.listdir(path.parent))
    storage.load(path)
    assert path.stat().st_mtime_ns == before.st_mtime_ns
    assert sorted(os.listdir(path.parent)) == folder


def test_a_file_changed_by_hand_is_refused_unless_accepted(path: Path) -> None:
    path.write_bytes(path.read_bytes().replace("Tést".encode(), b"Best"))
    with pytest.raises(
        ProjectFileError, match=r"p\.formulation: digest: The file was changed by another program: the digest in line \d+"
    ) as caught:
        storage.load(path)
    assert caught.value.problems[0][0] == "digest"
    opened = storage.load(path, accept_changed=True)
    assert opened.project.title == "Best"
    assert "The change was accepted" in opened.notices[0]
    storage.save(opened.project, path, expected_digest=opened.digest)
    assert storage.load(path).notices == ()


@pytest.mark.parametrize("said", [None, "", "0" * 64])
def test_a_missing_or_other_digest_is_refused(path: Path, said: str | None) -> None:
    document = json.loads(path.read_bytes())
    if said is None:
        del document["digest"]
    else:
        document["digest"] = said
    path.write_text(json.dumps(document))
    with pytest.raises(ProjectFileError, match="digest"):
        storage.load(path)
    assert storage.load(path, accept_changed=True).notices


def test_a_newer_schema_is_refused_with_both_versions_and_left_alone(path: Path) -> None:
    path.write_bytes(path.read_bytes().replace(b'"schema": 1', b'"schema": 2').replace(f'"app": "{__version__}"'.encode(), b'"app": "9.0"'))
    before = path.read_bytes()
    with pytest.raises(
        ProjectFileError, match=rf"schema 2 \(written by formulator '9.0'\); this is formulator {__version__}, which reads schema 1"
    ):
        storage.load(path)
    assert path.read_bytes() == before


@pytest.mark.skipif(os.name == "nt", reason="pipes and devices of POSIX")
def test_only_regular_files_are_opened_and_none_is_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    begin = time.monotonic()
    for place, why in ((tmp_path / "pipe", "not a regular file"), (tmp_path, "it is a folder"), (Path("/dev/zero"), "not a regular file")):
        with pytest.raises(ProjectFileError, match=why):
            storage.load(place)
    assert time.monotonic() - begin < 10


def test_a_file_that_is_not_there_or_too_large_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ProjectFileError, match="there is no such file"):
        storage.load(tmp_path / "none")
    with pytest.raises(ProjectFileError, match="cannot be the name of a file"):
        storage.load("a\0b")
    large = tmp_path / "large"
    with large.open("wb") as target:
        target.truncate(10**10)
    with pytest.raises(ProjectFileError, match="10000.0 MB. A project file holds at most 25 MB"):
        storage.load(large)


@pytest.mark.parametrize("data", [b"[]", b"null", b"3", b'"a"', b"{}"])
def test_other_json_is_no_project(data: bytes) -> None:
    with pytest.raises(ProjectFileError, match="one JSON object|format"):
        storage.loads(data)


def test_a_file_for_which_there_is_no_memory_is_refused_with_the_reason(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def exhausted(*_: object) -> None:
        raise MemoryError

    monkeypatch.setattr(file, "_opened", exhausted)
    with pytest.raises(ProjectFileError, match=r"p\.formulation cannot be opened: there is not enough memory for it\."):
        storage.load(path)


def test_room_is_asked_for_before_a_checker_that_would_end_the_program(
    path: Path, project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[int] = []

    def no_room(_: int, size: int) -> None:
        asked.append(size)
        raise OSError(errno.ENOMEM, "Cannot allocate memory")

    before = path.read_bytes()
    monkeypatch.setattr(file.mmap, "mmap", no_room)
    monkeypatch.setattr(file, "_opened", lambda *_: pytest.fail("read all the same"))
    with pytest.raises(ProjectFileError, match="there is not enough memory for it"):
        storage.load(path)
    with pytest.raises(ProjectFileError, match=r"p\.formulation was not saved: there is not enough memory for it\."):
        storage.save(project, path)
    assert path.read_bytes() == before and asked[0] > asked[1] > 30_000_000


def test_a_save_over_the_same_content_replaces_it(path: Path, project: Project) -> None:
    digest = storage.load(path).digest
    after = storage.save(dataclasses.replace(project, title="new"), path, expected_digest=digest)
    assert after != digest
    assert storage.load(path).project.title == "new"


@pytest.mark.parametrize("there", [b"garbage", b"{}", b"", None])
def test_a_save_over_somebody_elses_work_is_refused(path: Path, project: Project, there: bytes | None) -> None:
    digest = storage.load(path).digest
    other = storage.dumps(dataclasses.replace(project, title="theirs")) if there is None else there
    path.write_bytes(other)
    with pytest.raises(FileChangedError, match="another program has changed the file"):
        storage.save(dataclasses.replace(project, title="mine"), path, expected_digest=digest)
    assert path.read_bytes() == other
    assert os.listdir(path.parent) == [path.name]


def test_a_change_by_hand_that_keeps_the_digest_line_is_noticed(path: Path, project: Project) -> None:
    digest = storage.load(path).digest
    path.write_bytes(path.read_bytes().replace("Tést".encode(), b"Best"))
    with pytest.raises(FileChangedError):
        storage.save(project, path, expected_digest=digest)


def test_many_turns_of_two_writers_lose_nothing(path: Path, project: Project) -> None:
    held = {"a": storage.load(path), "b": storage.load(path)}
    saved: list[str] = []
    for turn in range(60):
        who = "ab"[(turn * turn) % 3 % 2]
        title = f"{who}{turn}"
        try:
            storage.save(dataclasses.replace(held[who].project, title=title), path, expected_digest=held[who].digest)
            saved.append(title)
        except FileChangedError:
            assert storage.load(path).project.title == saved[-1]
        held[who] = storage.load(path)
    assert storage.load(path).project.title == saved[-1]


def test_a_file_that_was_deleted_is_written_again(path: Path, project: Project) -> None:
    digest = storage.load(path).digest
    path.unlink()
    storage.save(project, path, expected_digest=digest)
    assert storage.load(path).project == project


def test_an_unconfirmed_save_carries_the_digest(path: Path, project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    def unconfirmed(*_: object) -> None:
        raise SavedUnconfirmedError("saved, but")

    monkeypatch.setattr(saver, "replace_content", unconfirmed)
    with pytest.raises(SavedUnconfirmedError) as caught:
        storage.save(project, path)
    assert caught.value.digest == storage.load(path).digest


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"title": "a\u202eb"}, "title"), ({"active": "v9"}, "active"),
        ({"created": "now"}, "created"), ({"extras": {"x-a": float("nan")}}, "cannot"),
        ({"extras": {"x-a": {1, 2}}}, "cannot"), ({"description": "\ud800"}, "half character"),
        ({"variants": ()}, "variants"), ({"extras": {"own": 1}}, "own"),
    ],
)  # fmt: skip
def test_nothing_is_saved_that_could_not_be_opened(path: Path, project: Project, change: dict[str, object], words: str) -> None:
    before = path.read_bytes()
    with pytest.raises(ProjectFileError, match=words):
        storage.save(dataclasses.replace(project, **change), path)  # type: ignore[arg-type]
    assert path.read_bytes() == before


def test_a_changed_variant_is_checked_even_when_its_sisters_are_known(path: Path, project: Project) -> None:
    opened = storage.load(path).project
    bad = dataclasses.replace(opened.variants[1], name="\x00")
    with pytest.raises(ProjectFileError, match=r"variants\[1\]\.name"):
        storage.dumps(dataclasses.replace(opened, variants=(opened.variants[0], bad)))
    twice = dataclasses.replace(opened, variants=(opened.variants[1], opened.variants[1]))
    with pytest.raises(ProjectFileError, match="has already"):
        storage.dumps(twice)


def test_a_value_outside_its_field_is_not_saved(project: Project) -> None:
    first = project.variants[0]
    carrier = dataclasses.replace(first.design.carrier, diameter=Value(5.0, "mg"))
    wrong = dataclasses.replace(first, design=dataclasses.replace(first.design, carrier=carrier))
    with pytest.raises(ProjectFileError, match=r"variants\[0\]\.carrier\.diameter\.u"):
        storage.dumps(project.with_variant(wrong))


def test_a_file_of_an_older_schema_is_kept_beside_the_new_one(path: Path, project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    old = path.read_bytes()

    def renamed(document: dict[str, object]) -> dict[str, object]:
        return {**document, "title": f"{document['title']} (read anew)"}

    monkeypatch.setattr(migrations, "STEPS", {1: renamed})
    monkeypatch.setattr(migrations, "SCHEMA", 2)
    opened = storage.load(path)
    assert opened.project.title == "Tést (read anew)"
    assert "schema 1 and was read into schema 2" in opened.notices[0]
    assert path.read_bytes() == old
    storage.save(opened.project, path, expected_digest=opened.digest)
    assert path.with_name(path.name + ".bak").read_bytes() == old
    assert storage.load(path).notices == ()


def test_the_digest_of_bytes_is_found_whether_they_were_seen_before_or_not(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    data = path.read_bytes()
    known = storage.content_of(data)
    monkeypatch.setattr(file, "_contents", {})
    assert storage.content_of(data) == known == (storage.load(path).digest, 1)
    with pytest.raises(ProjectFileError):
        storage.content_of(data.replace(b'"room": 12', b'"room": NaN'))


def test_the_memory_of_seen_files_is_bounded(project: Project) -> None:
    for number in range(40):
        storage.dumps(dataclasses.replace(project, title=f"{number}"))
    assert len(file._contents) <= 16


def test_opening_and_saving_load_no_window_and_no_heavy_library(path: Path) -> None:
    script = (
        "import sys\nfrom formulator import storage\nassert 'pydantic_core' not in sys.modules\n"
        "storage.save(storage.load(sys.argv[1]).project, sys.argv[1])\n"
        "print(*[name for name in ('PySide6', 'pint', 'pydantic', 'scipy', 'pandas') if name in sys.modules])"
    )
    result = subprocess.run(
        [sys.executable, "-c", script, str(path)], capture_output=True, text=True, check=True, cwd=Path(__file__).parents[2]
    )
    assert result.stdout.strip() == ""


def many(project: Project, count: int) -> Project:
    first = project.variants[0]
    return dataclasses.replace(
        project, active="v0", variants=tuple(dataclasses.replace(first, id=f"v{number}", name=f"{number}") for number in range(count))
    )


def test_the_cost_of_opening_grows_no_faster_than_the_file(project: Project) -> None:
    times = []
    for count in (300, 3000):
        data = storage.dumps(many(project, count))
        storage.loads(data)
        begin = time.process_time()
        storage.loads(data)
        times.append(time.process_time() - begin)
    assert times[1] < 30 * max(times[0], 0.01)
