"""A plate of many conditions: what goes from which stock into which well, and weaker stocks where a volume is too small."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from dataclasses import dataclass

from formulator import design as designs
from formulator.bench import Bench
from formulator.catalogue import Catalogue
from formulator.chem.process import stock_volume
from formulator.design import Design
from formulator.errors import UsageError
from formulator.evaluation import evaluate
from formulator.prediction import Prediction
from formulator.recipe.components import Component, components
from formulator.recipe.phases import make_up
from formulator.recipe.plan import Deviation, deviations, phases_of, refusals
from formulator.recipe.portions import COMFORTABLE, DILUTIONS, Portion, Problem, Tools, correction, pipetted, tools
from formulator.recipe.scale import scaled
from formulator.units import Value, format_value, kind

ROWS, COLUMNS = "ABCDEFGH", 12
MOST_WELLS = len(ROWS) * COLUMNS
RESERVE = 0.10
"""How much more of every source is prepared than the wells take."""


@dataclass(frozen=True, kw_only=True)
class Transfer:
    """One movement of liquid. Volume in m³; `source` is a stock, a solvent, or another plate."""

    step: int
    source: str
    plate: str
    well: str
    volume: float
    condition: str


@dataclass(frozen=True, kw_only=True)
class Plate:
    """All transfers, the wells of each condition, what must be prepared of each source, and the problems; never both."""

    wells: tuple[tuple[str, tuple[str, ...]], ...] = ()
    transfers: tuple[Transfer, ...] = ()
    deviations: tuple[tuple[str, Deviation], ...] = ()
    problems: tuple[Problem, ...] = ()
    notes: tuple[str, ...] = ()

    @property
    def sources(self) -> dict[str, float]:
        """Volume to prepare of everything that is not a plate, with the reserve."""
        found: dict[str, float] = {}
        plates = {transfer.plate for transfer in self.transfers}
        for transfer in self.transfers:
            if transfer.source not in plates:
                found[transfer.source] = found.get(transfer.source, 0.0) + transfer.volume * (1 + RESERVE)
        return found


def places(conditions: int, replicates: int) -> list[list[str]]:
    """The wells of each condition: one column each while they fit, so that replicates stand below each other; else row by row."""
    if conditions < 1 or replicates < 1 or conditions * replicates > MOST_WELLS:
        raise UsageError(f"{conditions} conditions × {replicates} replicates are not 1 to {MOST_WELLS} wells.")
    if conditions <= COLUMNS and replicates <= len(ROWS):
        return [[f"{ROWS[row]}{column + 1}" for row in range(replicates)] for column in range(conditions)]
    wells = [f"{row}{column + 1}" for row in ROWS for column in range(COLUMNS)]
    return [wells[start : start + replicates] for start in range(0, conditions * replicates, replicates)]


def varied(design: Design, path: str, values: Sequence[str], decimal: str = ".") -> list[tuple[str, Design]]:
    """A design for every value. A number without a unit takes that of the value before it, else the field's first."""
    if not designs.field(path).is_quantity:
        raise UsageError(f"{path} is a choice, and only quantities can be varied here.")
    made = []
    unit = ""
    for text in values:
        entry = designs.read(path, f"{text} {unit}".strip() if _is_bare(text) and unit else text, decimal)
        if not isinstance(entry, Value):
            raise UsageError(f"A value is missing: {path} takes one or more, such as 1, 2, 4.")
        unit = entry.unit
        made.append((f"{path} {text}", designs.replaced(design, path, entry)))
    return made


def _is_bare(text: str) -> bool:
    return not any(letter.isalpha() or letter == "%" for letter in text.replace("e", "").replace("E", ""))


def filled(design: Design, catalogue: Catalogue, well: Value, payload: Value | None) -> Design:
    """The design in one well: at the design's own polymer concentration, or with so much payload and the polymer that goes with it."""
    if payload is None:
        return scaled(design, catalogue, well)
    prediction = evaluate(design, catalogue)
    ratio, fraction = prediction.nodes.get("feed_ratio"), prediction.nodes.get("final_organic_fraction")
    if not ratio or not fraction:
        raise UsageError("A fixed payload per well needs payload.feed or payload.np_ratio.")
    polymer = payload.si / ratio
    process = dataclasses.replace(
        design.process,
        polymer_mass=Value(polymer * 1e6, "mg"),
        polymer_concentration=Value(polymer / (well.si * fraction), "mg/mL"),
    )
    fed = design.payloads[0].feed
    entry = design.payloads[0] if fed is None or kind(fed.unit) != kind("mg") else dataclasses.replace(design.payloads[0], feed=payload)
    return dataclasses.replace(design, process=process, payloads=(entry, *design.payloads[1:]))


