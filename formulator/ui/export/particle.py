"""The particle drawn to scale from its prediction: one scale for core, corona and ligands, and a magnified piece of the corona."""

from __future__ import annotations

import math
import zlib
from collections.abc import Hashable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from formulator.design import MORPHOLOGY_LABELS
from formulator.ui.export.column import LINE, corona_column
from formulator.ui.export.membrane import ROOM, cell_over_section, receptor_words
from formulator.ui.export.section import body_shapes, ligands_on_section, nice, place
from formulator.ui.export.shapes import Box, Measure, Path, Scene, Shape, Text, approximate_width, text_box, wrapped
from formulator.ui.tokens import BODY, SMALL, Tokens
from formulator.ui.words import Say, english
from formulator.units import format_interval, format_number

if TYPE_CHECKING:
    from formulator.catalogue import Catalogue
    from formulator.design import Design
    from formulator.prediction import Estimate, Prediction

WIDTH, HEIGHT = 460.0, 400.0
MOST_DOTS = 200
NANO = 1e9
LEVEL = 0.05
"""Nanometres below which a difference of two heights is rounding, not chemistry."""


@dataclass(frozen=True, kw_only=True)
class Particle:
    """What the picture shows: radii and lengths in nm, counts, names. None where the prediction says nothing."""

    morphology: str
    seed: int
    outer: float
    core: float
    membrane: float | None = None
    brush: float | None = None
    reach: float | None = None
    outer_chains: float | None = None
    all_chains: float | None = None
    facing_out: float | None = None
    all_ligands: float | None = None
    spacing: float | None = None
    molecules: float | None = None
    payload: str = "payload"
    in_lumen: bool = False
    receptor_spacing: float | None = None
    cell: str = "target cell"
    verdict: str = ""
    interval: str = ""
    reason: str = ""

    @property
    def molecules_per_dot(self) -> float:
        """Molecules that one dot stands for: 1, 2 or 5 times a power of ten."""
        return max(1.0, nice((self.molecules or 0.0) / MOST_DOTS, up=True)) if self.molecules else 1.0

    @property
    def dots(self) -> int:
        """Dots to draw."""
        return min(MOST_DOTS, round((self.molecules or 0.0) / self.molecules_per_dot))


def nanometres(value: float) -> str:
    """A length for a label."""
    return f"{format_number(value, digits=3 if abs(value) >= 10 else 2)} nm"


def verdict(clearance: Estimate, brush: float | None, reach: float | None) -> tuple[str, str]:
    """Whether the ligand is buried, in a sentence, and its interval; nothing is promised before the interval is known."""
    value, low, high = clearance.value, clearance.low, clearance.high
    if value is None:
        return clearance.reason, ""
    known = low is not None and high is not None
    interval = ""
    if low is not None and high is not None and low != high and max(abs(low), abs(high)) >= LEVEL:
        interval = f"interval {format_interval(low, high)} nm"
    if brush is None:
        return f"No brush: the tether holds the ligand {nanometres(reach if reach is not None else value)} out", interval
    if abs(value) < LEVEL:
        words, sure = "ends level with the brush", False
        opening = "May be buried: " if known else ""
    elif value >= 0:
        words = f"clears the brush by {nanometres(value)}"
        sure = known and low is not None and low > 0
        opening = "Not buried: " if sure else "May be buried: " if known else ""
    else:
        words = f"ends {nanometres(-value)} inside the brush"
        sure = known and high is not None and high < 0
        opening = "Buried: " if sure else "May be buried: " if known else ""
    sentence = f"{opening}{words}"
    return (sentence if opening else f"The tether {sentence}"), interval


def name_of(key: str | None, catalogue: Catalogue | None, otherwise: str) -> str:
    """A material's name; the key itself where it stands in no catalogue."""
    if not key:
        return otherwise
    if catalogue is not None and key in catalogue:
        return str(catalogue.get(key).name)
    return key.rpartition(":")[2]


