"""The expected values of PromotionTests, by numpy and scipy: the formulas of R's forecast::dm.test (power 1 on losses)."""

import numpy as np
from scipy import stats

champion = np.array([12.0, 7.5, 9.1, 14.2, 3.3, 8.8, 10.4, 6.6, 11.9, 5.2, 13.7, 9.9])
challenger = np.array([10.1, 7.9, 8.0, 12.7, 4.1, 8.1, 9.6, 6.9, 9.4, 5.0, 12.2, 9.0])


def dm_test(first, second, h):
    d = first - second
    n = len(d)
    centred = d - d.mean()
    covariances = [np.sum(centred[lag:] * centred[: n - lag]) / n for lag in range(h)]
    variance = covariances[0] + 2 * sum(covariances[1:])
    estimator = "acf"
    if variance <= 0:
        variance = covariances[0] + 2 * sum((1 - lag / h) * covariances[lag] for lag in range(1, h))
        estimator = "bartlett"
    statistic = d.mean() / np.sqrt(variance / n) * np.sqrt((n + 1 - 2 * h + h * (h - 1) / n) / n)
    return statistic, 2 * stats.t.cdf(-abs(statistic), df=n - 1), estimator


for h in (1, 2, 3, 6):
    statistic, probability, estimator = dm_test(champion, challenger, h)
    print(h, repr(float(statistic)), repr(float(probability)), estimator)
for t, degrees in ((0.1, 3), (2.0, 11), (5.5, 40), (30.0, 7), (0.0, 5)):
    print("t", t, degrees, repr(float(2 * stats.t.sf(abs(t), degrees))))
