"""What a person asks of a plate, and the plan of it. No widgets."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from formulator.errors import FormulatorError, UsageError
from formulator.recipe.plate import Plate, plate, varied
from formulator.ui.tasks import Job, Ticket
from formulator.units import Value, parse

if TYPE_CHECKING:
    from formulator.catalogue import Catalogue
    from formulator.project import Variant


@dataclass(frozen=True, kw_only=True)
class Wish:
    """What a person asks of the plate, as typed."""

    path: str
    values: str
    well: str
    payload: str
    replicates: str


def planned(wish: Wish, variant: Variant, catalogue: Catalogue, decimal: str) -> Plate:
    """The plate; FormulatorError in words for what cannot be read."""
    texts = [text.strip() for text in wish.values.replace("\n", ";").split(";")]
    if decimal == "." and len(texts) == 1:
        texts = [text.strip() for text in texts[0].split(",")]
    if not all(texts):
        raise UsageError("Type the values to be tried, with ; between them, such as 1; 2; 4.")
    well = parse(wish.well, "uL", decimal)
    payload = parse(wish.payload, "ug", decimal) if wish.payload.strip() else None
    for name, value in (("volume of a well", well), ("payload in each well", payload)):
        if isinstance(value, Value) and value.magnitude <= 0:
            raise UsageError(f"The {name} must be above zero.")
    if not wish.replicates.strip().isdecimal():
        raise UsageError(f"'{wish.replicates}' replicates cannot be. A whole number from 1 to 96 is needed.")
    conditions = varied(variant.design, wish.path, texts, decimal)
    return plate(conditions, variant.bench, catalogue, well, int(wish.replicates), payload)


def job(wish: Wish, variant: Variant, catalogue: Catalogue, decimal: str) -> Job:
    """The job that plans it beside the window."""

    def work(ticket: Ticket) -> tuple[Plate, str]:
        del ticket
        try:
            return planned(wish, variant, catalogue, decimal), ""
        except FormulatorError as problem:
            return Plate(), str(problem)

    return work
