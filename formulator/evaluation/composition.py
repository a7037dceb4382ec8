"""What goes in and what stays: feed, N/P, EE, DLC and the compatibility of payload and core."""

from __future__ import annotations

from formulator.chem import compatibility, loading, polyions
from formulator.chem.model import Grade
from formulator.evaluation import cargo
from formulator.evaluation.chain import Chain, Word
from formulator.prediction import Flag
from formulator.units import kind


def feed(chain: Chain) -> None:
    """Payload per polymer as fed, from a mass, a ratio or N/P; both given must agree."""
    ingredient = chain.inputs.ingredients.get("payload.feed")
    is_nucleic = chain.inputs.word("payload.kind") == "nucleic_acid"
    if is_nucleic:
        chain.put("mass_per_phosphate", polyions.mass_per_phosphate, molar_mass="payload.molar_mass", phosphates="payload.phosphates")
    if ingredient is not None and kind(ingredient.unit) == kind("mg/mg"):
        chain.alias("feed_ratio", "payload.feed")
    elif ingredient is not None:
        chain.derive("feed_ratio", lambda d, p: d / p, d="payload.feed", p="process.polymer_mass")
    elif is_nucleic and "payload.np_ratio" in chain:
        chain.put(
            "polymer_per_payload",
            polyions.polymer_to_nucleic_acid,
            np_ratio="payload.np_ratio",
            mass_per_nitrogen="carrier.mass_per_nitrogen",
            mass_per_phosphate="mass_per_phosphate",
        )
        chain.derive("feed_ratio", lambda r: 1 / r, r="polymer_per_payload")
    else:
        chain.miss(
            "feed_ratio",
            chain.reason("payload.id")
            if "payload.kind" not in chain.inputs.words
            else "Neither feed nor N/P is given."
            if is_nucleic
            else "Feed is not given.",
        )
    chain.alias("loading.feed_ratio", "feed_ratio")
    chain.put("loading.feed_fraction", loading.feed_fraction, feed_ratio="feed_ratio")


def nitrogens(chain: Chain) -> None:
    """N/P and charge ratio of a complex with a nucleic acid."""
    if chain.inputs.word("payload.kind") != "nucleic_acid":
        reason = "Only a nucleic acid has phosphates." if "payload.kind" in chain.inputs.words else chain.reason("payload.id")
        chain.miss("loading.np_ratio", reason)
        chain.miss("loading.charge_ratio", reason)
        return
    chain.derive(
        "loading.np_ratio",
        lambda m, f, n: m / (f * n),
        m="mass_per_phosphate",
        f="feed_ratio",
        n="carrier.mass_per_nitrogen",
    )
    if "payload.feed" in chain and "payload.np_ratio" in chain and chain.traced and "loading.np_ratio" in chain:
        fed, typed = float(chain["loading.np_ratio"]), float(chain["payload.np_ratio"])
        if abs(fed - typed) > 0.02 * typed:
            chain.flag(
                "loading.np_ratio",
                Flag(
                    id="np-ratio-against-feed",
                    severity="error",
                    path="payload.np_ratio",
                    text=(f"The feed gives N/P {fed:.3g}, but N/P {typed:.3g} is typed. The feed is used; clear one of the two."),
                ),
            )
    chain.put("protonated_fraction", polyions.ionised_fraction, kind=Word("base"), pka="carrier.site_pka", ph="medium.ph")
    chain.put(
        "loading.charge_ratio",
        polyions.charge_ratio,
        np_ratio="loading.np_ratio",
        ionised_fraction="protonated_fraction",
    )
    chain.flag(
        "loading.charge_ratio",
        Flag(
            id="charge-ratio-bulk",
            severity="info",
            path="loading.charge_ratio",
            text=("Binding raises protonation: the true ratio lies between this and N/P."),
        ),
    )


def retained(chain: Chain) -> None:
    """EE as measured, else the spread of its class; from it the other ways of saying loading."""
    if "payload.ee" in chain:
        chain.alias("loading.ee", "payload.ee")
    else:
        chain.alias("loading.ee", "prior.ee")
        if "payload.kind" not in chain.inputs.words:
            chain.miss("loading.ee", chain.reason("payload.id"))
        chain.flag(
            "loading.ee",
            Flag(
                id="ee-class-prior",
                severity="info",
                path="payload.ee",
                text=("EE cannot be predicted: this is the median of published values. Measure it and type it in."),
            ),
        )
    chain.put("loading.dlc", loading.dlc_from_feed, feed_ratio="feed_ratio", ee="loading.ee")
    chain.put("loading.drug_to_polymer", loading.drug_to_polymer_from_feed, feed_ratio="feed_ratio", ee="loading.ee")
    chain.derive(
        "final_polymer_concentration",
        lambda c, x: c * x,
        c="process.polymer_concentration",
        x="final_organic_fraction",
    )
    chain.derive("loading.drug_concentration", lambda c, p: c * p, c="final_polymer_concentration", p="loading.drug_to_polymer")


def compatibility_class(chain: Chain) -> None:
    """Flory-Huggins parameter of drug and core: a class in words, never a limit in wt%."""
    kind_of_payload = chain.inputs.word("payload.kind")
    if kind_of_payload != "drug":
        chain.miss(
            "loading.compatibility_chi",
            "χ is for small molecules in a polymer core." if kind_of_payload else chain.reason("payload.id"),
        )
        return
    for name in ("dispersion", "polar", "hydrogen"):
        chain.derive(f"delta_{name}", lambda a, b: a - b, a=f"payload.hansen_{name}", b=f"carrier.hansen_{name}")
    chain.put(
        "loading.compatibility_chi",
        compatibility.flory_huggins_chi,
        temperature="body_temperature",
        reference_volume="payload.molar_volume",
        delta_dispersion="delta_dispersion",
        delta_polar="delta_polar",
        delta_hydrogen="delta_hydrogen",
        prefactor="model.chi_prefactor",
    )
    chain.lower("loading.compatibility_chi", Grade.INDEX)
    if chain.inputs.state("payload.hansen_polar") == "structure":
        chain.flag(
            "loading.compatibility_chi",
            Flag(
                id="hansen-from-structure",
                severity="info",
                path="payload.id",
                text="Hansen parameters were estimated from the structure: read the class and the interval of χ, not its value.",
            ),
        )


def build(chain: Chain) -> None:
    """All of loading that needs no size."""
    cargo.build(chain)
    feed(chain)
    nitrogens(chain)
    retained(chain)
    compatibility_class(chain)
