#!/usr/bin/env python3
# ruff: noqa
"""Feed hostile files to a loader in forked workers and judge every outcome.

  python hostile_check.py valid.json --loader pkg.mod:load --error pkg.mod:ProjectError -n 10000
The loader takes a path. A verdict per case:
  ok         loaded (allowed for accept_text and either)
  clean      raised --error, message 10..500 printable characters, names the field when one was attacked
  SILENT     loaded although the case must be refused
  NONAME     clean error that does not name the field
  UGLY       clean class but message empty, too long, or with control characters
  TRACE      any other exception (the user would see a traceback)
  CHANGED    --saver given and load -> save -> load differs, or a number in the result is not finite
  HANG/OOM/CRASH   over --seconds, over --mem MiB, or died of a signal
Exit 0 only if there is nothing but ok and clean.
"""
import argparse
import collections
import importlib
import itertools
import json
import math
import os
import pickle
import re
import resource
import select
import signal
import sys
import tempfile
import time

STRICT = set()  # classes that --integrity turns from either into reject, unless the content loads unchanged
PLAIN = ("bitflip", "byteset", "insert", "truncate", "encoding", "junk")  # damage, not content: never signed
HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, HERE)
import hostile  # noqa: E402


VALID = []  # the content of the valid file
CONTENT = [lambda doc: doc]


def load(spec):
    mod, name = spec.split(":")
    node = importlib.import_module(mod)
    for part in name.split("."):
        node = getattr(node, part)
    return node


def bad_number(x):
    if isinstance(x, float):
        return not math.isfinite(x)
    if isinstance(x, dict):
        return any(bad_number(v) for v in x.values())
    if isinstance(x, (list, tuple)):
        return any(bad_number(v) for v in x)
    if hasattr(x, "__dict__"):
        return any(bad_number(v) for v in vars(x).values())
    return False


def judge(case, path, loader, error, saver):
    try:
        doc = loader(path)
    except error as e:
        msg = str(e)
        if not 10 <= len(msg) <= 500 or any(ord(c) < 32 and c != "\n" or 0x7f <= ord(c) < 0xa0 or 0x202a <= ord(c) <= 0x202e for c in msg):
            return "UGLY", msg
        if case.expect == "accept_text":
            return "REFUSED", msg
        if case.field and case.field not in msg and not re.search(r"\bline \d+", msg):
            return "NONAME", msg
        return "clean", msg
    except MemoryError as e:
        return "OOM", str(e)
    except BaseException as e:
        return "TRACE", f"{type(e).__name__}: {e}"
    if case.expect == "reject" or (case.cls in STRICT and CONTENT[0](doc) != VALID[0]):
        return "SILENT", ""
    try:
        if bad_number(doc):
            return "CHANGED", "a number is not finite"
    except RecursionError:
        pass
    if saver:
        again = path + ".again"
        try:
            saver(doc, again)
            if loader(again) != doc:
                return "CHANGED", "load-save-load differs"
        except BaseException as e:
            return "CHANGED", f"load-save-load raised {type(e).__name__}: {e}"
    return "ok", ""


def worker(cases, w, a, loader, error, saver):
    resource.setrlimit(resource.RLIMIT_AS, (a.mem << 20, a.mem << 20))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    folder = tempfile.mkdtemp(dir=a.scratch)
    path = os.path.join(folder, "case" + a.suffix)
    devnull = os.open(os.devnull, os.O_WRONLY)
    os.dup2(devnull, 2)
    for c in cases:
        with open(path, "wb") as f:
            f.write(c.data)
        t = time.perf_counter()
        verdict, msg = judge(c, path, loader, error, saver)
        dt = time.perf_counter() - t
        os.write(w, pickle.dumps((c.id, verdict, msg[:200], dt)).ljust(2048, b"\0"))
    for n in os.listdir(folder):
        os.unlink(os.path.join(folder, n))
    os.rmdir(folder)
    os._exit(0)


def run(source, a, loader, error, saver):
    """Yield (case, verdict, message, seconds); cases are generated batch by batch to bound memory."""
    source = iter(source)
    while True:
        todo = list(itertools.islice(source, a.batch))
        if not todo:
            return
        while todo:
            r, w = os.pipe()
            pid = os.fork()
            if pid == 0:
                os.close(r)
                try:
                    worker(todo, w, a, loader, error, saver)
                finally:
                    os._exit(99)
            os.close(w)
            alive = True
            while todo and alive:
                ready, _, _ = select.select([r], [], [], a.seconds)
                rec = b""
                while ready and len(rec) < 2048:
                    part = os.read(r, 2048 - len(rec))
                    if not part:
                        break
                    rec += part
                c = todo.pop(0)
                if len(rec) == 2048:
                    cid, verdict, msg, dt = pickle.loads(rec)
                    assert cid == c.id
                    yield c, verdict, msg, dt
                    continue
                alive = False
                if not ready:
                    os.kill(pid, signal.SIGKILL)
                st = os.waitpid(pid, 0)[1]
                pid = 0
                if ready:
                    yield c, "CRASH", f"signal {st & 127}, exit {st >> 8}", 0.0
                else:
                    yield c, "HANG", f"over {a.seconds} s", a.seconds
            if pid:
                os.waitpid(pid, 0)
            os.close(r)


