"""The sum over bonds against a slow one that does nothing clever, and its exact limits.

The slow sum takes the defining equations as they stand: every ligand's height, the average over where the lowest one is, the
integral over the distance of the particle, with ideal chains as in Gaussian polymer theory.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import Any

import numpy as np
import pytest
from scipy.integrate import quad
from scipy.special import erf

from formulator.chem import bonds, constants, kernel
from formulator.chem.binding import bound, log_binding_constant
from formulator.chem.brush import brush_compression_energy, brush_energy
from formulator.chem.corona import brush_height_mwc
from formulator.chem.kernel import binding_kernel

SEGMENT, KUHN = 0.28, 0.76
CASE: dict[str, float] = {
    "core_radius": 35e-9,
    "ligands": 30.0,
    "tether_molar_mass": 3.4,
    "brush_molar_mass": 2.0,
    "brush_density": 0.11e18,
    "dissociation_constant": 1e-4,
    "receptor_density": 2e14,
    "extra_bond_cost": 5.8,
}


STRONG = [
    # Short tethers that bind so strongly that ligands beyond their stretched length would still count for several kT.
    (17.3, 49, 1005.0, 1072.0, 0.05, 1.254e-11, 3.33e-4, 1.19),
    (17.3, 150, 1005.0, 1072.0, 0.05, 1.254e-11, 3.33e-4, 1.19),
    # Many ligands of a small particle: nearly all of the integral lies within a nanometre of the cell.
    (16.4, 214, 4570.0, 1590.0, 0.0232, 9.01e-8, 3.49e-6, 1.73),
    (60.0, 2500, 2000.0, 1000.0, 0.05, 1e-6, 1e-3, 3.0),
]


def chain(molar_mass: float) -> tuple[float, float]:
    """√(3/2)/R_ee and contour length of a PEG chain, in nm."""
    units = (molar_mass - 18.0) / 44.05
    return math.sqrt(1.5 / (units * SEGMENT * KUHN)), units * SEGMENT


def slow_log_constant(
    radius: float, ligands: int, tether: float, brush: float, density: float, k_d: float, receptors: float, cost: float
) -> float:
    """ln K in nm³ by brute force; nm, g/mol, mol/L."""
    stiffness, contour = chain(tether)
    brush_stiffness, _ = chain(brush)
    grid = 2.0 * contour * np.linspace(0.0, 1.0, 100_001)[1:] ** 3
    own = ligands / (4.0 * math.pi * radius**2)
    pressure = -own * np.log(erf(grid * stiffness)) - density * np.log(erf(grid * brush_stiffness))
    steps = 0.5 * (pressure[1:] + pressure[:-1]) * np.diff(grid)
    steric = 2.0 * math.pi * radius * np.append(np.cumsum(steps[::-1])[::-1], 0.0)
    spacing = 2.0 * radius / ligands
    places = max(24, math.ceil(spacing / 0.015))
    phase = (np.arange(places) + 0.5) / places
    layers = 500
    mark = (np.arange(layers) + 0.5) / layers
    heights, weights = contour * mark**3, 3.0 * contour * mark**2 / layers
    strength = receptors / (k_d * 0.602214076) * math.exp(-cost)
    counted = min(ligands, math.ceil(contour / spacing) + 1)
    logs = np.empty(layers)
    for row, height in enumerate(heights):
        where = height + (np.arange(1, counted + 1)[None, :] - phase[:, None]) * spacing
        chance = 2.0 * stiffness / math.sqrt(math.pi) * np.exp(-(np.minimum(where * stiffness, 25.0) ** 2)) / erf(where * stiffness)
        gain = np.log1p(strength * np.where(where < contour, chance, 0.0)).sum(axis=1)
        held = gain + np.log(-np.expm1(-np.maximum(gain, 1e-280)))
        top = held.max()
        logs[row] = top + math.log(np.exp(np.maximum(held - top, -700.0)).mean())
    total = logs - np.interp(heights, grid, steric) + np.log(weights)
    top = float(total.max())
    return cost + 2.0 * math.log(2.0 * radius) + top + math.log(np.exp(np.maximum(total - top, -700.0)).sum())


SLOW = [
    (35.0, 30, 3400.0, 2000.0, 0.11, 1e-7, 2e-4, 5.8),
    (35.0, 150, 3400.0, 2000.0, 0.11, 1e-8, 2e-4, 4.0),
    (35.0, 150, 3400.0, 2000.0, 0.11, 1e-8, 2e-4, 0.0),
    (20.0, 400, 5000.0, 2000.0, 0.2, 1e-6, 5e-4, 2.0),
    (120.0, 3000, 3400.0, 2000.0, 0.1, 1e-6, 1e-4, 5.8),
    (60.0, 2500, 2000.0, 1000.0, 0.05, 1e-6, 1e-3, 3.0),
    (250.0, 40, 3400.0, 5000.0, 0.05, 1e-9, 1e-5, 9.0),
    (60.0, 2, 10000.0, 5000.0, 0.1, 1e-9, 1e-3, 5.8),
    (6.0, 7, 3400.0, 1000.0, 0.02, 1e-8, 1e-4, 3.0),
    (4.0, 3, 5000.0, 500.0, 0.02, 1e-9, 1e-3, 0.0),
    (50.0, 100, 400.0, 300.0, 0.01, 1e-6, 1e-3, 5.8),
    (40.0, 60, 2000.0, 5000.0, 0.1, 1e-8, 1e-4, 4.0),
]


@pytest.mark.parametrize("case", SLOW + STRONG)
def test_the_sum_agrees_with_brute_force(case: tuple[float, int, float, float, float, float, float, float]) -> None:
    radius, ligands, tether, brush, density, k_d, receptors, cost = case
    with np.errstate(all="raise"):
        found = log_binding_constant(
            core_radius=radius * 1e-9, ligands=float(ligands), tether_molar_mass=tether * 1e-3, brush_molar_mass=brush * 1e-3,
            brush_density=density * 1e18, dissociation_constant=k_d * 1e3, receptor_density=receptors * 1e18, extra_bond_cost=cost,
        )  # fmt: skip
    assert found == pytest.approx(slow_log_constant(*case), abs=2e-2, rel=5e-4)


@pytest.mark.parametrize("cost", [0.0, 5.8, 30.0])
@pytest.mark.parametrize("receptors", [1e9, 2e13, 1e16])
def test_one_ligand_is_langmuir_whatever_further_bonds_cost(cost: float, receptors: float) -> None:
    """K of one ligand is proportional to receptors over K_D, and no bond beyond the first can cost anything."""
    case = {**CASE, "ligands": 1.0}
    base = bound(**{**case, "extra_bond_cost": 0.0, "receptor_density": 1e9, "dissociation_constant": 1e-3})
    found = bound(**{**case, "extra_bond_cost": cost, "receptor_density": receptors})
    assert found.log_constant == pytest.approx(base.log_constant + math.log(receptors / 1e9) + math.log(10.0), abs=1e-9)
    assert found.bonds == pytest.approx(1.0, abs=1e-9)


def test_one_ligand_is_the_exact_integral() -> None:
    """K = 2R/(K_D N_A) σ_R ∫ P(x) ∫_0^x e^−A(h) dh dx for one ligand, by the trapezoidal rule."""
    radius, (stiffness, contour) = 40.0, chain(3400.0)

    def steric(h: float) -> float:
        inner = quad(lambda q: -2.0 * q * math.log(erf(q * q)), math.sqrt(h * stiffness), 2.4)[0]
        return float(2.0 * math.pi * radius / (4.0 * math.pi * radius**2) / stiffness * inner)

    heights = contour * np.linspace(0.0, 1.0, 401)[1:] ** 2
    factor = np.exp([-steric(h) for h in heights])
    area = np.cumsum(np.diff(heights, prepend=0.0) * 0.5 * (factor + np.append(math.exp(-steric(0.0)), factor[:-1])))
    chance = 2.0 * stiffness / math.sqrt(math.pi) * np.exp(-((heights * stiffness) ** 2)) / erf(heights * stiffness)
    share = chance * area
    whole = float(np.sum(0.5 * (share[1:] + share[:-1]) * np.diff(heights)) + heights[0] * share[0])
    exact = 2.0 * radius * 2e-4 / (1e-7 * 0.602214076) * whole
    found = log_binding_constant(**{**CASE, "core_radius": radius * 1e-9, "ligands": 1.0, "brush_density": 0.0})
    assert found == pytest.approx(math.log(exact), abs=1e-3)


def test_dear_further_bonds_leave_independent_ligands() -> None:
    """With D without limit every bound particle holds one bond, and K is N times that of one ligand among the same chains."""
    far = bound(**{**CASE, "extra_bond_cost": 60.0})
    farther = bound(**{**CASE, "extra_bond_cost": 90.0})
    assert far.bonds == pytest.approx(1.0, abs=1e-9)
    assert farther.log_constant == pytest.approx(far.log_constant, abs=1e-9)
    weak = bound(**{**CASE, "extra_bond_cost": 0.0, "dissociation_constant": 1e3})
    assert far.log_constant == pytest.approx(weak.log_constant + math.log(1e7), abs=1e-4)


def test_many_ligands_without_further_cost_are_mobile_receptors() -> None:
    """D = 0 and many ligands: ln Z = ∫ σ_L 2πR ln(1 + σ_R K_2D) dh (Angioletti-Uberti et al., PRL 2014, 113, 128303)."""
    radius, ligands, density = 150.0, 4000.0, 0.05
    stiffness, contour = chain(2000.0)
    heights = np.linspace(0.0, contour, 20_001)[1:]
    chance = 2.0 * stiffness / math.sqrt(math.pi) * np.exp(-((heights * stiffness) ** 2)) / erf(heights * stiffness)
    bond = np.log1p(1e-4 / (1e-5 * 0.602214076) * chance)
    push = -(ligands / (4 * math.pi * radius**2) + density) * np.log(erf(heights * stiffness))
    step = heights[1] - heights[0]
    pull = np.cumsum((ligands / (2.0 * radius) * bond - 2.0 * math.pi * radius * push)[::-1])[::-1] * step
    top = pull.max()
    expected = 2.0 * math.log(2.0 * radius) + top + math.log(np.exp(pull - top).sum() * step)
    found = log_binding_constant(
        core_radius=radius * 1e-9, ligands=ligands, tether_molar_mass=2.0, brush_molar_mass=2.0, brush_density=density * 1e18,
        dissociation_constant=1e-2, receptor_density=1e14, extra_bond_cost=0.0,
    )  # fmt: skip
    assert found == pytest.approx(expected, rel=1e-2)


def random_designs(count: int, seed: int) -> dict[str, Any]:
    """Designs over the whole range: 3-500 nm, 1e-4 to 0.3 ligands/nm², K_D 1e-13 to 1e-2 M, 1 to 1e7 receptors on 300-3000 µm²."""
    random = np.random.default_rng(seed)

    def even(low: float, high: float) -> Any:
        return np.exp(random.uniform(math.log(low), math.log(high), count))

    radius = even(3e-9, 5e-7)
    return {
        "core_radius": radius,
        "ligands": np.maximum(even(1e14, 3e17) * 4.0 * math.pi * radius**2, 0.05),
        "tether_molar_mass": even(0.3, 20.0),
        "brush_molar_mass": even(0.3, 20.0),
        "brush_density": even(1e15, 1e18) * (random.random(count) > 0.2),
        "brush_height": even(1e-9, 3e-8) * (random.random(count) > 0.3),
        "dissociation_constant": even(1e-10, 10.0),
        "receptor_density": even(1.0, 1e7) / even(3e-10, 3e-9),
        "extra_bond_cost": random.uniform(0.0, 30.0, count),
    }


def test_nothing_overflows_anywhere_in_the_range() -> None:
    with np.errstate(all="raise"):
        found = bound(**random_designs(3000, 1))
    assert np.isfinite(found.log_constant).all() and np.isfinite(found.bonds).all()
    assert (found.bonds >= 1.0 - 1e-9).all()


@pytest.fixture
def finer() -> Iterator[pytest.MonkeyPatch]:
    """Eight times as many points, with no kernel of either kind kept."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(bonds, "POINTS", 2048)
        patch.setattr(bonds, "_STRIDES", np.array(sorted({2**p for p in range(12)} | {3 * 2**p for p in range(10)}), dtype=np.int64))
        kernel._kernel.cache_clear()
        yield patch
    kernel._kernel.cache_clear()


