"""The payload's last steps: leaks on the way, micelles that fall apart, escape from the endosome, resistant cells."""

from __future__ import annotations

import numpy as np
import pytest

from formulator.chem import waterfall
from formulator.chem.model import Grade
from formulator.evaluation import evaluate, prepared
from formulator.uncertainty import propagate

from .cases import ACUPA, CRGD, FOLATE, NANOGEL, POLYPLEX, ask, example, known, typed, value

CYTOSOL, INSIDE, CARRIED = "targeting.cytosolic", "targeting.efficiency", "targeting.encapsulated_on_arrival"


def test_a_small_drug_needs_no_escape_and_a_protein_escapes_by_two_percent() -> None:
    """Gilleron 2013 saw 1-2 % of an siRNA escape, doi:10.1038/nbt.2612."""
    drug, protein = ask(ACUPA), ask(NANOGEL)
    assert value(drug, CYTOSOL) == pytest.approx(100 * drug.nodes["payload_in_cells"], rel=1e-12)
    assert value(protein, CYTOSOL) == pytest.approx(2 * protein.nodes["payload_in_cells"], rel=1e-12)
    assert protein[CYTOSOL].grade >= Grade.RULE_OF_THUMB


def test_what_leaks_out_on_the_way_does_not_arrive() -> None:
    """As the coupled steps of the waterfall say: in cells, released there or not."""
    design = typed(example(ACUPA), {"payload.release_half_time": "6 h"})
    found = evaluate(design, known())
    nodes, numbers = found.nodes, prepared(design, known()).numbers
    shares = waterfall.payload_shares(
        np.array([float(numbers["target.time"])]),
        transfer=nodes["transfer"], washout=numbers["target.washout"], unbound_fraction=nodes["unbound_share"],
        k_internalisation=numbers["target.k_internalisation"], elimination_rate=nodes["elimination_rate"],
        plasma_volume=nodes["plasma_volume"], tumour_volume=nodes["tumour_volume"],
        release_rate_blood=nodes["payload_release_rate"], release_rate_tumour=nodes["payload_release_rate"], release_rate_cell=1e-5,
    )  # fmt: skip
    assert value(found, CYTOSOL) == pytest.approx(100 * float(shares["cells"][0] + shares["released_in_cells"][0]), rel=1e-6)
    assert value(found, CYTOSOL) < value(found, INSIDE)


def test_without_a_known_release_all_payload_is_counted_and_that_is_said() -> None:
    found = ask(CRGD)
    assert value(found, CYTOSOL) == pytest.approx(value(found, INSIDE), rel=1e-12)
    assert "no-leak-known" in {flag.id for flag in found[CYTOSOL].flags}
    assert "no-leak-known" not in {flag.id for flag in ask(CRGD, payload__release_half_time="30 h")[CYTOSOL].flags}


def test_the_range_of_escape_spans_the_published_shares() -> None:
    design = typed(example(NANOGEL), {"payload.release_half_time": "30 h"})
    found = propagate(design, known(), draws=512)[CYTOSOL]
    assert found.low is not None and found.high is not None and found.high / found.low > 10


def test_micelles_fall_apart_only_where_somebody_says_so() -> None:
    base = ask(FOLATE)
    assert "assembled_share" not in base.nodes
    slow, fast = (ask(FOLATE, carrier__disassembly_rate=f"{rate} 1/h") for rate in (0.1, 1))
    assert value(base, CARRIED) > value(slow, CARRIED) > value(fast, CARRIED)
    assert value(base, CYTOSOL) > value(slow, CYTOSOL) > value(fast, CYTOSOL)
    assert value(fast, INSIDE) == value(base, INSIDE)
    assert "falls-apart" in {flag.id for flag in fast[INSIDE].flags}


def test_dilution_below_the_critical_concentration_leaves_no_micelle() -> None:
    found = ask(FOLATE, carrier__cmc="1000 mg/mL")
    assert value(found, CARRIED) == 0.0 and value(found, CYTOSOL) == 0.0
    nodes = ask(FOLATE, carrier__cmc="5 mg/L").nodes
    assert nodes["assembled_share"] == pytest.approx(1 - 0.005 / nodes["polymer_in_plasma"], rel=1e-9)


def test_bypass_of_the_pumps_is_nothing_until_it_is_claimed() -> None:
    assert ask(FOLATE)["targeting.efflux_gain"].value is None
    found = ask(FOLATE, target__resistance_factor="31")["targeting.efflux_gain"]
    assert found.value == 1.0 and found.grade is Grade.INDEX
    assert ask(FOLATE, target__resistance_factor="31", target__efflux_bypass="10 %")["targeting.efflux_gain"].value == pytest.approx(4.0)


def test_behind_the_brain_barrier_nothing_is_said_of_cells() -> None:
    found = ask(CRGD, target__barrier="bbb")[CYTOSOL]
    assert found.value is None and "barrier" in found.reason


BUFFERED = "targeting.buffered_protons"


def test_protons_buffered_are_the_amines_times_what_they_take_up_between_blood_and_endosome() -> None:
    """N (1/(1 + 10^(5.0 − pK_a)) − 1/(1 + 10^(7.4 − pK_a))), by hand."""
    found = ask(POLYPLEX, carrier__site_pka="6.3", carrier__diameter="100 nm")
    taken = 1 / (1 + 10 ** (5.0 - 6.3)) - 1 / (1 + 10 ** (7.4 - 6.3))
    assert value(found, BUFFERED) == pytest.approx(found.nodes["nitrogens_per_particle"] * taken, rel=1e-12)
    assert "no-chance-of-escape" in {flag.id for flag in found[BUFFERED].flags} and found[BUFFERED].grade >= Grade.RULE_OF_THUMB
    phosphates = found.nodes["nitrogens_per_particle"] / value(found, "loading.np_ratio") * value(found, "loading.ee") / 100
    molecules = value(found, "loading.molecules_per_particle")
    assert phosphates == pytest.approx(molecules * prepared(example(POLYPLEX), known()).numbers["payload.phosphates"], rel=1e-9)


def test_buffering_moves_no_escape() -> None:
    weak, strong = (ask(NANOGEL, carrier__site_pka=pka)[CYTOSOL].value for pka in ("3", "6"))
    assert weak == strong


def test_of_a_particle_without_nucleic_acid_or_amines_no_buffering_is_said() -> None:
    assert "nucleic acid" in ask(CRGD)[BUFFERED].reason
    bare = ask(CRGD, payload__id="nucleic_acid:sirna_21")
    assert bare[BUFFERED].value is None and bare[BUFFERED].reason


def test_buffering_has_an_interval_from_its_pk_a() -> None:
    found = propagate(example(POLYPLEX), known(), draws=256)[BUFFERED]
    assert found.low is not None and found.high is not None and found.value is not None and found.low < found.value < found.high


def test_amines_on_the_inside_of_a_membrane_buffer_too() -> None:
    found = ask("apoe-polymersome-sirna")
    assert value(found, BUFFERED) > 0.0 and value(found, BUFFERED) < found.nodes["nitrogens_per_particle"]
