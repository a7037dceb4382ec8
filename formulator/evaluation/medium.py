"""The medium: ionic strength as given or from its composition, viscosity with what thickens it, permittivity, Debye length."""

from __future__ import annotations

from formulator.chem import excipients, titration
from formulator.chem import medium as models
from formulator.chem.elementary import larger
from formulator.evaluation.chain import Chain, Word
from formulator.prediction import Flag
from formulator.units import format_number

BODY_TEMPERATURE = 310.15
WATER_AT_25 = 0.000890
"""Viscosity of water at 25 °C in Pa s: a medium's own is given relative to it."""
PURE_WATER = 1e-4
"""Ionic strength of pure water in mol/m³; no medium has less."""
SEEN_BY_DLS = 0.02
"""Share by which a diameter must be off before it is remarked on: the repeatability of DLS."""


def has_buffer(chain: Chain) -> bool:
    """True when a buffer and its concentration are given."""
    return "medium.buffer" in chain.inputs.words and "medium.buffer_concentration" in chain.inputs.numbers


def is_composed(chain: Chain) -> bool:
    """True when what is dissolved says the ionic strength, because nobody typed it."""
    has_parts = has_buffer(chain) or "medium.salt" in chain.inputs.numbers
    return has_parts and chain.inputs.state("medium.ionic_strength") != "typed"


def strength(chain: Chain) -> None:
    """Ionic strength: typed, else from buffer and salt, else of the chosen medium."""
    if has_buffer(chain):
        chain.put(
            "composed_strength",
            titration.buffer_ionic_strength,
            buffer=Word(chain.inputs.word("medium.buffer")),
            concentration="medium.buffer_concentration",
            ph="medium.ph",
            temperature="medium.temperature",
            salt="medium.salt" if "medium.salt" in chain else 0.0,
        )
    elif "medium.salt" in chain:
        chain.alias("composed_strength", "medium.salt")
    given = "composed_strength" if is_composed(chain) else "medium.ionic_strength"
    chain.derive("ionic_strength", lambda i: larger(i, PURE_WATER), i=given)


def has_excipient(chain: Chain) -> bool:
    """True when something that thickens the medium is given with its concentration."""
    return "medium.excipient" in chain.inputs.words and "medium.excipient_concentration" in chain.inputs.numbers


def viscosity(chain: Chain) -> None:
    """Viscosity of water, times what the medium and an excipient in it add."""
    chain.put("water_viscosity", models.water_viscosity, temperature="medium.temperature")
    if "medium.viscosity_25C" in chain:
        chain.derive("viscosity", lambda w, m: w * m / WATER_AT_25, w="water_viscosity", m="medium.viscosity_25C")
    else:
        chain.alias("viscosity", "water_viscosity")
    if has_excipient(chain):
        chain.put(
            "thickened_viscosity",
            excipients.excipient_viscosity,
            excipient=Word(chain.inputs.word("medium.excipient")),
            concentration="medium.excipient_concentration",
            temperature="medium.temperature",
        )
        chain.derive("viscosity", lambda v, t, w: v * t / w, v="viscosity", t="thickened_viscosity", w="water_viscosity")


def build(chain: Chain) -> None:
    """All of the medium; nothing in it asks about the particle."""
    chain.values["body_temperature"] = BODY_TEMPERATURE
    viscosity(chain)
    chain.put("permittivity", models.water_permittivity, temperature="medium.temperature")
    strength(chain)
    chain.put(
        "charge.debye_length",
        models.debye_length,
        temperature="medium.temperature",
        relative_permittivity="permittivity",
        ionic_strength="ionic_strength",
    )


def apparent_size(chain: Chain) -> None:
    """What DLS would show in a thickened medium if it were measured as water."""
    if not has_excipient(chain):
        return
    chain.put(
        "apparent_diameter",
        excipients.apparent_diameter,
        hydrodynamic_diameter="size.hydrodynamic_diameter",
        viscosity="viscosity",
        assumed_viscosity="water_viscosity",
    )
    if not chain.traced or "apparent_diameter" not in chain:
        return
    true, shown = float(chain["size.hydrodynamic_diameter"]), float(chain["apparent_diameter"])
    if shown > true * (1.0 + SEEN_BY_DLS):
        chain.flag(
            "size.hydrodynamic_diameter",
            Flag(
                id="apparent-diameter",
                severity="warning",
                path="medium.excipient",
                text=(
                    f"Measured in this medium with the viscosity of water, {format_number(1e9 * true, digits=3)} nm reads "
                    f"{format_number(1e9 * shown, digits=3)} nm. Set the instrument to "
                    f"{format_number(1e3 * float(chain['viscosity']), digits=3)} mPa·s."
                ),
            ),
        )
