"""Small molecules from SMILES: mass, formula, partition, counts and a picture, by RDKit."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from typing import Any

from formulator.errors import UsageError

LONGEST = 2000
"""Characters of SMILES that are read; the largest drug of the catalogue has 150."""
MOST_ATOMS = 500


@dataclass(frozen=True, kw_only=True)
class Molecule:
    """What the structure alone says. With a salt, `parent_molar_mass` is that of the largest part, `molar_mass` of everything."""

    smiles: str
    formula: str
    inchikey: str
    molar_mass: float
    parent_molar_mass: float
    parts: int
    log_p_crippen: float
    tpsa: float
    hbd: int
    hba: int
    rotatable: int
    rings: int
    formal_charge: int
    undefined_stereocentres: int


def _parsed(smiles: str) -> Any:
    """The RDKit molecule, or a refusal in words."""
    text = smiles.strip() if isinstance(smiles, str) else ""
    if not text:
        raise UsageError("The SMILES is empty. Paste a structure such as CC(=O)Oc1ccccc1C(=O)O.")
    if len(text) > LONGEST:
        raise UsageError(f"The SMILES has {len(text):,} characters; up to {LONGEST:,} are read. Is it a polymer or a sequence?")
    if not text.isascii() or any(letter.isspace() or unicodedata.category(letter) == "Cc" for letter in text):
        raise UsageError(f"The SMILES {_quoted(text)} holds blanks or letters that no SMILES has.")
    from rdkit import Chem, rdBase

    with rdBase.BlockLogs():
        molecule = Chem.MolFromSmiles(text, sanitize=False)
        reason = None if molecule is None else _sanitized(Chem, molecule)
    if molecule is None:
        raise UsageError(f"The SMILES {_quoted(text)} cannot be read. Check brackets, ring numbers and atom symbols.")
    if reason is not None:
        raise UsageError(f"The SMILES {_quoted(text)} is no possible molecule: {reason}")
    if molecule.GetNumAtoms() == 0:
        raise UsageError("The SMILES holds no atom.")
    if molecule.GetNumAtoms() > MOST_ATOMS:
        raise UsageError(f"The SMILES has {molecule.GetNumAtoms()} atoms; up to {MOST_ATOMS} are read. Enter a polymer as a carrier.")
    if any(atom.GetAtomicNum() == 0 for atom in molecule.GetAtoms()):
        raise UsageError(f"The SMILES {_quoted(text)} has a wildcard (*), so it has no mass. Write the whole molecule.")
    return molecule


def _sanitized(chem: Any, molecule: Any) -> str | None:
    """Why the molecule cannot exist, or None; its atoms are typed on the way."""
    try:
        chem.SanitizeMol(molecule)
        chem.AssignStereochemistry(molecule, cleanIt=True, force=True)
    except (chem.MolSanitizeException, ValueError, RuntimeError) as trouble:
        return str(trouble).strip().rstrip(".") + "."
    return None


def _quoted(text: str) -> str:
    shown = "".join(letter if letter.isprintable() else "?" for letter in text)
    return f"'{shown}'" if len(shown) <= 60 else f"'{shown[:57]}...'"


def _untyped(module: Any) -> Any:
    """RDKit's own type hints cover only part of it."""
    return module


def from_smiles(smiles: str) -> Molecule:
    """Everything that follows from a SMILES; UsageError says in words why one cannot be used."""
    molecule = _parsed(smiles)
    from rdkit import Chem, rdBase
    from rdkit.Chem import Crippen, Descriptors, rdMolDescriptors

    chem, crippen, descriptors = _untyped(Chem), _untyped(Crippen), _untyped(Descriptors)
    with rdBase.BlockLogs():
        parts = chem.GetMolFrags(molecule, asMols=True)
        centres = chem.FindMolChiralCenters(molecule, includeUnassigned=True, useLegacyImplementation=False)
        inchikey = chem.MolToInchiKey(molecule) or ""
    return Molecule(
        smiles=chem.MolToSmiles(molecule),
        formula=rdMolDescriptors.CalcMolFormula(molecule),
        inchikey=inchikey,
        molar_mass=float(descriptors.MolWt(molecule)),
        parent_molar_mass=max(float(descriptors.MolWt(part)) for part in parts),
        parts=len(parts),
        log_p_crippen=float(crippen.MolLogP(molecule)),
        tpsa=float(rdMolDescriptors.CalcTPSA(molecule)),
        hbd=int(rdMolDescriptors.CalcNumHBD(molecule)),
        hba=int(rdMolDescriptors.CalcNumHBA(molecule)),
        rotatable=int(rdMolDescriptors.CalcNumRotatableBonds(molecule)),
        rings=int(rdMolDescriptors.CalcNumRings(molecule)),
        formal_charge=int(chem.GetFormalCharge(molecule)),
        undefined_stereocentres=sum(mark == "?" for _, mark in centres),
    )


def draw_svg(smiles: str, width: int = 240, height: int = 180, *, dark: bool = False) -> str:
    """The structure as SVG text with a clear background, bonds light on dark when `dark`."""
    if not (40 <= width <= 4000 and 40 <= height <= 4000):
        raise UsageError(f"A picture of {width} x {height} cannot be drawn; each side is 40 to 4000 pixels.")
    molecule = _parsed(smiles)
    from rdkit import rdBase
    from rdkit.Chem.Draw import rdMolDraw2D

    drawer = rdMolDraw2D.MolDraw2DSVG(width, height)
    options = _untyped(drawer.drawOptions())
    if dark:
        rdMolDraw2D.SetDarkMode(options)
    options.clearBackground = False
    with rdBase.BlockLogs():
        rdMolDraw2D.PrepareAndDrawMolecule(drawer, molecule)
    drawer.FinishDrawing()
    return str(drawer.GetDrawingText())
