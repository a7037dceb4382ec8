"""What must hold between formulas: inverses, shares that add up to one, signs that mirror, and sizes that scale.

Every case draws a thousand arguments inside the ranges of the cards and runs on arrays under np.errstate(all="raise").
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from formulator.chem.model import Arg, Choice, Model

COUNT = 1000
Columns = dict[str, Any]
Models = dict[str, Model]


def _columns(model: Model, seed: int, keep: tuple[str, ...] = ()) -> Columns:
    random = np.random.default_rng(seed)
    found: Columns = {}
    for name, rule in model.card.arguments.items():
        if isinstance(rule, Choice):
            found[name] = str(random.choice(rule.options))
        elif isinstance(rule, Arg) and (not keep or name in keep):
            logarithmic = rule.low > 0.0 and rule.high / rule.low > 10.0
            found[name] = (
                np.exp(random.uniform(np.log(rule.low), np.log(rule.high), COUNT))
                if logarithmic
                else random.uniform(rule.low, rule.high, COUNT)
            )
    return found


INVERSES = [
    ("aggregation_number", "core_radius", "core_radius", "aggregation_number"),
    ("precipitation_diameter", "growth_time", "growth_time", "diameter"),
    ("organic_share_of_streams", "flow_rate_ratio", "flow_ratio_of_share", "organic_share"),
    ("lognormal_sigma", "pdi", "lognormal_pdi", "sigma"),
    ("number_median_diameter", "z_average", "rayleigh_z_average", "number_median"),
    ("dlc_from_drug_to_polymer", "drug_to_polymer", "drug_to_polymer_from_dlc", "dlc"),
    ("feed_fraction", "feed_ratio", "feed_ratio_from_fraction", "feed_fraction"),
    ("np_ratio", "polymer_mass", "polymer_mass_for_np_ratio", "np_ratio"),
    ("dlc_from_feed", "ee", "ee_from_dlc", "dlc"),
    ("dlc_from_feed", "feed_ratio", "feed_ratio_for_dlc", "dlc"),
    ("electrophoretic_mobility", "zeta", "zeta_from_mobility", "mobility"),
    ("drug_volume_fraction", "drug_weight_fraction", "core_weight_fraction", "drug_volume_fraction"),
    ("diafiltered_residual", "diavolumes", "diavolumes_needed", "residual"),
    ("osmolality", "concentration", "tonicity_excipient", "osmolality"),
]
"""Model and the argument that is recovered; its inverse and the argument of that which takes the answer."""
_RENAMED = {"core_density": "polymer_density"}


@pytest.mark.parametrize(("there", "wanted", "back", "answer"), INVERSES, ids=[f"{case[0]}-{case[2]}" for case in INVERSES])
def test_the_inverse_gives_back_what_went_in(there: str, wanted: str, back: str, answer: str, models: Models) -> None:
    columns = _columns(models[there], 5)
    if there == "diafiltered_residual":
        columns["initial"] = columns["initial"] + 0.1
        columns["diavolumes"] = columns["diavolumes"] * 0.5 + 1e-3
    if there == "number_median_diameter":
        columns["pdi"] = columns["pdi"] + 1e-3
    if there == "drug_volume_fraction":
        columns["drug_weight_fraction"] = columns["drug_weight_fraction"] + 1e-3
    with np.errstate(all="raise"):
        value = models[there](**columns)
        shared = {}
        for name in models[back].card.arguments:
            source = next((key for key, new in _RENAMED.items() if new == name and key in columns), name)
            if name != answer and source in columns:
                shared[name] = columns[source]
        if back == "rayleigh_z_average":
            shared["sigma"] = models["lognormal_sigma"](pdi=columns["pdi"])
        recovered = models[back](**{**shared, answer: value})
    if there == "osmolality":
        recovered = np.where(np.isfinite(value), recovered / columns["solute_molar_mass"], columns["concentration"])
    np.testing.assert_allclose(
        recovered, columns[wanted], rtol=1e-9 if there in ("lognormal_sigma", "diafiltered_residual") else 1e-12, atol=1e-15
    )


Sum = Callable[[Models, Columns], Any]
CONSERVED: list[tuple[str, str, Sum]] = [
    (
        "shapes of a diblock",
        "morphology_probability",
        lambda m, c: sum(
            m["morphology_probability"](hydrophilic_weight_fraction=c["hydrophilic_weight_fraction"], shape=s)
            for s in ("solid", "vesicle", "worm", "sphere")
        ),
    ),
    ("drug inside and outside at equilibrium", "release_plateau", lambda m, c: m["release_plateau"](**c) + m["partition_limited_ee"](**c)),
    (
        "streams of a mixer",
        "aqueous_flow_rate",
        lambda m, c: (m["aqueous_flow_rate"](**c) + m["organic_flow_rate"](**c)) / c["total_flow_rate"],
    ),
    (
        "solvents by volume",
        "organic_volume_fraction",
        lambda m, c: (
            m["organic_volume_fraction"](**c)
            + m["organic_volume_fraction"](organic_volume=c["aqueous_volume"], aqueous_volume=c["organic_volume"])
        ),
    ),
    (
        "drug and polymer of a core by weight",
        "core_weight_fraction",
        lambda m, c: (
            m["core_weight_fraction"](**c)
            + m["core_weight_fraction"](
                drug_volume_fraction=1 - c["drug_volume_fraction"], drug_density=c["polymer_density"], polymer_density=c["drug_density"]
            )
        ),
    ),
    (
        "acid and base of one group",
        "ionised_fraction",
        lambda m, c: m["ionised_fraction"](**{**c, "kind": "acid"}) + m["ionised_fraction"](**{**c, "kind": "base"}),
    ),
    (
        "membrane and lumen",
        "membrane_volume_fraction",
        lambda m, c: (
            m["membrane_volume_fraction"](**c)
            + m["lumen_volume"](outer_diameter=2 * c["outer_radius"], membrane_thickness=c["membrane_thickness"])
            / m["sphere_volume"](diameter=2 * c["outer_radius"])
        ),
    ),
    (
        "released and left of a first-order release",
        "first_order_release",
        lambda m, c: m["first_order_release"](**c) + np.exp(-np.minimum(c["rate_constant"] * c["time"], 700.0)),
    ),
    ("polymer and drug of particles", "dlc", lambda m, c: m["dlc"](**c) * (1 + 1 / m["drug_to_polymer"](**c))),
]


@pytest.mark.parametrize(("what", "model", "total"), CONSERVED, ids=[case[0] for case in CONSERVED])
def test_shares_add_up_to_one(what: str, model: str, total: Sum, models: Models) -> None:
    columns = _columns(models[model], 7)
    with np.errstate(all="raise"):
        summed = np.asarray(total(models, columns), dtype=float)
    kept = np.isfinite(summed)
    assert kept.mean() > 0.5, what
    np.testing.assert_allclose(summed[kept], 1.0, rtol=0.0, atol=1e-12, err_msg=what)


ODD = {
    "reduced_surface_charge": ("reduced_potential",),
    "surface_potential": ("surface_charge_density",),
    "slip_plane_potential": ("surface_potential",),
    "soft_layer_mobility": ("surface_potential",),
    "electrophoretic_mobility": ("zeta",),
    "zeta_from_mobility": ("mobility",),
    "instrument_zeta": ("mobility",),
    "donnan_potential": ("charge_per_volume",),
    "charged_layer_mobility": ("charge_per_volume",),
    "stern_potential": ("surface_potential", "surface_charge_density"),
}
EVEN = {
    "double_layer_energy": ("surface_potential",),
    "double_layer_energy_sphere": ("surface_potential",),
    "interaction_barrier": ("surface_potential",),
    "log10_stability_ratio": ("surface_potential",),
    "critical_coagulation_concentration": ("surface_potential",),
    "flory_huggins_chi": ("delta_dispersion", "delta_polar", "delta_hydrogen"),
    "hansen_distance": ("delta_dispersion", "delta_polar", "delta_hydrogen"),
}


@pytest.mark.parametrize(("name", "mirrored", "sign"), [*((k, v, -1.0) for k, v in ODD.items()), *((k, v, 1.0) for k, v in EVEN.items())])
def test_the_sign_of_charge_or_difference_is_mirrored(name: str, mirrored: tuple[str, ...], sign: float, models: Models) -> None:
    columns = _columns(models[name], 11)
    if name in ("interaction_barrier", "log10_stability_ratio"):
        columns = {key: value[:60] for key, value in columns.items()}
    with np.errstate(all="raise"):
        there = models[name](**columns)
        back = models[name](**{**columns, **{key: -columns[key] for key in mirrored}})
    np.testing.assert_allclose(back, sign * np.asarray(there), rtol=1e-13, atol=1e-300)


def test_an_acid_and_a_base_mirror_each_other(models: Models) -> None:
    """Charge of an acid at pH and pK is minus that of a base with pH and pK exchanged about any point."""
    columns = _columns(models["regulated_surface_charge"], 13)
    with np.errstate(all="raise"):
        acid = models["regulated_surface_charge"](**{**columns, "kind": "acid"})
        mirrored = {**columns, "kind": "base", "ph": 14.0 - columns["ph"], "pka": 14.0 - columns["pka"]}
        base = models["regulated_surface_charge"](**mirrored)
    np.testing.assert_allclose(base, -acid, rtol=1e-9, atol=1e-14)


def test_two_like_spheres_twice_as_large_and_twice_as_far_attract_alike(models: Models) -> None:
    """Van der Waals energy has no length of its own."""
    columns = _columns(models["van_der_waals_energy"], 17)
    larger = {**columns, "radius": 2 * columns["radius"], "separation": 2 * columns["separation"]}
    np.testing.assert_allclose(models["van_der_waals_energy"](**larger), models["van_der_waals_energy"](**columns), rtol=1e-12)


@pytest.mark.parametrize(
    ("name", "extensive"),
    [
        ("dlc", ("drug_in_particles", "polymer_feed")),
        ("ee", ("drug_in_particles", "drug_feed")),
        ("np_ratio", ("polymer_mass", "phosphate")),
        ("organic_volume_fraction", ("organic_volume", "aqueous_volume")),
        ("mixed_concentration", ("mass", "organic_volume", "aqueous_volume")),
        ("sink_ratio", ("medium_volume", "drug_mass")),
        ("assembled_fraction", ("concentration", "critical_concentration")),
        ("complexed_fraction", ("concentration", "partner_concentration", "dissociation_constant")),
        ("cryoprotectant_ratio", ("cryoprotectant", "particles")),
    ],
)
def test_a_batch_twice_as_large_is_the_same_batch(name: str, extensive: tuple[str, ...], models: Models) -> None:
    columns = _columns(models[name], 23)
    doubled = {**columns, **{key: 2 * columns[key] for key in extensive}}
    np.testing.assert_allclose(models[name](**doubled), models[name](**columns), rtol=1e-13)
