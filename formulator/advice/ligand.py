"""Rules about the ligand layer."""

from __future__ import annotations

import math

from formulator.advice.case import Case, Finding, Rule, words
from formulator.catalogue import Material, Property
from formulator.design import get
from formulator.units import Value


def buried_ligand(case: Case) -> Finding | None:
    """A tether that ends inside the brush."""
    clearance = case.value("ligand.clearance")
    if clearance is None or clearance >= -0.05 or case.value("size.corona_thickness") is None:
        return None
    corona = case.number("carrier.corona_molar_mass", "kg/mol") or 0.0
    longer = 1.3 * corona
    return Finding(
        id="L-LIG-03",
        severity="warning",
        path="ligand.tether_molar_mass",
        source="ordered_ligands",
        text=f"The tether ends {words(-clearance, 2)} nm inside the brush: the ligand may be buried.",
        remedy=f"Take a tether of {words(longer, 2)} kg/mol or a shorter corona.",
        fix=("ligand.tether_molar_mass", f"{longer:.3g} kg/mol"),
    )


def more_than_chains(case: Case) -> Finding | None:
    """More ligand-bearing chains than chains."""
    mol_percent = case.value("ligand.mol_percent")
    if mol_percent is None or mol_percent <= 100 or not any(flag.id == "more-ligands-than-chains" for flag in case.prediction.flags):
        return None
    return Finding(
        id="L-LIG-01",
        severity="error",
        path="ligand.density",
        source="geometry",
        text=f"{words(mol_percent)} mol% ligand: there are more ligands than chains.",
        remedy="Give at most 100 mol% of the chains a ligand.",
    )


def over_its_footprint(case: Case) -> Finding | None:
    """More ligands than have room side by side."""
    per_area, size = case.value("ligand.surface_density"), case.number("ligand.size", "nm")
    if per_area is None or size is None:
        return None
    radius, reach = case.node("core_radius"), case.node("tether_reach")
    spread = ((radius + reach) / radius) ** 2 if radius and reach else 1.0
    covered = per_area / spread * math.pi / 4 * size**2
    if covered <= 0.9:
        return None
    return Finding(
        id="L-LIG-02",
        severity="error",
        path="ligand.density",
        source="geometry",
        text=f"Ligands of {words(size, 2)} nm would cover {words(100 * covered, 3)} % of the surface: they do not fit side by side.",
        remedy="Lower the ligand density.",
    )


def long_tether(case: Case) -> Finding | None:
    """A tether much longer than the brush needs."""
    tether, corona = case.number("ligand.tether_molar_mass", "kg/mol"), case.number("carrier.corona_molar_mass", "kg/mol")
    if tether is None or corona is None or case.value("ligand.clearance") is None or tether <= 2.5 * corona:
        return None
    return Finding(
        id="L-LIG-04",
        severity="info",
        path="ligand.tether_molar_mass",
        source="ordered_ligands",
        text=f"A tether of {words(tether)} kg/mol over a layer of {words(corona)} kg/mol is longer than needed and binds more weakly.",
        remedy=f"Try {words(1.3 * corona, 2)} kg/mol.",
        fix=("ligand.tether_molar_mass", f"{1.3 * corona:.3g} kg/mol"),
    )


def less_than_one(case: Case) -> Finding | None:
    """Most particles carry no working ligand."""
    working = case.value("ligand.active")
    if working is None or working >= 1:
        return None
    return Finding(
        id="L-LIG-05",
        severity="warning",
        path="ligand.density",
        source="stoichiometry",
        text=f"{words(working, 2)} working ligands per particle: most particles carry none.",
        remedy="Raise density, coupling yield or orientation.",
    )


def recalled_affinity(case: Case) -> Finding | None:
    """A K_D that nobody checked decides about binding."""
    found = case.ingredient("ligand.dissociation_constant")
    if found is None or found.status not in ("recalled", "estimate") or case.value("targeting.occupancy_target") is None:
        return None
    return Finding(
        id="L-LIG-06",
        severity="info",
        path="ligand.dissociation_constant",
        source=found.source or "recalled",
        text="K_D is recalled, not verified, and binding follows it.",
        remedy="Type the K_D of your ligand, monovalent, in your assay.",
    )


def bivalent_assay(case: Case) -> Finding | None:
    """An antibody's K_D may hold two bonds already."""
    ligand = case.material("ligand.id")
    if ligand is None or case.ingredient("ligand.dissociation_constant") is None:
        return None
    has_two_arms = ligand.text("class_text") == "IgG" or ligand.text("dissociation_kind") == "bivalent"
    if not has_two_arms or ligand.text("dissociation_kind") == "monovalent" and case.given("ligand.dissociation_constant") is None:
        return None
    return Finding(
        id="L-LIG-07",
        severity="info",
        path="ligand.dissociation_constant",
        source="parameter_laws",
        text="The K_D of a whole antibody is often measured with both arms bound; used as that of one bond it overstates binding.",
        remedy="Use the K_D of a Fab, or of antibody flowed over receptors.",
    )


