"""From injection to the inside of target cells, beside the same particle without ligand."""

from __future__ import annotations

import math

from formulator.chem import barrier, circulation, constants
from formulator.chem import delivery as models
from formulator.chem.elementary import larger
from formulator.chem.model import Grade
from formulator.evaluation import cytosol, fates, limits, second_ligand, triggers
from formulator.evaluation.chain import Chain
from formulator.prediction import Flag
from formulator.units import format_number

PLASMA = {"mouse": 1.062e-6, "human": 2.8e-3}
"""Plasma volume in m³: a mouse of 20.8 g (Shalgunov 2017), a person."""
TUMOUR_DENSITY = 1000.0
RENAL_CUTOFF = 5.5e-9
"""Hydrodynamic diameter below which kidneys filter particles out (Choi 2007)."""
PUBLISHED_GAIN = (
    "Published organic particles, averaged to 24 h: targeted over untargeted 1.03 times (90 % 0.66–1.62; medians of 81 and 179 "
    "data sets of mice, Cheng 2020)."
)
"""Ratio of medians with its bootstrap interval, from the compilation behind the band of the time course."""
LEAKY_ONLY = "The brain barrier is on: delivery through leaky vessels does not apply. See the passage across the barrier."


def tumour(chain: Chain) -> None:
    """Rates and volumes of the tumour model."""
    chain.values["plasma_volume"] = PLASMA[chain.inputs.word("target.species", "mouse")]
    chain.derive("tumour_volume", lambda m: m / TUMOUR_DENSITY, m="target.tumour_mass")
    chain.put(
        "transfer",
        circulation.vascular_transfer,
        reference_transfer="target.transfer_constant",
        diameter="size.hydrodynamic_diameter",
        exponent="target.size_exponent",
    )
    # The half-life says how fast all particles leave the blood, those that the tumour takes among them: it cannot take more.
    chain.derive(
        "elimination_rate",
        lambda t, k, v, p: larger(math.log(2) / t, k * v / p),
        t="target.half_life",
        k="transfer",
        v="tumour_volume",
        p="plasma_volume",
    )
    chain.derive("site_concentration", lambda c, s: c * s / constants.AVOGADRO, c="target.cell_density", s="most_bound_serum")
    chain.put(
        "unbound_share",
        circulation.unbound_fraction,
        effective_dissociation_constant="effective_dissociation_serum",
        site_concentration="site_concentration",
        void_fraction="target.void_fraction",
    )


BODY = {
    "transfer": "transfer",
    "washout": "target.washout",
    "k_internalisation": "target.k_internalisation",
    "elimination_rate": "elimination_rate",
    "plasma_volume": "plasma_volume",
    "tumour_volume": "tumour_volume",
    "time": "target.time",
}


def dose(chain: Chain) -> None:
    """Shares of the dose at the time set; without ligand nothing binds."""
    chain.put("plasma_fraction", circulation.plasma_fraction, elimination_rate="elimination_rate", time="target.time")
    chain.put("delivered_untargeted", models.tumour_dose_fraction, unbound_fraction=1.0, **BODY)
    chain.put("average_untargeted", models.tumour_dose_fraction_average, unbound_fraction=1.0, **BODY)
    if chain.inputs.word("target.barrier") == "bbb":
        for path in ("delivered", "delivered_average", "efficiency", "gain_over_untargeted"):
            chain.miss(f"targeting.{path}", LEAKY_ONLY)
        return
    if "ligand.id" in chain.inputs.words:
        chain.put("targeting.delivered", models.tumour_dose_fraction, unbound_fraction="unbound_share", **BODY)
        chain.put("targeting.delivered_average", models.tumour_dose_fraction_average, unbound_fraction="unbound_share", **BODY)
        chain.put("targeting.efficiency", models.internalised_dose_fraction, unbound_fraction="unbound_share", **BODY)
        chain.derive("targeting.gain_over_untargeted", lambda a, b: a - b, a="targeting.delivered", b="delivered_untargeted")
        beside_evidence(chain, "targeting.gain_over_untargeted", "targeting.delivered", "targeting.delivered_average")
    else:
        chain.alias("targeting.delivered", "delivered_untargeted")
        chain.alias("targeting.delivered_average", "average_untargeted")
        for path in ("efficiency", "gain_over_untargeted"):
            chain.miss(f"targeting.{path}", chain.reason("ligand.id"))
    for path in ("delivered", "delivered_average", "efficiency", "gain_over_untargeted"):
        chain.lower(f"targeting.{path}", Grade.RULE_OF_THUMB)


