"""What was fed and what stayed: EE, DLC, drug per polymer and feed, each from each."""

from __future__ import annotations

from formulator.chem import constants
from formulator.chem.model import Arg, Grade, Number, model

_DRUG_IN = Arg("kg", 1e-9, 1.0, "drug found in the purified particles", show="mg", domain=(0.0, 1e6))
_DRUG_FEED = Arg("kg", 1e-9, 1.0, "drug fed", show="mg", domain=(1e-15, 1e6))
_POLYMER_FEED = Arg("kg", 1e-9, 1.0, "polymer fed", show="mg", domain=(1e-15, 1e6))
_LOSS = Arg("", 0.0, 0.5, "polymer that never reached the particles, of that fed", show="percent", domain=(0.0, 0.999))
_NO_LOSS = Arg(
    "",
    0.0,
    0.5,
    "polymer that never reached the particles, of that fed",
    show="percent",
    domain=(0.0, 0.999),
    default=0.0,
)
_FEED_RATIO = Arg("", 1e-3, 2.0, "drug fed / polymer fed", show="mg/mg", domain=(0.0, 1e4))
_FED = Arg("", 1e-3, 2.0, "drug fed / polymer fed", show="mg/mg", domain=(1e-12, 1e4))
_EE = Arg("", 0.0, 1.0, "drug in the particles / drug fed", show="percent", domain=(0.0, 1.0))
_DLC = Arg("", 0.0, 0.5, "drug / (drug + polymer) of the particles", show="percent", domain=(0.0, 0.9999))
_RATIO = Arg("", 0.0, 1.0, "drug / polymer in the particles", show="percent", domain=(0.0, 1e4))
_BOOK = ("Exact bookkeeping: it is as good as the masses and as the definition that is meant.",)
_DEFINITION = (
    *_BOOK,
    "Papers also print drug / polymer under the name DLC. Ask which one it is: at 25 wt% they differ by a third.",
)
_PURE = ("particles hold drug and polymer only",)


@model(
    "",
    show="percent",
    grade=Grade.LAW,
    equation="DLC = m_d / (m_d + m_p (1 − l))",
    tex=r"\mathrm{DLC} = \frac{m_d}{m_d + m_p (1-l)}",
    sources=("loadingmassbalance",),
    assumes=_PURE,
    valid=_DEFINITION,
    drug_in_particles=_DRUG_IN,
    polymer_feed=_POLYMER_FEED,
    polymer_loss=_LOSS,
)
def dlc(*, drug_in_particles: Number, polymer_feed: Number, polymer_loss: Number) -> Number:
    """Drug loading content: drug per loaded particle, by weight.

    DLC = m_d / (m_d + m_p (1 − l))

    drug_in_particles, polymer_feed: kg; polymer_loss: fraction of the polymer fed; numbers or arrays.

    Example: 2 mg drug in particles of 8 mg polymer of which 30 % was lost.

    >>> round(100 * dlc(drug_in_particles=2e-6, polymer_feed=8e-6, polymer_loss=0.3), 6)
    26.315789
    """
    return drug_in_particles / (drug_in_particles + polymer_feed * (1.0 - polymer_loss))


@model(
    "",
    show="percent",
    grade=Grade.LAW,
    equation="EE = m_d / m_d,fed",
    tex=r"\mathrm{EE} = \frac{m_d}{m_{d,\mathrm{fed}}}",
    sources=("loadingmassbalance",),
    assumes=("all particles were recovered, or the drug of the lost ones is counted as lost",),
    valid=(
        *_BOOK,
        "Measured in the particles (direct) it is lower than from the supernatant (indirect) by whatever stuck to filters and tubes.",
    ),
    drug_in_particles=_DRUG_IN,
    drug_feed=_DRUG_FEED,
)
def ee(*, drug_in_particles: Number, drug_feed: Number) -> Number:
    """Encapsulation efficiency: share of the drug fed that is in the particles.

    EE = m_d / m_d,fed

    drug_in_particles, drug_feed: kg; numbers or arrays.

    Example: 2 mg of 8 mg.

    >>> ee(drug_in_particles=2e-6, drug_feed=8e-6)
    0.25
    """
    return drug_in_particles / drug_feed


@model(
    "",
    show="percent",
    grade=Grade.LAW,
    equation="r = m_d / (m_p (1 − l))",
    tex=r"r = \frac{m_d}{m_p (1-l)}",
    sources=("loadingmassbalance",),
    assumes=_PURE,
    valid=_DEFINITION,
    drug_in_particles=_DRUG_IN,
    polymer_feed=_POLYMER_FEED,
    polymer_loss=_LOSS,
)
def drug_to_polymer(*, drug_in_particles: Number, polymer_feed: Number, polymer_loss: Number) -> Number:
    """Drug per polymer of the purified particles, by weight.

    r = m_d / (m_p (1 − l))

    drug_in_particles, polymer_feed: kg; polymer_loss: fraction of the polymer fed; numbers or arrays.

    Example: 2 mg drug, 8 mg polymer of which 30 % was lost.

    >>> round(100 * drug_to_polymer(drug_in_particles=2e-6, polymer_feed=8e-6, polymer_loss=0.3), 6)
    35.714286
    """
    return drug_in_particles / (polymer_feed * (1.0 - polymer_loss))


