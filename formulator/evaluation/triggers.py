"""How fast payload leaves in blood, in the tumour and in a cell: everywhere as measured, or with a trigger that acts where it is asked to.

A release that was typed was measured in a medium like blood, so what the trigger does in blood is in it already; a release that
diffusion gives knows of no trigger. What is left without the trigger acts everywhere, and each place adds its own part.
"""

from __future__ import annotations

from typing import Any

from formulator.chem import release, trigger
from formulator.chem.elementary import larger
from formulator.chem.model import Model
from formulator.evaluation.chain import Chain
from formulator.prediction import Flag

FIELD = "payload.trigger"
BLOOD_PH = 7.4
PLACES = ("blood", "tumour", "cell")
RATES = {place: f"payload_release_in_{place}" for place in PLACES}
HALF_TIMES = {place: f"release.half_time_{place}" for place in PLACES}
CONSTANTS = {
    "acid": ("payload.acid_rate_constant",),
    "thiol": ("payload.thiol_rate_constant",),
    "amines": ("payload.ionised_rate", "payload.trigger_pka"),
}
"""What has to be fitted for each trigger before anything can be said."""
_PH: dict[str, str | float] = {"blood": BLOOD_PH, "tumour": "target.tumour_ph", "cell": "target.endosome_ph"}
_THIOL = {"blood": "target.plasma_thiol", "tumour": "target.plasma_thiol", "cell": "target.cell_thiol"}
NO_TRIGGER = "No trigger is chosen: release is as fast everywhere as in the medium where it was measured."


def chosen(chain: Chain) -> str:
    """acid, thiol or amines; empty without a trigger."""
    word = chain.inputs.word(FIELD)
    return word if word in CONSTANTS else ""


def _law(kind: str, place: str) -> tuple[Model, dict[str, str | float]]:
    """The law of a trigger with what it meets in a place."""
    if kind == "acid":
        return trigger.acid_release_rate, {"acid_rate_constant": "payload.acid_rate_constant", "ph": _PH[place]}
    if kind == "thiol":
        return trigger.thiol_release_rate, {"thiol_rate_constant": "payload.thiol_rate_constant", "thiol_concentration": _THIOL[place]}
    amines = {"ionised_rate": "payload.ionised_rate", "pka": "payload.trigger_pka", "steepness": "payload.trigger_steepness"}
    return trigger.ionisation_release_rate, {**amines, "ph": _PH[place]}


def _beyond(r: Any, t: Any) -> Any:
    return larger(r - t, 0.0)


def _without(chain: Chain, kind: str) -> str | float:
    """The rate that no trigger brings: the name of it, or nothing where nothing is known of release."""
    if "payload_release_rate" not in chain:
        return 0.0
    model, meets = _law(kind, "blood")
    chain.put("triggered_in_blood", model, base_rate=0.0, **meets)
    if "payload.release_half_time" in chain:
        chain.derive("untriggered_release_rate", _beyond, r="payload_release_rate", t="triggered_in_blood")
    else:
        chain.alias("untriggered_release_rate", "payload_release_rate")
    return "untriggered_release_rate"


def _everywhere_alike(chain: Chain, reason: str) -> None:
    for place in PLACES:
        chain.alias(RATES[place], "payload_release_rate")
        chain.miss(HALF_TIMES[place], reason)


def build(chain: Chain) -> None:
    """The rate of release in each place, and with a trigger the half-time there."""
    kind = chosen(chain)
    if "payload.kind" not in chain.inputs.words or not kind:
        _everywhere_alike(chain, NO_TRIGGER if "payload.kind" in chain.inputs.words else chain.reason("payload.id"))
        return
    lacking = next((path for path in CONSTANTS[kind] if path not in chain), "")
    if lacking:
        # A base rate that is missing must not hide that the constant is: nothing is said of any place.
        for name in (*RATES.values(), *HALF_TIMES.values()):
            chain.miss(name, chain.reason(lacking))
        return
    base = _without(chain, kind)
    for place in PLACES:
        model, meets = _law(kind, place)
        chain.put(RATES[place], model, base_rate=base, **meets)
        chain.put(HALF_TIMES[place], release.first_order_half_time, rate_constant=RATES[place])
        if base == 0.0:
            text = "Nothing is known of release without the trigger: counted as none."
            flag = Flag(id="no-release-without-trigger", severity="warning", path="payload.release_half_time", text=text)
            chain.flag(RATES[place], flag)
            chain.flag(HALF_TIMES[place], flag)
