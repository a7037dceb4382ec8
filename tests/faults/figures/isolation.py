"""What the program must not do while it reads what others wrote: R18."""

from __future__ import annotations

import ast
import os
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from figures.measure import HERE, ROOT, VALID, Measured, own_places, tail

_CALLS = {"eval", "exec", "compile", "__import__", "os.system", "os.popen", "pickle.load", "pickle.loads", "marshal.loads", "yaml.load",
          "shelve.open", "importlib.import_module", "os.execv", "os.fork"}  # fmt: skip
_MODULES = {
    "pickle", "marshal", "shelve", "yaml", "dill", "cloudpickle", "telnetlib", "ftplib", "urllib.request", "http.client", "requests",
    "smtplib",
}  # fmt: skip
_ALLOWED = {("formulator/calculators.py", "importlib.import_module")}
"""The modules of formulas are loaded by the names of the program's own files."""


def _dotted(node: ast.AST) -> str:
    if isinstance(node, ast.Name):
        return node.id
    return f"{_dotted(node.value)}.{node.attr}" if isinstance(node, ast.Attribute) else ""


def _is_shell(word: ast.keyword) -> bool:
    return word.arg == "shell" and not (isinstance(word.value, ast.Constant) and word.value.value is False)


def hits() -> list[str]:
    """Every call or import of the program that could run what a file says, or reach the network."""
    found = []
    for path in sorted((ROOT / "formulator").rglob("*.py")):
        name = path.relative_to(ROOT).as_posix()
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call):
                called = _dotted(node.func)
                if (called in _CALLS or any(map(_is_shell, node.keywords))) and (name, called) not in _ALLOWED:
                    found.append(f"{name}:{node.lineno} {called}")
            names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
            names += [node.module or ""] if isinstance(node, ast.ImportFrom) else []
            found += [f"{name}:{node.lineno} {one}" for one in names if one in _MODULES]
    return found


_READ = """
import sys
from pathlib import Path
import hostile, project_file
from hostile_check import PLAIN
from formulator import storage
from formulator.errors import ProjectFileError
count, folder = int(sys.argv[1]), Path(sys.argv[2])
cases = list(hostile.generate(project_file.VALID.read_bytes(), count, 18, unit="^u$", version="^schema$"))
path = folder / "case.formulation"
print("begin", flush=True)
(folder / "begin").touch()
for case in cases:
    path.write_bytes(case.data if case.cls in PLAIN or case.field == "digest" else project_file.sign(case.data))
    try:
        storage.save(storage.load(path).project, folder / "again.formulation")
    except ProjectFileError:
        pass
(folder / "end").touch()
print(len(cases), flush=True)
"""
_OPENED = re.compile(r"open(?:at)?\((?:AT_FDCWD, )?\"([^\"]*)\"")


def nothing_else(count: int) -> Measured:
    """R18: the source is searched, and hostile files are read and saved under strace."""
    found = hits()
    said = f"{len(found)} calls or imports that run data or reach the network" + (f" ({'; '.join(found[:3])})" if found else "")
    if shutil.which("strace") is None:
        return Measured(f"{said}; strace is not installed here, so sockets and processes were not watched", None if not found else False)
    with tempfile.TemporaryDirectory() as name, own_places(Path(name) / "places") as places:
        log, folder = Path(name) / "log", Path(name) / "work"
        folder.mkdir()
        environment = {**os.environ, **places, "PYTHONPATH": f"{ROOT}{os.pathsep}{HERE}", "PYTHONDONTWRITEBYTECODE": "1"}
        watch = ["strace", "-f", "-qq", "-o", str(log), "-e", "trace=network,execve,fork,vfork,clone,clone3,open,openat,creat"]
        command = [*watch, sys.executable, "-c", _READ, str(count), str(folder)]
        result = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
        lines = log.read_text("utf-8", "replace").splitlines() if log.exists() else []
        if result.returncode or not lines:
            return Measured(f"{said}; {tail(result)}", False)
        sockets = [line for line in lines if "AF_INET" in line]
        inside = _between(lines)
        started = [line for line in inside if re.search(r"\b(execve|v?fork|clone3?)\(", line) and "CLONE_THREAD" not in line]
        outside = sorted({match[1] for line in inside if (match := _OPENED.search(line)) and not _may_be_read(match[1], Path(name))})
    words = (
        f"{said}; {count} hostile files read and saved again under strace: {len(sockets)} network sockets, {len(started)} processes, "
        f"{len(outside)} files outside"
    )
    return Measured(words + (f" ({outside[:3]})" if outside else ""), not (found or sockets or started or outside))


def _between(lines: list[str]) -> list[str]:
    """What happened after the program had been loaded and before it ended."""
    marks = [number for number, line in enumerate(lines) if '/begin"' in line or '/end"' in line]
    return lines[marks[0] + 1 : marks[-1]] if len(marks) >= 2 else lines


def _may_be_read(path: str, own: Path) -> bool:
    system = map(Path, ("/usr", "/lib", "/etc/ld.so.cache", "/proc/self", "/dev/urandom", "/sys/fs/cgroup", sys.prefix, sys.base_prefix))
    roots = (own, ROOT, VALID.parent, *system)
    return any(Path(path) == root or root in Path(path).parents for root in roots)
