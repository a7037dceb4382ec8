"""`catalogue add`: a drug, protein or nucleic acid of one's own, from a structure or a sequence, into the person's file of materials."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from formulator import catalogue as catalogues
from formulator.catalogue.keeping import added
from formulator.cli.text import dump
from formulator.errors import UsageError
from formulator.storage import write_bytes
from formulator.units import Value, format_value

KINDS = ("drug", "protein", "nucleic_acid")


def add_verb(verbs: Any) -> None:
    """catalogue add."""
    add = verbs.add_parser("add", help="a material of your own, from its structure or sequence, into your file of materials")
    add.add_argument("kind", choices=KINDS)
    add.add_argument("name")
    add.add_argument("--smiles", metavar="SMILES", help="structure of a drug")
    add.add_argument("--sequence", metavar="LETTERS", help="sequence of a protein, or of a strand from 5' to 3'")
    add.add_argument("--second", metavar="LETTERS", help="the other strand, from 5' to 3'")
    add.add_argument("--dna", action="store_true", help="the strands are DNA, not RNA")
    add.add_argument("--phosphates", type=int, default=0, metavar="N", help="5'-phosphates (default 0)")
    add.add_argument("--id", dest="own_id", metavar="ID", help="id, if not made from the name")
    add.add_argument("-o", "--output", metavar="FILE.toml", help="another file of materials than your own")
    add.add_argument("--json", action="store_true")


def run(given: argparse.Namespace) -> int:
    """The verb."""
    material = _material(given)
    path = Path(given.output) if given.output else catalogues.user_file()
    text = catalogues.own_text(path)
    if not given.output:
        path.parent.mkdir(parents=True, exist_ok=True)
    write_bytes(path, added(text, material).encode())
    if given.json:
        dump(material.as_data())
        return 0
    print(f"{material.key} is in {path}")
    for name, entry in material.properties.items():
        if isinstance(entry.value, Value):
            print(f"  {name.replace('_', ' ')}  {format_value(entry.value)}" + (f"  {entry.words}" if entry.words else ""))
    return 0


def _material(given: argparse.Namespace) -> catalogues.Material:
    if given.kind == "drug":
        if not given.smiles:
            raise UsageError('A drug comes in by its structure: --smiles "CC(=O)Oc1ccccc1C(=O)O".')
        return catalogues.user_drug(given.name, given.smiles, id_=given.own_id)
    if not given.sequence:
        raise UsageError(f"A {given.kind.replace('_', ' ')} comes in by its sequence: --sequence LETTERS.")
    if given.kind == "protein":
        return catalogues.user_protein(given.name, given.sequence, id_=given.own_id)
    strands = [given.sequence, *([given.second] if given.second else [])]
    kind = "DNA" if given.dna else "RNA"
    return catalogues.user_nucleic_acid(given.name, strands, kind=kind, id_=given.own_id, five_prime_phosphates=given.phosphates)
