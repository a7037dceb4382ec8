"""What a lab has learnt about itself: how far its own batches lie from the prediction, and how far from one another."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from formulator.units import Value


@dataclass(frozen=True, kw_only=True)
class Calibration:
    """A lab offset of one output for one class of particles, accepted by a person and kept beside the model.

    `offset` is the posterior mean with its sd, `within` the sd from batch to batch, both on the scale of the output:
    differences of ln for sizes and PDI, of logit for EE, mV for zeta. `measurements` are the batches behind it.
    """

    id: str
    path: str
    kind: str
    offset: Value
    within: Value
    measurements: tuple[str, ...]
    name: str = ""
    date: str = ""
    extras: Mapping[str, Any] = field(default_factory=dict)
