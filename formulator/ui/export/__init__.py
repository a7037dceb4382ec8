"""Pictures and paper. SVG and CSV are written in plain Python; Qt is loaded only for PNG and PDF, and no window is opened."""

from formulator.ui.export.plot import plot_csv, plot_scene, plot_svg, sheet_pictures, write_plot

__all__ = ["plot_csv", "plot_scene", "plot_svg", "sheet_pictures", "write_plot"]
