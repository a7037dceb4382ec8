"""JSON as the standard means it, and nothing that takes long."""

from __future__ import annotations

import gc
import time

import pytest

from formulator import storage
from formulator.errors import ProjectFileError
from formulator.project import Project
from formulator.storage import strict_json
from formulator.storage.problems import BadLiteral, shown


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("NaN", "not a number of JSON"), ("Infinity", "not a number of JSON"),
        ("-Infinity", "not a number of JSON"), ("1e999", "too large"),
        ("-1e400", "too large"), ("1e-999", "too small"), ("9" * 400, "400 digits"),
        ("9" * 5000, "5000 digits"), ('{"a": 1, "a": 2}', "given twice"),
    ],
)  # fmt: skip
def test_a_literal_that_no_field_accepts_is_marked_where_it_stands(text: str, why: str) -> None:
    found = strict_json.parse(f"[{text}]".encode())[0][0]
    bad = found["a"] if isinstance(found, dict) else found
    assert isinstance(bad, BadLiteral)
    assert why in bad.why
    assert len(shown(bad)) <= 24


def test_ordinary_numbers_are_read_as_they_are() -> None:
    assert strict_json.parse(b"[0, -0.0, 0e5, 5e-324, 1e308, 123456789012345678]")[0] == [0, -0.0, 0.0, 5e-324, 1e308, 123456789012345678]


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "line 1, column 1"), (b"{", "line 1, column 2"), (b'{"a":\n 1,}', "line 2"),
        (b"[1] x", "line 1, column 5"), (b"\xef\xbb\xbf{}", "byte order mark"),
        (b'{\n"a": "\xff"}', "not UTF-8 at line 2"), ("{}".encode("utf-16"), "not UTF-8"),
        (b"\0" * 100, "line 1"), (b"[" * 100_000, "nested too deeply"),
        (b'{"a":' * 1_000_000, "too many"), (b'"' + b"a" * 25_000_001, "25.0 MB are too large"),
        (b"[" + b"0," * 2_000_000 + b"0]", "too many"),
    ],
)  # fmt: skip
def test_what_is_not_json_is_refused_with_its_place(data: bytes, words: str) -> None:
    begin = time.process_time()
    with pytest.raises(ProjectFileError, match=words):
        storage.loads(data)
    assert time.process_time() - begin < 5


@pytest.mark.parametrize(
    "filler",
    [
        "0," * 1_400_000 + "0",
        "[]," * 390_000 + "0",
        "{}," * 390_000 + "0",
        '{"a":0},' * 390_000 + "0",
        '"' + "a" * 24_000_000 + '"',
        "1.5," * 1_400_000 + "0",
    ],
)
@pytest.mark.parametrize("key", ["variants", "tags", "x-any"])
def test_a_file_as_large_as_is_allowed_is_refused_soon(project: Project, filler: str, key: str) -> None:
    data = storage.dumps(project)
    hostile = (
        data[:-3] + f',\n "x-{key}": [{filler}]}}'.encode()
        if key == "x-any"
        else data.replace(b'"tags"', f'"{key}": [{filler}], "x-t"'.encode(), 1)
    )
    begin = time.process_time()
    with pytest.raises(ProjectFileError):
        storage.loads(hostile)
    assert time.process_time() - begin < 10


def test_an_object_with_thousands_of_keys_is_refused(project: Project) -> None:
    data = storage.dumps(project).replace(b'"room": 12', b",".join(b'"k%d": 1' % number for number in range(2001)))
    with pytest.raises(ProjectFileError, match="at most 2000 keys"):
        storage.loads(data)


@pytest.mark.parametrize("enabled", [True, False])
def test_reading_leaves_the_garbage_collector_as_it_was(project: Project, enabled: bool) -> None:
    data = storage.dumps(project)
    was = gc.isenabled()
    try:
        (gc.enable if enabled else gc.disable)()
        storage.loads(data)
        assert gc.isenabled() is enabled
    finally:
        (gc.enable if was else gc.disable)()
