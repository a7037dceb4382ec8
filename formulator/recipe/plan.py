"""The whole recipe: amounts scaled to the batch, portions rounded to balance and pipettes, phases, and what rounding changes."""

from __future__ import annotations

import dataclasses
import datetime
import re
from collections.abc import Sequence
from dataclasses import dataclass

from formulator.bench import Bench
from formulator.catalogue import Catalogue
from formulator.design import Design
from formulator.errors import UsageError
from formulator.evaluation import evaluate
from formulator.prediction import OUTPUT_BY_PATH, Prediction
from formulator.recipe.components import Component, components
from formulator.recipe.phases import FLASH, Phase, layout, make_up, miscibility
from formulator.recipe.portions import Portion, Problem, portion, tools
from formulator.recipe.scale import scaled
from formulator.units import Value, format_value, kind

FOLLOWED = (
    "loading.feed_fraction",
    "loading.dlc",
    "loading.drug_to_polymer",
    "loading.ee",
    "loading.np_ratio",
    "ligand.mol_percent",
    "ligand.weight_percent",
)
"""What is recomputed from the rounded amounts."""


@dataclass(frozen=True, kw_only=True)
class Deviation:
    """What rounding makes of one output, in its display unit."""

    path: str
    unit: str
    designed: float
    made: float


@dataclass(frozen=True, kw_only=True)
class Plan:
    """A recipe that can be followed, or the problems that stand in its way; never both."""

    components: tuple[Component, ...] = ()
    portions: tuple[Portion, ...] = ()
    phases: tuple[Phase, ...] = ()
    deviations: tuple[Deviation, ...] = ()
    problems: tuple[Problem, ...] = ()
    notes: tuple[str, ...] = ()

    @property
    def solids(self) -> float:
        """All solids of the batch, kg."""
        return sum(component.mass for component in self.components if component.is_solid)


def plan(design: Design, bench: Bench, catalogue: Catalogue, batch: Value | None = None, today: str = "") -> Plan:
    """The recipe of one design.

    `batch` is a mass of all solids or a final volume; without one that of the bench, then the design's own polymer mass counts.
    `today` is a date such as 2027-01-31, against which expiry is read.
    """
    try:
        sized = sized_for(design, bench, catalogue, batch)
    except UsageError as problem:
        if batch is not None:
            raise
        return Plan(problems=(Problem(component="Batch size", reason=str(problem), remedy="Or give a mass: bench.batch."),))
    prediction = evaluate(sized, catalogue)
    parts = components(sized, prediction, catalogue)
    problems = refusals(sized, parts, prediction, catalogue)
    if problems:
        return Plan(problems=tuple(problems))
    taken = [portion(part, bench) for part in parts]
    problems = [one for one in taken if isinstance(one, Problem)]
    portions = tuple(one for one in taken if isinstance(one, Portion))
    problems += _too_strong(portions, catalogue)
    problems += _undissolved(sized, portions, prediction, catalogue)
    if problems:
        return Plan(problems=tuple(problems))
    phases, problems = _phases(sized, bench, portions, prediction, catalogue)
    if problems:
        return Plan(problems=tuple(problems))
    return Plan(
        components=parts,
        portions=portions,
        phases=phases,
        deviations=deviations(sized, portions, prediction, catalogue),
        notes=(*_stocks(portions), *tools(bench).assumed, *_expired(bench, today), *_rest(phases)),
    )


def sized_for(design: Design, bench: Bench, catalogue: Catalogue, batch: Value | None = None) -> Design:
    """The design at the size that is asked for, else at that of the bench, else as it is."""
    size = batch or bench.batch
    return design if size is None else scaled(design, catalogue, size)


def wanted(design: Design, bench: Bench, catalogue: Catalogue) -> tuple[Component, ...]:
    """What the batch of the bench asks for, whether or not it can be weighed; nothing where its size cannot be had."""
    try:
        sized = sized_for(design, bench, catalogue)
    except UsageError:
        return ()
    return components(sized, evaluate(sized, catalogue), catalogue)


