"""Rules about charge, stability and release."""

from __future__ import annotations

import math

from formulator.advice.case import Case, Finding, Rule, words
from formulator.chem.assembly import assembled_fraction
from formulator.chem.matrix import hydrolysed_molar_mass, loaded_glass_transition
from formulator.units import Value


def hidden_charge(case: Case) -> Finding | None:
    """A medium so salty that zeta says nothing."""
    strength = case.number("medium.ionic_strength", "mM")
    zeta = case.value("charge.zeta")
    if strength is None or strength < 50 or zeta is None or abs(zeta) > 10:
        return None
    return Finding(
        id="L-CHG-01",
        severity="warning",
        path="medium.ionic_strength",
        source="hunter1981",
        text=f"{words(strength)} mM salt hides the charge: zeta there is {words(zeta, 2)} mV.",
        remedy="Measure zeta in 10 mM or less.",
        fix=("medium.ionic_strength", "10 mM"),
    )


def unprotected(case: Case) -> Finding | None:
    """A particle held apart by neither charge nor corona."""
    zeta = case.value("charge.zeta")
    if zeta is None or abs(zeta) >= 10 or case.value("size.corona_thickness") is not None or case.node("core_area") is None:
        return None
    return Finding(
        id="L-STAB-01",
        severity="warning",
        path="carrier.corona_molar_mass",
        source="hunter1981",
        text=f"No hydrophilic layer and zeta {words(zeta, 2)} mV: expect aggregation in salt.",
        remedy="Add a PEG layer, or keep the particles in low salt with more charge.",
    )


def unknown_medium(case: Case) -> Finding | None:
    """Zeta in a medium that nobody named."""
    if case.state("medium.ionic_strength") != "default" or case.value("charge.zeta") is None:
        return None
    return Finding(
        id="L-CHG-02",
        severity="info",
        path="medium.id",
        source="published_formulations",
        text="No medium is chosen: zeta is given for anything from water to 20 mM salt.",
        remedy="Choose the medium in which zeta is measured.",
        fix=("medium.id", "medium:hepes10"),
    )


def cationic_in_blood(case: Case) -> Finding | None:
    """A surface that blood covers and cells take up anywhere."""
    zeta = case.value("charge.zeta")
    if zeta is None or zeta <= 15 or case.value("targeting.delivered") is None:
        return None
    return Finding(
        id="L-CHG-03",
        severity="warning",
        path="charge.zeta",
        source="parameter_laws",
        text=f"Zeta {words(zeta, 2)} mV: in blood a cationic particle is coated, clumps and is cleared within minutes.",
        remedy="Shield it with PEG, lower N/P, or type the half-life you measured.",
    )


def near_pka(case: Case) -> Finding | None:
    """A charge that follows small changes of pH."""
    ph, pka = case.number("medium.ph", "pH"), case.number("carrier.site_pka", "")
    if ph is None or pka is None or abs(ph - pka) > 0.7 or not case.value("charge.surface_charge_density"):
        return None
    return Finding(
        id="L-CHG-04",
        severity="info",
        path="medium.ph",
        source="hendersonhasselbalch",
        text=f"pH {words(ph, 2)} is near the pK_a of the surface, {words(pka, 2)}: zeta moves with every tenth of a pH unit.",
        remedy="Buffer the sample and report its pH with zeta.",
    )


def sticky_brush(case: Case) -> Finding | None:
    """An attraction that the layer does not hide."""
    depth = case.value("stability.minimum_depth")
    if depth is None or depth <= 3:
        return None
    return Finding(
        id="L-STAB-02",
        severity="warning",
        path="carrier.corona_molar_mass",
        source="degennes1987",
        text=f"Two particles attract by {words(depth, 2)} kT above their layers: expect reversible clumps.",
        remedy="Take a longer corona or smaller particles.",
    )


