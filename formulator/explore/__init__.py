"""Many evaluations at once: curves and maps for the plots, sweeps, sensitivity, screening."""
