"""Writes regression.json and stability.json: the linear regression's rule, computed another way.

Every leave-one-out error comes from a fit without that row, least squares from numpy's lstsq on a matrix augmented
by the penalty, stability from numpy's roots. Run: python3 regression.py (numpy only).
"""
import json
import pathlib

import numpy

HERE = pathlib.Path(__file__).parent
PENALTIES = [10.0 ** (k / 2) for k in range(-6, 9)]
LEVEL = [
    ("trend_months_lags_1_2_3_12", True, [1, 2, 3, 12], 36),
    ("trend_months_lags_1_2_3", True, [1, 2, 3], 24),
    ("lags_1_2_3", False, [1, 2, 3], 8),
]
SEASONAL = [
    ("seasonal_difference_lags_1_2_3", False, [1, 2, 3], 8),
    ("seasonal_difference_lag_1", False, [1], 8),
    ("last_year", False, [], 4),
]


def row(z, t, first_month, full, lags):
    effects = [float(t)] + [1.0 if (first_month + t) % 12 == m else 0.0 for m in range(12)] if full else []
    return effects + [z[t - lag] for lag in lags]


def ridge(x, y, mean, deviation, penalty, rows, intercept):
    """Coefficients per unit of the columns and the intercept, by augmented least squares."""
    scaled = numpy.where(deviation > 0, (x - mean) / numpy.where(deviation > 0, deviation, 1), 0.0)
    p = x.shape[1]
    a = numpy.vstack([scaled, numpy.sqrt(penalty * rows) * numpy.eye(p)])
    if intercept:
        a = numpy.hstack([a, numpy.concatenate([numpy.ones(len(y)), numpy.zeros(p)])[:, None]])
    b = numpy.linalg.lstsq(a, numpy.concatenate([y, numpy.zeros(p)]), rcond=None)[0]
    slopes = numpy.where(deviation > 0, b[:p] / numpy.where(deviation > 0, deviation, 1), 0.0)
    return slopes, (b[p] if intercept else 0.0) - (slopes @ mean)


def radius(lags, coefficients):
    if not lags:
        return 0.0
    polynomial = numpy.zeros(max(lags) + 1)
    polynomial[0] = 1
    for lag, c in zip(lags, coefficients):
        polynomial[lag] -= c
    roots = numpy.roots(polynomial)
    return float(abs(roots).max()) if len(roots) else 0.0


def candidate(y, first_month, name, full, lags, minimum, difference):
    z = y[12:] - y[:-12] if difference else y
    start = max(lags, default=0)
    if len(z) - start < minimum:
        return None
    month = first_month + difference
    target = z[start:]
    if not lags:
        return dict(rung=name, penalty=0.0, errors=target, full=full, lags=lags, b=numpy.zeros(0), c=0.0, month=month)
    x = numpy.array([row(z, t, month, full, lags) for t in range(start, len(z))])
    intercept = not difference
    mean = x.mean(axis=0) if intercept else numpy.zeros(x.shape[1])
    deviation = numpy.sqrt(((x - mean) ** 2).mean(axis=0))
    best = None
    for penalty in PENALTIES:
        b, c = ridge(x, target, mean, deviation, penalty, len(target), intercept)
        if radius(lags, b[-len(lags):]) >= 1:
            continue
        errors = []
        for left in range(len(target)):
            keep = numpy.arange(len(target)) != left
            b1, c1 = ridge(x[keep], target[keep], mean, deviation, penalty, len(target), intercept)
            errors.append(target[left] - c1 - x[left] @ b1)
        errors = numpy.array(errors)
        if best is None or (errors**2).mean() < (best["errors"] ** 2).mean():
            best = dict(rung=name, penalty=penalty, errors=errors, full=full, lags=lags, b=b, c=c, month=month)
    return best


def forecast(y, c, difference, horizons):
    values, z = list(y), list(y[12:] - y[:-12] if difference else y)
    for _ in range(horizons):
        change = c["c"] + float(numpy.dot(c["b"], row(z, len(z), c["month"], c["full"], c["lags"])))
        values.append(change + (values[-12] if difference else 0))
        z.append(change)
    return values[len(y):]


def fit(y, first_month, margin=0.70, horizons=12):
    level = [c for c in (candidate(y, first_month, *r, 0) for r in LEVEL) if c]
    if not level:
        level = [c for c in [candidate(y, first_month, "lag_1", False, [1], 8, 0)] if c]
    seasonal = next((c for c in (candidate(y, first_month, *r, 12) for r in SEASONAL) if c), None)
    candidates = level + ([seasonal] if seasonal else [])
    if not candidates:
        return dict(rung="last_value", forecasts=[float(y[-1])] * horizons)
    common = min(len(c["errors"]) for c in candidates)
    score = lambda c: float(abs(c["errors"][-common:]).mean())
    chosen = min(level, key=score) if level else seasonal
    if seasonal and not (level and score(chosen) < margin * score(seasonal)):
        chosen = seasonal
    return dict(
        rung=chosen["rung"], penalty=chosen["penalty"], scores={c["rung"]: score(c) for c in candidates},
        forecasts=forecast(y, chosen, 12 if chosen is seasonal else 0, horizons))


random = numpy.random.default_rng(20131130)


def series(count, trend=0.0, season=0.0, noise=1.0, level=100.0, memory=0.0):
    e, out = 0.0, []
    for t in range(count):
        e = memory * e + noise * random.standard_normal()
        out.append(level + trend * t + season * numpy.sin(2 * numpy.pi * (t % 12) / 12) + e)
    return [round(float(v), 3) for v in out]


cases = {
    "random_walk_40": [round(float(v), 3) for v in 50 + numpy.cumsum(random.standard_normal(40))],
    "trend_and_season_72": series(72, trend=0.8, season=20),
    "persistent_60": series(60, memory=0.8),
    "noise_around_a_mean_35": series(35, noise=10),
    "strong_season_30": series(30, season=40, noise=0.5),
    "eleven_months": series(11),
    "nine_months": series(9, trend=3),
    "seventeen_months": series(17, season=30, noise=0.2),
    "twenty_two_months": series(22, season=30, noise=0.2),
    "negative_around_zero_48": series(48, level=0, noise=5),
    "intermittent_36": [float(v) for v in random.poisson(0.4, 36) * 7],
    "explosive_30": [round(1.3**t, 4) for t in range(30)],
    "eight_months": series(8),
}
with open(HERE / "regression.json", "w", encoding="utf-8") as file:
    json.dump(
        [dict(name=n, firstMonth=i % 12 + 1, values=v, **fit(numpy.array(v), i % 12)) for i, (n, v) in enumerate(cases.items())],
        file, indent=1)
    file.write("\n")

stability = []
for p in (1, 2, 3, 4, 12):
    for size in (0.3, 0.6, 1.0, 1.4):
        for _ in range(5):
            c = [round(float(v), 4) for v in random.uniform(-size, size, p) / (1 if p < 4 else p / 4)]
            stability.append(dict(coefficients=c, radius=radius(list(range(1, p + 1)), c)))
with open(HERE / "stability.json", "w", encoding="utf-8") as file:
    json.dump(stability, file, indent=1)
    file.write("\n")
