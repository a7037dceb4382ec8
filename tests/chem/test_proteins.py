"""Charge of proteins; the tables hold charges and isoelectric points of Biopython with an unbounded search."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from formulator.chem import proteins
from formulator.errors import ModelError

SEQUENCES = st.text(alphabet=proteins.AMINO_ACIDS, min_size=1, max_size=60)


@given(SEQUENCES)
def test_charge_falls_as_ph_rises_and_is_zero_at_the_isoelectric_point(sequence: str) -> None:
    charge = proteins.protein_net_charge(sequence=sequence, ph=np.linspace(0.0, 14.0, 57))
    assert (np.diff(charge) < 0.0).all()
    point = proteins.protein_isoelectric_point(sequence=sequence)
    assert proteins.protein_net_charge(sequence=sequence, ph=point) == pytest.approx(0.0, abs=1e-6)


@given(SEQUENCES)
def test_charges_agree_with_biopython(sequence: str) -> None:
    from Bio.SeqUtils.IsoelectricPoint import IsoelectricPoint

    theirs = IsoelectricPoint(sequence)
    for ph in (3.0, 7.4, 11.0):
        ours = proteins.protein_net_charge(sequence=sequence, ph=ph)
        assert ours == pytest.approx(theirs.charge_at_pH(ph), abs=1e-9)


def test_isoelectric_points_outside_4_to_12_are_found() -> None:
    """Insulin A chain 3.795, GALA 3.824, HA tag 3.564, melittin 12.02, R8 12.85; a search from 4.05 to 12 misses them."""
    assert proteins.protein_isoelectric_point(sequence="GIVEQCCTSICSLYQLENYCN") == pytest.approx(3.795, abs=1e-3)
    assert proteins.protein_isoelectric_point(sequence="YPYDVPDYA") == pytest.approx(3.564, abs=1e-3)
    assert proteins.protein_isoelectric_point(sequence="GIGAVLKVLTTGLPALISWIKRKRQQ") == pytest.approx(12.024, abs=1e-3)
    assert proteins.protein_isoelectric_point(sequence="RRRRRRRR") == pytest.approx(12.845, abs=1e-3)


def test_blanks_line_ends_and_small_letters_do_not_count() -> None:
    tidy = proteins.protein_net_charge(sequence="CRGDKGPDC", ph=7.4)
    assert proteins.protein_net_charge(sequence=" crgdk\n gpdc ", ph=7.4) == tidy


@pytest.mark.parametrize("sequence", ["ACDX", "KKB", "GLY-GLY", "   "])
def test_a_letter_that_is_no_amino_acid_is_named(sequence: str) -> None:
    with pytest.raises(ModelError, match="position|no amino acid"):
        proteins.protein_net_charge(sequence=sequence, ph=7.4)


def test_a_disulfide_takes_two_acids_out() -> None:
    """Cystine for two cysteines: at pH 12 both charges are gone, at pH 4 nothing changes."""
    peptide = {"sequence": "GCKKC"}
    free, bridged = (proteins.protein_net_charge(ph=12.0, disulfides=n, **peptide) for n in (0.0, 1.0))
    assert bridged - free == pytest.approx(2.0, abs=3e-3)
    assert proteins.protein_net_charge(ph=4.0, disulfides=1.0, **peptide) == pytest.approx(
        proteins.protein_net_charge(ph=4.0, **peptide), abs=1e-4
    )
    assert proteins.protein_net_charge(ph=12.0, disulfides=9.0, **peptide) == bridged, "no more than all cysteines"
    assert proteins.protein_isoelectric_point(disulfides=1.0, **peptide) > proteins.protein_isoelectric_point(**peptide)


def test_each_disulfide_takes_two_of_four_cysteines() -> None:
    """At pH 13 a cysteine carries all but 1e-4 of its charge (pK 9.0): one bridge of four cysteines frees the chain of two charges."""
    open_, once, twice = (proteins.protein_net_charge(sequence="GCCKCCK", ph=13.0, disulfides=n) for n in (0.0, 1.0, 2.0))
    assert once - open_ == pytest.approx(2.0 / (1.0 + 10.0 ** (9.0 - 13.0)), rel=1e-9)
    assert twice - once == pytest.approx(once - open_, rel=1e-9)
