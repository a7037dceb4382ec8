"""Size, counts and distribution moments of whole designs."""

from __future__ import annotations

import math

import numpy as np
import pytest

from formulator.design import Design
from formulator.evaluation import evaluate

from .cases import CRGD, FOLATE, SPHERE, example, known, typed


def test_particles_in_a_millilitre() -> None:
    """AC-05: spheres of 100 nm and 1.2 g/mL at 1 mg/mL of polymer are 1.5915e12 per mL."""
    bare = {**SPHERE, "payload.id": "", "payload.feed": "", "payload.ee": "", "ligand.id": "", "ligand.density": ""}
    design = typed(Design(), {**bare, "process.polymer_concentration": "1 mg/mL", "process.organic_fraction": "100 %"})
    assert evaluate(design, known())["size.particles_per_volume"].value == pytest.approx(1.5915e12, rel=1e-3)


def test_regions_of_a_polymersome_fill_it() -> None:
    """AC-05: lumen, membrane and corona are the volume of the particle; the membrane holds the mass of its blocks and payload."""
    nodes = evaluate(example(CRGD), known()).nodes
    outer, membrane, thickness = nodes["core_radius"], nodes["membrane_thickness"], nodes["corona_thickness"]
    assert outer + thickness == pytest.approx(nodes["outer_radius"], rel=1e-9)
    volume = 4 / 3 * math.pi * (outer**3 - (outer - membrane) ** 3)
    blocks = nodes["aggregation_number"] * nodes["core_molar_mass"] / 6.02214076e23
    assert blocks / nodes["polymer_density"] == pytest.approx(volume, rel=1e-3)


def test_moments_of_the_distribution_agree_with_numeric_integration() -> None:
    """AC-05: Z-average and PDI of a log-normal with the number median and width answered."""
    prediction = evaluate(example(FOLATE), known())
    sigma, median = prediction.nodes["sigma"], prediction["size.number_median"].value or 0
    points = median * np.exp(np.linspace(-12, 14, 200_001) * sigma)
    weight = np.exp(-0.5 * (np.log(points / median) / sigma) ** 2)
    intensity = weight * points**6
    z_average = np.trapezoid(intensity, np.log(points)) / np.trapezoid(intensity / points, np.log(points))
    assert z_average == pytest.approx(prediction["size.z_average"].value, rel=1e-6)
    assert math.expm1(sigma**2) == pytest.approx(prediction["size.pdi"].value, rel=1e-9)


@pytest.mark.parametrize("diameter", ["40 nm", "80 nm", "160 nm"])
def test_a_larger_particle_has_more_chains_and_a_thicker_layer_not_than_itself(diameter: str) -> None:
    found = evaluate(typed(example(FOLATE), {"carrier.diameter": diameter}), known())
    larger = evaluate(typed(example(FOLATE), {"carrier.diameter": f"{1.1 * float(diameter[:-3])} nm"}), known())
    assert (larger["size.aggregation_number"].value or 0) > (found["size.aggregation_number"].value or 0)
    assert 0 < (found["size.corona_thickness"].value or 0) < float(diameter[:-3]) / 2


def test_a_layer_thicker_than_the_particle_is_no_particle() -> None:
    found = evaluate(typed(example(CRGD), {"carrier.diameter": "20 nm"}), known())
    assert found["size.core_diameter"].value is None
    assert found["size.core_diameter"].reason
    assert found["loading.molecules_per_particle"].value is None


def test_a_material_that_forms_no_particle_says_so_instead_of_no_carrier() -> None:
    from formulator import catalogue
    from formulator import design as designs

    known = catalogue.load()
    chosen = designs.replaced(designs.Design(), "carrier.id", "carrier:hpma")
    assert "not a particle of its own" in evaluate(chosen, known)["size.hydrodynamic_diameter"].reason
    assert evaluate(designs.Design(), known)["size.hydrodynamic_diameter"].reason == "No carrier is chosen."
