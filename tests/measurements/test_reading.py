"""Every dress of an instrument's table gives the same batches, and what a file leaves open is asked."""

from __future__ import annotations

import time
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from formulator import measurements
from formulator.errors import DataFileError, FormulatorError, UsageError
from formulator.measurements import Sample

from .files import HEADS, ROWS, VALUES, table


def read(data: bytes, name: str = "a.csv", **how: object) -> measurements.Reading:
    return measurements.read(data, name, **how)  # type: ignore[arg-type]


def numbers(sample: Sample) -> tuple[tuple[str, float], ...]:
    return tuple((path, value.magnitude) for path, value in sample.values)


@pytest.mark.parametrize("separator", [",", ";", "\t"])
@pytest.mark.parametrize("decimal", [".", ","])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252", "latin-1"])
def test_every_separator_decimal_sign_and_encoding_gives_the_same_values(separator: str, decimal: str, encoding: str) -> None:
    found = read(table(separator=separator, decimal=decimal, encoding=encoding))
    assert [sample.name for sample in found.samples] == ["P3"]
    assert numbers(found.samples[0]) == VALUES
    assert found.decimal == decimal
    assert {value.unit for path, value in found.samples[0].values if path == "size.z_average"} == {"nm"}
    assert found.samples[0].date == "27 November 2026 14:30:12"


def test_repeats_stay_single_values() -> None:
    (sample,) = read(table()).samples
    assert [value.magnitude for value in sample.of("size.z_average")] == [111.2, 112.9, 112.4]


def test_lines_above_the_heading_and_the_separator_line_of_excel_are_passed_over() -> None:
    plain = read(table(separator=";"))
    for before in ("Zetasizer Ultra\r\nExported by: somebody\r\n\r\n", "sep=;\r\n"):
        assert read(table(separator=";", before=before)).samples == plain.samples


@pytest.mark.parametrize(
    ("head", "unit", "factor"),
    [
        ("Z-Average (d.nm)", "nm", 1),
        ("Z-Ave (d.nm)", "nm", 1),
        ("Z-Average (nm)", "nm", 1),
        ("Z-Average (r.nm)", "nm", 2),
        ("Z-Average (µm)", "um", 1),
        ("Z-Average (d.nm) [Average]", "nm", 1),
        ("Z-Average (nm)/Cumulants Result/Size Analysis Result", "nm", 1),
    ],
)
def test_the_unit_in_the_heading_counts_and_a_radius_is_doubled(head: str, unit: str, factor: float) -> None:
    (sample,) = read(table([("a", "56.5")], ("Sample Name", head))).samples
    ((path, value),) = sample.values
    assert (path, value.magnitude, value.unit) == ("size.z_average", 56.5 * factor, unit)


@pytest.mark.parametrize(
    "head", ["PdI Width (d.nm)", "Zeta deviation (mV)", "Pk 1 Mean Int (d.nm)", "Polydispersity (%)", "Conductivity (mS/cm)"]
)
def test_columns_that_only_look_alike_are_left_alone(head: str) -> None:
    found = read(table([("a", "112.5", "8.7")], ("Sample Name", "Z-Average (d.nm)", head)))
    assert numbers(found.samples[0]) == (("size.z_average", 112.5),)


def test_a_mobility_is_read_in_the_unit_of_the_instrument() -> None:
    found = read(table([("a", "-0.32")], ("Sample Name", "Mobility (µmcm/Vs)"), encoding="cp1252"))
    ((path, value),) = found.samples[0].values
    assert (path, value.magnitude) == ("charge.mobility", -0.32)
    assert value.to("um*cm/V/s") == pytest.approx(-0.32)


# -- the decimal sign


def test_a_comma_that_may_group_thousands_everywhere_is_asked_about() -> None:
    data = table([("a", "1,234")], ("Sample Name", "Z-Average (d.nm)"), separator=";")
    with pytest.raises(DataFileError) as caught:
        read(data)
    assert (caught.value.question, caught.value.candidates) == ("decimal", (",", "."))
    assert "1.234" in str(caught.value) and "1234" in str(caught.value)
    assert read(data, decimal=",").samples[0].of("size.z_average")[0].magnitude == 1.234
    with pytest.raises(DataFileError, match="two ways"):
        read(data, decimal=".")


