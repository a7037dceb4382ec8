"""Crossing the wall of brain vessels by receptor: strong binding catches more particles and lets fewer go."""

from __future__ import annotations

from formulator.chem.model import Arg, Grade, Number, model

_CONCENTRATION = Arg("mol/m**3", 1e-10, 1e-3, "particles in the blood", show="mol/L", domain=(1e-30, 1e4))
_BINDING = Arg("m**3/mol", 1e-3, 1e12, "binding constant of the whole particle", show="L/mol", domain=(0.0, 1e60))
_RELEASE = Arg("m**3/mol", 1e4, 1e6, "binding at which half stay on the vessel", show="L/mol", domain=(1e-30, 1e60))
_ASSUMES = ("binding on the blood side and release on the brain side by the same receptor",)
_VALID = (
    "The shape is supported, the position of its maximum is not known: only ever relative to a design's own optimum.",
    "Never a share of the dose.",
)


@model(
    "",
    grade=Grade.INDEX,
    equation="T = [ρK/(1 + ρK)] · [1/(1 + K/K*)]",
    tex=r"T = \frac{\rho K}{1+\rho K}\cdot\frac{1}{1+K/K^*}",
    sources=("wiley2013", "yu2011"),
    assumes=_ASSUMES,
    valid=_VALID,
    luminal_concentration=_CONCENTRATION,
    binding_constant=_BINDING,
    release_constant=_RELEASE,
)
def transcytosis_index(*, luminal_concentration: Number, binding_constant: Number, release_constant: Number) -> Number:
    """Relative passage across a vessel wall against the strength of binding.

    T = [ρK/(1 + ρK)] · [1/(1 + K/K*)]

    luminal_concentration: mol/m³; binding_constant, release_constant: m³/mol; numbers or arrays.

    Example: 0.1 nM, K = 10⁶ /M, K* = 10⁷ /M.

    >>> round(1e5 * transcytosis_index(luminal_concentration=1e-7, binding_constant=1e3, release_constant=1e4), 6)
    9.09

    References: Wiley et al., Proc. Natl. Acad. Sci. USA 2013, 110, 8662; Yu et al., Sci. Transl. Med. 2011, 3, 84ra44.
    """
    held = luminal_concentration * binding_constant
    return held / (1.0 + held) / (1.0 + binding_constant / release_constant)


@model(
    "m**3/mol",
    show="L/mol",
    grade=Grade.INDEX,
    equation="K_opt = √(K*/ρ)",
    tex=r"K_\mathrm{opt} = \sqrt{K^*/\rho}",
    sources=("wiley2013",),
    assumes=_ASSUMES,
    valid=_VALID,
    luminal_concentration=_CONCENTRATION,
    release_constant=_RELEASE,
)
def best_transcytosis_binding(*, luminal_concentration: Number, release_constant: Number) -> Number:
    """Binding constant with which most particles cross.

    K_opt = √(K*/ρ)

    luminal_concentration: mol/m³; release_constant: m³/mol; numbers or arrays.

    Example: 0.1 nM, K* = 10⁷ /M; in L/mol.

    >>> round(1e3 * best_transcytosis_binding(luminal_concentration=1e-7, release_constant=1e4))
    316227766
    """
    return (release_constant / luminal_concentration) ** 0.5


@model(
    "",
    grade=Grade.INDEX,
    equation="T/T(K_opt)",
    sources=("wiley2013",),
    assumes=_ASSUMES,
    valid=_VALID,
    luminal_concentration=_CONCENTRATION,
    binding_constant=_BINDING,
    release_constant=_RELEASE,
)
def relative_transcytosis(*, luminal_concentration: Number, binding_constant: Number, release_constant: Number) -> Number:
    """Passage relative to that of the best binding strength: 1 at the optimum.

    T(K)/T(K_opt)

    luminal_concentration: mol/m³; binding_constant, release_constant: m³/mol; numbers or arrays.

    Example: at the optimum.

    >>> best = best_transcytosis_binding(luminal_concentration=1e-7, release_constant=1e4)
    >>> round(relative_transcytosis(luminal_concentration=1e-7, binding_constant=best, release_constant=1e4), 12)
    1.0
    """
    best = best_transcytosis_binding.function(luminal_concentration=luminal_concentration, release_constant=release_constant)
    given = {"luminal_concentration": luminal_concentration, "release_constant": release_constant}
    top: Number = transcytosis_index.function(binding_constant=best, **given)
    here: Number = transcytosis_index.function(binding_constant=binding_constant, **given)
    return here / top
