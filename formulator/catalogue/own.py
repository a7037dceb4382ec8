"""A person's own drug, protein or nucleic acid, made from a structure or a sequence."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from formulator import sequences, structures
from formulator.catalogue.catalogue import material_from_data
from formulator.catalogue.material import Material
from formulator.catalogue.reading import LONGEST
from formulator.errors import UsageError
from formulator.units import Value


def _number(value: float, unit: str, source: str, status: str = "computed", note: str = "") -> dict[str, Any]:
    return {"value": value, "unit": unit, "source": source, "status": status, "note": note}


def _slug(name: str) -> str:
    """An id from a name; letters beyond ASCII fall away."""
    found = re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-")[:64]
    if not found:
        raise UsageError("The material needs a name with at least one letter or digit.")
    return found


def _material(kind: str, name: str, id_: str | None, properties: Mapping[str, Any]) -> Material:
    plain = " ".join(name.split())
    made = material_from_data({"kind": kind, "id": id_ or _slug(plain), "name": plain, "provenance": "user", "properties": properties})
    if made is None:
        raise UsageError(f"'{plain[:60]}' cannot be made into a {kind.replace('_', ' ')}.")
    return made


def _sequence(letters: str) -> dict[str, str]:
    """The sequence itself, or the word that it is too long to be kept in a material."""
    return {"sequence": letters if len(letters) <= LONGEST else f"{len(letters):,} letters, too long to be kept here"}


def user_copy(material: Material, name: str, numbers: Mapping[str, Value]) -> Material:
    """A material like another one, under a name of its own; the numbers given are the person's, all others keep their source."""
    data = material.as_data()
    changed = {
        key: {"value": value.magnitude, "unit": value.unit, "source": "", "status": "user", "note": f"in place of that of {material.name}"}
        for key, value in numbers.items()
    }
    made = _material(material.kind, name, None, {**data["properties"], **changed})
    if made.id == material.id or made.name.casefold() == material.name.casefold():
        raise UsageError(f"{material.name} is there already: give the new one a name of its own.")
    return made


def user_drug(name: str, smiles: str, *, id_: str | None = None) -> Material:
    """A drug from its SMILES. With a salt the molar mass is that of everything written, which is what is weighed."""
    known = structures.from_smiles(smiles)
    notes = []
    if known.parts > 1:
        notes.append(f"{known.parts} parts; the largest weighs {known.parent_molar_mass:.2f} g/mol.")
    if known.undefined_stereocentres:
        notes.append(f"{known.undefined_stereocentres} stereocentres are not given.")
    properties = {
        "smiles": smiles.strip(),
        "inchikey": known.inchikey,
        "formula": known.formula,
        "molar_mass": _number(known.molar_mass, "g/mol", "rdkit2026", note=known.formula),
        "log_p_crippen": _number(known.log_p_crippen, "", "wildman1999", "estimate"),
        "tpsa": _number(known.tpsa, "angstrom^2", "rdkit2026"),
        "hbd": _number(known.hbd, "", "rdkit2026"),
        "hba": _number(known.hba, "", "rdkit2026"),
        "is_salt": known.parts > 1,
        "note": " ".join(notes),
    }
    return _material("drug", name, id_, properties)


def user_protein(name: str, sequence: str, *, id_: str | None = None, **ends: Any) -> Material:
    """A protein or peptide from its sequence; `ends` are the options of `sequences.protein`."""
    known = sequences.protein(sequence, **ends)
    properties: dict[str, Any] = {
        **_sequence(known.sequence),
        "molar_mass": _number(known.molar_mass, "g/mol", "biopython", note=f"{known.length} amino acids"),
        "note": " ".join(known.notes),
    }
    if known.isoelectric_point is not None:
        properties["isoelectric_point"] = _number(known.isoelectric_point, "pH", "bjellqvist1993", "estimate", "unfolded chain")
    if known.net_charge is not None:
        properties["net_charge"] = _number(known.net_charge, "e", "bjellqvist1993", "estimate", "at pH 7.4, unfolded chain")
    return _material("protein", name, id_, properties)


def user_nucleic_acid(name: str, strands: Sequence[str], *, kind: str = "RNA", id_: str | None = None, **options: Any) -> Material:
    """A nucleic acid from one or two strands; `options` are those of `sequences.nucleic_acid`."""
    known = sequences.nucleic_acid(strands, kind=kind, **options)
    double = len(known.strands) == 2
    told = (*(f"{note[:1].upper()}{note[1:]}." for note in known.notes), _as_salt(known), _other_ends(known, options))
    properties = {
        "strands": f"double {kind}" if double else "single",
        **_sequence(" / ".join(known.strands)),
        "length": _number(known.length, "nt", "biopython"),
        "molar_mass": _number(known.molar_mass, "g/mol", "biopython", note="acid form, without counter-ions"),
        "charge": _number(known.charge, "e", "biopython", note="fully ionised phosphates"),
        "phosphates": _number(
            known.phosphates, "", "biopython", note="one less than nucleotides in each open strand, one more per 5′-phosphate"
        ),
        "note": " ".join(filter(None, told)),
    }
    return _material("nucleic_acid", name, id_, properties)


def _as_salt(known: sequences.NucleicAcid) -> str:
    salt = known.sodium_salt_molar_mass
    return f"Sodium salt {salt:.1f} g/mol: where that is weighed, the salt factor of the lot is {salt / known.molar_mass:.4f}."


def _other_ends(known: sequences.NucleicAcid, options: Mapping[str, Any]) -> str:
    """What 5'-phosphates would change: the same N/P is then another mass of polymer."""
    if options.get("is_circular") or options.get("five_prime_phosphates") or not known.phosphates:
        return ""
    count = known.phosphates + len(known.strands)
    more = 100.0 * (count / known.phosphates - 1.0)
    return f"With 5′-phosphates it has {count} phosphates, and the same N/P takes {more:.2g} % more polymer."
