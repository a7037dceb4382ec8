"""Three sentences for whoever opens the program for the first time; each can be skipped, none comes twice."""

from __future__ import annotations

from typing import TYPE_CHECKING

from formulator.ui.words import tr

if TYPE_CHECKING:
    from formulator.ui.window import Window

STEPS = (
    ("Move the density slider under Ligand: picture, plots and answers follow.", "ligand.density"),
    ("Every answer has an interval and a mark for how far to trust it. Click one, or press F1 on it: Why this number.", ""),
    (
        "Type quantities as you write them, such as 2.0 mg or 150 mM. Ctrl+K finds everything, Ctrl+Z takes anything back, Ctrl+N begins "
        "a design of your own.",
        "",
    ),
)
EXAMPLE = "A worked example is open."
_SEEN = "tour/seen"


def is_due(window: Window) -> bool:
    """Whether nobody has seen it on this machine."""
    return not window.settings.text(_SEEN)


def begin(window: Window, with_example: bool = False) -> None:
    """The first step; `with_example` where nobody has chosen what is on show."""
    window.settings.put(_SEEN, "yes")
    _say(window, 0, EXAMPLE if with_example else "")


def end(window: Window) -> None:
    """Another project comes on show: what a step says of the one before no longer holds."""
    if any(window.centre.bar.text.text().endswith(tr(text)) for text, _ in STEPS):
        window.centre.bar.clear()


def _say(window: Window, step: int, before: str = "") -> None:
    text, field = STEPS[step]
    count = tr("{number} of {count}", number=step + 1, count=len(STEPS))
    if field:
        window.show_field(field)
    choices = [(tr("Next"), lambda: _say(window, step + 1))] if step + 1 < len(STEPS) else []
    window.say(f"{count}  {tr(before)} {tr(text)}" if before else f"{count}  {tr(text)}", choices)
