"""Small tables to validate, and what several tests ask for once."""

from __future__ import annotations

import csv
import functools
import io
from collections.abc import Mapping, Sequence

from formulator import catalogue
from formulator.catalogue import Catalogue
from formulator.validation import Report, shipped, validate
from formulator.validation.table import Row, Table, read

PLGA = {
    "row_id": "A_1",
    "paper_id": "A",
    "doi_or_url": "10.1000/a",
    "carrier_class": "solid NP",
    "carrier": "PLGA",
    "core_polymer": "PLGA",
    "payload": "docetaxel",
    "payload_type": "small molecule",
    "process": "nanoprecipitation",
    "size_nm": "160",
    "pdi": "0.12",
    "zeta_mV": "-20",
}


def text(rows: Sequence[Mapping[str, str]]) -> str:
    heads = list(dict.fromkeys(head for row in rows for head in row))
    out = io.StringIO()
    writer = csv.DictWriter(out, heads, lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue()


def table(*rows: Mapping[str, str]) -> Table:
    return read(text(rows), "table.csv")


def row(**changes: str) -> Row:
    (found,) = table({**PLGA, **changes}).rows
    return found


@functools.cache
def known() -> Catalogue:
    return catalogue.load()


@functools.cache
def report() -> Report:
    """The shipped compilation, scored once for all tests."""
    return validate(shipped(), shipped(), known(), draws=1024)
