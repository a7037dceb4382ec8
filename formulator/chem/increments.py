"""Hansen parameters from atoms and polar groups, by the increments that Mathieu fitted to tabulated compounds.

Keys are those of the published table: an atom is its symbol, its neighbours (hydrogens counted), its hydrogens, and 'a' when
aromatic, so C43 is a methyl group; R5, R6, R<5 and R>6 are rings and 'aromat' one more for each aromatic ring.
`formulator.structures` counts them in a structure.
"""

from __future__ import annotations

import math
from collections.abc import Mapping

from formulator.chem.hansen import Hansen, read_counts
from formulator.chem.model import Grade, Text, model
from formulator.errors import ModelError

ATOMS: Mapping[str, tuple[float, float]] = {
    "B30": (7.61, 2.91), "Br10": (27.52, 8.44),
    "C10": (14.68, 2.32), "C20": (9.89, 4.01), "C21": (22.77, 4.58), "C30": (0.0, 3.15), "C30a": (0.0, 3.48),
    "C31": (13.23, 4.65), "C31a": (13.23, 4.46), "C32": (27.17, 5.38), "C40": (-8.40, 2.60), "C41": (4.46, 3.48),
    "C42": (16.57, 4.60), "C43": (29.58, 5.74),
    "Cl10": (24.74, 5.87), "F10": (17.63, 1.06), "Ge40": (9.36, 8.54), "I10": (35.64, 13.75),
    "N10": (14.09, 1.55), "N20": (7.42, 2.60), "N20a": (7.42, 2.44), "N21": (18.14, 3.55), "N30": (-3.08, 2.89),
    "N30a": (-3.08, 2.85), "N31": (7.74, 3.69), "N31a": (7.74, 3.72), "N32": (17.81, 4.60), "N43": (5.36, 8.02),
    "O10": (14.89, 1.84), "O20": (6.25, 1.55), "O20a": (6.25, 0.71), "O21": (11.78, 2.51),
    "P30": (10.42, 7.41), "P40": (-1.94, 4.98), "P41": (10.06, 5.41),
    "S10": (25.92, 10.60), "S20": (14.90, 8.22), "S20a": (14.90, 7.05), "S21": (26.14, 8.71), "S30": (5.58, 7.28),
    "S40": (-3.74, 5.12), "Se20": (19.00, 11.53), "Se20a": (19.00, 9.43), "Si40": (9.28, 6.38), "Si41": (23.35, 7.85),
    "Sn40": (14.47, 14.90), "Ti40": (6.09, 14.66),
    "R5": (9.41, 0.0), "R6": (6.89, 0.0), "R<5": (10.89, 0.0), "R>6": (3.75, 0.0), "aromat": (1.82, 0.0),
}  # fmt: skip
"""Volume and molar refraction of an atom or ring, in cm³/mol."""

POLAR: Mapping[str, float] = {
    "N(1)": 2783, "N(2)": 8235, "O(0)": 1603, "O(1)": 4125, "Cl(0)": 1637, "C=O": 7492, "COOH": -5494, "COinAmide": 15972,
    "Carbonate": 19019, "Ester": 3653, "C#N": 16056, "NitroOnC": 13276, "O=P": 20310,
}  # fmt: skip
"""Polar energy of a group, or of a heteroatom with its number of hydrogens, in J/mol. An acid or a lactone counts as Ester too."""

HYDROGEN: Mapping[str, float] = {
    "HC": 24.5, "HN": -1576, "HNamide": 5060, "H2N": 5484, "HO": 16945, "HO_COOH": 7094, "N": 3252, "O": 1980, "X": 412,
}  # fmt: skip
"""Hydrogen-bond energy by hydrogen (on C, N, O), by N and O atom and by halogen X, in J/mol."""


def _total(counts: Mapping[str, float], table: Mapping[str, float]) -> float:
    """Sum of the increments; nan when one is not known."""
    if any(count < 0 for count in counts.values()):
        raise ModelError("An atom or group cannot be there fewer than no times.")
    return sum(count * table.get(key, math.nan) for key, count in counts.items())