def test_the_grid_is_fine_enough(finer: pytest.MonkeyPatch) -> None:
    """Eight times as many points change ln K by less than 0.01 from −15 to 40, and by less than 1 % beyond, in 99 % of designs."""
    given = random_designs(900, 2)
    converged = bound(**given)
    finer.undo()
    kernel._kernel.cache_clear()
    found = bound(**given)
    counted = converged.log_constant > -15.0
    error = np.abs(found.log_constant - converged.log_constant)[counted]
    allowed = np.where(converged.log_constant < 40.0, 1e-2, 1e-2 * converged.log_constant)[counted]
    assert 1e-9 < np.median(error) < 1e-3, "the finer grid was not used, or the coarse one is too coarse"
    assert np.mean(error <= allowed) >= 0.99


def test_mean_bonds_are_the_derivative_of_ln_k() -> None:
    step = 1e-4
    for ligands, cost in ((30.0, 4.0), (150.0, 4.0), (0.4, 5.8), (2000.0, 2.0)):
        case = {**CASE, "ligands": ligands, "extra_bond_cost": cost}
        up, down = (bound(**{**case, "receptor_density": 2e14 * math.exp(way)}) for way in (step, -step))
        slope = (up.log_constant - down.log_constant) / (2.0 * step)
        assert bound(**case).bonds == pytest.approx(float(slope), rel=5e-3)


