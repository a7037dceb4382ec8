"""The design check: every rule speaks on one design and is silent on another, and says what to do and where that is from."""

from __future__ import annotations

import time

import pytest

from formulator import advice, assets
from formulator.advice import Finding, lint
from formulator.chem.distribution import number_median_diameter
from formulator.chem.dls import mie_number_median
from formulator.design import BY_PATH, Design, read
from formulator.evaluation import evaluate
from formulator.outputs import OUTPUT_BY_PATH
from formulator.uncertainty import propagate
from tests.evaluation.cases import ACUPA, CRGD, DENDRIMER, FOLATE, NANOGEL, POLYPLEX, example, known, typed

DARA = "daratumumab-polymersome-vincristine"
NAMES = assets.names("examples", ".formulation")
Changes = dict[str, str]
MICELLE = {"carrier.reference_core_molar_mass": "5 kg/mol", "carrier.reference_corona_molar_mass": "5 kg/mol"}
STREAMS = {
    "process.method": "flash_nanoprecipitation",
    "process.solvent": "solvent:acetone",
    "process.organic_fraction": "",
    "process.mixer": "cij",
    "process.total_flow_rate": "12 mL/min",
    "process.flow_rate_ratio": "3:1",
    "process.inlet_diameter": "0.5 mm",
    "process.chamber_volume": "15 uL",
}
ACID = {"payload.trigger": "acid", "payload.acid_rate_constant": "10 L/mol/s"}
AMINES = {"carrier.other_sites": "base", "carrier.other_site_density": "0.1 1/nm^2"}
SOFT = {"carrier.id": "carrier:plga_5050", "payload.id": "drug:ibuprofen", "payload.feed": "0.4 mg/mg", "payload.ee": "80 %"}

