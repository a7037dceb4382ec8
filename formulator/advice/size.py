"""Rules about size and shape."""

from __future__ import annotations

import math

from formulator.advice.case import Case, Finding, Rule, words
from formulator.chem.distribution import volume_quantile_diameter
from formulator.chem.sterility import filter_class

IMPOSSIBLE_OVERLAP = 40.0
"""Chains that overlap more than this halfway up the layer cannot stand side by side: PEG5k at 0.54 nm⁻² on 100 nm would be 45."""
VESICLE_WINDOW = (0.15, 0.45)
"""Hydrophilic weight fractions between which diblocks have been seen to form vesicles, window edges included."""

RAYLEIGH_ENDS = 100.0
"""Z-average in nm from which the exact inversion and the rule of the sixth power differ by more than a few percent."""


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
        text=f"No such particle: a diameter of {words(diameter)} nm leaves no room for a core under this layer or membrane.",
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
        text=f"{words(density * 1e-18, 2)} corona chains per nm² would overlap {words(overlap, 2)} times: no brush is that dense.",
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
        text=f"PDI {words(pdi, 2)} is too broad to turn a Z-average into number and volume medians.",
        remedy="Fractionate, or use particle tracking or electron microscopy for the number distribution.",
    )


def sterile_filter(case: Case) -> Finding | None:
    """Too large for a 0.2 µm filter."""
    size, pdi = case.value("size.z_average"), case.value("size.pdi")
    if size is None or pdi is None:
        return None
    large = volume_quantile_diameter.si(z_average=size * 1e-9, pdi=pdi, fraction=0.9)
    if filter_class(size * 1e-9, pdi, large) != "blocks":
        return None
    return Finding(
        id="L-SIZE-04",
        severity="warning",
        path="carrier.diameter",
        source="hatch1929",
        text=(
            f"Z-average {words(size)} nm with PDI {words(pdi, 2)} will clog a 0.2 µm sterile filter: "
            f"a tenth of the material is in particles above {words(large * 1e9)} nm."
        ),
        remedy="Aim below 120 nm with PDI below 0.15, or plan aseptic processing.",
    )


def wrong_morphology(case: Case) -> Finding | None:
    """A diblock whose hydrophilic share speaks against a vesicle."""
    chance, share = case.node("vesicle_probability"), case.node("hydrophilic_share")
    if chance is None or share is None or VESICLE_WINDOW[0] <= share <= VESICLE_WINDOW[1]:
        return None
    kind = "solid particles" if share < VESICLE_WINDOW[0] else "micelles"
    return Finding(
        id="L-SIZE-05",
        severity="warning",
        path="carrier.morphology",
        source="discher2006",
        text=(
            f"{words(100 * share, 2)} wt% hydrophilic block: such diblocks usually form {kind}, "
            f"vesicles with a chance of {words(100 * chance, 2)} %."
        ),
        remedy="Check by cryo-TEM, or change a block length. Processing can shift the window.",
    )


def renal(case: Case) -> Finding | None:
    """Small enough for the kidney."""
    size = case.value("size.hydrodynamic_diameter")
    if size is None or size >= 5.5:
        return None
    return Finding(
        id="L-SIZE-06",
        severity="warning",
        path="carrier.diameter",
        source="choi2007",
        text=f"{words(size, 2)} nm is below 5.5 nm: the kidney filters such particles out within hours.",
        remedy="Type the plasma half-life you measured, or take a larger particle.",
    )


def assumed_membrane(case: Case) -> Finding | None:
    """A membrane thickness scaled from another chemistry."""
    if case.node("membrane_thickness") is None or case.state("carrier.membrane_thickness") != "missing":
        return None
    return Finding(
        id="L-SIZE-07",
        severity="warning",
        path="carrier.membrane_thickness",
        source="bermudez2002",
        text=f"The membrane, {words(case.value('size.membrane_thickness') or 0.0, 2)} nm, is scaled from another polymer.",
        remedy="Measure it by cryo-TEM: chains and ligands per particle follow it.",
    )


