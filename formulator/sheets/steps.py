"""Instructions of each way of making particles, for the process section of a sheet."""

from __future__ import annotations

STEPS = {
    "nanoprecipitation": (
        "Dissolve polymer and payload in the solvent.",
        "Add drop by drop to the stirred aqueous phase.",
        "Evaporate or dialyse the solvent.",
        "Filter, 0.2 µm.",
    ),
    "flash_nanoprecipitation": (
        "Dissolve polymer and payload in the solvent.",
        "Mix with the aqueous phase in the confined mixer at the set flow rates.",
        "Quench into water.",
        "Dialyse or diafilter.",
        "Filter, 0.2 µm.",
    ),
    "solvent_switch": (
        "Dissolve polymer and payload in the solvent.",
        "Add drop by drop to the stirred buffer.",
        "Stir until the membrane has crosslinked, where it does.",
        "Dialyse against buffer.",
        "Filter, 0.2 µm.",
    ),
    "emulsion": (
        "Dissolve polymer and payload in the solvent.",
        "Emulsify in the aqueous phase with stabiliser.",
        "Evaporate the solvent.",
        "Wash.",
        "Filter, 0.2 µm, where the size allows.",
    ),
    "double_emulsion": (
        "Emulsify the aqueous payload in the polymer solution.",
        "Emulsify again in the outer aqueous phase with stabiliser.",
        "Evaporate the solvent.",
        "Wash.",
    ),
    "thin_film": (
        "Dissolve polymer and payload.",
        "Dry to a film under vacuum.",
        "Hydrate with buffer.",
        "Extrude or sonicate.",
        "Filter, 0.2 µm.",
    ),
    "ph_gradient": (
        "Form vesicles at the inner pH.",
        "Exchange the outer buffer.",
        "Add the payload and incubate.",
        "Remove free payload.",
    ),
    "polyplex_mixing": (
        "Dilute polymer and nucleic acid to equal volumes in buffer.",
        "Add the polymer to the nucleic acid and mix at once.",
        "Rest 20 min.",
        "Use within the day.",
    ),
    "crosslinking": (
        "Disperse the polymer and payload in the oil or non-solvent phase.",
        "Crosslink.",
        "Transfer to water.",
        "Dialyse.",
    ),
}
