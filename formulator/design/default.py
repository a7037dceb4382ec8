"""Short hands for the fields: a default with its law, source and status."""

from __future__ import annotations

from formulator.design.field import Default

MOLAR_MASS = ("kg/mol", "g/mol")
PARAMETERS = "parameter_laws"
"""Source key of laws set for this program from between-laboratory scatter and stated judgement."""


def law(value: float, unit: str, kind: str, *spread: float, source: str = PARAMETERS, status: str = "estimate", note: str = "") -> Default:
    """A default value with the law it is drawn from."""
    return Default(value=value, unit=unit, law=(kind, *spread), source=source, status=status, note=note)


def always(
    value: float, unit: str, kind: str, *spread: float, source: str = PARAMETERS, status: str = "estimate", note: str = ""
) -> dict[str, Default]:
    """The same default whatever else was chosen."""
    return {"": law(value, unit, kind, *spread, source=source, status=status, note=note)}
