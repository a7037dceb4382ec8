"""A comparison of variants as text: numbers as they are shown, and copies for spreadsheets, Markdown and LaTeX."""

from __future__ import annotations

import re
from collections.abc import Sequence
from html import escape

from formulator.explore.comparison import ABOVE, ALIKE, BELOW, Cell, Comparison, Row
from formulator.units import Value, format_answer, format_number, format_value, unit_label

NOTHING, WAITING = "—", "…"
MARKS = {ABOVE: "▲", BELOW: "▼", ALIKE: "≈"}
MARK_WORDS = {ABOVE: "above the interval of the first", BELOW: "below the interval of the first", ALIKE: "not told apart from the first"}
KINDS = {"input": "Inputs", "answer": "Answers", "check": "Design check"}
_LATEX = {
    "\\": r"\textbackslash{}", "&": r"\&", "%": r"\%", "$": r"\$", "#": r"\#", "_": r"\_", "{": r"\{", "}": r"\}",
    "~": r"\textasciitilde{}", "^": r"\textasciicircum{}", "−": "$-$", "–": "--", "—": "---", "…": r"\dots{}", "\u2009": r"\,",
    "·": r"$\cdot$", "×": r"$\times$", "±": r"$\pm$", "≈": r"$\approx$", "▲": r"$\uparrow$", "▼": r"$\downarrow$", "°": r"$^\circ$",
    "½": r"$\frac{1}{2}$", "√": r"$\surd$", "∞": r"$\infty$", "µ": r"$\mu$", "Đ": r"\DJ{}", "→": r"$\to$", "≥": r"$\geq$", "≤": r"$\leq$",
    "α": r"$\alpha$", "β": r"$\beta$", "γ": r"$\gamma$", "δ": r"$\delta$", "ζ": r"$\zeta$", "κ": r"$\kappa$", "λ": r"$\lambda$",
    "μ": r"$\mu$", "σ": r"$\sigma$", "χ": r"$\chi$", "η": r"$\eta$", "ε": r"$\varepsilon$", "φ": r"$\varphi$", "Δ": r"$\Delta$",
}  # fmt: skip
_RAISED = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁻", "0123456789-")


def unit_text(row: Row) -> str:
    """The unit of a row for people: × for a ratio of two shares, nothing for a plain number."""
    return "×" if row.path == "targeting.selectivity" else unit_label(row.unit)


def shown(row: Row, cell: Cell, decimal: str = ".") -> tuple[str, str]:
    """Value and interval of a cell as they are read: digits of an answer follow its interval."""
    if not cell.is_known:
        return WAITING, ""
    if cell.value is None:
        return NOTHING, ""
    if isinstance(cell.value, str):
        return cell.text or cell.value, ""
    if row.kind == "input":
        return format_value(Value(cell.value, "", None, cell.sd, cell.law), decimal), ""
    if cell.low is None or cell.high is None:
        return format_number(cell.value, digits=2, decimal=decimal), ""
    return format_answer(cell.value, cell.low, cell.high, decimal)


def spoken(row: Row, cell: Cell, decimal: str = ".") -> str:
    """A cell in one sentence, for screen readers and tooltips."""
    value, interval = shown(row, cell, decimal)
    if not cell.is_known:
        return "Still being worked out."
    parts = [f"{value} {unit_text(row)}".rstrip() if cell.value is not None else (cell.reason or "not given")]
    if interval:
        parts.append(f"90 % interval {interval}")
    if cell.grade:
        parts.append(cell.grade)
    if cell.mark:
        parts.append(MARK_WORDS[cell.mark])
    if row.kind == "input" and cell.state and cell.value is not None:
        parts.append(cell.state)
    return ", ".join(parts) + (f"\n{cell.reason}" if cell.reason and cell.value is not None else "")


def grid(rows: Sequence[Row], names: Sequence[str], columns: Sequence[int], *, intervals: bool, decimal: str = ".") -> list[list[str]]:
    """Head and rows for a spreadsheet: quantity, unit, then each variant, with its bounds where intervals are asked for.

    Numbers are rounded as on the screen and written so that a spreadsheet takes them for numbers.
    """
    has_bounds = intervals and any(cell.low is not None for row in rows for cell in row.cells)
    head = ["quantity", "unit"]
    for column in columns:
        head += [names[column], *((f"{names[column]}, 5 %", f"{names[column]}, 95 %") if has_bounds else ())]
    body = []
    for row in rows:
        line = [row.label, row.unit]
        for column in columns:
            cell = row.cells[column]
            line.append(plain(row, cell, decimal))
            if has_bounds:
                line += _bounds(shown(row, cell, decimal)[1])
        body.append([_one_line(entry) for entry in line])
    return [[_one_line(entry) for entry in head], *body]


