"""Equal projects give equal bytes, in the layout that a person and a diff can read."""

from __future__ import annotations

import dataclasses
import hashlib
import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from formulator import design as designs
from formulator import storage
from formulator.design import BY_PATH, Design
from formulator.errors import ProjectFileError, UnitError
from formulator.project import Project, Variant
from formulator.storage import writing
from formulator.units import Value, format_value, from_si, parse, units_for


def test_saving_and_loading_gives_the_same_project_and_the_same_bytes(project: Project) -> None:
    data = storage.dumps(project)
    opened = storage.loads(data)
    assert opened.project == project
    assert opened.project.variants[0].design.payloads[0].feed.typed == "2,0 mg"  # type: ignore[union-attr]
    assert storage.dumps(opened.project) == data
    assert opened.notices == ()
    assert opened.library == {"sha256": "cd" * 32}


def test_a_bench_without_lots_is_written_and_read(project: Project) -> None:
    bench = dataclasses.replace(project.variant("v2").bench, lots=())
    bare = project.with_variant(dataclasses.replace(project.variant("v2"), bench=bench))
    data = storage.dumps(bare)
    assert "lots" not in json.loads(data)["variants"][1]["bench"]
    assert storage.loads(data).project.variant("v2").bench == bench


def test_the_text_is_sorted_json_with_two_blanks_of_indent(project: Project) -> None:
    text = storage.dumps(project).decode("utf-8")
    assert text == json.dumps(json.loads(text), indent=2, sort_keys=True, ensure_ascii=False, allow_nan=False) + "\n"
    assert "\r" not in text


def test_the_digest_is_of_the_content_without_digest_and_view(project: Project) -> None:
    document = json.loads(storage.dumps(project))
    content = {key: value for key, value in document.items() if key not in ("digest", "view")}
    text = json.dumps(content, indent=2, sort_keys=True, ensure_ascii=False) + "\n"
    assert document["digest"] == hashlib.sha256(text.encode("utf-8")).hexdigest()


def test_another_look_of_the_window_is_the_same_content(project: Project) -> None:
    extras = {key: value for key, value in project.extras.items() if key != "view"}
    plain = storage.loads(storage.dumps(dataclasses.replace(project, extras=extras)))
    assert plain.digest == storage.loads(storage.dumps(project)).digest


def test_another_layout_is_the_same_content(project: Project) -> None:
    data = storage.dumps(project)
    compact = json.dumps(json.loads(data)).encode()
    assert storage.loads(compact).digest == storage.loads(data).digest
    assert storage.loads(data.replace(b"\n", b"\r\n")).digest == storage.loads(data).digest


def test_a_quantity_has_number_unit_spread_text_and_source(project: Project) -> None:
    first = json.loads(storage.dumps(project))["variants"][0]
    assert first["carrier"]["diameter"] == {"v": 100.0, "u": "nm", "sd": 5.0, "typed": "100 ± 5 nm", "src": "user"}
    assert first["payload"][0]["feed"] == {"v": 2.0, "u": "mg", "typed": "2,0 mg", "src": "meas:m1"}
    assert first["ligand"][1]["density"] == {"v": 5.0, "u": "wt%", "src": "calc"}
    assert first["provenance"] == {"carrier.id": "lib:peg-pla"}
    assert "core_molar_mass" not in first["carrier"]


@pytest.mark.parametrize(
    ("text", "stored"),
    [
        ("uniform 2 to 5 mg", {"law": "uniform", "low": 2.0, "high": 5.0, "v": 3.5}),
        ("triangular 2 to 3 to 5 mg", {"law": "triangular", "low": 2.0, "high": 5.0, "v": 3.0}),
        ("3 ×/÷ 1.5 mg", {"law": "lognormal", "factor": 1.5, "v": 3.0}),
    ],
)
def test_a_spread_of_another_law_comes_back_as_it_was_typed(project: Project, text: str, stored: dict[str, Any]) -> None:
    variant = project.variants[0]
    design = designs.replaced(variant.design, "payload.feed", designs.read("payload.feed", text))
    changed = project.with_variant(dataclasses.replace(variant, design=design))
    data = storage.dumps(changed)
    assert json.loads(data)["variants"][0]["payload"][0]["feed"].items() >= (stored | {"typed": text, "u": "mg"}).items()
    back = storage.loads(data).project
    assert designs.get(back.variants[0].design, "payload.feed") == designs.get(design, "payload.feed")
    assert storage.dumps(back) == data


@pytest.mark.parametrize(
    "wrong", [{"high": 1.0}, {"low": -1.0, "v": 2.0}, {"factor": 2.0}, {"sd": 0.1}, {"law": "lognormal"}, {"high": 6.0}]
)
def test_a_spread_that_says_nothing_or_something_else_is_refused(project: Project, wrong: dict[str, Any]) -> None:
    variant = project.variants[0]
    design = designs.replaced(variant.design, "payload.feed", designs.read("payload.feed", "uniform 2 to 5 mg"))
    document = json.loads(storage.dumps(project.with_variant(dataclasses.replace(variant, design=design))))
    document["variants"][0]["payload"][0]["feed"] |= wrong
    document["variants"][0].get("provenance", {}).pop("payload.feed", None)
    with pytest.raises(ProjectFileError, match="feed"):
        storage.loads(json.dumps(document).encode(), accept_changed=True)


