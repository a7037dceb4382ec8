"""The rules that keep the house in order: who imports whom, and what is never written."""

from __future__ import annotations

import ast
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "formulator"

MAY_CATCH_EVERYTHING = {
    "formulator/ui/app.py": "the crash hook, which saves a recovery copy",
    "formulator/ui/mistakes.py": "whatever keeps the window from being made is shown, and the program ends with a code of its own",
    "formulator/ui/tasks.py": "work on another thread reports its failure to the window's thread",
}
MAY_BE_LONG: dict[str, str] = {}
"""Modules over 400 lines, each with the reason why it is not split."""

HEAVY = (
    "Bio", "dask", "distributed", "openpyxl", "pandas", "pyDOE3", "pydantic", "pypdf", "rdkit",
    "scipy.integrate", "scipy.optimize", "scipy.stats",
)  # fmt: skip
"""Imported inside the function that needs them: together they cost seconds at start-up."""

NOT_IN_CHEM = (
    "PySide6", "shiboken6", "pyqtgraph", "pint", "pydantic", "rdkit", "Bio", "openpyxl", "dask", "pandas",
    "scipy.optimize", "scipy.stats", "scipy.integrate", "formulator.units", "formulator.assets", "formulator.design",
)  # fmt: skip
FOLDERS_OF_TESTS = {"reference", "faults", "benchmarks", "data"}


@cache
def sources() -> dict[str, ast.Module]:
    """Every Python file that ships, parsed, by its path in the project."""
    files = [ROOT / "run.py", *sorted(PACKAGE.rglob("*.py")), *sorted((ROOT / "resources").rglob("*.py"))]
    return {file.relative_to(ROOT).as_posix(): ast.parse(file.read_text(encoding="utf-8")) for file in files}


def offenders(is_wrong: Callable[[ast.AST], bool], allowed: frozenset[str] | set[str] = frozenset()) -> list[str]:
    """`file:line` of each node that a rule refuses."""
    return [
        f"{name}:{getattr(node, 'lineno', 1)}"
        for name, tree in sources().items()
        if name not in allowed
        for node in ast.walk(tree)
        if is_wrong(node)
    ]


def dotted(node: ast.AST) -> str:
    """`a.b.c` of a name or attribute, empty for anything else."""
    if isinstance(node, ast.Name):
        return node.id
    if isinstance(node, ast.Attribute):
        return f"{dotted(node.value)}.{node.attr}"
    return ""


def imported(node: ast.AST) -> list[str]:
    """The modules (and names within them) that an import statement brings in."""
    if isinstance(node, ast.Import):
        return [alias.name for alias in node.names]
    if isinstance(node, ast.ImportFrom) and not node.level:
        return [f"{node.module}.{alias.name}" for alias in node.names]
    return []


def is_under(name: str, modules: tuple[str, ...]) -> bool:
    return any(name == module or name.startswith(module + ".") for module in modules)


def run_at_import(tree: ast.Module) -> Iterator[ast.AST]:
    """The nodes that run when the module is imported: not function bodies, not `if TYPE_CHECKING`."""
    waiting: list[ast.AST] = list(tree.body)
    while waiting:
        node = waiting.pop()
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda):
            continue
        if isinstance(node, ast.If) and dotted(node.test).endswith("TYPE_CHECKING"):
            waiting.extend(node.orelse)
            continue
        yield node
        waiting.extend(ast.iter_child_nodes(node))


def lint_imports(folder: Path) -> subprocess.CompletedProcess[str]:
    command = "import sys; sys.path.insert(0, '.'); from importlinter.cli import lint_imports_command as run; run()"
    return subprocess.run(
        [sys.executable, "-c", command, "--no-cache", "--no-logo"],
        cwd=folder, capture_output=True, text=True, encoding="utf-8", check=False,
    )  # fmt: skip


def test_imports_keep_to_the_floors() -> None:
    result = lint_imports(ROOT)
    assert result.returncode == 0, result.stdout + result.stderr


@pytest.mark.parametrize(
    ("file", "line", "contract"),
    [
        ("errors.py", "import formulator.assets", "never up and never sideways"),
        ("chem/extra.py", "import formulator.units", "never up and never sideways"),
        ("unplanned.py", "", "never up and never sideways"),
        ("assets.py", "import PySide6.QtCore", "Only formulator.ui imports Qt"),
        ("design/extra.py", "import pint", "Only formulator.units imports pint"),
        ("chem/extra.py", "import pydantic", "pure physics"),
    ],
)
def test_a_forbidden_import_is_found(tmp_path: Path, file: str, line: str, contract: str) -> None:
    shutil.copytree(PACKAGE, tmp_path / "formulator", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "setup.cfg", tmp_path)
    units = tmp_path / "formulator" / "units.py"
    if not units.exists() and not units.with_suffix("").is_dir():
        units.write_text('"""Stands in for the module of that name."""\n', encoding="utf-8")
    with (tmp_path / "formulator" / file).open("a", encoding="utf-8") as target:
        target.write(f"\n{line}\n")
    result = lint_imports(tmp_path)
    assert result.returncode == 1
    assert re.search(rf"{re.escape(contract)}.* BROKEN", result.stdout), result.stdout + result.stderr


def test_heavy_modules_wait_until_they_are_needed() -> None:
    found = [
        f"{name}:{node.lineno} {module}"
        for name, tree in sources().items()
        for node in run_at_import(tree)
        if isinstance(node, ast.Import | ast.ImportFrom)
        for module in imported(node)
        if is_under(module, HEAVY)
    ]
    assert not found


