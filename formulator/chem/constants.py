"""Physical constants (CODATA 2018/2022) and the standard states that give numbers their units.

Models read them as `constants.NAME`, never by a copied name, so that the dimensional audit can scale them together with the arguments.
"""

from __future__ import annotations

ELEMENTARY_CHARGE = 1.602176634e-19
BOLTZMANN = 1.380649e-23
AVOGADRO = 6.02214076e23
VACUUM_PERMITTIVITY = 8.8541878188e-12
GAS_CONSTANT = BOLTZMANN * AVOGADRO
GRAVITY = 9.80665
STANDARD_CONCENTRATION = 1000.0
"""One mole per litre: the state against which pH and pK_a are counted."""
UNIT_VOLUME = 1e-27
"""One cubic nanometre: ln K of a binding constant is the logarithm of K over this."""
PEG_REPEAT = 0.04405
PEG_ENDS = 0.018
"""Molar mass of a repeat unit of poly(ethylene glycol), and of its two chain ends, in kg/mol."""
PEG_SEGMENT = 0.28e-9
PEG_KUHN = 0.76e-9
"""Length of a repeat unit and Kuhn length of poly(ethylene glycol) as a Gaussian chain."""
PEG_BRUSH_SEGMENT = 0.35e-9
"""Segment length that the scaling theories of coils and brushes take for poly(ethylene glycol)."""

UNITS = {
    "ELEMENTARY_CHARGE": "C",
    "BOLTZMANN": "J/K",
    "AVOGADRO": "1/mol",
    "VACUUM_PERMITTIVITY": "F/m",
    "GAS_CONSTANT": "J/mol/K",
    "GRAVITY": "m/s**2",
    "STANDARD_CONCENTRATION": "mol/m**3",
    "UNIT_VOLUME": "m**3",
    "PEG_REPEAT": "kg/mol",
    "PEG_ENDS": "kg/mol",
    "PEG_SEGMENT": "m",
    "PEG_KUHN": "m",
    "PEG_BRUSH_SEGMENT": "m",
}
"""Unit of every constant above, for the dimensional audit."""