def test_other_columns_of_the_file_settle_the_decimal_sign() -> None:
    data = table([("a", "25,0", "1,234")], ("Sample Name", "T (°C)", "Z-Average (d.nm)"), separator=";")
    assert read(data).samples[0].of("size.z_average")[0].magnitude == 1.234


def test_a_leading_zero_cannot_be_grouped_thousands() -> None:
    data = table([("a", "0,142")], ("Sample Name", "PdI"), separator=";")
    assert read(data).samples[0].of("size.pdi")[0].magnitude == 0.142


def test_a_point_alone_is_a_decimal_point_as_in_every_csv() -> None:
    assert read(table([("a", "112.345")], ("Sample Name", "Z-Average (d.nm)"))).samples[0].values[0][1].magnitude == 112.345


def test_both_decimal_signs_in_one_file_are_refused() -> None:
    with pytest.raises(DataFileError, match=r"112,5.*0\.14|0\.14.*112,5"):
        read(table([("a", "112,5", "0.14")], ("Sample Name", "Z-Average (d.nm)", "PdI"), separator=";"))


def test_decimal_commas_between_commas_are_refused_and_never_move_a_column() -> None:
    data = b"Sample Name,Z-Average (d.nm),PdI\r\na,112,5,0,14\r\n"
    with pytest.raises(DataFileError, match=r"line 2: the row has 5 cells, the heading 3"):
        read(data)


# -- rows


def test_a_zero_in_the_size_column_of_a_zeta_row_is_no_size() -> None:
    rows = (ROWS[0], ("4", "Zeta", "P3", "", "25.0", "0", "0", "-4.1", "6.2"))
    assert numbers(read(table(rows)).samples[0]) == (("size.z_average", 111.2), ("size.pdi", 0.142), ("charge.zeta", -4.1))
    rows = (ROWS[0], ("4", "Zeta", "P3", "", "25.0", "980", "1", "-4.1", "6.2"))
    assert ("size.z_average", 980.0) not in numbers(read(table(rows)).samples[0])


def test_averages_of_rows_that_are_there_are_not_counted_again() -> None:
    rows = (
        *ROWS[:3],
        ("5", "Size", "P3 [Average]", "", "25.0", "112.17", "0.140", "", ""),
        ("6", "Size", "P3 Std Dev", "", "", "0.9", "", "", ""),
    )
    found = read(table(rows))
    assert len(found.samples[0].of("size.z_average")) == 3
    assert found.notices == ("2 rows of averages or spreads left out; the single values count.",)


def test_an_average_without_its_rows_counts() -> None:
    rows = (("5", "Size", "P3 (Average)", "", "25.0", "112.17", "0.140", "", ""),)
    assert numbers(read(table(rows)).samples[0]) == (("size.z_average", 112.17), ("size.pdi", 0.14))


def test_names_that_count_upwards_are_repeats_and_that_is_said() -> None:
    """The Zetasizer's program calls the repeats of `P3` `P3 1`, `P3 2`, `P3 3`."""
    rows = [(*row[:2], f"P3 {number}", *row[3:]) for number, row in enumerate(ROWS[:3], 1)]
    found = read(table(rows))
    assert [(sample.name, len(sample.of("size.z_average"))) for sample in found.samples] == [("P3", 3)]
    assert found.notices == ("'P3 1' to 'P3 3' are taken as 3 repeats of one batch, 'P3'.",)
    assert [sample.name for sample in read(table(rows), repeats="names").samples] == ["P3 1", "P3 2", "P3 3"]


def test_numbered_batches_stay_batches() -> None:
    rows = [(*row[:2], f"P3 batch {number}", *row[3:]) for number, row in enumerate(ROWS[:3], 1)]
    assert [sample.name for sample in read(table(rows)).samples] == ["P3 batch 1", "P3 batch 2", "P3 batch 3"]
    repeated = [(*row[:2], f"P3 {number}", *row[3:]) for number in (1, 2) for row in ROWS[:3]]
    assert [len(sample.of("size.z_average")) for sample in read(table(repeated)).samples] == [3, 3]


def test_a_file_without_names_is_one_batch_called_after_it() -> None:
    (sample,) = read(table([("112.5",), ("113.5",)], ("Z-Average (d.nm)",)), "run7.csv").samples
    assert (sample.name, len(sample.values)) == ("run7", 2)


