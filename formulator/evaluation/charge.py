"""Charge regulation at the ionisable groups, potential of the sphere, and what a zeta instrument would report."""

from __future__ import annotations

from formulator.chem import charge, electrokinetics
from formulator.chem import medium as models
from formulator.chem.elementary import larger
from formulator.chem.model import Grade
from formulator.evaluation.chain import Chain, Word
from formulator.evaluation.dimensions import has_corona
from formulator.prediction import Flag

BODY_TEMPERATURE = 310.15
WATER_AT_25 = 0.000890
"""Viscosity of water at 25 °C in Pa s: a medium's own is given relative to it."""
PURE_WATER = 1e-4
"""Ionic strength of pure water in mol/m³; no medium has less."""


def medium(chain: Chain) -> None:
    """Viscosity, permittivity and Debye length of the medium."""
    chain.values["body_temperature"] = BODY_TEMPERATURE
    chain.put("water_viscosity", models.water_viscosity, temperature="medium.temperature")
    if "medium.viscosity_25C" in chain:
        chain.derive("viscosity", lambda w, m: w * m / WATER_AT_25, w="water_viscosity", m="medium.viscosity_25C")
    else:
        chain.alias("viscosity", "water_viscosity")
    chain.put("permittivity", models.water_permittivity, temperature="medium.temperature")
    chain.derive("ionic_strength", lambda i: larger(i, PURE_WATER), i="medium.ionic_strength")
    chain.put(
        "charge.debye_length",
        models.debye_length,
        temperature="medium.temperature",
        relative_permittivity="permittivity",
        ionic_strength="ionic_strength",
    )


def sites(chain: Chain) -> None:
    """Surface charge and potential from the ionisable groups of the carrier."""
    kind = chain.inputs.word("carrier.site_kind")
    chain.alias("charged_radius", "core_radius" if has_corona(chain) else "outer_radius")
    outputs = ("charge.surface_charge_density", "charge.surface_potential")
    if "charged_radius" not in chain:
        for name in outputs:
            chain.miss(name, chain.reason("charged_radius"))
        return
    if kind == "none":
        for name in outputs:
            chain.derive(name, lambda r: 0.0 * r, r="charged_radius")
            chain.lower(name, Grade.RULE_OF_THUMB)
            chain.flag(
                name,
                Flag(
                    id="no-ionisable-group",
                    severity="info",
                    path="carrier.site_density",
                    text=(
                        "No ionisable group faces the medium, so the model says no charge; "
                        "impurities and adsorbed ions pull real particles a few mV negative."
                    ),
                ),
            )
        return
    conditions = {
        "radius": "charged_radius",
        "ionic_strength": "ionic_strength",
        "temperature": "medium.temperature",
        "relative_permittivity": "permittivity",
    }
    chain.put(
        "charge.surface_charge_density",
        charge.regulated_surface_charge,
        kind=Word(kind),
        pka="carrier.site_pka",
        ph="medium.ph",
        site_density="carrier.site_density",
        **conditions,
    )
    chain.put(
        "charge.surface_potential",
        charge.surface_potential,
        surface_charge_density="charge.surface_charge_density",
        **conditions,
    )


def zeta(chain: Chain) -> None:
    """Zeta behind a draining layer, or at the slip plane of a bare particle."""
    if has_corona(chain):
        chain.put(
            "charge.mobility",
            electrokinetics.soft_layer_mobility,
            debye_length="charge.debye_length",
            layer_thickness="corona_thickness",
            brinkman_length="carrier.slip_length",
            surface_potential="charge.surface_potential",
            viscosity="viscosity",
            relative_permittivity="permittivity",
        )
        chain.put(
            "charge.zeta",
            electrokinetics.instrument_zeta,
            mobility="charge.mobility",
            viscosity="viscosity",
            relative_permittivity="permittivity",
        )
        chain.flag(
            "charge.zeta",
            Flag(
                id="zeta-smoluchowski",
                severity="info",
                path="charge.zeta",
                text="Given as the instrument gives it: mobility by Smoluchowski.",
            ),
        )
    else:
        chain.derive("slip_distance", lambda b: b / 2, b="carrier.slip_length")
        chain.put(
            "charge.zeta",
            electrokinetics.slip_plane_potential,
            radius="charged_radius",
            ionic_strength="ionic_strength",
            temperature="medium.temperature",
            relative_permittivity="permittivity",
            surface_potential="charge.surface_potential",
            slip_distance="slip_distance",
        )
        chain.put(
            "charge.mobility",
            electrokinetics.electrophoretic_mobility,
            zeta="charge.zeta",
            radius="charged_radius",
            ionic_strength="ionic_strength",
            temperature="medium.temperature",
            viscosity="viscosity",
            relative_permittivity="permittivity",
        )
    chain.lower("charge.zeta", Grade.RULE_OF_THUMB)
    chain.lower("charge.mobility", Grade.RULE_OF_THUMB)


def build(chain: Chain) -> None:
    """All of charge; the medium is put in before size."""
    sites(chain)
    zeta(chain)