def thin_barrier(case: Case) -> Finding | None:
    """A bare particle that charge does not keep apart."""
    barrier = case.value("stability.barrier")
    if barrier is None or barrier >= 15:
        return None
    return Finding(
        id="L-STAB-03",
        severity="warning",
        path="medium.ionic_strength",
        source="hunter1981",
        text=f"The barrier between bare particles is {words(barrier, 2)} kT; below about 15 kT they aggregate within days.",
        remedy="Lower the salt, raise the charge, or add a hydrophilic layer.",
    )


def below_cmc(case: Case) -> Finding | None:
    """Micelles of which dilution by the blood leaves few."""
    carrier, ratio, dose = case.material("carrier.id"), case.node("loading.drug_to_polymer"), case.number("target.dose", "mg/kg")
    cmc = carrier.number("cmc") if carrier is not None else None
    if cmc is None or not isinstance(cmc.value, Value) or not ratio or dose is None or case.value("targeting.delivered") is None:
        return None
    if case.morphology != "micelle":
        return None
    injected = dose / ratio / BLOOD[case.word("target.species") or "mouse"]
    left = assembled_fraction.si(concentration=1e-3 * injected, critical_concentration=cmc.value.si)
    if left > MOSTLY_WHOLE:
        return None
    return Finding(
        id="L-STAB-04",
        severity="warning",
        path="target.dose",
        source="kim2004genexol",
        text=(
            f"After injection blood holds {words(injected, 2)} mg/L of polymer against a CMC of {words(cmc.value.to('mg/L'), 2)} mg/L: "
            f"{words(100 * left, 2)} % of it can stay in micelles."
        ),
        remedy="Raise the dose, take a longer core block, or crosslink the micelle.",
    )


MOSTLY_WHOLE = 0.8
"""Share of the polymer in micelles above which dilution is no worry."""
BLOOD = {"mouse": 0.075, "human": 0.071}
"""Blood volume in L per kg of body; so mg/kg over it is mg/L."""


def fluid_core(case: Case) -> Finding | None:
    """A core that is liquid at body temperature."""
    carrier = case.material("carrier.id")
    found = carrier.number("core_glass_transition") if carrier is not None else None
    if found is None or not hasattr(found.value, "to") or case.morphology not in ("micelle", "solid_particle"):
        return None
    if found.value.to("degC") >= 37 or case.given("payload.release_half_time") is not None:
        return None
    return Finding(
        id="L-STAB-05",
        severity="info",
        path="payload.release_half_time",
        source=found.source or "recalled",
        text=f"The core is soft at 37 °C (glass transition {words(found.value.to('degC'), 2)} °C): drug diffuses out and chains exchange.",
        remedy="Measure release in serum, or take a glassy or crosslinked core.",
    )


def early_release(case: Case) -> Finding | None:
    """Most payload leaves before arrival."""
    inside = case.value("targeting.encapsulated_on_arrival")
    if inside is None or inside >= 30:
        return None
    return Finding(
        id="L-STAB-06",
        severity="warning",
        path="payload.release_half_time",
        source="massaction",
        text=f"Only {words(inside, 2)} % of the payload is still inside when particles leave the blood.",
        remedy="Slow the release, or shorten the way: a faster half-life helps only with less release.",
    )


def clumps_in_blood_salt(case: Case) -> Finding | None:
    """A bare particle whose charge does not outlast the salt of blood."""
    limit, strength = case.value("stability.coagulation_salt"), case.node("ionic_strength")
    if limit is None or strength is None or limit >= BLOOD_SALT or strength >= BLOOD_SALT:
        return None
    return Finding(
        id="L-STAB-07",
        severity="warning",
        path="stability.coagulation_salt",
        source="verwey1948",
        text=f"The charge keeps bare particles apart up to about {words(limit, 2)} mM salt; blood, culture medium and PBS have 150 mM.",
        remedy="Test size in PBS before cells or animals, or add a hydrophilic layer.",
    )


