"""The design check: what a good colleague would remark, each with a remedy and a source. Rules are plain functions over one prediction."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass

from formulator.catalogue import Catalogue
from formulator.design import Design, get
from formulator.prediction import Prediction
from formulator.units import Value, format_number

SEVERITIES = ("error", "warning", "info")
IMPOSSIBLE_OVERLAP = 40.0
"""Chains that overlap more than this halfway up the layer cannot stand side by side: PEG5k at 0.54 nm⁻² on 100 nm would be 45."""
VESICLE_WINDOW = (0.15, 0.45)
"""Hydrophilic weight fractions between which diblocks have been seen to form vesicles, window edges included."""
GLIOMA = ("u-87-mg", "c6")


@dataclass(frozen=True, kw_only=True)
class Finding:
    """One remark: where, what is the case, what would help, and a (path, text) that does it where one does."""

    id: str
    severity: str
    path: str
    text: str
    remedy: str
    source: str
    fix: tuple[str, str] | None = None


@dataclass(frozen=True)
class Case:
    """What a rule may look at."""

    design: Design
    prediction: Prediction
    catalogue: Catalogue

    def value(self, path: str) -> float | None:
        """An output's value in its display unit, or None."""
        return self.prediction[path].value

    def node(self, name: str) -> float | None:
        """A number of the chain in SI, or None when missing or not finite."""
        found = self.prediction.nodes.get(name)
        return found if found is not None and math.isfinite(found) else None

    def given(self, path: str) -> Value | None:
        """A typed value."""
        entry = get(self.design, path)
        return entry if isinstance(entry, Value) else None

    def number(self, path: str, unit: str) -> float | None:
        """An input, typed or not, in a unit."""
        ingredient = self.prediction.ingredients.get(path)
        return (
            Value(float(ingredient.value), ingredient.unit).to(unit)
            if ingredient is not None and isinstance(ingredient.value, float)
            else None
        )


Rule = Callable[[Case], Finding | None]


def _n(value: float, digits: int = 3) -> str:
    return format_number(value, digits=digits)


def impossible_particle(case: Case) -> Finding | None:
    """The layer or membrane is thicker than the particle."""
    core = case.prediction.nodes.get("core_radius")
    if core is None or math.isfinite(core):
        return None
    diameter = case.value("size.hydrodynamic_diameter") or 0.0
    return Finding(
        id="L-SIZE-01",
        severity="error",
        path="carrier.diameter",
        source="geometry",
        text=f"No such particle: a diameter of {_n(diameter)} nm leaves no room for a core under this layer or membrane.",
        remedy="Take a larger diameter, a shorter corona block or a thinner membrane.",
    )


def impossible_brush(case: Case) -> Finding | None:
    """More corona chains than fit on the surface."""
    density, segments = case.node("corona_density"), case.node("corona_segments")
    if density is None or segments is None:
        return None
    core, height = case.node("core_radius"), case.node("corona_thickness")
    spread = core / (core + height / 2) if core and height else 1.0
    overlap = density * math.pi * (0.35e-9 * segments**0.6) ** 2 * spread**2
    if overlap <= IMPOSSIBLE_OVERLAP:
        return None
    return Finding(
        id="L-SIZE-02",
        severity="error",
        path="carrier.corona_molar_mass",
        source="brittain2007",
        text=f"{_n(density * 1e-18, 2)} corona chains per nm² would overlap {_n(overlap, 2)} times: no brush is that dense.",
        remedy="Lower the share of chains at the surface, the diameter, or the corona's molar mass.",
    )


def broad_distribution(case: Case) -> Finding | None:
    """A PDI from which no number median should be taken."""
    pdi = case.value("size.pdi")
    if pdi is None or pdi <= 0.25 or case.given("carrier.pdi") is None:
        return None
    return Finding(
        id="L-SIZE-03",
        severity="warning",
        path="carrier.pdi",
        source="iso22412",
        text=f"PDI {_n(pdi, 2)} is too broad to turn a Z-average into number and volume medians.",
        remedy="Fractionate, or use particle tracking or electron microscopy for the number distribution.",
    )


def sterile_filter(case: Case) -> Finding | None:
    """Too large for a 0.2 µm filter."""
    size, pdi = case.value("size.z_average"), case.value("size.pdi")
    if size is None or pdi is None or not (size > 150 and pdi > 0.2 or size > 180):
        return None
    return Finding(
        id="L-SIZE-04",
        severity="warning",
        path="carrier.diameter",
        source="parameter_laws",
        text=f"Z-average {_n(size)} nm with PDI {_n(pdi, 2)} will clog a 0.2 µm sterile filter.",
        remedy="Aim below 120 nm with PDI below 0.15, or plan aseptic processing.",
    )


def wrong_morphology(case: Case) -> Finding | None:
    """A diblock whose hydrophilic share speaks against a vesicle."""
    ingredients = case.prediction.ingredients
    corona, core = case.number("carrier.corona_molar_mass", "kg/mol"), case.number("carrier.core_molar_mass", "kg/mol")
    if (
        "size.membrane_thickness" not in case.prediction.nodes
        or corona is None
        or core is None
        or "carrier.id" not in ingredients
        and get(case.design, "carrier.id") is None
    ):
        return None
    share = corona / (corona + core)
    if VESICLE_WINDOW[0] <= share <= VESICLE_WINDOW[1]:
        return None
    kind = "solid particles" if share < VESICLE_WINDOW[0] else "micelles"
    return Finding(
        id="L-SIZE-05",
        severity="warning",
        path="carrier.morphology",
        source="discher2006",
        text=f"{_n(100 * share, 2)} wt% hydrophilic block: such diblocks usually form {kind}, not vesicles.",
        remedy="Check by cryo-TEM, or change a block length. Processing can shift the window.",
    )


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
        text=f"The tether ends {_n(-clearance, 2)} nm inside the brush: the ligand may be buried.",
        remedy=f"Take a tether of {_n(longer, 2)} kg/mol or a shorter corona.",
        fix=("ligand.tether_molar_mass", f"{longer:.3g} kg/mol"),
    )


