#!/usr/bin/env python3
# ruff: noqa
"""Deterministic generator of hostile project files from one valid JSON project file.

  python hostile.py valid.json OUTDIR -n 10000 --seed 1      writes OUTDIR/00000-<class>.bin and manifest.jsonl
  for case in hostile.generate(raw_bytes, n, seed): ...      the same, in memory

Every case carries: id, cls, path (JSON pointer of the field attacked, or ""), field (its last named key),
note, expect, data. Expectations:
  reject       must be refused with a clean error that names `field` (when field is not empty)
  accept_text  is well-formed; must load, keep the text byte for byte, and never render or evaluate it
  either       both allowed (a flipped byte may fall in free text): if it loads, saving and loading again
               must give the same document, and no number may be non-finite
The classes are cycled so that each gets n/len(classes) cases; the seed fixes everything.
"""
import argparse
import copy
import json
import os
import random
import re

RAW = "\ue000RAW%d\ue001"


class Case:
    __slots__ = ("id", "cls", "path", "field", "note", "expect", "data")

    def __init__(self, cls, path, note, expect, data):
        self.id, self.cls, self.path, self.note, self.expect, self.data = 0, cls, path, note, expect, data
        names = [p for p in path.split("/") if p and not p.isdigit()]
        self.field = names[-1] if names else ""

    def meta(self):
        return {k: getattr(self, k) for k in ("id", "cls", "path", "field", "note", "expect")}


def walk(node, path=""):
    yield path, node
    if isinstance(node, dict):
        for k, v in node.items():
            yield from walk(v, f"{path}/{k.replace('~', '~0').replace('/', '~1')}")
    elif isinstance(node, list):
        for i, v in enumerate(node):
            yield from walk(v, f"{path}/{i}")


def parts(path):
    return [p.replace("~1", "/").replace("~0", "~") for p in path.split("/")[1:]]


def step(node, p):
    return node[int(p)] if isinstance(node, list) else node[p]


def put(doc, path, value):
    out = copy.deepcopy(doc)
    ps = parts(path)
    if not ps:
        return value
    node = out
    for p in ps[:-1]:
        node = step(node, p)
    if isinstance(node, list):
        node[int(ps[-1])] = value
    else:
        node[ps[-1]] = value
    return out


def drop(doc, path):
    out = copy.deepcopy(doc)
    ps = parts(path)
    node = out
    for p in ps[:-1]:
        node = step(node, p)
    del node[int(ps[-1]) if isinstance(node, list) else ps[-1]]
    return out


def dump(doc, raws=()):
    text = json.dumps(doc, indent=1, ensure_ascii=False)
    for i, r in enumerate(raws):
        text = text.replace(json.dumps(RAW % i, ensure_ascii=False), r)
    return text.encode("utf-8", "surrogatepass")


NUMBERS = ["NaN", "Infinity", "-Infinity", "1e999", "-1e999", "1e400", "9" * 400, "9" * 5000, "1" + "0" * 308 + "e5",
           "-1e308", "0x10", "1_000", "01", "+1", ".5", "1.", "1e", "--1", "1,5", "\u0661", "\uff11"]
STRUCT = [None, True, False, [], {}, "", "1", "abc", 0.5, -1, [1], {"value": 1}, [[]], "nan"]
HTML = ["<b>bold</b>", "<img src=file:///etc/passwd>", "<img src=\"http://127.0.0.1:9/x.png\">", "a<table>b", "<a href=\"file:///\">x</a>",
        "<style>*{display:none}</style>", "&lt;script&gt;", "<script>alert(1)</script>", "x<br>y" * 20, "<font size=99999>x</font>",
        "]]></a><!--", "%s%n%d{0}{x.__class__}", "{0.__class__.__mro__}", "${7*7}", "#{7*7}"]
FORMULA = ["=1+1", "+1+1", "-1+1", "@SUM(A1)", "\t=1+1", "=HYPERLINK(\"http://127.0.0.1:9/\",\"x\")", "=cmd|'/c calc'!A1",
           "\uff1d1+1", " =1+1", "';DROP TABLE x;--", "=1+1\",\"=2+2", "a,=1+1", "a\n=1+1", "=IMPORTXML(\"http://127.0.0.1:9\",\"//a\")"]