def beside_evidence(chain: Chain, path: str, delivered: str, averaged: str) -> None:
    """What targeting is computed to do to the amount that arrives, and what it did in published work."""
    if not chain.traced or path not in chain or not (chain["delivered_untargeted"] > 0 and chain["average_untargeted"] > 0):
        return
    at, mean = (
        format_number(float(chain[ours]) / float(chain[twin]), digits=2)
        for ours, twin in ((delivered, "delivered_untargeted"), (averaged, "average_untargeted"))
    )
    text = f"{at} times what its twin without ligand brings at the time set, {mean} times averaged to it. {PUBLISHED_GAIN}"
    chain.flag(path, Flag(id="gain-beside-evidence", severity="info", path=path, text=text))


def filtered(chain: Chain) -> None:
    """Particles that the kidney takes out of the blood do not have the half-life of larger ones."""
    if not chain.traced or "size.hydrodynamic_diameter" not in chain or chain.inputs.state("target.half_life") == "typed":
        return
    if float(chain["size.hydrodynamic_diameter"]) >= RENAL_CUTOFF:
        return
    answers = ("targeting.delivered", "targeting.delivered_average", "targeting.efficiency", "targeting.gain_over_untargeted")
    for path in (*answers, *second_ligand.DELIVERED, second_ligand.GAIN):
        chain.lower(path, Grade.INDEX)
        chain.flag(
            path,
            Flag(
                id="renal-filtration",
                severity="warning",
                path="target.half_life",
                text="Below 5.5 nm the kidney filters particles out of the blood; the half-life assumed is of larger ones. Type yours.",
            ),
        )


def cargo(chain: Chain) -> None:
    """How much of the payload is still inside on arrival."""
    chain.derive("blood_loss_rate", lambda t: math.log(2) / t, t="target.half_life")
    chain.derive("payload_release_rate", lambda t: math.log(2) / t, t="release.half_time")
    triggers.build(chain)
    cytosol.intact(chain)
    if triggers.RATES["blood"] in chain:
        chain.put(
            "carried_on_arrival",
            circulation.encapsulated_on_arrival,
            elimination_rate="blood_loss_rate",
            release_rate="payload_loss_in_blood",
        )
        cytosol.assembled(chain, "targeting.encapsulated_on_arrival", "carried_on_arrival")
    else:
        chain.miss("targeting.encapsulated_on_arrival", chain.reason(triggers.RATES["blood"]))
    chain.lower("targeting.encapsulated_on_arrival", Grade.RULE_OF_THUMB)


def brain(chain: Chain) -> None:
    """Passage across the barrier, relative to the design's own best."""
    if chain.inputs.word("target.barrier") != "bbb":
        chain.miss("targeting.brain_transcytosis", "The brain barrier is off.")
        return
    chain.derive("binding_constant", lambda k: 1 / k, k="effective_dissociation_serum")
    chain.put(
        "targeting.brain_transcytosis",
        barrier.relative_transcytosis,
        luminal_concentration="target.concentration",
        binding_constant="binding_constant",
        release_constant="target.release_constant",
    )
    chain.lower("targeting.brain_transcytosis", Grade.INDEX)


def build(chain: Chain) -> None:
    """All of targeting in the body."""
    tumour(chain)
    dose(chain)
    second_ligand.in_body(chain, BODY, LEAKY_ONLY if chain.inputs.word("target.barrier") == "bbb" else "")
    beside_evidence(chain, second_ligand.GAIN, *tuple(second_ligand.DELIVERED)[:2])
    limits.in_body(chain)
    filtered(chain)
    cargo(chain)
    cytosol.build(chain, BODY)
    fates.build(chain, BODY)
    brain(chain)
