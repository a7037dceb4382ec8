"""Rules about payload, feed and loading."""

from __future__ import annotations

import math

from formulator.advice.case import Case, Finding, Rule, words
from formulator.units import Value, kind

HIGHEST_DLC = 24.0
"""Percent: the most that published cores hold."""


def np_range(case: Case) -> Finding | None:
    """N/P where nothing condenses, or where free polymer dominates."""
    ratio = case.value("loading.np_ratio")
    if ratio is None or 1 <= ratio <= 20 or case.given("payload.np_ratio") is None and case.given("payload.feed") is None:
        return None
    text = (
        f"N/P {words(ratio, 2)}: too few nitrogens to bind all nucleic acid."
        if ratio < 1
        else f"N/P {words(ratio, 3)}: most of the polymer stays free, and free polycation is what harms cells."
    )
    return Finding(
        id="L-NP-01",
        severity="warning",
        path="payload.np_ratio",
        source="parameter_laws",
        text=text,
        remedy="Usual range: 3 to 12.",
        fix=("payload.np_ratio", "6"),
    )


def poor_match(case: Case) -> Finding | None:
    """A drug that the core does not like."""
    chi = case.value("loading.compatibility_chi")
    low = case.prediction["loading.compatibility_chi"].low
    if chi is None or (low if low is not None else chi / 4) <= 1.5:
        return None
    return Finding(
        id="L-LOAD-02",
        severity="warning",
        path="payload.id",
        source="lindvig2002",
        text=f"χ {words(chi, 2)} between payload and core: a poor match, even with the wide error of χ.",
        remedy="Expect crystals outside the particles at high feed; try another core polymer.",
    )


def contradictory_np(case: Case) -> Finding | None:
    """Feed and N/P that say different things."""
    for flag in case.prediction.flags:
        if flag.id == "np-ratio-against-feed":
            return Finding(
                id="L-NP-02",
                severity="error",
                path=flag.path,
                text=flag.text,
                remedy="Clear feed or N/P.",
                source="stoichiometry",
            )
    return None


def high_loading(case: Case) -> Finding | None:
    """More payload than cores usually hold."""
    dlc = case.value("loading.dlc")
    if dlc is None or dlc <= 30 or case.morphology in ("polyplex", "nanogel", "dendrimer"):
        return None
    return Finding(
        id="L-LOAD-01",
        severity="warning",
        path="payload.feed",
        source="published_formulations",
        text=f"DLC {words(dlc)} %: published cores hold 3 to 24 %.",
        remedy="Check feed and EE; expect crystals beside the particles.",
        fix=_least_feed(case.given("payload.feed"), dlc),
    )


def _least_feed(feed: Value | None, dlc: float) -> tuple[str, str] | None:
    """The feed that fills the cores as far as any published one, if EE stays as it is."""
    if feed is None or not 0 < dlc < 100 or kind(feed.unit) not in (kind("mg"), kind("mg/mg")):
        return None
    wanted = feed.magnitude * (100 / dlc - 1) * HIGHEST_DLC / (100 - HIGHEST_DLC)
    return "payload.feed", f"{wanted:.3g} {feed.unit}"


def guessed_ee(case: Case) -> Finding | None:
    """EE is the median of a class."""
    if case.value("loading.ee") is None or case.given("payload.ee") is not None:
        return None
    return Finding(
        id="L-LOAD-03",
        severity="info",
        path="payload.ee",
        source="published_formulations",
        text=f"EE {words(case.value('loading.ee') or 0.0, 2)} % is the median of published values, not a prediction for your recipe.",
        remedy="Measure one batch: it narrows EE, DLC and the counts at once.",
    )


def all_of_it(case: Case) -> Finding | None:
    """An EE near 100 % depends on how free drug was found."""
    ee = case.given("payload.ee")
    if ee is None or ee.to("%") <= 97:
        return None
    return Finding(
        id="L-LOAD-04",
        severity="info",
        path="payload.ee",
        source="loadingmassbalance",
        text=f"EE {words(ee.to('%'))} %: found from the free drug alone, crystals and losses count as loaded.",
        remedy="Dissolve the particles and measure the drug inside.",
    )


def leaky_drug(case: Case) -> Finding | None:
    """A drug that prefers water sits in a hydrophobic core."""
    log_p = case.number("payload.log_p", "") if case.ingredient("payload.log_p") else case.number("payload.log_p_crippen", "")
    if log_p is None or log_p >= 0.5 or case.morphology not in ("micelle", "solid_particle"):
        return None
    return Finding(
        id="L-LOAD-05",
        severity="warning",
        path="payload.id",
        source="goren2025",
        text=f"log P {words(log_p, 2)}: the drug prefers water to the core; published EE is about 20 %, and it leaks fast.",
        remedy="Take a prodrug or ion pair, or a carrier with a lumen or opposite charge.",
    )


def empty_particles(case: Case) -> Finding | None:
    """Fewer payload molecules than particles."""
    count = case.value("loading.molecules_per_particle")
    if count is None or count >= 3:
        return None
    return Finding(
        id="L-LOAD-06",
        severity="warning",
        path="payload.feed",
        source="stoichiometry",
        text=f"{words(count, 2)} payload molecules per particle: {words(100 * math.exp(-count), 2)} % of the particles are empty.",
        remedy="Raise the feed or the size, or count filled particles only.",
    )


