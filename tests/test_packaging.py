"""The wheel: built from a copy of the project, installed into an empty environment, and used from there."""

from __future__ import annotations

import ast
import configparser
import json
import os
import re
import shutil
import subprocess
import sys
import sysconfig
import venv
import zipfile
from pathlib import Path

import pytest

import formulator

ROOT = Path(__file__).resolve().parent.parent
EXAMPLES = sorted(file.name for file in (ROOT / "resources" / "examples").glob("*.formulation"))
UNSHIPPED = shutil.ignore_patterns("__pycache__", "*.pyc")

DISTRIBUTION_OF = {"PySide6": "pyside6-essentials", "shiboken6": "pyside6-essentials", "Bio": "biopython", "pydantic_core": "pydantic"}
"""Where the name that is imported is not the name that is installed."""


@pytest.fixture(scope="module")
def setup() -> configparser.ConfigParser:
    parser = configparser.ConfigParser(interpolation=None)
    parser.read(ROOT / "setup.cfg", encoding="utf-8")
    return parser


def words(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]


def clean_environment() -> dict[str, str]:
    """The environment without what would let the checkout shine through."""
    return {name: value for name, value in os.environ.items() if name not in ("PYTHONPATH", "PYTHONHOME")}


def run(command: list[str | Path], cwd: Path) -> str:
    result = subprocess.run(
        command, cwd=cwd, env=clean_environment(), capture_output=True, text=True, encoding="utf-8", check=False
    )
    assert result.returncode == 0, f"exit {result.returncode}\n{result.stdout}\n{result.stderr}"
    return result.stdout


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, built without a network and without touching the checkout."""
    copy = tmp_path_factory.mktemp("project")
    for folder in ("formulator", "resources"):
        shutil.copytree(ROOT / folder, copy / folder, ignore=UNSHIPPED)
    for name in ("setup.cfg", "pyproject.toml", "LICENSE", "CITATION.cff", "README.md"):
        if (ROOT / name).exists():
            shutil.copy(ROOT / name, copy)
    run([sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", copy / "dist", copy], copy)
    (built,) = (copy / "dist").glob("*.whl")
    return built


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The interpreter of an environment with the wheel; its dependencies are those of this environment, by a path."""
    place = tmp_path_factory.mktemp("installed")
    venv.create(place, with_pip=False, symlinks=os.name != "nt")
    scripts = place / ("Scripts" if os.name == "nt" else "bin")
    python = scripts / ("python.exe" if os.name == "nt" else "python")
    pip = [sys.executable, "-m", "pip", "--python", str(python), "--disable-pip-version-check", "--quiet"]
    run([*pip, "install", "--no-index", "--no-deps", wheel], place)
    site = Path(run([python, "-c", "import sysconfig; print(sysconfig.get_path('purelib'))"], place).strip())
    libraries = {sysconfig.get_path("purelib"), sysconfig.get_path("platlib")}
    (site / "dependencies.pth").write_text("\n".join(sorted(libraries)) + "\n", encoding="utf-8")
    return python


def test_every_folder_of_code_is_listed_in_setup_cfg(setup: configparser.ConfigParser) -> None:
    """A forgotten folder vanishes from the wheel without a word."""
    folders = {file.parent for file in (ROOT / "formulator").rglob("*.py")}
    assert [folder for folder in folders if not (folder / "__init__.py").is_file()] == []
    names = {".".join(folder.relative_to(ROOT).parts) for folder in folders}
    listed = words(setup["options"]["packages"])
    assert set(listed) == names | {"formulator.resources"}
    assert listed == sorted(listed)