BLOOD_SALT = 150.0
BODY = 310.15
DRUG_GLASS = 0.7
"""Glass transition of a drug over its melting temperature, both in kelvin: a rule of thumb within some 15 K."""


def softened_core(case: Case) -> Finding | None:
    """A glassy core that the drug dissolved in it makes soft at body temperature."""
    carrier, drug, share = case.material("carrier.id"), case.material("payload.id"), case.node("payload_in_core")
    glass = carrier.number("core_glass_transition") if carrier is not None else None
    melting = drug.number("melting_point") if drug is not None and drug.kind == "drug" else None
    if glass is None or melting is None or not share or case.morphology not in ("micelle", "solid_particle"):
        return None
    if not isinstance(glass.value, Value) or not isinstance(melting.value, Value) or glass.value.si < BODY:
        return None
    soft = loaded_glass_transition.si(
        drug_weight_fraction=share, drug_glass_transition=DRUG_GLASS * melting.value.si, polymer_glass_transition=glass.value.si
    )
    if soft >= BODY:
        return None
    return Finding(
        id="L-STAB-08",
        severity="info",
        path="payload.feed",
        source="fox1956",
        text=(
            f"{words(100 * share, 2)} wt% of drug lowers the core's glass transition from {words(glass.value.to('degC'), 2)} "
            f"to about {words(soft - 273.15, 2)} °C, below body temperature: release speeds up."
        ),
        remedy="Measure the loaded particles by calorimetry, or load less.",
    )


PLGA_CUT = (0.02, 0.08)
"""Rate in 1/day at which water cleaves PLGA 50:50 at 37 °C (see `hydrolysed_molar_mass`), commonly cited."""


def hydrolysed(case: Case) -> Finding | None:
    """A core that water cleaves before half of the payload is out."""
    carrier, half = case.material("carrier.id"), case.value("release.half_time")
    if carrier is None or carrier.text("core_block") != "PLGA 50:50" or half is None:
        return None
    slowest = PLGA_CUT[0] / 86400
    left = hydrolysed_molar_mass.si(initial_molar_mass=1.0, rate_constant=slowest, time=half * 3600)
    if left >= 0.5:
        return None
    return Finding(
        id="L-STAB-09",
        severity="info",
        path="release.half_time",
        source="anderson1997",
        text=(
            f"With a release t½ of {words(half / 24, 2)} days the core breaks down first: water halves the molar mass of PLGA 50:50 "
            f"in {words(math.log(2) / PLGA_CUT[1], 2)} to {words(math.log(2) / PLGA_CUT[0], 2)} days at 37 °C."
        ),
        remedy="Measure release to the end, and store dry or frozen.",
    )


def poisonous_polycation(case: Case) -> Finding | None:
    """More bare polycation than cells stand, unless the complexes are diluted."""
    carrier, mixed = case.material("carrier.id"), case.given("process.polymer_concentration")
    known = carrier.number("toxic_concentration") if carrier is not None else None
    if carrier is None or known is None or mixed is None or not isinstance(known.value, Value):
        return None
    amount, limit = mixed.to("mg/L"), known.value.to("mg/L")
    if amount <= limit:
        return None
    return Finding(
        id="L-CHG-07",
        severity="warning",
        path="process.polymer_concentration",
        source=known.source,
        text=(
            f"The complexes hold {words(amount, 2)} mg/L of {carrier.name}; from about {words(limit, 2)} mg/L on it kills cells, "
            "bound or free."
        ),
        remedy=f"Dilute at least {math.ceil(amount / limit)}-fold on cells and test viability, or take a polymer that degrades.",
    )


RULES: tuple[Rule, ...] = (
    poisonous_polycation,
    hidden_charge,
    unprotected,
    unknown_medium,
    cationic_in_blood,
    near_pka,
    sticky_brush,
    thin_barrier,
    below_cmc,
    fluid_core,
    early_release,
    clumps_in_blood_salt,
    softened_core,
    hydrolysed,
)
