"""Where the payload of the dose is at the time set: shares that add up to the whole dose, for the plot of its way."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from formulator.chem import waterfall
from formulator.evaluation.chain import Chain

NODE = "payload_"


def build(chain: Chain, body: Mapping[str, str]) -> None:
    """One number a place; release in tumour and cells as fast as in the medium where it was measured, for want of better."""
    release = "payload_release_rate" if "payload_release_rate" in chain else 0.0
    rates: dict[str, str | float] = {
        **body,
        "unbound_fraction": "unbound_share" if "ligand.id" in chain.inputs.words else 1.0,
        "release_rate_blood": "payload_loss_in_blood" if "payload_loss_in_blood" in chain else 0.0,
        "release_rate_tumour": release,
        "release_rate_cell": release,
    }
    names = [name for name in rates.values() if isinstance(name, str)]
    is_asked = chain.traced and "payload.kind" in chain.inputs.words and chain.inputs.word("target.barrier") != "bbb"
    if not is_asked or any(name not in chain for name in names):
        return
    numbers = {key: float(chain[given]) if isinstance(given, str) else given for key, given in rates.items()}
    if not waterfall.payload_share.is_defined(**numbers):
        return  # There is no such particle, or no such rate.
    times = np.array([numbers.pop("time")])
    found = waterfall.payload_shares(times, **numbers)
    for place in waterfall.PLACES:
        share = float(found[place][0])
        chain.derive(NODE + place, lambda share=share, **_: share, **rates)