def refusals(design: Design, parts: Sequence[Component], prediction: Prediction, catalogue: Catalogue) -> list[Problem]:
    """What is wrong before anything is weighed."""
    if not parts:
        return [
            Problem(component="Carrier", reason="no carrier is chosen, so there is nothing to weigh.", remedy="Choose one: carrier.id.")
        ]
    found = [problem for problem in (miscibility(design, catalogue),) if problem is not None]
    if design.process.method == FLASH and "mixing.flow_rate_ratio" not in prediction.nodes:
        reason = prediction["mixing.flow_rate_ratio"].reason
        found.append(Problem(component="Aqueous stream", reason=reason, remedy="Lower process.quench_ratio or process.organic_fraction."))
    share = prediction.nodes.get("ligand.mol_percent")
    if share is not None and share > 1:
        reason = "there are more ligands than chains to carry them."
        found.append(Problem(component="Ligand", reason=reason, remedy="Give at most 100 mol% of the chains a ligand: ligand.density."))
    has_ligand = bool(design.ligands and design.ligands[0].id and design.ligands[0].density is not None)
    if has_ligand and share is None:
        reason = prediction["ligand.mol_percent"].reason or "its share of the chains is not known."
        found.append(Problem(component="Ligand", reason=reason, remedy="Give ligand.density in mol%."))
    if design.payloads and design.payloads[0].id and "feed_ratio" not in prediction.nodes:
        reason = prediction["loading.feed_fraction"].reason
        found.append(Problem(component="Payload", reason=reason, remedy="Give payload.feed or payload.np_ratio."))
    for name, records in (("Ligand", design.ligands), ("Payload", design.payloads)):
        if any(record.id for record in records[1:]):
            reason = f"a recipe holds one {name.lower()}; the others would be missing from the amounts."
            found.append(Problem(component=name, reason=reason, remedy="Plan them as variants of their own."))
    return found


def _too_strong(portions: Sequence[Portion], catalogue: Catalogue) -> list[Problem]:
    """Drug stocks in water above the drug's solubility in water."""
    found = []
    for one in portions:
        if one.stock is None or one.component.kind != "drug" or one.lot.solubility is not None:
            continue
        named = one.lot.stock_solvent or ""
        if not (named.startswith("medium:") or named == "solvent:water"):
            continue
        known = next((drug for drug in catalogue.all("drug") if drug.name == one.component.name), None)
        limit = known.number("aqueous_solubility") if known is not None else None
        if (
            limit is not None
            and isinstance(limit.value, Value)
            and one.stock.si > (limit.high or limit.value.magnitude) / limit.value.magnitude * limit.value.si
        ):
            found.append(
                Problem(
                    component=one.component.name,
                    reason="the stock in water is over the drug's solubility in water.",
                    remedy="Take an organic solvent: lot.payload.stock_solvent, or give lot.payload.solubility if you know better.",
                )
            )
    return found


def _undissolved(design: Design, portions: Sequence[Portion], prediction: Prediction, catalogue: Catalogue) -> list[Problem]:
    """Solids that are weighed into a phase which does not hold so much of them."""
    found = []
    for phase in phases_of(design, portions, prediction, catalogue):
        for one in portions:
            limit = one.lot.solubility
            if limit is None or not one.is_weighed or one.component.key not in phase.members:
                continue
            if one.component.mass / phase.volume > limit.si * (1 + 1e-9):
                reason = f"it does not dissolve in the {phase.name}: that would be over its solubility, {format_value(limit)}."
                remedy = "Lower process.polymer_concentration or the feed, or take a better solvent."
                found.append(Problem(component=one.component.name, reason=reason, remedy=remedy))
    return found


def phases_of(design: Design, portions: Sequence[Portion], prediction: Prediction, catalogue: Catalogue) -> list[Phase]:
    """The liquids before they are filled up; none when concentration or volumes are not known."""
    concentration = si_of(prediction, "process.polymer_concentration")
    fraction = prediction.nodes.get("final_organic_fraction")
    polymer = sum(one.component.mass for one in portions if one.component.is_chain)
    if concentration is None or fraction is None or concentration <= 0 or fraction <= 0:
        return []
    medium, solvent = design.medium.id or "", design.process.solvent or ""
    names = (
        catalogue.get(solvent, ("solvent",)).name if solvent in catalogue else "solvent",
        catalogue.get(medium, ("medium",)).name if medium in catalogue else "aqueous medium",
    )
    quench = si_of(prediction, "process.quench_ratio") or 0.0
    return layout(design, portions, polymer / concentration, fraction, names, quench)


