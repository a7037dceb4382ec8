"""A sheet as one HTML file with inline SVG and the data it was made from; or as the plainer body that the PDF printer lays out."""

from __future__ import annotations

import hashlib
import html
import unicodedata
from collections.abc import Mapping

from formulator.sheets import data
from formulator.sheets.content import RESEARCH_USE, Cell, Section, Sheet, Table

STYLE = """
body{font:11pt/1.45 system-ui,"DejaVu Sans",sans-serif;color:#1a1c1e;background:#fff}
body{max-width:190mm;margin:12mm auto;padding:0 4mm}
h1{font-size:16pt;margin:0}
h2{font-size:13pt;border-bottom:1px solid #686c70;margin:7mm 0 2mm;padding-bottom:1mm}
h2 small{float:right;font-weight:400;font-size:9pt;color:#4d5155;padding-top:1.2mm}
table{border-collapse:collapse;width:100%;font-size:9pt;margin:1mm 0 3mm}
th{text-align:left;font-weight:600;border-bottom:1px solid #878b8e;padding:1mm 1.5mm 1mm 0;vertical-align:bottom}
td{padding:.8mm 1.5mm .8mm 0;vertical-align:top;overflow-wrap:anywhere}
tr.total td{border-top:1px solid #878b8e}
.r{text-align:right}.b{font-weight:600}.q{color:#4d5155}
.blank{border-bottom:.75px solid #4d5155;min-width:14mm;display:inline-block;width:90%}
dl{display:grid;grid-template-columns:42mm 1fr 42mm 1fr;gap:1mm 3mm;font-size:9.5pt;margin:1mm 0}
dt{color:#4d5155}dd{margin:0;overflow-wrap:anywhere}p{font-size:9pt;margin:1mm 0}
header{border-bottom:2px solid #1a1c1e;padding-bottom:2mm}
.status{float:right;border:1px solid #1a1c1e;padding:1mm 4mm;font-weight:600}
footer{border-top:1px solid #686c70;margin-top:6mm;padding-top:2mm;font-size:9pt;color:#4d5155}
figure{margin:2mm 0;display:inline-block;width:48%}figure svg{width:100%;height:auto}
figure.logo{display:block;width:auto;margin:0 0 2mm}figure.logo svg{width:auto;height:12mm}
.draft{position:fixed;top:38%;left:8%;font-size:120pt;font-weight:700;color:#f0f0ee;transform:rotate(-35deg);z-index:-1}
thead{display:table-header-group}tr{break-inside:avoid}@media print{body{margin:0;max-width:none}}
"""


def plain(text: str) -> str:
    """Text without control, hidden or direction-changing characters: each is shown as a replacement sign."""
    return "".join(
        letter if letter == "\n" or letter in _JOINERS or unicodedata.category(letter) not in ("Cc", "Cf", "Cs") else "\ufffd"
        for letter in text
    )


_JOINERS = "\u200c\u200d"
"""Hidden, but Persian, Indic scripts and emoji are not written without them."""


def inert(text: str) -> str:
    """Text that no reader can take for markup: escaped, without control or direction-changing characters."""
    return html.escape(plain(text), quote=True)


def _cell(entry: Cell, tag: str = "td") -> str:
    classes = " ".join(word for word, on in (("r", entry.right), ("b", entry.bold), ("q", entry.quiet)) if on)
    shape = f' class="{classes}"' if classes else ""
    path = f' data-path="{inert(entry.path)}" data-value="{entry.value!r}"' if entry.path and entry.value is not None else ""
    content = '<span class="blank">&nbsp;</span>' if entry.blank else inert(entry.text)
    return f"<{tag}{shape}{path}>{content}</{tag}>"


def _table(table: Table) -> str:
    heads = "".join(
        f'<th class="r">{inert(head)}</th>' if column in table.right else f"<th>{inert(head)}</th>"
        for column, head in enumerate(table.heads)
    )
    rows = "".join(f"<tr>{''.join(_cell(entry) for entry in row)}</tr>\n" for row in table.rows)
    totals = f'<tr class="total">{"".join(_cell(entry) for entry in table.totals)}</tr>\n' if table.totals else ""
    return f"<table><thead><tr>{heads}</tr></thead><tbody>\n{rows}{totals}</tbody></table>\n"


