"""Undo and redo against a plain list: R13b."""

from __future__ import annotations

import copy
import dataclasses
import tempfile
from pathlib import Path
from typing import Any

from figures.measure import Measured
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule, run_state_machine_as_test

from formulator import design as designs
from formulator import storage
from formulator.design import FIELDS, Entry
from formulator.errors import FieldError
from formulator.ui import app
from formulator.ui.document import untitled
from formulator.ui.history import step_to
from formulator.ui.settings import Settings
from formulator.units import Value

PATHS = tuple(row.path for row in FIELDS)
State = dict[str, Any]
"""Title, which variant is on show, and for each its name and what stands in its fields."""


@st.composite
def edits(draw: st.DrawFn) -> tuple[str, Entry]:
    """A field and something that it takes."""
    row = draw(st.sampled_from([row for row in FIELDS if row.kind != "pick"]))
    if row.kind == "choice":
        return row.path, draw(st.sampled_from(sorted(row.options)))
    low, high = row.hint or (1.0, 2.0)
    numbers = st.builds(Value, st.sampled_from((low, high, (low + high) / 2)), st.sampled_from(row.units))
    return row.path, draw(st.one_of(st.none(), numbers))


class Undoing(RuleBasedStateMachine):
    """The window beside a list of pairs (before, after) and a place in it."""

    done = 0
    """Rules taken by all machines."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = tempfile.TemporaryDirectory()
        self.path = Path(self.folder.name) / "a.formulation"
        storage.save(untitled(), self.path)
        self.window = app.shell(inline=True, settings=Settings(Path(self.folder.name) / "settings.ini"))
        self.bench = self.window.workbench
        self.bench.open(self.path)
        self.now: State = {"title": "Untitled", "shown": 0, "variants": [{"name": "Design 1", "fields": {}}]}
        self.first = copy.deepcopy(self.now)
        self.steps: list[tuple[State, State]] = []
        self.at, self.clean = 0, 0

    # -- the list

    def _did(self, after: State) -> None:
        """A step: what was taken back is gone."""
        if self.clean > self.at:
            self.clean = -1
        self.steps[self.at :] = [(copy.deepcopy(self.now), copy.deepcopy(after))]
        self.at += 1
        self.now = after

    def _changed(self, path: str, entry: Entry) -> State:
        after = copy.deepcopy(self.now)
        fields = after["variants"][after["shown"]]["fields"]
        fields.pop(path, None)
        if entry is not None:
            fields[path] = entry
        return after

    def _go(self, index: int) -> None:
        while self.at > index:
            self.at -= 1
            self.now = copy.deepcopy(self.steps[self.at][0])
        while self.at < index:
            self.now = copy.deepcopy(self.steps[self.at][1])
            self.at += 1

    # -- what a person does

    @rule(edit=edits())
    def edit(self, edit: tuple[str, Entry]) -> None:
        """One field."""
        Undoing.done += 1
        try:
            self.bench.edit(*edit)
        except FieldError:
            return
        after = self._changed(*edit)
        if after != self.now:
            self._did(after)

    @rule(edit=edits(), more=st.lists(st.sampled_from((0.25, 0.5, 1.0)), max_size=3))
    def drag(self, edit: tuple[str, Entry], more: list[float]) -> None:
        """A field moved by hand: one step, or none where it ends as it began."""
        Undoing.done += 1
        path, entry = edit
        own = designs.get(self.bench.design, path)
        moved = [dataclasses.replace(entry, magnitude=entry.magnitude * part) for part in more] if isinstance(entry, Value) else []
        begun, has_moved = copy.deepcopy(self.now), False
        self.bench.begin_gesture()
        for one in (*moved, own):
            try:
                self.bench.edit(path, one)
            except FieldError:
                continue
            after = self._changed(path, one)
            if after == self.now:
                continue
            if has_moved:
                self.steps[-1] = (begun, copy.deepcopy(after))
                self.now = after
                if after["variants"] == begun["variants"]:
                    self.steps.pop()
                    self.at, has_moved = self.at - 1, False
            else:
                self._did(after)
                has_moved = True
        self.bench.end_gesture()

    @rule()
    def duplicate(self) -> None:
        """A copy behind the variant on show."""
        Undoing.done += 1
        if len(self.now["variants"]) > 5:
            return
        self.bench.duplicate()
        after = copy.deepcopy(self.now)
        one = copy.deepcopy(after["variants"][after["shown"]])
        one["name"] = self.bench.variant.name
        after["shown"] += 1
        after["variants"].insert(after["shown"], one)
        assert one["name"] not in [other["name"] for other in self.now["variants"]]
        self._did(after)

    @precondition(lambda self: len(self.now["variants"]) > 1)
    @rule()
    def delete(self) -> None:
        """The variant on show goes."""
        Undoing.done += 1
        self.bench.delete_variant(self.bench.variant.id)
        after = copy.deepcopy(self.now)
        del after["variants"][after["shown"]]
        after["shown"] = min(after["shown"], len(after["variants"]) - 1)
        self._did(after)

    @rule(number=st.integers(0, 10**6))
    def rename(self, number: int) -> None:
        """The variant on show has another name."""
        Undoing.done += 1
        name = f"name {number}"
        if name in [variant["name"] for variant in self.now["variants"]]:
            return
        self.bench.rename(self.bench.variant.id, name)
        after = copy.deepcopy(self.now)
        after["variants"][after["shown"]]["name"] = name
        self._did(after)

    @rule(title=st.sampled_from(("one", "two", "Untitled")))
    def retitle(self, title: str) -> None:
        """The project has another title."""
        Undoing.done += 1
        self.bench.retitle(title)
        if title != self.now["title"]:
            self._did({**copy.deepcopy(self.now), "title": title})

    @rule(place=st.integers(0, 5))
    def look(self, place: int) -> None:
        """Another variant on show is no step."""
        Undoing.done += 1
        place %= len(self.now["variants"])
        self.bench.switch(self.bench.project.variants[place].id)
        self.now["shown"] = place

    @rule()
    def undo(self) -> None:
        """One step back."""
        Undoing.done += 1
        self.bench.undo()
        self._go(max(0, self.at - 1))

    @rule()
    def redo(self) -> None:
        """One step on."""
        Undoing.done += 1
        self.bench.redo()
        self._go(min(len(self.steps), self.at + 1))

    @rule(part=st.floats(0.0, 1.0))
    def jump(self, part: float) -> None:
        """A click in the history."""
        Undoing.done += 1
        index = round(part * len(self.steps))
        step_to(self.bench, index)
        self._go(index)

    @rule()
    def save(self) -> None:
        """The file is what is on show."""
        Undoing.done += 1
        assert self.window.filing.save()
        self.clean = self.at

    # -- what must hold

    @invariant()
    def is_the_same(self) -> None:
        """After every step the window and the list agree, title bar included."""
        assert _state(self.bench.project) == self.now
        assert (self.bench.stack.index(), self.bench.stack.count()) == (self.at, len(self.steps))
        assert self.window.isWindowModified() == self.bench.is_edited == (self.at != self.clean)
        if self.at == self.clean:
            assert {**_state(storage.load(self.path).project), "shown": 0} == {**self.now, "shown": 0}

    def teardown(self) -> None:
        """Everything taken back is what it began with, and clean where the file says so."""
        try:
            if self.bench.stack.canUndo():
                step_to(self.bench, 0)
                self._go(0)
            self.is_the_same()
            assert {**self.now, "shown": 0} == {**self.first, "shown": 0}
            assert storage.log_problems(self.bench.project) == ()
        finally:
            self.window.close_now()
            self.window.deleteLater()
            self.folder.cleanup()


def _state(project: Any) -> State:
    variants = [
        {"name": one.name, "fields": {path: entry for path in PATHS if (entry := designs.get(one.design, path)) is not None}}
        for one in project.variants
    ]
    return {"title": project.title, "shown": [one.id for one in project.variants].index(project.active), "variants": variants}


STEPS = 100
"""At most as many in one session."""


def against_a_list(count: int) -> Measured:
    """R13b: so many random edits, undos, redos, jumps and saves; window and list agree after each."""
    Undoing.done, sessions = 0, count * 5 // (4 * STEPS) + 1  # Not every session takes all of its steps.
    how = settings(
        max_examples=sessions, stateful_step_count=STEPS, deadline=None, database=None, derandomize=True, print_blob=False,
        phases=[Phase.generate], suppress_health_check=list(HealthCheck),
    )  # fmt: skip
    try:
        run_state_machine_as_test(Undoing, settings=how)
    except AssertionError as problem:
        return Measured(f"after {Undoing.done} steps the window and the list differ: {problem}", False)
    words = f"{Undoing.done} random edits, drags, undos, redos, jumps and saves in sessions of at most {STEPS}"
    came_to = "equal to a plain list after every one; all taken back is the beginning, and the title clean where it was saved"
    return Measured(f"{words}: {came_to}", Undoing.done >= count)
