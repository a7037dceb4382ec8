"""How large the particle is, what it is made of, and how many there are."""

from __future__ import annotations

import math

from formulator.chem import assembly, constants, distribution, geometry, process
from formulator.chem.elementary import smaller
from formulator.chem.model import Grade
from formulator.evaluation import anchors, chains
from formulator.evaluation.chain import Chain
from formulator.evaluation.chains import has_corona
from formulator.evaluation.priors import is_as_aimed, is_target
from formulator.prediction import Flag

SEGMENT = 0.35e-9


def _without_class(chain: Chain) -> str:
    """Why there is no particle: nothing is chosen, or a material that forms none."""
    carrier = chain.inputs.materials.get("carrier")
    if carrier is None:
        return "No carrier is chosen."
    return carrier.text("not_modelled") or f"{carrier.name} forms none of the carrier classes."


def diameter(chain: Chain) -> None:
    """Hydrodynamic diameter and PDI: measured, aimed at, or the spread of the class; from them the medians."""
    morphology = chain.inputs.word("carrier.morphology")
    for output, typed, prior in (
        ("size.hydrodynamic_diameter", "carrier.diameter", "prior.diameter"),
        ("size.pdi", "carrier.pdi", "prior.pdi"),
    ):
        chain.alias(output, typed, prior)
        if not morphology and typed not in chain:
            chain.miss(output, _without_class(chain))
        elif typed not in chain:
            chain.flag(
                output,
                Flag(
                    id=f"{typed}-class-prior",
                    severity="info",
                    path=typed,
                    text=(
                        "Not predicted from the recipe: this is what published particles of the class scatter around. Type your DLS value."
                    ),
                ),
            )
    if is_target(chain.inputs):
        chain.lower("size.hydrodynamic_diameter", Grade.RULE_OF_THUMB)
        chain.flag(
            "size.hydrodynamic_diameter",
            Flag(
                id="diameter-is-target",
                severity="info",
                path="carrier.diameter",
                text="The diameter you aim at, with the scatter of published particles of the class. Type your DLS value once measured.",
            ),
        )
    _as_aimed(chain, "size.pdi", "carrier.pdi")
    chain.alias("size.z_average", "size.hydrodynamic_diameter")
    chain.put("sigma", distribution.lognormal_sigma, pdi="size.pdi")
    chain.put("size.number_median", distribution.number_median_diameter, z_average="size.z_average", pdi="size.pdi")
    chain.put("size.volume_median", distribution.volume_median_diameter, z_average="size.z_average", pdi="size.pdi")
    _rayleigh_only(chain)
    chain.derive("outer_radius", lambda d: d / 2, d="size.hydrodynamic_diameter")


RAYLEIGH_ENDS = 100e-9
"""Z-average from which light is no longer scattered as the sixth power of the diameter (see `mie_number_median`)."""


def _rayleigh_only(chain: Chain) -> None:
    """Say that medians of large particles rest on a rule that no longer holds for them; the exact inversion takes too long for a frame."""
    if not chain.traced or "size.z_average" not in chain or float(chain["size.z_average"]) <= RAYLEIGH_ENDS:
        return
    for path in ("size.number_median", "size.volume_median"):
        chain.flag(
            path,
            Flag(
                id="rayleigh-medians",
                severity="info",
                path=path,
                text="As if light were scattered as the sixth power of the diameter, which ends near 100 nm: see mie_number_median.",
            ),
        )


def growth(chain: Chain) -> None:
    """Size by diffusion-limited growth, when a growth time is given: a ranking, never the answer."""
    if "carrier.morphology" in chain.inputs.words and chain.inputs.word("carrier.morphology") not in (
        "solid_particle",
        "micelle",
        "polymersome",
    ):
        chain.miss("size.precipitation_bound", "Growth by precipitation is for micelles, polymersomes and solid particles.")
        return
    chain.put(
        "size.precipitation_bound",
        process.precipitation_diameter,
        temperature="medium.temperature",
        viscosity="viscosity",
        polymer_concentration_at_arrest="final_polymer_concentration",
        polymer_density="carrier.core_density",
        growth_time="process.mixing_time",
    )
    chain.lower("size.precipitation_bound", Grade.INDEX)


