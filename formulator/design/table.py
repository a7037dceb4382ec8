"""FIELDS: everything a person may give, in the order in which it is shown.

The default laws are parameter laws with a stated source, never a taste: each is drawn again and again for the intervals.
`spread` is the law of a typed value without ± (balance 0.2 %, HPLC 3 %, DLS 4 %, zeta 3 mV, NMR M_n 10 %).
"""

from __future__ import annotations

from formulator.design.cargo_fields import LIGAND, PAYLOAD
from formulator.design.field import Field
from formulator.design.medium_fields import MEDIUM
from formulator.design.particle_fields import CARRIER
from formulator.design.process_fields import METHODS, PROCESS
from formulator.design.setting_fields import TARGET
from formulator.design.targeting_fields import CARRIER_IN_BLOOD, TARGETING
from formulator.design.trigger_fields import PAYLOAD_TRIGGER, TARGET_TRIGGER, TRIGGERS

__all__ = ["BY_PATH", "FIELDS", "METHODS", "SECTIONS", "TRIGGERS"]

FIELDS: tuple[Field, ...] = (
    *CARRIER, *CARRIER_IN_BLOOD, *LIGAND, *PAYLOAD, *PAYLOAD_TRIGGER, *PROCESS, *MEDIUM, *TARGET, *TARGETING, *TARGET_TRIGGER,
)  # fmt: skip
BY_PATH: dict[str, Field] = {entry.path: entry for entry in FIELDS}
SECTIONS = {
    "carrier": "Carrier",
    "ligand": "Ligand",
    "payload": "Payload",
    "process": "Process",
    "medium": "Medium",
    "target": "Target",
}
