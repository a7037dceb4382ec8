"""One function from a design to its prediction: `evaluate(design, catalogue)`.

The chain of models stands in `pipeline`; it runs on floats here and on arrays of draws in `formulator.uncertainty`.
"""

from formulator.evaluation.evaluate import evaluate, point, prepared
from formulator.evaluation.pipeline import at_the_cell, loaded, particle, pipeline

__all__ = ["at_the_cell", "evaluate", "loaded", "particle", "pipeline", "point", "prepared"]
