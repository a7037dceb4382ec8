#!/usr/bin/env python3
# ruff: noqa
"""Save-crash driver: inject one fault per run into a save and check that the target is OLD or NEW.

Engines
  call    --call module:function   fork per trial, function(path) saves; thousands of trials a minute
  cmd     --cmd 'prog {target}'    a fresh process per trial; any language
  strace  --cmd ... --engine strace   no shim: strace injects (cross-check; catches raw system calls)
Checks per trial
  I1 target is byte-exact OLD or NEW (after --canon, when given); never missing, never a mixture
  I2 exit 0 means NEW; a save that reports success must have saved
  I3 a failing save ends with the clean exit code (default 3) or an OSError, not a traceback of another kind
  I4 a later fault-free save succeeds, gives NEW, and the folder then holds at most --strays extra files
  I5 power loss: over every crash state of the recorded operations the target reads OLD or NEW,
     and NEW in every state after success was reported (--no-durable drops this last clause)
Exit code 0: all invariants held; 1: violations (listed, first 20); 2: usage or environment trouble.
"""
import argparse
import collections
import ctypes
import importlib
import json
import os
import random
import re
import shlex
import shutil
import signal
import subprocess
import sys
import tempfile
import time

HERE = os.path.dirname(os.path.abspath(__file__))
ERRNOS = ["EIO", "ENOSPC", "EDQUOT", "EACCES", "EROFS", "EINTR"]
CLEAN, DIRTY = 3, 70


def build_shim(out):
    src = os.path.join(HERE, "faultshim.c")
    if not os.path.exists(out) or os.path.getmtime(out) < os.path.getmtime(src):
        subprocess.run(["gcc", "-O1", "-shared", "-fPIC", "-w", "-o", out, src, "-lpthread"], check=True)
    return out


class Bench:
    def __init__(self, a):
        self.a = a
        self.dir = os.path.realpath(a.dir)
        self.target = os.path.join(self.dir, a.name)
        self.old = open(a.old, "rb").read() if a.old else None
        self.canon = self.load(a.canon) if a.canon else (lambda b: b)
        self.new = None
        self.bad = []
        self.tally = collections.Counter()

    @staticmethod
    def load(spec):
        mod, fn = spec.split(":")
        return getattr(importlib.import_module(mod), fn)

    def reset(self):
        shutil.rmtree(self.dir, ignore_errors=True)
        os.makedirs(self.dir)
        if self.old is not None:
            with open(self.target, "wb") as f:
                f.write(self.old)

    def read(self):
        try:
            with open(self.target, "rb") as f:
                return f.read()
        except FileNotFoundError:
            return None

    def state(self, data):
        if data is None:
            return "OLD" if self.old is None else "MISSING"
        if self.old is not None and data == self.old:
            return "OLD"
        try:
            if self.canon(data) == self.new:
                return "NEW"
        except Exception:
            pass
        return f"CORRUPT({len(data)} bytes)"

    def strays(self):
        return sorted(n for n in os.listdir(self.dir) if n != self.a.name)

    # -- running one save; returns ("exit", code) or ("signal", n) ------------------------------
    def run(self, at=0, mode="", log=None, strace=None):
        if self.a.call:
            return self.run_fork(at, mode, log)
        env = dict(os.environ, PYTHONDONTWRITEBYTECODE="1", PYTHONHASHSEED="0")
        cmd = shlex.split(self.a.cmd.replace("{target}", shlex.quote(self.target)))
        if strace is None:
            env.update(LD_PRELOAD=self.a.shim, FI_DIR=self.dir, FI_AT=str(at), FI_MODE=mode, FI_LOG=log or "")
        else:
            cmd = ["strace", "-f", "-qq"] + strace + cmd
        p = subprocess.run(cmd, env=env, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, timeout=self.a.timeout)
        self.stderr = p.stderr.decode("utf-8", "replace")
        return ("signal", -p.returncode) if p.returncode < 0 else ("exit", p.returncode)

    def run_fork(self, at, mode, log):
        r, w = os.pipe()
        pid = os.fork()
        if pid == 0:
            os.close(r)
            code = DIRTY
            try:
                shim = ctypes.CDLL(None)
                shim.fi_arm.argtypes = [ctypes.c_long, ctypes.c_char_p]
                shim.fi_arm(at, mode.encode())
                self.fn(self.target)
                code = 0
            except OSError as e:
                code = CLEAN
                os.write(w, f"{type(e).__name__}: {e}"[:300].encode())
            except BaseException as e:
                if type(e).__name__ in self.a.clean_error:
                    code = CLEAN
                os.write(w, f"{type(e).__name__}: {e}"[:300].encode())
            finally:
                os._exit(code)
        os.close(w)
        self.stderr = os.read(r, 4096).decode("utf-8", "replace")
        os.close(r)
        st = os.waitpid(pid, 0)[1]
        return ("signal", st & 127) if st & 127 else ("exit", st >> 8)

    def check(self, label, result, killed):
        state = self.state(self.read())
        kind, code = result
        self.tally[f"{state.split('(')[0]}/{'killed' if killed else 'exit%s' % code if kind == 'exit' else 'signal%s' % code}"] += 1
        say = self.bad.append
        if state not in ("OLD", "NEW"):
            say(f"I1 {label}: target {state}; save said {kind} {code} {self.stderr[-120:]!r}")
        if not killed:
            if kind == "signal":
                say(f"I3 {label}: died of signal {code}")
            elif code == 0 and state != "NEW":
                say(f"I2 {label}: reported success, target is {state}")
            elif code not in (0, self.a.clean_exit):
                say(f"I3 {label}: exit {code}: {self.stderr[-160:]!r}")
        if not self.a.no_retry:
            again = self.run()
            state = self.state(self.read())
            if again != ("exit", 0) or state != "NEW":
                say(f"I4 {label}: next save gave {again}, target {state} {self.stderr[-120:]!r}")
            elif len(self.strays()) > self.a.strays:
                say(f"I4 {label}: left behind {self.strays()[:3]}")