@pytest.mark.parametrize(
    ("name", "sign"), [("receptor_density", 1), ("dissociation_constant", -1), ("extra_bond_cost", -1), ("brush_density", -1)]
)
def test_binding_moves_the_right_way(name: str, sign: int) -> None:
    case = {**CASE, "ligands": 150.0, "extra_bond_cost": 4.0, name: CASE[name] * np.linspace(0.2, 5.0, 60)}
    steps = np.diff(bound(**case).log_constant)
    assert (sign * steps > 0.0).all()


def test_binding_grows_with_every_ligand_and_with_fractions_of_one() -> None:
    """Over the range where tethers pay for their own room; the number of ligands need not be whole."""
    counts = np.concatenate([np.linspace(0.05, 8.0, 160), np.linspace(8.0, 60.0, 200)])
    found = bound(**{**CASE, "ligands": counts}).log_constant
    assert (np.diff(found) > -1e-3).all()
    assert found[-1] > found[0]


def test_less_than_one_ligand_is_a_share_of_particles_with_one() -> None:
    one, few = (bound(**{**CASE, "ligands": count}) for count in (1.0, 0.2))
    assert few.log_constant == pytest.approx(float(one.log_constant) + math.log(0.2), abs=1e-12)
    none = bound(**{**CASE, "ligands": 0.0})
    assert none.log_constant < -600.0


