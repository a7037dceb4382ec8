"""Sections 3 and 4 of a formulation sheet: what goes in, from which lot, what to weigh and what to pipette."""

from __future__ import annotations

import dataclasses

from formulator.bench import COMPONENTS, Lot
from formulator.prediction import OUTPUT_BY_PATH
from formulator.recipe import Component, Portion
from formulator.recipe.order import mass_words, order, stock_words, volume_words
from formulator.recipe.plan import Deviation
from formulator.recipe.portions import tools
from formulator.sheets.content import BLANK, Cell, Context, Section, Table, cell
from formulator.units import Value, format_number, format_value, kind


def number(value: float | None, digits: int = 4, bold: bool = False) -> Cell:
    """A number of the recipe, or a dash."""
    return Cell(text="—" if value is None else format_number(value, digits=digits), value=value, right=True, bold=bold)


def entry(text: str | None) -> Cell:
    """What is known of a lot, or a line to write on."""
    return BLANK if text is None else cell(text)


def quantity(value: Value | None) -> Cell:
    """A quantity of a lot, or a line to write on."""
    return BLANK if value is None else Cell(text=format_value(value), value=value.magnitude, right=True)


def microlitres(cubic_metres: float) -> Cell:
    """A volume in the steps of a pipette."""
    shown = round(cubic_metres * 1e9, 6)
    return Cell(text=f"{shown:.10g}", value=shown, right=True, bold=True)


def _materials(context: Context) -> list[tuple[str, str, Lot, str]]:
    """Role, name, lot and CAS number of everything that is taken from a shelf."""
    bench, design, catalogue = context.variant.bench, context.variant.design, context.catalogue
    used = dict(context.record.lots) if context.record is not None else {}

    def lot_of(key: str) -> Lot:
        return dataclasses.replace(bench.lot(key), lot=used[key]) if key in used else bench.lot(key)

    rows = [(part.role, part.name, lot_of(part.key), "") for part in context.parts]
    for key, role, id_ in (("solvent", "solvent", design.process.solvent), ("buffer", "buffer", design.medium.id)):
        if id_ is not None and id_ in catalogue:
            material = catalogue.get(id_, (key if key == "solvent" else "medium",))
            rows.append((role, material.name, lot_of(key), material.text("cas") or ""))
    return rows


def _amount_row(component: Component, lot: Lot, solids: float, chains: float) -> tuple[Cell, ...]:
    share = 100 * component.mass / solids if component.is_solid and solids else None
    moles = component.mass / component.molar_mass if component.molar_mass else None
    of_chains = 100 * moles / chains if moles is not None and component.is_chain and chains else None
    return (
        cell(component.name),
        number(None if component.molar_mass is None else component.molar_mass * 1000, digits=5),
        number(component.mass * 1e6),
        number(None if moles is None else moles * 1e6),
        number(of_chains),
        number(share),
        quantity(lot.excess),
    )


def actual(context: Context, key: str, unit: str) -> Cell:
    """What was really taken, or a line to write on."""
    found = dict(context.record.weights).get(key) if context.record is not None else None
    if found is None or kind(found.unit) != kind(unit):
        return BLANK
    return Cell(text=f"{found.to(unit):.6g}", value=found.to(unit), right=True)


def by_whom(context: Context) -> Cell:
    """Who made it, or a line to write on."""
    return cell(context.record.operator) if context.record is not None and context.record.operator else BLANK


def _weigh_row(context: Context, one: Portion, readability: float) -> tuple[Cell, ...]:
    lot = one.lot
    if one.stock is None:
        weighed = Cell(text=mass_words(one.taken, readability).removesuffix(" mg"), value=round(one.taken * 1e6, 9), right=True, bold=True)
    else:
        weighed = cell("from stock", right=True)
    return (
        cell(one.component.name),
        quantity(lot.assay),
        quantity(lot.water),
        quantity(lot.salt_factor),
        weighed,
        BLANK,
        actual(context, one.component.key, "mg"),
        BLANK,
        by_whom(context),
    )


