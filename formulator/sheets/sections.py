"""The fifteen sections of a formulation sheet, in order."""

from __future__ import annotations

from collections.abc import Callable

from formulator.sheets import design_sections as designed
from formulator.sheets import record_sections as recorded
from formulator.sheets.content import Context, Section

ALL: tuple[Callable[[Context], Section], ...] = (
    designed.identity,
    designed.profile,
    designed.composition,
    designed.stocks,
    designed.attributes,
    designed.quality,
    designed.process,
    recorded.residuals,
    recorded.safety,
    recorded.storage,
    recorded.check,
    recorded.deviations,
    recorded.completeness,
    recorded.sign_off,
    recorded.sources,
)