CASES: dict[str, tuple[str, Changes, Changes]] = {
    "L-SIZE-01": (CRGD, {"carrier.diameter": "20 nm"}, {}),
    "L-SIZE-02": (ACUPA, {"carrier.surface_fraction": "100 %", "carrier.diameter": "160 nm"}, {}),
    "L-SIZE-03": (ACUPA, {"carrier.pdi": "0.4"}, {"carrier.pdi": "0.1"}),
    "L-SIZE-04": (ACUPA, {"carrier.diameter": "190 nm"}, {}),
    "L-SIZE-05": (CRGD, {"carrier.corona_molar_mass": "1 kg/mol"}, {}),
    "L-SIZE-06": (DENDRIMER, {}, {"carrier.diameter": "20 nm"}),
    "L-SIZE-07": (CRGD, {"carrier.membrane_thickness": ""}, {}),
    "L-SIZE-08": (ACUPA, {"carrier.diameter": "10 um"}, {}),
    "L-SIZE-09": (ACUPA, {"carrier.diameter": "250 nm"}, {}),
    "L-SIZE-10": (ACUPA, {"carrier.pdi": "0.005"}, {"carrier.pdi": "0.05"}),
    "L-SIZE-11": (ACUPA, {"carrier.dispersity": "2"}, {"carrier.dispersity": "1.1"}),
    "L-SIZE-12": (FOLATE, {**MICELLE, "carrier.reference_aggregation_number": "5 1/particle"}, {}),
    "L-SIZE-13": (ACUPA, {"carrier.diameter": "150 nm", "carrier.pdi": "0.1"}, {"carrier.diameter": "80 nm", "carrier.pdi": "0.1"}),
    "L-LIG-01": (CRGD, {"ligand.density": "130 mol%"}, {}),
    "L-LIG-02": (CRGD, {"ligand.density": "3 1/nm^2"}, {}),
    "L-LIG-03": (CRGD, {"ligand.tether_molar_mass": "1 kg/mol"}, {}),
    "L-LIG-04": (CRGD, {"ligand.tether_molar_mass": "20 kg/mol"}, {}),
    "L-LIG-05": (CRGD, {"ligand.density": "0.5 1/particle"}, {}),
    "L-LIG-06": (CRGD, {}, {"ligand.dissociation_constant": "5 nM"}),
    "L-LIG-07": (DARA, {}, {"ligand.id": "ligand:folate"}),
    "L-LIG-08": (CRGD, {"ligand.coupling_yield": ""}, {}),
    "L-LIG-09": (CRGD, {"ligand.2.id": "ligand:folate"}, {}),
    "L-LIG-10": (DENDRIMER, {}, {"ligand.id": "ligand:crgdfk"}),
    "L-LIG-11": (DENDRIMER, {}, {"target.antigen_concentration": "13 nM"}),
    "L-LIG-12": (CRGD, {"ligand.density": "30 mol%"}, {"ligand.density": "20 mol%"}),
    "L-LOAD-01": (ACUPA, {"payload.feed": "2 mg/mg", "payload.ee": "90 %"}, {}),
    "L-LOAD-02": (FOLATE, {}, {"payload.id": "drug:docetaxel"}),
    "L-LOAD-03": (ACUPA, {"payload.ee": ""}, {"payload.ee": "50 %"}),
    "L-LOAD-04": (ACUPA, {"payload.ee": "99 %"}, {"payload.ee": "80 %"}),
    "L-LOAD-05": (FOLATE, {"payload.id": "drug:gemcitabine"}, {"payload.id": "drug:docetaxel"}),
    "L-LOAD-06": (CRGD, {"payload.feed": "0.00001 mg/mg"}, {}),
    "L-LOAD-07": (CRGD, {"payload.feed": ""}, {}),
    "L-LOAD-08": (CRGD, {"payload.feed": "1 mg", "process.polymer_mass": ""}, {"payload.feed": "1 mg", "process.polymer_mass": "10 mg"}),
    "L-LOAD-09": (CRGD, {"process.solvent": "solvent:acetone", "process.organic_fraction": "70 %"}, {"process.organic_fraction": "10 %"}),
    "L-LOAD-10": (CRGD, {"process.solvent": "solvent:thf"}, {"process.solvent": "solvent:acetone"}),
    "L-LOAD-11": (CRGD, {"payload.id": "nucleic_acid:sirna_21"}, {}),
    "L-LOAD-12": (
        NANOGEL,
        {"payload.id": "protein:bsa", "payload.ee": ""},
        {"payload.id": "protein:granzyme_b", "payload.ee": ""},
    ),
    "L-LOAD-13": (CRGD, {"payload.id": "nucleic_acid:pdna_5k"}, {"payload.id": "protein:granzyme_b"}),
    "L-NP-01": (POLYPLEX, {"payload.np_ratio": "0.5", "payload.feed": ""}, {}),
    "L-NP-02": (POLYPLEX, {"payload.np_ratio": "8", "payload.feed": "0.1 mg/mg"}, {}),
    "L-CHG-01": (POLYPLEX, {"medium.ionic_strength": "150 mM", "carrier.site_density": "0.01 1/nm^2"}, {}),
    "L-CHG-02": (ACUPA, {"medium.id": "", "medium.ionic_strength": ""}, {"medium.ionic_strength": "10 mM"}),
    "L-CHG-03": (POLYPLEX, {"carrier.site_density": "0.3 1/nm^2"}, {"carrier.site_density": "0.005 1/nm^2"}),
    "L-CHG-04": (POLYPLEX, {"medium.ph": "8.2", "carrier.site_pka": "8"}, {"medium.ph": "5", "carrier.site_pka": "9"}),
    "L-CHG-05": (NANOGEL, AMINES, {**AMINES, "carrier.site_density": "0.1 1/nm^2"}),
    "L-CHG-06": (ACUPA, {"carrier.stern_capacitance": "0.5 F/m^2"}, {}),
    "L-CHG-07": (POLYPLEX, {}, {"process.polymer_concentration": "10 mg/L"}),
    "L-MED-01": (ACUPA, {"medium.buffer": "phosphate"}, {"medium.buffer": "phosphate", "medium.buffer_concentration": "10 mM"}),
    "L-MED-02": (
        ACUPA,
        {"medium.ionic_strength": "10 mM", "medium.salt": "150 mM"},
        {"medium.ionic_strength": "150 mM", "medium.salt": "150 mM"},
    ),
    "L-MED-03": (
        ACUPA,
        {"medium.excipient": "sucrose", "medium.excipient_concentration": "100 mg/mL"},
        {"medium.excipient": "sucrose", "medium.excipient_concentration": "1 mg/mL"},
    ),
    "L-MED-04": (
        ACUPA,
        {"medium.excipient": "trehalose", "medium.excipient_concentration": "1 mg/mL"},
        {"medium.excipient": "trehalose", "medium.excipient_concentration": "150 mg/mL"},
    ),
    "L-MIX-01": (ACUPA, {**STREAMS, "process.organic_fraction": "10 %"}, STREAMS),
    "L-MIX-02": (ACUPA, STREAMS, {**STREAMS, "process.flow_rate_ratio": "1:1"}),
    "L-MIX-03": (ACUPA, {**STREAMS, "process.mixing_time": "1 ms"}, {**STREAMS, "process.mixing_time": "1 s"}),
    "L-STAB-01": (POLYPLEX, {"carrier.site_density": "0.005 1/nm^2"}, {"carrier.site_density": "0.3 1/nm^2"}),
    "L-STAB-02": (
        ACUPA,
        {"carrier.diameter": "900 nm", "carrier.corona_molar_mass": "0.5 kg/mol", "carrier.hamaker_constant": "2e-20 J"},
        {},
    ),
    "L-STAB-03": (POLYPLEX, {"medium.ionic_strength": "150 mM"}, {"medium.ionic_strength": "1 mM", "carrier.site_density": "0.3 1/nm^2"}),
    "L-STAB-04": (FOLATE, {"target.dose": "0.001 mg/kg"}, {"target.dose": "10 mg/kg"}),
    "L-STAB-05": (FOLATE, {}, {"payload.release_half_time": "20 h"}),
    "L-STAB-06": (ACUPA, {"payload.release_half_time": "0.1 h"}, {"payload.release_half_time": "100 h"}),
    "L-STAB-07": (POLYPLEX, {"medium.ionic_strength": "10 mM"}, {"carrier.site_density": "1 1/nm^2", "medium.ionic_strength": "10 mM"}),
    "L-STAB-08": (ACUPA, SOFT, {**SOFT, "payload.feed": "0.01 mg/mg"}),
    "L-STAB-09": (
        ACUPA,
        {"carrier.id": "carrier:plga_5050", "payload.release_half_time": "60 day"},
        {"carrier.id": "carrier:plga_5050", "payload.release_half_time": "2 day"},
    ),
    "L-TGT-01": (CRGD, {"target.healthy_cell": "", "target.healthy_receptors": ""}, {}),
    "L-TGT-02": (CRGD, {"target.receptors": "1000 1/cell", "target.healthy_receptors": "100000 1/cell"}, {}),
    "L-TGT-03": (CRGD, {"ligand.serum_masking": "2 %"}, {"ligand.serum_masking": "90 %"}),
    "L-TGT-04": (CRGD, {"ligand.id": "ligand:daratumumab", "target.receptors": ""}, {}),
    "L-TGT-05": (CRGD, {}, {"target.barrier": "bbb"}),
    "L-TGT-06": (CRGD, {"target.receptors": "10000 1/cell", "target.healthy_receptors": "9000 1/cell"}, {}),
    "L-TGT-07": (FOLATE, {"ligand.density": "30 mol%"}, {"target.concentration": "0.001 pM"}),
    "L-TGT-08": (CRGD, {}, {"target.half_life": "12 h"}),
    "L-TGT-09": (CRGD, {"ligand.dissociation_constant": "1 mol/L"}, {}),
    "L-TGT-10": (CRGD, {"target.tumour_mass": "50 g"}, {"target.tumour_mass": "0.4 g"}),
    "L-TGT-11": (FOLATE, {}, {"target.concentration": "0.00001 pM"}),
    "L-TGT-12": (DENDRIMER, {}, {"target.dose": "0.0005 mg/kg"}),
    "L-TGT-13": (FOLATE, {}, {"target.vessel_distance": "10 um"}),
    "L-TGT-14": (ACUPA, {"carrier.diameter": "900 nm", "target.incubation_time": "24 h"}, {}),
    "L-REL-01": (ACUPA, {"payload.trigger": "acid"}, ACID),
    "L-REL-02": (ACUPA, {**ACID, "target.endosome_ph": "7.4"}, {**ACID, "payload.release_half_time": "40 h"}),
    "L-REL-03": (
        ACUPA,
        {**ACID, "payload.acid_rate_constant": "1000 L/mol/s", "payload.release_half_time": "40 h"},
        {**ACID, "payload.release_half_time": "40 h"},
    ),
    "L-REL-04": (ACUPA, {"payload.acid_rate_constant": "10 L/mol/s"}, ACID),
    "L-REC-01": (CRGD, {}, {"carrier.diameter_kind": "measured"}),
    "L-REC-03": (CRGD, {"process.method": "", "carrier.diameter": ""}, {}),
    "L-REC-04": (CRGD, {"carrier.diameter_kind": ""}, {}),
}
"""Rule -> example, changes on which it speaks, changes on which it is silent."""


