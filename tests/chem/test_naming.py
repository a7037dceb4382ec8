"""How the names of models are written for people."""

from __future__ import annotations

import pytest

from formulator import calculators
from formulator.chem.naming import spoken, title


@pytest.mark.parametrize(
    ("name", "inside", "first"),
    [
        ("debye_length", "Debye length", "Debye length"),
        ("water_viscosity", "water viscosity", "Water viscosity"),
        ("flory_huggins_chi", "Flory–Huggins χ", "Flory–Huggins χ"),
        ("pdi_lognormal", "PDI lognormal", "PDI lognormal"),
    ],
)
def test_people_and_abbreviations_are_written_as_they_are_everywhere(name: str, inside: str, first: str) -> None:
    assert (spoken(name), title(name)) == (inside, first)


def test_no_name_shows_a_low_line_of_its_own_and_no_two_are_the_same() -> None:
    names = list(calculators.models())
    assert not [name for name in names if "_" in spoken(name).replace("pK_a", "")]
    assert len({title(name) for name in names}) == len(names)