def _phases(
    design: Design, bench: Bench, portions: Sequence[Portion], prediction: Prediction, catalogue: Catalogue
) -> tuple[tuple[Phase, ...], list[Problem]]:
    """The liquids, filled up; or who does not fit."""
    made, problems = [], []
    for phase in phases_of(design, portions, prediction, catalogue):
        left = make_up(phase.name, phase.volume, [one for one in portions if one.component.key in phase.members], tools(bench))
        if isinstance(left, Problem):
            problems.append(left)
        else:
            made.append(dataclasses.replace(phase, make_up=left))
    return tuple(made), problems


def si_of(prediction: Prediction, path: str) -> float | None:
    """An input in SI, None when it is not known."""
    ingredient = prediction.ingredients.get(path)
    if ingredient is None or not isinstance(ingredient.value, (int, float)):
        return None
    return Value(float(ingredient.value), ingredient.unit).si


def rounded(design: Design, portions: Sequence[Portion]) -> Design:
    """The design that the rounded amounts really make: feed, N/P and ligand share from what is taken."""
    made = {one.component.key: one.made for one in portions}
    wanted = {one.component.key: one.pure for one in portions}
    polymer, meant = (sum(of.get(key, 0.0) for key in ("carrier", "ligand")) for of in (made, wanted))
    changed = design
    if "payload" in made and polymer > 0:
        payload = design.payloads[0]
        drift = (made["payload"] / polymer) / (wanted["payload"] / meant)
        if payload.feed is not None:
            of_mass = polymer / meant if kind(payload.feed.unit) == kind("mg") else 1.0
            payload = dataclasses.replace(payload, feed=Value(payload.feed.magnitude * drift * of_mass, payload.feed.unit))
        if payload.np_ratio is not None:
            payload = dataclasses.replace(payload, np_ratio=Value(payload.np_ratio.magnitude / drift, payload.np_ratio.unit))
        changed = dataclasses.replace(changed, payloads=(payload, *design.payloads[1:]))
    masses = {one.component.key: one.component.molar_mass for one in portions}
    if "ligand" in made and masses["ligand"]:
        chains = {key: made[key] / (masses[key] or 1.0) for key in ("carrier", "ligand") if key in made}
        density = Value(100 * chains["ligand"] / sum(chains.values()), "mol%")
        changed = dataclasses.replace(changed, ligands=(dataclasses.replace(design.ligands[0], density=density), *design.ligands[1:]))
    mass = design.process.polymer_mass
    if mass is not None and polymer > 0:
        changed = dataclasses.replace(
            changed, process=dataclasses.replace(design.process, polymer_mass=Value(mass.magnitude * polymer / meant, mass.unit))
        )
    return changed


def deviations(design: Design, portions: Sequence[Portion], prediction: Prediction, catalogue: Catalogue) -> tuple[Deviation, ...]:
    """What rounding makes of loading, N/P and ligand share."""
    after = evaluate(rounded(design, portions), catalogue)
    found = []
    for path in FOLLOWED:
        designed, made = prediction[path].value, after[path].value
        if designed is not None and made is not None:
            found.append(Deviation(path=path, unit=OUTPUT_BY_PATH[path].unit, designed=designed, made=made))
    return tuple(found)


def _stocks(portions: Sequence[Portion]) -> tuple[str, ...]:
    """How much of each lot goes into a millilitre of its stock: purity, water and salt are taken off there."""
    return tuple(
        f"Stock of {one.component.name}, {format_value(one.stock)}: {one.stock.to('mg/mL') * one.factor:.5g} mg of the lot in each mL."
        for one in portions
        if one.stock is not None
    )


def _expired(bench: Bench, today: str) -> tuple[str, ...]:
    if not re.match(r"\d{4}-[01]\d-[0-3]\d", today):
        return ()
    try:
        day = datetime.date.fromisoformat(today[:10])
    except ValueError:
        return ()
    return tuple(
        f"The lot of the {lot.component} expired on {lot.expiry}."
        for lot in bench.lots
        if lot.expiry is not None and datetime.date.fromisoformat(lot.expiry) < day
    )


def _rest(phases: Sequence[Phase]) -> tuple[str, ...]:
    return ("Volumes leave out that of the solids.",) if phases else ()
