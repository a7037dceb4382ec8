"""Makes closed_forms.json: closed forms evaluated with 60 digits from their defining equations, not from our rearrangements.

Run by hand where mpmath is installed: `python tests/reference/make_closed_forms.py`. Chains of first-order steps are done as the
exponential of their rate matrix, roots by bisection to 50 digits, quotients and powers as they stand in the papers. SI throughout.
"""

from __future__ import annotations

import json
import math
import random
from pathlib import Path
from typing import Any

import mpmath as mp

mp.mp.dps = 60
RANDOM = random.Random(20260101)
AVOGADRO = mp.mpf("6.02214076e23")


def spread(low: float, high: float) -> float:
    """A random number, even in its logarithm, with ten digits."""
    return float(f"{math.exp(RANDOM.uniform(math.log(low), math.log(high))):.10g}")


def numbers(given: dict[str, float]) -> list[Any]:
    """Arguments with all digits."""
    return [mp.mpf(value) for value in given.values()]


def chain(rates: list[list[Any]], start: list[Any], time: Any) -> Any:
    """State of dx/dt = A x after a time."""
    matrix = mp.matrix(rates) * time
    return mp.expm(matrix, method="taylor") * mp.matrix(start)


def multivalent() -> dict[str, float]:
    return {
        "ligands_in_reach": float(RANDOM.choice([1, 2, 3, 7, 20, 100, 1000])),
        "receptors_in_reach": spread(1e-3, 1e3),
        "bond_free_energy": round(RANDOM.uniform(-15, 15), 6),
        "activity": spread(1e-12, 1),
    }


def superselective(given: dict[str, float]) -> tuple[Any, Any]:
    k, n, f, z = numbers(given)
    x = n * mp.exp(-f)
    q = (1 + x) ** k - 1
    return z * q / (1 + z * q), k * x * (1 + x) ** (k - 1) / q / (1 + z * q)


def avidity_case() -> dict[str, float]:
    return {
        "complex_concentration": spread(1e-10, 1e-3),
        "crosslinking_constant": spread(1e-11, 1e-6),
        "valency": float(RANDOM.choice([1, 2, 4, 10, 60, 300])),
        "receptors": spread(1e3, 1e7),
        "association_constant": spread(1.0, 1e8),
    }


def avidity(given: dict[str, float]) -> tuple[Any, Any]:
    free, cross, f, receptors, strength = numbers(given)
    low, high = mp.mpf(0), strength * cross * receptors
    for _ in range(400):
        phi = (low + high) / 2
        if phi * (1 + free * f * strength * (1 + phi) ** (f - 1)) > strength * cross * receptors:
            high = phi
        else:
            low = phi
    return free / cross * ((1 + phi) ** f - 1), free / cross * f * phi * (1 + phi) ** (f - 1)


def uptake_case() -> dict[str, float]:
    given = {
        "concentration": spread(1e-10, 1e-3),
        "k_on": spread(1.0, 1e5),
        "k_off": spread(1e-7, 1.0),
        "k_internalisation": spread(1e-5, 3e-3),
        "k_exocytosis": RANDOM.choice([0.0, spread(1e-6, 1e-4)]),
        "sites": spread(1.0, 1e6),
        "time": spread(1.0, 1e6),
    }
    if RANDOM.random() < 0.3:
        given["k_exocytosis"] = given["concentration"] * given["k_on"] + given["k_off"] + given["k_internalisation"]
    return given


def uptake(given: dict[str, float]) -> tuple[Any, Any]:
    c, k_on, k_off, k_int, k_exo, sites, time = numbers(given)
    rate = k_on * c + k_off + k_int
    state = chain([[-rate, 0, k_on * c * sites], [k_int, -k_exo, 0], [0, 0, 0]], [0, 0, 1], time)
    return state[0], state[1]


