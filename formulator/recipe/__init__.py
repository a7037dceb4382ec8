"""From a design to what is weighed and pipetted, recomputed after rounding; or why it cannot be done."""

from formulator.recipe.components import Component, components
from formulator.recipe.plan import Plan, plan, wanted
from formulator.recipe.portions import Portion, Problem

__all__ = ["Component", "Plan", "Portion", "Problem", "components", "plan", "wanted"]
