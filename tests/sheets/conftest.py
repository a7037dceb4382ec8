"""The sheet of a worked example, built once."""

from __future__ import annotations

import dataclasses
import functools

import pytest

from formulator import catalogue, storage
from formulator.prediction import Prediction
from formulator.project import Project
from formulator.sheets import Sheet, build
from formulator.sheets.content import Table, cell
from formulator.uncertainty import propagate

NOW = "2026-01-01T00:00:00Z"
DRAWS = 64


@functools.cache
def example(name: str = "crgd-polymersome-docetaxel") -> Project:
    return storage.load(storage.examples()[name]).project


@functools.cache
def predicted(name: str = "crgd-polymersome-docetaxel") -> Prediction:
    return propagate(example(name).variant().design, catalogue.load(), draws=DRAWS, seed=0)


@functools.cache
def made(name: str = "crgd-polymersome-docetaxel") -> Sheet:
    return of(example(name), predicted(name))


def of(project: Project, prediction: Prediction, **options: object) -> Sheet:
    return build(project, project.variant(), catalogue.load(), prediction, **{"now": NOW, "seed": 0, "draws": DRAWS, **options})  # type: ignore[arg-type]


HOSTILE = "=cmd|' /C calc'!A1<script>alert(1)</script>\u202e\x07</p><img src=file:///etc/passwd>"


@functools.cache
def hostile() -> Sheet:
    """The same sheet under names that a person should never have typed; the worst of them cannot even be saved."""
    project = example()
    bad = "".join(letter for letter in HOSTILE if letter.isprintable())
    variant = dataclasses.replace(project.variant(), name=bad, note=bad)
    sheet = of(dataclasses.replace(project.with_variant(variant), title=bad), predicted())
    first = sheet.sections[0]
    pairs = (("Product", cell(HOSTILE)), *first.pairs)
    table = Table(heads=(HOSTILE,), rows=((cell(HOSTILE),),))
    sections = (dataclasses.replace(first, pairs=pairs, lines=(HOSTILE,), tables=(table,)), *sheet.sections[1:])
    return dataclasses.replace(sheet, project=HOSTILE, variant=HOSTILE, sections=sections)


@pytest.fixture
def sheet() -> Sheet:
    return made()
