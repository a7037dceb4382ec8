"""Headings of instrument tables: which quantity a column holds and in which unit."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from formulator.errors import UnitError, UsageError
from formulator.outputs import OUTPUT_BY_PATH
from formulator.units import canonical, kind


@dataclass(frozen=True, kw_only=True)
class Quantity:
    """An output that an instrument reports: the names it goes by (without unit) and the units of a column."""

    path: str
    names: tuple[str, ...]
    units: tuple[str, ...]
    example: str


@dataclass(frozen=True, kw_only=True)
class Column:
    """One column: where it stands, what was said of it, its unit (None when nothing names one) and the factor to the quantity."""

    place: int
    head: str
    spec: str
    unit: str | None = ""
    times: float = 1.0


QUANTITIES = (
    Quantity(
        path="size.z_average",
        names=("z-average", "z-ave", "z average", "z-avg", "zaverage", "z-average size", "z-average diameter"),
        units=("nm", "um"),
        example="Z-Average (d.nm)",
    ),
    Quantity(
        path="size.hydrodynamic_diameter",
        names=("hydrodynamic diameter", "d_h", "dh", "effective diameter", "eff. diam."),
        units=("nm", "um"),
        example="Hydrodynamic diameter (nm)",
    ),
    Quantity(
        path="size.pdi",
        names=("pdi", "polydispersity index", "polydispersity index (pi)", "polydispersity index (pdi)", "poly. index"),
        units=("",),
        example="PdI",
    ),
    Quantity(
        path="charge.zeta",
        names=("zeta potential", "zeta-potential", "mean zeta potential", "zeta", "zp", "ζ-potential", "ζ potential"),
        units=("mV",),
        example="Zeta potential (mV)",
    ),
    Quantity(
        path="charge.mobility",
        names=("mobility", "electrophoretic mobility", "mob", "mean mobility"),
        units=("um*cm/V/s",),
        example="Mobility (µmcm/Vs)",
    ),
    Quantity(
        path="loading.ee",
        names=("ee", "encapsulation efficiency", "entrapment efficiency"),
        units=("%",),
        example="EE (%)",
    ),
    Quantity(
        path="loading.dlc",
        names=("dlc", "drug loading content"),
        units=("%",),
        example="DLC (%)",
    ),
)
BY_PATH: Mapping[str, Quantity] = {row.path: row for row in QUANTITIES}

ROLES: Mapping[str, tuple[str, ...]] = {
    "name": ("batch", "batch name", "batch no", "lot", "sample name", "sample", "record name", "name"),
    "type": ("type", "measurement type", "record type"),
    "date": (
        "measurement date and time",
        "measurement start date and time",
        "measurement date/time",
        "date and time",
        "date/time",
        "measurement date",
        "date",
    ),
    "operator": ("operator", "operator name", "user", "user name"),
}
"""Columns of words, by the names they go by, the better one first."""

_HEAD = re.compile(r"(?P<name>.*?\S)\s*[(\[]\s*(?P<unit>[^()\[\]]*?)\s*[)\]]\s*(?P<rest>.*)")
_FOLDERS = re.compile(r"(?<=\))/.*")
"""ZS Xplorer writes `Z-Average (nm)/Cumulants Result/…`."""
_SPELLINGS = {"µmcm/vs": "um*cm/V/s", "umcm/vs": "um*cm/V/s", "µm.cm/vs": "um*cm/V/s", "µm·cm/vs": "um*cm/V/s"}
_WHOLE, _HALF = 1.0, 2.0


def is_text_role(name: str) -> bool:
    """Whether this is a column of words rather than of numbers."""
    return name in ROLES


def _plain(text: str) -> str:
    folded = " ".join(text.split()).casefold().replace("μ", "µ")
    return re.sub(r"\s*\[(?:average|mean)\]$", "", folded)


def _parts(head: str) -> tuple[str, str | None]:
    """Name and unit of a heading. A mean is the quantity; a spread, a width or a share in brackets is another one."""
    text = _plain(_FOLDERS.sub("", head))
    match = _HEAD.fullmatch(text)
    if match is None:
        return text, None
    return (text, None) if match["rest"] else (match["name"], match["unit"])


def _unit(path: str, said: str) -> tuple[str, float] | None:
    """The unit that a heading names and what a number is multiplied by; None when it is no unit of the quantity.

    `d.nm` is a diameter in nm; `r.nm` is a radius, so the diameter is twice the number.
    """
    text, times = said, _WHOLE
    if len(said) > 2 and said[:2] in ("d.", "r."):
        text, times = said[2:], _HALF if said[0] == "r" else _WHOLE
    spelled = _SPELLINGS.get(text, {"mv": "mV"}.get(text, text))
    try:
        unit = canonical(spelled)
        fits = kind(unit) == kind(OUTPUT_BY_PATH[path].unit)
    except UnitError:
        return None
    if not fits or (OUTPUT_BY_PATH[path].unit == "" and unit != ""):
        return None
    return unit, times


def _match(path: str, head: str) -> tuple[str | None, float] | None:
    """Unit and factor when the heading is one of this quantity; a unit of None was not named."""
    names = BY_PATH[path].names
    whole = _plain(_FOLDERS.sub("", head))
    no_unit: str | None = "" if OUTPUT_BY_PATH[path].unit == "" else None
    if whole in names:
        return no_unit, _WHOLE
    if OUTPUT_BY_PATH[path].unit == "%" and whole.replace("%", "").strip() in names:
        return "%", _WHOLE
    name, said = _parts(head)
    if name in names and said is not None:
        return _unit(path, said) if said else (no_unit, _WHOLE)
    return None


def recognised(heads: Sequence[str]) -> dict[str, Column]:
    """The columns whose heading says what they are."""
    found: dict[str, Column] = {}
    for path in BY_PATH:
        for place, head in enumerate(heads):
            match = _match(path, head)
            if match is not None:
                found[path] = Column(place=place, head=head, spec=head, unit=match[0], times=match[1])
                break
    plain = [_plain(head) for head in heads]
    for role, names in ROLES.items():
        at = next((plain.index(name) for name in names if name in plain), None)
        if at is not None:
            found[role] = Column(place=at, head=heads[at], spec=heads[at])
    return found


def headings_of(path: str, heads: Sequence[str]) -> tuple[str, ...]:
    """Every heading that could be this quantity; several must be asked about."""
    return tuple(head for head in heads if path in BY_PATH and _match(path, head) is not None)


def worth(cells: Sequence[str]) -> int:
    """How many cells of a row are headings that are known."""
    return len(recognised(cells))


def column(path: str, spec: str, heads: Sequence[str]) -> Column:
    """The column that a person named, as `Heading` or `Heading [unit]`; UsageError when the file has none of that name."""
    wanted, said = _plain(spec), None
    places = [place for place, head in enumerate(heads) if _plain(head) == wanted]
    if not places and spec.rstrip().endswith("]"):
        name, _, rest = spec.rpartition("[")
        wanted, said = _plain(name), rest.rstrip().removesuffix("]").strip()
        places = [place for place, head in enumerate(heads) if _plain(head) == wanted]
    if not places:
        raise UsageError(f"The file has no column '{spec}'. It has: {', '.join(repr(head) for head in heads if head)[:300]}.")
    if len(places) > 1:
        raise UsageError(f"The file has {len(places)} columns '{spec}'. Rename one in the file.")
    head = heads[places[0]]
    if is_text_role(path):
        return Column(place=places[0], head=head, spec=spec)
    if said is None:
        said = _parts(head)[1]
    if said is None:
        unit = "" if OUTPUT_BY_PATH[path].unit == "" else None
        known = _match(path, head)
        return Column(place=places[0], head=head, spec=spec, unit=known[0] if known else unit, times=known[1] if known else _WHOLE)
    found = _unit(path, said.casefold() if _unit(path, said) is None else said)
    if found is None:
        units = ", ".join(unit or "a plain number" for unit in BY_PATH[path].units)
        raise UsageError(f"'{said}' is not a unit of {path}. Accepted: {units}.")
    return Column(place=places[0], head=head, spec=spec, unit=found[0], times=found[1])
