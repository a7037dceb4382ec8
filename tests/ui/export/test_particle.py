"""The particle to scale."""

from __future__ import annotations

import dataclasses
from xml.etree import ElementTree

import numpy as np
import pytest

from formulator.chem.model import Grade
from formulator.design import Carrier, Design, Ligand, Payload
from formulator.prediction import Estimate, Flag, Prediction
from formulator.ui.export import svg
from formulator.ui.export.particle import Particle, particle, particle_scene, verdict
from formulator.ui.export.section import nice, on_circle
from formulator.ui.export.shapes import Path, Scene, Text, approximate_width, text_box
from formulator.ui.tokens import tokens

VESICLE = Particle(
    morphology="polymersome",
    seed=7,
    outer=59.5,
    core=49.9,
    membrane=11.2,
    brush=9.6,
    reach=12.5,
    outer_chains=4400,
    all_chains=7200,
    facing_out=440,
    all_ligands=720,
    spacing=8.4,
    molecules=13000,
    payload="docetaxel",
    verdict="Not buried: clears the brush by 2.9 nm",
    interval="interval 1.1–4.6 nm",
)
OTHERS = [
    dataclasses.replace(VESICLE, morphology="micelle", membrane=None, outer=15, core=8, brush=7, outer_chains=180, facing_out=18),
    dataclasses.replace(VESICLE, morphology="solid_particle", membrane=None),
    dataclasses.replace(VESICLE, morphology="nanogel", membrane=None, outer=80, core=80, brush=None, reach=1.5),
    dataclasses.replace(VESICLE, morphology="polyplex", membrane=None, molecules=60),
    dataclasses.replace(VESICLE, morphology="dendrimer", membrane=None, outer=4, core=4, brush=None, reach=1.9, facing_out=4, molecules=3),
    dataclasses.replace(VESICLE, in_lumen=True, reach=None, facing_out=None),
    dataclasses.replace(VESICLE, receptor_spacing=30.0, cell="U-87 MG"),
    dataclasses.replace(VESICLE, receptor_spacing=2240.0, reach=6.0, cell="a cell with a name longer than the picture is wide at its left"),
]


def paths(scene: Scene, name: str) -> list[Path]:
    return [shape for shape in scene.shapes if isinstance(shape, Path) and shape.name == name]


@pytest.mark.parametrize("shown", [VESICLE, *OTHERS], ids=lambda shown: shown.morphology)
@pytest.mark.parametrize("size", [(460, 400), (385, 310), (351, 303), (250, 230)])
def test_every_carrier_is_drawn_and_nothing_leaves_the_picture(shown: Particle, size: tuple[int, int]) -> None:
    scene = particle_scene(shown, tokens(), width=size[0], height=size[1])
    root = ElementTree.fromstring(svg.text(scene))
    assert not [entry for entry in root.iter() if entry.tag.endswith("image")]
    for shape in scene.shapes:
        if isinstance(shape, Path):
            for part in shape.parts:
                assert part.min() > -1
                assert part[:, 0].max() < size[0] + 1
                assert part[:, 1].max() < size[1] + 1


def test_outer_wall_and_scale_bar_have_one_scale() -> None:
    scene = particle_scene(VESICLE, tokens())
    wall = paths(scene, "membrane")[0].parts[0]
    bar = paths(scene, "scale-bar")[0].parts[0]
    length = float(next(shape.text for shape in scene.shapes if isinstance(shape, Text) and shape.name == "scale").split()[0])
    per_nm = (wall[:, 0].max() - wall[:, 0].min()) / (2 * VESICLE.core)
    assert bar[1, 0] - bar[0, 0] == pytest.approx(length * per_nm, rel=1e-3)


def test_membrane_corona_and_ligands_are_to_scale() -> None:
    scene = particle_scene(VESICLE, tokens())
    outer, inner = (np.ptp(part[:, 0]) / 2 for part in paths(scene, "membrane")[0].parts)
    scale = outer / VESICLE.core
    assert (outer - inner) / scale == pytest.approx(11.2, rel=1e-6)
    middle = paths(scene, "membrane")[0].parts[0].mean(axis=0)
    ends = [np.hypot(*(chain[-1] - middle)) / scale for chain in paths(scene, "ligand")[0].parts]
    assert ends == pytest.approx([49.9 + 12.5] * len(ends), rel=1e-6)
    tops = [np.hypot(*(chain[-1] - middle)) / scale for chain in paths(scene, "corona")[0].parts]
    assert tops == pytest.approx([49.9 + 9.6] * len(tops), rel=1e-6)