def unlike_its_class(case: Case) -> Finding | None:
    """A diameter far from what the class gives."""
    typed, usual = case.number("carrier.diameter", "nm"), case.number("prior.diameter", "nm")
    if typed is None or usual is None or case.state("carrier.diameter") != "typed" or 1 / 4 <= typed / usual <= 4:
        return None
    return Finding(
        id="L-SIZE-08",
        severity="warning",
        path="carrier.diameter",
        source="published_formulations",
        text=f"{words(typed)} nm is far from what published particles of this class show, about {words(usual)} nm.",
        remedy="Check unit and class of the particle.",
    )


def splenic(case: Case) -> Finding | None:
    """Large enough to be filtered by the spleen."""
    size = case.value("size.hydrodynamic_diameter")
    if size is None or size <= 200:
        return None
    return Finding(
        id="L-SIZE-09",
        severity="warning",
        path="carrier.diameter",
        source="parameter_laws",
        text=f"{words(size)} nm: above 200 nm spleen and liver take particles up faster, and vessels let fewer through.",
        remedy="Aim below 150 nm for injection into the blood.",
    )


def too_narrow(case: Case) -> Finding | None:
    """A PDI that an instrument cannot tell from zero."""
    pdi = case.given("carrier.pdi")
    if pdi is None or pdi.si >= 0.02:
        return None
    return Finding(
        id="L-SIZE-10",
        severity="info",
        path="carrier.pdi",
        source="iso22412",
        text=f"PDI {words(pdi.si, 2)} is below what cumulants resolve; latex standards show 0.01-0.03.",
        remedy="Type 0.02 to 0.05 unless repeats agree.",
    )


def broad_polymer(case: Case) -> Finding | None:
    """A polymer of many lengths."""
    dispersity = case.given("carrier.dispersity")
    if dispersity is None or dispersity.si <= 1.5 or case.value("size.corona_thickness") is None:
        return None
    return Finding(
        id="L-SIZE-11",
        severity="info",
        path="carrier.dispersity",
        source="discher2006",
        text=f"Dispersity {words(dispersity.si)}: chains of one batch may form different morphologies.",
        remedy="Fractionate the polymer, or look for mixed shapes by cryo-TEM.",
    )


def other_count(case: Case) -> Finding | None:
    """A diameter that asks for far more or fewer chains than a measured micelle of the same chemistry."""
    scaled, counted = case.value("size.scaled_aggregation_number"), case.value("size.aggregation_number")
    if not scaled or not counted or 0.5 <= counted / scaled <= 2:
        return None
    return Finding(
        id="L-SIZE-12",
        severity="warning",
        path="carrier.diameter",
        source="forster1996",
        text=f"The diameter asks for {words(counted)} chains a micelle, the measured one scaled to these blocks for {words(scaled)}.",
        remedy="Check for clusters of micelles by scattering at several angles, and the blocks of the measured one.",
    )


def intensity_weighs_large(case: Case) -> Finding | None:
    """Medians by number and volume of particles too large for the rule of the sixth power."""
    size = case.value("size.z_average")
    if size is None or size <= RAYLEIGH_ENDS or case.given("carrier.pdi") is None or case.value("size.number_median") is None:
        return None
    return Finding(
        id="L-SIZE-13",
        severity="info",
        path="size.number_median",
        source="bohren1983",
        text=(
            f"Above {RAYLEIGH_ENDS:g} nm light is not scattered as the sixth power of the diameter: the true medians may lie "
            "a third below those shown, and beyond 200 nm up to twice as high."
        ),
        remedy="Ask the calculator mie_number_median with the particle's index of refraction.",
    )


RULES: tuple[Rule, ...] = (
    impossible_particle,
    impossible_brush,
    broad_distribution,
    sterile_filter,
    wrong_morphology,
    renal,
    assumed_membrane,
    unlike_its_class,
    splenic,
    too_narrow,
    broad_polymer,
    other_count,
    intensity_weighs_large,
)