def main():
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("valid")
    ap.add_argument("--loader", required=True)
    ap.add_argument("--error", required=True)
    ap.add_argument("--saver", help="module:function(document, path)")
    ap.add_argument("-n", type=int, default=10000)
    ap.add_argument("--seed", type=int, default=1)
    ap.add_argument("--exhaustive", type=int, metavar="STEP", help="every STEP-th byte offset and length instead")
    ap.add_argument("--seconds", type=float, default=5)
    ap.add_argument("--mem", type=int, default=2048, help="MiB of address space per worker")
    ap.add_argument("--batch", type=int, default=200)
    ap.add_argument("--suffix", default=".json")
    ap.add_argument("--scratch", default=None)
    ap.add_argument("--path", action="append", default=[])
    ap.add_argument("--report", help="JSONL of every verdict")
    ap.add_argument("--keep", help="folder receiving the failing inputs")
    ap.add_argument("--sign", help="module:function(bytes) -> bytes that puts the right digest into a changed file")
    ap.add_argument("--allowed", help="module:function(case) -> bool: the format allows what the case does")
    ap.add_argument("--content", help="module:function(document): the part of it that the digest covers")
    ap.add_argument("--unit", default=None, help="pattern of the keys that hold units")
    ap.add_argument("--version-key", default=None, help="pattern of the key that holds the version")
    ap.add_argument("--integrity", action="store_true", help="the format carries a digest: flipped, overwritten and inserted bytes must be refused")
    a = ap.parse_args()
    if a.integrity:
        STRICT.update({"bitflip", "byteset", "insert"})
    sys.path[:0] = a.path + [os.getcwd()]
    loader, error = load(a.loader), load(a.error)
    saver = load(a.saver) if a.saver else None
    with open(a.valid, "rb") as f:
        raw = f.read()
    if a.content:
        CONTENT[0] = load(a.content)
    VALID.append(CONTENT[0](loader(a.valid)))
    t = time.time()
    if a.exhaustive:
        cases = hostile.exhaustive(raw, a.exhaustive)
    else:
        hints = {k: v for k, v in (("unit", a.unit), ("version", a.version_key)) if v}
        cases = hostile.generate(raw, a.n, a.seed, **hints)
    cases = number(prepared(cases, load(a.sign) if a.sign else None, load(a.allowed) if a.allowed else None))
    table, total, bad, count, slow = collections.defaultdict(collections.Counter), collections.Counter(), [], 0, (0.0, None)
    report = open(a.report, "w", encoding="ascii") if a.report else None
    if a.keep:
        os.makedirs(a.keep, exist_ok=True)
    for c, verdict, msg, dt in run(cases, a, loader, error, saver):
        count += 1
        table[c.cls][verdict] += 1
        total[verdict] += 1
        slow = max(slow, (dt, c.id))
        if report:
            report.write(json.dumps(dict(c.meta(), verdict=verdict, message=msg, seconds=round(dt, 4))) + "\n")
        if verdict not in ("ok", "clean"):
            bad.append(f"  {verdict} #{c.id} {c.cls} {c.path[:50]} [{ascii(c.note)[:50]}] {ascii(msg)[:110]}")
            if a.keep:
                with open(os.path.join(a.keep, f"{verdict}-{c.id:05d}-{c.cls}.bin"), "wb") as f:
                    f.write(c.data)
    for cls in sorted(table):
        print(f"{cls:10}", dict(table[cls]))
    print(f"{count} files in {time.time() - t:.1f} s; slowest {slow[0]:.2f} s (case {slow[1]}); {dict(total)}")
    print("\n".join(bad[:15]))
    return 1 if bad else 0


def prepared(cases, sign, allowed):
    for c in cases:
        if sign and c.cls not in PLAIN and c.field != "digest":
            c.data = sign(c.data)
        if allowed and c.expect == "reject" and allowed(c):
            c.expect = "either"
        yield c


def number(cases):
    for k, c in enumerate(cases):
        c.id = k
        yield c


if __name__ == "__main__":
    sys.exit(main())