def tumour_case() -> dict[str, float]:
    given = {
        "transfer": spread(5e-8, 1e-4),
        "washout": spread(2e-6, 5e-5),
        "unbound_fraction": spread(1e-4, 1.0),
        "k_internalisation": spread(1e-5, 3e-3),
        "elimination_rate": spread(1e-6, 1e-3),
        "plasma_volume": spread(5e-7, 4e-3),
        "tumour_volume": spread(5e-8, 1e-3),
        "time": spread(60.0, 6e5),
    }
    if RANDOM.random() < 0.3:
        given["elimination_rate"] = given["washout"] * given["unbound_fraction"] + given["k_internalisation"] * (
            1 - given["unbound_fraction"]
        )
    return given


def tumour(given: dict[str, float]) -> tuple[Any, Any, Any]:
    k_in, k_out, f, k_e, k, plasma, volume, time = numbers(given)
    taken = k_e * (1 - f)
    total = k_out * f + taken
    gain = volume / plasma * k_in
    # plasma, outside, inside, ∫ (outside + inside)
    rates = [[-k, 0, 0, 0], [gain, -total, 0, 0], [0, taken, 0, 0], [0, 1, 1, 0]]
    state = chain(rates, [1, 0, 0, 0], time)
    return state[1] + state[2], state[3] / time, state[2]


def release_case() -> dict[str, float]:
    return tumour_case() | {f"release_rate_{place}": spread(1e-7, 1e-3) for place in ("blood", "tumour", "cell")}


def encapsulated(given: dict[str, float]) -> Any:
    k_in, k_out, f, k_e, k, plasma, volume, time, blood, outside, cell = numbers(given)
    taken = k_e * (1 - f)
    total = k_out * f + taken
    rates = [[-k - blood, 0, 0], [volume / plasma * k_in, -total - outside, 0], [0, taken, -cell]]
    state = chain(rates, [1, 0, 0], time)
    return state[1] + state[2]


def depletion_case() -> dict[str, float]:
    return {
        "particle_concentration": spread(1e-12, 1e-2),
        "place_concentration": spread(1e-14, 1e-2),
        "effective_dissociation_constant": spread(1e-14, 10.0),
    }


def depletion(given: dict[str, float]) -> Any:
    particles, places, k_d = numbers(given)
    whole = particles + places + k_d
    return (whole - mp.sqrt(whole**2 - 4 * particles * places)) / (2 * places)


def filling_case() -> dict[str, float]:
    given = {
        "particle_concentration": spread(1e-14, 1e2),
        "effective_dissociation_constant": spread(1e-14, 10.0),
        "site_concentration": spread(1e-10, 1e-2),
        "void_fraction": spread(0.02, 0.3),
    }
    if RANDOM.random() < 0.3:
        given["particle_concentration"] = given["site_concentration"]
    return given


def free_share(whole: Any, places: Any, held: Any) -> Any:
    """F/C with F from C = F + S F/(K' + F), bisected."""
    low, high = mp.mpf(0), whole
    for _ in range(250):
        free = (low + high) / 2
        if free + places * free / (held + free) > whole:
            high = free
        else:
            low = free
    return free / whole


def filling(given: dict[str, float]) -> Any:
    whole, k_d, places, void = numbers(given)
    return free_share(whole, places, k_d * void)


def filling_dose_case() -> dict[str, float]:
    body = tumour_case()
    binding = filling_case()
    return {
        "injected_particles": spread(1e8, 1e18),
        **{key: binding[key] for key in ("effective_dissociation_constant", "site_concentration", "void_fraction")},
        **{key: body[key] for key in ("transfer", "washout", "k_internalisation", "elimination_rate", "plasma_volume", "time")},
    }


def filling_dose(given: dict[str, float]) -> Any:
    count, k_d, places, void, k_in, k_out, k_e, k, plasma, time = numbers(given)
    held, gain = k_d * void, count * k_in / (plasma * AVOGADRO)
    low, high = mp.mpf(-400), mp.log(gain * time) + 5
    for _ in range(170):
        middle = (low + high) / 2
        free = mp.exp(middle)
        whole = free + places * free / (held + free)
        share = free / whole
        total = k_out * share + k_e * (1 - share)
        # plasma, outside, ∫ outside
        state = chain([[-k, 0, 0], [gain, -total, 0], [0, 1, 0]], [1, 0, 0], time)
        if whole > state[2] / time:
            high = middle
        else:
            low = middle
    return share


