"""Charge regulation at the ionisable groups, potential of the sphere, and what a zeta instrument would report.

Published zeta scatters by 9 to 17 mV around the median of its class, whatever the medium, and the models alone miss it by far: with
0.08 groups per nm² uncoated PLGA would show -73 mV where 24 papers found -13 mV. So the median of the class is the anchor, and the
models say by which factor pH and salt move it. A typed density of groups needs no anchor.
"""

from __future__ import annotations

from formulator.chem import charge, constants, electrokinetics, relaxation, softlayer
from formulator.chem import medium as models
from formulator.chem import sites as mixed
from formulator.chem.elementary import larger, smaller
from formulator.chem.model import Grade, Number
from formulator.chem.numeric import choose
from formulator.evaluation import groups
from formulator.evaluation.chain import Chain, Word
from formulator.evaluation.chains import has_corona
from formulator.evaluation.medium import is_composed
from formulator.prediction import Flag

SUSPENSION = 2.0
"""Ions in mol/m³ that a suspension brings into any medium (counter-ions, stabiliser). With 2 mM the zeta that papers print for
deionised water, -12 to -33 mV, is what the models make of the class median there (6 papers); without them they say -140 mV."""
USUAL_PH, USUAL_SALT = 6.5, 1.4
"""The medium behind published zeta, in mol/m³: the middle of what papers use, pH 5.5 to 7.4 and 0.1 to 20 mM, and rarely say."""
LARGEST_FACTOR = 3.0
"""How far pH and salt may raise zeta above the median of the class: in pure water, or amines at low pH, the models stay below it."""
RELAXED_FROM = 20.0
"""Radius over Debye length from which the cloud of ions is counted as pulled out of shape; Henry's form holds below for low zeta."""
LAB_OFFSET = "lab.zeta_offset"
"""Input that an accepted lab calibration of zeta puts in, in volts; without one it is not there."""


def sites(chain: Chain) -> None:
    """Surface charge and potential from the ionisable groups of the carrier and what else is charged on it."""
    kind = chain.inputs.word("carrier.site_kind")
    chain.derive("ions", lambda i: i + SUSPENSION, i="ionic_strength")
    chain.alias("charged_radius", "core_radius" if has_corona(chain) else "outer_radius")
    outputs = ("charge.surface_charge_density", "charge.surface_potential")
    if "charged_radius" not in chain:
        for name in outputs:
            chain.miss(name, chain.reason("charged_radius"))
        return
    groups.count(chain, has_corona(chain))
    if kind == "none" and not groups.is_mixed(chain):
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
    potentials(chain, *outputs, ph="medium.ph", ions="ions")
    if "carrier.stern_capacitance" in chain:
        without = "Without the Stern layer, which zeta counts: ions bind there and leave the groups more charge."
        for name in outputs:
            chain.flag(name, Flag(id="without-stern-layer", severity="info", path="carrier.stern_capacitance", text=without))


def potentials(chain: Chain, charge_density: str, potential: str, ph: str | float, ions: str | float, alone: bool = False) -> None:
    """Charge regulation in one medium: names for the charge density and the potential, pH and ions; `alone` without further groups."""
    conditions = {
        "radius": "charged_radius",
        "ionic_strength": ions,
        "temperature": "medium.temperature",
        "relative_permittivity": "permittivity",
    }
    if groups.is_mixed(chain) and not alone:
        every = groups.arguments(chain)
        chain.put(charge_density, mixed.mixed_surface_charge, ph=ph, **every, **conditions)
        chain.put(potential, mixed.mixed_surface_potential, ph=ph, **every, **conditions)
        return
    chain.put(
        charge_density,
        charge.regulated_surface_charge,
        kind=Word(chain.inputs.word("carrier.site_kind")),
        pka="carrier.site_pka",
        ph=ph,
        site_density="carrier.site_density",
        **conditions,
    )
    chain.put(potential, charge.surface_potential, surface_charge_density=charge_density, **conditions)


