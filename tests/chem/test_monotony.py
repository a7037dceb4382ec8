"""Monotony: which way every answer goes when one argument grows and all others stay.

One line a model, `argument+` where the answer never falls and `argument-` where it never rises, whatever the other arguments are
inside their ranges. Arguments that are not listed turn (pH and pK_a of either kind of group, temperature in a Debye length and so on).
"""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from formulator.chem.model import Arg, Model

TABLE = """
# aqueous
intrinsic_solubility: melting_point- log_p-
partition_limited_ee: partition_coefficient+ core_volume_fraction+
solubility_at_ph: intrinsic_solubility+ salt_solubility+
solubility_limited_ee: feed_ratio- largest_drug_to_polymer+ plateau_ee+
# assembly
aggregation_number: core_radius+ core_density+ core_block_molar_mass- drug_weight_fraction-
assembled_fraction: concentration+ critical_concentration-
core_radius: aggregation_number+ core_density- core_block_molar_mass+ drug_weight_fraction+
grafting_density: core_radius+ core_density+ core_block_molar_mass- drug_weight_fraction-
membrane_thickness: hydrophobic_molar_mass+ reference_thickness+ reference_molar_mass-
outer_leaflet_fraction: outer_radius- membrane_thickness+
packing_parameter: chain_volume+ contact_area- chain_length-
polymersome_aggregation_number: outer_radius+ membrane_thickness+ membrane_density+ hydrophobic_molar_mass-
scaled_aggregation_number: core_segments+ corona_segments- reference_aggregation_number+ reference_core_segments-
    reference_corona_segments+
# brush
brush_compression_energy: compression- segments+ segment_length+ grafting_density+
brush_energy: segments+ segment_length+ grafting_density+
brush_pressure: separation- brush_height+ grafting_density+ temperature+
# charge
reduced_surface_charge: reduced_potential+
regulated_surface_charge: pka+ ph-
stern_potential: surface_potential+ surface_charge_density-
surface_potential: surface_charge_density+
# colloid
critical_coagulation_concentration: hamaker_constant- temperature+ relative_permittivity+
double_layer_energy: radius+ separation- ionic_strength- relative_permittivity+
double_layer_energy_sphere: radius+ separation- ionic_strength- relative_permittivity+
steric_energy: radius+ brush_height+ graft_spacing- separation-
van_der_waals_energy: radius- separation+ hamaker_constant- temperature+
# compatibility
flory_huggins_chi: temperature- reference_volume+ prefactor+
# complexes
complex_molar_mass: protein_molar_mass+ nucleic_acid_molar_mass+ proteins+
complex_net_charge: protein_charge+ phosphates- effective_share-
complexed_fraction: concentration- partner_concentration+ dissociation_constant-
globule_diameter: molar_mass+ specific_volume+ hydration+
neutral_np_ratio: ionised_fraction-
stoichiometric_binding: np_ratio+ neutral_np_ratio-
# corona
brush_height_curved: segments+ segment_length+ grafting_density+ core_radius+
brush_height_mwc: segments+ segment_length+ grafting_density+
brush_height_planar: segments+ segment_length+ grafting_density+
brush_overlap: flory_radius+ grafting_density+
contour_length: segments+ segment_length+
corona_thickness: segments+ segment_length+ grafting_density+ core_radius+
flory_radius: segments+ segment_length+
segment_number: chain_molar_mass+ repeat_molar_mass- end_molar_mass-
# distribution
intensity_mean_diameter: z_average+ pdi+
intensity_median_diameter: z_average+ pdi+
lognormal_pdi: sigma+
lognormal_sigma: pdi+
mean_volume_diameter: z_average+ pdi-
number_mean_diameter: z_average+ pdi-
number_median_diameter: z_average+ pdi-
rayleigh_z_average: number_median+ sigma+
volume_mean_diameter: z_average+ pdi-
volume_median_diameter: z_average+ pdi-
volume_quantile_diameter: z_average+ fraction+
# dose
carrier_dose: dose+ dlc-
dose_mass: dose+ body_mass+
human_equivalent_dose: dose+ km_species+ km_human-
initial_plasma_concentration: mass+ plasma_volume-
injection_concentration: dose+ volume_per_body_mass-
injection_volume: dose+ body_mass+ concentration-
surface_dose: dose+ km_species+
# electrokinetics
electrophoretic_mobility: zeta+
henry_function: kappa_radius+
henry_function_exact: kappa_radius+
instrument_zeta: mobility+
slip_plane_potential: surface_potential+
soft_layer_mobility: surface_potential+
zeta_from_mobility: mobility+
# emulsion
emulsion_drop_diameter: interfacial_tension+ viscosity- density- power_per_mass- prefactor+ critical_capillary_number+
inertial_drop_diameter: interfacial_tension+ density- power_per_mass- prefactor+
kolmogorov_length: viscosity+ density- power_per_mass-
viscous_drop_diameter: interfacial_tension+ viscosity- density- power_per_mass- critical_capillary_number+
# excipients
apparent_diameter: hydrodynamic_diameter+ viscosity+ assumed_viscosity-
excipient_viscosity: concentration+ temperature-
solution_viscosity: viscosity+ concentration+ intrinsic_viscosity+ crowding+
tonicity_excipient: osmolality+ solute_specific_volume- other_osmolality-
# geometry
coated_core_radius: outer_radius+ grafting_density- segments- segment_length- height_prefactor-
micelle_core_radius: outer_radius+ polymer_density- core_block_molar_mass+ segments- segment_length- surface_fraction-
    height_prefactor-
vesicle_outer_radius: outer_radius+ membrane_thickness- polymer_density- core_block_molar_mass+ segments- segment_length-
    height_prefactor-
# loading
dlc: drug_in_particles+ polymer_feed- polymer_loss+
dlc_from_drug_to_polymer: drug_to_polymer+
dlc_from_feed: feed_ratio+ ee+ polymer_loss+
drug_molecules_per_particle: core_mass+ drug_weight_fraction+ drug_molar_mass-
drug_to_polymer: drug_in_particles+ polymer_feed- polymer_loss+
drug_to_polymer_from_dlc: dlc+
drug_to_polymer_from_feed: feed_ratio+ ee+ polymer_loss+
ee: drug_in_particles+ drug_feed-
ee_from_dlc: dlc+ feed_ratio- polymer_loss-
feed_fraction: feed_ratio+
feed_ratio_for_dlc: dlc+ ee- polymer_loss-
feed_ratio_from_fraction: feed_fraction+
# lumen
buffer_limited_concentration: buffer_capacity+ ph_inside- ph_limit+
copies_probability: mean_number+ copies-
lumen_volume: outer_diameter+ membrane_thickness-
molecules_per_lumen: lumen_volume+ concentration+ molar_mass-
occupied_fraction: mean_number+
passive_encapsulation_efficiency: outer_diameter+ membrane_thickness- membrane_density- polymer_concentration+
ph_gradient_loading: ph_inside- ph_outside+ lumen_volume_fraction+
ph_gradient_ratio: ph_inside- ph_outside+
# matrix
coloaded_dlc: feed_ratio+ ee+ other_feed_ratio- other_ee- polymer_loss+
conjugate_dlc: drugs_per_chain+ drug_molar_mass+ chain_molar_mass- linker_molar_mass-
hydrolysed_molar_mass: initial_molar_mass+ rate_constant- time-
loaded_glass_transition: drug_glass_transition+ polymer_glass_transition+
mesh_size: polymer_volume_fraction- bonds_between_links+ bond_length+ characteristic_ratio+
# medium
bjerrum_length: temperature- relative_permittivity-
debye_length: temperature+ relative_permittivity+ ionic_strength-
diffusion_coefficient: temperature+ viscosity- hydrodynamic_diameter-
ionic_strength_of_ions: monovalent_ions+ divalent_ions+ trivalent_ions+
osmolarity: ions+ neutral_solutes+ osmotic_coefficient+
water_permittivity: temperature-
water_viscosity: temperature-
# polyions
charge_ratio: np_ratio+ ionised_fraction+
copies_per_particle: bound_concentration+ molar_mass- particle_concentration-
ionised_amount: amount+ ionised_fraction+
mass_per_phosphate: molar_mass+ phosphates-
np_ratio: polymer_mass+ phosphate- mass_per_nitrogen-
phosphate_amount: nucleic_acid_mass+ mass_per_phosphate-
polymer_mass_for_np_ratio: np_ratio+ phosphate+ mass_per_nitrogen+
polymer_to_nucleic_acid: np_ratio+ mass_per_nitrogen+ mass_per_phosphate-
protons_buffered: ph_before+ ph_after-
# mixing
engulfment_time: viscosity+ chamber_volume+ power-
flow_ratio_of_share: organic_share- quench_ratio-
jet_power: flow_rate+ inlets- jet_diameter- density+
organic_share_of_streams: flow_rate_ratio- quench_ratio-
# process
aqueous_flow_rate: total_flow_rate+ flow_rate_ratio+
dried_drop_diameter: drop_diameter+ concentration+ density-
growth_time: temperature- viscosity+ polymer_concentration_at_arrest- polymer_density+ diameter+
jet_reynolds_number: jet_diameter- flow_rate+ density+ viscosity-
mixed_concentration: mass+ organic_volume- aqueous_volume-
organic_flow_rate: total_flow_rate+ flow_rate_ratio-
organic_volume_fraction: organic_volume+ aqueous_volume-
precipitation_diameter: temperature+ viscosity- polymer_concentration_at_arrest+ polymer_density- growth_time+
scaled_precipitation_diameter: reference_diameter+ concentration+ reference_concentration- mixing_time+ reference_mixing_time-
stock_volume: mass+ concentration-
# purification
diafiltered_residual: initial+ diavolumes- rejection+
dialysed_residual: initial+ exchanges- volume_ratio-
diavolumes_needed: initial+ residual-
osmolality: concentration+ particles+ osmotic_coefficient+
residual_solvent_limit: permitted_daily_exposure+ daily_dose-
# release
biexponential_release: fast_rate+ slow_rate+ time+
crank_half_time: radius+ diffusivity-
crank_released_fraction: fourier_number+
first_order_release: rate_constant+ time+
fourier_number: diffusivity+ time+ radius-
higuchi_release: reference_release+ reference_time- time+
korsmeyer_peppas_release: reference_release+ reference_time- time+
short_time_release: fourier_number+
weibull_half_time: scale_time+ shape+
weibull_release: scale_time- time+
# sites
mixed_surface_charge: acid_pka+ acid_density- base_pka+ base_density+ ph- second_base_pka+ second_base_density+ fixed_charges+
mixed_surface_potential: acid_pka+ acid_density- base_pka+ base_density+ ph- second_base_pka+ second_base_density+
    fixed_charges+
mixed_surface_zeta: acid_pka+ acid_density- base_pka+ base_density+ ph- second_base_pka+ second_base_density+ fixed_charges+
surface_isoelectric_ph: acid_pka+ acid_density- base_pka+ base_density+ second_base_pka+ second_base_density+ fixed_charges+
# size
core_mass: hydrodynamic_diameter+ shell_thickness- core_density+
drug_volume_fraction: drug_weight_fraction+ drug_density- core_density+
hydrodynamic_diameter: core_diameter+ corona_thickness+
loaded_core_radius: core_radius+ drug_volume_fraction+
membrane_volume_fraction: outer_radius- membrane_thickness+
particle_number_concentration: core_mass- core_solids+
sphere_area: diameter+
sphere_volume: diameter+
# softlayer
charged_layer_mobility: charge_per_volume+
donnan_potential: charge_per_volume+
# solubility
core_weight_fraction: drug_volume_fraction+ drug_density+ polymer_density-
drug_miscibility_limit: chi- volume_ratio-
drug_solubility_in_core: fusion_enthalpy- fusion_heat_capacity+ chi- volume_ratio-
drug_to_polymer_of_core: core_weight_fraction+ corona_weight_fraction-
# stability
brush_barrier: radius+ brush_height+ graft_spacing- hamaker_constant- temperature+
coagulation_half_time: viscosity+ temperature- particle_concentration- log10_stability_ratio+
interaction_barrier: ionic_strength- hamaker_constant- relative_permittivity+
log10_stability_ratio: ionic_strength- hamaker_constant- relative_permittivity+
minimum_depth: radius+ brush_height- graft_spacing+ hamaker_constant+ temperature-
# sterility
cryoprotectant_ratio: cryoprotectant+ particles-
endotoxin_limit: volume_per_body_mass- threshold+
filter_retained_fraction: z_average+ pore_diameter-
# titration
buffer_ionic_strength: concentration+ salt+
buffer_ph: strong_ions+
buffer_ph_at_temperature: ph+
# trigger
ionisation_release_rate: base_rate+ ionised_rate+ pka+ ph-
acid_release_rate: base_rate+ acid_rate_constant+ ph-
release_plateau: partition_coefficient- core_volume_fraction-
sink_ratio: medium_volume+ solubility+ drug_mass-
thiol_release_rate: base_rate+ thiol_rate_constant+ thiol_concentration+
"""


