"""Two kinds of ligand: the sum of one kind as a limit, brute force, factors that multiply, and energies against distance."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import pytest
from scipy.special import erf

from formulator.chem import mixture
from formulator.chem.binding import bound
from formulator.chem.mixed_binding import (
    combined_receptor_density,
    energies,
    log_binding_constant_two_ligands,
    mean_bonds_two_ligands,
)
from formulator.chem.mixture import HEIGHTS

CASE: dict[str, float] = {
    "core_radius": 35e-9,
    "brush_molar_mass": 2.0,
    "brush_density": 0.11e18,
    "brush_height": 0.0,
    "extra_bond_cost": 4.0,
    "ligands": 30.0,
    "tether_molar_mass": 3.4,
    "dissociation_constant": 1e-4,
    "receptor_density": 2e14,
    "other_ligands": 40.0,
    "other_tether_molar_mass": 2.0,
    "other_dissociation_constant": 1e-3,
    "other_receptor_density": 5e14,
}
OTHER = ("other_ligands", "other_tether_molar_mass", "other_dissociation_constant", "other_receptor_density")


def one_kind(given: dict[str, Any]) -> Any:
    return bound(**{name: value for name, value in given.items() if name not in OTHER}).log_constant


def swapped(given: dict[str, Any]) -> dict[str, Any]:
    turned = {name.removeprefix("other_"): given[name] for name in OTHER}
    return {**given, **{name: given[name.removeprefix("other_")] for name in OTHER}, **turned}


def designs(count: int, seed: int) -> dict[str, Any]:
    random = np.random.default_rng(seed)

    def even(low: float, high: float) -> Any:
        return np.exp(random.uniform(math.log(low), math.log(high), count))

    radius = even(1.5e-8, 1e-7)
    return {
        "core_radius": radius, "brush_molar_mass": even(1.0, 5.0), "brush_density": even(1e16, 2e17) * (random.random(count) > 0.2),
        "brush_height": even(2e-9, 1.5e-8) * (random.random(count) > 0.5), "extra_bond_cost": random.uniform(2.0, 10.0, count),
        "ligands": np.maximum(even(3e14, 3e16) * 4 * math.pi * radius**2, 1.0), "tether_molar_mass": even(2.0, 5.0),
        "dissociation_constant": even(1e-6, 1e-1), "receptor_density": even(3e12, 3e14), "other_ligands": even(1.0, 100.0),
        "other_tether_molar_mass": even(2.0, 5.0), "other_dissociation_constant": even(1e-6, 1e-1),
        "other_receptor_density": even(3e12, 3e14),
    }  # fmt: skip


def test_without_the_other_kind_it_is_the_sum_of_one_kind() -> None:
    given = {**designs(300, 1), "other_ligands": 0.0}
    with np.errstate(all="raise"):
        found = log_binding_constant_two_ligands(**given)
    expected = one_kind(given)
    counted = (expected > -15.0) & (expected < 40.0)
    assert counted.sum() > 200
    error = np.abs(found - expected)[counted]
    assert np.median(error) < 1e-3 and np.quantile(error, 0.98) < 2e-2


def test_the_two_kinds_may_change_places() -> None:
    given = designs(40, 2)
    np.testing.assert_allclose(log_binding_constant_two_ligands(**given), log_binding_constant_two_ligands(**swapped(given)), atol=2e-2)


def brute(given: dict[str, float]) -> float:
    """K by the defining equations: both averages point by point, no brush; lengths in nm."""

    def chain(mass: float) -> tuple[float, float]:
        units = (1e3 * mass - 18.0) / 44.05
        return math.sqrt(1.5 / (units * 0.28 * 0.76)), units * 0.28

    radius, cost = 1e9 * given["core_radius"], given["extra_bond_cost"]
    kinds = [(given[f"{prefix}ligands"], *chain(given[f"{prefix}tether_molar_mass"]),
              1e-18 * given[f"{prefix}receptor_density"] / (1e-3 * given[f"{prefix}dissociation_constant"] * 0.602214076))
             for prefix in ("", "other_")]  # fmt: skip
    top = max(contour for _, _, contour, _ in kinds)
    mark = (np.arange(500) + 0.5) / 500
    heights, weights = top * mark**3, 3.0 * top * mark**2 / 500
    fine = 2.0 * top * np.linspace(0.0, 1.0, 60_001)[1:] ** 3
    push = -sum(count / (2.0 * radius) * np.log(erf(fine * stiff)) for count, stiff, _, _ in kinds)
    steps = 0.5 * (push[1:] + push[:-1]) * np.diff(fine)
    steric = np.append(np.cumsum(steps[::-1])[::-1], 0.0)
    means = []
    for count, stiff, contour, strength in kinds:
        spacing = 2.0 * radius / count
        # Denser where the lowest ligand comes close to the cell, where its chance goes as 1/height.
        phase, dense = 1.0 - ((np.arange(160) + 0.5) / 160) ** 3, 3.0 * ((np.arange(160) + 0.5) / 160) ** 2
        number = np.arange(1, min(int(count), math.ceil(contour / spacing) + 1) + 1)
        rows = []
        for height in heights:
            where = height + (number[None, :] - phase[:, None]) * spacing
            chance = 2.0 * stiff / math.sqrt(math.pi) * np.exp(-((where * stiff) ** 2)) / erf(where * stiff)
            factors = np.prod(1.0 + strength * math.exp(-cost) * np.where(where < contour, chance, 0.0), axis=1)
            rows.append(float((factors * dense).sum() / dense.sum()))
        means.append(np.array(rows))
    held = math.exp(cost) * (means[0] * means[1] - 1.0) * np.exp(-np.interp(heights, fine, steric))
    return math.log(4.0 * radius**2 * float((held * weights).sum()))


@pytest.mark.parametrize(
    "changed",
    [{}, {"extra_bond_cost": 0.0}, {"other_ligands": 200.0, "other_receptor_density": 2e15}, {"ligands": 4.0, "other_ligands": 3.0}],
)
def test_the_factors_of_both_kinds_multiply(changed: dict[str, float]) -> None:
    given = {**CASE, **changed, "brush_density": 0.0}
    assert log_binding_constant_two_ligands(**given) == pytest.approx(brute(given), abs=2e-2)


def test_dear_further_bonds_leave_the_sum_of_both() -> None:
    """D without limit: K = K₁ + K₂, each alone but for the other's tethers in the way (none here: both kinds counted in both)."""
    given = {**CASE, "extra_bond_cost": 50.0}
    weak = 1e9
    first = log_binding_constant_two_ligands(**{**given, "other_dissociation_constant": 1e4, "other_receptor_density": 2e14 / weak})
    second = log_binding_constant_two_ligands(**{**given, "dissociation_constant": 1e4, "receptor_density": 2e14 / weak})
    assert log_binding_constant_two_ligands(**given) == pytest.approx(float(np.logaddexp(first, second)), abs=1e-3)


