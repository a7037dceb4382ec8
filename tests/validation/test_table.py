"""What is read from a table, what is left out, and that each reason is counted."""

from __future__ import annotations

import pytest

from formulator.errors import UsageError
from formulator.validation.table import read, shipped

from .cases import PLGA, row, table, text


def test_answers_are_kept_apart_from_what_was_made() -> None:
    assert row().measured == {"size.hydrodynamic_diameter": 160.0, "size.pdi": 0.12, "charge.zeta": -20.0}
    assert row(ee_pct="61.5", dlc_wt_pct="4").measured["loading.ee"] == 61.5


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"value_quality": "bound_only"}, "value_quality bound_only: not scored"),
        ({"value_quality": "published_as_radius_not_converted"}, "value_quality published_as_radius_not_converted: not scored"),
        ({"size_nm": "", "pdi": "", "zeta_mV": ""}, "nothing published that is scored"),
        ({"size_nm": "12,5"}, "size_nm is not a number"),
        ({"zeta_mV": "nan"}, "zeta_mV is not a number"),
        ({"size_nm": "-3"}, "size_nm outside 0 to inf"),
        ({"ee_pct": "104"}, "ee_pct outside 0 to 100"),
    ],
)
def test_a_row_without_a_measurement_is_counted_with_its_reason(changes: dict[str, str], reason: str) -> None:
    found = table({**PLGA, **changes}, PLGA)
    assert (found.total, len(found.rows), found.skipped) == (2, 1, {reason: 1})


def test_an_ee_of_all_or_nothing_has_no_logit_and_says_so() -> None:
    found = row(ee_pct="100")
    assert "loading.ee" not in found.measured and "size.pdi" in found.measured
    assert found.unscored == {"loading.ee": "a published ee_pct of 100 has no place on the scale of scores"}


def test_a_bound_is_no_size() -> None:
    found = row(size_qualifier="<")
    assert "size.hydrodynamic_diameter" not in found.measured and "size.pdi" in found.measured
    assert found.unscored == {"size.hydrodynamic_diameter": "a published bound, not a size"}


def test_a_longer_line_than_the_head_is_counted_not_cut() -> None:
    found = read(text([PLGA]).rstrip("\n") + ",17\n", "table.csv")
    assert found.skipped == {"more cells than heads": 1} and not found.rows


def test_a_paper_is_known_by_its_doi_and_by_its_key() -> None:
    assert row().papers == {"10.1000/a", "a"}
    assert row(doi_or_url="", paper_id="").papers == {"line 2"}


@pytest.mark.parametrize(
    ("heads", "part"),
    [
        ("paper_id,size_nm", "carrier_class"),
        ("carrier_class,size_nm", "doi_or_url or paper_id"),
        ("carrier_class,paper_id,ic50", "one of size_nm"),
        ("carrier_class,paper_id,size_nm,size_nm", "two columns are headed size_nm"),
        ("", "carrier_class"),
    ],
)
def test_a_table_without_the_columns_that_are_needed_is_refused_by_name(heads: str, part: str) -> None:
    with pytest.raises(UsageError, match=part):
        read(f"{heads}\n", "table.csv")


def test_a_table_with_an_open_quote_is_refused() -> None:
    with pytest.raises(UsageError, match=r"table\.csv is no table"):
        read('carrier_class,paper_id,size_nm\n"solid NP,A,100\n', "table.csv")


def test_the_compilation_has_216_rows_of_85_papers() -> None:
    """85 papers; 23 rows are bounds, ranges, radii or from secondary sources, or hold no scored value."""
    found = shipped()
    assert found.total == 216 and len(found.rows) + sum(found.skipped.values()) == 216
    assert sum(found.skipped.values()) == 23
    assert {"https", "10.1", "pmc"} & {row.paper.lower()[:4] for row in found.rows} and all(row.paper for row in found.rows)
