"""What the models of a tumour fed by the blood have in common: their arguments, what they take for granted, and how fast it empties."""

from __future__ import annotations

from typing import Any

from formulator.chem.model import Arg, Number

RATE_DOMAIN = (0.0, 1e3)
TRANSFER = Arg("1/s", 5e-8, 1e-4, "permeability times vessel area per tumour volume", show="1/h", domain=RATE_DOMAIN)
WASHOUT = Arg("1/s", 2e-6, 5e-5, "rate at which unbound particles leave", show="1/h", domain=RATE_DOMAIN)
UNBOUND = Arg("", 1e-4, 1.0, "unbound share in the tumour", domain=(0.0, 1.0))
UPTAKE = Arg("1/s", 1e-5, 2e-2, "uptake of bound particles", show="1/h", domain=RATE_DOMAIN)
ELIMINATION = Arg("1/s", 1e-6, 1e-3, "elimination from plasma", show="1/h", domain=(1e-12, 1e3))
PLASMA = Arg("m**3", 5e-7, 4e-3, "plasma volume", show="mL", domain=(1e-9, 1.0))
TUMOUR = Arg("m**3", 5e-8, 1e-3, "tumour volume", show="mL", domain=(0.0, 1.0))
TIME = Arg("s", 60.0, 6e5, "time after injection", show="h", domain=(1e-3, 1e10))
RELEASE = Arg("1/s", 0.0, 1e-2, "release of the payload in this place", show="1/h", domain=RATE_DOMAIN)
FED: dict[str, Any] = {
    "transfer": TRANSFER,
    "washout": WASHOUT,
    "unbound_fraction": UNBOUND,
    "k_internalisation": UPTAKE,
    "elimination_rate": ELIMINATION,
    "plasma_volume": PLASMA,
    "tumour_volume": TUMOUR,
}
RELEASES: dict[str, Any] = {f"release_rate_{place}": RELEASE for place in ("blood", "tumour", "cell")}
ONE_SHARE = "one unbound share for all of the time"
FIRST_ORDER = "release of first order, in blood, tumour and cell at rates of their own"
ASSUMES = ("one well-mixed tumour compartment fed by a given plasma curve", "the tumour takes too little to change the plasma", ONE_SHARE)
VALID = ("Single tumours differ tenfold from any such prediction; the published band is shown beside it.",)


def losses(washout: Number, unbound_fraction: Number, k_internalisation: Number) -> tuple[Number, Number]:
    """Ω and the internalisation rate of what is in the tumour."""
    taken = k_internalisation * (1.0 - unbound_fraction)
    return washout * unbound_fraction + taken, taken