def plate(
    conditions: Sequence[tuple[str, Design]],
    bench: Bench,
    catalogue: Catalogue,
    well: Value,
    replicates: int,
    payload: Value | None = None,
) -> Plate:
    """The plan of a plate. `well` is the volume of one well, `payload` the same mass in each; every component comes from a stock."""
    where = places(len(conditions), replicates)
    with_tools = dataclasses.replace(tools(bench), overage=0.0)
    transfers: list[Transfer] = []
    changes: list[tuple[str, Deviation]] = []
    problems: list[Problem] = []
    for (name, design), wells in zip(conditions, where, strict=True):
        made = _condition(name, filled(design, catalogue, well, payload), bench, catalogue, wells, with_tools)
        if isinstance(made, Problem):
            problems.append(dataclasses.replace(made, component=f"{name}: {made.component}"))
        else:
            transfers += made[0]
            changes += [(name, one) for one in made[1]]
    if problems:
        return Plate(problems=tuple(problems))
    ordered = tuple(sorted(transfers, key=lambda one: one.step))
    notes = (f"Prepare {100 * RESERVE:.0f} % more of each source than the wells take; this is in the amounts.", *with_tools.assumed)
    return Plate(
        wells=tuple((name, tuple(wells)) for (name, _), wells in zip(conditions, where, strict=True)),
        transfers=ordered,
        deviations=tuple(changes),
        notes=notes,
    )


def _condition(
    name: str, sized: Design, bench: Bench, catalogue: Catalogue, wells: Sequence[str], with_tools: Tools
) -> tuple[list[Transfer], list[Deviation]] | Problem:
    """The movements of one condition: with comfortable volumes where they fit, else with the smallest that can be pipetted."""
    prediction = evaluate(sized, catalogue)
    parts = components(sized, prediction, catalogue)
    refused = refusals(sized, parts, prediction, catalogue)
    if refused:
        return refused[0]
    last: Problem | None = None
    for comfort in (COMFORTABLE, 1.0):
        portions = _from_stocks(parts, bench, comfort, with_tools)
        if isinstance(portions, Problem):
            return portions
        made = _transfers(name, sized, portions, prediction, catalogue, wells, with_tools)
        if not isinstance(made, Problem):
            return made, list(deviations(sized, portions, prediction, catalogue))
        last = made
    assert last is not None
    return last


def _from_stocks(parts: Sequence[Component], bench: Bench, comfort: float, with_tools: Tools) -> list[Portion] | Problem:
    """Every component from its stock, diluted until the volume is `comfort` times what the pipettes can take."""
    portions = []
    for part in parts:
        lot = bench.lot(part.key)
        if lot.stock is None:
            reason, remedy = "a plate is filled from stocks, and this has none.", f"Give lot.{part.key}.stock, such as 1 mg/mL."
            return Problem(component=part.name, reason=reason, remedy=remedy)
        volume = float(stock_volume(mass=part.mass, concentration=lot.stock.si))
        times = next((times for times in (1, *DILUTIONS) if volume * times >= comfort * with_tools.least_volume), None)
        if times is None:
            reason, remedy = "no dilution of its stock can be pipetted.", f"Take a weaker lot.{part.key}.stock."
            return Problem(component=part.name, reason=reason, remedy=remedy)
        weaker = Value(float(f"{lot.stock.magnitude / times:.12g}"), lot.stock.unit)
        exact, factor = volume * times, correction(lot)
        portions.append(Portion(component=part, lot=lot, pure=part.mass, factor=factor, exact=exact, taken=pipetted(exact), stock=weaker))
    return portions


def _transfers(
    name: str,
    design: Design,
    portions: Sequence[Portion],
    prediction: Prediction,
    catalogue: Catalogue,
    wells: Sequence[str],
    with_tools: Tools,
) -> list[Transfer] | Problem:
    found: list[Transfer] = []
    phases = phases_of(design, portions, prediction, catalogue)
    step = 0
    for phase in phases:
        members = [one for one in portions if one.component.key in phase.members]
        left = make_up(phase.name, phase.volume, members, with_tools)
        if isinstance(left, Problem):
            return left
        liquids = [(phase.solvent, left)] if left > 0 else []
        liquids += [(_source(one), one.taken) for one in sorted(members, key=lambda one: -one.taken)]
        for source, volume in liquids:
            step += 1
            found += [Transfer(step=step, source=source, plate=phase.name, well=place, volume=volume, condition=name) for place in wells]
    for phase in phases[1:]:
        step += 1
        whole = sum(one.volume for one in found if one.plate == phase.name and one.well == wells[0])
        first = phases[0].name
        found += [Transfer(step=step, source=phase.name, plate=first, well=place, volume=whole, condition=name) for place in wells]
    return found


def _source(one: Portion) -> str:
    """A stock by name and strength."""
    assert one.stock is not None
    weaker = "" if one.lot.stock is None or one.stock == one.lot.stock else f", diluted from {format_value(one.lot.stock)}"
    return f"{one.component.name}, {one.stock.magnitude:g} {one.stock.unit}{weaker}"
