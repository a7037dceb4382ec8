"""`import` and `calibrate` as a person types them: what is read, what is asked, and that a prediction moves only when accepted."""

from __future__ import annotations

from pathlib import Path

import pytest

from formulator import storage

from .conftest import Run

HEADS = "Sample Name;Type;Z-Average (d.nm);PdI;Zeta potential (mV);DLC (%)\n"
TABLE = HEADS + "B1;Size;139,2;0,142;;7,8\nB1;Size;141,0;0,138;;\nB1;Zeta;;;-24,1;\n"
WHEN = ("--now", "2026-11-27T15:00:00Z")


@pytest.fixture
def table(tmp_path: Path) -> Path:
    """Semicolons, decimal commas, UTF-16: as a German Zetasizer PC writes it."""
    path = tmp_path / "dls.csv"
    path.write_bytes(TABLE.encode("utf-16"))
    return path


def outputs(run: Run, project: Path) -> dict[str, dict[str, float]]:
    found = run("evaluate", project, "--json", "--draws", "512").data["outputs"]
    assert isinstance(found, dict)
    return found


def test_import_reads_a_table_and_says_how(run: Run, project: Path, table: Path) -> None:
    said = run("import", project, table, *WHEN)
    assert said.code == 0 and "1 batch from dls.csv" in said.out
    assert "utf-16, separated by semicolon, decimal comma" in said.out
    assert "size.z_average from 'Z-Average (d.nm)'" in said.out
    (one,) = storage.load(project).project.measurements
    first = [(path, value.magnitude, value.unit) for path, value in one.values][:2]
    assert first == [("size.z_average", 139.2, "nm"), ("size.pdi", 0.142, "")]


def test_import_for_machines_has_values_and_comparison(run: Run, project: Path, table: Path) -> None:
    data = run("import", project, table, "--json").data
    assert data["changed"] is True and data["decimal"] == "," and data["encoding"] == "utf-16"
    values = {(entry["path"], entry["value"]) for entry in data["measurements"][0]["values"]}
    assert ("charge.zeta", -24.1) in values
    rows = {row["path"]: row for row in data["compared"]}
    assert rows["size.z_average"]["measured"] == pytest.approx(140.1) and rows["size.z_average"]["repeats"] == 2
    assert rows["size.z_average"]["z"] > 0 > rows["charge.zeta"]["z"]
    again = run("import", project, table, "--json").data
    assert again["changed"] is False and len(storage.load(project).project.measurements) == 1


def test_measured_batches_move_no_prediction_until_they_are_accepted(run: Run, project: Path, table: Path) -> None:
    before = outputs(run, project)
    run("import", project, table)
    assert outputs(run, project) == before
    assert run("calibrate", project, "--show").code == 0
    assert outputs(run, project) == before
    assert run("calibrate", project, *WHEN).code == 0
    after = outputs(run, project)
    for path, rises in (("size.z_average", True), ("charge.zeta", False), ("loading.ee", False), ("loading.dlc", False)):
        assert (after[path]["value"] > before[path]["value"]) is rises, path
    assert run("calibrate", project, "--remove").code == 0
    assert outputs(run, project) == before


def test_an_accepted_calibration_narrows_and_carries_on_to_what_follows_from_it(run: Run, project: Path, table: Path) -> None:
    before = outputs(run, project)
    run("import", project, table)
    run("calibrate", project)
    after = outputs(run, project)
    for path in ("size.z_average", "size.pdi"):
        assert after[path]["high"] / after[path]["low"] < before[path]["high"] / before[path]["low"], path
    # Larger particles hold more chains and more ligands.
    for path in ("size.core_diameter", "size.aggregation_number", "ligand.per_particle"):
        assert after[path]["value"] > before[path]["value"], path
    assert any(flag["id"] == "lab-calibration" for flag in after["size.z_average"]["flags"])  # type: ignore[attr-defined]


def test_calibrate_can_be_limited_to_one_output_and_named(run: Run, project: Path, table: Path) -> None:
    run("import", project, table)
    data = run("calibrate", project, "--output", "charge.zeta", "--name", "Jena", "--json", *WHEN).data
    (one,) = data["calibrations"]
    assert (one["path"], one["scale"], one["unit"]) == ("charge.zeta", "linear", "mV") and one["offset"] < 0
    (kept,) = storage.load(project).project.calibrations
    assert kept.name == "Jena, 1 batch" and kept.date == "2026-11-27T15:00:00Z"
    assert run("calibrate", project, "--remove", kept.id, "--json").data == {"removed": [kept.id]}
    assert storage.load(project).project.calibrations == ()


def test_a_project_without_batches_is_a_finding(run: Run, project: Path) -> None:
    before = project.read_bytes()
    said = run("calibrate", project)
    assert said.code == 1 and "No batch" in said.out
    assert project.read_bytes() == before


def test_a_mapping_is_typed_and_remembered(run: Run, project: Path, tmp_path: Path) -> None:
    path = tmp_path / "own.csv"
    path.write_text("Probe,Mittel,Breite\nB1,112.5,0.14\n")
    assert run("import", project, path, "--map", "size.z_average=Mittel [nm]", "--map", "size.pdi=Breite", "--map", "name=Probe").code == 0
    second = tmp_path / "next.csv"
    second.write_text("Probe,Mittel,Breite\nB2,118.5,0.15\n")
    data = run("import", project, second, "--json").data
    assert [(entry["path"], entry["value"], entry["unit"]) for entry in data["measurements"][0]["values"]] == [
        ("size.z_average", 118.5, "nm"),
        ("size.pdi", 0.15, ""),
    ]


def test_what_a_table_leaves_open_is_refused_with_the_answer_to_give(run: Run, project: Path, tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("Sample Name;Z-Average (d.nm)\nB1;1,234\n")
    run("import", project, path).refuses(3, "a.csv", "1.234", "1234", "decimal sign")
    assert run("import", project, path, "--decimal", "comma").code == 0
    path.write_text("Sample Name;Z-Average\nB1;112.5\n")
    run("import", project, path).refuses(3, "names no unit", 'size.z_average="Z-Average [nm]"')


@pytest.mark.parametrize(
    ("words", "code", "part"),
    [
        (("--map", "size.z_average"), 2, "PATH=HEADING"),
        (("--map", "size.z_average=Nowhere"), 2, "Nowhere"),
        (("--batch", "B9"), 2, "'B1'"),
        (("--variant", "nobody"), 2, "nobody"),
    ],
)
def test_wrong_words_are_refused_and_change_nothing(
    run: Run, project: Path, table: Path, words: tuple[str, ...], code: int, part: str
) -> None:
    before = project.read_bytes()
    run("import", project, table, *words).refuses(code, part)
    assert project.read_bytes() == before


def test_a_missing_table_and_an_unknown_calibration_are_named(run: Run, project: Path, tmp_path: Path) -> None:
    run("import", project, tmp_path / "no.csv").refuses(3, "no.csv", "no such file")
    run("calibrate", project, "--remove", "c7").refuses(2, "c7", "none")
    run("calibrate", project, "--output", "size.core_diameter").refuses(2, "size.core_diameter", "charge.zeta")
