"""The formulation sheet: what stands on it (`content`, `sections`) and one writer a format. Pictures come in as SVG text."""

from formulator.sheets.content import Sheet, build

__all__ = ["Sheet", "build"]