def too_many_ligands(case: Case) -> Finding | None:
    """More ligands than chains, or than have room side by side."""
    mol_percent, per_area = case.value("ligand.mol_percent"), case.value("ligand.surface_density")
    if mol_percent is not None and mol_percent > 100:
        return Finding(
            id="L-LIG-01",
            severity="error",
            path="ligand.density",
            source="geometry",
            text=f"{_n(mol_percent)} mol% ligand: there are more ligands than chains.",
            remedy="Give at most 100 mol% of the chains a ligand.",
        )
    size = case.number("ligand.size", "nm")
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
        text=f"Ligands of {_n(size, 2)} nm would cover {_n(100 * covered, 3)} % of the surface: they do not fit side by side.",
        remedy="Lower the ligand density.",
    )


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
        text=f"{_n(strength)} mM salt hides the charge: zeta there is {_n(zeta, 2)} mV.",
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
        text=f"No hydrophilic layer and zeta {_n(zeta, 2)} mV: expect aggregation in salt.",
        remedy="Add a PEG layer, or keep the particles in low salt with more charge.",
    )


def glioma_without_barrier(case: Case) -> Finding | None:
    """A brain tumour with the barrier switched off."""
    cell = get(case.design, "target.cell")
    if not isinstance(cell, str) or cell.partition(":")[2] not in GLIOMA or get(case.design, "target.barrier") == "bbb":
        return None
    return Finding(
        id="L-TGT-05",
        severity="info",
        path="target.barrier",
        source="parameter_laws",
        text="Brain barrier is off: read this as a leaky tumour.",
        remedy="Turn it on to see passage relative to the best binding strength.",
        fix=("target.barrier", "bbb"),
    )


def wrong_way_round(case: Case) -> Finding | None:
    """A spared cell with more receptors than the target."""
    target, spared = case.number("target.receptors", "1/cell"), case.number("target.healthy_receptors", "1/cell")
    if target is None or spared is None or spared <= target:
        return None
    return Finding(
        id="L-TGT-02",
        severity="warning",
        path="target.healthy_receptors",
        source="martinez2011",
        text=f"The spared cell has more receptors, {_n(spared)}, than the target, {_n(target)}: no ligand density makes this selective.",
        remedy="Choose another receptor or another pair of cells.",
    )


def lost_in_serum(case: Case) -> Finding | None:
    """Binding that serum takes away."""
    buffer, serum = case.value("targeting.occupancy_target"), case.value("targeting.occupancy_target_serum")
    if not buffer or serum is None or serum > buffer / 10:
        return None
    return Finding(
        id="L-TGT-03",
        severity="warning",
        path="ligand.serum_masking",
        source="salvati2013",
        text=f"With the ligands that serum leaves free, binding falls from {_n(buffer, 2)} to {_n(serum, 2)}.",
        remedy="Test binding in serum; raise density or affinity only if it holds there.",
    )


def np_range(case: Case) -> Finding | None:
    """N/P where nothing condenses, or where free polymer dominates."""
    ratio = case.value("loading.np_ratio")
    if ratio is None or 1 <= ratio <= 20 or case.given("payload.np_ratio") is None and case.given("payload.feed") is None:
        return None
    text = (
        f"N/P {_n(ratio, 2)}: too few nitrogens to bind all nucleic acid."
        if ratio < 1
        else f"N/P {_n(ratio, 3)}: most of the polymer stays free, and free polycation is what harms cells."
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
        text=f"χ {_n(chi, 2)} between payload and core: a poor match, even with the wide error of χ.",
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


RULES: tuple[Rule, ...] = (
    impossible_particle,
    impossible_brush,
    broad_distribution,
    sterile_filter,
    wrong_morphology,
    too_many_ligands,
    buried_ligand,
    hidden_charge,
    unprotected,
    poor_match,
    contradictory_np,
    np_range,
    wrong_way_round,
    lost_in_serum,
    glioma_without_barrier,
)


def out_of_range(prediction: Prediction) -> tuple[Finding, ...]:
    """A finding for every model that was asked outside its range, under the flag's own id."""
    return tuple(
        Finding(
            id=flag.id,
            severity="warning",
            path=flag.path,
            text=flag.text,
            remedy="Read the numbers built on it as a ranking.",
            source="",
        )
        for flag in prediction.flags
        if flag.id.startswith("range.")
    )


def lint(design: Design, prediction: Prediction, catalogue: Catalogue) -> tuple[Finding, ...]:
    """Every remark on a design, worst first."""
    case = Case(design, prediction, catalogue)
    found = [finding for rule in RULES if (finding := rule(case)) is not None]
    found.extend(out_of_range(prediction))
    return tuple(sorted(found, key=lambda finding: SEVERITIES.index(finding.severity)))