def particle(design: Design, prediction: Prediction, catalogue: Catalogue | None = None) -> Particle:
    """The facts of the picture from a prediction; `reason` says why it cannot be drawn."""

    def value(path: str) -> float | None:
        found = prediction.estimates.get(path)
        return None if found is None else found.value

    def node(name: str, unit: float = 1.0) -> float | None:
        found = prediction.nodes.get(name)
        return None if found is None or not math.isfinite(found) else found * unit

    ligand = design.ligands[0] if design.ligands else None
    payload = design.payloads[0] if design.payloads else None
    key = "|".join(str(part) for part in (design.carrier.id, ligand and ligand.id, payload and payload.id))
    diameter = prediction.estimates.get("size.hydrodynamic_diameter")
    core = value("size.core_diameter")
    if diameter is None or diameter.value is None or core is None:
        reason = (diameter.reason if diameter is not None else "") or "The diameter is not known: choose a carrier or type a diameter."
        first = "" if design.carrier.id else " Choose its material under Carrier, or press Ctrl+K and type a name."
        return Particle(morphology="", seed=0, outer=0, core=0, reason=reason + first)
    membrane = value("size.membrane_thickness")
    morphology = _morphology(design, catalogue, membrane)
    molecules = value("loading.molecules_per_particle")
    brush, reach = value("size.corona_thickness"), node("tether_reach", NANO)
    ligands, receptors = value("ligand.facing_out"), node("receptor_density")
    sentence, interval = verdict(prediction["ligand.clearance"], brush, reach) if "ligand.clearance" in prediction.estimates else ("", "")
    return Particle(
        morphology=morphology,
        seed=zlib.crc32(key.encode()),
        outer=diameter.value / 2,
        core=core / 2,
        membrane=membrane,
        brush=brush,
        reach=reach if ligands else None,
        outer_chains=node("outer_chains"),
        all_chains=value("size.aggregation_number"),
        facing_out=ligands,
        all_ligands=value("ligand.per_particle"),
        spacing=value("ligand.spacing"),
        molecules=molecules,
        payload=name_of(payload.id if payload is not None else None, catalogue, "payload"),
        in_lumen=membrane is not None and molecules is not None and node("payload_in_core") == 0.0,
        receptor_spacing=NANO / math.sqrt(receptors) if ligands and reach is not None and receptors else None,
        cell=name_of(design.target.cell, catalogue, "target cell"),
        verdict=sentence,
        interval=interval,
    )


def _morphology(design: Design, catalogue: Catalogue | None, membrane: float | None) -> str:
    """The class of the carrier: as chosen, else its material's, else what the prediction has found to draw."""
    if design.carrier.morphology:
        return design.carrier.morphology
    key = design.carrier.id
    if catalogue is not None and key and key in catalogue:
        return next(iter(catalogue.get(key).morphologies), "solid_particle")
    return "polymersome" if membrane is not None else "solid_particle"


def particle_scene(
    shown: Particle,
    theme: Tokens,
    *,
    width: float = WIDTH,
    height: float = HEIGHT,
    measure: Measure = approximate_width,
    titled: bool = True,
    known: Hashable = None,
    say: Say = english,
) -> Scene:
    """The picture at any size: the section at the left, the magnified corona and the verdict at the right.

    Body and corona are left out when `known` is the `still_key` of a picture that shows the same ones.
    """
    still: list[Shape] = []
    moving = heading(shown, theme, width, say=say) if titled else []
    key: Hashable = (width, height, theme.dark)
    if shown.reason:
        moving += _sentence(shown.reason, Box(16, height / 2 - 20, width - 16, height), theme, measure)
    else:
        aside = min(max(0.36 * width, 132.0), 176.0)
        section = Box(14, 36 + (ROOM if shown.receptor_spacing is not None else 0.0), width - aside - 8, height - 32)
        at = place(shown, section)
        # In a narrow pane the scale takes the last line for itself: beside it the verdict would be written over.
        foot, below = _foot(shown, at.scale, width - aside - 8, height, theme, measure, say), 12.0
        if _right_end(foot, measure) > width - aside - 4:
            foot, below = _foot(shown, at.scale, width - 16, height, theme, measure, say), 12.0 + LINE
        right = Box(width - aside, 52, width - 12, height - below)
        without_ligand = replace(shown, reach=None, facing_out=None, all_ligands=None, spacing=None, verdict="", interval="")
        without_ligand = replace(without_ligand, receptor_spacing=None, cell="")
        key = (width, height, theme.dark, at, replace(without_ligand, molecules=shown.dots))
        if key != known:
            still = body_shapes(shown, at, theme, measure, named=width >= 360, say=say)
        moving += cell_over_section(shown, at, section.left, section.right, theme, measure, say)
        moving += ligands_on_section(shown, at, theme)
        moving += corona_column(shown, right, at.scale, theme, measure, say)
        moving += foot
    return Scene(
        width=width,
        height=height,
        ground=theme.paper,
        shapes=(*still, *moving),
        title=say("Particle, to scale"),
        about=about(shown, say),
        back=len(still),
        still_key=key,
    )


