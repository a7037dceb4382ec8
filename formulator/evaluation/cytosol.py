"""The payload's last steps: micelles that fall apart in blood, what reaches the cytosol, and what resistant cells keep of it."""

from __future__ import annotations

from collections.abc import Mapping

from formulator.chem import constants, cytosol, delivery, injection, polyions, unloading
from formulator.chem.model import Grade
from formulator.evaluation import triggers
from formulator.evaluation.chain import Chain
from formulator.prediction import Flag

BODY_MASS = {"mouse": 0.0208, "human": 70.0}
"""kg, of the body whose plasma volume is used: the mouse of Shalgunov 2017, a person."""
RELEASED, BUFFERED = "targeting.released_in_cells", "targeting.buffered_protons"
BUFFERED_FROM, BUFFERED_TO = 7.4, 5.0
"""pH of blood and of a late endosome, between which buffering is counted by convention."""


def falls_apart(chain: Chain) -> bool:
    """True when the person gave a rate or a critical concentration for micelles."""
    told = ("carrier.cmc", "carrier.disassembly_rate")
    return chain.inputs.word("carrier.morphology") == "micelle" and any(chain.inputs.state(path) == "typed" for path in told)


def intact(chain: Chain) -> None:
    """Micelles left after dilution into plasma; falling apart afterwards frees payload as release does."""
    in_blood = triggers.RATES["blood"]
    if not falls_apart(chain):
        chain.alias("payload_loss_in_blood", in_blood)
        return
    if in_blood in chain:
        chain.derive("payload_loss_in_blood", lambda r, k: r + k, r=in_blood, k="carrier.disassembly_rate")
    elif triggers.chosen(chain):
        chain.miss("payload_loss_in_blood", chain.reason(in_blood))
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


def _carried(chain: Chain, body: Mapping[str, str], name: str, unbound: str, whole: str) -> None:
    """Payload that particles carry into cells, for one unbound share in the tumour; `whole` is the share of particles there."""
    is_known = triggers.RATES["blood"] in chain
    if is_known or falls_apart(chain):
        chain.put(
            f"carried_{name}",
            delivery.internalised_payload_fraction,
            unbound_fraction=unbound,
            release_rate_blood="payload_loss_in_blood",
            release_rate_tumour=triggers.RATES["tumour"] if is_known else 0.0,
            **body,
        )
    else:
        chain.alias(f"carried_{name}", whole)
    assembled(chain, name, f"carried_{name}")


def into_cells(chain: Chain, body: Mapping[str, str]) -> None:
    """Payload carried into target cells: no more than the particles that are there, less what leaked out on the way."""
    if "targeting.efficiency" not in chain:
        for name in ("payload_in_cells", RELEASED):
            chain.miss(name, chain.reason("targeting.efficiency"))
        return
    is_known = triggers.RATES["blood"] in chain
    if not is_known and triggers.chosen(chain):
        for name in ("payload_in_cells", RELEASED):
            chain.miss(name, chain.reason(triggers.RATES["blood"]))
        return
    _carried(chain, body, "payload_in_cells", "unbound_share", "targeting.efficiency")
    if "targeting.efficiency_both" in chain:
        _carried(chain, body, "payload_in_cells_both", "unbound_share_both", "targeting.efficiency_both")
    released(chain, body)
    if not is_known:
        text = "Nothing is known of release: counted as if no payload leaks out on the way."
        chain.flag("payload_in_cells", Flag(id="no-leak-known", severity="warning", path="payload.release_half_time", text=text))


def released(chain: Chain, body: Mapping[str, str]) -> None:
    """Payload that has left its particles inside target cells: with a trigger faster than on the way."""
    if triggers.RATES["cell"] not in chain:
        chain.miss(RELEASED, chain.reason(triggers.RATES["cell"]))
        return
    chain.put(
        "let_go_in_cells",
        unloading.released_payload_fraction,
        unbound_fraction="unbound_share",
        release_rate_blood="payload_loss_in_blood",
        release_rate_tumour=triggers.RATES["tumour"],
        release_rate_cell=triggers.RATES["cell"],
        **body,
    )
    assembled(chain, RELEASED, "let_go_in_cells")
    chain.lower(RELEASED, Grade.RULE_OF_THUMB)
    if not triggers.chosen(chain):
        text = "As fast in cells as in the medium where release was measured: without a trigger nothing better is known."
        chain.flag(RELEASED, Flag(id="release-in-cells-as-outside", severity="info", path=triggers.FIELD, text=text))


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


def buffering(chain: Chain) -> None:
    """Protons that the polycation of one particle takes up on its way into the cell: a number, never a chance of escape."""
    if chain.inputs.word("payload.kind") != "nucleic_acid":
        chain.miss(BUFFERED, "Given for particles that carry a nucleic acid.")
        return
    chain.derive(
        "nitrogens_per_particle",
        lambda m, n: m * constants.AVOGADRO / n,
        m="polymer_mass_per_particle",
        n="carrier.mass_per_nitrogen",
    )
    if "carrier.amines" not in chain.inputs.words and "nitrogens_per_particle" in chain:
        chain.miss(BUFFERED, "The groups of this carrier that the catalogue knows are no bases.")
        return
    chain.put(
        BUFFERED,
        polyions.protons_buffered,
        groups="nitrogens_per_particle",
        pka="carrier.site_pka",
        ph_before=BUFFERED_FROM,
        ph_after=BUFFERED_TO,
    )
    chain.lower(BUFFERED, Grade.RULE_OF_THUMB)
    text = "Counted as if each amine took up its proton alone. That protons burst endosomes is disputed: it is no chance of escape."
    chain.flag(BUFFERED, Flag(id="no-chance-of-escape", severity="info", path=BUFFERED, text=text))


def build(chain: Chain, body: Mapping[str, str]) -> None:
    """Payload in cells and in their cytosol; a statement about payload needs one."""
    resistant(chain)
    if "payload.kind" not in chain.inputs.words:
        for path in ("targeting.cytosolic", RELEASED, BUFFERED):
            chain.miss(path, chain.reason("payload.id"))
        return
    buffering(chain)
    into_cells(chain, body)
    whole_particles(chain)
    chain.put(
        "targeting.cytosolic",
        cytosol.cytosolic_dose_fraction,
        internalised_fraction="payload_in_cells",
        escape_fraction="target.escape_fraction",
    )
    chain.lower("targeting.cytosolic", Grade.RULE_OF_THUMB)