def test_ligands_on_the_section_stand_at_their_mean_spacing() -> None:
    """440 on a sphere of 49.9 nm: 71 nm² each, 8.4 nm apart, so 37 on a great circle."""
    assert on_circle(440, 49.9) == pytest.approx(2 * np.pi * 49.9 / 8.43, rel=0.01)
    assert len(paths(particle_scene(VESICLE, tokens()), "ligand")[0].parts) == 37


def test_dots_are_counts() -> None:
    scene = particle_scene(VESICLE, tokens())
    dots = [shape for shape in scene.shapes if shape.name == "payload" and getattr(shape, "r", 0) < 3]
    assert len(dots) == VESICLE.dots == 130
    assert VESICLE.molecules_per_dot == 100
    assert any(isinstance(shape, Text) and shape.text.startswith("1 dot = 100") for shape in scene.shapes)


def test_more_ligands_leave_the_others_where_they_were() -> None:
    few = paths(particle_scene(VESICLE, tokens()), "ligand")[0].parts
    many = paths(particle_scene(dataclasses.replace(VESICLE, facing_out=600), tokens()), "ligand")[0].parts
    assert len(many) > len(few)
    assert all(np.array_equal(one, other) for one, other in zip(few, many, strict=False))


@pytest.mark.parametrize("size", [(460, 400), (202, 200), (230, 320)])
@pytest.mark.parametrize("shown", [VESICLE, *OTHERS], ids=lambda shown: shown.morphology)
def test_words_do_not_cover_each_other(shown: Particle, size: tuple[int, int]) -> None:
    scene = particle_scene(shown, tokens(), width=size[0], height=size[1])
    texts = [shape for shape in scene.shapes if isinstance(shape, Text)]
    boxes = [(text.text, text_box(text, approximate_width)) for text in texts]
    for number, (one, box) in enumerate(boxes):
        for other, second in boxes[number + 1 :]:
            assert not box.overlaps(second, -1.5), (one, other)


def estimate(value: float | None, low: float | None = None, high: float | None = None) -> Estimate:
    flags = () if value is not None else (Flag(id="x", severity="info", path="ligand.id", text="No ligand is chosen."),)
    return Estimate(path="ligand.clearance", value=value, unit="nm", grade=Grade.RULE_OF_THUMB, model="", low=low, high=high, flags=flags)


@pytest.mark.parametrize(
    ("clearance", "words"),
    [
        (estimate(2.9, 1.1, 4.6), "Not buried: clears the brush by 2.9 nm"),
        (estimate(0.8, -0.5, 2.1), "May be buried: clears the brush by 0.80 nm"),
        (estimate(-0.4, -1.5, 0.6), "May be buried: ends 0.40 nm inside the brush"),
        (estimate(-1.4, -2.5, -0.6), "Buried: ends 1.4 nm inside the brush"),
        (estimate(2.9), "The tether clears the brush by 2.9 nm"),
        (estimate(3e-14, -1e-13, 9e-14), "May be buried: ends level with the brush"),
        (estimate(-3e-14), "The tether ends level with the brush"),
        (estimate(None), "No ligand is chosen."),
    ],
)
def test_the_verdict_promises_no_more_than_its_interval(clearance: Estimate, words: str) -> None:
    assert verdict(clearance, 9.6, 12.5)[0] == words


def test_a_verdict_shows_its_interval() -> None:
    assert verdict(estimate(2.9, 1.1, 4.6), 9.6, 12.5)[1] == "interval 1.1–4.6 nm"
    assert verdict(estimate(2.3, 2.3, 2.3), None, 2.3)[1] == ""
    assert verdict(estimate(0.0, -1e-13, 9e-14), 9.6, 9.6)[1] == ""


def prediction(**values: float) -> Prediction:
    units = {"size.hydrodynamic_diameter": "nm", "size.core_diameter": "nm"}
    estimates = {
        path: Estimate(path=path, value=value, unit=units.get(path, ""), grade=Grade.LAW, model="")
        for path, value in ((name.replace("__", "."), number) for name, number in values.items())
    }
    nodes = {"tether_reach": 12.5e-9, "outer_chains": 4400.0, "payload_in_core": 0.1}
    return Prediction(estimates=estimates, steps=(), ingredients={}, flags=(), sources=(), nodes=nodes)


def test_the_facts_come_from_the_prediction_in_nanometres() -> None:
    design = Design(
        carrier=Carrier(id="carrier:a", morphology="polymersome"), ligands=(Ligand(id="ligand:b"),), payloads=(Payload(id="drug:dtx"),)
    )
    shown = particle(
        design,
        prediction(
            size__hydrodynamic_diameter=119,
            size__core_diameter=99.8,
            size__membrane_thickness=11.2,
            size__corona_thickness=9.6,
            ligand__facing_out=440,
            loading__molecules_per_particle=13000,
        ),
    )
    assert shown.outer == 59.5
    assert shown.core == 49.9
    assert shown.reach == pytest.approx(12.5)
    assert shown.payload == "dtx"
    assert not shown.in_lumen
    assert shown.seed == particle(design, prediction(size__hydrodynamic_diameter=80, size__core_diameter=60)).seed


