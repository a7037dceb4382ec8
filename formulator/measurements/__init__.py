"""Measured batches: read from the tables of instruments, kept in the project beside the design that they were made from."""

from formulator.measurements.columns import QUANTITIES, ROLES, Quantity
from formulator.measurements.reading import Reading, Sample, read
from formulator.measurements.records import added, fingerprint, remembered, variant_of

__all__ = ["QUANTITIES", "ROLES", "Quantity", "Reading", "Sample", "added", "fingerprint", "read", "remembered", "variant_of"]
