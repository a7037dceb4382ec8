"""The payload's last steps: micelles that fall apart in blood, what reaches the cytosol, and what resistant cells keep of it."""

from __future__ import annotations

from collections.abc import Mapping

from formulator.chem import cytosol, delivery, injection
from formulator.chem.model import Grade
from formulator.evaluation.chain import Chain
from formulator.prediction import Flag

BODY_MASS = {"mouse": 0.0208, "human": 70.0}
"""kg, of the body whose plasma volume is used: the mouse of Shalgunov 2017, a person."""


def falls_apart(chain: Chain) -> bool:
    """True when the person gave a rate or a critical concentration for micelles."""
    told = ("carrier.cmc", "carrier.disassembly_rate")
    return chain.inputs.word("carrier.morphology") == "micelle" and any(chain.inputs.state(path) == "typed" for path in told)


def intact(chain: Chain) -> None:
    """Micelles left after dilution into plasma; falling apart afterwards frees payload as release does."""
    if not falls_apart(chain):
        chain.alias("payload_loss_in_blood", "payload_release_rate")
        return
    if "payload_release_rate" in chain:
        chain.derive("payload_loss_in_blood", lambda r, k: r + k, r="payload_release_rate", k="carrier.disassembly_rate")
    else:
        chain.alias("payload_loss_in_blood", "carrier.disassembly_rate")
    chain.derive(
        "polymer_in_plasma",
        lambda d, x, v: d * BODY_MASS[chain.inputs.word("target.species", "mouse")] / (x * v),
        d="target.dose",
        x="loading.drug_to_polymer",
        v="plasma_volume",
    )
    chain.put(
        "assembled_share",
        injection.intact_micelles,
        plasma_concentration="polymer_in_plasma",
        critical_concentration="carrier.cmc" if "carrier.cmc" in chain else 0.0,
        disassembly_rate=0.0,
        time=0.0,
    )


def into_cells(chain: Chain, body: Mapping[str, str]) -> None:
    """Payload carried into target cells: no more than the particles that are there, less what leaked out on the way."""
    if "targeting.efficiency" not in chain:
        chain.miss("payload_in_cells", chain.reason("targeting.efficiency"))
        return
    is_known = "payload_release_rate" in chain
    if is_known or falls_apart(chain):
        chain.put(
            "carried_into_cells",
            delivery.internalised_payload_fraction,
            unbound_fraction="unbound_share",
            release_rate_blood="payload_loss_in_blood",
            release_rate_tumour="payload_release_rate" if is_known else 0.0,
            **body,
        )
    else:
        chain.alias("carried_into_cells", "targeting.efficiency")
    assembled(chain, "payload_in_cells", "carried_into_cells")
    if not is_known:
        text = "Nothing is known of release: counted as if no payload leaks out on the way."
        chain.flag("payload_in_cells", Flag(id="no-leak-known", severity="warning", path="payload.release_half_time", text=text))


def assembled(chain: Chain, name: str, carried: str) -> None:
    """What is carried by the micelles that dilution leaves; all of it where nobody asked about dilution."""
    if falls_apart(chain):
        chain.derive(name, lambda x, s: x * s, x=carried, s="assembled_share")
    else:
        chain.alias(name, carried)


def whole_particles(chain: Chain) -> None:
    """Shares of particles know nothing of micelles that fall apart: say so beside them."""
    if falls_apart(chain):
        text = "Counts particles as if they stayed whole; micelles that fall apart in blood are taken off in what carries payload."
        for path in ("targeting.delivered", "targeting.efficiency", "targeting.delivered_both", "targeting.efficiency_both"):
            chain.flag(path, Flag(id="falls-apart", severity="warning", path="carrier.disassembly_rate", text=text))


def resistant(chain: Chain) -> None:
    """What particles are worth on resistant cells, for a stated share out of reach of the pumps."""
    chain.put(
        "targeting.efflux_gain",
        cytosol.efflux_bypass_gain,
        resistance_factor="target.resistance_factor",
        bypass_fraction="target.efflux_bypass",
    )
    chain.lower("targeting.efflux_gain", Grade.INDEX)


def build(chain: Chain, body: Mapping[str, str]) -> None:
    """Payload in cells and in their cytosol; a statement about payload needs one."""
    resistant(chain)
    if "payload.kind" not in chain.inputs.words:
        chain.miss("targeting.cytosolic", chain.reason("payload.id"))
        return
    into_cells(chain, body)
    whole_particles(chain)
    chain.put(
        "targeting.cytosolic",
        cytosol.cytosolic_dose_fraction,
        internalised_fraction="payload_in_cells",
        escape_fraction="target.escape_fraction",
    )
    chain.lower("targeting.cytosolic", Grade.RULE_OF_THUMB)
