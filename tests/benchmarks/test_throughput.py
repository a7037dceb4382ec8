"""The closed forms of loading, size and charge on arrays of 16,384 designs, against one design at a time. Prints ratios.

The chain is the closed-form part of a prediction: medium, size distribution, counts, corona, loading, mobility and screening. What
has to be solved (the Poisson–Boltzmann sphere, groups that regulate) is timed apart, together against one at a time.
"""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable, Mapping

import numpy as np
import pytest

from formulator.chem import (
    assembly,
    charge,
    compatibility,
    corona,
    distribution,
    electrokinetics,
    lumen,
    medium,
    process,
    sites,
    size,
)
from formulator.chem import loading as loads
from formulator.chem.model import Number

pytestmark = pytest.mark.benchmark

DESIGNS = 16_384
RATE = 1e6
"""Designs per second on one core."""
ROUNDS = 7


def drawn(count: int) -> dict[str, np.ndarray]:
    """Designs as a screening would draw them."""
    random = np.random.default_rng(0)
    ranges = {
        "temperature": (293.0, 311.0), "salt": (1.0, 160.0), "z": (60e-9, 150e-9), "pdi": (0.05, 0.2), "peg": (2.0, 10.0),
        "block": (5.0, 40.0), "density": (1150.0, 1300.0), "feed": (0.05, 0.4), "ee": (0.3, 0.95), "drug": (0.3, 0.9),
        "solids": (1.0, 20.0), "psi": (-0.05, -0.005), "share": (0.1, 0.4), "delta": (0.5e3, 5e3), "organic": (1e-6, 3e-6),
    }  # fmt: skip
    return {name: random.uniform(low, high, count) for name, (low, high) in ranges.items()}


def closed_forms(d: Mapping[str, Number]) -> Number:
    """Thirty closed forms in a row, each feeding the next where it does in a prediction; the last sum keeps all of them."""
    viscosity = medium.water_viscosity.si(temperature=d["temperature"])
    permittivity = medium.water_permittivity.si(temperature=d["temperature"])
    debye = medium.debye_length.si(temperature=d["temperature"], relative_permittivity=permittivity, ionic_strength=d["salt"])
    diffusion = medium.diffusion_coefficient.si(temperature=d["temperature"], viscosity=viscosity, hydrodynamic_diameter=d["z"])
    median = distribution.number_median_diameter.si(z_average=d["z"], pdi=d["pdi"])
    mean_volume = distribution.mean_volume_diameter.si(z_average=d["z"], pdi=d["pdi"])
    v50 = distribution.volume_median_diameter.si(z_average=d["z"], pdi=d["pdi"])
    segments = corona.segment_number.si(chain_molar_mass=d["peg"])
    coil = corona.flory_radius.si(segments=segments, segment_length=0.35e-9)
    core = 0.4 * mean_volume
    grafting = assembly.grafting_density.si(
        core_radius=core, core_density=d["density"], core_block_molar_mass=d["block"], drug_weight_fraction=0.05
    )
    layer = corona.corona_thickness.si(segments=segments, segment_length=0.35e-9, grafting_density=0.1 * grafting, core_radius=core)
    overlap = corona.brush_overlap.si(flory_radius=coil, grafting_density=0.1 * grafting)
    chains = assembly.aggregation_number.si(
        core_radius=core, core_density=d["density"], core_block_molar_mass=d["block"], drug_weight_fraction=0.05
    )
    mass = size.core_mass.si(hydrodynamic_diameter=2.0 * core, shell_thickness=0.0, core_density=d["density"])
    number = size.particle_number_concentration.si(core_mass=mass, core_solids=d["solids"])
    hydrodynamic = size.hydrodynamic_diameter.si(core_diameter=2.0 * core, corona_thickness=layer)
    dlc = loads.dlc_from_feed.si(feed_ratio=d["feed"], ee=d["ee"])
    per_polymer = loads.drug_to_polymer_from_dlc.si(dlc=dlc)
    molecules = loads.drug_molecules_per_particle.si(core_mass=mass, drug_weight_fraction=dlc, drug_molar_mass=d["drug"])
    volume = size.drug_volume_fraction.si(drug_weight_fraction=dlc, drug_density=1300.0, core_density=d["density"])
    swollen = size.loaded_core_radius.si(core_radius=core, drug_volume_fraction=0.5 * volume)
    chi = compatibility.flory_huggins_chi.si(
        temperature=d["temperature"], reference_volume=4e-4, delta_dispersion=d["delta"], delta_polar=d["delta"], delta_hydrogen=d["delta"]
    )
    henry = electrokinetics.henry_function.si(kappa_radius=core / debye)
    zeta = electrokinetics.slip_plane_potential.si(
        radius=core, ionic_strength=d["salt"], temperature=d["temperature"], relative_permittivity=permittivity,
        surface_potential=d["psi"], slip_distance=0.5e-9,
    )  # fmt: skip
    mobility = electrokinetics.soft_layer_mobility.si(
        debye_length=debye, layer_thickness=layer, brinkman_length=1e-9, surface_potential=d["psi"], viscosity=viscosity,
        relative_permittivity=permittivity,
    )  # fmt: skip
    inside = lumen.lumen_volume.si(outer_diameter=d["z"], membrane_thickness=10e-9)
    organic = process.organic_volume_fraction.si(organic_volume=d["organic"], aqueous_volume=1e-5)
    shape = assembly.morphology_probability.si(hydrophilic_weight_fraction=d["share"], shape="vesicle")
    growth = process.precipitation_diameter.si(
        temperature=d["temperature"],
        viscosity=viscosity,
        polymer_concentration_at_arrest=d["solids"],
        polymer_density=d["density"],
        growth_time=0.1,
    )
    kept = (
        diffusion,
        median,
        v50,
        overlap,
        chains,
        number,
        hydrodynamic,
        per_polymer,
        molecules,
        swollen,
        chi,
        henry,
        zeta,
        mobility,
        inside,
    )
    total = organic + shape + growth
    for value in kept:
        total = total + value
    return total


