"""Expected values for the model tests, by an independent implementation of the published formulas.

python3 make_fixtures.py > models.json      needs numpy, scipy and statsforecast 2.1 (`pip install numpy scipy statsforecast`)

The theta family, the block theta and the autoregressions are written here in numpy from their sources, the
ARIMA too, with scipy's searches in place of the engine's; exponential smoothing, complex smoothing and the intermittent methods come
from statsforecast.
"""
import json
import numpy as np
from scipy.optimize import minimize, minimize_scalar
from scipy.signal import lfilter

H, S = 18, 12
AIR = [112, 118, 132, 129, 121, 135, 148, 148, 136, 119, 104, 118, 115, 126, 141, 135, 125, 149, 170, 170, 158, 133,
       114, 140, 145, 150, 178, 163, 172, 178, 199, 199, 184, 162, 146, 166, 171, 180, 193, 181, 183, 218, 230, 242,
       209, 191, 172, 194, 196, 196, 236, 235, 229, 243, 264, 272, 237, 211, 180, 201, 204, 188, 235, 227, 234, 264,
       302, 293, 259, 229, 203, 229, 242, 233, 267, 269, 270, 315, 364, 347, 312, 274, 237, 278, 284, 277, 317, 313,
       318, 374, 413, 405, 355, 306, 271, 306, 315, 301, 356, 348, 355, 422, 465, 467, 404, 347, 305, 336, 340, 318,
       362, 348, 363, 435, 491, 505, 404, 359, 310, 337, 360, 342, 406, 396, 420, 472, 548, 559, 463, 407, 362, 405,
       417, 391, 419, 461, 472, 535, 622, 606, 508, 461, 390, 432]  # Box and Jenkins (1976), series G


def noise(n, seed):
    return np.random.default_rng(seed).standard_normal(n)


def series():
    t = np.arange(97)
    walk = 500 + np.cumsum(noise(97, 1) * 12)
    signed = 20 * np.sin(2 * np.pi * t / 12) + np.cumsum(noise(97, 2) * 3)
    rng = np.random.default_rng(3)
    sparse = np.where(rng.random(60) < .3, rng.integers(1, 20, 60), 0)
    return {"air": np.array(AIR, float), "walk": walk.round(3), "signed": signed.round(3), "sparse": sparse.astype(float)}


