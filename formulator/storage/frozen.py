"""Plain JSON data that cannot be changed by accident: what a file holds beyond what this program knows."""

from __future__ import annotations

from collections.abc import Hashable
from typing import Any, NoReturn


class FrozenDict(dict[str, Any]):
    """A dict whose content stays as it was made; it compares and serialises as a dict does."""

    def _refuse(self, *_: Any, **__: Any) -> NoReturn:
        raise TypeError("This was read from a file and is kept as it is; make a changed copy instead.")

    __setitem__ = __delitem__ = pop = popitem = clear = update = setdefault = _refuse
    __ior__ = _refuse

    def __hash__(self) -> int:  # type: ignore[override]
        return hash(frozenset(self.items()))

    def __copy__(self) -> FrozenDict:
        return self

    def __deepcopy__(self, _: Any) -> FrozenDict:
        return self

    def __reduce__(self) -> tuple[type[FrozenDict], tuple[dict[str, Any]]]:
        return FrozenDict, (dict(self),)


def frozen(data: Any) -> Hashable:
    """The same data with frozen dicts, and tuples for lists."""
    if isinstance(data, dict):
        return FrozenDict({key: frozen(value) for key, value in data.items()})
    if isinstance(data, (list, tuple)):
        return tuple([frozen(value) for value in data])
    return data  # type: ignore[no-any-return]
