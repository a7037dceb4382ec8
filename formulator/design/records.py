"""What the user chose: frozen records of catalogue keys and typed Values. None means "not given", never zero.

A half-typed or implausible design is representable; whether it is sensible is a question for `advice`.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from formulator.units import Value


@dataclass(frozen=True, kw_only=True)
class Carrier:
    """The polymer particle."""

    id: str | None = None
    morphology: str | None = None
    core_molar_mass: Value | None = None
    corona_molar_mass: Value | None = None
    dispersity: Value | None = None
    diameter: Value | None = None
    diameter_kind: str | None = None
    pdi: Value | None = None
    core_density: Value | None = None
    membrane_thickness: Value | None = None
    reference_thickness: Value | None = None
    reference_aggregation_number: Value | None = None
    reference_core_molar_mass: Value | None = None
    reference_corona_molar_mass: Value | None = None
    polymer_volume_fraction: Value | None = None
    corona_density: Value | None = None
    surface_fraction: Value | None = None
    site_density: Value | None = None
    site_pka: Value | None = None
    other_sites: str | None = None
    other_site_density: Value | None = None
    other_site_pka: Value | None = None
    stern_capacitance: Value | None = None
    slip_length: Value | None = None
    hamaker_constant: Value | None = None
    cmc: Value | None = None
    disassembly_rate: Value | None = None


@dataclass(frozen=True, kw_only=True)
class Ligand:
    """What seeks the receptor, and how it is held out."""

    id: str | None = None
    density: Value | None = None
    tether_molar_mass: Value | None = None
    dissociation_constant: Value | None = None
    coupling_yield: Value | None = None
    surface_fraction: Value | None = None
    orientation: Value | None = None
    serum_masking: Value | None = None
    extra_bond_cost: Value | None = None
    tether_dispersity: Value | None = None
    charge: Value | None = None


@dataclass(frozen=True, kw_only=True)
class Payload:
    """What is carried."""

    id: str | None = None
    feed: Value | None = None
    ee: Value | None = None
    np_ratio: Value | None = None
    disulfides: Value | None = None
    bound_phosphates: Value | None = None
    diffusivity: Value | None = None
    release_half_time: Value | None = None
    trigger: str | None = None
    acid_rate_constant: Value | None = None
    thiol_rate_constant: Value | None = None
    ionised_rate: Value | None = None
    trigger_pka: Value | None = None
    trigger_steepness: Value | None = None


@dataclass(frozen=True, kw_only=True)
class Process:
    """How the batch is made."""

    method: str | None = None
    solvent: str | None = None
    polymer_mass: Value | None = None
    polymer_concentration: Value | None = None
    mixing_time: Value | None = None
    organic_fraction: Value | None = None
    mixer: str | None = None
    total_flow_rate: Value | None = None
    flow_rate_ratio: Value | None = None
    quench_ratio: Value | None = None
    inlet_diameter: Value | None = None
    aqueous_inlet_diameter: Value | None = None
    organic_inlets: Value | None = None
    aqueous_inlets: Value | None = None
    chamber_volume: Value | None = None


@dataclass(frozen=True, kw_only=True)
class Medium:
    """Where zeta and stability are measured."""

    id: str | None = None
    ph: Value | None = None
    ionic_strength: Value | None = None
    temperature: Value | None = None
    buffer: str | None = None
    buffer_concentration: Value | None = None
    salt: Value | None = None
    excipient: str | None = None
    excipient_concentration: Value | None = None


@dataclass(frozen=True, kw_only=True)
class Target:
    """The cells that are sought and spared, and the body they sit in."""

    cell: str | None = None
    healthy_cell: str | None = None
    receptors: Value | None = None
    healthy_receptors: Value | None = None
    concentration: Value | None = None
    incubation_time: Value | None = None
    cell_area: Value | None = None
    k_on: Value | None = None
    k_internalisation: Value | None = None
    species: str | None = None
    dose: Value | None = None
    half_life: Value | None = None
    time: Value | None = None
    tumour_mass: Value | None = None
    transfer_constant: Value | None = None
    size_exponent: Value | None = None
    washout: Value | None = None
    cell_density: Value | None = None
    void_fraction: Value | None = None
    barrier: str | None = None
    release_constant: Value | None = None
    bond_energy: Value | None = None
    bending_modulus: Value | None = None
    receptor_diffusivity: Value | None = None
    antigen_concentration: Value | None = None
    antigen_dissociation_constant: Value | None = None
    competitor_concentration: Value | None = None
    competitor_dissociation_constant: Value | None = None
    escape_fraction: Value | None = None
    resistance_factor: Value | None = None
    efflux_bypass: Value | None = None
    k_recycling: Value | None = None
    medium_height: Value | None = None
    vessel_distance: Value | None = None
    tissue_diffusivity: Value | None = None
    receptor_spread: Value | None = None
    other_receptors: Value | None = None
    other_healthy_receptors: Value | None = None
    cell_concentration: Value | None = None
    tumour_ph: Value | None = None
    endosome_ph: Value | None = None
    plasma_thiol: Value | None = None
    cell_thiol: Value | None = None


@dataclass(frozen=True, kw_only=True)
class Design:
    """One particle: a carrier, its ligands, its payloads, and the conditions it is asked about in."""

    carrier: Carrier = field(default_factory=Carrier)
    ligands: tuple[Ligand, ...] = (Ligand(),)
    payloads: tuple[Payload, ...] = (Payload(),)
    process: Process = field(default_factory=Process)
    medium: Medium = field(default_factory=Medium)
    target: Target = field(default_factory=Target)
