"""Structures and sequences pasted from anywhere: read within two seconds or refused in words, in this process, under its limits."""

from __future__ import annotations

import random
import time
from collections.abc import Callable

import pytest

from formulator import sequences, structures
from formulator.errors import UsageError

_LETTERS = ("C", "N", "c", "n", "O", "(", ")", "1", "2", "=", "#", "[C@H]", "/", "\\", "%11", "[NH3+]", ".")
_RINGS = "".join(f"C%{number}" for number in range(10, 99))
HARD = {
    "chain": "C" * 499, "cage": _RINGS + _RINGS, "open": "C(", "brackets": "C(" * 400, "nested": "C(" * 200 + "C" + ")" * 200,
    "centres": "C" + "[C@H](O)" * 200 + "C", "double bonds": "C=C" * 249, "parts": ".".join("C" * 500), "metal": "[Fe+2]" * 200,
    "isotopes": "[999C]" * 80, "charges": "[C+15]" * 100, "fused": "c1cc2cc3cc4cc5cc6cc7cc8cc9ccccc9cc8cc7cc6cc5cc4cc3cc2cc1",
    "no aromatic": "c1cccc1" * 60, "too many atoms": "C" * 1999, "too long": "C" * 100_000, "one bracket": "[" * 1999, "null": "C\x00C",
}  # fmt: skip


@pytest.mark.parametrize("name", HARD)
def test_a_hard_structure_is_read_or_refused_in_time(name: str) -> None:
    assert _seconds(HARD[name]) < 2.0


def test_random_letters_are_read_or_refused_in_time() -> None:
    letters = random.Random(1)
    assert max(_seconds("".join(letters.choices(_LETTERS, k=400))) for _ in range(100)) < 2.0


SEQUENCES = {
    "longest": "KRDECYH" * 2857, "one too many": "A" * 20_001, "far too long": "A" * 3_000_000, "headings": ">\n" * 200_000,
    "blank": " \n" * 200_000, "sugars": "rA" * 10_000, "only sugars": "d" * 20_000, "marks": "5'-" * 5000, "null": "AC\x00GU",
    "turned": "AC\u202eGU", "half": "AC\ud800",
}  # fmt: skip


@pytest.mark.parametrize("name", SEQUENCES)
def test_a_hard_sequence_is_read_or_refused_in_time(name: str) -> None:
    text = SEQUENCES[name]
    assert _taken(lambda: sequences.protein(text)) < 2.0
    for kind in ("RNA", "DNA"):
        assert _taken(lambda kind=kind: sequences.nucleic_acid([text], kind=kind)) < 2.0  # type: ignore[misc]


def _seconds(smiles: str) -> float:
    return _taken(lambda: structures.from_smiles(smiles))


def _taken(read: Callable[[], structures.Molecule | sequences.Protein | sequences.NucleicAcid]) -> float:
    begun = time.process_time()
    try:
        found = read()
    except UsageError as refusal:
        assert 10 < len(str(refusal)) < 300
    else:
        assert found.molar_mass > 0
    return time.process_time() - begun
