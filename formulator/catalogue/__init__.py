"""What is known: materials whose every number has unit, range, source and grade, and the sources themselves."""

from formulator.catalogue.catalogue import Catalogue, check, load, user_file
from formulator.catalogue.material import Material, Property, Source

__all__ = ["Catalogue", "Material", "Property", "Source", "check", "load", "user_file"]
