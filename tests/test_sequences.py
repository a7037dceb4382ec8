"""Masses, counts and refusals of sequences."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from formulator import sequences
from formulator.errors import UsageError

LYSOZYME = (
    "KVFGRCELAAAMKRHGLDNYRGYSLGNWVCAAKFESNFNTQATNRNTDGSTDYGILQINSRWWCNDGRTPGSRNLCNIPCSALLSSDITASVNCAKKIVSDGNGMNAWVAWRNRCKGTDVQAWIRGCRL"
)
PROTEIN = st.text("ACDEFGHIKLMNPQRSTVWY", min_size=1, max_size=60)


@pytest.mark.parametrize(
    ("sequence", "ends", "expected", "source"),
    [
        (LYSOZYME, {"disulfides": 4}, 14305, "hen lysozyme P00698, average mass 14,305"),
        (LYSOZYME, {}, 14313.0, "Biopython 1.88 ProtParam, all cysteines free"),
        ("GIGAVLKVLTTGLPALISWIKRKRQQ", {"is_amidated": True}, 2846.5, "melittin, PubChem 16133648"),
        ("RGDfK", {"is_cyclic": True}, 603.67, "c(RGDfK), C27H41N9O7"),
        ("CYIQNCPLG", {"disulfides": 1, "is_amidated": True}, 1007.19, "oxytocin, PubChem 439302"),
        ("DRVYIHPF", {}, 1046.18, "angiotensin II, PubChem 172198"),
        ("KPSSPPEE", {"is_acetylated": True, "is_amidated": True}, 910.98, "Ac-KPSSPPEE-NH2, C39H62N10O15"),
    ],
)
def test_peptides_weigh_what_others_say(sequence: str, ends: dict[str, object], expected: float, source: str) -> None:
    assert sequences.protein(sequence, **ends).molar_mass == pytest.approx(expected, rel=5e-5), source


@given(PROTEIN, PROTEIN)
def test_joining_two_chains_loses_one_water(one: str, other: str) -> None:
    joined = sequences.protein(one + other).molar_mass
    assert joined == pytest.approx(sequences.protein(one).molar_mass + sequences.protein(other).molar_mass - 18.0153)


@given(PROTEIN)
def test_a_ring_is_one_water_lighter_than_its_chain(sequence: str) -> None:
    assert sequences.protein(sequence, is_cyclic=True).molar_mass == pytest.approx(sequences.protein(sequence).molar_mass - 18.0153)


def test_masses_agree_with_the_library_they_come_from() -> None:
    from Bio.SeqUtils import molecular_weight

    assert sequences.protein(LYSOZYME).molar_mass == pytest.approx(molecular_weight(LYSOZYME, "protein"), abs=1e-6)
    one = sequences.nucleic_acid(["ACGUACGUAC"], five_prime_phosphates=1)
    assert one.molar_mass == pytest.approx(molecular_weight("ACGUACGUAC", "RNA"), abs=1e-6)


def test_charge_and_isoelectric_point_come_from_the_models() -> None:
    # Bjellqvist set, all cysteines free: pI 9.324, +7.381 at pH 7.4 (Biopython 1.88)
    found = sequences.protein(LYSOZYME)
    assert found.isoelectric_point == pytest.approx(9.32377, abs=1e-3)
    assert found.net_charge == pytest.approx(7.38059, abs=1e-4)
    assert found.extinction_280 == 6 * 5500 + 3 * 1490
    assert sequences.protein("RGDFK", is_amidated=True).net_charge is None


def test_a_pasted_fasta_text_reads_like_the_bare_sequence() -> None:
    assert sequences.amino_acids(">sp|P1|X some protein\nacd ef\n GHI\r\n") == "ACDEFGHI"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "has no amino acid"),
        (">only a heading", "has no amino acid"),
        ("ACX", "Letter 3 of the sequence is 'X' (any amino acid)"),
        ("MK*", "Letter 3 of the sequence is '*' (a stop codon)"),
        ("AB", "(D or N)"),
        ("AC-D", "Letter 3 of the sequence is '-'"),
        ("AС", "Letter 2"),
        ("A\u202e", "Letter 2 of the sequence is '?'"),
        ("A" * 20_001, "20,001 letters"),
    ],
)
def test_an_unknown_letter_is_named_with_its_place(text: str, words: str) -> None:
    with pytest.raises(UsageError) as caught:
        sequences.protein(text)
    assert words in str(caught.value)


def test_disulfides_need_cysteines_and_rings_have_no_ends() -> None:
    with pytest.raises(UsageError, match="2 disulfides need 4 cysteines; the sequence has 3"):
        sequences.protein("CCC", disulfides=2)
    with pytest.raises(UsageError, match="no ends"):
        sequences.protein("RGDFK", is_cyclic=True, is_amidated=True)


def test_an_sirna_of_two_strands_of_21_has_40_phosphates() -> None:
    strand = "GCUAGCUAGCUAGCUAGCUdTdT"
    duplex = sequences.nucleic_acid([strand, strand])
    assert (duplex.phosphates, duplex.charge, duplex.length, duplex.nucleotides) == (40, -40, 21, 42)
    assert sequences.nucleic_acid([strand, strand], five_prime_phosphates=2).phosphates == 42


def test_ten_micrograms_of_sirna_hold_30_075_nmol_of_phosphate() -> None:
    duplex = sequences.nucleic_acid(["GCUAGCUAGCUAGCUAGCUdTdT"] * 2)
    assert duplex.phosphates * 10e-6 / 13_300 * 1e9 == pytest.approx(30.075, abs=5e-4)


def test_an_average_duplex_weighs_what_the_catalogue_says() -> None:
    # 38 ribonucleotides of average composition and 4 dT, 5'-hydroxyl: 13,308 g/mol
    mean = sum(sequences.nucleic_acid([f"A{letter}"]).molar_mass - sequences.nucleic_acid(["A"]).molar_mass for letter in "ACGU") / 4
    assert mean == pytest.approx(321.44, abs=0.01)
    overhang = sequences.nucleic_acid(["AdT"]).molar_mass - sequences.nucleic_acid(["A"]).molar_mass
    ends = sequences.nucleic_acid(["A"]).molar_mass - (sequences.nucleic_acid(["AA"]).molar_mass - sequences.nucleic_acid(["A"]).molar_mass)
    assert 38 * mean + 4 * overhang + 2 * ends == pytest.approx(13_308, abs=1)


def test_a_phosphorothioate_strand_is_heavier_by_sulfur_for_oxygen() -> None:
    # ODN 1826, fully phosphorothioate: 6,364 g/mol
    assert sequences.nucleic_acid(["5'-TCCATGACGTTCCTGACGTT-3'"], kind="DNA", is_thio=True).molar_mass == pytest.approx(6364, abs=1)


def test_a_closed_circle_has_a_phosphate_for_every_nucleotide() -> None:
    circle = sequences.nucleic_acid(["ACGTACGTAC"] * 2, kind="DNA", is_circular=True)
    assert circle.phosphates == 20
    line = sequences.nucleic_acid(["ACGTACGTAC"] * 2, kind="DNA", five_prime_phosphates=2)
    assert circle.molar_mass == pytest.approx(line.molar_mass - 2 * 18.0153)


@pytest.mark.parametrize(
    ("strands", "kind", "words"),
    [
        (["ACGT"], "RNA", "Letter 4 of the strand is 'T'"),
        (["ACGU"], "DNA", "write rU"),
        (["ACN"], "DNA", "Letter 3 of the strand is 'N'"),
        (["Ad"], "DNA", "Letter 2 of the strand is 'd'"),
        ([""], "RNA", "has no nucleotide"),
        (["A"], "LNA", "RNA or DNA"),
        ([], "RNA", "one strand or two"),
        (["A", "C", "G"], "RNA", "one strand or two"),
        ("ACGU", "RNA", "one strand or two"),
    ],
)
def test_a_strand_that_cannot_be_read_is_refused_in_words(strands: list[str], kind: str, words: str) -> None:
    with pytest.raises(UsageError) as caught:
        sequences.nucleic_acid(strands, kind=kind)
    assert words in str(caught.value)


def test_more_phosphates_than_ends_are_refused() -> None:
    with pytest.raises(UsageError, match="there are 1 5' ends"):
        sequences.nucleic_acid(["ACGU"], five_prime_phosphates=2)