@pytest.mark.parametrize(
    ("cell", "words"),
    [("112.5 mV", "line 2"), ("about ten", "line 2"), ("-112", "below zero"), ("<5", "line 2")],
)
def test_a_cell_that_is_no_number_refuses_the_file_with_its_place(cell: str, words: str) -> None:
    with pytest.raises(DataFileError, match="line 2") as caught:
        read(table([("a", cell)], ("Sample Name", "Z-Average (d.nm)")))
    assert words in str(caught.value) and "Z-Average (d.nm)" in str(caught.value)


@pytest.mark.parametrize("cell", ["", "-", "n/a", "NaN", "--"])
def test_a_cell_without_value_is_left_out(cell: str) -> None:
    found = read(table([("a", "112.5", cell)], ("Sample Name", "Z-Average (d.nm)", "PdI")))
    assert numbers(found.samples[0]) == (("size.z_average", 112.5),)


def test_a_share_of_more_than_all_is_refused() -> None:
    with pytest.raises(DataFileError, match="100 %"):
        read(table([("a", "104")], ("Sample Name", "EE (%)")))


# -- the mapping


def test_a_column_without_unit_is_asked_about() -> None:
    data = table([("a", "112.5")], ("Sample Name", "Z-Average"))
    with pytest.raises(DataFileError) as caught:
        read(data)
    assert (caught.value.question, caught.value.about, caught.value.candidates) == ("unit", "size.z_average", ("nm", "um"))
    found = read(data, columns={"size.z_average": "Z-Average [nm]"})
    assert numbers(found.samples[0]) == (("size.z_average", 112.5),)


def test_a_mapping_names_any_column_and_is_remembered_for_files_that_have_it() -> None:
    heads = ("Probe", "Mittel", "Breite")
    data = table([("a", "112.5", "0.14")], heads)
    said = {"size.z_average": "Mittel [nm]", "size.pdi": "Breite", "name": "Probe"}
    first = read(data, columns=said)
    assert numbers(first.samples[0]) == (("size.z_average", 112.5), ("size.pdi", 0.14))
    assert {path: first.columns[path] for path in said} == said
    again = read(table([("b", "99.5", "0.2")], heads), remembered=first.columns)
    assert (again.samples[0].name, numbers(again.samples[0])) == ("b", (("size.z_average", 99.5), ("size.pdi", 0.2)))
    assert read(table(), remembered=first.columns).samples == read(table()).samples


def test_an_empty_mapping_leaves_a_column_out_and_that_is_remembered() -> None:
    found = read(table(), columns={"charge.zeta": ""})
    assert "charge.zeta" not in {path for path, _ in found.samples[0].values}
    assert "charge.zeta" not in {path for path, _ in read(table(), remembered=found.columns).samples[0].values}


def test_two_headings_for_one_quantity_are_asked_about() -> None:
    data = table([("a", "112.5", "118.5")], ("Sample Name", "Z-Average (d.nm)", "Z-Ave (nm)"))
    with pytest.raises(DataFileError, match="2 headings could be Z-average") as caught:
        read(data)
    assert (caught.value.question, caught.value.candidates) == ("column", ("Z-Average (d.nm)", "Z-Ave (nm)"))
    found = read(data, columns={"size.z_average": "Z-Ave (nm)"})
    assert numbers(found.samples[0]) == (("size.z_average", 118.5),)
    assert read(data, remembered=found.columns).samples == found.samples
    same = table([("a", "112.5", "118.5")], ("Sample Name", "Z-Average (d.nm)", "Z-Average (d.nm)"))
    with pytest.raises(UsageError, match="2 columns"):
        read(same, columns={"size.z_average": "Z-Average (d.nm)"})


@pytest.mark.parametrize(
    ("text", "number"), [("1.234,5", 1234.5), ("1,234.5", 1234.5), ("1.234.567,8", 1234567.8), ("1.12E+02", 112.0), ("1,12e2", 112.0)]
)
def test_grouped_and_exponential_numbers_are_read(text: str, number: float) -> None:
    data = f"Sample Name;Z-Average (d.nm)\na;{text}\n".encode()
    assert read(data).samples[0].of("size.z_average")[0].magnitude == number