def _pairs(section: Section) -> str:
    if not section.pairs:
        return ""
    return "<dl>" + "".join(f"<dt>{inert(name)}</dt>{_cell(entry, 'dd')}" for name, entry in section.pairs) + "</dl>\n"


def parts(sheet: Sheet) -> dict[str, str]:
    """What a page shows around its tables, by the name of the part; every part of a page says which one it is."""
    found = {
        "status": sheet.status,
        "title": sheet.title,
        "project and variant": f"{sheet.project} · {sheet.variant}",
        "number and revision": f"{sheet.number}, revision {sheet.revision}",
        "content hash on the page": sheet.digest[:12],
        "engine": sheet.engine,
        "time of printing": sheet.printed,
        "research use": RESEARCH_USE,
    }
    for section in sheet.sections:
        found |= {f"heading of section {section.number}": f"{section.number}\u2003{section.title}"}
        found |= {f"note of section {section.number}": section.note} if section.note else {}
    return found


def _part(name: str, shown: Mapping[str, str], tag: str = "span") -> str:
    return f'<{tag} data-part="{name}">{inert(shown[name])}</{tag}>'


def drawing_hash(svg: str) -> str:
    """What a drawing carries to show that nobody has changed a number in it."""
    return hashlib.sha256(svg.encode()).hexdigest()


def _figure(name: str, svg: str) -> str:
    return f'<figure data-plot="{name}" data-sha256="{drawing_hash(svg)}">{svg}</figure>'


def _section(section: Section, pictures: Mapping[str, str], shown: Mapping[str, str]) -> str:
    note = _part(f"note of section {section.number}", shown, "small") if section.note else ""
    title = f"<h2>{_part(f'heading of section {section.number}', shown)}{note}</h2>"
    drawn = "".join(_figure(name, pictures[name]) for name in section.pictures if name in pictures)
    lines = "".join(f"<p>{inert(line)}</p>" for line in section.lines)
    tables = "".join(map(_table, section.tables))
    return f'<section id="s{section.number}">{title}\n{_pairs(section)}{tables}{lines}{drawn}</section>\n'


def embedded(sheet: Sheet) -> str:
    """The whole sheet and what its numbers were made from, as JSON that cannot end its script element."""
    return data.text(sheet).replace("<", "\\u003c")


def _logo(sheet: Sheet) -> str:
    return f'<figure class="logo">{sheet.logo}</figure>' if sheet.logo else ""


def body(sheet: Sheet) -> str:
    """The sheet as plain HTML for a notebook's page: no pictures, no style, no script."""
    shown = parts(sheet)
    sections = "".join(_section(section, {}, shown) for section in sheet.sections)
    return f"<h1>{inert(sheet.title)}: {inert(sheet.project)} · {inert(sheet.variant)}</h1>{sections}<p>{inert(RESEARCH_USE)}</p>"


def page(sheet: Sheet, pictures: Mapping[str, str]) -> str:
    """The whole sheet as one HTML file that needs nothing else."""
    shown = parts(sheet)
    body = "".join(_section(section, pictures, shown) for section in sheet.sections)
    draft = '<div class="draft" aria-hidden="true">DRAFT</div>\n' if sheet.status == "DRAFT" else ""
    title = f"{inert(sheet.title)}: {inert(sheet.project)}, {inert(sheet.variant)}"
    named, content, engine, printed = (
        _part(name, shown) for name in ("number and revision", "content hash on the page", "engine", "time of printing")
    )
    return (
        f'<!DOCTYPE html>\n<html lang="en"><head><meta charset="utf-8"><title>{title}</title><style>{STYLE}</style></head><body>\n'
        f'{draft}<header><span class="status">{_part("status", shown)}</span>{_logo(sheet)}<h1>{_part("title", shown)}</h1>'
        f'<div class="b">{_part("project and variant", shown)}</div>'
        f'<div class="q">{named} · content {content} · {engine} · printed {printed}</div></header>\n'
        f"{body}<footer>{_part('research use', shown)}</footer>\n"
        f'<script type="application/json" id="formulator-sheet">{embedded(sheet)}</script>\n</body></html>\n'
    )