def _read() -> dict[str, dict[str, str]]:
    found: dict[str, dict[str, str]] = {}
    name = ""
    for line in TABLE.splitlines():
        words = line.split()
        if not words or line.startswith("#"):
            continue
        if words[0].endswith(":"):
            name = words.pop(0)[:-1]
            found[name] = {}
        found[name] |= {word[:-1]: word[-1] for word in words}
    return found


DIRECTIONS = _read()
DRAWS, POINTS = 6, 17


def _sweep(rule: Arg) -> np.ndarray:
    if rule.low > 0.0:
        return np.geomspace(rule.low, rule.high, POINTS)
    return np.linspace(rule.low, rule.high, POINTS)


@pytest.mark.parametrize("name", sorted(DIRECTIONS))
def test_the_answer_goes_one_way(
    name: str, models: dict[str, Model], draw_arguments: Callable[[Model, np.random.Generator], dict[str, Any]]
) -> None:
    model, random = models[name], np.random.default_rng(19)
    for argument, sign in DIRECTIONS[name].items():
        rule = model.card.arguments[argument]
        assert isinstance(rule, Arg) and sign in "+-"
        moved = False
        for _ in range(DRAWS):
            arguments = {**draw_arguments(model, random), argument: _sweep(rule)}
            with np.errstate(all="raise"):
                answer = np.broadcast_to(np.asarray(model(**arguments), dtype=float), (POINTS,))
            steps = np.diff(answer[np.isfinite(answer)]) * (1.0 if sign == "+" else -1.0)
            if steps.size:
                size = float(np.max(np.abs(answer[np.isfinite(answer)])))
                assert steps.min() >= -1e-9 * size - 1e-300, (argument, arguments, answer)
                moved = moved or steps.max() > 0.0
        assert moved, f"{argument} never mattered"


def test_every_line_names_a_model_and_its_arguments(models: dict[str, Model]) -> None:
    assert len(DIRECTIONS) > 150
    for name, arguments in DIRECTIONS.items():
        assert set(arguments) <= set(models[name].card.arguments), name


def test_a_wrong_direction_would_be_seen(models: dict[str, Model]) -> None:
    """The other way round fails for a plain case: screening lengthens as salt is taken away."""
    lengths = models["debye_length"](temperature=298.15, relative_permittivity=78.4, ionic_strength=np.geomspace(1.0, 100.0, 5))
    assert (np.diff(lengths) < 0.0).all() and not math.isnan(lengths[0])
