"""Small molecules from SMILES: mass, formula, partition, counts, Hansen parameters and a picture, by RDKit."""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from formulator.chem.hansen import Hansen, hansen_from_groups
from formulator.chem.increments import ATOMS, HYDROGEN, POLAR, hansen_from_increments
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


@dataclass(frozen=True, kw_only=True)
class HansenFromStructure:
    """Hansen parameters (Pa^½) and molar volume (m³/mol) by one route; None where a contribution is not known, and `missing` says which."""

    dispersion: float | None
    polar: float | None
    hydrogen: float | None
    molar_volume: float | None
    missing: tuple[str, ...]


def _available(found: Hansen, missing: tuple[str, ...]) -> HansenFromStructure:
    dispersion, polar, hydrogen, volume = (None if value != value else value for value in found)
    return HansenFromStructure(dispersion=dispersion, polar=polar, hydrogen=hydrogen, molar_volume=volume, missing=missing)


def _neutral(smiles: str) -> tuple[Any, str | None]:
    """The molecule, or why no sum of contributions can stand for it (salts, ions)."""
    molecule = _parsed(smiles)
    from rdkit import Chem

    if len(_untyped(Chem).GetMolFrags(molecule)) > 1:
        return molecule, "a salt or hydrate: leave the counter-ion and the water away"
    if _untyped(Chem).GetFormalCharge(molecule) != 0:
        return molecule, "an ion"
    return molecule, None


def hansen_by_increments(smiles: str) -> HansenFromStructure:
    """Hansen parameters by the increments of Mathieu (2018), for a neutral molecule."""
    molecule, trouble = _neutral(smiles)
    if trouble is not None:
        return HansenFromStructure(dispersion=None, polar=None, hydrogen=None, molar_volume=None, missing=(trouble,))
    atoms, polar, hydrogen = (count(molecule) for count in (_increment_atoms, _increment_polar, _increment_hydrogen))
    tables: tuple[tuple[Mapping[str, float], Mapping[str, Any]], ...] = ((atoms, ATOMS), (polar, POLAR), (hydrogen, HYDROGEN))
    missing = tuple(sorted(key for counts, table in tables for key in counts if key not in table))
    return _available(hansen_from_increments(atoms, polar, hydrogen), missing)


def increments(smiles: str) -> tuple[Mapping[str, float], Mapping[str, float], Mapping[str, float]]:
    """Atoms and rings, polar groups, and hydrogens of a molecule as the increments of Mathieu count them."""
    molecule = _parsed(smiles)
    return _increment_atoms(molecule), _increment_polar(molecule), _increment_hydrogen(molecule)


def _increment_atoms(molecule: Any) -> Counter[str]:
    counts: Counter[str] = Counter()
    for atom in molecule.GetAtoms():
        counts[f"{atom.GetSymbol()}{atom.GetTotalDegree()}{atom.GetTotalNumHs()}{'a' * atom.GetIsAromatic()}"] += 1
    for ring in molecule.GetRingInfo().AtomRings():
        counts["R<5" if len(ring) < 5 else "R>6" if len(ring) > 6 else f"R{len(ring)}"] += 1
        counts["aromat"] += all(molecule.GetAtomWithIdx(place).GetIsAromatic() for place in ring)
    return +counts


_POLAR_GROUPS = {
    "COOH": "[CX3](=O)[OX2H1]",
    "NitroOnC": "[#6][$([NX3](=O)=O),$([NX3+](=O)[O-])]",
    "Carbonate": "[OX2;R][CX3;R](=O)[OX2]",
    "Ester": "[OX2][CX3]=O",
    "COinAmide": "[NX3][CX3](=[OX1])[#6]",
    "SO2": "O=S=O",
}
"""Groups that are counted as a whole, by SMARTS; an acid matches two of them, as its two increments expect."""
_MARKS = {"DOUBLE": "=", "TRIPLE": "#", "AROMATIC": "~"}


def _matches(molecule: Any, smarts: str) -> tuple[tuple[int, ...], ...]:
    from rdkit import Chem

    found: tuple[tuple[int, ...], ...] = molecule.GetSubstructMatches(_untyped(Chem).MolFromSmarts(smarts))
    return found


def _increment_polar(molecule: Any) -> Counter[str]:
    """Polar groups, then multiple bonds between unlike atoms outside them, then every heteroatom with its hydrogens."""
    counts: Counter[str] = Counter()
    taken: set[int] = set()
    for name, smarts in _POLAR_GROUPS.items():
        for match in _matches(molecule, smarts):
            counts[name] += 1
            taken.update(match)
    for bond in molecule.GetBonds():
        mark = _MARKS.get(str(bond.GetBondType()))
        first, second = bond.GetBeginAtom(), bond.GetEndAtom()
        ends = {first.GetIdx(), second.GetIdx()}
        if mark is not None and first.GetSymbol() != second.GetSymbol() and not ends & taken:
            counts[mark.join(sorted((first.GetSymbol(), second.GetSymbol())))] += 1
            taken |= ends
    for atom in molecule.GetAtoms():
        symbol = atom.GetSymbol()
        name = f"{symbol}({atom.GetTotalNumHs()})"
        if symbol != "C" and name not in ("N(0)", "F(0)") and not (symbol == "P" and atom.GetTotalDegree() > 3):
            counts[name] += 1
    return counts