def test_fewer_than_one_of_the_other_kind_is_a_share_of_particles() -> None:
    """K is linear in the share of particles that carry one ligand of the other kind, but for the room its tether takes."""
    none, some, one = (math.exp(log_binding_constant_two_ligands(**{**CASE, "other_ligands": n})) for n in (0.0, 0.3, 1.0))
    assert some == pytest.approx(none + 0.3 * (one - none), rel=1e-2)
    between = [log_binding_constant_two_ligands(**{**CASE, "other_ligands": n}) for n in (4.0, 4.5, 5.0)]
    assert between[0] < between[1] < between[2]


def test_two_weak_kinds_ask_for_both_receptors() -> None:
    """Losing either receptor costs more than its share where both bonds are needed to hold."""
    strong = {**CASE, "ligands": 150.0, "other_ligands": 150.0, "other_tether_molar_mass": 3.4, "receptor_density": 1e15,
              "dissociation_constant": 1e-3, "other_receptor_density": 1e15}  # fmt: skip
    both = log_binding_constant_two_ligands(**strong)
    one = log_binding_constant_two_ligands(**{**strong, "other_receptor_density": 1e12})
    assert both - one > math.log(2.0) + 1.0


def test_a_second_receptor_for_one_ligand_adds_to_the_first() -> None:
    """The factor 1 + (y₁ + y₂) e^−D: one ligand takes either."""
    total = combined_receptor_density(
        receptor_density=2e14, dissociation_constant=1e-4, other_receptor_density=6e14, other_dissociation_constant=3e-4
    )
    assert total == pytest.approx(4e14)
    assert combined_receptor_density(
        receptor_density=2e14, dissociation_constant=1e-4, other_receptor_density=0.0, other_dissociation_constant=1e-4
    ) == pytest.approx(2e14)


def test_the_energies_fall_with_distance_and_make_the_constant() -> None:
    given = {**CASE, "brush_height": 8e-9}
    shape = energies(**given)
    assert shape.heights.shape == (1, HEIGHTS)
    assert (np.diff(shape.steric[0]) <= 0.0).all() and shape.steric[0, 0] > 1.0
    inside = shape.log_bonds[0] > -50.0
    assert (np.diff(shape.log_bonds[0][inside]) < 0.0).all()
    exponent = np.exp(shape.log_bonds[0] - shape.steric[0])
    area = float(np.sum(0.5 * (exponent[1:] + exponent[:-1]) * np.diff(shape.heights[0])))
    expected = math.exp(log_binding_constant_two_ligands(**given)) * 1e-27 / (4.0 * given["core_radius"] ** 2)
    assert area == pytest.approx(expected, rel=1e-2)
    empty = energies(**{**given, "ligands": 0.0, "other_ligands": 0.0})
    assert (empty.log_bonds < -300.0).all()