def plain(row: Row, cell: Cell, decimal: str = ".") -> str:
    """One cell for a spreadsheet."""
    text, _ = shown(row, cell, decimal)
    if cell.value is None:
        return ""
    return text if isinstance(cell.value, str) else _typed(text)


def _typed(text: str) -> str:
    """`−1.3·10⁴` as -1.3e4: a number to any program."""
    number = text.replace("−", "-").replace("\u2009", "")
    mantissa, power, exponent = number.partition("10") if re.search(r"10[⁻⁰¹²³⁴⁵⁶⁷⁸⁹]", number) else (number, "", "")
    if not power:
        return number
    mantissa = mantissa.removesuffix("·")
    return f"{'1' if mantissa == '' else '-1' if mantissa == '-' else mantissa}e{exponent.translate(_RAISED)}"


def _bounds(interval: str) -> list[str]:
    """Both ends of an interval as it is shown; one number stands for an interval without width."""
    ends = interval.split(" to ") if " to " in interval else interval.split("–")
    return [_typed(end) for end in (ends if len(ends) == 2 else ends * 2)]


def _one_line(text: str) -> str:
    """No cell that breaks its row, and none that a spreadsheet takes for a formula."""
    clean = " ".join(text.split())
    return f"'{clean}" if clean.startswith(("=", "+", "@")) or (clean[:1] == "-" and not clean[1:2].isdigit()) else clean


def tsv(lines: Sequence[Sequence[str]]) -> str:
    """Cells with tabs between them."""
    return "".join("\t".join(line) + "\n" for line in lines)


def html(lines: Sequence[Sequence[str]]) -> str:
    """The same cells as a table."""
    head = "".join(f"<th>{escape(entry)}</th>" for entry in lines[0])
    body = "".join(f"<tr>{''.join(f'<td>{escape(entry)}</td>' for entry in line)}</tr>" for line in lines[1:])
    return f'<meta charset="utf-8"><table><tr>{head}</tr>{body}</table>'


def reading(
    rows: Sequence[Row], names: Sequence[str], *, intervals: bool, decimal: str = ".", columns: Sequence[int] | None = None
) -> list[list[str]]:
    """Head and rows for people: mark, value and interval of a variant in one cell."""
    chosen = range(len(names)) if columns is None else columns
    body = []
    for row in rows:
        cells = [_read(row, row.cells[column], intervals, decimal) for column in chosen]
        body.append([row.label, unit_text(row), *cells])
    return [["quantity", "unit", *(names[column] for column in chosen)], *body]


def _read(row: Row, cell: Cell, intervals: bool, decimal: str) -> str:
    value, interval = shown(row, cell, decimal)
    return f"{MARKS.get(cell.mark, '')} {value}{f' ({interval})' if interval and intervals else ''}".strip()


def markdown(lines: Sequence[Sequence[str]]) -> str:
    """A table for a notebook or a wiki; numbers stand at the right."""
    clean = [[" ".join(entry.split()).replace("\\", "\\\\").replace("|", "\\|") for entry in line] for line in lines]
    rule = ["---", "---", *["---:"] * (len(lines[0]) - 2)]
    return "".join(f"| {' | '.join(line)} |\n" for line in (clean[0], rule, *clean[1:]))


def latex(lines: Sequence[Sequence[str]]) -> str:
    """A tabular that needs no package."""
    body = [" & ".join(_tex(entry) for entry in line) + r" \\" for line in lines]
    columns = "ll" + "r" * (len(lines[0]) - 2)
    rules = (r"\hline", body[0], r"\hline", *body[1:], r"\hline")
    return "\n".join((f"\\begin{{tabular}}{{{columns}}}", *rules, r"\end{tabular}")) + "\n"


def _tex(text: str) -> str:
    pieces = re.split(r"([⁰¹²³⁴⁵⁶⁷⁸⁹⁻]+)", " ".join(re.sub("\u2009", "\x00", text).split()).replace("\x00", "\u2009"))
    return "".join(
        f"$^{{{piece.translate(_RAISED)}}}$" if place % 2 else "".join(_LATEX.get(letter, letter) for letter in piece)
        for place, piece in enumerate(pieces)
    )


def names_of(comparison: Comparison) -> list[str]:
    """The heads of the columns."""
    return [variant.name for variant in comparison.variants]