def bell_case() -> dict[str, float]:
    return {
        "luminal_concentration": spread(1e-10, 1e-3),
        "binding_constant": spread(1e-3, 1e12),
        "release_constant": spread(1e4, 1e6),
    }


def bell(given: dict[str, float]) -> tuple[Any, Any]:
    rho, k, limit = numbers(given)

    def passage(strength: Any) -> Any:
        return rho * strength / (1 + rho * strength) / (1 + strength / limit)

    return passage(k), passage(k) / passage(mp.sqrt(limit / rho))


def wrapping_case() -> dict[str, float]:
    ligands = spread(1e15, 1e17)
    return {
        "radius": spread(2e-8, 1e-7),
        "bond_energy": round(RANDOM.uniform(8, 25), 4),
        "ligand_density": ligands,
        "receptor_density": float(f"{ligands * math.exp(RANDOM.uniform(-5, -0.1)):.10g}"),
        "bending_modulus": round(RANDOM.uniform(10, 40), 3),
        "receptor_diffusivity": spread(1e-15, 1e-12),
    }


def wrapping(given: dict[str, float]) -> Any:
    radius, energy, ligands, receptors, bending, diffusion = numbers(given)
    drive = energy + 1 - 2 * bending / (radius**2 * ligands)
    ratio = receptors / ligands
    if drive <= 1:
        return mp.inf
    edge = -mp.lambertw(-mp.exp(-drive)).real
    share = (ratio - edge) / (1 - edge)
    if share <= 0:
        return mp.inf
    low, high = mp.mpf(-200), mp.mpf(40)
    for _ in range(250):
        middle = (low + high) / 2
        s = mp.exp(middle)
        if s * mp.exp(s) * mp.e1(s) > share:
            high = middle
        else:
            low = middle
    return radius**2 / (mp.exp(middle) * diffusion)


def main() -> None:
    """Write 24 points of each."""
    found: dict[str, list[dict[str, Any]]] = {}

    def keep(names: tuple[str, ...], given: dict[str, float], values: Any) -> None:
        for name, value in zip(names, values if isinstance(values, tuple) else (values,), strict=True):
            own = {key: entry for key, entry in given.items() if key != "k_exocytosis"} if name == "bound_particles_per_cell" else given
            found.setdefault(name, []).append({"arguments": own, "value": mp.nstr(value, 17)})

    tumours = ("tumour_dose_fraction", "tumour_dose_fraction_average", "internalised_dose_fraction")
    for _ in range(24):
        for names, case, exact in (
            (("superselective_occupancy", "superselectivity"), multivalent, superselective),
            (("avidity_bound_complexes", "avidity_bound_receptors"), avidity_case, avidity),
            (("bound_particles_per_cell", "internalised_particles_per_cell"), uptake_case, uptake),
            (tumours, tumour_case, tumour),
            (("encapsulated_dose_fraction",), release_case, encapsulated),
            (("occupancy_with_depletion",), depletion_case, depletion),
            (("transcytosis_index", "relative_transcytosis"), bell_case, bell),
            (("wrapping_time",), wrapping_case, wrapping),
        ):
            given = case()
            keep(names, given, exact(given))
    RANDOM.seed(20261128)
    for _ in range(24):
        for names, case, exact in (
            (("unbound_fraction_with_places_used",), filling_case, filling),
            (("unbound_fraction_of_dose",), filling_dose_case, filling_dose),
        ):
            given = case()
            keep(names, given, exact(given))
    target = Path(__file__).with_name("closed_forms.json")
    target.write_text(json.dumps(found, indent=1, sort_keys=True) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
