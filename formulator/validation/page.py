"""A validation report as one light HTML file with its pictures inside, and as the rows of a table for the terminal."""

from __future__ import annotations

import html
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from formulator.prediction import OUTPUT_BY_PATH
from formulator.units import format_number, unit_label
from formulator.validation.compare import Report, of_path
from formulator.validation.picture import against, histogram
from formulator.validation.scoring import output_of
from formulator.validation.statistics import as_data

WHOLE = ' class="whole"'
HEADS = ("output", "class", "n", "papers", "inside 90 %", "error", "width", "interval score", "CRPS", "coverage*", "score*", "CRPS*")
SCALE_WORDS = {"ln": "ln", "logit": "logit"}
STYLE = """
body{font:11pt/1.45 system-ui,"DejaVu Sans",sans-serif;color:#1a1c1e;background:#fff;max-width:230mm;margin:12mm auto;padding:0 4mm}
h1{font-size:16pt;margin:0}h2{font-size:13pt;border-bottom:1px solid #686c70;margin:8mm 0 2mm}
table{border-collapse:collapse;font-size:9pt;margin:2mm 0 4mm}
th{text-align:left;border-bottom:1px solid #878b8e;padding:1mm 3mm 1mm 0;vertical-align:bottom}
td{padding:.6mm 3mm .6mm 0;vertical-align:top;overflow-wrap:anywhere}
.r{text-align:right;font-variant-numeric:tabular-nums}tr.whole td{font-weight:600;border-top:1px solid #d5d7d9}
p{font-size:9.5pt;max-width:170mm}figure{display:inline-block;margin:2mm 6mm 2mm 0;vertical-align:top}
figcaption{font-size:9pt;color:#4d5155}@media print{body{margin:0}figure{break-inside:avoid}}
"""


def name_of(path: str) -> str:
    """An output as people know it."""
    return OUTPUT_BY_PATH[output_of(path)].label + (" from the measured EE" if "@" in path else "")


def scale_of(path: str) -> str:
    """The scale of an output's scores, in words."""
    output = OUTPUT_BY_PATH[output_of(path)]
    return SCALE_WORDS.get(output.scale, unit_label(output.unit))


def _digits(value: float | None) -> str:
    return "–" if value is None else format_number(value, digits=3)


def _share(value: float | None) -> str:
    return "–" if value is None else f"{value:.2f}"


def error_words(path: str, found: Mapping[str, Any]) -> str:
    """The error of the point value: a factor for what is positive without bound, else in the unit of the output."""
    output = OUTPUT_BY_PATH[output_of(path)]
    if output.scale == "ln" and found["median_fold_error"] is not None:
        return f"×{found['median_fold_error']:.2f}"
    unit = "points" if output.unit == "%" else unit_label(output.unit)
    return f"{_digits(found['mean_abs_error'])} {unit}".rstrip()


def table_rows(report: Report) -> list[tuple[str, ...]]:
    """One line an output and, where there are several, one a carrier class; those of the class median are marked with a star."""
    data = as_data(report)
    rows = []
    for path, whole in data["outputs"].items():
        classes = data["by_class"][path]
        rows.append(_row(f"{name_of(path)} ({scale_of(path)})", "all" if len(classes) > 1 else next(iter(classes)), path, whole))
        if len(classes) > 1:
            rows += [_row("", name, path, found) for name, found in classes.items()]
    return rows


def _row(name: str, group: str, path: str, found: Mapping[str, Any]) -> tuple[str, ...]:
    return (
        name,
        group,
        str(found["n"]),
        str(found["papers"]),
        _share(found["coverage"]),
        error_words(path, found),
        _digits(found["interval_width"]),
        _digits(found["interval_score"]),
        _digits(found["crps"]),
        _share(found["baseline_coverage"]),
        _digits(found["baseline_interval_score"]),
        _digits(found["baseline_crps"]),
    )


EXPLAINED = (
    "Every row became a design without its measured answers. Class medians and spreads were fitted again without the paper being "
    "scored, and a paper counts once however many rows it has. Width, interval score and CRPS stand on the scale named in brackets; "
    "lower is better. A star marks the median and spread of the carrier class in the shipped compilation, on the same papers: "
    "what a prediction has to beat. The error is the median factor, or the mean distance in the unit of the output."
)


def _cells(tag: str, row: Sequence[str], numbers_from: int) -> str:
    return "".join(
        f'<{tag} class="r">{html.escape(cell)}</{tag}>' if place >= numbers_from else f"<{tag}>{html.escape(cell)}</{tag}>"
        for place, cell in enumerate(row)
    )


def _table(heads: Sequence[str], rows: Iterable[Sequence[str]], numbers_from: int) -> str:
    body = "\n".join(f"<tr{WHOLE if row[0] and numbers_from > 1 else ''}>{_cells('td', row, numbers_from)}</tr>" for row in rows)
    return f"<table><thead><tr>{_cells('th', heads, numbers_from)}</tr></thead><tbody>\n{body}\n</tbody></table>"


def _counts(title: str, reasons: Mapping[str, int]) -> str:
    rows = [(reason, str(count)) for reason, count in sorted(reasons.items(), key=lambda item: (-item[1], item[0]))]
    return f"<h2>{html.escape(title)}</h2>\n{_table(('reason', 'rows'), rows, 1)}" if rows else ""


def _papers(report: Report) -> str:
    named = sorted({entry.row.paper for entry in report.comparisons})
    return f"<h2>Papers ({len(named)})</h2>\n<p>{html.escape(' · '.join(named))}</p>"


def page(report: Report, title: str, engine: str) -> str:
    """The whole report as one file that needs nothing else."""
    compared = len({entry.row.number for entry in report.comparisons})
    sections = [_table(HEADS, table_rows(report), 2), f"<p>{html.escape(EXPLAINED)}</p>"]
    for path in dict.fromkeys(entry.path for entry in report.comparisons):
        found = of_path(report.comparisons, path)
        sections.append(
            f"<h2>{html.escape(name_of(path))}</h2>\n<figure>{against(path, found)}<figcaption>90 % intervals; a filled mark lies outside."
            f"</figcaption></figure>\n<figure>{histogram(path, found)}<figcaption>Flat when calibrated (dashed).</figcaption></figure>"
        )
    sections.append(_counts("Rows that became no design", report.skipped))
    for path, reasons in report.unscored.items():
        sections.append(_counts(f"{name_of(path)}: measured, but not compared", reasons))
    sections.append(_papers(report))
    heading = f"{compared} of {report.rows} rows compared · {report.draws} draws, seed {report.seed} · {engine}"
    return (
        f'<!DOCTYPE html>\n<html lang="en"><head><meta charset="utf-8"><title>{html.escape(title)}</title><style>{STYLE}</style></head>'
        f"<body>\n<h1>{html.escape(title)}</h1>\n<p>{html.escape(heading)}</p>\n" + "\n".join(sections) + "\n</body></html>\n"
    )