def _increment_hydrogen(molecule: Any) -> Counter[str]:
    """Hydrogens by what they sit on, N and O atoms (the N of nitro groups left out), and halogens."""
    amide = {match[0] for match in _matches(molecule, _POLAR_GROUPS["COinAmide"])}
    acid = {match[2] for match in _matches(molecule, _POLAR_GROUPS["COOH"])}
    nitro = {place for match in _matches(molecule, "[NX3](~[OX1])~[OX1]") for place in match[:1]}
    counts: Counter[str] = Counter()
    for atom in molecule.GetAtoms():
        symbol, place, hydrogens = atom.GetSymbol(), atom.GetIdx(), atom.GetTotalNumHs()
        if symbol in ("N", "O") and place not in nitro:
            counts[symbol] += 1
        elif symbol in ("F", "Cl", "Br", "I"):
            counts["X"] += 1
        if symbol == "N":
            counts["HNamide" if place in amide else {1: "HN", 2: "H2N"}.get(hydrogens, f"H{hydrogens}N")] += hydrogens
        elif symbol == "O":
            counts["HO_COOH" if place in acid else "HO"] += hydrogens
        else:
            counts[f"H{symbol}"] += hydrogens
    return +counts


def hansen_by_groups(smiles: str) -> HansenFromStructure:
    """Hansen parameters by the groups of Hoftyzer and Van Krevelen with Fedors' volumes, for a neutral molecule."""
    molecule, trouble = _neutral(smiles)
    counts, missing = ({}, (trouble,)) if trouble is not None else _groups(molecule)
    if missing:
        return HansenFromStructure(dispersion=None, polar=None, hydrogen=None, molar_volume=None, missing=missing)
    return _available(hansen_from_groups(counts), ())


def hansen_groups(smiles: str) -> tuple[Mapping[str, float], tuple[str, ...]]:
    """Groups of Hoftyzer and Van Krevelen in a molecule, and the atoms that belong to none of them."""
    return _groups(_parsed(smiles))


_GROUPS = {
    "NO2": "[#6][NX3+](=O)[O-]",
    "COOH": "[CX3H0](=O)[OX2H1]",
    "COO": "[CX3H0](=O)[OX2H0]",
    "CONH2": "[CX3H0](=O)[NX3H2]",
    "CONH": "[CX3H0](=O)[NX3H1]",
    "CON": "[CX3H0](=O)[NX3H0;+0]",
    "CHO": "[CX3H1]=[OX1]",
    "CN": "[CX2]#[NX1]",
    "CO": "[#6X3]=[OX1]",
}
"""Groups of several atoms, by SMARTS, in the order in which they are sought; atoms of one are not used for the next.

A formyl group stays one beside O or N too: dimethylformamide is CHO and N, which gives its measured volume.
"""
_GROUP_ATOMS = {"NO2": (1, 2, 3)}
"""Places of a match that belong to the group itself, where not all do."""
_SINGLE = {"[OX2H1]": "OH", "[#8X2H0]": "O", "[#7;+0;H0;$(*=*),$([#7]:*)]": "=N-", "[nH1;+0]": "nH", "[NX3H2;+0]": "NH2",
           "[NX3H1;+0]": "NH", "[NX3H0;+0]": "N", "[#16X2H0]": "S", "[ClX1]": "Cl", "[FX1]": "F"}  # fmt: skip


def _groups(molecule: Any) -> tuple[Counter[str], tuple[str, ...]]:
    counts: Counter[str] = Counter()
    taken: set[int] = set()
    benzenes = _lone_benzenes(molecule)
    for ring, name in benzenes:
        counts[name] += 1
        taken.update(ring)
    for name, smarts in _GROUPS.items():
        for match in _matches(molecule, smarts):
            own = {match[place] for place in _GROUP_ATOMS.get(name, range(len(match)))}
            if not own & taken:
                counts[name] += 1
                taken |= own
    for smarts, name in _SINGLE.items():
        for (place,) in _matches(molecule, smarts):
            if place not in taken:
                counts[name] += 1
                taken.add(place)
    missing = []
    for atom in molecule.GetAtoms():
        if atom.GetIdx() not in taken:
            carbon = _carbon(atom)
            if carbon is None:
                missing.append(f"{atom.GetSymbol()} with {atom.GetTotalDegree()} neighbours")
            else:
                counts[carbon] += 1
    rings = len(molecule.GetRingInfo().AtomRings()) - len(benzenes)
    return counts + Counter({"ring": rings}), tuple(sorted(set(missing)))


def _lone_benzenes(molecule: Any) -> list[tuple[tuple[int, ...], str]]:
    """Benzene rings that share no atom with another ring and carry one to three substituents: they have values of their own."""
    information = molecule.GetRingInfo()
    found = []
    for ring in information.AtomRings():
        atoms = [molecule.GetAtomWithIdx(place) for place in ring]
        alone = all(atom.GetIsAromatic() and atom.GetSymbol() == "C" and information.NumAtomRings(atom.GetIdx()) == 1 for atom in atoms)
        name = {1: "phenyl", 2: "phenylene", 3: "phenyl_tri"}.get(sum(atom.GetTotalNumHs() == 0 for atom in atoms))
        if alone and len(ring) == 6 and name is not None:
            found.append((ring, name))
    return found


def _carbon(atom: Any) -> str | None:
    """Group of one carbon: by its bonds and hydrogens, None for triple or two double bonds, methane and other elements."""
    if atom.GetSymbol() != "C":
        return None
    hydrogens = atom.GetTotalNumHs()
    saturated = ("C", "CH", "CH2", "CH3")
    double = ("=C", "=CH", "=CH2")
    names = {4: saturated, 3: double}.get(atom.GetTotalDegree(), ())
    return names[hydrogens] if hydrogens < len(names) else None