@model(
    "",
    show="percent",
    grade=Grade.LAW,
    equation="w_fed = f / (1 + f)",
    tex=r"w_\mathrm{fed} = \frac{f}{1+f}",
    sources=("loadingmassbalance",),
    assumes=("drug and polymer only",),
    valid=(*_BOOK, "The highest DLC possible when no polymer is lost; also called theoretical loading."),
    feed_ratio=_FEED_RATIO,
)
def feed_fraction(*, feed_ratio: Number) -> Number:
    """Drug per solids as fed: the DLC if every milligram stayed.

    w_fed = f / (1 + f)

    feed_ratio: drug / polymer as fed; number or array.

    Example: 0.4 mg/mg.

    >>> round(100 * feed_fraction(feed_ratio=0.4), 6)
    28.571429
    """
    return feed_ratio / (1.0 + feed_ratio)


@model(
    "",
    show="mg/mg",
    grade=Grade.LAW,
    equation="f = w_fed / (1 − w_fed)",
    tex=r"f = \frac{w_\mathrm{fed}}{1-w_\mathrm{fed}}",
    sources=("loadingmassbalance",),
    assumes=("drug and polymer only",),
    valid=_BOOK,
    feed_fraction=Arg("", 0.0, 0.7, "drug / (drug + polymer) as fed", show="percent", domain=(0.0, 0.9999)),
)
def feed_ratio_from_fraction(*, feed_fraction: Number) -> Number:
    """Drug per polymer as fed, from drug per solids as fed.

    f = w_fed / (1 − w_fed)

    feed_fraction: drug / (drug + polymer); number or array.

    Example: 20 wt%.

    >>> feed_ratio_from_fraction(feed_fraction=0.2)
    0.25
    """
    return feed_fraction / (1.0 - feed_fraction)


@model(
    "",
    show="percent",
    grade=Grade.LAW,
    equation="DLC = EE f / (EE f + 1 − l)",
    tex=r"\mathrm{DLC} = \frac{\mathrm{EE}\,f}{\mathrm{EE}\,f + 1 - l}",
    sources=("loadingmassbalance", "goren2025"),
    assumes=_PURE,
    valid=(
        *_DEFINITION,
        "With a measured EE, 71 % of published papers agree within 10 %; the others mean another definition or lost polymer on the way.",
    ),
    feed_ratio=_FEED_RATIO,
    ee=_EE,
    polymer_loss=_NO_LOSS,
)
def dlc_from_feed(*, feed_ratio: Number, ee: Number, polymer_loss: Number = 0.0) -> Number:
    """Drug loading content from feed and encapsulation efficiency.

    DLC = EE f / (EE f + 1 − l)

    feed_ratio: drug / polymer as fed; ee: fraction; polymer_loss: fraction of the polymer; numbers or arrays.

    Example: PLGA with 5 % doxorubicin as fed and EE 57.9 % (PMC4440849, table 2), in percent.

    >>> round(100 * dlc_from_feed(feed_ratio=0.05, ee=0.579), 2)
    2.81
    """
    stayed = ee * feed_ratio
    return stayed / (stayed + 1.0 - polymer_loss)


@model(
    "",
    show="percent",
    grade=Grade.LAW,
    equation="r = EE f / (1 − l)",
    tex=r"r = \frac{\mathrm{EE}\,f}{1-l}",
    sources=("loadingmassbalance",),
    assumes=_PURE,
    valid=_DEFINITION,
    feed_ratio=_FEED_RATIO,
    ee=_EE,
    polymer_loss=_NO_LOSS,
)
def drug_to_polymer_from_feed(*, feed_ratio: Number, ee: Number, polymer_loss: Number = 0.0) -> Number:
    """Drug per polymer of the particles, from feed and encapsulation efficiency.

    r = EE f / (1 − l)

    feed_ratio: drug / polymer as fed; ee: fraction; polymer_loss: fraction of the polymer; numbers or arrays.

    Example: 0.2 mg/mg at EE 80 %.

    >>> round(drug_to_polymer_from_feed(feed_ratio=0.2, ee=0.8), 6)
    0.16
    """
    return ee * feed_ratio / (1.0 - polymer_loss)


@model(
    "",
    show="percent",
    grade=Grade.LAW,
    equation="EE = (1 − l) / f · DLC / (1 − DLC)",
    tex=r"\mathrm{EE} = \frac{1-l}{f}\,\frac{\mathrm{DLC}}{1-\mathrm{DLC}}",
    sources=("loadingmassbalance",),
    assumes=_PURE,
    valid=(*_DEFINITION, "Above 100 % the three numbers contradict each other: feed, DLC or its definition is wrong."),
    dlc=_DLC,
    feed_ratio=_FED,
    polymer_loss=_NO_LOSS,
)
def ee_from_dlc(*, dlc: Number, feed_ratio: Number, polymer_loss: Number = 0.0) -> Number:
    """Encapsulation efficiency from drug loading content and feed.

    EE = (1 − l) / f · DLC / (1 − DLC)

    dlc: fraction; feed_ratio: drug / polymer as fed; polymer_loss: fraction of the polymer; numbers or arrays.

    Example: DLC 10 % from 0.2 mg/mg.

    >>> round(ee_from_dlc(dlc=0.10, feed_ratio=0.2), 4)
    0.5556
    """
    return dlc / (1.0 - dlc) * (1.0 - polymer_loss) / feed_ratio