def assumed_yield(case: Case) -> Finding | None:
    """A coupling yield that nobody measured."""
    if case.value("ligand.active") is None or case.state("ligand.coupling_yield") != "default":
        return None
    return Finding(
        id="L-LIG-08",
        severity="info",
        path="ligand.coupling_yield",
        source="parameter_laws",
        text="Coupling yield is assumed, 50 % (15-90 %): the number of working ligands follows it.",
        remedy="Quantify free and bound ligand, or type 100 % for a purified conjugate.",
    )


def second_ligand(case: Case) -> Finding | None:
    """Most answers are of the first ligand."""
    if len(case.design.ligands) < 2 or get(case.design, "ligand.2.id") is None:
        return None
    return Finding(
        id="L-LIG-09",
        severity="warning",
        path="ligand.2.id",
        source="ordered_ligands",
        text="Answers and lines of two ligands count both; all others, the map and cells side by side among them, are of the first.",
        remedy="Give the second ligand a density, and compare with variants that have one of the ligands each.",
    )


def _receptor(case: Case) -> Material | None:
    """What the catalogue knows of the receptor of the ligand."""
    ligand = case.material("ligand.id")
    name = ligand.text("receptor") if ligand is not None else None
    return case.catalogue.get(name, ("receptor",)) if name and f"receptor:{name}" in case.catalogue else None


def _amount(found: Property | None) -> str:
    """A catalogue value as it would be typed; empty when there is none."""
    value = found.value if found is not None else None
    return f"{value.magnitude:g} {value.unit}" if isinstance(value, Value) else ""


def competitor(case: Case) -> Finding | None:
    """Plasma holds the natural ligand."""
    ligand, receptor = case.material("ligand.id"), _receptor(case)
    natural = COMPETITORS.get(ligand.id) if ligand is not None else None
    if natural is None or case.given("target.competitor_concentration") is not None:
        return None
    known = receptor.number("competitor_concentration") if receptor is not None else None
    amount = _amount(known)
    has_affinity = case.ingredient("target.competitor_dissociation_constant") is not None
    return Finding(
        id="L-LIG-10",
        severity="info",
        path="target.competitor_concentration",
        source=known.source if known is not None else "salvati2013",
        text=f"Blood holds {f'about {amount} ' if amount else ''}{natural}, which fills the same receptor: serum binding is too high.",
        remedy="Give its concentration and K_D in blood, or choose a ligand for another site of the receptor.",
        fix=("target.competitor_concentration", amount) if amount and has_affinity else None,
    )


COMPETITORS = {
    "transferrin": "loaded transferrin",
    "folate": "5-methyltetrahydrofolate",
    "lactoferrin": "lactoferrin",
    "glucose": "5 mM glucose",
}
"""Natural ligands in plasma that want the same place; the 5 mM are a textbook value, not verified."""
NOTICEABLE = 0.1
"""Soluble antigen over K_D above which a tenth of the ligands is lost."""


def soluble_antigen(case: Case) -> Finding | None:
    """Blood holds the receptor itself."""
    receptor, k_d = _receptor(case), case.number("ligand.dissociation_constant", "mol/L")
    shed = receptor.number("soluble_concentration") if receptor is not None else None
    if receptor is None or shed is None or k_d is None or case.given("target.antigen_concentration") is not None:
        return None
    if not isinstance(shed.value, Value) or shed.value.to("mol/L") < NOTICEABLE * k_d:
        return None
    amount = _amount(shed)
    return Finding(
        id="L-LIG-11",
        severity="info",
        path="target.antigen_concentration",
        source=shed.source,
        text=f"Blood holds about {amount} of soluble {receptor.name}, which fills ligands before they meet a cell.",
        remedy="Give its concentration to count it, or test binding in serum.",
        fix=("target.antigen_concentration", amount),
    )


CROWDED = 20.0
"""Share of chains with a ligand in mol%, a rule of thumb from published optima of a few mol%; not verified as a limit."""


def crowded(case: Case) -> Finding | None:
    """So many ligands that the layer hides the particle less, and their own charge counts."""
    mol_percent = case.value("ligand.mol_percent")
    if mol_percent is None or not CROWDED < mol_percent <= 100 or case.value("size.corona_thickness") is None:
        return None
    share = words(mol_percent, 2)
    if case.given("ligand.charge") is not None:
        text = f"{share} mol% ligand: the layer hides the particle less. Expect non-specific uptake, which no number here counts."
    else:
        text = f"{share} mol% ligand: expect non-specific uptake, and the charge of the ligands in zeta; no number here counts them."
    return Finding(
        id="L-LIG-12",
        severity="warning",
        path="ligand.density",
        source="gu2008",
        text=text,
        remedy=f"Stay below {words(CROWDED, 2)} mol%, or measure uptake by cells without the receptor, and zeta.",
        fix=("ligand.density", f"{CROWDED:g} mol%"),
    )


RULES: tuple[Rule, ...] = (
    more_than_chains,
    over_its_footprint,
    buried_ligand,
    long_tether,
    less_than_one,
    recalled_affinity,
    bivalent_assay,
    assumed_yield,
    second_ligand,
    competitor,
    soluble_antigen,
    crowded,
)
