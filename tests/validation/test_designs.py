"""Rows as designs: what papers write is found in the catalogue, and no measured answer ever enters."""

from __future__ import annotations

import pytest

from formulator import design as designs
from formulator.validation.designs import design_of, with_measured_ee
from formulator.validation.table import ANSWERS, RowRefused, shipped

from .cases import known, row


def field(path: str, **changes: str) -> object:
    design, _ = design_of(row(**changes), known())
    entry = designs.get(design, path)
    return entry.typed if hasattr(entry, "typed") else entry


@pytest.mark.parametrize(
    ("changes", "carrier", "morphology"),
    [
        ({}, "carrier:plga_5050", "solid_particle"),
        ({"lactide_mol_pct": "75"}, "carrier:plga_7525", "solid_particle"),
        ({"carrier": "mPEG-PLGA"}, "carrier:peg_plga_np", "solid_particle"),
        ({"carrier": "PLGA + physically mixed PEG 6000"}, "carrier:plga_5050", "solid_particle"),
        ({"carrier": "PLA-PEG (BIND-014)", "core_polymer": "PLA"}, "carrier:peg_pla_np", "solid_particle"),
        ({"carrier": "human serum albumin", "core_polymer": "HSA", "carrier_class": "protein NP"}, "carrier:hsa", "solid_particle"),
        ({"carrier": "PCL-PEG-PCL NP4", "core_polymer": "PCL", "carrier_class": "micelle"}, "carrier:peg_pcl_micelle", "micelle"),
        ({"carrier": "mPEG-PDLLA", "core_polymer": "PDLLA", "carrier_class": "micelle"}, "carrier:peg_pdlla_micelle", "micelle"),
        ({"carrier": "PEG-PCL polymersome", "core_polymer": "PCL", "carrier_class": "polymersome"}, "carrier:peg_pcl_psome", "polymersome"),
        ({"carrier": "PEI 25 kDa", "core_polymer": "none", "carrier_class": "polyplex"}, "carrier:pei25k", "polyplex"),
    ],
)
def test_the_carrier_is_the_one_of_the_catalogue(changes: dict[str, str], carrier: str, morphology: str) -> None:
    assert field("carrier.id", **changes) == carrier
    assert field("carrier.morphology", **changes) == morphology


@pytest.mark.parametrize(
    ("carrier", "group"),
    [
        ("chitosan-coated PLGA", "primary amine of the chitosan coat"),
        ("PLGA/PEI", "amines of the poly(ethylenimine) coat"),
        ("PLGA core, DOTAP shell", "quaternary ammonium of the lipid coat"),
    ],
)
def test_a_coat_makes_a_material_of_the_tables_own(carrier: str, group: str) -> None:
    design, materials = design_of(row(carrier=carrier), known())
    assert design.carrier.id is not None
    found = materials.get(design.carrier.id)
    assert (found.name, found.text("ionisable_group"), found.provenance) == (carrier, group, "user")
    assert design.carrier.id not in known()


def test_poly_ethylenimine_that_has_taken_up_its_nucleic_acid_is_no_coat() -> None:
    assert field("carrier.id", carrier="PEG-PLGA/PEI/siRNA") == "carrier:peg_plga_np"


def test_a_pka_in_the_carriers_name_is_used() -> None:
    words = {"carrier": "polycation P7, 22.3 kDa, pKa 7.9", "core_polymer": "none", "carrier_class": "polyplex"}
    assert field("carrier.site_pka", **words) == "7.9"


@pytest.mark.parametrize(
    ("changes", "payload"),
    [
        ({}, "drug:docetaxel"),
        ({"payload": "doxorubicin + naringin"}, "drug:doxorubicin"),
        ({"payload": "siRNA (hTERT)", "payload_type": "nucleic acid"}, "nucleic_acid:sirna_21"),
        ({"payload": "pDNA (NDV F gene)", "payload_type": "nucleic acid"}, "nucleic_acid:pdna_5k"),
        ({"payload": "saporin / cytochrome c / IgG", "payload_type": "protein"}, "protein:saporin"),
        ({"payload": "lutein"}, "drug:of_the_table_drug"),
        ({"payload": "none", "payload_type": ""}, None),
        ({"payload": "225Ac", "payload_type": "radionuclide"}, None),
        ({"payload": "Doxorubicin", "payload_type": ""}, "drug:doxorubicin"),
        ({"payload": "something new", "payload_type": ""}, None),
    ],
)
def test_the_payload_is_known_or_becomes_one_of_the_tables_own(changes: dict[str, str], payload: str | None) -> None:
    assert field("payload.id", **changes) == payload


@pytest.mark.parametrize(
    ("words", "method"),
    [
        ("W/O/W double emulsion", "double_emulsion"),
        ("emulsification/solvent evaporation", "emulsion"),
        ("thin-film hydration + pH gradient", "ph_gradient"),
        ("thin-film hydration", "thin_film"),
        ("flash nanoprecipitation", "flash_nanoprecipitation"),
        ("dialysis", "solvent_switch"),
        ("microfluidics + photo-click", None),
    ],
)
def test_methods_are_read_as_papers_write_them(words: str, method: str | None) -> None:
    assert field("process.method", process=words) == method


def test_feed_solvent_medium_and_masses_are_read() -> None:
    more = {"drug_polymer_feed_w_w": "0.125", "organic_solvent": "DCM:acetone 4:1", "zeta_medium": "Milli-Q water", "core_Mn_kDa": "45"}
    assert field("payload.feed", **more) == "0.125 mg/mg"
    assert field("process.solvent", **more) == "solvent:dichloromethane"
    assert field("medium.id", **more) == "medium:water"
    assert field("carrier.core_molar_mass", **more) == "45.0 kg/mol"


@pytest.mark.parametrize(
    ("changes", "part"),
    [
        ({"carrier_class": "lipid-polymer hybrid"}, "no carrier class 'lipid-polymer hybrid'"),
        ({"carrier_class": "solid lipid NP"}, "no carrier class 'solid lipid NP'"),
        ({"drug_polymer_feed_w_w": "a lot"}, "drug_polymer_feed_w_w is not a number"),
        ({"core_Mn_kDa": "-4"}, "carrier.core_molar_mass: .* cannot be"),
    ],
)
def test_a_row_that_is_no_design_says_why(changes: dict[str, str], part: str) -> None:
    with pytest.raises(RowRefused, match=part):
        design_of(row(**changes), known())


def test_measured_answers_never_enter_the_design() -> None:
    """Every row of the compilation with other answers gives the very same design and materials."""
    others = {column: "1" for column, _, _ in ANSWERS.values()} | {"size_sd_nm": "99", "zeta_sd_mV": "99", "other": "size 7 nm"}
    compared = 0
    for entry in shipped().rows:
        changed = type(entry)(number=entry.number, cells={**entry.cells, **others}, papers=entry.papers, measured={})
        try:
            design, materials = design_of(entry, known())
        except RowRefused:
            continue
        again, same = design_of(changed, known())
        assert (again, same.digest) == (design, materials.digest), entry.name
        assert designs.get(design, "carrier.diameter") is designs.get(design, "carrier.pdi") is designs.get(design, "payload.ee") is None
        compared += 1
    assert compared > 150


def test_the_measured_ee_enters_only_where_it_is_asked_for() -> None:
    entry = row(ee_pct="61.5", dlc_wt_pct="4")
    design, _ = design_of(entry, known())
    found = designs.get(with_measured_ee(design, entry), "payload.ee")
    assert found is not None and not isinstance(found, str) and found.to("%") == 61.5
