"""Random projects that the program must keep exactly as they are."""

from __future__ import annotations

import dataclasses
import functools
import math
import random

from formulator import design as designs
from formulator.design import BY_PATH, Design, Field
from formulator.errors import FieldError
from formulator.project import Measurement, Project, Specification, Variant
from formulator.storage import frozen
from formulator.units import Value

WORDS = ("αvβ3 10 %", "=1+1", "<b>x</b>", "Zoë’s batch", "中文", "שלום", "e\u0301", "😀", "-5", "'", '"', "\\", "µ µ", "x" * 60, "a b")
_PICKS = ("carrier:peg-pla", "ligand:crgdfk", "drug:docetaxel", "medium:pbs", "somebody-elses")


def typed_value(row: Field, random_: random.Random) -> Value:
    """A value inside the field's domain, sometimes with a spread and with text as typed."""
    low, high = row.domain
    start, end = row.hint or (low if math.isfinite(low) else -1e3, high if math.isfinite(high) else 1e3)
    unit = random_.choice(row.units)
    small_or_large = math.ldexp(random_.random(), random_.randint(-60, 60))
    number = random_.choice([random_.uniform(start, end), float(random_.randint(0, 10**6)), small_or_large, 0.0])
    spread = random_.choice([None, None, random_.random()])
    text = random_.choice([None, f"{number!r} {unit}", f"{number} {unit}  "])
    return Value(number, unit, text, spread)


def random_design(random_: random.Random) -> Design:
    """A design with some fields filled, as a person might have left it half-way."""
    design = Design()
    for path in random_.sample(sorted(BY_PATH), random_.randint(0, 25)):
        row = BY_PATH[path]
        if row.is_quantity:
            value = typed_value(row, random_)
            try:
                designs.check(path, value)
            except FieldError:
                continue
            design = designs.replaced(design, path, value)
        elif row.kind == "choice":
            design = designs.replaced(design, path, random_.choice(sorted(row.options)))
    return design


@functools.cache
def _valid() -> Project:
    from project_file import valid_project

    return valid_project()


def _text(random_: random.Random) -> str:
    return "".join(random_.choice(WORDS) for _ in range(random_.randint(1, 3)))


def random_project(seed: int) -> Project:
    """A project with random variants, texts, measurements and data of other programs."""
    random_ = random.Random(seed)
    base = _valid()
    variants = []
    for number in range(random_.randint(1, 4)):
        low = random_.choice([None, Value(random_.uniform(0.1, 100), "nm")])
        high, method = Value(random_.uniform(200, 900), "nm"), random_.choice(["", "DLS"])
        specification = Specification(path="size.z_average", low=low, high=high, method=method)
        extras = {"x-plate": random_.choice([{}, {"a": [1, 2.5, None, True, _text(random_)]}, [random_.random()]])}
        variants.append(Variant(
            id=f"v{number}", name=f"{_text(random_)} {number}", design=random_design(random_), note=_text(random_) + "\nsecond line",
            parent=f"v{random_.randrange(number)}" if number and random_.random() < 0.5 else None,
            specifications=(specification,) if random_.random() < 0.4 else (), extras=frozen(extras),  # type: ignore[arg-type]
        ))  # fmt: skip
    size = Value(random_.uniform(1, 1e3), "nm")
    measured = Measurement(id="m1", variant="v0", batch=_text(random_), file_name=_text(random_), values=(("size.z_average", size),))
    return dataclasses.replace(
        base, title=_text(random_), description=_text(random_), authors=(_text(random_),), variants=tuple(variants), active="v0",
        measurements=(measured,) if random_.random() < 0.5 else (), batches=(), calibrations=(),
        extras=frozen({"x-lab": _text(random_), "view": {"tab": random_.random()}}),  # type: ignore[arg-type]
    )  # fmt: skip
