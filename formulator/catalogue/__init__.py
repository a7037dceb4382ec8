"""What is known: materials whose every number has unit, range, source and grade, and the sources themselves."""

from formulator.catalogue.catalogue import Catalogue, check, material_from_data
from formulator.catalogue.loading import load, own_text, user_file
from formulator.catalogue.material import Material, Property, Source
from formulator.catalogue.own import user_copy, user_drug, user_nucleic_acid, user_protein

__all__ = [
    "Catalogue",
    "Material",
    "Property",
    "Source",
    "check",
    "load",
    "material_from_data",
    "own_text",
    "user_copy",
    "user_drug",
    "user_file",
    "user_nucleic_acid",
    "user_protein",
]
