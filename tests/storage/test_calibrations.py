"""Lab calibrations in the file: kept to the byte, and refused where they could not be used."""

from __future__ import annotations

import json
from typing import Any

import pytest

from formulator import storage
from formulator.errors import ProjectFileError
from formulator.project import Project


def test_batches_columns_and_calibrations_come_back_as_they_were(project: Project) -> None:
    read = storage.loads(storage.dumps(project)).project
    assert (read.measurements, read.calibrations) == (project.measurements, project.calibrations)
    assert storage.dumps(read) == storage.dumps(project)


@pytest.mark.parametrize(
    ("at", "name", "value", "words"),
    [
        (0, "path", "size.nothing", "the path of an output is needed"),
        (0, "offset", {"u": "", "v": 0.1}, "has no sd"),
        (0, "offset", {"u": "nm", "v": 0.1, "sd": 0.1}, "'' is needed"),
        (0, "offset", {"u": "", "v": 800.0, "sd": 0.1}, "at most 20 away"),
        (0, "offset", {"u": "", "v": 0.1, "sd": 800.0}, "at most 20 away"),
        (0, "within", {"u": "", "v": 0.0}, "a number above zero is needed"),
        (1, "within", {"u": "", "v": 5.0}, "'mV' is needed"),
        (1, "offset", {"u": "mV", "v": -1e6, "sd": 1.0}, "at most 1000 away"),
        (0, "kind", None, "text is needed"),
        (0, "measurements", ["a b"], "an id of letters"),
        (0, "zz", 1, "not a key that is known here"),
    ],
)
def test_a_calibration_that_cannot_be_used_is_named_with_its_place(project: Project, at: int, name: str, value: Any, words: str) -> None:
    document = json.loads(storage.dumps(project))
    document["calibrations"][at][name] = value
    with pytest.raises(ProjectFileError) as caught:
        storage.loads(json.dumps(document).encode(), accept_changed=True)
    assert f"calibrations[{at}].{name}" in str(caught.value) and words in str(caught.value)
