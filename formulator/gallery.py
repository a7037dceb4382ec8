"""Products that reached patients, as designs: what is published of each, what is predicted from its composition, and where they differ.

The published answers (size, zeta, DLC) never enter the design that is compared with them.
"""

from __future__ import annotations

import dataclasses
import functools
import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from formulator import assets
from formulator import design as designs
from formulator.catalogue import Catalogue, Material, Property
from formulator.catalogue.schema import VERIFIED
from formulator.design import Design
from formulator.outputs import OUTPUT_BY_PATH
from formulator.prediction import Estimate, Prediction
from formulator.project import Project, Variant
from formulator.uncertainty import propagate
from formulator.units import Value, format_interval, format_number, unit_label

SIZE, ZETA, DLC = "size.hydrodynamic_diameter", "charge.zeta", "loading.dlc"
INSIDE, ABOVE, BELOW = "inside", "above", "below"
"""Where the published value lies: in the predicted interval, above it, or below it."""
COMPOSED, SIZED = "From its composition", "With its published size"
_OF_THE_MATERIAL = ("prior.diameter", "carrier.typical_zeta")
"""Inputs of a prediction that may be the usual value of the very material that the product made known."""
_PERCENT = re.compile(r"^(\d+(?:\.\d+)?) wt%$")


@dataclass(frozen=True, kw_only=True)
class Product:
    """A product of the catalogue. `design` is of what it is made as far as the catalogue knows; `gaps` say what cannot be modelled."""

    material: Material
    design: Design
    gaps: tuple[str, ...] = ()

    @property
    def id(self) -> str:
        """Its id in the catalogue."""
        return self.material.id

    @property
    def name(self) -> str:
        """What it is called."""
        return self.material.name

    @property
    def is_active(self) -> bool:
        """Whether it carries a ligand that seeks a receptor."""
        return self.material.text("targeting") == "active"

    @property
    def has_particle(self) -> bool:
        """Whether the classes here describe its particle."""
        return self.design.carrier.id is not None

    @property
    def facts(self) -> tuple[tuple[str, str], ...]:
        """What the catalogue says in words, under the names of its lines."""
        heads = {
            "vehicle": "Vehicle", "payload": "Payload", "ligand": "Ligand", "receptor": "Receptor", "indication": "Indication",
            "highest_phase": "Highest phase", "nct": "Trials", "status_note": "Status",
        }  # fmt: skip
        return tuple((head, text) for name, head in heads.items() if (text := self.material.text(name)) and text != "none")


@dataclass(frozen=True, kw_only=True)
class Published:
    """One published answer in the unit of the output, with its range where one is published."""

    path: str
    value: float
    source: str
    status: str
    low: float | None = None
    high: float | None = None
    note: str = ""

    @property
    def is_verified(self) -> bool:
        """Whether somebody has read the number in its source; a recalled one counts as not verified."""
        return self.status in VERIFIED and self.status != "read-range"


@dataclass(frozen=True, kw_only=True)
class Line:
    """Published beside predicted. `fold` is predicted over published, `difference` predicted minus published where zero lies between."""

    published: Published
    predicted: Estimate
    verdict: str = ""
    fold: float | None = None
    difference: float | None = None
    remark: str = ""


@dataclass(frozen=True, kw_only=True)
class Comparison:
    """A product with its prediction and its lines."""

    product: Product
    prediction: Prediction
    lines: tuple[Line, ...]

    @property
    def disagreements(self) -> tuple[Line, ...]:
        """The lines whose published value lies outside the predicted interval."""
        return tuple(line for line in self.lines if line.verdict in (ABOVE, BELOW))


@functools.cache
def _compositions() -> Mapping[str, Any]:
    return tomllib.loads(assets.text("gallery/clinical.toml"))


def products(catalogue: Catalogue) -> tuple[Product, ...]:
    """Every product, the actively targeted ones first."""
    found = [_product(material, catalogue) for material in catalogue.all("product")]
    return tuple(sorted(found, key=lambda product: not product.is_active))


def product(name: str, catalogue: Catalogue) -> Product:
    """One product by its id or its name; UnknownMaterialError names those that are near."""
    named = [one.key for one in catalogue.all("product") if one.name.casefold() == name.strip().casefold()]
    return _product(catalogue.get(named[0] if named else name, ("product",)), catalogue)


