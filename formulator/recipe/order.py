"""Who goes in when: the recipe as sentences, one a step, in the order in which they are done."""

from __future__ import annotations

from collections.abc import Sequence

from formulator.recipe.phases import QUENCH, Phase
from formulator.recipe.portions import Portion
from formulator.units import Value, format_number, format_value

_JOINED = {
    "nanoprecipitation": "Add the organic phase to the stirred aqueous phase.",
    "flash_nanoprecipitation": "Mix the organic with the aqueous phase in the confined mixer.",
    "solvent_switch": "Add the organic phase drop by drop to the stirred aqueous phase.",
    "emulsion": "Emulsify the organic phase in the aqueous phase.",
    "double_emulsion": "Emulsify the inner aqueous phase in the organic phase, then both in the outer aqueous phase.",
    "polyplex_mixing": "Add the polymer solution to the nucleic acid solution, equal volumes, and mix at once.",
    "thin_film": "Dry to a film, then hydrate it with the hydration buffer.",
}


def mass_words(kilograms: float, readability: float = 0.0) -> str:
    """A mass in mg with the digits of the balance."""
    milligrams = kilograms * 1e6
    if readability <= 0:
        return f"{format_number(milligrams, digits=4)} mg"
    places = max(0, min(6, -_exponent(readability * 1e6)))
    return f"{milligrams:.{places}f} mg"


def _exponent(step: float) -> int:
    """Power of ten of a step: 0.01 -> -2, 0.05 -> -2, 1 -> 0."""
    return int(f"{step:e}".partition("e")[2])


def volume_words(cubic_metres: float) -> str:
    """A volume as a pipette shows it: µL below 1 mL, mL from there."""
    microlitres = round(cubic_metres * 1e9, 6)
    return f"{microlitres:g} µL" if microlitres < 1000 else f"{round(microlitres / 1000, 6):g} mL"


def portion_words(one: Portion, readability: float) -> str:
    """What to do for one component."""
    if one.stock is None:
        density = one.lot.density
        as_volume = f" ({format_number(one.taken / density.si * 1e9, digits=3)} µL at its density)" if density is not None else ""
        return f"weigh {mass_words(one.taken, readability)} of {one.component.name}{as_volume}"
    times = f", in {one.portions} portions" if one.portions > 1 else ""
    return f"pipette {volume_words(one.taken)} of the {stock_words(one.stock)} stock of {one.component.name}{times}"


def stock_words(stock: Value) -> str:
    """A concentration as it was typed."""
    return format_value(stock)


def order(method: str | None, portions: Sequence[Portion], phases: Sequence[Phase], readability: float) -> tuple[str, ...]:
    """Every step in a sentence: solids before liquids, large volumes before small ones, each phase filled up last."""
    lines = []
    placed = {key for phase in phases for key in phase.members}
    loose = [one for one in portions if one.component.key not in placed]
    if loose:
        lines.append(_sentence(", ".join(portion_words(one, readability) for one in _sorted(loose))))
    for phase in phases:
        members = _sorted([one for one in portions if one.component.key in phase.members])
        parts = [portion_words(one, readability) for one in members]
        if phase.make_up > 0:
            parts.append(f"{'fill up with' if parts else 'take'} {volume_words(phase.make_up)} of {phase.solvent}")
        if parts:
            lines.append(f"{phase.name[:1].upper()}{phase.name[1:]}: {', '.join(parts)}.")
    if method in _JOINED:
        lines.append(_JOINED[method])
    if any(phase.name == QUENCH for phase in phases):
        lines.append("Let what leaves the mixer fall into the stirred quench.")
    return tuple(lines)


def _sorted(portions: list[Portion]) -> list[Portion]:
    return sorted(portions, key=lambda one: (not one.is_weighed, -one.taken))


def _sentence(text: str) -> str:
    return f"{text[:1].upper()}{text[1:]}."
