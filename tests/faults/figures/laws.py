"""Laws that hold for every design, tried on random arguments: R10."""

from __future__ import annotations

import numpy as np
from figures.measure import Measured

from formulator.chem.binding import occupancy
from formulator.chem.electrokinetics import henry_function, henry_function_exact
from formulator.chem.loading import dlc, drug_to_polymer, ee
from formulator.chem.model import Arg, Model

WITHIN = 1e-9


def laws(count: int) -> Measured:
    """R10: mass balance, bounds, order, and the limits that every textbook knows."""
    random = np.random.default_rng(10)
    found = {
        "mass balance": (_mass_balance(count, random), 1e-12),
        "occupancy outside 0 to 1": (_outside(count, random), 0.0),
        "occupancy falling in dose or K": (_falling(count, random), 0.0),
        "one site, Langmuir": (_langmuir(count, random), WITHIN),
        "no binding without particles": (float(np.max(_occupied(np.zeros(count), random.uniform(-20, 60, count)))), WITHIN),
        "Henry, κa to 0": (abs(float(henry_function_exact.function(kappa_radius=1e-8)) - 1.0), WITHIN),
        "Henry, κa to ∞": (abs(float(henry_function_exact.function(kappa_radius=1e10)) - 1.5), WITHIN),
        "Henry of Ohshima, κa to 0": (abs(float(henry_function.function(kappa_radius=1e-10)) - 1.0), WITHIN),
        "Henry of Ohshima, κa to ∞": (abs(float(henry_function.function(kappa_radius=1e10)) - 1.5), WITHIN),
    }
    broken = [name for name, (off, most) in found.items() if not off <= most]
    words = f"{count} random arguments: " + ", ".join(f"{name} {off:.1e}" for name, (off, _) in found.items())
    return Measured(words + (f"; broken: {', '.join(broken)}" if broken else ""), not broken)


def _between(model: Model, name: str, count: int, random: np.random.Generator) -> np.ndarray:
    rule = model.card.arguments[name]
    assert isinstance(rule, Arg)
    low = rule.low if rule.low > 0 else rule.high * 1e-9
    return np.exp(random.uniform(np.log(low), np.log(rule.high), count))


def _mass_balance(count: int, random: np.random.Generator) -> float:
    """Drug in particles from DLC, from drug/polymer and from EE is one and the same mass."""
    polymer, fed = 10 ** random.uniform(-8, -2, count), 10 ** random.uniform(-8, -2, count)
    loss = random.uniform(0, 0.9, count)
    inside = fed * random.uniform(1e-6, 1, count)
    left = polymer * (1 - loss)
    share = dlc.function(drug_in_particles=inside, polymer_feed=polymer, polymer_loss=loss)
    ratio = drug_to_polymer.function(drug_in_particles=inside, polymer_feed=polymer, polymer_loss=loss)
    efficiency = ee.function(drug_in_particles=inside, drug_feed=fed)
    masses = (share * (inside + left), ratio * left, efficiency * fed)
    return max(float(np.max(np.abs(mass / inside - 1))) for mass in masses)


def _occupied(concentration: np.ndarray, log_constant: np.ndarray) -> np.ndarray:
    return np.asarray(occupancy.function(concentration=concentration, log_binding_constant=log_constant))


def _outside(count: int, random: np.random.Generator) -> float:
    found = _occupied(_between(occupancy, "concentration", count, random), random.uniform(-700, 700, count))
    return float(np.sum(~((found >= 0) & (found <= 1))))


def _falling(count: int, random: np.random.Generator) -> float:
    dose, constant = _between(occupancy, "concentration", count, random), random.uniform(-100, 100, count)
    base = _occupied(dose, constant)
    more = np.minimum(_occupied(dose * 1.5, constant), _occupied(dose, constant + 0.5))
    return float(np.sum(more < base))


def _langmuir(count: int, random: np.random.Generator) -> float:
    """θ = cK/(1 + cK); the unit volume of ln K is taken from the answer at a reference dose."""
    constant = random.uniform(-20, 20, count)
    one = _occupied(np.full(count, 1e-3), constant)
    free = one / (1 - one)
    two = _occupied(np.full(count, 2e-3), constant)
    known = (free > 1e-6) & (free < 1e6)
    return float(np.max(np.abs(two - 2 * free / (1 + 2 * free))[known]))