def heading(shown: Particle, theme: Tokens, width: float, readout: str = "", say: Say = english) -> list[Shape]:
    """Title at the left, and at the right what is seen."""
    readout = readout or say("section through the centre")
    shapes: list[Shape] = [Text(x=16, y=22, text=say("Particle, to scale"), colour=theme.ink, size=BODY, bold=True, name="title")]
    if width >= 340 and not shown.reason:
        shapes.append(Text(x=width - 16, y=22, text=readout, colour=theme.ink2, size=SMALL, anchor="end", name="readout"))
    return shapes


def about(shown: Particle, say: Say = english) -> str:
    """The picture in words."""
    if shown.reason:
        return shown.reason
    name = say(MORPHOLOGY_LABELS.get(shown.morphology, shown.morphology.replace("_", " ")))
    parts = [say("{name} of {size} across.", name=f"{name[:1].upper()}{name[1:]}", size=nanometres(2 * shown.outer))]
    if shown.membrane is not None:
        parts.append(say("Membrane {length}.", length=nanometres(shown.membrane)))
    if shown.brush is not None:
        parts.append(say("Corona {length}.", length=nanometres(shown.brush)))
    if shown.facing_out:
        count = format_number(shown.facing_out, digits=2)
        apart = nanometres(shown.spacing) if shown.spacing else ""
        said = say("{count} ligands facing out, {apart} apart.", count=count, apart=apart)
        parts.append(said if apart else say("{count} ligands facing out.", count=count))
    if shown.receptor_spacing is not None:
        words = receptor_words(shown, say)
        parts.append(say("Membrane of {cell} where the longer of brush and tether ends, {words}.", cell=shown.cell, words=words))
    if shown.molecules:
        parts.append(f"{format_number(shown.molecules, digits=2)} {shown.payload}.")
    if shown.verdict:
        parts.append(f"{shown.verdict}.".replace("..", "."))
    return " ".join(parts)


def _sentence(text: str, box: Box, theme: Tokens, measure: Measure) -> list[Shape]:
    style = Text(x=(box.left + box.right) / 2, y=box.top, text="", colour=theme.ink2, size=SMALL, anchor="middle", name="reason")
    lines = wrapped(text, box.width - 32, SMALL, measure)
    return [replace(style, y=box.top + 16 * number, text=line) for number, line in enumerate(lines)]


def _right_end(shapes: list[Shape], measure: Measure) -> float:
    return max(text_box(shape, measure).right for shape in shapes if isinstance(shape, Text))


def _foot(shown: Particle, scale: float, room: float, height: float, theme: Tokens, measure: Measure, say: Say) -> list[Shape]:
    """Scale bar and what a dot stands for."""
    length = nice(58.0 / scale)
    y = height - 14
    bar = np.array([[16.0, y - 4], [16.0 + length * scale, y - 4]])
    text = f"{format_number(length)} nm"
    end = bar[1][0] + 8
    shapes: list[Shape] = [
        Path(parts=(bar,), stroke=theme.ink, width=2.0, name="scale-bar"),
        Text(x=end, y=y, text=text, colour=theme.ink, size=SMALL, name="scale"),
    ]
    if shown.molecules:
        per = format_number(shown.molecules_per_dot)
        dot = say("1 dot = {count}", count=per)
        legend = f"{dot} {shown.payload}" if shown.dots else say("fewer than 1 {payload} per particle", payload=shown.payload)
        start = end + measure(text, SMALL, False) + 14
        if shown.dots and start + measure(legend, SMALL, False) > room:
            # The name without what follows it in catalogues, such as the salt or hydrate.
            legend = f"{dot} {shown.payload.partition(' (')[0].partition(',')[0]}"
        if shown.dots and start + measure(legend, SMALL, False) > room:
            legend = dot
        if start + measure(legend, SMALL, False) <= room:
            shapes.append(Text(x=start, y=y, text=legend, colour=theme.ink2, size=SMALL, name="legend"))
    return shapes
