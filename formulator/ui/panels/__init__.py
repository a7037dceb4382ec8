"""The design panel: sections of fields built from the table of fields, and what they need to know about units."""

from formulator.ui.panels.design_panel import DesignPanel

__all__ = ["DesignPanel"]