def core(chain: Chain) -> None:
    """Core radius, corona height and chains per particle, by carrier class."""
    morphology = chain.inputs.word("carrier.morphology")
    if not morphology:
        for name in ("core_radius", "aggregation_number", "polymer_mass_per_particle"):
            chain.miss(name, chain.reason("carrier.id"))
        chains.ligands_on_chains(chain)
    elif morphology == "polymersome":
        vesicle(chain)
    elif morphology == "micelle":
        micelle(chain)
    elif morphology == "solid_particle":
        solid(chain)
    elif morphology == "dendrimer":
        dendrimer(chain)
    else:
        network(chain)
    if has_corona(chain):
        chain.derive("corona_thickness", lambda a, b: a - b, a="outer_radius", b="core_radius")
    else:
        chain.miss("corona_thickness", "This carrier has no block of flexible hydrophilic chains that forms a layer.")
    chain.alias("size.corona_thickness", "corona_thickness")
    chain.derive("size.core_diameter", lambda r: 2 * r, r="core_radius")
    chain.alias("size.aggregation_number", "aggregation_number")
    if morphology == "polymersome":
        chain.alias("size.membrane_thickness", "membrane_thickness")
    else:
        chain.miss(
            "size.membrane_thickness",
            "Only a polymersome has a membrane." if morphology else chain.reason("carrier.id"),
        )


LAYER: dict[str, str | float] = {"segments": "corona_segments", "segment_length": SEGMENT, "height_prefactor": "model.corona_prefactor"}


def packed_density(chain: Chain) -> None:
    """Mass of polymer per volume of core or membrane, the payload taken off."""
    chain.derive("polymer_density", lambda d, w: d * (1 - w), d="carrier.core_density", w="payload_in_core")


BLOCK = {"polymer_density": "polymer_density", "core_block_molar_mass": "core_molar_mass"}
SPHERE = {
    "core_radius": "core_radius",
    "core_density": "carrier.core_density",
    "core_block_molar_mass": "core_molar_mass",
    "drug_weight_fraction": "payload_in_core",
}


def fill(chain: Chain) -> None:
    """A sphere without a layer, filled with whole chains and payload."""
    chain.alias("core_radius", "outer_radius")
    area(chain)
    chain.derive(
        "polymer_mass_per_particle",
        lambda r, d: 4 / 3 * math.pi * r**3 * d,
        r="core_radius",
        d="polymer_density",
    )
    chains.chains_in_mass(chain)


def area(chain: Chain) -> None:
    """Surface of the core, or of the membrane's outside."""
    chain.derive("core_area", lambda r: 4 * math.pi * r * r, r="core_radius")


def on_chains(chain: Chain) -> None:
    """Ligands and mass from the number of chains."""
    area(chain)
    chains.ligands_on_chains(chain)
    chains.mass_of_chains(chain)


def micelle(chain: Chain) -> None:
    """All chains end on the core."""
    packed_density(chain)
    if not has_corona(chain):
        fill(chain)
        chain.alias("outer_chains", "aggregation_number")
        return
    chain.put("core_radius", geometry.micelle_core_radius, outer_radius="outer_radius", **BLOCK, **LAYER)
    chain.put("corona_density", assembly.grafting_density, **SPHERE)
    chain.put("aggregation_number", assembly.aggregation_number, **SPHERE)
    chain.alias("outer_chains", "aggregation_number")
    on_chains(chain)


def _as_aimed(chain: Chain, name: str, typed: str) -> None:
    """Lower the grade of a typed number that nobody can have measured yet."""
    if is_as_aimed(chain.inputs, typed):
        chain.lower(name, Grade.RULE_OF_THUMB)
        text = "Typed for a particle without a measured diameter: taken as aimed at. With ± it counts as measured."
        chain.flag(name, Flag(id=f"{typed}-aimed-at", severity="info", path=typed, text=text))


def vesicle(chain: Chain) -> None:
    """A bilayer: chains of the outer leaflet stand in the water."""
    if "carrier.membrane_thickness" in chain:
        chain.alias("membrane_thickness", "carrier.membrane_thickness")
        _as_aimed(chain, "membrane_thickness", "carrier.membrane_thickness")
    else:
        anchors.membrane(chain)
    packed_density(chain)
    if has_corona(chain):
        chain.put(
            "core_radius",
            geometry.vesicle_outer_radius,
            outer_radius="outer_radius",
            membrane_thickness="membrane_thickness",
            **BLOCK,
            **LAYER,
        )
    else:
        chain.alias("core_radius", "outer_radius")
    chain.put(
        "aggregation_number",
        assembly.polymersome_aggregation_number,
        outer_radius="core_radius",
        membrane_thickness="membrane_thickness",
        membrane_density="polymer_density",
        hydrophobic_molar_mass="core_molar_mass",
    )
    chain.put("outer_share", assembly.outer_leaflet_fraction, outer_radius="core_radius", membrane_thickness="membrane_thickness")
    chain.derive("outer_chains", lambda n, s: n * s, n="aggregation_number", s="outer_share")
    chain.derive("corona_density", lambda n, r: n / (4 * math.pi * r * r), n="outer_chains", r="core_radius")
    on_chains(chain)