def test_a_buried_tether_binds_far_more_weakly() -> None:
    """A short tether under a long brush against the reverse (the two chains change places)."""
    long_tether = bound(**{**CASE, "tether_molar_mass": 5.0, "brush_molar_mass": 2.0})
    buried = bound(**{**CASE, "tether_molar_mass": 2.0, "brush_molar_mass": 5.0})
    assert float(long_tether.log_constant - buried.log_constant) > 3.0


def test_the_compressed_brush_is_summed_exactly() -> None:
    """∫ ΔF dh of `brush_compression_energy` by the trapezoidal rule against the closed form of the sum."""
    brush = {"segments": 77.0, "segment_length": 0.35e-9, "grafting_density": 0.25e18}
    shares = np.linspace(0.05, 1.0, 20_001)
    energy = brush_compression_energy(compression=shares, **brush) / brush_energy(**brush)
    rest = np.append(np.cumsum((0.5 * (energy[1:] + energy[:-1]) * np.diff(shares))[::-1])[::-1], 0.0)
    np.testing.assert_allclose(bonds.compression(shares), rest, rtol=1e-6, atol=1e-7)


def test_one_squeezed_chain_is_summed_exactly() -> None:
    for height in (0.0, 1e-3, 0.1, 0.7, 2.0, 4.5):
        exact = quad(lambda q: -2.0 * q * math.log(erf(max(q, 1e-9) ** 2)), math.sqrt(height), 2.6)[0]
        assert float(bonds.confinement(np.array(height))) == pytest.approx(exact, abs=2e-6)


