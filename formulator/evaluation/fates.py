"""Where the payload of the dose is at the time set: shares that add up to the whole dose, for the plot of its way."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from formulator.chem import waterfall
from formulator.evaluation import triggers
from formulator.evaluation.chain import Chain

NODE = "payload_"


def build(chain: Chain, body: Mapping[str, str]) -> None:
    """One number a place, by both kinds of ligand where there are two; release by the trigger, else as measured everywhere."""
    if triggers.chosen(chain) and triggers.RATES["blood"] not in chain:
        return  # A trigger without its constant: nothing is known of any place.
    tumour, cell = (triggers.RATES[place] if triggers.RATES[place] in chain else 0.0 for place in ("tumour", "cell"))
    bound_by = "unbound_share_both" if "unbound_share_both" in chain else "unbound_share"
    unbound = bound_by if "ligand.id" in chain.inputs.words else 1.0
    rates: dict[str, str | float] = {
        **body,
        "unbound_fraction": unbound,
        "release_rate_blood": "payload_loss_in_blood" if "payload_loss_in_blood" in chain else 0.0,
        "release_rate_tumour": tumour,
        "release_rate_cell": cell,
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