def solid(chain: Chain) -> None:
    """A filled core; only some chains reach its surface."""
    packed_density(chain)
    if not has_corona(chain):
        fill(chain)
        chain.derive("outer_chains", lambda n, s: n * s, n="aggregation_number", s="ligand.surface_fraction")
        return
    share_given = "carrier.surface_fraction" in chain
    if share_given:
        share = {"surface_fraction": "carrier.surface_fraction"}
        chain.put("core_radius", geometry.micelle_core_radius, outer_radius="outer_radius", **share, **BLOCK, **LAYER)
    else:
        density = {"grafting_density": "carrier.corona_density"}
        chain.put("core_radius", geometry.coated_core_radius, outer_radius="outer_radius", **density, **LAYER)
    chain.put("aggregation_number", assembly.aggregation_number, **SPHERE)
    if share_given:
        chain.derive("outer_chains", lambda n, s: n * s, n="aggregation_number", s="carrier.surface_fraction")
    else:
        chain.derive(
            "outer_chains",
            lambda g, r, n: smaller(g * 4 * math.pi * r * r, n),
            g="carrier.corona_density",
            r="core_radius",
            n="aggregation_number",
        )
    chain.derive("corona_density", lambda n, r: n / (4 * math.pi * r * r), n="outer_chains", r="core_radius")
    chain.derive("outer_share", lambda a, n: a / n, a="outer_chains", n="aggregation_number")
    on_chains(chain)


def network(chain: Chain) -> None:
    """A nanogel or complex: a sphere of which only a part is polymer."""
    if has_corona(chain):
        chain.put(
            "core_radius",
            geometry.coated_core_radius,
            outer_radius="outer_radius",
            grafting_density="carrier.corona_density",
            **LAYER,
        )
        chain.alias("corona_density", "carrier.corona_density")
    else:
        chain.alias("core_radius", "outer_radius")
    chain.derive(
        "solids_mass_per_particle",
        lambda r, f, d: 4 / 3 * math.pi * r**3 * f * d,
        r="core_radius",
        f="carrier.polymer_volume_fraction",
        d="carrier.core_density",
    )
    if "loading.drug_to_polymer" in chain:
        chain.derive(
            "polymer_mass_per_particle",
            lambda m, p: m / (1 + p),
            m="solids_mass_per_particle",
            p="loading.drug_to_polymer",
        )
    else:
        chain.alias("polymer_mass_per_particle", "solids_mass_per_particle")
    area(chain)
    chains.chains_in_mass(chain)
    chain.alias("outer_chains", "aggregation_number")


def dendrimer(chain: Chain) -> None:
    """One molecule is the particle."""
    chain.alias("core_radius", "outer_radius")
    chain.values["aggregation_number"] = 1.0
    chain.alias("outer_chains", "aggregation_number")
    on_chains(chain)


def counts(chain: Chain) -> None:
    """Payload molecules in a particle and particles in a volume."""
    chain.derive(
        "loading.molecules_per_particle",
        lambda m, p, w: m * p * constants.AVOGADRO / w,
        m="polymer_mass_per_particle",
        p="loading.drug_to_polymer",
        w="payload_molar_mass",
    )
    chain.derive("size.particles_per_volume", lambda c, m: c / m, c="final_polymer_concentration", m="polymer_mass_per_particle")
    chain.flag(
        "size.particles_per_volume",
        Flag(
            id="particles-of-mean-size",
            severity="info",
            path="size.particles_per_volume",
            text=("Counted as if every particle had the diameter D_h and no polymer were lost."),
        ),
    )


def build(chain: Chain) -> None:
    """All of size, composition per particle and counts."""
    diameter(chain)
    growth(chain)
    chains.plain(chain)
    chains.ligand_bearing(chain)
    core(chain)
    anchors.aggregation(chain)
    anchors.shape(chain)
    chains.solids(chain)
    counts(chain)