UNICODE = ["\U0001f600" * 20, "e\u0301" * 50, "Z" + "\u0300" * 300, "\u05d0\u05d1", "\u4e2d\u6587", "\u00b5m", "\u03bcm", "\ufb01",
           "\u2122", "a\u00a0b", "\u200b", "\u2028", "\ufeffx"]
CONTROL = ["a\u0000b", "\u202eevil", "\u2066x\u2069", "\u001b[31m", "\u0007", "\u007f", "a\rb"]
NAMES = ["CON", "nul.txt", "COM1", "LPT9.csv", "a/b", "..\\..\\x", "../../etc/passwd", "/etc/passwd", "C:\\x", "x.", "x ", "a:b",
         "\\\\server\\share", "~/.ssh/id_rsa", "a" * 300, "file:///etc/passwd", "|touch x", "$(touch x)", "aux"]
UNITS = ["kg", "s", "K", "m**2", "mol", "V", "dimensionless", "", "nm nm", "bananas", "10**10**8", "nm**1e308", "1 nm", "nm+nm", "NM",
         "m" * 5000, "(" * 500, "degC", "pH", "__import__('os')", "nm\u0000", "nm; nm", "nm # x", "kT", "\u2212nm", "%", "6^800000"]
VERSIONS = [0, -1, 2, 999, 1.5, "1", "v1", None, True, [1], 10**30, "9.9.9", {"major": 1}]
CLASSES = ["type", "missing", "number", "range", "unit", "version", "dupkey", "dupid", "extra", "html", "formula", "unicode", "control",
           "name", "surrogate", "deep", "long", "truncate", "bitflip", "byteset", "insert", "encoding", "junk", "swap", "many"]


def is_num(v):
    return isinstance(v, (int, float)) and not isinstance(v, bool)


