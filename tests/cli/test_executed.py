"""record."""

from __future__ import annotations

from pathlib import Path

import pytest

from formulator import storage

from .conftest import Run

B1 = ("--number", "B-007")


def test_a_batch_is_kept_beside_the_design_and_leaves_it_alone(run: Run, project: Path) -> None:
    before = storage.load(project).project.variants
    said = run(
        "record", project, *B1, "weight.payload=2.02 mg", "lot.payload==C-17", "time.quench=10:45", "result.size.z_average=112 nm",
        "result.yield=10.5 mg", "deviation=DEV-012: quench at 6.5 °C", "operator=A. B.", "date=2026-01-02",
    )  # fmt: skip
    assert said.code == 0, said.error
    for part in ("Batch B-007 of v1, 2026-01-02, A. B.", "2.02 mg", "+1.00 %", "=C-17", "10:45", "112 nm", "87.5 %", "DEV-012"):
        assert part in said.out, part
    opened = storage.load(project).project
    assert opened.variants == before
    batch = opened.batches[0]
    assert (batch.number, batch.variant, batch.locked) == ("B-007", "v1", False)
    assert dict(batch.weights)["payload"].typed == "2.02 mg"
    assert run("record", project, "--json").data[0]["times"] == {"quench": "10:45"}


def test_entries_are_corrected_and_cleared_until_the_record_is_locked(run: Run, project: Path) -> None:
    run("record", project, *B1, "weight.payload=2.02 mg", "lot.payload=C-17")
    run("record", project, *B1, "weight.payload=2.01 mg", "lot.payload=")
    data = run("record", project, *B1, "--json").data
    assert data["weights"] == {"payload": {"value": 2.01, "unit": "mg"}}
    assert data["lots"] == {}
    assert run("record", project, *B1, "--lock").code == 0
    locked = project.read_bytes()
    run("record", project, *B1, "weight.payload=2.5 mg").refuses(2, "B-007 is locked")
    assert project.read_bytes() == locked
    assert "locked" in run("record", project).out


def test_two_batches_of_two_variants_stand_beside_each_other(run: Run, project: Path) -> None:
    run("record", project, *B1, "weight.payload=2.02 mg")
    run("record", project, "--number", "B-008", "--variant", "v2", "weight.payload=1.98 mg")
    assert [entry["variant"] for entry in run("record", project, "--json").data] == ["v1", "v2"]
    run("record", project, *B1, "--variant", "v2", "weight.payload=2 mg").refuses(2, "B-007 is of variant v1")


@pytest.mark.parametrize(
    ("edit", "parts"),
    [
        ("weight.payload=2 nm", ("weight.payload", "'2 nm' is a length")),
        ("weight.payload=1,234 mg", ("weight.payload", "two ways")),
        ("weight.glue=2 mg", ("no component 'glue'", "carrier")),
        ("result.size.z_average=112 mg", ("result.size.z_average", "is a mass")),
        ("result.colour=red", ("no 'result.colour'", "result.OUTPUT")),
        ("lot.payload=a\u202eb", ("lot.payload", "hidden character")),
        ("weight.payload", ("'weight.payload' is not PATH=VALUE",)),
        ("deviation=" + "x" * 301, ("301 characters",)),
    ],
)
def test_one_wrong_entry_refuses_all(run: Run, project: Path, edit: str, parts: tuple[str, ...]) -> None:
    before = project.read_bytes()
    run("record", project, *B1, "lot.carrier=L1", edit).refuses(2, *parts)
    assert project.read_bytes() == before


def test_a_record_needs_a_number_and_must_exist_to_be_shown(run: Run, project: Path) -> None:
    run("record", project, "weight.payload=2 mg").refuses(2, "--number")
    run("record", project, *B1).refuses(2, "no batch 'B-007'", "none")
    assert run("record", project).out == "No batch has been made yet.\n"