def test_every_library_that_is_imported_is_asked_for(setup: configparser.ConfigParser) -> None:
    imported: set[str] = set()
    for file in (ROOT / "formulator").rglob("*.py"):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Import):
                imported |= {alias.name.partition(".")[0] for alias in node.names}
            elif isinstance(node, ast.ImportFrom) and not node.level:
                imported.add(str(node.module).partition(".")[0])
    foreign = imported - sys.stdlib_module_names - {"formulator"}
    wanted = words(setup["options"]["install_requires"]) + words(setup["options.extras_require"]["cluster"])
    asked = {re.split(r"[\[<>=!~ ;]", line)[0].lower() for line in wanted} | {"distributed"}
    assert {name for name in foreign if DISTRIBUTION_OF.get(name, name).lower() not in asked} == set()


def test_the_numbers_of_the_version_agree() -> None:
    citation = (ROOT / "CITATION.cff").read_text(encoding="utf-8")
    assert re.search(r"^version: (.+)$", citation, re.MULTILINE)[1] == formulator.__version__
    changes = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    assert re.search(r"^## \[(\d[^\]]*)\]", changes, re.MULTILINE)[1] == formulator.__version__


@pytest.mark.parametrize("name", ["LICENSE", "CITATION.cff"])
def test_what_is_shown_in_the_program_is_what_lies_in_the_checkout(name: str) -> None:
    """The program reads its licence and citation from its shipped files; code hosts read those of the checkout."""
    assert (ROOT / "resources" / name).read_bytes() == (ROOT / name).read_bytes()


def test_the_wheel_holds_every_module_and_every_shipped_file_and_nothing_else(wheel: Path) -> None:
    def tree(folder: str, prefix: str, pattern: str) -> set[str]:
        files = (file for file in (ROOT / folder).rglob(pattern) if file.is_file() and "__pycache__" not in file.parts)
        return {prefix + file.relative_to(ROOT / folder).as_posix() for file in files}

    expected = tree("formulator", "formulator/", "*.py") | tree("resources", "formulator/resources/", "*")
    expected |= {"formulator/py.typed"}
    with zipfile.ZipFile(wheel) as archive:
        held = {name for name in archive.namelist() if not name.partition("/")[0].endswith(".dist-info")}
        licences = [name for name in archive.namelist() if name.endswith("LICENSE") and ".dist-info/" in name]
    assert held == expected
    assert len(licences) == 1


def test_the_installed_program_is_the_wheel_and_finds_its_files(installed: Path, tmp_path: Path) -> None:
    script = (
        "import json, formulator, formulator.assets as assets\n"
        "print(json.dumps([formulator.__file__, str(assets.folder()), assets.text('CITATION.cff')]))"
    )
    code, files, citation = json.loads(run([installed, "-c", script], tmp_path))
    place = installed.parent.parent.resolve()
    assert place in Path(code).resolve().parents
    assert place in Path(files).resolve().parents
    assert citation == (ROOT / "CITATION.cff").read_text(encoding="utf-8")


def test_the_installed_command_tells_its_version(installed: Path, tmp_path: Path) -> None:
    command = installed.with_name("formulator.exe" if os.name == "nt" else "formulator")
    assert run([command, "--version"], tmp_path) == f"formulator {formulator.__version__}\n"


def test_every_worked_example_opens_in_the_installed_program(installed: Path, tmp_path: Path) -> None:
    if not (ROOT / "resources" / "examples").is_dir():
        pytest.skip("no worked examples are in this checkout")
    assert EXAMPLES, "the folder of worked examples is empty"
    script = (
        "import contextlib, io, json, sys\n"
        "import formulator.assets as assets\n"
        "from formulator.__main__ import main\n"
        "found = {}\n"
        "for file in sorted(assets.path('examples').glob('*.formulation')):\n"
        "    with contextlib.redirect_stdout(io.StringIO()) as out:\n"
        "        code = main(['evaluate', str(file), '--json', '--draws', '64', '--seed', '0'])\n"
        "    found[file.name] = [code, len(json.loads(out.getvalue())['outputs'])]\n"
        "print(json.dumps(found))"
    )
    found = json.loads(run([installed, "-c", script], tmp_path))
    assert sorted(found) == EXAMPLES
    assert {name: answer for name, answer in found.items() if answer[0] != 0 or answer[1] == 0} == {}
