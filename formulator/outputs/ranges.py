"""What an acceptance range of an answer may be."""

from __future__ import annotations

from formulator.outputs.table import OUTPUT_BY_PATH
from formulator.units import Value, format_number, unit_label


def why_refused(path: str, low: Value | None, high: Value | None) -> str:
    """Why no design could be judged by this range, and what would be taken; empty when it is good."""
    output = OUTPUT_BY_PATH[path]
    unit = unit_label(output.unit)

    def words(value: float) -> str:
        return f"{format_number(value)} {unit}".rstrip()

    ends = [end.to(output.unit) for end in (low, high) if end is not None]
    if output.scale != "linear" and any(end < 0 for end in ends):
        return f"{output.label} is never below zero. An end of zero or more is taken, or an open one."
    if output.scale == "logit" and output.unit.startswith("%") and any(end > 100 for end in ends):
        return f"{output.label} lies between 0 and 100 %. Ends in between are taken, or an open one."
    if len(ends) == 2 and ends[0] > ends[1]:
        return f"The lower end comes first: {words(ends[1])} to {words(ends[0])} is taken."
    if len(ends) == 2 and ends[0] == ends[1]:
        return f"Both ends are {words(ends[0])}. A lower and a higher end are taken, or one of them open."
    return ""
