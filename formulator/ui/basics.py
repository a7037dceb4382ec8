"""What the first frame needs of colours, lengths and words: plain text and numbers, so that nothing has to be loaded for them."""

from __future__ import annotations

BODY = 13
SMALL = 11
"""The two text sizes, in logical pixels at 10 pt system text."""
USUAL_POINTS = 10
POINT_SIZES = (9, 10, 11, 12, 13, 14)
SIDE, NARROW_ANSWERS, TOOLBAR, FOOT = 320, 232, 48, 40
"""Width of design and answers, and of answers in a narrow window; height of the toolbar and of the design check."""
NARROW, ANSWERS_WHOLE = 1100, 1280
"""Widths of the window from which answers stand beside the plots, and from which they have their whole width."""
GROUNDS = {
    False: {"ground": "#F5F5F2", "paper": "#FFFFFF", "ink": "#1A1C1E", "ink3": "#686C70", "rule": "#DCDCD7"},
    True: {"ground": "#1A1C1E", "paper": "#212427", "ink": "#EDEDE9", "ink3": "#989DA2", "rule": "#383C40"},
}
"""The colours that cover most of a light and of a dark window."""
DESIGN = "design"
"""The place where the window begins."""
MENUS = {
    "file": "&File",
    "edit": "&Edit",
    "design": "&Design",
    "view": "&View",
    "go": "&Go",
    "help": "&Help",
}


def possible(points: int) -> int:
    """A text size that the window has: the nearest one."""
    return min(max(points, POINT_SIZES[0]), POINT_SIZES[-1])
