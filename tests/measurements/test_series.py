"""Complexes at several N/P and the neutral point that they say."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from formulator import calibration, catalogue, measurements, storage
from formulator.errors import UnitError, UsageError
from formulator.measurements import series
from formulator.measurements.series import Point
from formulator.project import Project
from formulator.units import Value


@pytest.fixture(scope="module")
def project() -> Project:
    return storage.load(storage.examples()["sirna-polyplex"]).project


def typed(project: Project, ratios: str, bound: str = "", zeta: str = "", decimal: str = ".") -> Project:
    return series.typed(project, project.variant(), ratios, bound, zeta, decimal, "2026-03-01")


def test_a_series_is_kept_saved_and_read_again(project: Project) -> None:
    found = typed(project, "4; 0,5; 2", "100; 30; –", "12; -31; -3", ",")
    again = storage.loads(storage.dumps(found)).project
    assert series.points(series.of_variant(again, project.active)) == (
        Point(ratio=0.5, bound=pytest.approx(0.3), zeta=-31.0), Point(ratio=2.0, bound=None, zeta=-3.0),
        Point(ratio=4.0, bound=1.0, zeta=12.0),
    )  # fmt: skip
    other = typed(found, "1, 3", "0.5, 90 %")
    assert [one.id for one in other.measurements] == ["m1", "m2"] and typed(other, "").measurements == ()


def test_no_ratio_of_a_series_is_a_batch_or_moves_a_calibration(project: Project) -> None:
    found = typed(project, "0.5; 1; 2; 8", "30; 60; 100; 100", "-30; -9; 3; 22")
    assert measurements.batches(found) == ()
    assert calibration.fits(found, catalogue.load().overlay(found.materials)) == ((), ())
    by_hand = measurements.added_by_hand(found, found.variant(), "", [("loading.ee", Value(93.0, "%"))], "2026-03-01")
    assert [one.batch for one in measurements.batches(by_hand)] == ["Batch 1"]


@pytest.mark.parametrize(
    ("ratios", "bound", "zeta", "said"),
    [
        ("", "30", "", "N/P ratios above zero"),
        ("0; 1", "30; 40", "", "above zero"),
        ("1; –", "30; 40", "", "above zero"),
        ("1; 1", "30; 40", "", "twice"),
        ("1; 2", "30", "", "2 ratios and 1 shares"),
        ("1; 2", "30; 130", "", "between 0 and 100"),
        ("1; 2", "", "–; –", "share that is bound, or zeta"),
        (";".join(str(n) for n in range(1, 98)), "30", "", "At most 96"),
    ],
)
def test_what_does_not_fit_together_is_said_in_words(project: Project, ratios: str, bound: str, zeta: str, said: str) -> None:
    with pytest.raises(UsageError, match=said):
        typed(project, ratios, bound, zeta)


def test_a_value_of_another_kind_is_refused(project: Project) -> None:
    with pytest.raises(UnitError):
        typed(project, "1; 2", "", "3 nm; 4 nm")


@given(st.floats(0.3, 10.0), st.floats(0.5, 2.0))
def test_shares_that_follow_the_charges_give_their_neutral_point_back(neutral: float, start: float) -> None:
    ratios = [neutral * start * factor / 4 for factor in (0.3, 0.7, 1.1, 2.0, 4.0)]
    found = series.by_binding([Point(ratio=ratio, bound=min(1.0, ratio / neutral)) for ratio in ratios])
    assert found is not None and found.value == pytest.approx(neutral, rel=0.01)
    assert found.low is not None and found.high is not None and found.low < neutral < found.high


def test_more_scatter_makes_the_interval_wider() -> None:
    clean = series.by_binding([Point(ratio=1, bound=0.5), Point(ratio=1.5, bound=0.75), Point(ratio=4, bound=1.0)])
    rough = series.by_binding([Point(ratio=1, bound=0.75), Point(ratio=1.5, bound=0.5), Point(ratio=4, bound=1.0)])
    assert clean is not None and rough is not None and clean.low and rough.low and clean.high and rough.high
    assert rough.high / rough.low > clean.high / clean.low


def test_too_little_says_no_neutral_point() -> None:
    assert series.by_binding([Point(ratio=1, bound=0.5)]) is None
    assert series.by_binding([Point(ratio=2, bound=1.0), Point(ratio=4, bound=0.97)]) is None
    assert series.by_zeta([Point(ratio=1, zeta=-20.0), Point(ratio=4, zeta=-2.0)]) is None


def test_zeta_crosses_zero_between_two_ratios() -> None:
    found = series.by_zeta([Point(ratio=1, zeta=-10.0), Point(ratio=4, zeta=10.0)])
    assert found is not None and found.value == pytest.approx(2.0) and found.low is not None and found.high is not None
    assert 1 < found.low < 2 < found.high < 4
    assert series.by_zeta([Point(ratio=1, zeta=-2.0), Point(ratio=4, zeta=3.0)]).low is None  # type: ignore[union-attr]


def test_a_value_typed_by_hand_must_be_one() -> None:
    assert measurements.typed_value("size.z_average", "0,112 um", "nm", ",").to("nm") == pytest.approx(112.0)
    for path, text in (("loading.ee", "120"), ("size.pdi", "-1"), ("charge.zeta", "3 nm")):
        with pytest.raises(UnitError):
            measurements.typed_value(path, text, {"loading.ee": "%", "charge.zeta": "mV"}.get(path, ""))