def test_a_brush_as_long_as_the_tether_holds_off_by_three_more() -> None:
    """R 35 nm, 30 ligands: PEG 3400 under PEG 3400 at 0.25 nm⁻² costs 3.1 kT beyond ideal chains, PEG 2000 0.3 kT (flat brush)."""
    for mass, expected in ((3.4, 3.14), (2.0, 0.31)):
        case = {**CASE, "brush_molar_mass": mass, "brush_density": 0.25e18, "receptor_density": 5e14}
        units = (mass - constants.PEG_ENDS) / constants.PEG_REPEAT
        height = brush_height_free(units)
        loss = bound(**case).log_constant - bound(**case, brush_height=height).log_constant
        assert float(loss) == pytest.approx(expected, abs=0.03)


def brush_height_free(units: float) -> float:
    """Height of the flat parabolic brush at 0.25 chains per nm², in m."""
    return float(brush_height_mwc(segments=units, segment_length=0.35e-9, grafting_density=0.25e18))


def test_a_squeezed_brush_has_no_room_at_the_cell() -> None:
    """A → ∞ as a logarithm at contact: K of one ligand under a compressed brush by graded integration of its definition."""
    radius, (stiffness, contour) = 12.9, chain(2070.0)
    mass, density, height = 2040.0, 0.226, 6.0
    units = (mass - 18.0) / 44.05
    energy = 0.9 * (math.pi**2 / 12.0) ** (1.0 / 3.0) * units * density ** (5.0 / 3.0) * 0.35 ** (4.0 / 3.0)
    heights = contour * np.linspace(0.0, 1.0, 40_001)[1:] ** 3
    steps = np.diff(heights, prepend=0.0)
    own = -1.0 / (4.0 * math.pi * radius**2) * np.log(erf(heights * stiffness))
    ideal = -density * np.log(erf(heights * chain(mass)[0]))
    cost = [2.0 * math.pi * radius * np.append(np.cumsum((0.5 * (w[1:] + w[:-1]) * steps[1:])[::-1])[::-1], 0.0) for w in (own, ideal)]
    squeezed = 2.0 * math.pi * radius * energy * height * bonds.compression(heights / height)
    area = np.cumsum(steps * np.exp(-cost[0] - np.maximum(cost[1], squeezed)))
    chance = 2.0 * stiffness / math.sqrt(math.pi) * np.exp(-((heights * stiffness) ** 2)) / erf(heights * stiffness)
    exact = 2.0 * radius * 2e-4 / (1e-7 * 0.602214076) * float(np.sum(chance * area * steps))
    found = bound(
        core_radius=radius * 1e-9, ligands=1.0, tether_molar_mass=2.07, brush_molar_mass=2.04, brush_density=density * 1e18,
        brush_height=height * 1e-9, dissociation_constant=1e-4, receptor_density=2e14, extra_bond_cost=5.8,
    )  # fmt: skip
    assert float(found.log_constant) == pytest.approx(math.log(exact), abs=5e-3)


