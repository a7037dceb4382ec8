"""The clinical gallery as a person uses it: found in the File menu or by Ctrl+K, searched, read, and opened as a project."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QLabel, QListWidget, QWidget

from formulator import design, gallery
from formulator.catalogue import load
from formulator.ui.pages.gallery import GalleryPage
from formulator.units import Value
from tests.ui.hands import Hands


def page_of(hands: Hands) -> GalleryPage:
    page = hands.window.body.page_on_show()
    assert isinstance(page, GalleryPage)
    hands.until(lambda: page.shown in page.found)
    return page


def texts(page: GalleryPage, name: str) -> list[str]:
    part = page.findChild(QWidget, name)
    assert part is not None, name
    return [label.text() for label in part.findChildren(QLabel)]


def test_from_the_menu_through_the_list_to_a_project_and_back(hands: Hands) -> None:
    hands.menu("page-gallery")
    page = page_of(hands)
    listing = hands.part(QListWidget, "gallery:list")
    names = [listing.item(place).text() for place in range(listing.count())]
    assert names.index("BIND-014") < names.index("Without a ligand of their own") < names.index("Doxil/Caelyx")
    (item,) = listing.findItems("NK105", Qt.MatchFlag.MatchExactly)
    hands.qtbot.mouseClick(listing.viewport(), Qt.MouseButton.LeftButton, pos=listing.visualItemRect(item).center())
    listing.setCurrentItem(item)
    hands.until(lambda: "nk105" in page.found)
    shown = texts(page, "gallery:table")
    line = gallery.line_words(page.found["nk105"].lines[0])
    assert all(word in shown for word in line if word) and "inside" in shown
    hands.press("gallery:open")
    bench = hands.window.workbench
    assert bench.path is None and bench.project.title == "NK105, from the gallery" and bench.variant.name == gallery.SIZED
    assert hands.value("size.hydrodynamic_diameter") == 85
    assert hands.window.design is not None
    assert hands.window.design.rows["carrier.diameter"].word.text() == "published"
    assert "814208" in hands.window.design.rows["carrier.diameter"].word.toolTip()
    hands.type("carrier.diameter", "70 nm")
    assert hands.window.design.rows["carrier.diameter"].word.text() == "typed"
    bench.undo()
    word = hands.window.design.rows["carrier.diameter"].word
    hands.until(lambda: word.text() == "published")


def test_a_recalled_size_stands_in_its_field_as_not_verified(hands: Hands) -> None:
    hands.window.show_product("bind014")
    hands.press("gallery:open")
    hands.answered()
    assert hands.window.design is not None
    assert hands.window.design.rows["carrier.diameter"].word.text() == "not verified"


@pytest.mark.parametrize(("words", "shown"), [("clinical products", "bind014"), ("Doxil", "doxil")])
def test_ctrl_k_finds_the_gallery_and_its_products(hands: Hands, words: str, shown: str) -> None:
    hands.find(words)
    assert page_of(hands).shown == shown


def test_a_liposome_says_why_it_cannot_be_modelled(hands: Hands) -> None:
    hands.window.show_product("doxil")
    assert any("lipid bilayer" in label.text() for label in page_of(hands).findChildren(QLabel))


def test_the_search_finds_by_receptor_and_vehicle(hands: Hands) -> None:
    hands.menu("page-gallery")
    page = page_of(hands)
    page.line.setText("psma")
    names = [page.list.item(place).text() for place in range(page.list.count())]
    assert names == ["Actively targeted", "BIND-014", "BIND-510"]


def test_every_product_can_be_looked_at_and_opened(hands: Hands) -> None:
    for material in load().all("product"):
        hands.window.show_product(material.id)
        page = page_of(hands)
        assert page.findChild(QLabel, "gallery:title").text() == material.name  # type: ignore[union-attr]
        hands.press("gallery:open")
        hands.answered()
        assert hands.window.workbench.project.tags == (material.id,)


def test_unsaved_work_is_one_button_away(hands: Hands) -> None:
    hands.type("ligand.density", "4 mol%")
    hands.window.show_product("nk105")
    hands.press("gallery:open")
    (back,) = [one for one in hands.window.centre.bar.findChildren(QAbstractButton) if one.text() == "Go back to it"]
    hands.qtbot.mouseClick(back, Qt.MouseButton.LeftButton)
    entry = design.get(hands.window.workbench.design, "ligand.density")
    assert isinstance(entry, Value) and entry.magnitude == 4
