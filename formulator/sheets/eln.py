"""An archive for electronic notebooks: a zip with one folder, RO-Crate metadata, and a page that people can read.

The .eln format is RO-Crate 1.1 in a zip (TheELNConsortium/TheELNFileFormat): every file with size and SHA-256.
"""

from __future__ import annotations

import hashlib
import io
import json
import re
import zipfile
from collections.abc import Mapping, Sequence
from typing import Any

from formulator import __version__, storage
from formulator.catalogue import Catalogue
from formulator.project import Project
from formulator.sheets import data, html, markdown, table
from formulator.sheets.content import Sheet

METADATA = "ro-crate-metadata.json"
CONTEXT = "https://w3id.org/ro/crate/1.1/context"
_TYPES = {
    ".html": "text/html",
    ".json": "application/json",
    ".csv": "text/csv",
    ".md": "text/markdown",
    ".bib": "application/x-bibtex",
    ".formulation": "application/json",
    ".pdf": "application/pdf",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


def slug(text: str) -> str:
    """A name for a folder that every system takes."""
    found = re.sub(r"[^A-Za-z0-9]+", "-", text).strip("-").lower()[:60].strip("-")
    return found or "formulation"


def files_of(sheet: Sheet, project: bytes, bibtex: str, pictures: Mapping[str, str]) -> dict[str, bytes]:
    """The sheet in the formats that need nothing else, the project itself, and the references."""
    return {
        "formulation-sheet.html": html.page(sheet, pictures).encode(),
        "formulation-sheet.json": data.text(sheet).encode(),
        "formulation-sheet.csv": ("\ufeff" + table.text(sheet)).encode(),
        "formulation-sheet.md": markdown.text(sheet).encode(),
        "project.formulation": project,
        "references.bib": bibtex.encode(),
    }


def made_of(sheet: Sheet, project: Project, sources: Sequence[str], catalogue: Catalogue, pictures: Mapping[str, str]) -> bytes:
    """The whole archive of one sheet: `sources` are the keys of what its prediction rests on."""
    references = [catalogue.sources[key].bibtex() for key in sources if key in catalogue.sources]
    files = files_of(sheet, storage.dumps(project), "\n\n".join(references) + "\n", pictures)
    return archive(sheet, files, project.authors, project.tags)


def archive(sheet: Sheet, files: Mapping[str, bytes], authors: tuple[str, ...], keywords: tuple[str, ...]) -> bytes:
    """The .eln file; the same sheet and files give the same bytes."""
    root = slug(f"{sheet.project} {sheet.variant}")
    metadata = json.dumps(crate(sheet, files, authors, keywords), indent=2, sort_keys=True, ensure_ascii=False) + "\n"
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, content in {METADATA: metadata.encode(), **{f"sheet/{name}": content for name, content in files.items()}}.items():
            packed.writestr(zipfile.ZipInfo(f"{root}/{name}", (1980, 1, 1, 0, 0, 0)), content, zipfile.ZIP_DEFLATED)
    return out.getvalue()


def crate(sheet: Sheet, files: Mapping[str, bytes], authors: tuple[str, ...], keywords: tuple[str, ...]) -> dict[str, Any]:
    """The metadata as JSON-LD."""
    entries = [_file(name, content) for name, content in files.items()]
    people = [{"@id": f"#person-{number}", "@type": "Person", "name": name} for number, name in enumerate(authors, 1)]
    program = {"@id": "#formulator", "@type": "SoftwareApplication", "name": "formulator", "version": __version__}
    name = f"{sheet.project}: {sheet.variant}"
    parts = [{"@id": entry["@id"]} for entry in entries]
    experiment = {
        "@id": "./sheet/",
        "@type": "Dataset",
        "name": name,
        "identifier": sheet.number,
        "version": sheet.revision,
        "dateCreated": sheet.printed,
        "dateModified": sheet.printed,
        "creativeWorkStatus": sheet.status,
        "keywords": ", ".join(keywords),
        "encodingFormat": "text/html",
        "text": html.body(sheet),
        "author": [{"@id": person["@id"]} for person in people],
        "hasPart": parts,
    }
    root = {
        "@id": "./",
        "@type": "Dataset",
        "name": name,
        "description": f"Formulation sheet {sheet.number}, revision {sheet.revision}, {sheet.status}; content {sheet.digest}.",
        "datePublished": sheet.printed,
        "license": "All rights reserved",
        "hasPart": [{"@id": "./sheet/"}, *parts],
    }
    about = {
        "@id": METADATA,
        "@type": "CreativeWork",
        "about": {"@id": "./"},
        "conformsTo": {"@id": "https://w3id.org/ro/crate/1.1"},
        "dateCreated": sheet.printed,
        "sdPublisher": {"@id": "#formulator"},
        "version": "1.0",
    }
    return {"@context": CONTEXT, "@graph": [about, root, experiment, *entries, *people, program]}


def _file(name: str, content: bytes) -> dict[str, Any]:
    return {
        "@id": f"./sheet/{name}",
        "@type": "File",
        "name": name,
        "encodingFormat": _TYPES.get(f".{name.rpartition('.')[2]}", "application/octet-stream"),
        "contentSize": str(len(content)),
        "sha256": hashlib.sha256(content).hexdigest(),
    }
