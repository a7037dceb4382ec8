"""Design of actively targeted polymer nanoparticles: loading, size, charge and targeting, with units, sources and intervals."""

__version__ = "0.1.0"
