"""How the name of a model is written for people: abbreviations in capitals, people by their names, as few low lines as possible."""

from __future__ import annotations

_SPELLED = {
    "dlc": "DLC", "ee": "EE", "pdi": "PDI", "ph": "pH", "pka": "pK_a", "np": "N/P", "mwc": "(Milner–Witten–Cates)", "chi": "χ", "k": "k",
    "on": "on", "log10": "log₁₀", "nacl": "NaCl", "cmc": "CMC", "rnp": "RNP", "ic50": "IC50", "2d": "2D",
    "mie": "Mie", "crank": "Crank", "higuchi": "Higuchi", "hansen": "Hansen", "debye": "Debye", "bjerrum": "Bjerrum", "henry": "Henry",
    "donnan": "Donnan", "fourier": "Fourier", "reynolds": "Reynolds", "rayleigh": "Rayleigh", "stern": "Stern", "thiele": "Thiele",
    "kolmogorov": "Kolmogorov", "weibull": "Weibull", "waals": "Waals", "flory": "Flory", "huggins": "Huggins",
    "korsmeyer": "Korsmeyer", "peppas": "Peppas",
}  # fmt: skip
"""Words of model names that are not written in small letters."""
_PAIRS = {"Flory Huggins": "Flory–Huggins", "Korsmeyer Peppas": "Korsmeyer–Peppas"}
"""Two people stand with a dash between them."""


def spoken(name: str) -> str:
    """A model's name inside a sentence: `debye_length` is Debye length, `water_viscosity` water viscosity."""
    text = " ".join(_SPELLED.get(word, word) for word in name.split("_"))
    for apart, together in _PAIRS.items():
        text = text.replace(apart, together)
    return text


def title(name: str) -> str:
    """A model's name as a heading or at the start of a sentence."""
    text = spoken(name)
    return text if name.split("_")[0] in _SPELLED else text[:1].upper() + text[1:]