def composition(context: Context) -> Section:
    """3 Composition."""
    parts, portions, bench = context.parts, context.plan.portions, context.variant.bench
    solids = sum(part.mass for part in parts if part.is_solid)
    chains = sum(part.mass / part.molar_mass for part in parts if part.is_chain and part.molar_mass)
    known = _materials(context)
    who = tuple(
        (
            cell(role),
            cell(name),
            entry(lot.code),
            entry(lot.cas or cas or None),
            entry(lot.grade),
            entry(lot.supplier),
            entry(lot.catalogue_number),
        )
        for role, name, lot, cas in known
    )
    lots = tuple(
        (cell(name), entry(lot.lot), entry(lot.coa), entry(lot.expiry), entry(lot.storage), entry(lot.hazard)) for _, name, lot, _ in known
    )
    totals = (
        Cell(text="Solids", bold=True),
        cell(""),
        number(solids * 1e6, bold=True),
        cell(""),
        cell(""),
        Cell(text="100.0", value=100.0, right=True, bold=True),
        cell(""),
    )
    readability = tools(bench).readability
    tables = [
        Table(heads=("role", "component", "internal code", "CAS, sequence", "grade", "supplier", "catalogue no."), rows=who),
        Table(heads=("component", "lot no.", "CoA ref", "expiry, retest", "storage", "hazard code"), rows=lots),
        Table(
            heads=("component", "M / g mol⁻¹", "theoretical / mg", "n / µmol", "mol%", "wt%", "excess"),
            rows=tuple(_amount_row(part, bench.lot(part.key), solids, chains) for part in parts),
            totals=totals,
            right=(1, 2, 3, 4, 5, 6),
        ),
    ]
    if portions:
        heads = (
            "component",
            "assay",
            "water, solvent",
            "salt factor",
            "to weigh / mg",
            "allowed range",
            "actual / mg",
            "balance id",
            "by / checked",
        )
        tables.append(Table(heads=heads, rows=tuple(_weigh_row(context, one, readability) for one in portions), right=(1, 2, 3, 4)))
    problems = tuple(f"No recipe. {problem.text}" for problem in context.plan.problems)
    lines = (
        "mol% = chains of one kind / all chains. Theoretical amounts are of pure, dry substance; assay, water and salt come on top.",
        *problems,
    )
    if solids:
        lines = (*lines, f"Mass balance closure: components / solids = {100 * sum(part.mass for part in parts) / solids:.1f} %.")
    return Section(number=3, title="Composition", note="wt% = component / all solids", tables=tuple(tables) if parts else (), lines=lines)


def stocks(context: Context) -> Section:
    """4 Stocks and volumes."""
    plan, design, bench = context.plan, context.variant.design, context.variant.bench
    with_tools = tools(bench)
    rows = []
    for one in plan.portions:
        if one.stock is None:
            continue
        molar = one.component.molar_mass
        rows.append(
            (
                cell(one.component.name),
                entry(None if one.lot.stock_solvent is None else _name(context, one.lot.stock_solvent)),
                Cell(text=stock_words(one.stock), value=one.stock.magnitude, right=True),
                number(None if not molar else one.stock.si / molar),
                microlitres(one.taken),
                cell(f"{volume_words(with_tools.least_volume)}–{volume_words(with_tools.most_volume)}"),
                BLANK,
                actual(context, one.component.key, "uL"),
                by_whom(context),
            )
        )
    for phase in plan.phases:
        rows.append(
            (
                cell(f"{phase.name}: {'make-up' if phase.members else 'all'}"),
                cell(phase.solvent),
                cell("—", right=True),
                cell("—", right=True),
                microlitres(phase.make_up),
                cell(""),
                BLANK,
                BLANK,
                BLANK,
            )
        )
    heads = ("stock", "solvent", "conc.", "conc. / mM", "volume / µL", "pipette range", "prepared, use by", "actual / µL", "by / checked")
    steps = order(design.process.method, plan.portions, plan.phases, with_tools.readability)
    lines = [f"Order of addition {position}: {step}" for position, step in enumerate(steps, 1)]
    lines += [
        f"After rounding, {_label(one.path)}: {one.made:.5g} instead of {one.designed:.5g}." for one in plan.deviations if _moved(one)
    ]
    return Section(
        number=4,
        title="Stocks and volumes",
        tables=(Table(heads=heads, rows=tuple(rows), right=(2, 3, 4)),),
        lines=(*lines, *_besides(context), *plan.notes),
    )


def _besides(context: Context) -> tuple[str, ...]:
    """What was taken, as recorded, and has no column above: solvents, and what was pipetted though it was to be weighed."""
    if context.record is None:
        return ()
    stocks = {one.component.key: one.stock is not None for one in context.plan.portions}
    units = {key: "uL" if pipetted else "mg" for key, pipetted in stocks.items()}
    rest = [(key, value) for key, value in context.record.weights if key not in units or kind(value.unit) != kind(units[key])]
    return (f"Taken as well, as recorded: {'; '.join(f'{COMPONENTS[key]} {format_value(value)}' for key, value in rest)}.",) if rest else ()


def _moved(one: Deviation) -> bool:
    """Whether rounding changes the number where it is shown."""
    return abs(one.made - one.designed) > 5e-4 * abs(one.designed)


def _label(path: str) -> str:
    output = OUTPUT_BY_PATH[path]
    return f"{output.label} ({output.unit})" if output.unit else output.label


def _name(context: Context, key: str) -> str:
    return context.catalogue.get(key, ("solvent", "medium")).name if key in context.catalogue else key
