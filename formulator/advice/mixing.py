"""Rules about the streams of flash nanoprecipitation."""

from __future__ import annotations

from formulator.advice.case import Case, Finding, Rule, words

METHOD = "flash_nanoprecipitation"
UNEQUAL = 1.5
"""How far the momentum of two impinging jets may differ before one pushes the other aside."""


def two_ways_to_say_solvent(case: Case) -> Finding | None:
    """A flow ratio and an organic share that contradict each other."""
    if case.word("process.method") != METHOD:
        return None
    ratio, share = case.given("process.flow_rate_ratio"), case.given("process.organic_fraction")
    quench = case.number("process.quench_ratio", "") or 0.0
    if ratio is None or share is None:
        return None
    made = 1.0 / ((1.0 + ratio.si) * (1.0 + quench))
    if abs(made - share.si) <= 0.01 * share.si:
        return None
    return Finding(
        id="L-MIX-01",
        severity="error",
        path="process.organic_fraction",
        source="massbalance",
        text=f"The streams and the quench leave {words(100 * made)} % solvent, but {words(100 * share.si)} % is typed and counts.",
        remedy="Clear the organic share: it then follows from the streams.",
        fix=("process.organic_fraction", f"{100 * made:.6g} %"),
    )


def unequal_jets(case: Case) -> Finding | None:
    """Impinging jets of which one is stronger."""
    if case.word("process.method") != METHOD or case.word("process.mixer") != "cij":
        return None
    powers, flows = ([case.node(f"{side}_{what}") for side in ("organic", "aqueous")] for what in ("jet_power", "jet_flow"))
    if any(not value for value in (*powers, *flows)):
        return None
    # ρQv = 2P/v, and v = Q/A: with one bore the momenta are as P/Q.
    first, second = (
        (power or 0.0) / (flow or 1.0) * bore**2
        for power, flow, bore in zip(
            powers, flows, (case.node("organic_inlet_diameter") or 1.0, case.node("aqueous_inlet_diameter") or 1.0), strict=True
        )
    )
    apart = max(first, second) / min(first, second)
    if apart <= UNEQUAL:
        return None
    return Finding(
        id="L-MIX-02",
        severity="warning",
        path="process.flow_rate_ratio",
        source="johnson2003",
        text=f"The momenta of the two jets differ {words(apart, 2)} times: impinging jets mix best when they are alike.",
        remedy="Take equal flows and a quench, a wider bore for the stronger jet, or a multi-inlet vortex mixer.",
        fix=("process.mixer", "mivm"),
    )


def slower_than_growth(case: Case) -> Finding | None:
    """Particles that have grown before the streams are mixed."""
    growth, mixing = case.given("process.mixing_time"), case.node("mixing.time")
    if growth is None or mixing is None or mixing <= growth.si:
        return None
    return Finding(
        id="L-MIX-03",
        severity="warning",
        path="process.mixing_time",
        source="stepanyan2012",
        text=f"The streams need {words(1e3 * mixing, 2)} ms to mix, longer than the growth time of {words(1e3 * growth.si, 2)} ms.",
        remedy="Raise the total flow or take a smaller mixer; else size and PDI follow the mixer.",
    )


RULES: tuple[Rule, ...] = (two_ways_to_say_solvent, unequal_jets, slower_than_growth)
