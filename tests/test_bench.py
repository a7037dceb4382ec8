"""Lots, balance and pipettes."""

from __future__ import annotations

import dataclasses
import json

import pytest

from formulator import bench, storage
from formulator.bench import BENCH_FIELDS, COMPONENTS, LOT_FIELDS, Bench, Lot
from formulator.design import Design
from formulator.errors import FieldError, ProjectFileError, UsageError
from formulator.project import Project, Variant
from formulator.units import Value


def filled() -> Bench:
    made = Bench()
    for path, text in {
        "bench.balance_readability": "0.01 mg",
        "lot.payload.assay": "98.5 %",
        "lot.payload.lot": "=C-17",
        "lot.payload.expiry": "2027-06-30",
        "lot.carrier.stock": "10 mg/mL",
        "lot.carrier.stock_solvent": "solvent:dmf",
    }.items():
        made = bench.replaced(made, path, bench.read(path, text))
    return made


def project(of: Bench) -> Project:
    variant = Variant(id="v1", name="a", design=Design(), bench=of)
    return Project(id="p", title="P", created="2026-01-01T00:00:00Z", modified="2026-01-01T00:00:00Z", variants=(variant,), active="v1")


def test_what_is_set_can_be_read_back() -> None:
    made = filled()
    assert bench.get(made, "lot.payload.assay") == Value(98.5, "%", "98.5 %")
    assert bench.get(made, "lot.payload.lot") == "=C-17"
    assert bench.get(made, "lot.ligand.lot") is None
    assert [lot.component for lot in made.lots] == ["carrier", "payload"]


def test_a_lot_without_any_entry_is_left_out() -> None:
    made = filled()
    for name in ("stock", "stock_solvent"):
        made = bench.replaced(made, f"lot.carrier.{name}", None)
    assert [lot.component for lot in made.lots] == ["payload"]


@pytest.mark.parametrize(
    ("path", "text", "part"),
    [
        ("lot.payload.assay", "98.5 nm", "is a length"),
        ("lot.payload.assay", "101 %", "between 0.0001 % and 100 %"),
        ("lot.payload.water", "1,234 %", "two ways"),
        ("lot.payload.expiry", "soon", "not a date such as 2027-06-30"),
        ("lot.payload.lot", "a\u202eb", "hidden character"),
        ("lot.payload.lot", "x" * 301, "301 characters"),
        ("bench.pipette_minimum", "0.5 mg", "volume"),
        ("bench.balance_readability", "0 mg", "cannot be"),
    ],
)
def test_what_cannot_stand_there_is_refused_in_words(path: str, text: str, part: str) -> None:
    with pytest.raises(FieldError, match=part) as refused:
        bench.read(path, text)
    assert refused.value.path == path


def test_a_path_that_does_not_exist_names_the_nearest() -> None:
    with pytest.raises(UsageError, match="lot.payload.assay"):
        bench.field("lot.payload.asay")
    with pytest.raises(UsageError, match="no component 'glue'.*carrier"):
        bench.field("lot.glue.assay")
    with pytest.raises(UsageError, match="bench.pipette_minimum"):
        bench.field("bench.pipet_minimum")


def test_every_field_has_its_place_in_the_record() -> None:
    assert {row.name for row in LOT_FIELDS} == {entry.name for entry in dataclasses.fields(Lot)} - {"component"}
    assert {row.name for row in BENCH_FIELDS} == {entry.name for entry in dataclasses.fields(Bench)} - {"lots"}
    assert len(bench.paths()) == len(set(bench.paths())) == len(BENCH_FIELDS) + len(COMPONENTS) * len(LOT_FIELDS)
    assert all(bench.owns(path) and bench.field(path).about for path in bench.paths())


def test_a_bench_survives_its_file_and_an_empty_one_leaves_no_trace() -> None:
    data = storage.dumps(project(filled()))
    assert storage.loads(data).project == project(filled())
    assert b'"bench"' not in storage.dumps(project(Bench()))


def test_a_file_with_a_wrong_bench_is_refused_with_its_path() -> None:
    text = storage.dumps(project(filled())).decode()
    for old, new, path in (
        ('"v": 98.5', '"v": 198.5', "variants[0].bench.lots[1].assay.v"),
        ('"component": "payload"', '"component": "glue"', "variants[0].bench.lots[1].component"),
        ('"component": "payload"', '"component": "carrier"', "variants[0].bench.lots"),
        ('"lot": "=C-17"', '"lot": 17', "variants[0].bench.lots[1].lot"),
    ):
        assert old in text
        with pytest.raises(ProjectFileError) as refused:
            storage.loads(text.replace(old, new).encode(), accept_changed=True)
        assert path in [where for where, _ in refused.value.problems]


def test_the_schema_lists_the_bench() -> None:
    listed = storage.schema()["bench"]
    assert listed["lot.payload.assay"]["unit"] == "%"
    assert set(listed) == set(bench.paths())
    assert json.dumps(storage.schema()).count("stock_solvent") > 1
