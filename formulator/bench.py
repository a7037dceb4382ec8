"""What stands on the bench of whoever makes a variant: lots with their purity and stocks, the balance, the pipettes.

A design says what is wanted; the bench says with what. Nothing here changes a prediction: it changes what is weighed.
"""

from __future__ import annotations

import dataclasses
import datetime
import difflib
import re
import unicodedata
from dataclasses import dataclass

from formulator.design import Field, read_quantity
from formulator.errors import FieldError, UsageError
from formulator.units import Value

COMPONENTS = {
    "carrier": "carrier polymer",
    "ligand": "ligand-bearing polymer",
    "payload": "payload",
    "solvent": "organic solvent",
    "buffer": "aqueous medium",
}
"""What a lot may be of, by the word that stands in a path such as `lot.payload.assay`."""

Entry = Value | str | None


@dataclass(frozen=True, kw_only=True)
class Lot:
    """One material as it stands on the shelf: how pure, how wet, in which salt form, dissolved or not, from whom."""

    component: str
    code: str | None = None
    cas: str | None = None
    grade: str | None = None
    supplier: str | None = None
    catalogue_number: str | None = None
    lot: str | None = None
    coa: str | None = None
    expiry: str | None = None
    storage: str | None = None
    hazard: str | None = None
    assay: Value | None = None
    water: Value | None = None
    salt_factor: Value | None = None
    excess: Value | None = None
    density: Value | None = None
    stock: Value | None = None
    stock_solvent: str | None = None
    solubility: Value | None = None


@dataclass(frozen=True, kw_only=True)
class Bench:
    """Batch size, lots, balance and pipettes. None means "not given", never zero."""

    lots: tuple[Lot, ...] = ()
    batch: Value | None = None
    balance_readability: Value | None = None
    balance_minimum: Value | None = None
    pipette_minimum: Value | None = None
    pipette_maximum: Value | None = None
    overage: Value | None = None

    def lot(self, component: str) -> Lot:
        """The lot of one component; one without any entry when there is none."""
        return next((lot for lot in self.lots if lot.component == component), Lot(component=component))


def _text(name: str, label: str, about: str) -> Field:
    return Field(path=f"lot.{name}", label=label, kind="text", about=about)


LOT_FIELDS: tuple[Field, ...] = (
    _text("code", "Internal code", "The material's code in your house."),
    _text("cas", "CAS or sequence", "Registry number, or the sequence."),
    _text("grade", "Grade", "Quality as sold, such as GMP or HPLC."),
    _text("supplier", "Supplier", "Who made or sold it."),
    _text("catalogue_number", "Catalogue no.", "The supplier's number."),
    _text("lot", "Lot no.", "Lot as on the label; kept as text."),
    _text("coa", "CoA", "Where the certificate of analysis is kept."),
    _text("expiry", "Expiry or retest", "Date such as 2027-06-30."),
    _text("storage", "Storage", "How the lot is kept."),
    _text("hazard", "Hazard code", "As recorded from the supplier's safety data sheet."),
    Field(path="lot.assay", label="Assay", units=("%",), domain=(1e-6, 1.0), about="Pure substance in the dried lot, by mass."),
    Field(
        path="lot.water", label="Water, solvent", units=("%", "wt%"), domain=(0.0, 0.999), about="Water and solvent in the lot, by mass."
    ),
    Field(
        path="lot.salt_factor",
        label="Salt factor",
        units=("",),
        domain=(0.01, 100.0),
        about="Molar mass of what is weighed (salt or hydrate) over that of the substance the design counts.",
    ),
    Field(path="lot.excess", label="Excess", units=("%",), domain=(0.0, 10.0), about="How much more of this component is taken, by mass."),
    Field(path="lot.density", label="Density", units=("g/cm^3",), domain=(1.0, 25_000.0), about="Density of the lot."),
    Field(
        path="lot.stock",
        label="Stock",
        units=("mg/mL", "ug/uL", "g/L"),
        domain=(1e-9, 5_000.0),
        about="Pure, dry substance per volume of the stock it is pipetted from. Empty: it is weighed.",
    ),
    Field(
        path="lot.stock_solvent",
        label="Stock solvent",
        kind="pick",
        material_kinds=("solvent", "medium"),
        about="What the stock is dissolved in. Empty: the process solvent; the medium for proteins and nucleic acids.",
    ),
    Field(
        path="lot.solubility",
        label="Solubility",
        units=("mg/mL", "ug/uL", "g/L"),
        domain=(1e-12, 5_000.0),
        about="The most that dissolves in the stock solvent.",
    ),
)
BENCH_FIELDS: tuple[Field, ...] = (
    Field(
        path="bench.batch",
        label="Batch size",
        units=("mg", "mL", "g", "L"),
        domain=(1e-12, 1e4),
        about="Mass of all solids, or final volume. Empty: as much as the design's own polymer mass makes.",
    ),
    Field(
        path="bench.balance_readability",
        label="Balance reads to",
        units=("mg", "ug", "g"),
        domain=(1e-12, 1.0),
        about="The balance's last digit. Empty: 0.01 mg.",
    ),
    Field(
        path="bench.balance_minimum",
        label="Least weighed",
        units=("mg", "ug", "g"),
        domain=(0.0, 1.0),
        about="The least the balance weighs well enough. Empty: 20 times its last digit.",
    ),
    Field(
        path="bench.pipette_minimum",
        label="Least pipetted",
        units=("uL", "mL"),
        domain=(1e-13, 1e-3),
        about="The smallest volume the pipettes take. Empty: 0.5 µL.",
    ),
    Field(
        path="bench.pipette_maximum",
        label="Most at once",
        units=("uL", "mL"),
        domain=(1e-10, 1.0),
        about="The largest volume taken at once. Empty: 10 mL.",
    ),
    Field(
        path="bench.overage",
        label="Overage",
        units=("%",),
        domain=(0.0, 10.0),
        about="How much more than the batch is prepared of everything.",
    ),
)
BY_NAME = {field.path: field for field in (*LOT_FIELDS, *BENCH_FIELDS)}
_PATH = re.compile(r"^(?:bench\.([a-z_]+)|lot\.([a-z_]+)\.([a-z_]+))$")
LONGEST = 300