def test_nothing_overflows_in_the_range() -> None:
    with np.errstate(all="raise"):
        found = log_binding_constant_two_ligands(**{
            **designs(200, 5), "dissociation_constant": np.logspace(-9, 2, 200), "ligands": np.logspace(-1, 4, 200),
            "other_ligands": np.logspace(3, -3, 200), "extra_bond_cost": np.linspace(0.0, 30.0, 200),
        })  # fmt: skip
    assert np.isfinite(found).all()


def test_bonds_of_either_kind_add_up_to_those_of_one_kind() -> None:
    """Alike but counted as two kinds, ligands may come closer together and hold a few more bonds; without receptors they hold none."""
    alike = {**CASE, **{name: CASE[name.removeprefix("other_")] for name in OTHER}}
    both = sum(mean_bonds_two_ligands(kind=kind, **alike) for kind in ("first", "other"))
    whole = float(bound(**{name: value for name, value in alike.items() if name not in OTHER} | {"ligands": 60.0}).bonds)
    assert whole < both < 1.15 * whole
    with np.errstate(all="raise"):
        bare = mean_bonds_two_ligands(kind="other", **{**CASE, "other_receptor_density": np.array([1e4, 5e14])})
    assert bare[0] == pytest.approx(0.0, abs=1e-4) and bare[1] > 0.05


def test_a_particle_that_cannot_be_spoils_no_other() -> None:
    rest = {name: value for name, value in CASE.items() if name != "core_radius"}
    found = log_binding_constant_two_ligands(core_radius=np.array([35e-9, np.nan, 35e-9]), **rest)
    assert np.isnan(found[1]) and found[0] == found[2] == log_binding_constant_two_ligands(core_radius=35e-9, **rest)


def test_where_no_particle_can_be_there_is_no_constant_and_no_bond() -> None:
    none = {**CASE, "receptor_density": math.nan}
    assert math.isnan(log_binding_constant_two_ligands(**none)) and math.isnan(mean_bonds_two_ligands(**none))
    several = {**CASE, "core_radius": np.array([math.nan, math.inf])}
    assert np.isnan(log_binding_constant_two_ligands(**several)).all()


@pytest.mark.parametrize("count", [25.0, 60.0, 400.0, 3000.0])
def test_the_integral_over_many_ligands_is_their_sum(count: float) -> None:
    """Ligands one by one at every height, against the lowest ones and an integral: to 2e-4 of the largest sum."""
    kind = mixture.Kind(ligands=np.array([count]), scale=np.array([4e-9]), contour=np.array([25e-9]), strength=np.array([1.0]))
    top = np.array([25e-9])
    heights = mixture._grid(top)
    spacing = np.array([70e-9 / count])
    one_by_one = sum(mixture._terms(kind, heights + number * spacing[0]) for number in range(int(count)))
    got = mixture._gain(kind, np.array([count]), spacing, heights, top)
    assert np.abs(got - one_by_one).max() < 2e-4 * one_by_one.max()


def test_the_ends_of_the_integral_count_by_half_a_ligand() -> None:
    """Euler and Maclaurin, where their next term is small: to 1e-5, an eighth of a percent of the ends."""
    kind = mixture.Kind(ligands=np.array([400.0]), scale=np.array([10e-9]), contour=np.array([80e-9]), strength=np.array([1.0]))
    heights, spacing = mixture._grid(np.array([60e-9])), np.array([70e-9 / 400])
    one_by_one = sum(mixture._terms(kind, heights + number * spacing[0]) for number in range(400))
    got = mixture._gain(kind, np.array([400.0]), spacing, heights, np.array([60e-9]))
    assert np.abs(got - one_by_one).max() < 1e-5 * one_by_one.max()


@pytest.mark.parametrize(("share_of_top", "has_one_more"), [(0.995, True), (1.005, False)])
def test_a_fraction_of_a_ligand_is_one_more_on_some_particles_only_where_all_stand_over_one_another(
    share_of_top: float, has_one_more: bool
) -> None:
    """A particle no taller than the reach of its tethers: 3.5 ligands are 3 on half of them and 4 on the others; on a taller one 3."""
    top = np.array([25e-9])
    radius = share_of_top * top / 2
    kind = mixture.Kind(ligands=np.array([3.5]), scale=np.array([12e-9]), contour=np.array([25e-9]), strength=np.array([3.0]))
    heights, spacing = mixture._grid(top), 2.0 * radius / 3.5
    found = mixture.log_gain(kind, radius, heights, top)
    three, four = (np.expm1(mixture._gain(kind, np.array([count]), spacing, heights, top)) for count in (3.0, 4.0))
    sums = {more: np.log(np.maximum(held, 1e-300)) for more, held in ((True, 0.5 * three + 0.5 * four), (False, three))}
    expected = {more: mixture._averaged(values, heights, spacing, top) for more, values in sums.items()}
    lowest = slice(0, mixture.HEIGHTS // 8)  # Further up the fourth ligand is out of reach.
    np.testing.assert_allclose(found[:, lowest], expected[has_one_more][:, lowest], rtol=1e-9)
    assert np.abs(expected[True] - expected[False])[:, lowest].max() > 1e-3
