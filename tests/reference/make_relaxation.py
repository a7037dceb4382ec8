"""Makes relaxation_mobility.csv: the equations of O'Brien and White for a sphere in 1:1 salt, solved as boundary-value problems.

Lengths in Debye lengths, potentials in kT/e, mobilities in ε kT/(η e), as E = 3/2 of that. Unknown are the perturbed ion potentials
φ₊, φ₋ and the flow h; the equations are linear once the equilibrium potential y is known:
    L φ± = y′ (±φ±′ − 3 m± h/r),  L L h = −y′ (e^−y φ₊ + e^y φ₋)/(2r),  L = d²/dr² + (2/r) d/dr − 2/r²
with φ′ = h = h′ = 0 at the surface and, far off, φ → r + B/r², no force on the particle (L h = 0), h → ½ E_∞ μ r.
Run by hand: python make_relaxation.py > relaxation_mobility.csv
"""

from __future__ import annotations

import sys

import numpy as np
from scipy.integrate import solve_bvp

FAR = 25.0


def mobility(kappa_radius: float, zeta: float, cation: float, anion: float) -> float:
    end = kappa_radius + FAR
    r = kappa_radius + FAR * np.linspace(0.0, 1.0, 400) ** 2
    guess = zeta * np.exp(-(r - kappa_radius)) * kappa_radius / r
    cloud = solve_bvp(
        lambda x, v: np.vstack([v[1], np.sinh(v[0]) - 2.0 / x * v[1]]),
        lambda a, b: np.array([a[0] - zeta, b[1] + b[0] * (1.0 + 1.0 / end)]),
        r,
        np.vstack([guess, -guess * (1.0 + 1.0 / r)]),
        tol=1e-8,
        max_nodes=200_000,
    )
    assert cloud.success, cloud.message

    def equations(x: np.ndarray, v: np.ndarray) -> np.ndarray:
        p, pp, q, qq, h, hh, w, ww = v
        y, slope = cloud.sol(x)
        force = slope * (np.exp(-y) * p + np.exp(y) * q) / (2.0 * x)

        def operator(value: np.ndarray, first: np.ndarray) -> np.ndarray:
            return 2.0 * value / x**2 - 2.0 * first / x

        return np.vstack([
            pp, operator(p, pp) + slope * (pp - 3.0 * cation * h / x),
            qq, operator(q, qq) + slope * (-qq - 3.0 * anion * h / x),
            hh, operator(h, hh) + w,
            ww, operator(w, ww) - force,
        ])  # fmt: skip

    def ends(a: np.ndarray, b: np.ndarray) -> np.ndarray:
        far_p, far_q = end * b[1] + 2.0 * b[0] - 3.0 * end, end * b[3] + 2.0 * b[2] - 3.0 * end
        return np.array([a[1], a[3], a[4], a[5], far_p, far_q, b[6], b[7]])

    start = np.zeros((8, cloud.x.size))
    start[0] = start[2] = cloud.x + 0.5 * kappa_radius**3 / cloud.x**2
    start[1] = start[3] = 1.0
    flow = solve_bvp(equations, ends, cloud.x, start, tol=1e-7, max_nodes=400_000)
    assert flow.success, flow.message
    return float(1.5 * 2.0 * (2.0 * flow.y[4][-1] + end * flow.y[5][-1]) / (3.0 * end))


if __name__ == "__main__":
    out = sys.stdout
    out.write("kappa_radius,reduced_zeta,cation_drag,anion_drag,reduced_mobility\n")
    for size in (5.0, 10.0, 20.0, 35.0, 50.0, 100.0, 200.0):
        for zeta in (-6.0, -4.0, -3.0, -2.0, -1.0, -0.01, 1.0, 3.0, 5.0):
            out.write(f"{size:g},{zeta:g},0.258,0.169,{mobility(size, zeta, 0.258, 0.169):.6g}\n")
