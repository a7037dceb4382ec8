"""Figures in the language of the window: what is seen is said in it, data stay as they are."""

from __future__ import annotations

from pathlib import Path

import pytest

from formulator import assets, catalogue, storage
from formulator.evaluation import evaluate
from formulator.explore import curves
from formulator.explore.figure import Figure
from formulator.ui import wordbook, words
from formulator.ui.export.particle import particle
from formulator.ui.export.shapes import Text
from formulator.ui.plots import FigurePane, ParticlePane
from formulator.ui.plots.spoken import spoken, spoken_particle, written
from formulator.ui.tokens import tokens

GERMAN = Path(__file__).resolve().parents[3] / "resources" / "words" / "de.po"




def drawn(name: str) -> Figure:
    found = storage.load(assets.path("examples/crgd-polymersome-docetaxel.formulation")).project.variants[0].design
    known = catalogue.load()
    return curves.figure(name, found, known, evaluate(found, known))


def texts(pane: FigurePane | ParticlePane) -> set[str]:
    scene = pane.layout_scene()
    shapes = (*scene.shapes, *pane.heading(pane._brush.measure, 400.0))
    return {shape.text for shape in shapes if isinstance(shape, Text)}


def test_english_figures_are_as_they_are() -> None:
    figure = drawn("time")
    assert spoken(figure) is figure


@pytest.mark.parametrize(
    ("name", "seen", "gone"),
    [
        ("binding", {"Rezeptoren je Zelle", "gebundener Anteil", "zu schonen", "U-87 MG"}, "receptors per cell"),
        ("time", {"Zeit / h", "Dosis / %ID", "Tumor", "Plasma"}, "tumour"),
        ("size", {"Durchmesser / nm", "Volumen", "Intensität"}, "diameter / nm"),
        ("selectivity", {"bindet wenig", "nach außen weisende Liganden je Partikel"}, "binds little"),
        ("loading", {"Wirkstoff im Einsatz / wt%"}, "payload in feed / wt%"),
    ],
)
def test_titles_axes_names_and_read_outs_are_said_in_german(
    qtbot: object, monkeypatch: pytest.MonkeyPatch, name: str, seen: set[str], gone: str
) -> None:
    figure = drawn(name)
    monkeypatch.setattr(words, "_words", _german())
    pane = FigurePane(name, words.tr("Targeting"), tokens())
    pane.resize(560, 400)
    pane.show_figure(figure)
    found = texts(pane)
    assert seen <= found and gone not in found
    assert pane.figure is figure, "the data stay English"
    content, picture = pane.content(), pane.seen()
    assert content is not None and content.x.label == figure.x.label
    assert picture is not None and picture.title == words.known(figure.title) != figure.title
    assert words.known(figure.readout) == picture.readout


def _german() -> wordbook.Words:
    said = wordbook.parse(GERMAN.read_text(encoding="utf-8"))
    said.pop("", None)
    return wordbook.Words("de", said, lambda count: int(count != 1))


def test_the_particle_is_said_in_german(qtbot: object, monkeypatch: pytest.MonkeyPatch) -> None:
    found = storage.load(assets.path("examples/crgd-polymersome-docetaxel.formulation")).project.variants[0].design
    known = catalogue.load()
    facts = particle(found, evaluate(found, known), known)
    monkeypatch.setattr(words, "_words", _german())
    assert spoken_particle(facts).verdict.startswith("Der Spacer ragt ")
    pane = ParticlePane(tokens())
    pane.resize(560, 400)
    pane.show_particle(facts)
    assert {"Zelle", "Spacer", "Bürste", "Membran", "Partikel, maßstäblich", "Schnitt durch die Mitte"} <= texts(pane)
    assert pane.content() is facts and "Polymersom mit 100 nm Durchmesser." in pane.accessibleDescription()


def test_a_picture_is_saved_as_it_was_seen_and_a_table_as_it_is(qtbot: object, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    figure = drawn("time")
    monkeypatch.setattr(words, "_words", _german())
    pane = FigurePane("time", "Zeitverlauf", tokens())
    pane.resize(560, 400)
    pane.set_decimal(",")
    pane.show_figure(figure)
    for suffix in (".svg", ".csv", ".png"):
        pane.save_as(tmp_path / f"time{suffix}")
    svg, csv = ((tmp_path / f"time{suffix}").read_text(encoding="utf-8-sig") for suffix in (".svg", ".csv"))
    assert "Dosis / %ID" in svg and "24,0 h: Tumor 1,1" in svg
    assert csv.startswith("time [h]") and "tumour" in csv and "0.02" in csv and "Dosis" not in csv
    assert (tmp_path / "time.png").stat().st_size > 1000


@pytest.mark.parametrize(
    ("text", "shown"),
    [("0.0063 (1.8·10⁻⁶–1.00), α 1.7", "0,0063 (1,8·10⁻⁶–1,00), α 1,7"), ("v1.2", "v1.2"), ("P3.5", "P3.5"), ("1.2.3", "1.2.3"),
     ("−0.5", "−0,5")],
)  # fmt: skip
def test_numbers_have_the_persons_decimal_sign_and_names_keep_their_point(text: str, shown: str) -> None:
    assert written(text, ",") == shown and written(text, ".") == text