@model(
    "",
    show="percent",
    grade=Grade.LAW,
    equation="DLC = r / (1 + r)",
    tex=r"\mathrm{DLC} = \frac{r}{1+r}",
    sources=("loadingmassbalance",),
    assumes=_PURE,
    valid=_DEFINITION,
    drug_to_polymer=_RATIO,
)
def dlc_from_drug_to_polymer(*, drug_to_polymer: Number) -> Number:
    """Drug loading content from drug per polymer.

    DLC = r / (1 + r)

    drug_to_polymer: drug / polymer of the particles; number or array.

    Example: 25 wt% of the polymer is 20 wt% of the particle.

    >>> dlc_from_drug_to_polymer(drug_to_polymer=0.25)
    0.2
    """
    return drug_to_polymer / (1.0 + drug_to_polymer)


@model(
    "",
    show="percent",
    grade=Grade.LAW,
    equation="r = DLC / (1 − DLC)",
    tex=r"r = \frac{\mathrm{DLC}}{1-\mathrm{DLC}}",
    sources=("loadingmassbalance",),
    assumes=_PURE,
    valid=_DEFINITION,
    dlc=_DLC,
)
def drug_to_polymer_from_dlc(*, dlc: Number) -> Number:
    """Drug per polymer from drug loading content.

    r = DLC / (1 − DLC)

    dlc: fraction; number or array.

    Example: 20 wt% of the particle is 25 wt% of the polymer.

    >>> drug_to_polymer_from_dlc(dlc=0.2)
    0.25
    """
    return dlc / (1.0 - dlc)


@model(
    "",
    show="mg/mg",
    grade=Grade.LAW,
    equation="f = (1 − l) / EE · DLC / (1 − DLC)",
    tex=r"f = \frac{1-l}{\mathrm{EE}}\,\frac{\mathrm{DLC}}{1-\mathrm{DLC}}",
    sources=("loadingmassbalance",),
    assumes=(*_PURE, "EE does not fall as the feed rises"),
    valid=(*_DEFINITION, "Past the core's limit more feed brings no more loading: EE falls instead."),
    dlc=_DLC,
    ee=Arg("", 0.01, 1.0, "drug in the particles / drug fed", show="percent", domain=(1e-9, 1.0)),
    polymer_loss=_NO_LOSS,
)
def feed_ratio_for_dlc(*, dlc: Number, ee: Number, polymer_loss: Number = 0.0) -> Number:
    """Drug per polymer to feed for a wanted drug loading content.

    f = (1 − l) / EE · DLC / (1 − DLC)

    dlc, ee: fractions; polymer_loss: fraction of the polymer; numbers or arrays.

    Example: 10 wt% at EE 50 %.

    >>> round(feed_ratio_for_dlc(dlc=0.10, ee=0.50), 4)
    0.2222
    """
    return dlc / (1.0 - dlc) * (1.0 - polymer_loss) / ee


@model(
    "",
    grade=Grade.LAW,
    equation="n = w_d m_core N_A / M_d",
    tex=r"n = \frac{w_d\, m_\mathrm{core}\, N_A}{M_d}",
    sources=("loadingmassbalance", "codata2018"),
    assumes=("the drug is in the core",),
    valid=(*_BOOK, "A mean: particles of one batch differ as the cube of their diameters."),
    core_mass=Arg("kg", 1e-23, 1e-15, "mass of one core with its drug", show="ag", domain=(0.0, 1e-3)),
    drug_weight_fraction=Arg("", 0.0, 0.6, "drug / core by weight", show="percent", domain=(0.0, 1.0)),
    drug_molar_mass=Arg("kg/mol", 0.05, 200.0, "molar mass of the drug", show="g/mol", domain=(1e-3, 1e6)),
)
def drug_molecules_per_particle(*, core_mass: Number, drug_weight_fraction: Number, drug_molar_mass: Number) -> Number:
    """Number of drug molecules in one particle.

    n = w_d m_core N_A / M_d

    core_mass: kg; drug_weight_fraction: drug / core; drug_molar_mass: kg/mol; numbers or arrays.

    Example: 1 fg core with 10 wt% docetaxel (807.9 g/mol).

    >>> n = drug_molecules_per_particle(core_mass=1e-18, drug_weight_fraction=0.10, drug_molar_mass=0.8079)
    >>> round(n)
    74541
    """
    return drug_weight_fraction * core_mass * constants.AVOGADRO / drug_molar_mass
