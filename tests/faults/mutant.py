"""A pytest plugin that changes one number of one formula by 1 % while its module is imported; no file is touched.

    FORMULATOR_MUTANT=formulator.chem.medium:3 pytest -p mutant tests/chem
The numbers of a module are counted in the order in which they stand; ranges and examples on cards are not among them.
"""

from __future__ import annotations

import ast
import importlib.machinery
import os
import sys
from collections.abc import Sequence
from pathlib import Path
from types import ModuleType

FACTOR = 1.01
_ON_CARDS = {"Arg", "Choice", "Text", "model"}


class _Numbers(ast.NodeVisitor):
    """Every float that takes part in a formula: not on cards, not zero or one or a half, not in default arguments of `where`."""

    def __init__(self) -> None:
        self.found: list[ast.Constant] = []

    def visit_Call(self, node: ast.Call) -> None:  # noqa: N802 - the name that ast asks for
        name = node.func.id if isinstance(node.func, ast.Name) else ""
        if name not in _ON_CARDS:
            self.generic_visit(node)

    def visit_Constant(self, node: ast.Constant) -> None:  # noqa: N802 - the name that ast asks for
        if isinstance(node.value, float) and node.value not in (0.0, 1.0):
            self.found.append(node)


def numbers(tree: ast.Module) -> list[ast.Constant]:
    """The numbers of a module that can be changed."""
    visitor = _Numbers()
    visitor.visit(tree)
    return visitor.found


class _Loader(importlib.machinery.SourceFileLoader):
    def __init__(self, name: str, path: str, place: int) -> None:
        super().__init__(name, path)
        self.place = place

    def get_code(self, fullname: str):  # type: ignore[no-untyped-def]
        tree = ast.parse(Path(self.path).read_text("utf-8"))
        node = numbers(tree)[self.place]
        assert isinstance(node.value, float)
        node.value *= FACTOR
        return compile(tree, self.path, "exec")


class _Finder:
    def __init__(self, wanted: str, place: int) -> None:
        self.wanted, self.place = wanted, place

    def find_spec(self, name: str, path: Sequence[str] | None, target: ModuleType | None = None) -> importlib.machinery.ModuleSpec | None:
        if name != self.wanted or not path:
            return None
        file = str(Path(path[0]) / f"{name.rpartition('.')[2]}.py")
        return importlib.machinery.ModuleSpec(name, _Loader(name, file, self.place), origin=file)


_wanted, _, _place = os.environ.get("FORMULATOR_MUTANT", "").partition(":")
if _wanted:
    sys.meta_path.insert(0, _Finder(_wanted, int(_place)))  # type: ignore[arg-type]
