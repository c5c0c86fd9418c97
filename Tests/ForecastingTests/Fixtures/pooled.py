"""Writes pooled.json: the global regression, by numpy's least squares on all rows of all series stacked.

The ridge penalty of 10^-3 times the mean diagonal of the cross products is added as rows. Run: python3 pooled.py
"""
import json
import pathlib

import numpy

HERE = pathlib.Path(__file__).parent
LAGS = 13


def changes(values):
    y = numpy.log(values) if min(values) > 0 else numpy.array(values)
    d = numpy.diff(y)
    return d / abs(d).mean(), abs(d).mean(), y


def main():
    series = json.loads((HERE / "models/models.json").read_text())["series"]
    names = ["air", "walk", "signed"]
    values = {name: series[name][-count:] for name, count in zip(names, (97, 60, 40))}
    rows, target = [], []
    for name in names:
        d = changes(values[name])[0]
        for t in range(LAGS, len(d)):
            rows.append(d[t - LAGS : t][::-1])
            target.append(d[t])
    x, y = numpy.array(rows), numpy.array(target)
    mean = (x * x).sum(0).mean()
    x = numpy.vstack([x, numpy.sqrt(1e-3 * mean) * numpy.eye(LAGS)])
    coefficients = numpy.linalg.lstsq(x, numpy.r_[y, numpy.zeros(LAGS)], rcond=None)[0]
    forecasts = {}
    for name in names:
        d, scale, levels = changes(values[name])
        d, level, out = list(d), levels[-1], []
        for _ in range(12):
            d.append(float(numpy.dot(coefficients, d[-1 : -LAGS - 1 : -1])))
            level += d[-1] * scale
            out.append(float(numpy.exp(level) if min(values[name]) > 0 else level))
        forecasts[name] = out
    (HERE / "pooled.json").write_text(
        json.dumps({"values": values, "coefficients": coefficients.tolist(), "forecasts": forecasts}) + "\n")


main()