def test_without_a_size_the_picture_says_why() -> None:
    shown = particle(Design(), prediction())
    assert shown.reason
    scene = particle_scene(shown, tokens())
    assert "diameter" in " ".join(shape.text for shape in scene.shapes if isinstance(shape, Text))
    assert scene.about == shown.reason


def test_nice_lengths_are_1_2_5() -> None:
    assert [nice(value) for value in (1.0, 4.9, 7.0, 99.0)] == [1.0, 2.0, 5.0, 50.0]
    assert [nice(value, up=True) for value in (1.0, 4.9, 65.0)] == [1.0, 5.0, 100.0]


def test_the_class_of_the_carrier_comes_from_its_material() -> None:
    from formulator.catalogue import load

    catalogue = load()
    nanogel = next(material for material in catalogue.all("carrier") if material.morphologies[:1] == ("nanogel",))
    design = Design(carrier=Carrier(id=nanogel.key))
    known = prediction(size__hydrodynamic_diameter=160, size__core_diameter=160)
    assert particle(design, known, catalogue).morphology == "nanogel"
    assert particle(design, known).morphology == "solid_particle"
    assert paths(particle_scene(particle(design, known, catalogue), tokens()), "polymer")


AT_A_CELL = dataclasses.replace(VESICLE, receptor_spacing=20.0, cell="U-87 MG")


def test_receptors_stand_at_their_mean_spacing_where_the_ligand_ends() -> None:
    """In the section and in the magnified piece: the plane of the membrane is where the tether ends, and one receptor faces a ligand."""
    scene = particle_scene(AT_A_CELL, tokens())
    wall = paths(scene, "membrane")[0].parts[0]
    middle, scale = wall.mean(axis=0), np.ptp(wall[:, 0]) / 2 / AT_A_CELL.core
    section, piece = paths(scene, "receptor")
    places = [part[:, 0].mean() for part in section.parts]
    assert np.diff(places) == pytest.approx(20.0 * scale, rel=1e-9) and len(places) > 2
    plane = paths(scene, "cell-surface")[0].parts[0][0, 1]
    assert (middle[1] - plane) / scale == pytest.approx(49.9 + 12.5, rel=1e-6)
    ligand = paths(scene, "ligand")[0].parts[0]
    assert ligand[-1] == pytest.approx((middle[0], plane), abs=2.0)
    magnified = paths(scene, "ligand")[1].parts[0]
    assert paths(scene, "cell-surface")[1].parts[0][0, 1] == pytest.approx(magnified[-1, 1], abs=1e-6)
    assert min(abs(part[:, 0].mean() - magnified[0, 0]) for part in piece.parts) < 1e-9


def test_a_buried_ligand_ends_before_the_receptor() -> None:
    buried = dataclasses.replace(AT_A_CELL, reach=6.0)
    scene = particle_scene(buried, tokens())
    brush = paths(scene, "brush-height")[0].parts[0][0, 1]
    assert paths(scene, "cell-surface")[1].parts[0][0, 1] == pytest.approx(brush, abs=1e-6)
    assert paths(scene, "ligand")[1].parts[0][-1, 1] > brush + 10


def test_rare_receptors_are_told_where_only_one_is_seen() -> None:
    scene = particle_scene(dataclasses.replace(AT_A_CELL, receptor_spacing=2240.0), tokens())
    assert [len(found.parts) for found in paths(scene, "receptor")] == [1, 1]
    assert any(isinstance(shape, Text) and shape.text == "U-87 MG: receptors 2.2 µm apart" for shape in scene.shapes)
    assert "receptors 2.2 µm apart" in scene.about and "receptors 2.2 µm apart" in svg.text(scene)


def test_crowded_receptors_are_no_more_than_can_be_told_apart() -> None:
    found = paths(particle_scene(dataclasses.replace(AT_A_CELL, receptor_spacing=0.01), tokens()), "receptor")[0]
    assert 10 < len(found.parts) < 80 and all(np.isfinite(part).all() for part in found.parts)


def test_without_receptors_there_is_no_cell() -> None:
    assert not paths(particle_scene(VESICLE, tokens()), "receptor") and "Membrane of" not in particle_scene(VESICLE, tokens()).about


def test_receptors_leave_the_still_part_of_the_picture_as_it_is() -> None:
    one, other = (particle_scene(dataclasses.replace(AT_A_CELL, receptor_spacing=spacing), tokens()) for spacing in (20.0, 50.0))
    assert one.still_key == other.still_key
