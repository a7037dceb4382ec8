"""Rules about the medium and about what is given only by half."""

from __future__ import annotations

from formulator.advice.case import Case, Finding, Rule, words
from formulator.chem.sterility import FREEZE_RATIO, cryoprotectant_ratio, freeze_class
from formulator.design import BY_PATH, get

PAIRS = (
    ("carrier.other_sites", "carrier.other_site_density"),
    ("medium.buffer", "medium.buffer_concentration"),
    ("medium.excipient", "medium.excipient_concentration"),
)
"""Fields that say something only together."""
LYOPROTECTANTS = ("sucrose", "trehalose")
APART = 0.2


def half_given(case: Case) -> Finding | None:
    """A kind without an amount, or an amount of nothing."""
    for pair in PAIRS:
        given = [get(case.design, path) is not None for path in pair]
        if given[0] == given[1]:
            continue
        there, missing = (pair[0], pair[1]) if given[0] else (pair[1], pair[0])
        return Finding(
            id="L-MED-01",
            severity="warning",
            path=missing,
            source="parameter_laws",
            text=f"{BY_PATH[there].label} is given without {BY_PATH[missing].label}, so neither counts.",
            remedy=f"Give {BY_PATH[missing].label} too, or clear {BY_PATH[there].label}.",
        )
    return None


def two_strengths(case: Case) -> Finding | None:
    """A typed ionic strength that buffer and salt contradict."""
    typed, composed = case.given("medium.ionic_strength"), case.node("composed_strength")
    if typed is None or not composed or abs(typed.si / composed - 1) <= APART:
        return None
    return Finding(
        id="L-MED-02",
        severity="warning",
        path="medium.ionic_strength",
        source="goldberg2002",
        text=f"{words(typed.to('mM'))} mM is typed, but buffer and salt give {words(composed)} mM. The typed figure is used.",
        remedy="Clear one of the two.",
    )


def thick_medium(case: Case) -> Finding | None:
    """A diameter that would read too large in this medium."""
    shown, true = case.node("apparent_diameter"), case.value("size.hydrodynamic_diameter")
    if shown is None or not true or shown * 1e9 <= 1.02 * true:
        return None
    return Finding(
        id="L-MED-03",
        severity="warning",
        path="medium.excipient",
        source="einstein1905",
        text=f"Measured here with the viscosity of water, {words(true)} nm reads {words(shown * 1e9)} nm.",
        remedy=f"Set the instrument to {words(1e3 * (case.node('viscosity') or 0.0))} mPa·s, or dilute in water.",
    )


def little_sugar(case: Case) -> Finding | None:
    """Sugar for freezing that is too little for the particles in the suspension."""
    sugar, polymer = case.number("medium.excipient_concentration", "mg/mL"), case.node("final_polymer_concentration")
    if case.word("medium.excipient") not in LYOPROTECTANTS or sugar is None or not polymer:
        return None
    particles = polymer * (1.0 + (case.node("loading.drug_to_polymer") or 0.0))
    ratio = cryoprotectant_ratio.si(cryoprotectant=sugar, particles=particles)
    if freeze_class(ratio) != "too little":
        return None
    return Finding(
        id="L-MED-04",
        severity="info",
        path="medium.excipient_concentration",
        source="massbalance",
        text=f"{words(ratio, 2)} mg of sugar per mg of particles: too little if the suspension of this batch is to be frozen or dried.",
        remedy=f"Take {FREEZE_RATIO[0]:g} to {FREEZE_RATIO[1]:g} mg per mg.",
    )


def assumed_counterpart(case: Case) -> Finding | None:
    """Further groups counted against a density that nobody typed."""
    if case.given("carrier.other_site_density") is None or not case.word("carrier.other_sites"):
        return None
    if case.ingredient("carrier.site_pka") is None or case.state("carrier.site_density") == "typed":
        return None
    return Finding(
        id="L-CHG-05",
        severity="warning",
        path="carrier.site_density",
        source="ninham1971",
        text="Further groups are counted against charged sites of an assumed number: which of the two wins decides the sign of zeta.",
        remedy="Type the charged sites, from a titration or from the ends of the polymer.",
    )


def stern_under_layer(case: Case) -> Finding | None:
    """A Stern layer on a particle whose zeta is that of its hydrophilic layer."""
    if case.given("carrier.stern_capacitance") is None or case.value("size.corona_thickness") is None:
        return None
    return Finding(
        id="L-CHG-06",
        severity="warning",
        path="carrier.stern_capacitance",
        source="hunter1981",
        text="A Stern layer is given, but it counts for bare particles only: this one has a hydrophilic layer.",
        remedy="Clear it; the Brinkman length moves zeta here.",
    )


RULES: tuple[Rule, ...] = (half_given, two_strengths, thick_medium, little_sugar, assumed_counterpart, stern_under_layer)