class Maker:
    def __init__(self, raw, rng, free=r"(name|note|notes|comment|title|description|author|label)$",
                 unit=r"(unit|units)$", ident=r"(^|_)(id|uuid|key)$", version=r"(version|schema|format)"):
        self.raw, self.rng, self.cache = raw, rng, {}
        self.doc = json.loads(raw)
        self.all = [(p, v) for p, v in walk(self.doc)]
        self.leaf = [(p, v) for p, v in self.all if p and not isinstance(v, (dict, list))]
        last = lambda p: parts(p)[-1] if p else ""
        pick = lambda rx, kind: [p for p, v in self.leaf if re.search(rx, last(p), re.I) and isinstance(v, kind)]
        self.nums = [p for p, v in self.leaf if is_num(v) and not re.search(version, last(p), re.I)]
        self.free = pick(free, str) or [p for p, v in self.leaf if isinstance(v, str)]
        self.units = pick(unit, str)
        self.ids = pick(ident, str)
        self.versions = [p for p, v in self.leaf if re.search(version, last(p), re.I)][:1]
        self.keys = [p for p, _ in self.all if p and not parts(p)[-1].isdigit()]
        self.dicts = [p for p, v in self.all if isinstance(v, dict) and v]
        self.lists = [p for p, v in self.all if isinstance(v, list) and v]

    def get(self, path):
        node = self.doc
        for p in parts(path):
            node = step(node, p)
        return node

    def one(self, cls):
        r = self.rng
        if cls == "type":
            p = r.choice([q for q, _ in self.all if q])
            old = self.get(p)
            new = r.choice([s for s in STRUCT if type(s) is not type(old) and not (is_num(s) and is_num(old)) and s != old])
            return Case(cls, p, f"{type(old).__name__} -> {new!r}", "reject", dump(put(self.doc, p, new)))
        if cls == "missing":
            p = r.choice(self.keys)
            return Case(cls, p, "key removed", "reject", dump(drop(self.doc, p)))
        if cls == "number" and self.nums:
            p, t = r.choice(self.nums), r.choice(NUMBERS)
            return Case(cls, p, f"literal {t[:24]}", "reject", dump(put(self.doc, p, RAW % 0), [t]))
        if cls == "range" and self.nums:
            p, v = r.choice(self.nums), r.choice([-1e-300, -1.0, -1e12, 1e30, 1e300, 1.7976931348623157e308])
            return Case(cls, p, f"value {v!r}", "reject", dump(put(self.doc, p, v)))
        if cls == "unit" and self.units:
            p = r.choice(self.units)
            u = r.choice([u for u in UNITS if u != self.get(p)])
            return Case(cls, p, f"unit {u[:24]!r}", "reject", dump(put(self.doc, p, u)))
        if cls == "version" and self.versions:
            p = self.versions[0]
            v = r.choice([v for v in VERSIONS if v != self.get(p) or type(v) is not type(self.get(p))])
            return Case(cls, p, f"version {v!r}", "reject", dump(put(self.doc, p, v)))
        if cls == "dupkey":
            p = r.choice(self.keys)
            k = parts(p)[-1]
            text = dump(put(self.doc, p, RAW % 0), [json.dumps(self.get(p)) + f",\n{json.dumps(k)}: {json.dumps(r.choice([0, 'x', None]))}"])
            return Case(cls, p, "key twice", "reject", text)
        if cls == "dupid" and len(self.ids) > 1:
            groups = {}
            for p in self.ids:
                groups.setdefault(re.sub(r"/\d+/", "/*/", p), []).append(p)
            pool = [g for g in groups.values() if len(g) > 1]
            if pool:
                a, b = r.sample(r.choice(pool), 2)
                return Case(cls, b, f"same id as {a}", "reject", dump(put(self.doc, b, self.get(a))))
        if cls == "extra":
            p = r.choice(self.dicts)
            k = r.choice(["__proto__", "__class__", "zz_unknown", "__reduce__", "py/object", "$ref", "!!python/object", "valeu"])
            return Case(cls, f"{p}/{k}", "unknown key", "reject", dump(put(self.doc, p, dict(self.get(p), **{k: r.choice(STRUCT)}))))
        pools = {"html": (HTML, "accept_text"), "formula": (FORMULA, "accept_text"), "unicode": (UNICODE, "either"),
                 "control": (CONTROL, "either"), "name": (NAMES, "either")}
        if cls in pools and self.free:
            pool, expect = pools[cls]
            p, s = r.choice(self.free), r.choice(pool)
            if cls == "formula" and any(c in s for c in "\t\n"):
                expect = "either"
            return Case(cls, p, f"text {s[:24]!r}", expect, dump(put(self.doc, p, s)))
        if cls == "surrogate":
            p = r.choice(self.free or [q for q, v in self.leaf if isinstance(v, str)])
            lit = r.choice(['"\\ud800"', '"x\\udfff"', '"\\ude00\\ud83d"'])
            return Case(cls, p, "lone surrogate escape", "reject", dump(put(self.doc, p, RAW % 0), [lit]))
        if cls == "deep":
            n = r.choice([200, 1000, 5000, 100000])
            p = r.choice([q for q, _ in self.all if q])
            o, c = r.choice([("[", "]"), ('{"a":', "}")])
            return Case(cls, "", f"{n} levels at {p}", "reject", dump(put(self.doc, p, RAW % 0), [o * n + "1" + c * n]))
        if cls == "long":
            p = r.choice([q for q, v in self.leaf if isinstance(v, str)])
            n = r.choice([100_000, 300_000, 3_000_000])
            return Case(cls, p, f"text of {n}", "reject", dump(put(self.doc, p, r.choice("a9( ") * n)))
        if cls == "many" and self.lists:
            p = r.choice(self.lists)
            if p not in self.cache:
                self.cache[p] = dump(put(self.doc, p, (self.get(p) * 10000)[:10000]))
            return Case(cls, "", f"list {p} repeated to 10000 items", "either", self.cache[p])
        if cls == "truncate":
            body = self.raw.rstrip()
            n = r.randrange(len(body))
            return Case(cls, "", f"first {n} bytes", "reject", body[:n])
        if cls == "bitflip":
            b = bytearray(self.raw)
            i, k = r.randrange(len(b)), r.randrange(8)
            b[i] ^= 1 << k
            return Case(cls, "", f"bit {k} of byte {i}", "either", bytes(b))
        if cls == "byteset":
            b = bytearray(self.raw)
            i, n, v = r.randrange(len(b)), r.choice([1, 1, 16, 512]), r.choice([0, 0xff, 0x20, 0x80, r.randrange(256)])
            b[i:i + n] = bytes([v]) * len(b[i:i + n])
            return Case(cls, "", f"{n} bytes of {v} at {i}", "either", bytes(b))
        if cls == "insert":
            i = r.randrange(len(self.raw))
            x = r.choice([b"\0", b"\xff", b"\xc0\x80", b"\xed\xa0\x80", b"}", b",", b"//", b"/*x*/", b"\xef\xbb\xbf", b"\x80\x80"])
            return Case(cls, "", f"{x!r} at {i}", "either", self.raw[:i] + x + self.raw[i:])
        if cls == "encoding":
            enc = r.choice(["utf-16", "utf-32", "utf-16-le", "utf-8-sig"])
            return Case(cls, "", enc, "either", self.raw.decode("utf-8").encode(enc))
        if cls == "junk":
            data = r.choice([b"", b" ", b"null", b"0", b"[]", b"{}", b'""', b"\0" * 4096, bytes(r.randrange(256) for _ in range(512)), b"PK\x03\x04" + bytes(100),
                             b"\x80\x04\x95\x10\x00\x00\x00\x00\x00\x00\x00\x8c\x05posix\x94.", b"!!python/object/apply:os.system ['true']",
                             b"<?xml version='1.0'?><!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>", b"SQLite format 3\0" + bytes(84), b"\x1f\x8b" + bytes(50), b"%PDF-1.4"])
            return Case(cls, "", f"{data[:16]!r}", "reject", data)
        if cls == "swap":
            two = r.sample([q for q, _ in self.all if q], 2)
            a, b = two
            if a.startswith(b) or b.startswith(a) or self.get(a) == self.get(b):
                return None
            return Case(cls, "", f"values of {a} and {b} exchanged", "either", dump(put(put(self.doc, a, self.get(b)), b, self.get(a))))
        return None