# ---- power loss ---------------------------------------------------------------------------------
class Disk:
    """Ordered-metadata model: directory operations reach the disk in order, data only by fsync."""

    def __init__(self, listing):
        self.durable_dir = {n: i for n, (i, _) in listing.items()}
        self.pending_dir = []
        self.durable = {i: d for _, (i, d) in listing.items()}
        self.pending = collections.defaultdict(list)

    def current(self, ino, upto=None):
        buf = bytearray(self.durable.get(ino, b""))
        for op in self.pending[ino][:upto]:
            if op[0] == "Z":
                del buf[op[1]:]
                buf.extend(b"\0" * (op[1] - len(buf)))
            else:
                off, data = op[1], op[2]
                buf.extend(b"\0" * (off - len(buf)))
                buf[off:off + len(data)] = data
        return bytes(buf)

    def contents(self, ino):
        if not self.pending[ino]:
            return {self.durable.get(ino, b"")}
        full = self.current(ino)
        out = {self.durable.get(ino, b""), full, b"", full[:len(full) // 2], b"\0" * len(full)}
        for i in range(1, min(len(self.pending[ino]), 8)):
            out.add(self.current(ino, i))
        return out

    def states(self, name):
        for j in range(len(self.pending_dir) + 1):
            d = dict(self.durable_dir)
            for op in self.pending_dir[:j]:
                if op[0] == "add":
                    d[op[1]] = op[2]
                elif op[0] == "del":
                    d.pop(op[1], None)
                else:
                    if op[1] in d:
                        d[op[2]] = d.pop(op[1])
            if name not in d:
                yield j, None
            else:
                for c in self.contents(d[name]):
                    yield j, c


def powerloss(b, log):
    b.reset()
    listing = {}
    for n in os.listdir(b.dir):
        p = os.path.join(b.dir, n)
        listing[n] = (os.stat(p).st_ino, open(p, "rb").read())
    for f in (log, log + ".blob"):
        if os.path.exists(f):
            os.unlink(f)
    result = b.run(log=log)
    if result != ("exit", 0):
        b.bad.append(f"I5: recording run ended {result} {b.stderr[-200:]!r}")
        return 0
    blob = open(log + ".blob", "rb").read() if os.path.exists(log + ".blob") else b""
    disk = Disk(listing)
    base = os.path.basename
    n = 0

    def audit(where, must_new):
        nonlocal n
        seen = set()
        for j, c in disk.states(b.a.name):
            n += 1
            s = b.state(c)
            if s not in ("OLD", "NEW") or (must_new and s != "NEW"):
                key = s.split("(")[0]
                if key not in seen:
                    seen.add(key)
                    b.bad.append(f"I5 power loss {where}: target {s}" + (" although success was reported" if must_new else ""))

    ops = []
    for line in open(log, encoding="utf-8", errors="surrogateescape"):
        k, op, rest = line.rstrip("\n").split(" ", 2)
        ops.append(op)
        if op == "C":
            ino, path = rest.split(" ", 1)
            disk.durable[int(ino)] = b""
            disk.pending[int(ino)] = []
            disk.pending_dir.append(("add", base(path), int(ino)))
        elif op == "T":
            disk.durable[int(rest)] = b""
            disk.pending[int(rest)] = []
        elif op == "L":
            ino, path = rest.split(" ", 1)
            disk.pending_dir.append(("add", base(path), int(ino)))
        elif op == "W":
            ino, off, ln, pos = map(int, rest.split())
            disk.pending[ino].append(("W", off, blob[pos:pos + ln]))
        elif op == "Z":
            ino, ln = map(int, rest.split())
            disk.pending[ino].append(("Z", ln))
        elif op == "S":
            disk.durable[int(rest)] = disk.current(int(rest))
            disk.pending[int(rest)] = []
        elif op == "D":
            for o in disk.pending_dir:
                if o[0] == "add":
                    disk.durable_dir[o[1]] = o[2]
                elif o[0] == "del":
                    disk.durable_dir.pop(o[1], None)
                elif o[1] in disk.durable_dir:
                    disk.durable_dir[o[2]] = disk.durable_dir.pop(o[1])
            disk.pending_dir = []
        elif op == "R":
            o, t = rest.split("\t")
            disk.pending_dir.append(("mv", base(o), base(t)))
        elif op == "U":
            disk.pending_dir.append(("del", base(rest)))
        audit(f"after op {k} ({op})", False)
    audit("after the save returned", not b.a.no_durable)
    print(f"power loss: ops {''.join(ops)}, {n} crash states examined")
    return n


# ---- strace engine ------------------------------------------------------------------------------
CALLS = "open,openat,creat,write,pwrite64,writev,fsync,fdatasync,ftruncate,rename,renameat,renameat2,link,linkat,unlink,unlinkat,chmod,fchmod,fchmodat,close"


def strace_plan(b):
    out = os.path.join(b.a.scratch, "strace.txt")
    b.reset()
    b.run(strace=["-y", "-o", out, "-e", f"trace={CALLS}"])
    seen, plan, main = collections.Counter(), [], None
    for line in open(out, errors="replace"):
        m = re.match(r"(\d+)\s+(\w+)\((.*)", line)
        if not m:
            continue
        main = main or m[1]
        if m[1] != main:
            continue
        seen[m[2]] += 1
        if b.dir in m[3] and not (m[2] in ("open", "openat") and "O_RDONLY" in m[3]):
            plan.append((m[2], seen[m[2]]))
    return plan


def main():
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("--call", help="module:function taking the target path")
    ap.add_argument("--cmd", help="command line; {target} is replaced")
    ap.add_argument("--engine", default="shim", choices=["shim", "strace"])
    ap.add_argument("--dir", required=True, help="working folder, WIPED before every trial; /dev/shm is fastest")
    ap.add_argument("--name", default="project.json")
    ap.add_argument("--old", help="file with the previous content; omit to test a first save")
    ap.add_argument("--canon", help="module:function mapping bytes to a comparable value (for time stamps)")
    ap.add_argument("--trials", type=int, default=1000)
    ap.add_argument("--all", action="store_true", help="every distinct fault once, instead of --trials")
    ap.add_argument("--seed", type=int, default=1)
    ap.add_argument("--strays", type=int, default=0)
    ap.add_argument("--clean-exit", type=int, default=CLEAN)
    ap.add_argument("--clean-error", action="append", default=[], help="exception class names that count as clean")
    ap.add_argument("--no-durable", action="store_true")
    ap.add_argument("--no-retry", action="store_true")
    ap.add_argument("--no-powerloss", action="store_true")
    ap.add_argument("--timeout", type=float, default=60)
    ap.add_argument("--scratch", default=None, help="folder for scratch files; the system one when left out")
    ap.add_argument("--shim")
    ap.add_argument("--path", action="append", default=[], help="prepended to sys.path")
    a = ap.parse_args()
    if bool(a.call) == bool(a.cmd):
        ap.error("give either --call or --cmd")
    a.scratch = a.scratch or tempfile.gettempdir()
    a.shim = a.shim or os.path.join(a.scratch, "faultshim.so")
    build_shim(a.shim)
    os.makedirs(a.dir, exist_ok=True)
    log = os.path.join(a.scratch, f"savecrash-{os.getppid()}.log")
    if a.call and os.environ.get("FI_DIR") != os.path.realpath(a.dir):
        env = dict(os.environ, LD_PRELOAD=a.shim, FI_DIR=os.path.realpath(a.dir), FI_LOG="", PYTHONDONTWRITEBYTECODE="1")
        os.execve(sys.executable, [sys.executable] + sys.argv, env)
    sys.path[:0] = a.path + [os.getcwd()]
    b = Bench(a)
    if a.call:
        b.fn = Bench.load(a.call)
        b.reset()
        b.fn(b.target)  # warm the imports once, in the parent, so that a trial costs one fork
    t0 = time.time()

    b.reset()
    res = b.run()
    if res != ("exit", 0):
        print(f"the fault-free save failed: {res} {b.stderr}", file=sys.stderr)
        return 2
    b.new = b.canon(b.read())
    if b.old is not None and b.new == b.old:
        print("OLD and NEW are the same bytes; nothing can be told apart", file=sys.stderr)
        return 2
    if b.strays():
        b.bad.append(f"I4 a fault-free save left {b.strays()}")

    plan = []
    if a.engine == "strace":
        for call, k in strace_plan(b):
            plan.append((call, k, "signal=KILL"))
            for e in ("EIO", "ENOSPC", "EACCES"):
                plan.append((call, k, f"error={e}"))
    else:
        b.reset()
        b.run(log=log) if a.cmd else None
        if a.cmd:
            n = sum(1 for _ in open(log)) if os.path.exists(log) else 0
            n = max([int(x.split(" ", 1)[0]) for x in open(log)] or [0]) if n else 0
        else:
            n = count_fork(b)
        if not n:
            print("no operation below --dir was seen: is the target really there?", file=sys.stderr)
            return 2
        modes = ["kill", "killafter", "torn", "short"] + ERRNOS + ["sticky:ENOSPC", "sticky:EIO"]
        plan = [(None, k, m) for k in range(1, n + 1) for m in modes]
        print(f"{n} operations in one save, {len(plan)} distinct single faults")
    full = list(plan)
    rng = random.Random(a.seed)
    a.trials = len(plan) if a.all else a.trials
    while len(plan) < a.trials:
        plan.append(rng.choice(full))
    if len(plan) > a.trials:
        rng.shuffle(plan)
        plan = plan[:a.trials]
        print(f"only {a.trials} of {len(full)} faults sampled (raise --trials for all)")
    for call, k, m in plan:
        b.reset()
        if call:
            res = b.run(strace=["-o", "/dev/null", "-e", f"trace={call}", "-e", f"inject={call}:{m}:when={k}"])
            killed = m.startswith("signal") and res in (("signal", 9), ("exit", 137))
        else:
            res = b.run(k, m)
            killed = res == ("signal", signal.SIGKILL)
        b.check(f"{call or 'op'} {k} {m}", res, killed)
    if a.engine == "shim" and not a.no_powerloss:
        if a.call:
            powerloss_fork(b, log)
        else:
            powerloss(b, log)
    print(f"{len(plan)} faults in {time.time() - t0:.1f} s: " + ", ".join(f"{k} {v}" for k, v in sorted(b.tally.items())))
    if b.bad:
        print(f"VIOLATIONS {len(b.bad)}")
        for line in b.bad[:20]:
            print("  " + line)
        kinds = collections.Counter(x.split(":")[0].split()[0] for x in b.bad)
        print("  by invariant:", dict(kinds))
        return 1
    print("all invariants held")
    return 0


def count_fork(b):
    r, w = os.pipe()
    b.reset()
    pid = os.fork()
    if pid == 0:
        shim = ctypes.CDLL(None)
        shim.fi_arm.argtypes = [ctypes.c_long, ctypes.c_char_p]
        shim.fi_count.restype = ctypes.c_long
        shim.fi_arm(0, b"")
        b.fn(b.target)
        os.write(w, str(shim.fi_count()).encode())
        os._exit(0)
    os.close(w)
    n = int(os.read(r, 64) or b"0")
    os.waitpid(pid, 0)
    return n


def powerloss_fork(b, log):
    """The parent's shim has no log; record through one fresh process instead."""
    mod, fn = b.a.call.split(":")
    saved = b.a.call, b.a.cmd
    code = f"import sys; sys.path[:0]={sys.path!r}; import {mod} as m; m.{fn}(sys.argv[1])"
    b.a.call, b.a.cmd = None, f"{shlex.quote(sys.executable)} -c {shlex.quote(code)} {{target}}"
    os.environ.pop("LD_PRELOAD", None)
    try:
        powerloss(b, log)
    finally:
        b.a.call, b.a.cmd = saved


if __name__ == "__main__":
    sys.exit(main())