def no_feed(case: Case) -> Finding | None:
    """A payload without an amount."""
    if not case.word("payload.id") or case.value("loading.feed_fraction") is not None:
        return None
    return Finding(
        id="L-LOAD-07",
        severity="warning",
        path="payload.feed",
        source="loadingmassbalance",
        text="A payload is chosen, but no feed: nothing about loading can be said.",
        remedy="Type a mass, mg per mg of polymer, or N/P.",
    )


def assumed_batch(case: Case) -> Finding | None:
    """DLC follows a polymer mass that nobody typed."""
    feed = case.given("payload.feed")
    if feed is None or feed.unit == "mg/mg" or case.state("process.polymer_mass") == "typed":
        return None
    return Finding(
        id="L-LOAD-08",
        severity="warning",
        path="process.polymer_mass",
        source="loadingmassbalance",
        text="The feed is a mass, but no polymer mass is typed: DLC assumes 10 mg of polymer.",
        remedy="Type the polymer mass, or the feed in mg/mg.",
    )


def too_much_solvent(case: Case) -> Finding | None:
    """So much solvent that particles stay swollen."""
    found = case.node("final_organic_fraction")
    share = None if found is None else 100 * found
    if share is None or share <= 50 or not case.word("process.solvent"):
        return None
    return Finding(
        id="L-LOAD-09",
        severity="warning",
        path="process.organic_fraction",
        source="parameter_laws",
        text=f"{words(share, 2)} % organic phase in the end: particles stay swollen or dissolved until it is removed.",
        remedy="Use at least one volume of water per volume of solvent; 10-30 % is usual.",
        fix=("process.organic_fraction", "10 %"),
    )


def toxic_solvent(case: Case) -> Finding | None:
    """A solvent with a limit in medicines."""
    solvent = case.material("process.solvent")
    limit = solvent.number("ich_limit") if solvent is not None else None
    if solvent is None or solvent.text("ich_class") not in ("1", "2") or limit is None or not hasattr(limit.value, "to"):
        return None
    return Finding(
        id="L-LOAD-10",
        severity="info",
        path="process.solvent",
        source="ichq3c2024",
        text=f"{solvent.name} is limited to {words(limit.value.to('ppm'))} ppm in a medicine (class {solvent.text('ich_class')}).",
        remedy="Plan removal and a residual-solvent test, or take a class 3 solvent.",
    )


def uncharged_for_nucleic_acid(case: Case) -> Finding | None:
    """Nothing holds a nucleic acid."""
    payload = case.material("payload.id")
    if payload is None or payload.kind != "nucleic_acid" or case.given("payload.ee") is not None:
        return None
    if case.ingredient("carrier.mass_per_nitrogen") is not None:
        return None
    return Finding(
        id="L-LOAD-11",
        severity="warning",
        path="carrier.id",
        source="chargecounting",
        text="The carrier lists no nitrogens to bind the nucleic acid: a lumen alone takes up a few percent.",
        remedy="Take a polycation, a block that complexes, or type the EE you measured.",
    )


def like_charges(case: Case) -> Finding | None:
    """A large payload that the carrier's own charge pushes away."""
    payload, surface = case.value("loading.payload_charge"), case.value("charge.surface_charge_density")
    if payload is None or not surface or abs(payload) < 2 or payload * surface < 0:
        return None
    if case.morphology not in ("polyplex", "nanogel", "dendrimer") or case.given("payload.ee") is not None:
        return None
    sign = "positive" if payload > 0 else "negative"
    return Finding(
        id="L-LOAD-12",
        severity="warning",
        path="payload.id",
        source="chargecounting",
        text=f"The payload carries {words(payload, 2)} charges and the carrier is {sign} too: nothing holds it.",
        remedy="Take a carrier of the other sign, another pH, or type the EE you measured.",
    )


def no_room(case: Case) -> Finding | None:
    """A protein that does not fit into core or lumen."""
    size, core = case.value("loading.payload_diameter"), case.value("size.core_diameter")
    if size is None or core is None or case.morphology not in ("micelle", "solid_particle", "polymersome"):
        return None
    payload = case.material("payload.id")
    if payload is None or payload.kind != "protein" and case.morphology != "polymersome":
        return None
    room = core - 2 * (case.value("size.membrane_thickness") or 0.0)
    if size < room:
        return None
    return Finding(
        id="L-LOAD-13",
        severity="warning",
        path="carrier.diameter",
        source="geometry",
        text=f"One payload of {words(size, 2)} nm does not fit into a room of {words(max(room, 0.0), 2)} nm.",
        remedy="Take larger particles, or one payload on the outside of each.",
    )


RULES: tuple[Rule, ...] = (
    poor_match,
    contradictory_np,
    np_range,
    high_loading,
    guessed_ee,
    all_of_it,
    leaky_drug,
    empty_particles,
    no_feed,
    assumed_batch,
    too_much_solvent,
    toxic_solvent,
    uncharged_for_nucleic_acid,
    like_charges,
    no_room,
)
