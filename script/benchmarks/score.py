"""Accuracy of forecasts as the M4 competition measures it (Makridakis and others 2020), and of their intervals.

OWA is the mean of sMAPE and MASE, each relative to Naive2: the naive forecast of a series that is adjusted by
multiplicative classical decomposition where a 90 % test of the autocorrelation at lag 12 finds a season.
"""
import numpy as np

SEASON = 12


def is_seasonal(y):
    if len(y) < 3 * SEASON:
        return False
    z = y - y.mean()
    total = z @ z
    if total <= 0:
        return False
    correlations = np.array([z[lag:] @ z[:-lag] for lag in range(1, SEASON + 1)]) / total
    limit = 1.645 * np.sqrt((1 + 2 * np.sum(correlations[:-1] ** 2)) / len(y))
    return abs(correlations[-1]) > limit


def seasonal_index(y):
    """Twelve factors, the first that of the first month: means of the ratios to the 2 x 12 moving average."""
    weights = np.r_[0.5, np.ones(SEASON - 1), 0.5] / SEASON
    ratios = np.full(len(y), np.nan)
    with np.errstate(all="ignore"):
        ratios[SEASON // 2 : len(y) - SEASON // 2] = y[SEASON // 2 : len(y) - SEASON // 2] / np.convolve(y, weights, "valid")
    factors = np.array([np.nanmean(ratios[month::SEASON]) for month in range(SEASON)])
    return factors / factors.mean()


def naive2(y, horizons):
    if is_seasonal(y):
        factors = seasonal_index(y)
        if np.isfinite(factors).all() and (factors > 0).all():
            n = len(y)
            season = factors[(n + np.arange(horizons) % SEASON) % SEASON]
            return y[-1] / factors[(n - 1) % SEASON] * season
    return np.full(horizons, y[-1])


class Scorer:
    """Of one data set: `train` is a list of series, `test` an array, series x horizon."""

    def __init__(self, train, test):
        self.test = test
        self.scale = np.array(
            [np.abs(y[SEASON:] - y[:-SEASON]).mean() if len(y) > SEASON else np.nan for y in train])
        self.usable = np.isfinite(self.scale) & (self.scale > 0)
        self.reference = self._errors(np.vstack([naive2(y, test.shape[1]) for y in train]))

    def _each(self, forecasts):
        """sMAPE and MASE of each series; NaN where the latter has no scale."""
        distance = np.abs(self.test - forecasts)
        size = np.abs(self.test) + np.abs(forecasts)
        smape = np.divide(200 * distance, size, out=np.zeros_like(size), where=size > 0).mean(axis=1)
        return smape, distance.mean(axis=1) / np.where(self.usable, self.scale, np.nan)

    def _errors(self, forecasts):
        smape, mase = self._each(forecasts)
        return smape.mean(), np.nanmean(mase)

    def owa(self, forecasts):
        """sMAPE, MASE and OWA; every forecast must be finite."""
        if forecasts.shape != self.test.shape or not np.isfinite(forecasts).all():
            raise SystemExit("a forecast is missing or not finite")
        smape, mase = self._errors(forecasts)
        return smape, mase, (smape / self.reference[0] + mase / self.reference[1]) / 2

    def difference(self, forecasts, others):
        """The OWA of `forecasts` less that of `others`, and its standard error over the series."""
        terms = zip(self._each(forecasts), self._each(others), self.reference)
        each = sum((own - other) / reference for own, other, reference in terms) / 2
        each = each[np.isfinite(each)]
        return self.owa(forecasts)[2] - self.owa(others)[2], each.std(ddof=1) / np.sqrt(len(each))

    def intervals(self, lower, upper, level):
        """The share of actuals inside, by horizon, and the mean scaled interval score (Gneiting and Raftery 2007)."""
        if not (np.isfinite(lower) & np.isfinite(upper) & (lower <= upper)).all():
            raise SystemExit("an interval is not finite or crosses")
        penalty = 2 / (1 - level)
        score = upper - lower + penalty * (np.maximum(lower - self.test, 0) + np.maximum(self.test - upper, 0))
        inside = (self.test >= lower) & (self.test <= upper)
        return inside.mean(axis=0), (score[self.usable] / self.scale[self.usable, None]).mean()