def found(design: Design) -> dict[str, Finding]:
    return {finding.id: finding for finding in lint(design, evaluate(design, known()), known())}


@pytest.mark.parametrize("rule", CASES)
def test_the_rule_speaks_where_it_should(rule: str) -> None:
    name, failing, _ = CASES[rule]
    findings = found(typed(example(name), failing))
    assert rule in findings, f"only {sorted(findings)}"
    complete(findings[rule])


def complete(finding: Finding) -> None:
    assert finding.severity in advice.SEVERITIES
    assert finding.path in BY_PATH or finding.path in OUTPUT_BY_PATH or finding.path == "ligand.2.id", finding.path
    assert finding.text.endswith(".") and finding.remedy.endswith(".")
    assert finding.source in known().sources, finding.source
    if finding.fix is not None:
        path, text = finding.fix
        assert read(path, text) is not None


@pytest.mark.parametrize("rule", CASES)
def test_the_rule_is_silent_where_it_should_be(rule: str) -> None:
    name, _, passing = CASES[rule]
    assert rule not in found(typed(example(name), passing))


def test_a_recalled_value_that_decides_an_answer_is_named() -> None:
    """L-REC-02 needs the shares of the spread, which only a prediction with intervals has."""
    design = typed(example(CRGD), {"payload.ee": "50 %"})
    prediction = propagate(design, known(), draws=1024)
    finding = next(finding for finding in lint(design, prediction, known()) if finding.id == "L-REC-02")
    complete(finding)
    assert prediction.ingredients[finding.path].status in ("recalled", "estimate")
    sure = typed(design, {"ligand.dissociation_constant": "50 ± 5 nM"})
    assert "L-REC-02" not in {one.id for one in lint(sure, propagate(sure, known(), draws=1024), known())}