def test_chem_loads_neither_qt_nor_units_nor_files() -> None:
    script = (
        "import importlib, pkgutil, sys, formulator.chem as chem\n"
        "for module in pkgutil.walk_packages(chem.__path__, 'formulator.chem.'): importlib.import_module(module.name)\n"
        "print(*sorted(sys.modules))"
    )
    result = subprocess.run([sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=True)
    loaded = result.stdout.split()
    assert "formulator.chem.model" in loaded
    assert [name for name in loaded if is_under(name, NOT_IN_CHEM)] == []


def test_nothing_is_unpickled_evaluated_or_handed_to_a_shell() -> None:
    refused_calls = {"eval", "exec", "compile", "__import__", "os.system", "os.popen", "yaml.load", "marshal.loads"}
    refused_modules = ("pickle", "cPickle", "dill", "shelve", "marshal", "xml.sax", "xml.dom")

    def is_wrong(node: ast.AST) -> bool:
        if isinstance(node, ast.Call):
            opens_shell = any(
                word.arg == "shell" and not (isinstance(word.value, ast.Constant) and word.value.value is False)
                for word in node.keywords
            )
            return dotted(node.func) in refused_calls or opens_shell
        return any(is_under(module, refused_modules) for module in imported(node))

    assert offenders(is_wrong) == []


def test_an_error_is_caught_by_its_name() -> None:
    everything = {"Exception", "BaseException", "builtins.Exception", "builtins.BaseException"}

    def is_wrong(node: ast.AST) -> bool:
        if isinstance(node, ast.ExceptHandler):
            kinds = node.type.elts if isinstance(node.type, ast.Tuple) else [node.type]
            return any(kind is None or dotted(kind) in everything for kind in kinds)
        if isinstance(node, ast.Call) and dotted(node.func).endswith("suppress"):
            return any(dotted(kind) in everything for kind in node.args)
        return False

    assert offenders(is_wrong, set(MAY_CATCH_EVERYTHING)) == []


def test_quantities_are_not_typed_into_spin_boxes_and_files_not_saved_by_qt() -> None:
    """QDoubleSpinBox turns "2.1" into 21 in a German session; QSaveFile can replace a project by a truncated one."""
    refused = {"QDoubleSpinBox", "QSaveFile"}

    def is_wrong(node: ast.AST) -> bool:
        names = [dotted(node), *imported(node)]
        return any(name.rpartition(".")[2] in refused for name in names)

    assert offenders(is_wrong) == []


def test_resources_are_read_by_assets_alone() -> None:
    def is_wrong(node: ast.AST) -> bool:
        reads = [*imported(node), node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else ""]
        return any(is_under(name, ("formulator.resources", "importlib.resources")) for name in reads)

    assert offenders(is_wrong, {"formulator/assets.py"}) == []


def test_modules_are_short_enough_to_read() -> None:
    lengths = {name: len((ROOT / name).read_text(encoding="utf-8").splitlines()) for name in sources()}
    assert {name: length for name, length in lengths.items() if length > 400 and name not in MAY_BE_LONG} == {}
    assert [name for name in MAY_BE_LONG if lengths.get(name, 0) <= 400] == [], "no longer long: take it off the list"


def test_there_is_no_drawer_for_odds_and_ends() -> None:
    names = {"utils", "util", "helpers", "misc", "common"}
    assert [name for name in sources() if names & set(Path(name).with_suffix("").parts)] == []


def test_no_file_names_a_place_on_one_machine() -> None:
    private = re.compile(r"(?<![\w.:/~)}-])/(?:work|root|home|Users|mnt)/\w|[A-Z]:\\+Users\\")
    in_tests = re.compile(r"(?<![\w.:/~)}-])/(?:work|root)/\w")
    here = re.compile(re.escape(str(ROOT)) + r"(?![\w-])")
    found = []
    folders = ("formulator", "resources", "docs", ".ci")
    files = [file for folder in (*folders, "tests") for file in (ROOT / folder).rglob("*") if file.is_file()]
    files += [file for file in ROOT.iterdir() if file.suffix in {".py", ".md", ".cfg", ".toml", ".cff"}]
    for file in files:
        if "__pycache__" in file.parts:
            continue
        try:
            text = file.read_text(encoding="utf-8")
        except UnicodeDecodeError:
            continue
        rule = in_tests if (ROOT / "tests") in file.parents else private
        for number, line in enumerate(text.splitlines(), 1):
            if rule.search(line) or here.search(line):
                found.append(f"{file.relative_to(ROOT)}:{number}")
    assert not found


def test_every_package_has_its_folder_of_tests() -> None:
    packages = {file.parent.relative_to(PACKAGE) for file in PACKAGE.rglob("__init__.py")} - {Path()}
    folders = {file.parent.relative_to(ROOT / "tests") for file in (ROOT / "tests").rglob("test_*.py")} - {Path()}
    untested = [
        package.as_posix()
        for package in packages
        if package not in folders and not list((ROOT / "tests" / package.parent).glob(f"test_{package.name}*.py"))
    ]
    assert not untested
    modules = {file.relative_to(PACKAGE).with_suffix("") for file in PACKAGE.rglob("*.py")}
    strange = [
        folder.as_posix()
        for folder in folders
        if folder not in packages | modules and folder.parts[0] not in FOLDERS_OF_TESTS
    ]
    assert not strange, "a folder of tests that mirrors nothing"


def test_tests_are_told_apart_by_their_place() -> None:
    assert [file.as_posix() for file in (ROOT / "tests").rglob("__init__.py")] == []
