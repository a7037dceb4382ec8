"""OUTPUTS: everything the program answers, in the order in which it is shown."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class Output:
    """One line of the answers: its path, name, unit, group and the scale on which its error is roughly symmetric."""

    path: str
    label: str
    unit: str
    about: str
    scale: str = "ln"
    definition: str = ""
    main: bool = True
    synonyms: tuple[str, ...] = ()

    @property
    def group(self) -> str:
        """The first word of the path."""
        return self.path.partition(".")[0]


GROUPS = {
    "loading": "Loading (DLC, EE, drug/polymer, feed)",
    "size": "Size",
    "charge": "Charge",
    "ligand": "Ligand",
    "stability": "Stability",
    "release": "Release",
    "targeting": "Targeting",
}

OUTPUTS: tuple[Output, ...] = (
    Output(
        path="loading.dlc",
        label="DLC",
        unit="%",
        about="Drug loading content: payload over loaded particle solids.",
        definition="payload / (payload + polymer), w/w",
        synonyms=("drug loading content",),
    ),
    Output(
        path="loading.ee",
        label="EE",
        unit="%",
        about="Encapsulation efficiency: payload loaded over payload fed.",
        scale="logit",
        definition="loaded / fed",
        synonyms=("encapsulation efficiency",),
    ),
    Output(
        path="loading.drug_to_polymer",
        label="Drug/polymer",
        unit="%",
        about="Payload over polymer in the particle.",
        definition="payload / polymer, w/w",
        main=True,
    ),
    Output(
        path="loading.feed_fraction",
        label="Feed",
        unit="%",
        about="Payload fed over all solids fed.",
        definition="fed payload / (fed payload + polymer), w/w",
        main=False,
    ),
    Output(
        path="loading.molecules_per_particle",
        label="Molecules",
        unit="1/particle",
        about="Payload molecules in one particle of mean size.",
    ),
    Output(
        path="loading.drug_concentration",
        label="Payload conc.",
        unit="mg/mL",
        about="Payload in the final suspension, before purification or dilution.",
        main=False,
    ),
    Output(
        path="loading.compatibility_chi",
        label="χ payload/core",
        unit="",
        about="Flory–Huggins parameter of payload and core: a class, not a wt%.",
        main=False,
    ),
    Output(path="loading.np_ratio", label="N/P", unit="", about="Ionisable nitrogens over phosphates."),
    Output(
        path="loading.charge_ratio",
        label="Charge ratio +/−",
        unit="",
        about="Protonated nitrogens over phosphates.",
        main=False,
    ),
    Output(
        path="size.hydrodynamic_diameter",
        label="D_h",
        unit="nm",
        about="Hydrodynamic diameter as DLS reports it.",
        synonyms=("size", "diameter"),
    ),
    Output(
        path="size.z_average",
        label="Z-average",
        unit="nm",
        about="Intensity-weighted harmonic mean diameter (cumulants).",
        main=False,
    ),
    Output(path="size.pdi", label="PDI", unit="", about="Polydispersity index from cumulants."),
    Output(
        path="size.core_diameter",
        label="Core",
        unit="nm",
        about="Diameter without the corona (outer membrane diameter of a polymersome).",
    ),
    Output(path="size.corona_thickness", label="Corona", unit="nm", about="Height of the hydrophilic layer."),
    Output(path="size.number_median", label="Number median", unit="nm", about="Median diameter by number."),
    Output(path="size.volume_median", label="Volume median", unit="nm", about="Median diameter by volume.", main=False),
    Output(
        path="size.particles_per_volume",
        label="Particles",
        unit="1/mL",
        about="Particles per volume of the final suspension.",
        main=False,
    ),
    Output(
        path="size.aggregation_number",
        label="Chains",
        unit="1/particle",
        about="Polymer chains in one particle.",
        main=False,
    ),
    Output(path="size.membrane_thickness", label="Membrane", unit="nm", about="Thickness of the polymersome membrane."),
    Output(
        path="size.precipitation_bound",
        label="Growth size",
        unit="nm",
        about="Size reached by diffusion-limited coalescence in the growth time: a ranking until anchored on a measured batch.",
        main=False,
    ),
    Output(path="charge.zeta", label="Zeta", unit="mV", about="Zeta potential in the stated medium.", scale="linear"),
    Output(
        path="charge.surface_potential",
        label="Surface potential",
        unit="mV",
        about="Potential at the ionisable groups; not zeta.",
        scale="linear",
        main=False,
    ),
    Output(
        path="charge.surface_charge_density",
        label="Surface charge",
        unit="mC/m^2",
        about="Net charge per area at the ionisable groups.",
        scale="linear",
        main=False,
    ),
    Output(
        path="charge.mobility",
        label="Mobility",
        unit="um*cm/V/s",
        about="Electrophoretic mobility.",
        scale="linear",
        main=False,
    ),
    Output(
        path="charge.debye_length",
        label="Debye length",
        unit="nm",
        about="Decay length of the potential in the medium.",
    ),
    Output(
        path="ligand.per_particle",
        label="Per particle",
        unit="1/particle",
        about="Ligand-bearing chains in one particle, on either side of the surface.",
    ),
    Output(
        path="ligand.facing_out",
        label="Facing out",
        unit="1/particle",
        about="Ligand-bearing chains at the outer surface.",
    ),
    Output(
        path="ligand.active",
        label="Working",
        unit="1/particle",
        about="Ligands facing out that are coupled and rightly oriented, in buffer.",
    ),
    Output(
        path="ligand.surface_density",
        label="Per area",
        unit="1/nm^2",
        about="Ligands facing out per area of core surface.",
        main=False,
    ),
    Output(path="ligand.spacing", label="Spacing", unit="nm", about="Mean distance between ligands facing out."),
    Output(
        path="ligand.mol_percent",
        label="Ligand chains",
        unit="mol%",
        about="Ligand-bearing chains among all chains.",
        main=False,
    ),
    Output(
        path="ligand.weight_percent",
        label="Ligand mass",
        unit="wt%",
        about="Ligand-bearing chains over all solids.",
        main=False,
    ),
    Output(
        path="ligand.accessible_fraction",
        label="In reach",
        unit="%",
        about="Share of the ligands facing out that can touch one flat cell patch.",
        scale="logit",
        main=False,
    ),
    Output(
        path="ligand.clearance",
        label="Above brush",
        unit="nm",
        about="Tether reach minus corona height: negative means the ligand may be buried.",
        scale="linear",
    ),
    Output(
        path="stability.minimum_depth",
        label="Minimum",
        unit="kT",
        about="Depth of the attraction between two brush-covered particles.",
        scale="linear",
        main=False,
    ),
    Output(
        path="stability.barrier",
        label="Barrier",
        unit="kT",
        about="Repulsive barrier between two bare particles.",
        scale="linear",
        main=False,
    ),
    Output(path="release.half_time", label="Release t½", unit="h", about="Time to release half of the payload into a sink."),
    Output(
        path="targeting.occupancy_target",
        label="Bound, target",
        unit="",
        about="Share of the binding sites of the target cell that hold a particle, in buffer.",
        scale="logit",
    ),
    Output(
        path="targeting.occupancy_healthy",
        label="Bound, spared",
        unit="",
        about="The same on the spared cell.",
        scale="logit",
    ),
    Output(
        path="targeting.occupancy_target_serum",
        label="Bound, serum",
        unit="",
        about="The same on the target cell with the ligands that serum leaves free.",
        scale="logit",
        main=False,
    ),
    Output(path="targeting.selectivity", label="Selectivity", unit="", about="Bound on target over bound on spared cell."),
    Output(
        path="targeting.superselectivity",
        label="Alpha at target",
        unit="",
        about="Exponent with which binding grows with receptors.",
        scale="linear",
    ),
    Output(
        path="targeting.effective_dissociation_constant",
        label="K_D, particle",
        unit="nM",
        about="Dissociation constant of the whole particle from a site of its own size on the target cell.",
    ),
    Output(
        path="targeting.wrapping_time",
        label="Wrapping time",
        unit="s",
        about="Time for receptors to diffuse in and wrap the particle: a guide to the best size, not a rate.",
        main=False,
    ),
    Output(
        path="targeting.bound_per_cell",
        label="Bound per cell",
        unit="1/cell",
        about="Particles on one target cell, no more than its receptors can hold.",
        main=False,
    ),
    Output(
        path="targeting.uptake_per_cell",
        label="Uptake",
        unit="1/cell",
        about="Particles inside one target cell after the incubation.",
        main=False,
    ),
    Output(
        path="targeting.delivered",
        label="In tumour",
        unit="%ID",
        scale="logit",
        about="Share of the injected particles in the tumour at the time set.",
    ),
    Output(
        path="targeting.delivered_average",
        label="Averaged",
        unit="%ID",
        scale="logit",
        about="The same averaged from injection to that time (AUC/t): what published deliveries report.",
        main=False,
    ),
    Output(
        path="targeting.efficiency",
        label="In target cells",
        unit="%ID",
        scale="logit",
        about="Share of the injected particles inside target cells at the time set.",
    ),
    Output(
        path="targeting.gain_over_untargeted",
        label="Gain on twin",
        unit="%ID",
        about="Tumour delivery minus that of the same particle without ligand.",
        scale="linear",
    ),
    Output(
        path="targeting.encapsulated_on_arrival",
        label="Still inside",
        unit="%",
        about="Share of the payload still in the particle when it leaves the blood.",
        scale="logit",
        main=False,
    ),
    Output(
        path="targeting.brain_transcytosis",
        label="Across barrier",
        unit="",
        about="Passage relative to the best binding strength for this particle; never a share of the dose.",
        scale="logit",
        main=False,
    ),
)
OUTPUT_BY_PATH: dict[str, Output] = {output.path: output for output in OUTPUTS}
EQUATIONS = {
    "targeting.bound_per_cell": "n = min(θ · places, receptors / bonds)",
    "charge.mobility": "μ = ε ζ / η",
    "charge.surface_charge_density": "σ = 0 without ionisable groups",
    "charge.surface_potential": "ψ₀ = 0 without ionisable groups",
    "charge.zeta": "ζ = what published particles of the material show",
    "ligand.active": "n_work = n_out · coupling yield · share rightly oriented",
    "ligand.clearance": "Δ = reach of the tether − height of the layer",
    "ligand.facing_out": "n_out = n · share at the outer surface",
    "ligand.mol_percent": "x = n / N",
    "ligand.per_particle": "n = x N, or as typed; per area n = σ A / share facing out; from wt% w: n = w m N_A / M",
    "ligand.surface_density": "σ = n_out / (4π r²)",
    "ligand.weight_percent": "w = n M / (N_A m), m all solids of a particle",
    "loading.drug_concentration": "c = c_polymer · organic share · drug/polymer",
    "loading.ee": "EE as measured, else the median of published values of the class",
    "loading.molecules_per_particle": "n = m_polymer · drug/polymer · N_A / M",
    "loading.np_ratio": "N/P = (polymer / mass per nitrogen) / (nucleic acid / mass per phosphate)",
    "size.aggregation_number": "N = (m N_A − n ΔM) / M",
    "size.core_diameter": "d = 2 r",
    "size.corona_thickness": "L = D_h/2 − r",
    "size.hydrodynamic_diameter": "D_h as measured or aimed at, else the median of published particles of the class",
    "size.membrane_thickness": "t as typed",
    "size.particles_per_volume": "c_N = c_polymer · organic share / m_polymer",
    "size.pdi": "PDI as measured, else the median of published particles",
    "size.z_average": "Z = D_h",
    "release.half_time": "t½ as measured",
    "targeting.gain_over_untargeted": "ΔT = T(with ligand) − T(without)",
    "targeting.selectivity": "SI = θ_target / θ_spared",
    "targeting.superselectivity": "α = d ln θ / d ln R = n(1−θ) / (s + (1−s)[n(1−θ) + d ln n/d ln σ]), s the share of free receptors",
}
"""How outputs are made that need no model with a card: bookkeeping, or a number taken as it is."""