def owns(path: str) -> bool:
    """Whether a path names something on the bench rather than in the design."""
    return path.partition(".")[0] in ("bench", "lot")


def _found(path: str) -> tuple[Field, str]:
    """The row of a path and the component it is about; empty for balance and pipettes."""
    match = _PATH.match(path)
    component = match[2] or "" if match else ""
    name = f"bench.{match[1]}" if match and match[1] else f"lot.{match[3]}" if match else ""
    row = BY_NAME.get(name)
    if row is not None and (not component or component in COMPONENTS):
        return row, component
    if component and component not in COMPONENTS:
        raise UsageError(f"There is no component '{component}'. There are: {', '.join(COMPONENTS)}.")
    known = paths()
    near = difflib.get_close_matches(path, known, n=3, cutoff=0.5)
    hint = f" Did you mean {' or '.join(near)}?" if near else f" There are {known[0]} and the like; `formulator schema` lists all."
    raise UsageError(f"There is no field '{path}'.{hint}")


def paths() -> tuple[str, ...]:
    """Every path of a bench."""
    lots = tuple(f"lot.{component}.{row.name}" for component in COMPONENTS for row in LOT_FIELDS)
    return (*(row.path for row in BENCH_FIELDS), *lots)


def field(path: str) -> Field:
    """The row of a path; raises UsageError with the nearest names for one that does not exist."""
    return _found(path)[0]


def title(path: str) -> str:
    """A path in words, such as `Assay of the payload`."""
    row, component = _found(path)
    return f"{row.label} of the {COMPONENTS[component]}" if component else row.label


def get(bench: Bench, path: str) -> Entry:
    """What stands there; None when nothing was given."""
    row, component = _found(path)
    return getattr(bench.lot(component) if component else bench, row.name)  # type: ignore[no-any-return]


def read(path: str, text: str, decimal: str = ".") -> Entry:
    """What typed text means in a field of the bench; None for empty text."""
    row, _ = _found(path)
    if not text.strip():
        return None
    if row.is_quantity:
        return read_quantity(row, text, decimal, path)
    word = " ".join(text.split())
    if len(word) > LONGEST:
        raise FieldError(path, f"the text has {len(word)} characters. At most {LONGEST} are kept.")
    if any(unicodedata.category(letter) in ("Cc", "Cf", "Cs", "Zl", "Zp") for letter in word):
        raise FieldError(path, f"{word!r} holds a hidden character. Plain text on one line is kept.")
    if row.name == "expiry":
        try:
            datetime.date.fromisoformat(word)
        except ValueError:
            raise FieldError(path, f"'{word}' is not a date such as 2027-06-30.") from None
    return word


def replaced(bench: Bench, path: str, entry: Entry) -> Bench:
    """A bench with one field changed. A lot without any entry is left out."""
    row, component = _found(path)
    if not component:
        return dataclasses.replace(bench, **{row.name: entry})  # type: ignore[arg-type]
    changed = dataclasses.replace(bench.lot(component), **{row.name: entry})  # type: ignore[arg-type]
    lots = {lot.component: lot for lot in bench.lots} | {component: changed}
    kept = (lots[name] for name in COMPONENTS if name in lots and lots[name] != Lot(component=name))
    return dataclasses.replace(bench, lots=tuple(kept))
