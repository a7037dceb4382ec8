"""What a prediction has to beat."""

from __future__ import annotations

import math

import pytest

from formulator.validation.baseline import Baseline, group, without
from formulator.validation.table import shipped

from .cases import row

SIZE = "size.hydrodynamic_diameter"


def baseline() -> Baseline:
    return Baseline(shipped().rows, 512, 0)


def test_the_class_median_leaves_out_the_paper_being_scored() -> None:
    rows = shipped().rows
    jang = next(entry for entry in rows if entry["paper_id"] == "Jang2019")
    left = without(rows, jang.papers)
    assert len(rows) - len(left) == 6 and all(entry["paper_id"] != "Jang2019" for entry in left)
    found = baseline().summary(SIZE, jang)
    assert found is not None and found.papers == 40


def test_a_paper_of_another_table_is_compared_with_the_whole_class() -> None:
    found = baseline().summary(SIZE, row())
    assert found is not None
    assert (found.papers, math.exp(found.median)) == (41, pytest.approx(221, rel=0.01))


def test_a_class_of_few_papers_keeps_its_median_and_borrows_the_spread_of_all() -> None:
    """Lipid-polymer hybrids: two papers."""
    few = baseline().summary(SIZE, row(carrier_class="lipid-polymer hybrid"))
    nobody = baseline().summary(SIZE, row(carrier_class="snowflake"))
    assert few is not None and nobody is not None
    assert math.exp(few.median) == pytest.approx(162, rel=0.02)
    assert few.sd == nobody.sd and few.median < nobody.median


@pytest.mark.parametrize(
    ("path", "changes", "expected"),
    [
        (SIZE, {"carrier": "chitosan-coated PLGA"}, "solid NP"),
        ("charge.zeta", {"carrier": "chitosan-coated PLGA"}, "solid NP, coated"),
        ("charge.zeta", {}, "solid NP"),
        ("loading.ee", {"payload_type": "siRNA"}, "large molecules"),
        ("loading.dlc", {}, "solid NP"),
    ],
)
def test_zeta_knows_its_coat_and_loading_its_payload(path: str, changes: dict[str, str], expected: str) -> None:
    assert group(path, row(**changes)) == expected


@pytest.mark.parametrize(
    ("path", "papers", "sd"),
    [("charge.zeta", 33, 11.0), ("loading.ee", 24, 1.09)],
)
def test_baselines_of_solid_particles_are_those_of_the_published_summary(path: str, papers: int, sd: float) -> None:
    """Particles without a coat 11.0 mV; EE of small molecules 1.09 logit."""
    found = baseline().summary(path, row(zeta_mV="-20", ee_pct="70"))
    assert found is not None
    assert (found.papers, found.sd) == (papers, pytest.approx(sd, rel=0.02))
