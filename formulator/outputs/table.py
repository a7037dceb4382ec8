"""OUTPUTS: everything the program answers, in the order in which it is shown."""

from __future__ import annotations

from formulator.outputs.mixing import MIXING
from formulator.outputs.output import Output
from formulator.outputs.particle import PARTICLE
from formulator.outputs.targeting import TARGETING

GROUPS = {
    "loading": "Loading (DLC, EE, drug/polymer, feed)",
    "size": "Size",
    "charge": "Charge",
    "ligand": "Ligand",
    "stability": "Stability",
    "release": "Release",
    "mixing": "Mixing",
    "targeting": "Targeting",
}

OUTPUTS: tuple[Output, ...] = (*PARTICLE, *MIXING, *TARGETING)
OUTPUT_BY_PATH: dict[str, Output] = {output.path: output for output in OUTPUTS}