def _product(material: Material, catalogue: Catalogue) -> Product:
    said = _compositions()["products"].get(material.id)
    if said is None:
        gap = "Of what it is made is not laid down here; choose its materials yourself."
        return Product(material=material, design=Design(), gaps=(gap,))
    design, gaps = Design(), []
    for slot in ("carrier", "ligand", "payload"):
        key = said.get(slot)
        if key is not None and key in catalogue:
            design = designs.replaced(design, f"{slot}.id", key)
    if "carrier" in said and said["carrier"] in catalogue:
        carrier = catalogue.get(said["carrier"])
        gaps += [text for text in (carrier.text("not_modelled"), carrier.text("model_note")) if text]
        if not carrier.morphologies:
            design = designs.replaced(design, "carrier.id", None)
    gaps += [_compositions()["reasons"][key] for key in said.get("reasons", ())]
    if "stand_in" in said:
        gaps.append(said["stand_in"])
    gaps += [f"The catalogue does not hold {words}; the field stays empty." for words in said.get("lacking", ())]
    return Product(material=material, design=design, gaps=tuple(gaps))


def published(product: Product) -> tuple[Published, ...]:
    """The published answers that have a place among the outputs; loading only where it is said as the drug's share of all solids."""
    found = [
        _answer(path, entry)
        for path, name in ((SIZE, "size"), (ZETA, "zeta"))
        if (entry := product.material.number(name)) is not None
    ]
    share = _PERCENT.match(product.material.text("loading_text") or "")
    if share is not None:
        found.append(Published(path=DLC, value=float(share[1]), source="recalled", status="recalled"))
    return tuple(found)


def _answer(path: str, entry: Property) -> Published:
    assert isinstance(entry.value, Value), "asked of numbers only"
    unit, ends = OUTPUT_BY_PATH[path].unit, (entry.low, entry.high)
    low, high = (None if end is None or entry.range_is_default else Value(end, entry.value.unit).to(unit) for end in ends)
    return Published(
        path=path, value=entry.value.to(unit), low=low, high=high, source=entry.source, status=entry.status, note=entry.note
    )  # fmt: skip


def loading_in_words(product: Product) -> str:
    """What is published of the loading where it is no DLC and so stands beside no prediction."""
    text = product.material.text("loading_text") or ""
    return "" if not text or _PERCENT.match(text) else f"Drug content is published as “{text}”, which is no DLC."


def compared(product: Product, catalogue: Catalogue, draws: int = 4096, seed: int = 0) -> Comparison:
    """The prediction from the composition beside what is published."""
    prediction = propagate(product.design, catalogue, draws=draws, seed=seed)
    lines = tuple(_line(one, product, prediction) for one in published(product))
    return Comparison(product=product, prediction=prediction, lines=lines)


def _line(one: Published, product: Product, prediction: Prediction) -> Line:
    estimate = prediction[one.path]
    if not product.has_particle or estimate.value is None:
        reason = "not modelled" if not product.has_particle else f"not predicted: {estimate.reason}"
        missing = dataclasses.replace(estimate, value=None, low=None, high=None)
        return Line(published=one, predicted=missing, remark=reason)
    verdict = ""
    if estimate.low is not None and estimate.high is not None:
        verdict = ABOVE if one.value > estimate.high else BELOW if one.value < estimate.low else INSIDE
    linear = OUTPUT_BY_PATH[one.path].scale == "linear"
    return Line(
        published=one, predicted=estimate, verdict=verdict, remark=_kinship(estimate, prediction),
        fold=None if linear or one.value <= 0 else estimate.value / one.value,
        difference=estimate.value - one.value if linear else None,
    )  # fmt: skip


def _kinship(estimate: Estimate, prediction: Prediction) -> str:
    """Whether the prediction rests on what is usual for this very material, so that agreement proves little."""
    for name in estimate.inputs:
        if name in _OF_THE_MATERIAL and prediction.ingredients[name].source != "published_formulations":
            return "rests on the usual value of this material, which comes from such products, so agreement would prove little"
    return ""


# -- as a project


def project(product: Product, now: str, id: str) -> Project:
    """An untitled project: one variant from the composition alone, one that carries the published size with its source."""
    variants = [Variant(id="v1", name=COMPOSED, design=product.design, note=_note(product, "No published answer stands in a field."))]
    size = next((one for one in published(product) if one.path == SIZE), None)
    if size is not None and product.has_particle:
        value = Value(size.value, OUTPUT_BY_PATH[SIZE].unit)
        design = designs.replaced(product.design, "carrier.diameter", value)
        said = "The diameter is the published one" + ("." if size.is_verified else ", not verified.")
        variants.append(
            Variant(
                id="v2", name=SIZED, design=design, parent="v1", note=_note(product, said),
                provenance=(("carrier.diameter", f"lib:{size.source}"),),
            )
        )  # fmt: skip
    return Project(
        id=id, title=f"{product.name}, from the gallery", created=now, modified=now, variants=tuple(variants), active=variants[-1].id,
        description=variants[0].note, tags=(product.id,),
    )  # fmt: skip