def modelled(chain: Chain, name: str, potential: str, ions: str | float, ph: str | float = "medium.ph", alone: bool = False) -> None:
    """Zeta as the models have it: behind a draining layer as the instrument gives it, or at the slip plane of a bare particle,
    whose Stern layer counts where it is given."""
    if has_corona(chain):
        chain.put(
            f"{name}_double_layer",
            models.debye_length,
            temperature="medium.temperature",
            relative_permittivity="permittivity",
            ionic_strength=ions,
        )
        chain.put(
            f"{name}_mobility",
            electrokinetics.soft_layer_mobility,
            debye_length=f"{name}_double_layer",
            layer_thickness="corona_thickness",
            brinkman_length="carrier.slip_length",
            surface_potential=potential,
            viscosity="viscosity",
            relative_permittivity="permittivity",
        )
        chain.put(
            name, electrokinetics.instrument_zeta, mobility=f"{name}_mobility", viscosity="viscosity", relative_permittivity="permittivity"
        )
        return
    chain.derive("slip_distance", lambda b: b / 2, b="carrier.slip_length")
    bare: dict[str, str | float] = {
        "radius": "charged_radius",
        "ionic_strength": ions,
        "temperature": "medium.temperature",
        "relative_permittivity": "permittivity",
        "slip_distance": "slip_distance",
    }
    if "carrier.stern_capacitance" in chain and potential in chain:
        layer = {"stern_capacitance": "carrier.stern_capacitance", **groups.arguments(chain, alone)}
        chain.put(name, mixed.mixed_surface_zeta, ph=ph, **layer, **bare)
    else:
        chain.put(name, electrokinetics.slip_plane_potential, surface_potential=potential, **bare)


def zeta(chain: Chain) -> None:
    """Zeta from the density of groups when that is typed, else the median of the class, moved by the medium as the models say."""
    is_typed = chain.inputs.state("carrier.site_density") == "typed"
    if "prior.zeta" in chain and not is_typed and "charged_radius" in chain:
        anchored(chain)
    elif chain.inputs.word("carrier.site_kind") == "none" and "carrier.typical_zeta" in chain and "charged_radius" in chain:
        usual(chain)
    else:
        modelled(chain, "charge.zeta", "charge.surface_potential", "ions")
        charged_layer(chain)
        mobility(chain)
    for path in ("charge.zeta", "charge.mobility", "charge.zeta_printed"):
        chain.lower(path, Grade.RULE_OF_THUMB)


def moved(z: Number, here: Number, usual: Number) -> Number:
    """The median of the class times a factor, never more than `LARGEST_FACTOR`; further groups may turn the sign."""
    return z * larger(smaller(here / usual, LARGEST_FACTOR), -LARGEST_FACTOR)


def is_known(chain: Chain, name: str) -> bool:
    """True for a property of the medium that the design gives, typed or by its medium."""
    return chain.inputs.state(name) in ("typed", "catalogue")


def anchored(chain: Chain) -> None:
    """The median of the class; where pH or salt are known, times what the models make of them over what they make of the usual medium."""
    ph: str | float = "medium.ph" if is_known(chain, "medium.ph") else USUAL_PH
    salt: str | float = "ions" if is_known(chain, "medium.ionic_strength") or is_composed(chain) else USUAL_SALT + SUSPENSION
    has_groups = chain.inputs.word("carrier.site_kind") != "none" and "carrier.site_pka" in chain
    if has_groups and (isinstance(ph, str) or isinstance(salt, str) or groups.is_mixed(chain)):
        for name, at_ph, ions in (("zeta_here", ph, salt), ("zeta_usual", USUAL_PH, USUAL_SALT + SUSPENSION)):
            potentials(chain, f"{name}_charge", f"{name}_potential", at_ph, ions, alone=name == "zeta_usual")
            modelled(chain, name, f"{name}_potential", ions, at_ph, alone=name == "zeta_usual")
        chain.derive("charge.zeta", moved, z="prior.zeta", here="zeta_here", usual="zeta_usual")
    else:
        chain.alias("charge.zeta", "prior.zeta")
        added_groups(chain)
    chain.flag(
        "charge.zeta",
        Flag(
            id="zeta-class-prior",
            severity="info",
            path="charge.zeta",
            text=(
                "What published particles of the class show, moved by pH and salt as the models say. "
                "Type the charged sites to calculate it from them, or measure yours."
            ),
        ),
    )
    charged_layer(chain)
    moved_by_lab(chain)
    instrument_mobility(chain)


def added_groups(chain: Chain) -> None:
    """Add what further groups do to a zeta behind which there is no model, because the material has no groups of its own."""
    if groups.is_mixed(chain):
        modelled(chain, "zeta_of_groups", "charge.surface_potential", "ions")
        chain.derive("charge.zeta", lambda z, g: z + g, z="charge.zeta", g="zeta_of_groups")


