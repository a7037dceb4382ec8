"""A project that uses every part of the file."""

from __future__ import annotations

import dataclasses

import pytest

from formulator import design as designs
from formulator import storage
from formulator.bench import Bench, Lot
from formulator.lab import Calibration
from formulator.project import Batch, Measurement, Project, Specification, Variant
from formulator.units import Value


@pytest.fixture
def project() -> Project:
    design = designs.Design()
    typed = {
        "carrier.id": "carrier:peg-pla", "carrier.morphology": "polymersome",
        "carrier.diameter": "100 ± 5 nm", "ligand.id": "ligand:crgdfk",
        "ligand.density": "10 mol%", "payload.feed": "2,0 mg", "medium.temperature": "37 °C",
    }  # fmt: skip
    for path, text in typed.items():
        design = designs.replaced(design, path, designs.read(path, text, decimal="," if "," in text else "."))
    design = dataclasses.replace(design, ligands=(*design.ligands, designs.Ligand(density=Value(5.0, "wt%"))))
    size = Specification(path="size.z_average", low=Value(90.0, "nm"), high=Value(120.0, "nm"), method="DLS")
    bench = Bench(balance_readability=Value(0.01, "mg"), lots=(Lot(component="payload", lot="=C-17", assay=Value(98.5, "%", "98,5 %")),))
    first = Variant(
        bench=bench,
        id="v1", name="blank", design=design, note="as made\non Monday", specifications=(size,),
        provenance=(("carrier.id", "lib:peg-pla"), ("ligand.2.density", "calc"), ("payload.feed", "meas:m1")),
        extras=storage.frozen({"x-plate": {"wells": ["A1", 2.5, None]}}),
    )  # fmt: skip
    second = dataclasses.replace(first, id="v2", name="αvβ3 10 %", parent="v1", status="checked", specifications=(), provenance=())
    measurement = Measurement(
        id="m1", variant="v2", instrument="DLS", file_name="zs.csv", file_sha256="ab" * 32, date="2026-01-02", operator="A. B.",
        values=(("size.z_average", Value(112.0, "nm", None, 2.0)), ("size.z_average", Value(114.0, "nm"))),
        batch="B-007", columns=(("name", "Sample Name"), ("size.z_average", "Mittel [nm]")), design_sha256="ef" * 32,
    )  # fmt: skip
    calibration = Calibration(
        id="c1", path="size.hydrodynamic_diameter", kind="polymersome", offset=Value(0.11, "", None, 0.19), within=Value(0.24),
        measurements=("m1",), name="our lab, 1 batch", date="2026-01-02T00:00:00Z", extras=storage.frozen({"x-by": "A. B."}),
    )  # fmt: skip
    zeta = Calibration(
        id="c2", path="charge.zeta", kind="PEG", offset=Value(-2.5, "mV", None, 4.4), within=Value(5.4, "mV"), measurements=(),
    )  # fmt: skip
    batch = Batch(
        id="b1", variant="v2", number="B-007", date="2026-01-02", operator="A. B.",
        locked=True, weights=(("polymer", Value(10.02, "mg", "10.02 mg")),),
        lots=(("polymer", "L1"),), times=(("quench", "10:45"),),
        results=(("charge.zeta", Value(-4.1, "mV")), ("yield", Value(87.4, "%"))), deviations=("quench 6.5 °C",),
    )  # fmt: skip
    return Project(
        id="p1", title="Tést", created="2026-01-01T00:00:00Z", modified="2026-01-02T00:00:00Z", variants=(first, second), active="v2",
        authors=("A. B.",), description="for U87", tags=("glioma",),
        materials=(storage.frozen({"kind": "drug", "id": "docetaxel",
        "name": "docetaxel", "molar_mass": {"value": 807.9, "unit": "g/mol"}}),),
        measurements=(measurement,), batches=(batch,), calibrations=(calibration, zeta),
        extras=storage.frozen({"view": {"tab": "size", "columns": [1, 2]}, "library": {"sha256": "cd" * 32}, "x-lab": {"room": 12}}),
    )  # fmt: skip
