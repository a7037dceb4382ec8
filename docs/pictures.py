"""Makes the pictures of the docs: `.venv/bin/python docs/pictures.py`. Each shows a worked example as the program draws it now."""

from __future__ import annotations

from pathlib import Path

from formulator import storage
from formulator.ui.pages import PAGES
from formulator.ui.render import render

HERE = Path(__file__).parent / "pictures"
EXAMPLE = "crgd-polymersome-docetaxel"
SIZE, NARROW = (1440, 900), (1180, 800)


def main() -> None:
    """The window in both themes and at three scales, narrow, and every other page of it."""
    HERE.mkdir(exist_ok=True)
    # A copy: a shipped example says in the window that it is read-only.
    path = HERE / f"{EXAMPLE}.formulation"
    storage.save(storage.load(storage.examples()[EXAMPLE]).project, path)
    for theme in ("light", "dark"):
        for scale in (1.0, 1.5, 2.0):
            render(path, HERE / f"window-{theme}-{scale:g}.png", SIZE, scale, theme)
        render(path, HERE / f"narrow-{theme}.png", NARROW, 1.0, theme)
        for page in PAGES:
            render(path, HERE / f"{page}-{theme}.png", SIZE, 1.0, theme, page)
    path.unlink()


if __name__ == "__main__":
    main()