def test_the_dearer_of_the_two_brushes_counts() -> None:
    """A thin brush squeezes less than ideal chains do: naming its height changes next to nothing."""
    case = {**CASE, "brush_density": 0.01e18}
    assert bound(**case, brush_height=1e-9).log_constant == pytest.approx(float(bound(**case).log_constant), abs=1e-2)
    dense = {**CASE, "brush_density": 0.5e18}
    losses = [float(bound(**dense).log_constant - bound(**dense, brush_height=height).log_constant) for height in (4e-9, 8e-9, 12e-9)]
    assert losses == sorted(losses) and losses[-1] > 1.0


def test_a_large_ligand_reaches_further_and_changes_a_bare_particle_little() -> None:
    under_brush = {**CASE, "brush_molar_mass": 5.0, "brush_density": 0.2e18}
    assert bound(**under_brush, ligand_size=8e-9).log_constant > bound(**under_brush).log_constant + 1.0
    bare = {**CASE, "ligands": 5.0, "brush_density": 0.0}
    assert bound(**bare, ligand_size=5e-9).log_constant == pytest.approx(float(bound(**bare).log_constant), abs=1.0)


@pytest.mark.parametrize(
    "shapes", [((), (5,)), ((4,), (4,)), ((4, 1), (1, 5)), ((4, 1), (4, 5)), ((4,), (5, 4)), ((2, 1, 3), (4, 1)), ((), ())]
)
def test_particles_and_receptors_broadcast(shapes: tuple[tuple[int, ...], tuple[int, ...]]) -> None:
    own, asked = shapes
    random = np.random.default_rng(3)
    ligands, receptors = 10.0 + 90.0 * random.random(own), 1e13 * (1.0 + 9.0 * random.random(asked))
    particle = binding_kernel(core_radius=35e-9, ligands=ligands, tether_molar_mass=3.4, brush_molar_mass=2.0, brush_density=1e17)
    found = particle.at(dissociation_constant=1e-4, receptor_density=receptors, extra_bond_cost=5.8)
    both = np.broadcast_arrays(ligands, receptors)
    assert found.log_constant.shape == both[0].shape == found.bonds.shape
    for index in np.ndindex(both[0].shape):
        case = {**CASE, "brush_density": 1e17, "ligands": float(both[0][index]), "receptor_density": float(both[1][index])}
        assert float(found.log_constant[index]) == pytest.approx(log_binding_constant(**case), abs=1e-9)


def test_many_particles_at_once_are_each_alone() -> None:
    """More designs than one block holds: none leaks into another."""
    given = random_designs(700, 5)
    together = bound(**given)
    for row in (0, 127, 128, 399, 699):
        alone = bound(**{name: float(values[row]) for name, values in given.items()})
        assert float(together.log_constant[row]) == pytest.approx(float(alone.log_constant), rel=1e-12, abs=1e-9)
        assert float(together.bonds[row]) == pytest.approx(float(alone.bonds), rel=1e-9)


def test_very_many_particles_are_not_kept_in_memory() -> None:
    kernel._kernel.cache_clear()
    few, many = random_designs(10, 6), random_designs(kernel._KEPT + 1, 6)
    particle = ("core_radius", "ligands", "tether_molar_mass", "brush_molar_mass", "brush_density", "brush_height")
    binding_kernel(**{name: many[name] for name in particle})
    assert kernel._kernel.cache_info().currsize == 0
    binding_kernel(**{name: few[name] for name in particle})
    assert kernel._kernel.cache_info().currsize == 1


def test_a_sum_that_ends_at_the_stretched_tether_does_not_know_its_neighbours() -> None:
    """Held off so far that only tethers at full stretch bind: a neighbour with a longer tether must not change the sum."""
    far = {
        "core_radius": 40.4678e-9, "ligands": 2462.8, "tether_molar_mass": 0.83518, "brush_molar_mass": 5.0, "brush_density": 9.17463e16,
        "brush_height": 18.9103e-9, "dissociation_constant": 1.06113e-4, "receptor_density": 1.1145e13, "extra_bond_cost": 5.8,
    }  # fmt: skip
    pair = {name: np.array([value, value]) for name, value in far.items()} | {"tether_molar_mass": np.array([0.83518, 3.4])}
    alone, together = bound(**far), bound(**pair)
    assert float(alone.log_constant) == pytest.approx(float(together.log_constant[0]), abs=1e-9)
    assert float(alone.log_constant) == pytest.approx(-330.72, abs=0.3)


