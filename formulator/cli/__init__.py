"""The command line: one engine, two faces. Nothing here starts a window; Qt is imported only where a picture or PDF is made."""

from formulator.cli.main import main

__all__ = ["main"]
