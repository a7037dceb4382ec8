"""Every field that a formulation sheet must carry, by section."""

from __future__ import annotations

import pytest

from formulator.sheets import Sheet

LABELS = {
    1: "product|code name|variant|batch or lot no.|batch size|strength|dosage form|intended use|site|ELN reference|parent variant|"
    "template id|reason for revision",
    2: "indication|cell target|receptor|receptors per cell|off-target|route|dose|storage goal",
    3: "role|component|internal code|CAS|sequence|grade|supplier|catalogue no.|lot no.|CoA ref|expiry|retest|"
    "M / g mol⁻¹|assay|water|solvent|"
    "salt factor|theoretical / mg|n / µmol|wt%|mol%|excess|to weigh / mg|allowed range|actual / mg|balance id|"
    "by / checked|storage|hazard code|"
    "mass balance closure",
    4: "stock|solvent|conc.|mM|prepared|use by|volume / µL|pipette range|order of addition",
    5: "carrier class|Z-average|number median|PDI|zeta|EE|DLC|drug/polymer|feed|molecules|particles|per particle|"
    "per area|spacing|ligand chains|"
    "coupling yield assumed|N/P|charge ratio|bound, target|bound, spared|selectivity|release|sources|grade|90 % interval",
    6: "attribute|target|acceptance range|predicted, 90 %|P(in spec)|test method|sample size|replicates|timing|result|"
    "pass / fail|tested by / date",
    7: "step|instruction|equipment id|parameter|set point|allowed range|actual|start / end|by / checked|hold time|in-process control|limit|"
    "theoretical yield|action limits|actual yield / mg|actual yield / %",
    8: "solvent|class|limit / ppm|PDE|expected / ppm|at max dose|pass / fail",
    9: "component|SDS|SDS date|PPE|containment|spill|waste stream|cytotoxic|confirm against current SDS",
    10: "container|closure|temperature|light|in-use time|pull points",
    11: "id|what is the case|what would help|waived by, why",
    12: "no.|step|what|impact|action|by / date",
    13: "given by you|not given|needed before release",
    14: "prepared|checked (second person)|approved|executed|printed name|role|signature|date, time|meaning|rev|reason",
    16: "why these numbers|no.|input|value|unit|from|grade|source|number|equation|inputs|what moves it most|model|"
    "assumes and holds|checked for",
    15: "doi:|models|library|random seed|embedded|formulator verify",
}


@pytest.mark.parametrize("number", sorted(LABELS))
def test_every_mandatory_label_stands_in_its_section(sheet: Sheet, number: int) -> None:
    section = sheet.sections[number - 1]
    said = [section.title, section.note, *section.lines, *(name for name, _ in section.pairs)]
    for table in section.tables:
        said += [*table.heads, *(cell.text for row in (*table.rows, table.totals) for cell in row[:1])]
    whole = " | ".join(said).lower()
    for label in LABELS[number].split("|"):
        assert label.lower() in whole, label
