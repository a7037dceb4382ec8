"""Whether particles stick to each other, and how long the payload stays."""

from __future__ import annotations

from formulator.chem import colloid as forces
from formulator.chem import release
from formulator.chem import stability as models
from formulator.chem.model import Grade
from formulator.evaluation.chain import Chain
from formulator.evaluation.chains import has_corona

PATHS = ("stability.minimum_depth", "stability.barrier", "stability.coagulation_salt")
GIVEN = {"hamaker_constant": "carrier.hamaker_constant", "temperature": "medium.temperature"}


def colloid(chain: Chain) -> None:
    """Depth of the minimum for particles under a brush; for bare ones the barrier, and the salt that takes it away."""
    if not chain.inputs.word("carrier.morphology"):
        for path in PATHS:
            chain.miss(path, chain.reason("carrier.id"))
    elif has_corona(chain):
        for path in PATHS[1:]:
            chain.miss(path, "A hydrophilic layer covers the particle: see the minimum instead.")
        chain.derive("graft_spacing", lambda g: g**-0.5, g="corona_density")
        chain.put(
            "stability.minimum_depth",
            models.minimum_depth,
            radius="core_radius",
            brush_height="corona_thickness",
            graft_spacing="graft_spacing",
            **GIVEN,
        )
    else:
        chain.miss("stability.minimum_depth", "No hydrophilic layer covers the particle: see the barrier instead.")
        chain.put(
            "stability.barrier",
            models.interaction_barrier,
            radius="core_radius",
            ionic_strength="ionic_strength",
            surface_potential="charge.zeta",
            relative_permittivity="permittivity",
            **GIVEN,
        )
        chain.put(
            "stability.coagulation_salt",
            forces.critical_coagulation_concentration,
            surface_potential="charge.zeta",
            relative_permittivity="permittivity",
            **GIVEN,
        )
    for path in PATHS:
        chain.lower(path, Grade.RULE_OF_THUMB)


def payload_release(chain: Chain) -> None:
    """Half-time as measured, else by diffusion out of a filled core."""
    if "payload.release_half_time" in chain:
        chain.alias("release.half_time", "payload.release_half_time")
    elif chain.inputs.word("payload.kind") == "drug" and chain.inputs.word("payload.place") == "core":
        morphology = chain.inputs.word("carrier.morphology")
        if morphology in ("micelle", "solid_particle"):
            chain.put("release.half_time", release.crank_half_time, radius="core_radius", diffusivity="payload.diffusivity")
        else:
            chain.miss("release.half_time", "Diffusion out of a filled core does not describe this carrier. Type a measured half-time.")
    elif "payload.kind" not in chain.inputs.words:
        chain.miss("release.half_time", chain.reason("payload.id"))
    else:
        chain.miss("release.half_time", "Release of this payload is not predicted. Type a measured half-time.")


def build(chain: Chain) -> None:
    """All of stability and release."""
    colloid(chain)
    payload_release(chain)