def solved(d: Mapping[str, Number]) -> Number:
    """Charge regulation on a sphere: a Poisson–Boltzmann inversion inside a root."""
    return charge.regulated_surface_charge.si(
        kind="acid", pka=4.5, ph=7.4, radius=d["z"], ionic_strength=d["salt"], temperature=d["temperature"], relative_permittivity=78.0,
        site_density=0.2e18,
    )  # fmt: skip


def inverted(d: Mapping[str, Number]) -> Number:
    """Potential of a sphere from its charge: a Poisson–Boltzmann inversion."""
    return charge.surface_potential.si(
        surface_charge_density=d["psi"], radius=d["z"], ionic_strength=d["salt"], temperature=d["temperature"], relative_permittivity=78.0
    )


def mixed(d: Mapping[str, Number]) -> Number:
    """Zeta of a surface with acids and bases behind a Stern layer."""
    return sites.mixed_surface_zeta.si(
        acid_pka=4.5, acid_density=0.2e18, base_pka=6.3, base_density=1e18 * d["share"], ph=7.4, radius=d["z"], ionic_strength=d["salt"],
        temperature=d["temperature"], relative_permittivity=78.0,
    )  # fmt: skip


def _seconds(function: Callable[[], object]) -> float:
    function()
    spent = []
    for _ in range(ROUNDS):
        started = time.process_time()
        function()
        spent.append(time.process_time() - started)
    return statistics.median(spent)


def _one(d: Mapping[str, np.ndarray], place: int) -> dict[str, float]:
    return {name: float(values[place]) for name, values in d.items()}


def test_closed_forms_reach_a_million_designs_a_second() -> None:
    designs = drawn(DESIGNS)
    together = _seconds(lambda: closed_forms(designs)) / DESIGNS
    few = [_one(designs, place) for place in range(200)]
    apart = _seconds(lambda: [closed_forms(one) for one in few]) / len(few)
    np.testing.assert_allclose(np.asarray(closed_forms(designs))[:200], [closed_forms(one) for one in few], rtol=1e-9)
    print(f"closed forms: {1 / together:,.0f} designs/s together, {1 / apart:,.0f} one at a time, ratio {apart / together:.0f}")
    assert 1.0 / together >= RATE
    assert apart / together > 20.0


@pytest.mark.parametrize("function", [solved, inverted, mixed])
def test_what_is_solved_is_solved_for_all_designs_at_once(function: Callable[[Mapping[str, Number]], Number]) -> None:
    """Far less time for each than one design at a time: no loop over rows."""
    designs = drawn(DESIGNS)
    together = _seconds(lambda: function(designs)) / DESIGNS
    few = [_one(designs, place) for place in range(100)]
    apart = _seconds(lambda: [function(one) for one in few]) / len(few)
    print(f"{function.__name__}: {1 / together:,.0f} designs/s together, {1 / apart:,.0f} one at a time, ratio {apart / together:.0f}")
    assert apart / together > 8.0