_VOLUME = {key: row[0] for key, row in ATOMS.items()}
_REFRACTION = {key: row[1] for key, row in ATOMS.items()}


def hansen_from_increments(atoms: Mapping[str, float], polar: Mapping[str, float], hydrogen: Mapping[str, float]) -> Hansen:
    """Hansen parameters and molar volume from the increments of Mathieu; nan where an increment is not known.

    δ_D = √[93.8 + (2016 + 75044/V)(R_D/V)²], δ_P = √(Σ E_P / V), δ_H = √(Σ E_H / V) in MPa^½; V, R_D in cm³/mol, E in J/mol

    atoms, polar, hydrogen: how many of each key of ATOMS, POLAR and HYDROGEN.

    A sum of polar energies below zero has no root; the paper's program prints 0 there, here it is no value.

    Example: ethanol: 16.0, 8.4 and 18.1 MPa^½, 57.9 cm³/mol.

    >>> ethanol = hansen_from_increments({"C43": 1, "C42": 1, "O21": 1}, {"O(1)": 1}, {"HC": 5, "HO": 1, "O": 1})
    >>> [round(delta / 1e3, 3) for delta in ethanol[:3]], round(1e6 * ethanol.molar_volume, 2)
    ([16.023, 8.438, 18.133], 57.93)

    References: Mathieu, ACS Omega 2018, 3, 17049, doi:10.1021/acsomega.8b02601.
    """
    volume, refraction = _total(atoms, _VOLUME), _total(atoms, _REFRACTION)
    if not volume > 0.0:
        if math.isnan(volume):
            return Hansen(math.nan, math.nan, math.nan, math.nan)
        raise ModelError("The atoms add up to no volume.")
    dispersion = math.sqrt(93.8 + (2016.0 + 75044.0 / volume) * (refraction / volume) ** 2)
    return Hansen(1e3 * dispersion, _root(_total(polar, POLAR), volume), _root(_total(hydrogen, HYDROGEN), volume), 1e-6 * volume)


def _root(energy: float, volume: float) -> float:
    return 1e3 * math.sqrt(energy / volume) if energy >= 0.0 else math.nan


_SOURCES = ("mathieu2018",)
_ASSUMES = ("every atom and group adds the same wherever it stands",)
_ATOMS_TEXT = Text("atoms and rings with their number, such as 'C43:1; C42:1; O21:1' for ethanol")
_ERRORS = (
    "Mean error 0.7, 2.2 and 1.6 MPa^½ for dispersion, polar and hydrogen-bond part over 945 compounds, mostly solvents and "
    "many of them in the fit; drugs are an extrapolation.",
)
_MISSING = "no value = an increment is not known (sulfones, aromatic C–N bonds, thiols…); never read it as zero"


@model(
    "m**3/mol",
    show="cm**3/mol",
    grade=Grade.FIT_TRANSFERRED,
    equation="V = Σ V_atom + Σ V_ring",
    tex=r"V = \sum V_\mathrm{atom} + \sum V_\mathrm{ring}",
    sources=_SOURCES,
    assumes=_ASSUMES,
    valid=_ERRORS,
    empirical=True,
    none=_MISSING,
    atoms=_ATOMS_TEXT,
)
def increment_molar_volume(*, atoms: str) -> float:
    """Molar volume by atom and ring increments (Mathieu).

    V = Σ V_atom + Σ V_ring

    atoms: text such as 'C43:1; C42:1; O21:1'.

    Example: ethanol, in cm³/mol.

    >>> round(1e6 * increment_molar_volume(atoms="C43:1; C42:1; O21:1"), 2)
    57.93

    References: Mathieu, ACS Omega 2018, 3, 17049, doi:10.1021/acsomega.8b02601.
    """
    return hansen_from_increments(read_counts(atoms), {}, {}).molar_volume