def _note(product: Product, said: str) -> str:
    words = (f"{product.name}: {product.material.text('vehicle') or 'vehicle not published'}.", said, *product.gaps)
    return " ".join((*words, "Every other field is a default of the program, not a published value."))


# -- in words

HEADS = ("answer", "published", "evidence", "predicted", "90 % interval", "grade", "published lies", "predicted is")


def line_words(line: Line, decimal: str = ".") -> tuple[str, ...]:
    """One line under HEADS, for the terminal and the window."""
    one, estimate = line.published, line.predicted
    unit = unit_label(OUTPUT_BY_PATH[one.path].unit)
    said = f"{format_number(one.value, decimal=decimal)} {unit}"
    if one.low is not None and one.high is not None:
        said += f" ({format_interval(one.low, one.high, decimal)})"
    interval = ""
    if estimate.low is not None and estimate.high is not None:
        interval = f"{format_interval(estimate.low, estimate.high, decimal)} {unit}"
    return (
        OUTPUT_BY_PATH[one.path].label,
        said,
        evidence(one),
        "—" if estimate.value is None else f"{format_number(estimate.value, digits=3, decimal=decimal)} {unit}",
        interval,
        "" if estimate.value is None else f"{estimate.grade.mark} {estimate.grade.word}",
        {INSIDE: "inside", ABOVE: "outside, above", BELOW: "outside, below"}.get(line.verdict, ""),
        _apart(line, unit, decimal),
    )


def evidence(one: Published) -> str:
    """How far the published number was checked, in words."""
    if one.status == "read-range":
        return "range read, value not verified"
    return "read" if one.is_verified else "not verified"


def _apart(line: Line, unit: str, decimal: str) -> str:
    if line.fold is not None:
        fold, word = (line.fold, "larger") if line.fold >= 1 else (1 / line.fold, "smaller")
        shown = format_number(fold, digits=2, decimal=decimal)
        return "the same" if shown in ("1", f"1{decimal}0") else f"{shown} times {word}"
    if line.difference is not None:
        word = "higher" if line.difference >= 0 else "lower"
        return f"{format_number(abs(line.difference), digits=2, decimal=decimal)} {unit} {word}"
    return ""


def remarks(found: Comparison) -> tuple[str, ...]:
    """What belongs to the table: why a line has no prediction, what a published number leaves open, when agreement proves little."""
    words = []
    for line in found.lines:
        note = f"the catalogue notes: {line.published.note}" if line.published.note else ""
        medium = "the medium is not given; predicted in the usual one" if line.published.path == ZETA and line.verdict else ""
        label = OUTPUT_BY_PATH[line.published.path].label
        words += [f"{label}: {text.rstrip('.')}." for text in (line.remark, medium, note) if text]
    return tuple(filter(None, (*words, loading_in_words(found.product))))


# -- as plain data


def product_data(product: Product) -> dict[str, Any]:
    """A product as a line of the list."""
    return {
        "id": product.id, "name": product.name, "targeting": product.material.text("targeting"), "modelled": product.has_particle,
        "vehicle": product.material.text("vehicle"), "payload": product.material.text("payload"),
        "phase": product.material.text("highest_phase"),
    }  # fmt: skip


def comparison_data(found: Comparison, sources: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    """A product with published and predicted values, in the units of the outputs at full precision."""
    return {
        **product_data(found.product),
        "facts": dict(found.product.facts),
        "composition": {
            path: entry for path in ("carrier.id", "ligand.id", "payload.id") if (entry := designs.get(found.product.design, path))
        },
        "not_modelled": list(found.product.gaps),
        "loading_published_as": found.product.material.text("loading_text"),
        "lines": [_line_data(line) for line in found.lines],
        "sources": list(sources),
    }  # fmt: skip


def _line_data(line: Line) -> dict[str, Any]:
    one, estimate = line.published, line.predicted
    return {
        "path": one.path, "unit": OUTPUT_BY_PATH[one.path].unit,
        "published": {
            "value": one.value, "low": one.low, "high": one.high, "source": one.source, "status": one.status, "verified": one.is_verified,
        },
        "predicted": {
            "value": estimate.value, "low": estimate.low, "high": estimate.high,
            "grade": None if estimate.value is None else estimate.grade.word,
        },
        "published_is": line.verdict or None, "fold": line.fold, "difference": line.difference, "remark": line.remark,
    }  # fmt: skip
