"""Rules about cells, receptors and the way to them."""

from __future__ import annotations

from formulator.advice.case import Case, Finding, Rule, words
from formulator.design import get

GLIOMA = ("u-87-mg", "c6")


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
        text=f"The spared cell has more receptors, {words(spared)}, than the target, {words(target)}: nothing makes this selective.",
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
        text=f"With the ligands that serum leaves free, binding falls from {words(buffer, 2)} to {words(serum, 2)}.",
        remedy="Test binding in serum; raise density or affinity only if it holds there.",
    )


def unknown_healthy(case: Case) -> Finding | None:
    """A ligand without anything to compare with."""
    if case.value("targeting.occupancy_target") is None or case.ingredient("target.healthy_receptors") is not None:
        return None
    return Finding(
        id="L-TGT-01",
        severity="warning",
        path="target.healthy_receptors",
        source="martinez2011",
        text="Receptors of the spared cell are unknown: nothing can be said about selectivity.",
        remedy="Choose a spared cell, or type its receptors.",
    )


def uncounted_target(case: Case) -> Finding | None:
    """A cell on which the receptor was not counted."""
    if not case.word("ligand.id") or not case.word("target.cell") or case.ingredient("target.receptors") is not None:
        return None
    return Finding(
        id="L-TGT-04",
        severity="warning",
        path="target.receptors",
        source="martinez2011",
        text="The catalogue has no count of this ligand's receptor on the target cell: binding cannot be given.",
        remedy="Type the receptors per cell, by flow cytometry against beads.",
    )


def unselective(case: Case) -> Finding | None:
    """An interval of selectivity that holds one."""
    found = case.prediction["targeting.selectivity"]
    if found.value is None or not (found.value < 2 or found.low is not None and found.low < 1):
        return None
    return Finding(
        id="L-TGT-06",
        severity="warning",
        path="target.healthy_receptors",
        source="martinez2011",
        text=f"Selectivity {words(found.value, 2)} cannot be told from none.",
        remedy="Choose a receptor that differs more, or fewer and weaker ligands.",
    )


def receptors_run_short(case: Case) -> Finding | None:
    """More places would be taken than the receptors can hold particles for."""
    wanted, most = case.node("wanted_per_cell"), case.node("most_bound")
    if wanted is None or most is None or wanted <= most:
        return None
    return Finding(
        id="L-TGT-07",
        severity="info",
        path="target.concentration",
        source="stone2001",
        text=f"The target's receptors hold {words(most, 2)} particles a cell at most, not the {words(wanted, 2)} of the bound fraction.",
        remedy="Lower dose or ligand density; neither brings more particles to this cell.",
    )


def assumed_half_life(case: Case) -> Finding | None:
    """Delivery follows a half-life of another particle."""
    if case.value("targeting.delivered") is None or case.state("target.half_life") == "typed":
        return None
    return Finding(
        id="L-TGT-08",
        severity="info",
        path="target.half_life",
        source="shalgunov2017",
        text="Plasma half-life is that of another particle, and delivery follows it.",
        remedy="Type yours: no law from size and charge is to be trusted.",
    )


def where_not_how_much(case: Case) -> Finding | None:
    """Targeting that changes little of what arrives."""
    delivered, gain = case.value("targeting.delivered"), case.value("targeting.gain_over_untargeted")
    if not delivered or gain is None or gain > 0.2 * delivered:
        return None
    return Finding(
        id="L-TGT-09",
        severity="info",
        path="target.cell",
        source="schmidt2009",
        text=f"Of {words(delivered, 2)} %ID in the tumour the ligand adds {words(gain, 2)}: it changes where they go, not how many arrive.",
        remedy="Compare uptake into target cells instead of the tumour total.",
    )


def beyond_mice(case: Case) -> Finding | None:
    """A human with a tumour of a mouse."""
    mass = case.given("target.tumour_mass")
    if mass is None or case.value("targeting.delivered") is None:
        return None
    grams, species = mass.to("g"), case.word("target.species") or "mouse"
    if species == "mouse" and grams <= 2 or species == "human" and grams >= 1:
        return None
    return Finding(
        id="L-TGT-10",
        severity="warning",
        path="target.tumour_mass",
        source="parameter_laws",
        text=f"A tumour of {words(grams)} g is no usual one in a {species}: percent of the dose grows with its mass.",
        remedy="Check species and tumour mass.",
    )


def _of_flag(case: Case, flag: str, rule: str, source: str, remedy: str) -> Finding | None:
    """A limit that the evaluation has flagged, with what would help."""
    found = next((entry for entry in case.prediction.flags if entry.id == flag), None)
    if found is None:
        return None
    return Finding(id=rule, severity=found.severity, path=found.path, source=source, text=found.text, remedy=remedy)


def receptors_used(case: Case) -> Finding | None:
    """Bound particles hold much of the receptors."""
    remedy = "Lower the dose for a test of binding, or read the bound fraction as an upper bound."
    return _of_flag(case, "receptor-use", "L-TGT-11", "massaction", remedy)


def places_used(case: Case) -> Finding | None:
    """The dose fills the places in the tumour."""
    remedy = "A lower dose has a larger share bound; a higher one brings hardly more into the cells."
    return _of_flag(case, "tumour-site-use", "L-TGT-12", "massaction", remedy)


def stopped_near_vessels(case: Case) -> Finding | None:
    """The binding-site barrier."""
    remedy = "Take fewer or weaker ligands, or a higher dose, where all cells of the tumour must be reached."
    return _of_flag(case, "thiele-modulus", "L-TGT-13", "thurber2008", remedy)


def settles_on_cells(case: Case) -> Finding | None:
    """Particles that settle feed cells in a dish."""
    remedy = "Compare with cells that hang upside down, or shorten the incubation: blood does not settle them."
    return _of_flag(case, "settled-share", "L-TGT-14", "teeguarden2007", remedy)


RULES: tuple[Rule, ...] = (
    wrong_way_round,
    lost_in_serum,
    glioma_without_barrier,
    unknown_healthy,
    uncounted_target,
    unselective,
    receptors_run_short,
    assumed_half_life,
    where_not_how_much,
    beyond_mice,
    receptors_used,
    places_used,
    stopped_near_vessels,
    settles_on_cells,
)
