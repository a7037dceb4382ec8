"""The sections of a formulation sheet, in order."""

from __future__ import annotations

from collections.abc import Callable

from formulator.sheets import design_sections as designed
from formulator.sheets import quality_sections as quality
from formulator.sheets import record_sections as recorded
from formulator.sheets import weighing_sections as weighed
from formulator.sheets import why_sections as explained
from formulator.sheets.content import Context, Section

ALL: tuple[Callable[[Context], Section], ...] = (
    designed.identity,
    designed.profile,
    weighed.composition,
    weighed.stocks,
    designed.attributes,
    quality.quality,
    quality.process,
    recorded.residuals,
    recorded.safety,
    recorded.storage,
    recorded.check,
    recorded.deviations,
    recorded.completeness,
    recorded.sign_off,
    recorded.sources,
    explained.why,
)
