"""Writes reconciliation.json: reconciled leaves by the textbook projection, S (S' W^-1 S)^-1 S' W^-1 y.

W is the diagonal of mean squared errors (wls) or their covariance shrunk to it (mint_shrink; the intensity of
Schaefer and Strimmer 2005 on standardised errors). Run: python3 reconciliation.py (numpy only).
"""
import json
import pathlib

import numpy

random = numpy.random.default_rng(7)
LEAVES = 6
NODES = [[0, 1, 2, 3, 4, 5], [0, 1], [2, 3], [4, 5], [0, 2, 4], [1, 3, 5]]


def shrunk(errors):
    count = errors.shape[1]
    z = errors / numpy.sqrt((errors**2).mean(axis=1, keepdims=True))
    variance = square = 0.0
    for i in range(len(z)):
        for j in range(i):
            w = z[i] * z[j]
            variance += count / (count - 1) ** 3 * ((w - w.mean()) ** 2).sum()
            square += w.mean() ** 2
    intensity = min(1.0, variance / square)
    covariance = errors @ errors.T / count
    return intensity * numpy.diag(numpy.diag(covariance)) + (1 - intensity) * covariance, intensity


summing = numpy.vstack([numpy.eye(LEAVES), [[float(leaf in node) for leaf in range(LEAVES)] for node in NODES]])
cases = []
for origins in (8, 24):
    leaf_errors = random.standard_normal((LEAVES, origins)) * random.uniform(1, 9, (LEAVES, 1))
    errors = summing @ leaf_errors + random.standard_normal((LEAVES + len(NODES), origins)) * 3
    base = summing @ random.uniform(10, 90, (LEAVES, 2)) + random.standard_normal((LEAVES + len(NODES), 2)) * 8
    for method in ("wls", "mint_shrink"):
        weights, intensity = numpy.diag((errors**2).mean(axis=1)), 1.0
        if method == "mint_shrink":
            weights, intensity = shrunk(errors)
        inverse = numpy.linalg.inv(weights)
        leaves = numpy.linalg.solve(summing.T @ inverse @ summing, summing.T @ inverse @ base)
        cases.append(
            dict(method=method, shrinkage=intensity, nodes=NODES, errors=errors.tolist(), base=base.tolist(),
                 leaves=leaves.tolist()))
with open(pathlib.Path(__file__).parent / "reconciliation.json", "w", encoding="utf-8") as file:
    json.dump(cases, file, indent=1)
    file.write("\n")
