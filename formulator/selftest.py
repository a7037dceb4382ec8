"""Published and golden cases that anybody can run offline: does this installation compute what the sources say?"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from formulator.calculators import Given, answer


@dataclass(frozen=True, kw_only=True)
class Case:
    """One case with what was expected and what came out; `tolerance` is relative."""

    name: str
    source: str
    expected: float
    got: float
    tolerance: float

    @property
    def passed(self) -> bool:
        """Whether the value is within the tolerance."""
        return abs(self.got - self.expected) <= self.tolerance * abs(self.expected) + 1e-300


Row = tuple[str, Mapping[str, Given], float, float, str]

_WATER = {"temperature": "298.15 K"}
_FILM = {"bond_energy": "15", "ligand_density": "5e-3 1/nm^2", "bending_modulus": "20"}
_WRAPPING = {**_FILM, "receptor_diffusivity": "1e4 nm^2/s"}
_CELL = {
    "concentration": "1.03e-11 mol/L",
    "k_on": "25800 L/mol/s",
    "k_off": "2.53e-4 1/s",
    "k_internalisation": "4.17e-4 1/s",
    "sites": "2000",
    "time": "1 h",
}
CASES: tuple[Row, ...] = (
    ("water_viscosity", _WATER, 0.8900, 1e-3, "IAPWS SR6-08(2011)"),
    ("water_viscosity", {"temperature": "310.15 K"}, 0.6913, 1e-3, "IAPWS SR6-08(2011)"),
    ("water_permittivity", _WATER, 78.30, 1e-3, "Malmberg and Maryott 1956"),
    ("bjerrum_length", {**_WATER, "relative_permittivity": "78.41"}, 0.7147, 1e-3, "IAPWS 1997 permittivity"),
    ("debye_length", {**_WATER, "relative_permittivity": "78.30", "ionic_strength": "150 mM"}, 0.7850, 1e-3, "computed, 25 °C"),
    ("debye_length", {**_WATER, "relative_permittivity": "78.41", "ionic_strength": "1 mM"}, 9.61, 2e-3, "0.304/√I nm"),
    ("ee", {"drug_in_particles": "1.2 mg", "drug_feed": "2 mg"}, 60.0, 1e-9, "definition"),
    ("dlc", {"drug_in_particles": "1.2 mg", "polymer_feed": "10 mg", "polymer_loss": "0"}, 10.7143, 1e-4, "definition"),
    ("drug_to_polymer", {"drug_in_particles": "1.2 mg", "polymer_feed": "10 mg", "polymer_loss": "0"}, 12.0, 1e-9, "definition"),
    ("dlc_from_feed", {"feed_ratio": "0.05", "ee": "57.9 %"}, 2.81, 2e-3, "PMC4440849 table 2"),
    (
        "polymer_mass_for_np_ratio",
        {"np_ratio": "10", "phosphate": "30.075 nmol", "mass_per_nitrogen": "43.07 g/mol"},
        12.953,
        1e-4,
        "stoichiometry",
    ),
    (
        "particle_number_concentration",
        {"core_mass": "628.3185 ag", "core_solids": "1 mg/mL"},
        1.5915e12,
        1e-3,
        "sphere of 100 nm, 1.2 g/mL",
    ),
    ("membrane_volume_fraction", {"outer_radius": "50 nm", "membrane_thickness": "10 nm"}, 48.80, 1e-4, "geometry"),
    ("outer_leaflet_fraction", {"outer_radius": "50 nm", "membrane_thickness": "10 nm"}, 60.98, 1e-3, "geometry"),
    ("flory_radius", {"segments": "113.1", "segment_length": "0.35 nm"}, 5.97, 2e-3, "PEG 5000"),
    ("flory_radius", {"segments": "45.0", "segment_length": "0.35 nm"}, 3.43, 3e-3, "PEG 2000"),
    ("henry_function", {"kappa_radius": "1"}, 1.034, 2e-3, "Ohshima 1994"),
    ("henry_function", {"kappa_radius": "10"}, 1.256, 2e-3, "Ohshima 1994"),
    ("henry_function", {"kappa_radius": "100"}, 1.464, 2e-3, "Ohshima 1994"),
    ("henry_function_exact", {"kappa_radius": "10"}, 1.25277, 1e-4, "closed form, exponential integrals"),
    ("lognormal_sigma", {"pdi": "0.1"}, 0.30873, 1e-4, "ln(1+PDI) = s²"),
    ("number_median_diameter", {"z_average": "100 nm", "pdi": "0.1"}, 59.2, 2e-3, "exp(−5.5 s²)"),
    ("number_median_diameter", {"z_average": "100 nm", "pdi": "0.2"}, 36.7, 2e-3, "exp(−5.5 s²)"),
    (
        "precipitation_diameter",
        {
            "temperature": "298.15 K",
            "viscosity": "0.8901 mPa*s",
            "polymer_concentration_at_arrest": "5 mg/mL",
            "polymer_density": "1.2 g/cm^3",
            "growth_time": "10 ms",
        },
        77.8,
        0.03,
        "Smoluchowski growth",
    ),
    ("crank_half_time", {"radius": "50 nm", "diffusivity": "1e-20 m^2/s"}, 2.12, 0.02, "Crank, half release at Dt/R² = 0.0305"),
    ("human_equivalent_dose", {"dose": "10 mg/kg", "km_species": "3 kg/m^2", "km_human": "37 kg/m^2"}, 0.8108, 1e-3, "FDA 2005"),
    ("diafiltered_residual", {"initial": "10000 ppm", "diavolumes": "5", "rejection": "0"}, 67.38, 1e-3, "exp(−N)"),
    (
        "superselective_occupancy",
        {"ligands_in_reach": "10", "receptors_in_reach": "10", "bond_free_energy": "1.5", "activity": "1e-6"},
        0.11039936,
        1e-6,
        "Martinez-Veracoechea and Frenkel 2011, closed form",
    ),
    (
        "superselectivity",
        {"ligands_in_reach": "10", "receptors_in_reach": "10", "bond_free_energy": "1.5", "activity": "1e-6"},
        6.1429838,
        1e-6,
        "Martinez-Veracoechea and Frenkel 2011, closed form",
    ),
    (
        "instrument_zeta",
        {"mobility": "-1.159 um*cm/V/s", "viscosity": "0.8872 mPa*s", "relative_permittivity": "78.5"},
        -14.8,
        3e-3,
        "PMC5105989 table 1",
    ),
    (
        "instrument_zeta",
        {"mobility": "-0.885 um*cm/V/s", "viscosity": "0.8872 mPa*s", "relative_permittivity": "78.5"},
        -11.3,
        3e-3,
        "PMC5105989 table 1",
    ),
    (
        "instrument_zeta",
        {"mobility": "-0.672 um*cm/V/s", "viscosity": "0.8872 mPa*s", "relative_permittivity": "78.5"},
        -8.58,
        3e-3,
        "PMC5105989 table 1",
    ),
    ("wrapping_time", {**_WRAPPING, "radius": "27 nm", "receptor_density": "5e-4 1/nm^2"}, 2.34, 2e-3, "Gao, Shi and Freund 2005, r = 0.1"),
    (
        "wrapping_time",
        {**_WRAPPING, "radius": "30 nm", "receptor_density": "5e-5 1/nm^2"},
        57.8,
        2e-3,
        "Gao, Shi and Freund 2005, r = 0.01",
    ),
    ("minimum_wrapping_radius", {**_FILM, "receptor_density": "5e-4 1/nm^2"}, 24.26, 1e-3, "Gao, Shi and Freund 2005"),
    ("minimum_wrapping_radius", {**_FILM, "receptor_density": "5e-5 1/nm^2"}, 26.51, 1e-3, "Gao, Shi and Freund 2005"),
    ("bound_particles_per_cell", _CELL, 0.721931, 1e-5, "closed form, checked by integration"),
    ("internalised_particles_per_cell", {**_CELL, "k_exocytosis": "0 1/s"}, 0.741217, 1e-5, "closed form, checked by integration"),
    (
        "transcytosis_index",
        {"luminal_concentration": "0.1 nM", "binding_constant": "1e6 L/mol", "release_constant": "1e7 L/mol"},
        9.09e-5,
        1e-6,
        "bell of two saturations",
    ),
    (
        "avidity_bound_complexes",
        {
            "complex_concentration": "1.284e-10 mol/L",
            "crosslinking_constant": "2.133e-10 mol/L",
            "valency": "2",
            "receptors": "162600",
            "association_constant": "7.33e6 L/mol",
        },
        21414.5267,
        1e-6,
        "valentBind, doi:10.1101/2021.03.10.434776",
    ),
    (
        "chains_per_sphere",
        {"radius": "50 nm", "density": "1.2 g/cm^3", "drug_weight_fraction": "10.714 %", "chain_molar_mass": "20.3 kg/mol"},
        16642,
        1e-4,
        "mass balance",
    ),
    (
        "ligand_mass_share",
        {"ligand_share": "10 %", "ligand_chain_molar_mass": "23 kg/mol", "plain_chain_molar_mass": "20 kg/mol"},
        11.330,
        1e-4,
        "mass balance",
    ),
    (
        "log_binding_constant",
        {
            "core_radius": "35 nm",
            "ligands": "30",
            "tether_molar_mass": "3400 g/mol",
            "brush_molar_mass": "2000 g/mol",
            "brush_density": "0.11058 1/nm^2",
            "dissociation_constant": "10 nM",
            "receptor_density": "2e-5 1/nm^2",
            "extra_bond_cost": "4",
        },
        14.0777,
        1.5e-3,
        "ordered ligands, high-resolution quadrature",
    ),
)


def cases() -> tuple[Case, ...]:
    """Run every case."""
    return tuple(
        Case(name=name, source=source, expected=expected, got=answer(name, arguments).number, tolerance=tolerance)
        for name, arguments, expected, tolerance, source in CASES
    )
