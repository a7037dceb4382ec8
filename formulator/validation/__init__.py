"""Predicted against measured: a table of published formulations run through the engine, scored by paper beside the class median."""

from formulator.validation.compare import AFTER_EE, PATHS, Comparison, Report, validate
from formulator.validation.page import page, table_rows
from formulator.validation.statistics import as_data
from formulator.validation.table import Table, read, shipped

__all__ = [
    "AFTER_EE",
    "PATHS",
    "Comparison",
    "Report",
    "Table",
    "as_data",
    "page",
    "read",
    "shipped",
    "table_rows",
    "validate",
]
