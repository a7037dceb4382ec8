"""What a button of a message does stays what it says, however late somebody presses it."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from formulator.project import Variant
from formulator.ui.words import tr

if TYPE_CHECKING:
    from formulator.ui.workbench import Workbench


def taking_back(bench: Workbench) -> Callable[[], None]:
    """Takes back the step that was just made, and never one that came after it."""
    stack = bench.stack
    place = stack.index()
    step = stack.command(place - 1)

    def take_back() -> None:
        if stack.index() == place and stack.command(place - 1) is step:
            bench.undo()
        else:
            bench.message.emit(tr("That is no longer the last step. Undo takes back one step after another."), ())

    return take_back


def showing(bench: Workbench, variant: Variant, then: Callable[[], None] = lambda: None) -> Callable[[], None]:
    """Shows a variant of the project that is open now, and does something `then`; says so when it is gone by then."""

    def show() -> None:
        if all(one.id != variant.id for one in bench.project.variants):
            bench.message.emit(tr("{name} is not in this project any more.", name=variant.name), ())
            return
        bench.switch(variant.id)
        then()

    return show
