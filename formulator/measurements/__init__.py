"""Measured batches: read from the tables of instruments, kept in the project beside the design that they were made from."""

from formulator.measurements.columns import QUANTITIES, ROLES, Quantity
from formulator.measurements.reading import Reading, Sample, read
from formulator.measurements.records import added, added_by_hand, fingerprint, remembered, typed_value, variant_of
from formulator.measurements.series import batches

__all__ = [
    "QUANTITIES", "ROLES", "Quantity", "Reading", "Sample", "added", "added_by_hand", "batches", "fingerprint", "read", "remembered",
    "typed_value", "variant_of",
]  # fmt: skip
