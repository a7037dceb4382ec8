"""Fields of a trigger: what makes payload leave faster in a tumour or a cell than in blood, and what it meets on the way."""

from __future__ import annotations

from formulator.design.default import always
from formulator.design.field import Field

TRIGGERS = {
    "none": "none",
    "acid": "acid cleaves bonds",
    "thiol": "thiols cleave disulfides",
    "amines": "amines that acid charges",
}
ACID, THIOL, AMINES = ("acid",), ("thiol",), ("amines",)
_IN_ACID = (*ACID, *AMINES)

PAYLOAD_TRIGGER = (
    Field(
        path="payload.trigger",
        label="Trigger",
        kind="choice",
        options=TRIGGERS,
        advanced=True,
        about="What makes the payload leave faster in a tumour or a cell than in blood. Its constants are fitted to your release "
        "at two conditions, never predicted.",
        synonyms=("pH-responsive", "acid-labile", "redox", "disulfide", "glutathione", "stimuli-responsive", "release trigger"),
    ),
    Field(
        path="payload.acid_rate_constant",
        label="k_H, acid",
        units=("L/mol/s",),
        hint=(0.01, 10_000),
        domain=(0.0, 1e9),
        triggers=ACID,
        advanced=True,
        spread=("lognormal", 0.3),
        about="Rate of release that acid adds, per concentration of acid: at pH 5 a constant of 100 L/mol/s adds 3.6 per hour.",
        synonyms=("acid-labile", "hydrazone", "acetal"),
    ),
    Field(
        path="payload.thiol_rate_constant",
        label="k_S, thiol",
        units=("L/mol/s",),
        hint=(1e-5, 10),
        domain=(0.0, 1e9),
        triggers=THIOL,
        advanced=True,
        spread=("lognormal", 0.3),
        about="Rate of release that a thiol adds, per concentration of it: at 10 mM a constant of 0.01 L/mol/s adds 0.36 per hour.",
        synonyms=("disulfide", "glutathione", "GSH"),
    ),
    Field(
        path="payload.ionised_rate",
        label="Rate, charged",
        units=("1/h", "1/s", "1/min", "1/day"),
        hint=(0.001, 100),
        domain=(0.0, 1e12),
        triggers=AMINES,
        advanced=True,
        spread=("lognormal", 0.3),
        about="Rate of release that is added where all amines of the carrier are charged.",
        synonyms=("PDPA", "PDEA", "swelling"),
    ),
    Field(
        path="payload.trigger_pka",
        label="pK_a, trigger",
        units=("",),
        hint=(5, 8),
        domain=(-3.0, 17.0),
        triggers=AMINES,
        advanced=True,
        spread=("normal", 0.1),
        about="pH at which half of the amines are charged, as titrated in the particle.",
        synonyms=("pH of transition", "PDPA"),
    ),
    Field(
        path="payload.trigger_steepness",
        label="Steepness",
        units=("",),
        hint=(1, 5),
        domain=(0.01, 100.0),
        triggers=AMINES,
        advanced=True,
        spread=("lognormal", 0.1),
        defaults=always(1, "", "fixed", status="computed", note="as amines that do not feel each other; micelles that switch at once 2-5"),
        about="How sharply the share of charged amines turns with pH: 1 as in Henderson and Hasselbalch, more where they turn together.",
    ),
)

TARGET_TRIGGER = (
    Field(
        path="target.tumour_ph",
        label="pH, tumour",
        units=("pH",),
        hint=(6, 7.4),
        domain=(-2.0, 16.0),
        triggers=_IN_ACID,
        advanced=True,
        spread=("normal", 0.1),
        defaults=always(6.8, "pH", "normal", 0.2, source="phdependent2023", note="on average; another review has 6.5 (Wu 2018), blood 7.4"),
        about="pH between the cells of the tumour.",
        synonyms=("acidic tumour", "extracellular pH"),
    ),
    Field(
        path="target.endosome_ph",
        label="pH, endosome",
        units=("pH",),
        hint=(4, 7),
        domain=(-2.0, 16.0),
        triggers=_IN_ACID,
        advanced=True,
        spread=("normal", 0.1),
        defaults=always(5.5, "pH", "uniform", 4.5, 6.5, source="shinn2022", note="endosomes and lysosomes 4.5-6.5"),
        about="pH around particles that a cell has taken up.",
        synonyms=("endosomal pH", "lysosome"),
    ),
    Field(
        path="target.plasma_thiol",
        label="Thiol, plasma",
        units=("uM", "nM", "mM", "mol/L"),
        hint=(1, 100),
        domain=(0.0, 1e5),
        triggers=THIOL,
        advanced=True,
        spread=("lognormal", 0.3),
        defaults=always(10, "uM", "loguniform", 2, 20, source="quinn2017", status="recalled", note="glutathione 2-20 µM outside cells"),
        about="Thiols in plasma, and between the cells of the tumour.",
        synonyms=("glutathione", "GSH"),
    ),
    Field(
        path="target.cell_thiol",
        label="Thiol, cell",
        units=("mM", "uM", "mol/L"),
        hint=(0.5, 20),
        domain=(0.0, 1e5),
        triggers=THIOL,
        advanced=True,
        spread=("lognormal", 0.3),
        defaults=always(5, "mM", "loguniform", 2, 10, source="quinn2017", status="recalled", note="glutathione 2-10 mM in the cytosol"),
        about="Thiols around particles inside a cell. The cytosol's counts only once a particle has left the endosome.",
        synonyms=("glutathione", "GSH", "cytosol"),
    ),
)
