"""Answers about rapid mixing: the streams of flash nanoprecipitation and what they do to the solvent."""

from __future__ import annotations

from formulator.outputs.output import Output

MIXING: tuple[Output, ...] = (
    Output(path="mixing.organic_flow", label="Organic stream", unit="mL/min", about="Flow of the organic solution, all its inlets."),
    Output(path="mixing.aqueous_flow", label="Aqueous streams", unit="mL/min", about="Flow of water or buffer, all its inlets."),
    Output(
        path="mixing.flow_rate_ratio",
        label="Aqueous : organic",
        unit="",
        about="Flow of the aqueous over that of the organic streams.",
        main=False,
        synonyms=("FRR", "flow rate ratio"),
    ),
    Output(
        path="mixing.organic_fraction",
        label="Solvent as mixed",
        unit="vol%",
        about="Organic solvent where the streams have met, before the quench.",
        scale="logit",
    ),
    Output(
        path="mixing.final_organic_fraction",
        label="Solvent in the end",
        unit="vol%",
        about="Organic solvent over the final volume, quench included.",
        scale="logit",
    ),
    Output(
        path="mixing.reynolds_organic",
        label="Re, organic inlet",
        unit="",
        about="Reynolds number of one organic inlet, as if the solvent were pure.",
        main=False,
    ),
    Output(path="mixing.reynolds_aqueous", label="Re, aqueous inlet", unit="", about="Reynolds number of one aqueous inlet.", main=False),
    Output(
        path="mixing.reynolds_number",
        label="Re, all inlets",
        unit="",
        about="Reynolds numbers of all inlets added up, as is done for vortex mixers.",
        synonyms=("Reynolds number",),
    ),
    Output(
        path="mixing.time",
        label="Mixing time",
        unit="ms",
        about="Time until the streams are mixed down to the molecules, if the flow is turbulent.",
        synonyms=("micromixing", "engulfment"),
    ),
)