@model(
    "Pa**0.5",
    show="MPa**0.5",
    grade=Grade.FIT_TRANSFERRED,
    equation="δ_D = √[93.8 + (2016 + 75044/V)(R_D/V)²] MPa^½, V and R_D in cm³/mol",
    tex=r"\delta_D = \sqrt{93.8 + \left(2016 + \frac{75044}{V}\right)\left(\frac{R_D}{V}\right)^2}",
    sources=_SOURCES,
    assumes=_ASSUMES,
    valid=_ERRORS,
    empirical=True,
    none=_MISSING,
    atoms=_ATOMS_TEXT,
)
def increment_dispersion_parameter(*, atoms: str) -> float:
    """Dispersion part of the Hansen parameter from molar volume and molar refraction (Mathieu).

    δ_D = √[93.8 + (2016 + 75044/V)(R_D/V)²] MPa^½, V and R_D in cm³/mol

    atoms: text such as 'C43:1; C42:1; O21:1'.

    Example: ethanol, in MPa^½.

    >>> round(1e-3 * increment_dispersion_parameter(atoms="C43:1; C42:1; O21:1"), 3)
    16.023

    References: Mathieu, ACS Omega 2018, 3, 17049, doi:10.1021/acsomega.8b02601.
    """
    return hansen_from_increments(read_counts(atoms), {}, {}).dispersion


@model(
    "Pa**0.5",
    show="MPa**0.5",
    grade=Grade.FIT_TRANSFERRED,
    equation="δ_P = √(Σ E_P / V)",
    tex=r"\delta_P = \sqrt{\frac{\sum E_P}{V}}",
    sources=_SOURCES,
    assumes=_ASSUMES,
    valid=_ERRORS,
    empirical=True,
    none=_MISSING,
    atoms=_ATOMS_TEXT,
    polar_groups=Text("polar groups and heteroatoms, such as 'O(1):1' for ethanol; 'none' without any"),
)
def increment_polar_parameter(*, atoms: str, polar_groups: str) -> float:
    """Polar part of the Hansen parameter by increments of polar groups (Mathieu).

    δ_P = √(Σ E_P / V)

    atoms, polar_groups: text such as 'C43:1; C42:1; O21:1' and 'O(1):1'.

    Example: ethanol, in MPa^½.

    >>> round(1e-3 * increment_polar_parameter(atoms="C43:1; C42:1; O21:1", polar_groups="O(1):1"), 3)
    8.438

    References: Mathieu, ACS Omega 2018, 3, 17049, doi:10.1021/acsomega.8b02601.
    """
    return hansen_from_increments(read_counts(atoms), read_counts(polar_groups), {}).polar


@model(
    "Pa**0.5",
    show="MPa**0.5",
    grade=Grade.FIT_TRANSFERRED,
    equation="δ_H = √(Σ E_H / V)",
    tex=r"\delta_H = \sqrt{\frac{\sum E_H}{V}}",
    sources=_SOURCES,
    assumes=_ASSUMES,
    valid=_ERRORS,
    empirical=True,
    none=_MISSING,
    atoms=_ATOMS_TEXT,
    hydrogen_bonds=Text("hydrogens by what they sit on, N, O and halogens, such as 'HC:5; HO:1; O:1' for ethanol"),
)
def increment_hydrogen_parameter(*, atoms: str, hydrogen_bonds: str) -> float:
    """Hydrogen-bond part of the Hansen parameter by increments (Mathieu).

    δ_H = √(Σ E_H / V)

    atoms, hydrogen_bonds: text such as 'C43:1; C42:1; O21:1' and 'HC:5; HO:1; O:1'.

    Example: ethanol, in MPa^½.

    >>> delta = increment_hydrogen_parameter(atoms="C43:1; C42:1; O21:1", hydrogen_bonds="HC:5; HO:1; O:1")
    >>> round(1e-3 * delta, 3)
    18.133

    References: Mathieu, ACS Omega 2018, 3, 17049, doi:10.1021/acsomega.8b02601.
    """
    return hansen_from_increments(read_counts(atoms), {}, read_counts(hydrogen_bonds)).hydrogen
