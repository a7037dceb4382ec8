"""What the user chose: frozen records of typed Values and catalogue keys, and the FIELDS table that describes them."""

from formulator.design.edit import Entry, check, check_ends, check_row, field, get, paths, read, read_quantity, replaced, split
from formulator.design.field import MORPHOLOGIES, MORPHOLOGY_LABELS, Default, Field, Law
from formulator.design.records import Carrier, Design, Ligand, Medium, Payload, Process, Target
from formulator.design.table import BY_PATH, FIELDS, METHODS, SECTIONS, TRIGGERS

__all__ = [
    "BY_PATH",
    "FIELDS",
    "METHODS",
    "MORPHOLOGIES",
    "MORPHOLOGY_LABELS",
    "SECTIONS",
    "TRIGGERS",
    "Carrier",
    "Default",
    "Design",
    "Entry",
    "Field",
    "Law",
    "Ligand",
    "Medium",
    "Payload",
    "Process",
    "Target",
    "check",
    "check_ends",
    "check_row",
    "field",
    "get",
    "paths",
    "read",
    "read_quantity",
    "replaced",
    "split",
]