@pytest.mark.parametrize(
    ("columns", "words"),
    [
        ({"size.z_average": "Nowhere"}, "no column 'Nowhere'"),
        ({"size.z_average": "PdI [mV]"}, "not a unit of size.z_average"),
        ({"size.nothing": "PdI"}, "size.nothing"),
    ],
)
def test_a_mapping_that_does_not_hold_is_refused(columns: dict[str, str], words: str) -> None:
    with pytest.raises(UsageError, match=words.replace(".", r"\.")):
        read(table(), columns=columns)


# -- what is no such table


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "empty"),
        (b"PK\x03\x04rest", "workbook"),
        (b"\xd0\xcf\x11\xe0rest", "CSV"),
        (b"a\x00b\x01c\x02\x00\x00\xff", "no text"),
        (b"when,what\r\n1,2\r\n", "no column that is known"),
        (",".join(HEADS).encode(), "no rows"),
        (b"Sample Name,Z-Average (d.nm)\r\na,-\r\n", "no value"),
    ],
)
def test_what_is_no_table_of_measured_values_is_refused_in_words(data: bytes, words: str) -> None:
    with pytest.raises(DataFileError, match=words) as caught:
        read(data)
    assert caught.value.exit_code == 3 and str(caught.value).startswith("a.csv")


@given(
    rows=st.lists(
        st.tuples(st.decimals(1, 9999, places=1), st.decimals("0.01", "0.99", places=3), st.decimals(-90, 90, places=2)),
        min_size=1,
        max_size=6,
    ),
    separator=st.sampled_from([",", ";", "\t"]),
    decimal=st.sampled_from([".", ","]),
    encoding=st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "cp1252"]),
)
def test_any_numbers_come_back_as_they_were(rows: list[tuple[Decimal, ...]], separator: str, decimal: str, encoding: str) -> None:
    texts = [("1", "", "P3", "", "25.0", *(str(number) for number in row), "6.2") for row in rows]
    found = read(table(texts, separator=separator, decimal=decimal, encoding=encoding)).samples[0]
    for place, path in enumerate(("size.z_average", "size.pdi", "charge.zeta")):
        assert [value.magnitude for value in found.of(path)] == [float(row[place]) for row in rows]


_CELLS = st.sampled_from(
    ["", "Z-Average (d.nm)", "PdI", "Sample Name", "1,2", "1.2", "1,234", "-4", "n/a", "r.nm", "0", "9" * 30, "\u2212", "[", '"']
)


@given(
    rows=st.lists(st.lists(_CELLS, max_size=5), max_size=6),
    separator=st.sampled_from([",", ";", "\t", "\n"]),
    noise=st.binary(max_size=12),
    place=st.integers(0, 60),
)
def test_no_file_whatever_it_holds_ends_in_anything_but_values_or_words(
    rows: list[list[str]], separator: str, noise: bytes, place: int
) -> None:
    data = "\n".join(separator.join(row) for row in rows).encode()
    try:
        found = read(data[:place] + noise + data[place:])
    except FormulatorError as refused:
        assert 0 < len(str(refused)) < 900
    else:
        assert all(sample.values for sample in found.samples)


def test_a_table_of_very_many_columns_is_refused_at_once() -> None:
    begun = time.process_time()
    with pytest.raises(DataFileError, match="has 200000 columns. At most 1000 are read"):
        read((",".join(str(number) for number in range(200_000)) + "\n1\n").encode())
    assert time.process_time() - begun < 5.0


def test_the_heading_is_found_below_lines_of_a_thousand_cells() -> None:
    wide = "Z-Average (d.nm)" + "\tIntensities (%)" * 900
    found = read(f"Report\n{wide}\n{'80.5' + chr(9) * 900}\n".encode())
    assert [value.magnitude for sample in found.samples for _, value in sample.values] == [80.5]


def test_a_table_beyond_measure_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("formulator.measurements.table.MOST_ROWS", 3)
    with pytest.raises(DataFileError, match="has 4 rows. At most 3"):
        read(table())
    monkeypatch.setattr("formulator.measurements.table.LARGEST", 100)
    with pytest.raises(DataFileError, match="At most"):
        read(table())
