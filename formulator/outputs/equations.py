"""How outputs are made that need no model with a card."""

from __future__ import annotations

EQUATIONS = {
    "targeting.bound_per_cell": "n = min(θ · places, receptors / bonds)",
    "charge.mobility": "μ = ε ζ / η",
    "charge.surface_charge_density": "σ = 0 without ionisable groups",
    "charge.surface_potential": "ψ₀ = 0 without ionisable groups",
    "charge.zeta_printed": "ζ_printed = ζ where ζ is already that of instruments",
    "charge.zeta": "ζ = ζ_class · ζ_model(pH, salt) / ζ_model(pH 6.5, 1.4 mM), factor at most 3; without known medium or groups ζ_class",
    "ligand.clearance": "Δ = reach of the tether − height of the layer",
    "ligand.facing_out": "n_out = n · share at the outer surface",
    "ligand.mol_percent": "x = n / N",
    "ligand.per_particle": "n = x N, or as typed; per area n = σ A / share facing out; from wt% w: n = w m N_A / M",
    "ligand.surface_density": "σ = n_out / (4π r²)",
    "ligand.weight_percent": "w = n M / (N_A m), m all solids of a particle",
    "loading.drug_concentration": "c = c_polymer · organic share · drug/polymer",
    "loading.ee": "EE as measured, else the median of published values of the class",
    "loading.molecules_per_particle": "n = m_polymer · drug/polymer · N_A / M",
    "loading.payload_charge": "q = z e, z = −n_P for a nucleic acid",
    "loading.payload_diameter": "d = 2 r, or as measured",
    "loading.np_ratio": "N/P = (polymer / mass per nitrogen) / (nucleic acid / mass per phosphate)",
    "size.aggregation_number": "N = (m N_A − n ΔM) / M",
    "size.core_diameter": "d = 2 r",
    "size.corona_thickness": "L = D_h/2 − r",
    "size.hydrodynamic_diameter": "D_h as measured or aimed at, else the median of published particles of the class",
    "size.membrane_thickness": "t as typed",
    "size.particles_per_volume": "c_N = c_polymer · organic share / m_polymer",
    "size.pdi": "PDI as measured, else the median of published particles",
    "size.shape_probability": "P = P_worm + P_sphere for micelles",
    "size.z_average": "Z = D_h",
    "release.half_time": "t½ as measured",
    "targeting.gain_over_untargeted": "ΔT = T(with ligand) − T(without)",
    "targeting.selectivity": "SI = θ_target / θ_spared",
    "targeting.superselectivity": "α = d ln θ / d ln R = n(1−θ) / (s + (1−s)[n(1−θ) + d ln n/d ln σ]), s the share of free receptors",
}
"""How outputs are made that need no model with a card: bookkeeping, or a number taken as it is."""
