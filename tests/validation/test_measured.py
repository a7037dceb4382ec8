"""Measured tables that do not ship: their folder stands in FORMULATOR_MEASURED; without it these tests are skipped."""

from __future__ import annotations

import csv
import functools
import os
from pathlib import Path

import pytest

from formulator.validation import AFTER_EE, Report, as_data, validate
from formulator.validation.statistics import places
from formulator.validation.table import Table

from .cases import known, table
from .docs_page import PAGE

FOLDER = os.environ.get("FORMULATOR_MEASURED", "")
NANOPRECIPITATION = Path(FOLDER) / "plga_goren2025.csv"
SIZE = "size.hydrodynamic_diameter"

pytestmark = pytest.mark.skipif(not FOLDER or not NANOPRECIPITATION.is_file(), reason="FORMULATOR_MEASURED names no folder with the table")


def converted() -> Table:
    """260 rows of 35 papers of PLGA nanoprecipitation (Goren 2025, Mendeley Data sbjf5csrdm), in the columns of the compilation."""
    with NANOPRECIPITATION.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    return table(*(as_row(number, row) for number, row in enumerate(rows)))


def as_row(number: int, row: dict[str, str]) -> dict[str, str]:
    ratio = float(row["LA_to_GA_molar"]) if row["LA_to_GA_molar"] else None
    return {
        "row_id": str(number),
        "doi_or_url": row["doi"],
        "carrier_class": "solid NP",
        "carrier": "PLGA",
        "core_polymer": "PLGA",
        "lactide_mol_pct": "" if ratio is None else repr(100 * ratio / (1 + ratio)),
        "payload": row["small_molecule_name"].replace("5-fluorouracil", "fluorouracil"),
        "payload_type": "small molecule",
        "drug_polymer_feed_w_w": row["drug_polymer_feed_w_w"],
        "process": "nanoprecipitation",
        "organic_solvent": row["solvent"],
        "size_nm": row["particle_size_nm"],
        "ee_pct": row["EE_pct"],
        "dlc_wt_pct": row["LC_wt_pct"],
    }


@functools.cache
def found() -> Report:
    """The table against itself, one paper left out at a time: class numbers and baselines are its own."""
    return validate(converted(), converted(), known(), draws=1024)


@pytest.mark.parametrize("path", [SIZE, "loading.ee", "loading.dlc", AFTER_EE])
def test_intervals_hold_for_papers_of_another_table(path: str) -> None:
    assert 0.83 <= as_data(found())["outputs"][path]["coverage"] <= 0.96


@pytest.mark.parametrize(("path", "bar"), [(SIZE, 0.205), ("loading.ee", 0.97), ("loading.dlc", 0.43), (AFTER_EE, 0.23)])
def test_scores_stay_below_those_of_the_class_median(path: str, bar: float) -> None:
    """CRPS by paper: size 0.205, EE 0.97, DLC from the feed 0.43, and from the measured EE 0.23."""
    assert as_data(found())["outputs"][path]["crps"] <= bar * 1.005


@pytest.mark.parametrize("path", [SIZE, "loading.ee"])
def test_measured_values_fall_evenly_into_their_forecasts(path: str) -> None:
    shares = places([entry for entry in found().comparisons if entry.path == path])
    assert max(shares) <= 0.25 and max(shares[0], shares[-1]) <= 0.20


def test_the_docs_show_these_very_figures() -> None:
    outputs = as_data(found())["outputs"]
    for path, name in {
        SIZE: "D_h (ln)",
        "loading.ee": "EE (logit)",
        "loading.dlc": "DLC from the feed (ln)",
        AFTER_EE: "DLC from the measured EE (ln)",
    }.items():
        line = f"| {name} | {outputs[path]['coverage']:.2f} | {outputs[path]['crps']:.3f} | {outputs[path]['baseline_crps']:.3f} |"
        assert line in PAGE.read_text(encoding="utf-8"), line
