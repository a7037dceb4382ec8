"""`validate` as typed: table, JSON, HTML, and what it refuses."""

from __future__ import annotations

from pathlib import Path

import pytest

from formulator import assets

from .conftest import Run

SMALL = (
    "row_id,doi_or_url,carrier_class,carrier,payload,payload_type,process,size_nm,pdi,zeta_mV,ee_pct\n"
    "a,10.1000/a,solid NP,PLGA,docetaxel,small molecule,nanoprecipitation,155,0.11,-22,71\n"
    "b,10.1000/b,solid NP,PLGA-PEG,docetaxel,small molecule,nanoprecipitation,118,0.15,-12,64\n"
    "c,10.1000/c,lipid-polymer hybrid,DPPC/PLGA,none,,,140,0.1,-20,\n"
)


@pytest.fixture
def small(tmp_path: Path) -> Path:
    path = tmp_path / "small.csv"
    path.write_text(SMALL, encoding="utf-8")
    return path


def test_json_carries_rows_reasons_and_outputs(run: Run, small: Path) -> None:
    said = run("validate", small, "--json", "--draws", "256")
    assert (said.code, said.error) == (0, "")
    assert said.data["rows"] == 3
    assert said.data["skipped"] == {"the program has no carrier class 'lipid-polymer hybrid'": 1}
    assert said.data["outputs"]["size.hydrodynamic_diameter"]["n"] == 2
    assert said.data["outputs"]["loading.ee"]["baseline_crps"] > 0


def test_the_table_shows_outputs_and_counts(run: Run, small: Path) -> None:
    said = run("validate", small, "--draws", "256")
    assert said.out.splitlines()[0].startswith("output")
    assert "Zeta (mV)" in said.out and "2 of 3 rows compared." in said.out
    assert "1  the program has no carrier class 'lipid-polymer hybrid'" in said.out


def test_the_report_is_written_beside_the_answer(run: Run, small: Path, tmp_path: Path) -> None:
    path = tmp_path / "report.html"
    assert run("validate", small, "--json", "-o", path, "--draws", "128").data["rows"] == 3
    text = path.read_text(encoding="utf-8")
    assert text.startswith("<!DOCTYPE html>") and "Predicted against measured: small.csv" in text


def test_the_same_seed_gives_the_same_bytes(run: Run, small: Path) -> None:
    first, again, other = (run("validate", small, "--json", "--draws", "128", "--seed", seed).out for seed in ("4", "4", "5"))
    assert first == again != other


def test_the_shipped_compilation_is_a_table_like_any_other(run: Run) -> None:
    said = run("validate", assets.path("validation/formulations.csv"), "--json", "--draws", "128")
    assert said.code == 0 and said.data["rows"] == 216
    assert len(said.data["outputs"]) == 6


def test_a_table_in_which_no_row_can_be_compared_is_a_finding(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "none.csv"
    path.write_text("paper_id,carrier_class,size_nm\na,snowflake,100\n", encoding="utf-8")
    said = run("validate", path)
    assert said.code == 1 and "0 of 1 rows compared." in said.out


@pytest.mark.parametrize(
    ("content", "words", "code", "parts"),
    [
        (None, (), 3, ("table.csv",)),
        (b"\xff\xfe\x00s", (), 3, ("table.csv", "UTF-8")),
        (b"a,b\n1,2\n", (), 2, ("table.csv", "carrier_class")),
        (SMALL.encode(), ("--draws", "3"), 2, ("--draws", "64")),
        (SMALL.encode(), ("-o", "report.pdf"), 2, ("report.pdf", ".html")),
    ],
)
def test_what_cannot_be_validated_is_refused_in_words(
    run: Run, tmp_path: Path, content: bytes | None, words: tuple[str, ...], code: int, parts: tuple[str, ...]
) -> None:
    path = tmp_path / "table.csv"
    if content is not None:
        path.write_bytes(content)
    run("validate", path, *words).refuses(code, *parts)
