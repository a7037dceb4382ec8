"""The file behind a project: where it is, what was last seen in it, and whether it can be written."""

from __future__ import annotations

import dataclasses
import datetime
import os
import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from formulator import assets
from formulator import design as designs
from formulator.design import Design
from formulator.errors import CatalogueError, ProjectFileError, UnknownMaterialError
from formulator.project import Project, Variant
from formulator.ui.words import tr

if TYPE_CHECKING:
    from formulator.catalogue import Catalogue, Material


@dataclass(frozen=True)
class Document:
    """A file as it was last read or written. Without a path the project was never saved."""

    path: Path | None = None
    digest: str | None = None
    is_read_only: bool = False
    is_unsaved: bool = False
    library: Mapping[str, str] | None = None

    @staticmethod
    def opened(path: Path, accept_changed: bool) -> tuple[Project, Document, tuple[str, ...]]:
        """Read a file: the project, what to remember of the file, and sentences to be shown."""
        from formulator.storage import load

        found = load(path, accept_changed)
        read_only = not os.access(path, os.W_OK) or is_shipped(path)
        notices = found.notices
        if read_only:
            notices = (*notices, tr("{name} is read-only here. Changes are kept when you save under another name.", name=path.name))
        document = Document(Path(os.path.abspath(path)), found.digest, read_only, accept_changed and bool(found.notices), found.library)
        return found.project, document, notices

    def written(self, project: Project, path: Path, expected: str | None) -> Document:
        """Write the project; what is known of the file afterwards."""
        from formulator.storage import save

        digest = save(project, path, expected_digest=expected, library=self.library)
        return Document(Path(os.path.abspath(path)), digest, False, False, self.library)

    def differs_on_disk(self) -> bool:
        """Whether somebody else has written another content since; a file that is gone or cannot be read does not count."""
        from formulator.storage import ProjectFileError, content_of, read_bytes

        if self.path is None or self.digest is None or not os.path.exists(self.path):
            return False
        try:
            return content_of(read_bytes(self.path))[0] != self.digest
        except ProjectFileError:
            return True


def file_kinds(kinds: Mapping[str, str]) -> dict[str, tuple[str, str]]:
    """What a file dialog offers: its words, and for each the ending of the file and the decimal sign of a table."""
    found: dict[str, tuple[str, str]] = {}
    for suffix, word in kinds.items():
        found[f"{tr(word)} (*{suffix})"] = (suffix, ".")
        if suffix == ".csv":
            words = tr("CSV with decimal comma and semicolons")
            found[f"{words} (*{suffix})"] = (suffix, ",")
    return found


def now() -> str:
    """UTC to the second, as files write it."""
    return datetime.datetime.now(datetime.UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def printed() -> str:
    """The time on a sheet, in UTC and as the clock on the wall shows it."""
    local = datetime.datetime.now().astimezone()
    return f"{now()} ({local:%H:%M} local)" if local.utcoffset() else now()


def untitled(design: Design | None = None, title: str = "Untitled") -> Project:
    """A project with one empty design."""
    first = Variant(id="v1", name="Design 1", design=design or Design())
    made = now()
    return Project(id=str(uuid.uuid4()), title=title, created=made, modified=made, variants=(first,), active=first.id)


def with_materials(project: Project, catalogue: Catalogue | None) -> Project:
    """The project with a copy of every material that its designs use, so that the file stands alone.

    A copy that is there already stays: the numbers of a saved project do not move when the catalogue does.
    """
    from formulator.storage import frozen

    if catalogue is None:
        return project
    kept: dict[str, Any] = {f"{material['kind']}:{material['id']}": material for material in project.materials}
    for variant in project.variants:
        for row in designs.FIELDS:
            entry = designs.get(variant.design, row.path) if row.kind == "pick" else None
            if isinstance(entry, str):
                _add(kept, entry, row.material_kinds, catalogue)
    return dataclasses.replace(project, materials=tuple(frozen(material) for material in kept.values()))  # type: ignore[misc]


def as_saved(project: Project, catalogue: Catalogue | None) -> Project:
    """The project as it goes into its file: with its materials, and with what its answers are now, for whoever opens it later."""
    whole = with_materials(project, catalogue)
    if catalogue is None:
        return whole
    from formulator.sheets import drift

    return with_view(whole, drift.KEY, drift.kept(whole, catalogue))


def _add(kept: dict[str, Any], name: str, kinds: tuple[str, ...], catalogue: Catalogue) -> None:
    try:
        material = catalogue.get(name, kinds)
    except UnknownMaterialError:
        return
    kept.setdefault(material.key, material.as_data())
    receptor = material.text("receptor") if material.kind == "ligand" else None
    if receptor and f"receptor:{receptor}" in catalogue:
        kept.setdefault(f"receptor:{receptor}", catalogue.get(receptor, ("receptor",)).as_data())


def laid_over(shipped: Catalogue | None, project: Project) -> Catalogue | None:
    """The materials that a project brings along count before the shipped ones; ProjectFileError for those that make no sense."""
    try:
        return None if shipped is None else shipped.overlay(project.materials, project.calibrations)
    except CatalogueError as problem:
        raise ProjectFileError(str(problem)) from problem


def with_own(project: Project, path: str, material: Material) -> Project:
    """The project with a material of the person's own, which stands in one field of the design on show."""
    from formulator.storage import frozen

    others = [known for known in project.materials if (known["kind"], known["id"]) != (material.kind, material.id)]
    variant = project.variant()
    design = designs.replaced(variant.design, path, material.key)
    changed = project.with_variant(variant.edited(path, design))
    materials = tuple(frozen(known) for known in (*others, material.as_data()))
    return dataclasses.replace(changed, materials=materials)  # type: ignore[arg-type]


def with_view(project: Project, key: str, value: Any) -> Project:
    """The project with one more entry, or one less, of how it is looked at."""
    from formulator.storage import frozen

    view = {name: entry for name, entry in project.extras.get("view", {}).items() if name != key} | ({} if value is None else {key: value})
    others = {name: entry for name, entry in project.extras.items() if name != "view"}
    return dataclasses.replace(project, extras=frozen(others | ({"view": view} if view else {})))  # type: ignore[arg-type]


def is_shipped(path: Path) -> bool:
    """A worked example as it was shipped: it stays as it is, whoever may write there."""
    return Path(os.path.realpath(path)).parent == Path(os.path.realpath(assets.path("examples")))


_RESERVED = {"con", "prn", "aux", "nul", *(f"{port}{digit}" for port in ("com", "lpt") for digit in "123456789¹²³")}
"""Names that Windows keeps for devices, whatever their ending."""
_LONGEST_NAME = 100
"""Bytes; the ending comes on top."""


def file_name(title: str, suffix: str) -> str:
    """A title as a file name that every system takes."""
    plain = "".join(letter if letter.isalnum() or letter in " -_" else "-" for letter in title)
    cut = plain.strip(" -").encode("utf-8")[:_LONGEST_NAME].decode("utf-8", "ignore").strip(" -") or "project"
    return f"{cut}{'-' if cut.lower() in _RESERVED else ''}{suffix}"


def names(project: Project) -> tuple[str, str, tuple[tuple[str, str, str], ...]]:
    """What a project and its variants are called, and how far each is."""
    return project.title, project.active, tuple((variant.id, variant.name, variant.status) for variant in project.variants)


def free_name(project: Project, wanted: str) -> str:
    """The name, or the next one with a number behind it that no variant has."""
    taken = {variant.name for variant in project.variants}
    name, number = wanted, 2
    while name in taken:
        name, number = f"{wanted} {number}", number + 1
    return name