def test_the_library_is_the_callers(project: Project) -> None:
    library = {"version": "3", "sha256": "ef" * 32}
    assert storage.loads(storage.dumps(project, library)).library == library


def test_minus_zero_stays_minus_zero(project: Project) -> None:
    values = (("charge.zeta", Value(-0.0, "mV")), ("charge.zeta", Value(0.0, "mV")))
    measured = dataclasses.replace(project.measurements[0], values=values)
    data = storage.dumps(dataclasses.replace(project, measurements=(measured,)))
    assert data.count(b'"v": -0.0') == 1
    assert storage.dumps(storage.loads(data).project) == data


@pytest.mark.parametrize("data", [{}, {"a": []}, {"b": {}, "a": [1, "é\n", None, True, 0.1, 1e300, -0.0, [[]]]}, {"ü": 2**60}])
def test_the_writer_agrees_with_the_standard_library(data: dict[str, Any]) -> None:
    assert writing.text_of(data) == json.dumps(data, indent=2, sort_keys=True, ensure_ascii=False) + "\n"


TEXTS = st.text(
    st.characters(exclude_categories=("Cc", "Cs", "Zl", "Zp"), exclude_characters="\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"),
    max_size=40,
)
NAMES = TEXTS.map(lambda text: text or "v")


@st.composite
def entries(draw: st.DrawFn, path: str) -> designs.Entry:
    """What may stand in a field: nothing, a word, or a number in any unit of its kinds, typed or not."""
    row = BY_PATH[path]
    if draw(st.integers(0, 2)) == 0:
        return None
    if row.kind == "choice":
        return draw(st.sampled_from(sorted(row.options)))
    if row.kind == "pick":
        return f"{draw(st.sampled_from(row.material_kinds))}:{draw(st.from_regex('[a-z0-9][a-z0-9._-]{0,12}', fullmatch=True))}"
    unit = draw(st.sampled_from(units_for(draw(st.sampled_from(row.units)))))
    low, high = (float(from_si(bound, unit)) for bound in (row.domain[0], min(row.domain[1], 1e12)))
    value = Value(draw(st.floats(low, high)), unit, None, draw(st.none() | st.floats(0, 1e6)))
    try:
        designs.check(path, value)
    except designs.edit.FieldError:
        return None
    text = format_value(value, decimal=draw(st.sampled_from(".,")))
    for decimal in draw(st.sampled_from([".,", ",."])) if draw(st.booleans()) else "":
        try:
            typed = parse(text, unit, decimal=decimal)
            designs.check(path, typed)
        except (UnitError, designs.edit.FieldError):
            continue
        return typed
    return value


@st.composite
def any_designs(draw: st.DrawFn) -> Design:
    design = Design(ligands=(designs.Ligand(),) * draw(st.integers(1, 3)), payloads=(designs.Payload(),) * draw(st.integers(1, 2)))
    for path in draw(st.lists(st.sampled_from(designs.paths(design)), unique=True, max_size=25)):
        section, _, name = designs.split(path)
        design = designs.replaced(design, path, draw(entries(f"{section}.{name}")))
    return design


@st.composite
def projects(draw: st.DrawFn) -> Project:
    count = draw(st.integers(1, 4))
    extras = st.dictionaries(
        NAMES.map(lambda name: f"x-{name}"), st.none() | TEXTS | st.floats(allow_nan=False, allow_infinity=False), max_size=2
    )
    variants = tuple(
        Variant(id=f"v{number}", name=draw(NAMES), design=draw(any_designs()), note=draw(TEXTS), parent=draw(st.sampled_from([None, "v0"])),
                extras=storage.frozen(draw(extras)))
        for number in range(count)
    )  # fmt: skip
    return Project(id="p", title=draw(NAMES), created="2026-01-01T00:00:00Z", modified="2026-01-01T00:00:00Z",
                   variants=variants, active="v0",
                   tags=tuple(draw(st.lists(TEXTS, max_size=2))), extras=storage.frozen(draw(extras)))  # fmt: skip


@settings(max_examples=60)
@given(projects())
def test_any_project_survives_its_file(made: Project) -> None:
    data = storage.dumps(made)
    opened = storage.loads(data)
    assert opened.project == made
    typed = [[designs.edit._typed(designs.get(one.design, path)) for path in designs.paths(one.design)] for one in made.variants]
    read = [[designs.edit._typed(designs.get(one.design, path)) for path in designs.paths(one.design)] for one in opened.project.variants]
    assert read == typed
    assert storage.dumps(opened.project) == data
