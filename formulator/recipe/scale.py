"""A design at another batch size: every amount in the same proportion, and what a larger batch keeps and does not."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass

from formulator.catalogue import Catalogue
from formulator.design import BY_PATH, Design
from formulator.errors import UsageError
from formulator.evaluation import evaluate
from formulator.prediction import OUTPUT_BY_PATH
from formulator.recipe.components import components
from formulator.units import Value, format_number, kind, unit_label


def scaled(design: Design, catalogue: Catalogue, batch: Value) -> Design:
    """The design whose solids weigh `batch`, or whose final volume is `batch`."""
    prediction = evaluate(design, catalogue)
    parts = components(design, prediction, catalogue)
    solids = sum(part.mass for part in parts if part.is_solid)
    polymer = sum(part.mass for part in parts if part.is_chain)
    if solids <= 0:
        return design
    if batch.si <= 0:
        raise UsageError(f"A batch of {batch.typed or batch.magnitude} cannot be made. Give a mass or a volume above zero.")
    if kind(batch.unit) == kind("mg"):
        factor = batch.si / solids
    else:
        wanted = prediction.nodes.get("final_polymer_concentration")
        if not wanted:
            raise UsageError("A batch by volume needs process.polymer_concentration.")
        factor = batch.si * wanted / polymer
    process = dataclasses.replace(design.process, polymer_mass=Value(polymer * factor * 1e6, "mg"))
    payloads = tuple(dataclasses.replace(payload, feed=_times(payload.feed, factor)) for payload in design.payloads)
    return dataclasses.replace(design, process=process, payloads=payloads)


def _times(feed: Value | None, factor: float) -> Value | None:
    if feed is None or kind(feed.unit) != kind("mg"):
        return feed
    return Value(feed.magnitude * factor, feed.unit)


@dataclass(frozen=True, kw_only=True)
class Scaling:
    """What another batch size keeps, what whoever makes it must keep, and what no model here describes."""

    factor: float
    kept: tuple[tuple[str, float, str], ...]
    to_keep: tuple[str, ...]
    not_modelled: tuple[str, ...]


KEPT = (
    ("process.polymer_concentration", "polymer concentration"),
    ("process.organic_fraction", "organic share of the volume"),
    ("process.quench_ratio", "quench : mixture"),
)
_ANSWERS = ("mixing.flow_rate_ratio", "loading.feed_fraction", "loading.np_ratio", "ligand.mol_percent")
TO_KEEP = {
    "nanoprecipitation": ("addition time per volume", "stirrer power per volume", "place of addition"),
    "solvent_switch": ("addition time per volume", "stirrer power per volume"),
    "flash_nanoprecipitation": (
        "flow rate ratio",
        "Reynolds number at or above that of the small mixer",
        "mixing time below the growth time: the same mixer for longer, or several side by side",
        "quench ratio, and the time until the quench",
        "viscosity and temperature of both streams",
    ),
    "emulsion": (
        "energy per volume: pressure × passes",
        "oil to water ratio",
        "stabiliser to polymer ratio",
        "quench ratio and temperature",
    ),
    "double_emulsion": ("energy per volume of both emulsions", "inner to oil to outer ratio", "stabiliser to polymer ratio"),
    "thin_film": ("film mass per area", "hydration temperature", "extrusion pressure and passes"),
    "ph_gradient": ("payload to polymer ratio", "inner and outer pH", "temperature and time of loading to the same EE"),
    "polyplex_mixing": ("mixing time below the time of complexation: mix in a tee, not in a vessel", "ionic strength", "age at use"),
    "crosslinking": ("crosslinker to polymer ratio", "stirrer power per volume"),
}
NOT_MODELLED = {
    "nanoprecipitation": ("mixing in a larger vessel", "evaporation of the solvent"),
    "solvent_switch": ("mixing in a larger vessel", "dialysis time"),
    "flash_nanoprecipitation": (
        "fouling of the mixer",
        "mixing in a larger mixer: the time here is of one geometry",
        "heat of mixing",
        "pulsing of pumps",
    ),
    "emulsion": ("droplet break-up in the homogeniser: enter your own data", "solvent extraction"),
    "double_emulsion": ("droplet break-up in the homogeniser: enter your own data", "leakage between the phases"),
    "thin_film": ("drying of a thick film",),
    "ph_gradient": ("heat transfer of a larger vessel",),
    "polyplex_mixing": ("growth of complexes by slow mixing",),
    "crosslinking": ("mixing in a larger vessel",),
}
_ALWAYS_OPEN = ("filter area and clogging", "freezing rate in larger vials")


def scaling(design: Design, catalogue: Catalogue, batch: Value) -> Scaling:
    """What changes with the size of the batch and what does not."""
    larger = scaled(design, catalogue, batch)
    before, after = (evaluate(one, catalogue) for one in (design, larger))
    masses = [sum(part.mass for part in components(one, of, catalogue) if part.is_solid) for one, of in ((design, before), (larger, after))]
    kept: list[tuple[str, float, str]] = []
    for path, name in KEPT:
        ingredient = after.ingredients.get(path)
        is_meant = BY_PATH[path].applies(None, None, design.process.method)
        if is_meant and ingredient is not None and isinstance(ingredient.value, (int, float)):
            kept.append((name, float(ingredient.value), ingredient.unit))
    for path in _ANSWERS:
        estimate = after[path]
        if estimate.value is not None:
            kept.append((OUTPUT_BY_PATH[path].label, estimate.value, estimate.unit))
    method = design.process.method or ""
    return Scaling(
        factor=masses[1] / masses[0] if masses[0] else 1.0,
        kept=tuple(kept),
        to_keep=TO_KEEP.get(method, ()),
        not_modelled=(*NOT_MODELLED.get(method, ()), *_ALWAYS_OPEN),
    )


def scale_words(scale: Scaling) -> str:
    """What the larger or smaller batch keeps, in sentences; nothing for the batch as designed."""
    if abs(scale.factor - 1) <= 1e-9:
        return ""
    kept = ", ".join(f"{name} {format_number(value, digits=4)} {unit_label(unit)}".rstrip() for name, value, unit in scale.kept)
    lines = [f"Scaled {format_number(scale.factor, digits=4)} times. The same: {kept}."]
    if scale.to_keep:
        lines.append(f"Keep too: {'; '.join(scale.to_keep)}.")
    lines.append(f"Not modelled: {'; '.join(scale.not_modelled)}.")
    return "\n".join(lines)
