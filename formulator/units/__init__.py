"""Quantities with units: reading what people type, converting, writing for people. The only room where pint lives.

Importing this loads neither pint nor numpy.
"""

from __future__ import annotations

from formulator.errors import UnitError
from formulator.units.conversion import (
    canonical,
    convert,
    dimension_words,
    dimensions,
    factor,
    from_si,
    kind,
    si_unit,
    table,
    to_si,
    units_for,
)
from formulator.units.formatting import (
    axis_label,
    format_answer,
    format_bounds,
    format_estimate,
    format_full,
    format_interval,
    format_number,
    format_value,
    unit_label,
)
from formulator.units.reading import parse
from formulator.units.value import Spread, Value, spread

__all__ = [
    "Spread",
    "UnitError",
    "Value",
    "axis_label",
    "canonical",
    "convert",
    "dimension_words",
    "dimensions",
    "factor",
    "format_answer",
    "format_bounds",
    "format_estimate",
    "format_full",
    "format_interval",
    "format_number",
    "format_value",
    "from_si",
    "kind",
    "parse",
    "si_unit",
    "spread",
    "table",
    "to_si",
    "unit_label",
    "units_for",
]
