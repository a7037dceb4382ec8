"""How far a catalogue value may be off when its source gives no range: one law for each kind of property.

The spreads come from published disagreement (two assays of the same receptor differ twofold) and stated judgement; a value that was
read is trusted more than one that was recalled.
"""

from __future__ import annotations

import math

from formulator.units import Value

Law = tuple[str, *tuple[float, ...]]
Z = 1.6448536269514722
"""Normal score of the 95th percentile."""

_LAWS: dict[str, tuple[Law, Law]] = {
    "dissociation_constant": (("lognormal", 0.7), ("lognormal", 1.2)),
    "receptors": (("lognormal", 0.5), ("lognormal", 0.8)),
    "k_internalisation": (("lognormal", 0.7), ("lognormal", 1.2)),
    "k_on": (("lognormal", 0.7), ("lognormal", 1.2)),
    "k_off": (("lognormal", 0.7), ("lognormal", 1.2)),
    "pka": (("normal", 0.15), ("normal", 0.3)),
    "hansen_dispersion": (("normal", 0.7), ("normal", 1.0)),
    "hansen_polar": (("normal", 1.5), ("normal", 3.2)),
    "hansen_hydrogen": (("normal", 1.5), ("normal", 2.4)),
    "core_density": (("lognormal", 0.02), ("lognormal", 0.03)),
    "corona_molar_mass": (("lognormal", 0.05), ("lognormal", 0.1)),
    "core_molar_mass": (("lognormal", 0.05), ("lognormal", 0.1)),
    "ph": (("normal", 0.05), ("normal", 0.1)),
    "ionic_strength": (("lognormal", 0.05), ("lognormal", 0.1)),
    "log_p": (("normal", 0.3), ("normal", 0.6)),
    "log_p_crippen": (("normal", 0.68), ("normal", 0.68)),
    "melting_point": (("normal", 3.0), ("normal", 8.0)),
    "hydrodynamic_size": (("lognormal", 0.1), ("lognormal", 0.2)),
    "typical_diameter": (("lognormal", 0.4), ("lognormal", 0.5)),
}
_FIXED = ("molar_mass", "phosphates", "length", "charge", "mass_per_nitrogen", "repeat_unit_molar_mass", "hbd", "hba", "tpsa", "ich_limit")
_OTHER: tuple[Law, Law] = (("lognormal", 0.05), ("lognormal", 0.15))


def default_law(name: str, value: Value, verified: bool) -> Law:
    """The law of a property without a range in its source; exact counts and stoichiometry have none."""
    stem = "pka" if name.startswith("pka") else "receptors" if name.startswith("receptors.") else name
    if stem in _FIXED:
        return ("fixed",)
    law = _LAWS.get(stem, _OTHER)[0 if verified else 1]
    return ("normal", abs(value.magnitude) * law[1]) if law[0] == "lognormal" and value.magnitude <= 0 else law


def law_of_range(value: Value, low: float, high: float) -> Law:
    """The law whose 5-95 % range is about low..high: log-normal for positive quantities, normal otherwise."""
    if low > 0 and value.magnitude > 0:
        return ("lognormal", math.log(high / low) / (2 * Z)) if high > low else ("fixed",)
    return ("normal", (high - low) / (2 * Z)) if high > low else ("fixed",)


def limits(value: Value, law: Law) -> tuple[float, float] | None:
    """5th and 95th percentile of a law around a value, in the value's unit; None when it is fixed."""
    if law[0] == "fixed":
        return None
    if law[0] == "lognormal":
        return value.magnitude * math.exp(-Z * law[1]), value.magnitude * math.exp(Z * law[1])
    return value.magnitude - Z * law[1], value.magnitude + Z * law[1]