def charged_layer(chain: Chain) -> None:
    """Add what charged ligands in a hydrophilic layer do to zeta, as if they were spread through it."""
    if "layer_charge" not in chain:
        return
    chain.put(
        "layer_mobility",
        softlayer.charged_layer_mobility,
        charge_per_volume="layer_charge",
        brinkman_length="carrier.slip_length",
        ionic_strength="ions",
        temperature="medium.temperature",
        viscosity="viscosity",
        relative_permittivity="permittivity",
    )
    chain.put(
        "layer_zeta",
        electrokinetics.instrument_zeta,
        mobility="layer_mobility",
        viscosity="viscosity",
        relative_permittivity="permittivity",
    )
    chain.derive("charge.zeta", lambda z, g: z + g, z="charge.zeta", g="layer_zeta")
    chain.flag(
        "charge.zeta",
        Flag(
            id="ligand-charges-spread",
            severity="info",
            path="ligand.charge",
            text="Charges of the ligands are counted as spread evenly through the layer; at its edge they act more strongly.",
        ),
    )


def mobility(chain: Chain) -> None:
    """The mobility behind a modelled zeta: by Smoluchowski's formula for a soft layer, as instruments do, else that of a hard sphere."""
    moved_by_lab(chain)
    if not has_corona(chain):
        hard_mobility(chain)
        return
    instrument_mobility(chain)
    chain.flag(
        "charge.zeta",
        Flag(
            id="zeta-smoluchowski",
            severity="info",
            path="charge.zeta",
            text="Given as the instrument gives it: mobility by Smoluchowski.",
        ),
    )


def hard_mobility(chain: Chain) -> None:
    """The mobility of a hard sphere: by Henry, or with the cloud of ions pulled out of shape where that form holds."""
    hard = {
        "zeta": "charge.zeta",
        "radius": "charged_radius",
        "ionic_strength": "ions",
        "temperature": "medium.temperature",
        "relative_permittivity": "permittivity",
        "viscosity": "viscosity",
    }
    if chain.inputs.word("carrier.morphology") == "dendrimer":
        chain.put("charge.mobility", electrokinetics.electrophoretic_mobility, **hard)
    else:
        chain.put("unrelaxed_mobility", electrokinetics.electrophoretic_mobility, **hard)
        chain.put("relaxed_mobility", relaxation.relaxed_mobility, **hard)
        medium = {"temperature": "medium.temperature", "relative_permittivity": "permittivity", "ionic_strength": "ions"}
        chain.put("double_layer", models.debye_length, **medium)
        chain.derive(
            "charge.mobility",
            lambda h, x, r, d: choose(r / d >= RELAXED_FROM, x, h),
            h="unrelaxed_mobility",
            x="relaxed_mobility",
            r="charged_radius",
            d="double_layer",
        )
    chain.put(
        "charge.zeta_printed",
        electrokinetics.instrument_zeta,
        mobility="charge.mobility",
        viscosity="viscosity",
        relative_permittivity="permittivity",
    )


def usual(chain: Chain) -> None:
    """Zeta of published particles of a material without ionisable groups, and the mobility that an instrument turns into it."""
    chain.alias("charge.zeta", "carrier.typical_zeta")
    added_groups(chain)
    charged_layer(chain)
    chain.flag(
        "charge.zeta",
        Flag(
            id="zeta-usual",
            severity="info",
            path="charge.zeta",
            text=(
                "The material has no ionisable group, so there is nothing to calculate: this is what published particles of it show, "
                "whatever the pH and salt. Measure yours."
            ),
        ),
    )
    moved_by_lab(chain)
    instrument_mobility(chain)


def moved_by_lab(chain: Chain) -> None:
    """Add what the lab's own batches lie off, once a person has accepted that (see own_lab)."""
    if LAB_OFFSET in chain:
        chain.derive("charge.zeta", lambda z, o: z + o, z="charge.zeta", o=LAB_OFFSET)


def instrument_mobility(chain: Chain) -> None:
    """The mobility behind a zeta that is already what an instrument prints."""
    chain.alias("charge.zeta_printed", "charge.zeta")
    chain.derive(
        "charge.mobility",
        lambda z, e, v: z * e * constants.VACUUM_PERMITTIVITY / v,
        z="charge.zeta",
        e="permittivity",
        v="viscosity",
    )


def build(chain: Chain) -> None:
    """All of charge; the medium is put in before size."""
    sites(chain)
    zeta(chain)