def test_the_correction_of_a_sum_over_the_spacing_is_that_of_euler_and_maclaurin() -> None:
    """Ligands closer than the grid: (step² / spacing − spacing)/12 times the slope of the logarithm of a ligand's reach."""
    radius, ligands, scale = 50e-9, 5e5, 4e-9
    alone = {"radius": radius, "ligands": ligands, "tether_scale": scale, "tether_contour": 25e-9, "ligand_size": 0.0}
    none = {"brush_scale": scale, "brush_density": 0.0, "brush_height": scale, "brush_energy": 0.0}
    ((_, block),) = bonds.Ladder(bonds.Particle(**{name: np.array([value]) for name, value in {**alone, **none}.items()})).blocks
    assert block.stride == 0
    step, spacing = float(block.step[0, 0]), 2.0 * radius / (ligands * scale)
    heights = step * (np.arange(block.bend.shape[2]) + 0.5)

    def log_reach(at: np.ndarray) -> np.ndarray:
        return -(at**2) - np.log(erf(at))

    slope = (log_reach(heights * (1 + 1e-6)) - log_reach(heights * (1 - 1e-6))) / (2e-6 * heights)
    np.testing.assert_allclose(block.bend[0, 0], (step**2 / spacing - spacing) / 12.0 * slope, rtol=1e-6)


@pytest.mark.parametrize("rest", [0.2, 0.5, 0.9])
@pytest.mark.parametrize("slope", [-2.0, -0.3, 0.3, 2.0])
def test_a_steep_sum_of_one_exponential_is_its_integral(slope: float, rest: float) -> None:
    """∫ e^(s x) dx from half a step before the first point to the end of the tether, whichever part of the last step that is."""
    last = 49
    exponents = slope * np.arange(60.0)
    exponents[last] += math.log(min(rest + 0.5, 1.0))
    exponents[last + 1] += math.log(max(rest - 0.5, 1e-300))
    exponents[last + 2 :] = bonds._NOTHING
    found = bonds._steep_sum(exponents[None], np.array([last]), np.array([rest]), np.full((1, 1), np.nan))[0]
    low, high = slope * -0.5, slope * (last + rest)
    expected = max(low, high) + math.log(-math.expm1(-abs(high - low)) / abs(slope))
    assert found == pytest.approx(expected, rel=1e-12)


def test_the_cells_of_a_steep_sum_are_corrected_for_their_bend() -> None:
    """Each cell is that of one exponential less bend/(12 + 2|rise|): a parabola of exponents, cell by cell."""
    places = np.arange(60.0)
    exponents, last, rest = -0.04 * (places - 20.0) ** 2, 49, 0.5
    rise = np.diff(exponents)
    straight = [max(0.0, one) + math.log(-math.expm1(-abs(one)) / abs(one)) for one in rise]
    bend = np.concatenate([rise[1:2] - rise[:1], np.diff(rise)])
    cells = exponents[:-1] + straight - bend / (12.0 + 2.0 * np.abs(rise))
    low, high = -0.5 * rise[0], rest * rise[last - 1]
    ends = [
        exponents[0] - math.log(2.0) + max(0.0, low) + math.log(-math.expm1(-abs(low)) / abs(low)),
        exponents[last] + math.log(rest) + max(0.0, high) + math.log(-math.expm1(-abs(high)) / abs(high)),
    ]
    found = bonds._steep_sum(exponents[None].copy(), np.array([last]), np.array([rest]), np.full((1, 1), np.nan))[0]
    assert found == pytest.approx(np.logaddexp.reduce([*cells[:last], *ends]), abs=1e-9)
    exact = math.log(math.sqrt(math.pi / 0.04) * 0.5 * (erf(math.sqrt(0.04) * (last + rest - 20.0)) + erf(math.sqrt(0.04) * 20.5)))
    assert found == pytest.approx(exact, abs=2e-3)