def generate(raw, n, seed=1, classes=None, **hints):
    rng = random.Random(seed)
    m = Maker(raw, rng, **hints)
    classes = list(classes or CLASSES)
    made = misses = 0
    while made < n:
        cls = classes[(made + misses) % len(classes)]
        c = m.one(cls)
        if c is None:
            misses += 1
            if misses > 50 * n + 1000:
                raise RuntimeError("no class applies to this document")
            continue
        c.id = made
        made += 1
        yield c


def exhaustive(raw, step=1):
    """Every truncation length, and every byte set to 0, 0xff and bit-inverted."""
    body = raw.rstrip()
    for k in range(0, len(body), step):
        yield Case("truncate", "", f"first {k} bytes", "reject", body[:k])
    for i in range(0, len(raw), step):
        for v in (0, 0xff, raw[i] ^ 0xff):
            yield Case("byteset", "", f"byte {i} = {v}", "either", raw[:i] + bytes([v]) + raw[i + 1:])


def main():
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("valid")
    ap.add_argument("out")
    ap.add_argument("-n", type=int, default=1000)
    ap.add_argument("--seed", type=int, default=1)
    ap.add_argument("--classes", nargs="*")
    a = ap.parse_args()
    os.makedirs(a.out, exist_ok=True)
    with open(a.valid, "rb") as f:
        raw = f.read()
    with open(os.path.join(a.out, "manifest.jsonl"), "w", encoding="ascii") as man:
        for c in generate(raw, a.n, a.seed, a.classes):
            name = f"{c.id:05d}-{c.cls}.bin"
            with open(os.path.join(a.out, name), "wb") as f:
                f.write(c.data)
            man.write(json.dumps(dict(c.meta(), file=name)) + "\n")
    print(f"{a.n} cases in {a.out}")


if __name__ == "__main__":
    main()