def season(x, ratio, weight):
    """Shrunk seasonal factors by position."""
    n = len(x)
    if n < 2 * S:
        return np.full(S, 1. if ratio else 0.)
    trend = np.convolve(x, np.r_[.5, np.ones(S - 1), .5] / S, "valid")
    part = x[6:n - 6] / trend if ratio else x[6:n - 6] - trend
    i = np.arange(6, n - 6)
    w = weight ** ((n - 7 - i) // S)
    mean, var, centre = np.zeros(S), [], 1. if ratio else 0.
    for j in range(S):
        k = i % S == j
        mean[j] = np.average(part[k], weights=w[k])
        effective = w[k].sum() ** 2 / (w[k] ** 2).sum()
        if effective > 1.01:
            var.append(np.average((part[k] - mean[j]) ** 2, weights=w[k]) / (effective - 1))
    mean = mean / mean.mean() if ratio else mean - mean.mean()
    total, sampling = ((mean - centre) ** 2).sum() / (S - 1), np.mean(var)
    excess = max(0, total - sampling)
    lost = (S - 3) / (S - 1) * (sampling / (sampling + excess) if excess > 0 else 1)
    return centre + (1 - lost) * (mean - centre)


def adjusted(y, log, weight):
    log = log and (y > 0).all()
    ratio = not log and (y > 0).all()
    x = np.log(y) if log else y
    f = season(x, ratio, weight) if weight else np.full(S, 1. if ratio else 0.)
    k = np.arange(len(y) + 60) % S
    back = (lambda v, t: v * f[k[t]]) if ratio else (lambda v, t: v + f[k[t]])
    x = x / f[k[:len(y)]] if ratio else x - f[k[:len(y)]]
    return x, lambda v: [float(np.exp(back(a, len(y) + i)) if log else back(a, len(y) + i)) for i, a in enumerate(v)]


def lines(x, dynamic):
    """Intercept and slope known before each time, from the definition."""
    n = len(x)
    def line(v):
        if len(v) == 1:
            return v[0], 0.
        slope, intercept = np.polyfit(np.arange(1, len(v) + 1), v, 1)
        return intercept, slope
    return [line(x[:i]) if dynamic else line(x) for i in range(1, n + 1)]


def theta(y, dynamic, free):
    x, back = adjusted(y, False, .7)
    n, known = len(x), lines(x, dynamic)
    def design(a):
        """Errors are x - level - left * l0 - drift * w."""
        level, left, rows = a * x[0], 1 - a, []
        for i in range(1, n):
            A, B = known[i - 1]
            rows.append((x[i] - level, left, A * (1 - a) ** i + B * (1 - (1 - a) ** (i + 1)) / a))
            level, left = a * x[i] + (1 - a) * level, left * (1 - a)
        return np.array(rows)[2:]
    def solve(a):
        e, g, d = design(a).T
        w = .5
        if free:
            w = float(np.clip(np.linalg.lstsq(np.c_[g, d], e, rcond=None)[0][1], 0, 1))
        l0 = (g @ e - w * g @ d) / (g @ g)
        return ((e - l0 * g - w * d) ** 2).sum(), l0, w
    grid = np.r_[np.arange(.1, .96, .05), .99]
    k = int(np.argmin([solve(a)[0] for a in grid]))
    r = minimize_scalar(lambda a: solve(a)[0], bounds=(grid[max(0, k - 1)], grid[min(len(grid) - 1, k + 1)]),
                        method="bounded", options=dict(xatol=1e-9))
    a = r.x if r.fun <= solve(grid[k])[0] else grid[k]
    _, l0, w = solve(a)
    level, z = a * x[0] + (1 - a) * l0, list(x)
    for i in range(1, n + H):
        A, B = known[i - 1] if i <= n and not dynamic or i < n else (lines(np.array(z[:i]), True)[-1] if dynamic else known[0])
        f = level + w * (A * (1 - a) ** i + B * (1 - (1 - a) ** (i + 1)) / a)
        if i >= n:
            z.append(f)
        level = a * z[i] + (1 - a) * level
    return back(z[n:])


def ses(z):
    def solve(a):
        level, left, e, g = 0., 1., [], []
        for v in z:
            e.append(v - level); g.append(left)
            level, left = level + a * (v - level), left * (1 - a)
        e, g = np.array(e), np.array(g)
        l0 = e @ g / (g @ g)
        return ((e - l0 * g) ** 2).sum(), level + left * l0
    grid = [.0001, .02, .05, .1, .15, .2, .3, .4, .5, .6, .7, .8, .9, .97, .9999]
    k = int(np.argmin([solve(a)[0] for a in grid]))
    r = minimize_scalar(lambda a: solve(a)[0], bounds=(grid[max(0, k - 1)], grid[min(14, k + 1)]), method="bounded",
                        options=dict(xatol=1e-10))
    return solve(r.x if r.fun <= solve(grid[k])[0] else grid[k])[1]


def block_theta(y):
    x, back = adjusted(y, True, .85)
    b = x[len(x) % 3:].reshape(-1, 3).mean(1)
    m = len(b)
    slope, intercept = np.polyfit(np.arange(1, m + 1), b, 1)
    line = lambda t: intercept + slope * t
    level = ses(2 * b - line(np.arange(1, m + 1)))
    ahead = np.arange(0, 8)
    value = np.where(ahead == 0, b[-1], .5 * level + .5 * line(m + ahead))
    return back(np.interp((np.arange(1, H + 1) + 1) / 3, ahead, value))


def burg(y, lag, order, drift, weight):
    x, back = adjusted(y, True, weight)
    d = x[lag:] - x[:-lag]
    mu = d.mean() if drift else 0.
    d = d - mu
    m, f, b, e = len(d), d.copy(), d.copy(), (d ** 2).mean()
    a, best = np.zeros(0), (m * np.log(e), np.zeros(0))
    for k in range(1, min(order, m // 3) + 1):
        r = 2 * (f[k:] @ b[k - 1:-1]) / (f[k:] @ f[k:] + b[k - 1:-1] @ b[k - 1:-1])
        a = np.r_[a - r * a[::-1], r]
        f[k:], b[k:] = f[k:] - r * b[k - 1:-1], b[k - 1:-1] - r * f[k:]
        e *= 1 - r * r
        criterion = m * np.log(e) + 2 * k + 2 * k * (k + 1) / (m - k - 2)
        if criterion < best[0]:
            best = (criterion, a)
    a, d, z = best[1], list(d), list(x)
    for i in range(H):
        d.append(sum(c * d[-1 - j] for j, c in enumerate(a)))
        z.append(z[-lag] + d[-1] + mu * .9 ** (i + (lag == 1)))
    return back(z[len(x):])


def arima(y, p, q):
    """(p,1,q)(0,1,1)12 on logarithms by conditional least squares, with the polynomials multiplied out."""
    x = np.log(y)
    w = np.diff(x[S:] - x[:-S])
    def polynomials(c):
        ar = np.r_[1, -np.array(c[:p])]
        ma = np.convolve(np.r_[1, np.array(c[p:p + q])], np.r_[1, np.zeros(S - 1), c[-1]])
        return ar, ma
    def errors(c):
        ar, ma = polynomials(c)
        return lfilter(ar, ma, w)
    def loss(c):
        return (errors(c)[p:] ** 2).sum()
    c = minimize(loss, np.r_[np.full(p, .1), np.full(q, -.3), -.5], method="Nelder-Mead",
                 options=dict(xatol=1e-10, fatol=1e-14, maxiter=20000)).x
    ar, ma = polynomials(c)
    e, w = list(errors(c)), list(w)
    for _ in range(H):
        w.append(-sum(a * w[-1 - j] for j, a in enumerate(ar[1:])) + sum(m * e[-1 - j] for j, m in enumerate(ma[1:])))
        e.append(0.)
    z = list(x)
    for d in w[-H:]:
        z.append(z[-1] + z[-S] - z[-S - 1] + d)
    return np.exp(z[len(x):]).tolist()


def main():
    data = series()
    seasonal = {k: v for k, v in data.items() if k != "sparse"}
    out = {"horizons": H, "series": {k: v.tolist() for k, v in data.items()}, "expected": {}}
    models = {
        "theta": lambda y: theta(y, False, False), "optimised_theta": lambda y: theta(y, False, True),
        "dynamic_optimised_theta": lambda y: theta(y, True, True), "block_theta": block_theta,
        "burg_seasonally_adjusted": lambda y: burg(y, 1, 13, False, .85),
        "burg_seasonal_difference": lambda y: burg(y, 12, 25, True, None),
        "burg_difference": lambda y: burg(y, 1, 37, True, None)}
    for name, model in models.items():
        out["expected"][name] = {k: model(y) for k, y in seasonal.items()}
    from statsforecast.models import (ADIDA, ARIMA, AutoCES, AutoETS, CrostonClassic, CrostonSBA, IMAPA, TSB)
    peers = {"croston": CrostonClassic(), "sba": CrostonSBA(), "tsb": TSB(.1, .1), "adida": ADIDA(), "imapa": IMAPA()}
    for name, model in peers.items():
        out["expected"][name] = {"sparse": model.forecast(data["sparse"], H)["mean"].tolist()}
    for form in ("N", "S", "P", "F"):
        out["expected"]["ces_" + form] = {"air": AutoCES(12, model=form).forecast(data["air"], H)["mean"].tolist()}
    for form, damped in (("ANN", False), ("MNN", False), ("AAN", False), ("AAN", True), ("MAM", True), ("ANA", False)):
        name = "ets_" + form[:2] + ("d" if damped else "") + form[2]
        out["expected"][name] = {k: AutoETS(12, model=form, damped=damped).forecast(seasonal[k], H)["mean"].tolist()
                                 for k in ("air", "walk")}
    for order in ((0, 1, 1), (1, 1, 1), (2, 1, 0)):
        out["expected"]["arima_%d%d%d" % order] = {"air": arima(data["air"], order[0], order[2])}
    print(json.dumps(out))


if __name__ == "__main__":
    main()
