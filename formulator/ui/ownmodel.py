"""A drug, protein or nucleic acid of the person's own, from a structure or a sequence, before it is taken. No Qt."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from formulator.errors import FormulatorError
from formulator.ui.document import with_own
from formulator.ui.words import tr

if TYPE_CHECKING:
    from formulator.catalogue import Material
    from formulator.ui.workbench import Workbench

KINDS = {"drug": "Drug, from its structure", "protein": "Protein or peptide", "nucleic_acid": "RNA or DNA"}
HINTS = {
    "drug": "SMILES, such as CC(=O)Oc1ccccc1C(=O)O",
    "protein": "One-letter sequence, such as CRGDK",
    "nucleic_acid": "5′ to 3′, such as GGAUCAUCUCAAGUCUUACdTdT",
}


@dataclass(frozen=True, kw_only=True)
class Draft:
    """What was typed so far. `second` is the other strand of a nucleic acid; `phosphates` counts 5′-phosphates."""

    kind: str
    name: str = ""
    text: str = ""
    second: str = ""
    is_dna: bool = False
    phosphates: int = 0

    def material(self) -> Material:
        """The material with everything worked out; UsageError says in words what cannot be read."""
        from formulator.catalogue import user_drug, user_nucleic_acid, user_protein

        if self.kind == "drug":
            return user_drug(self.name, self.text)
        if self.kind == "protein":
            return user_protein(self.name, self.text)
        strands = [strand for strand in (self.text, self.second) if strand.strip()]
        return user_nucleic_acid(self.name, strands, kind="DNA" if self.is_dna else "RNA", five_prime_phosphates=self.phosphates)


def keep_for_other_projects(material: Material) -> str:
    """Write a material into the person's own file; the file's name, for saying so."""
    from formulator.catalogue import own_text, user_file
    from formulator.catalogue.keeping import added
    from formulator.storage import write_bytes

    path = user_file()
    text = own_text(path)
    path.parent.mkdir(parents=True, exist_ok=True)
    write_bytes(path, added(text, material).encode())
    return str(path)


def take(bench: Workbench, path: str, material: Material, keep: bool) -> None:
    """Put a material of the person's own into the project and into a field, in one step; `keep` writes it for other projects too."""
    bench.push(f"add {material.name}", with_own(bench.project, path, material))
    if keep:
        try:
            bench.message.emit(
                tr(
                    "{name} is kept in {place}.",
                    name=material.name,
                    place=keep_for_other_projects(material),
                ),
                (),
            )
        except FormulatorError as problem:
            bench.message.emit(
                tr("{name} is in this project, but was not kept for others. {problem}", name=material.name, problem=problem), ()
            )
