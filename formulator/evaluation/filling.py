"""Particles of the dose, and how many of those in the tumour find a place: the more there are, the smaller is the share that is bound."""

from __future__ import annotations

import math
from typing import Any

from formulator.chem import circulation, constants, filling
from formulator.chem.numeric import choose
from formulator.evaluation.chain import Chain
from formulator.evaluation.cytosol import BODY_MASS
from formulator.prediction import Flag

INJECTED = "injected_particles"


def _particles(d: Any, b: float, n: Any, m: Any) -> Any:
    """Particles in a dose of payload; none where particles hold none, which says nothing of their number."""
    return d * b * constants.AVOGADRO / choose(n * m > 0.0, n * m, math.inf)


def injected(chain: Chain) -> None:
    """Particles in the dose."""
    body = BODY_MASS[chain.inputs.word("target.species", "mouse")]
    held = {"n": "loading.molecules_per_particle", "m": "payload_molar_mass"}
    chain.derive(INJECTED, _particles, d="target.dose", b=body, **held)


def is_counted(chain: Chain) -> bool:
    """Whether the number of particles in the dose is known."""
    return INJECTED in chain and INJECTED not in chain.refused


def unbound(chain: Chain, name: str, affinity: str, places: str) -> None:
    """Share of the particles outside cells that is not bound; where nobody can say how many come, as if they were few."""
    kept = {"effective_dissociation_constant": affinity, "site_concentration": places, "void_fraction": "target.void_fraction"}
    if not is_counted(chain):
        chain.put(name, circulation.unbound_fraction, **kept)
        text = "How many particles the dose has is not known, so no place counts as used up: a dose that fills them binds a smaller share."
        chain.flag(name, Flag(id="dose-not-counted", severity="info", path="target.dose", text=text))
        return
    chain.put(
        name,
        filling.unbound_fraction_of_dose,
        injected_particles=INJECTED,
        **kept,
        transfer="transfer",
        washout="target.washout",
        k_internalisation="target.k_internalisation",
        elimination_rate="elimination_rate",
        plasma_volume="plasma_volume",
        time="target.time",
    )