def test_every_rule_has_an_example_and_an_id_of_its_own() -> None:
    assert len(advice.RULES) == len(set(advice.RULES)) == len(CASES) + 1
    assert len(advice.RULES) >= 40
    spoken: dict[str, set[str]] = {}
    designs = [typed(example(name), failing) for name, failing, _ in CASES.values()]
    cases = [advice.Case(design, evaluate(design, known()), known()) for design in designs]
    for rule in advice.RULES:
        for case in cases:
            finding = rule(case)
            if finding is not None:
                spoken.setdefault(rule.__name__, set()).add(finding.id)
    assert all(len(ids) == 1 for ids in spoken.values()), spoken
    assert len({next(iter(ids)) for ids in spoken.values()}) == len(spoken)


def test_leaving_the_range_of_a_model_is_a_finding_of_the_same_id() -> None:
    design = typed(example(DENDRIMER), {})
    prediction = evaluate(design, known())
    ranges = {flag.id for flag in prediction.flags if flag.id.startswith("range.")}
    assert ranges and ranges <= {finding.id for finding in lint(design, prediction, known())}


def test_findings_come_worst_first() -> None:
    design = typed(example(CRGD), {"ligand.density": "130 mol%", "ligand.tether_molar_mass": "1 kg/mol"})
    order = [advice.SEVERITIES.index(finding.severity) for finding in lint(design, evaluate(design, known()), known())]
    assert order == sorted(order) and order[0] == 0


@pytest.mark.parametrize("name", NAMES)
def test_the_whole_check_takes_less_than_twenty_milliseconds(name: str) -> None:
    design = example(name)
    prediction = evaluate(design, known())
    times = []
    for _ in range(5):
        start = time.thread_time()
        lint(design, prediction, known())
        times.append(time.thread_time() - start)
    assert min(times) < 0.020


def test_an_empty_design_is_no_mistake() -> None:
    assert not [finding for finding in lint(Design(), evaluate(Design(), known()), known()) if finding.severity == "error"]


def test_medians_of_large_particles_are_off_as_the_check_says() -> None:
    """L-SIZE-13: a polyester sphere (index 1.46) in water at 173°, by the exact inversion."""
    light = {"wavelength": 633e-9, "medium_index": 1.3317, "particle_index": 1.46, "angle": 3.0194}

    def ratio(z_average: float, pdi: float) -> float:
        exact = mie_number_median.si(z_average=z_average, pdi=pdi, **light)
        return exact / number_median_diameter.si(z_average=z_average, pdi=pdi)

    assert ratio(60e-9, 0.1) == pytest.approx(1.0, abs=0.05)
    assert 0.6 < ratio(141e-9, 0.2) < 0.75
    assert 1.7 < ratio(283e-9, 0.15) < 2.1
