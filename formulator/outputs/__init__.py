"""OUTPUTS: everything the program answers, in the order in which it is shown."""

from formulator.outputs.equations import EQUATIONS
from formulator.outputs.output import Output
from formulator.outputs.ranges import why_refused
from formulator.outputs.table import GROUPS, OUTPUT_BY_PATH, OUTPUTS

__all__ = ["EQUATIONS", "GROUPS", "OUTPUTS", "OUTPUT_BY_PATH", "Output", "why_refused"]
