"""`gallery`: products that reached patients, published against predicted, and any of them as a project."""

from __future__ import annotations

import argparse
import os
import uuid
from pathlib import Path
from typing import Any

from formulator import gallery, storage
from formulator.catalogue import Catalogue, load
from formulator.cli import arguments
from formulator.cli.projects import now
from formulator.cli.text import dump, table
from formulator.errors import UsageError
from formulator.report import source_data


def add_commands(commands: Any) -> None:
    """gallery."""
    command = commands.add_parser("gallery", help="clinical products: published against predicted")
    command.add_argument("product", nargs="?", metavar="ID", help="a product; without it all are listed")
    command.add_argument("--json", action="store_true")
    command.add_argument("-o", "--output", metavar="FILE", help="write the product as a project")
    command.add_argument("--draws", type=arguments.whole(64, arguments.MOST_DRAWS), default=4096, metavar="N", help="draws (default 4096)")
    command.set_defaults(run=run_gallery)


def run_gallery(given: argparse.Namespace) -> int:
    """The gallery command."""
    catalogue = load()
    if given.product is None:
        if given.output:
            raise UsageError("Say which product to write: gallery ID -o FILE.formulation. `formulator gallery` lists them.")
        _list(catalogue, given.json)
        return 0
    product = gallery.product(given.product, catalogue)
    if given.output:
        return _write(product, given)
    found = gallery.compared(product, catalogue, draws=given.draws, seed=given.seed)
    sources = [source_data(key, catalogue) for key in dict.fromkeys(line.published.source for line in found.lines)]
    if given.json:
        dump(gallery.comparison_data(found, sources))
    else:
        _print(found, sources)
    return 0


def _list(catalogue: Catalogue, as_json: bool) -> None:
    rows = [gallery.product_data(product) for product in gallery.products(catalogue)]
    if as_json:
        dump(rows)
        return
    heads = ("id", "name", "targeting", "vehicle", "phase", "")
    names = ("id", "name", "targeting", "vehicle", "phase")
    cells = [(*(row[name] or "" for name in names), "" if row["modelled"] else "not modelled") for row in rows]
    print(table(cells, heads))


def _write(product: gallery.Product, given: argparse.Namespace) -> int:
    target, moment = Path(given.output), now(given)
    if os.path.lexists(target):
        raise UsageError(f"{target} is there already. Choose another name, or move it away first.")
    stamp = uuid.uuid5(uuid.NAMESPACE_URL, f"gallery {product.id}{moment}{given.seed}") if given.now else uuid.uuid4()
    project = gallery.project(product, moment, str(stamp))
    storage.save(project, target)
    print(f"{target}: {project.title}")
    return 0


def _print(found: gallery.Comparison, sources: list[dict[str, Any]]) -> None:
    product = found.product
    print(f"{product.name}  (product:{product.id})\n")
    print(table([(f"  {head}", text) for head, text in product.facts]))
    if found.lines:
        print("\n" + table([gallery.line_words(line) for line in found.lines], gallery.HEADS))
    told = {"Remarks": gallery.remarks(found), "Cannot be modelled": product.gaps, "Sources": [_source(one) for one in sources]}
    for heading, texts in told.items():
        if texts:
            print(f"\n{heading}\n" + "\n".join(f"  {text}" for text in texts))


def _source(data: dict[str, Any]) -> str:
    return " ".join(filter(None, (f"{data['key']}:", data["text"], data["doi"] and f"doi:{data['doi']}")))
