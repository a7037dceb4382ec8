"""Sizes scaled from one measured particle of the same chemistry, and how likely the chosen shape is."""

from __future__ import annotations

from formulator.chem import assembly
from formulator.chem.elementary import smaller
from formulator.chem.model import Grade
from formulator.evaluation.chain import Chain, Word
from formulator.evaluation.chains import has_corona
from formulator.prediction import Flag

REFERENCE_MEMBRANE = (9.6e-9, 2.5)
"""Thickness and hydrophobic molar mass of EO26-BD46 vesicles (Bermudez 2002), the anchor when nobody measured."""
MEASURED_MEMBRANE = ("carrier.reference_thickness", "carrier.reference_core_molar_mass")
MEASURED_MICELLE = (
    "carrier.reference_aggregation_number",
    "carrier.reference_core_molar_mass",
    "carrier.reference_corona_molar_mass",
)
SHAPES = {"polymersome": ("vesicle",), "micelle": ("worm", "sphere")}
"""Shapes of diblocks that the classes stand for; in solid particles and complexes the process decides."""


def membrane(chain: Chain) -> None:
    """Thickness of a membrane that nobody measured: from one of the same chemistry, else from another polymer's."""
    is_anchored = all(name in chain for name in MEASURED_MEMBRANE)
    thickness, block = MEASURED_MEMBRANE if is_anchored else REFERENCE_MEMBRANE
    chain.put(
        "membrane_thickness",
        assembly.membrane_thickness,
        hydrophobic_molar_mass="core_molar_mass",
        reference_thickness=thickness,
        reference_molar_mass=block,
    )
    if is_anchored:
        return
    chain.lower("membrane_thickness", Grade.RULE_OF_THUMB)
    chain.flag(
        "membrane_thickness",
        Flag(
            id="membrane-scaled",
            severity="warning",
            path="carrier.membrane_thickness",
            text=(
                "Scaled from poly(ethylene oxide)-polybutadiene (9.6 nm at 2.5 kg/mol, not verified), another chemistry. "
                "Type the thickness from cryo-TEM."
            ),
        ),
    )


def aggregation(chain: Chain) -> None:
    """Chains per micelle scaled from one that was counted; block lengths enter as ratios, so molar masses serve as segments."""
    if chain.inputs.word("carrier.morphology") != "micelle":
        has_class = "carrier.morphology" in chain.inputs.words
        chain.miss("size.scaled_aggregation_number", "Scaled for micelles only." if has_class else chain.reason("carrier.id"))
        return
    count, core, corona = MEASURED_MICELLE
    chain.put(
        "size.scaled_aggregation_number",
        assembly.scaled_aggregation_number,
        core_segments="core_molar_mass",
        corona_segments="carrier.corona_molar_mass",
        reference_aggregation_number=count,
        reference_core_segments=core,
        reference_corona_segments=corona,
    )


def shape(chain: Chain) -> None:
    """How likely a diblock of this hydrophilic share forms the class chosen."""
    morphology = chain.inputs.word("carrier.morphology")
    wanted = SHAPES.get(morphology)
    if wanted is None or not has_corona(chain):
        reason = "Known for diblocks with a hydrophilic block of flexible chains that form micelles or polymersomes."
        chain.miss("size.shape_probability", reason if morphology else chain.reason("carrier.id"))
        return
    chain.derive("hydrophilic_share", lambda a, b: a / b, a="corona_molar_mass", b="chain_molar_mass")
    for one in wanted:
        chain.put(f"{one}_probability", assembly.morphology_probability, hydrophilic_weight_fraction="hydrophilic_share", shape=Word(one))
    if len(wanted) == 1:
        chain.alias("size.shape_probability", f"{wanted[0]}_probability")
    else:
        # Rounding must not carry the sum of two shares past the whole.
        first, second = (f"{one}_probability" for one in wanted)
        chain.derive("size.shape_probability", lambda a, b: smaller(a + b, 1.0), a=first, b=second)
