"""Forecasts from model.json (format forecastpack.models/1): the same numbers as the program that wrote it.

Input: a row a forecast, with the domain's keys and `horizon` (months ahead, 1, 2, ...).
Output: month, predicted_value, lower_80, upper_80, lower_95, upper_95, in the unit of the series, not rounded.
"""

import json
import math
import sys

import pandas as pd

FORMAT = "forecastpack.models/1"
BOUNDS = ("lower_80", "upper_80", "lower_95", "upper_95")


class State:
    """The named lists of numbers that a model was fitted to."""

    def __init__(self, state):
        self.lists = {parameter["name"]: parameter["values"] for parameter in state["parameters"]}
        self.components = state["components"]

    def list(self, name):
        return self.lists.get(name, [])

    def number(self, name, default=0.0):
        values = self.list(name)
        return values[0] if values else default


def naive(state, values, first_month, horizons):
    return [values[-1]] * horizons


def seasonal_naive(state, values, first_month, horizons):
    return [values[-12:][step % 12] for step in range(horizons)]


def linear_regression(state, values, first_month, horizons):
    """z(t) = intercept + trend t + months(t) + sum of coefficient z(t - lag); z is the series or its yearly change."""
    if state.list("value"):
        return [state.number("value")] * horizons
    difference = int(state.number("difference"))
    intercept, trend, months = state.number("intercept"), state.number("trend"), state.list("months")
    lags = list(zip((int(lag) for lag in state.list("lags")), state.list("lag_coefficients")))
    values = list(values)
    changes = [now - then for now, then in zip(values[difference:], values)] if difference else list(values)
    first = (first_month + difference) % 12
    forecasts = []
    for _ in range(horizons):
        time = len(changes)
        change = intercept + trend * time
        if months:
            change += months[(first + time) % 12]
        for lag, coefficient in lags:
            change += coefficient * changes[time - lag]
        forecasts.append(values[-difference] + change if difference else change)
        values.append(forecasts[-1])
        changes.append(change)
    return forecasts


def global_regression(state, values, first_month, horizons):
    """The change of a month is explained by the thirteen before it, in units of the series' mean absolute change."""
    transform, coefficients, unit = Scale(values, True), state.list("coefficients"), state.number("scale")
    scaled = [transform.transform(value) for value in values]
    changes = [(now - then) / unit for now, then in zip(scaled[1:], scaled)]
    level, forecasts = scaled[-1], []
    for _ in range(horizons):
        change = 0.0
        for lag, coefficient in enumerate(coefficients, start=1):
            change += coefficient * changes[-lag]
        changes.append(change)
        level += change * unit
        forecasts.append(transform.restore(level))
    return forecasts


class Scale:
    """Logarithms if they are preferred and every value is positive, else values by a power of two near their size."""

    def __init__(self, values, prefers_logarithm):
        greatest = max(abs(value) for value in values)
        self.is_logarithmic = prefers_logarithm and all(value > 0 for value in values)
        self.unit = 1.0
        if sys.float_info.min <= greatest < math.inf:
            self.unit = math.ldexp(1.0, min(max(math.frexp(greatest)[1] - 1, -1021), 1022))

    def transform(self, value):
        return math.log(value) if self.is_logarithmic else value / self.unit

    def restore(self, value):
        return math.exp(value) if self.is_logarithmic else value * self.unit


class Prepared:
    """A series on the scale of its model, without the season; twelve factors, the first that of the first month."""

    def __init__(self, values, prefers_logarithm, season):
        self.scale = Scale(values, prefers_logarithm)
        self.is_ratio = not self.scale.is_logarithmic and all(value > 0 for value in values)
        self.season = season or [1.0 if self.is_ratio else 0.0] * 12
        scaled = [self.scale.transform(value) for value in values]
        self.values = [
            value / self.season[time % 12] if self.is_ratio else value - self.season[time % 12]
            for time, value in enumerate(scaled)
        ]

    def restore(self, value, time):
        factor = self.season[time % 12]
        return self.scale.restore(value * factor if self.is_ratio else value + factor)


def line(values):
    """Intercept and slope of the least-squares line through values at times 1, 2, ..."""
    count, total, with_time = float(len(values)), 0.0, 0.0
    for time, value in enumerate(values, start=1):
        total += value
        with_time += time * value
    middle, spread = (count + 1) / 2, count * (count * count - 1) / 12
    slope = (with_time - middle * total) / spread if spread > 0 else 0.0
    return total / count - slope * middle, slope


def theta(is_dynamic):
    """One line through all values, or at each time the line through the values so far."""

    def predict(state, values, first_month, horizons):
        prepared = Prepared(values, False, state.list("season"))
        values = prepared.values
        smoothing, weight = state.number("smoothing"), state.number("weight")
        decay = 1 - smoothing
        level = smoothing * values[0] + decay * state.number("level")
        intercept, slope = (values[0], 0.0) if is_dynamic else line(values)
        mean, seen, power, forecasts = values[0], 1.0, decay, []
        for time in range(1, len(values) + horizons):
            drift = intercept * power + slope * (1 - power * decay) / smoothing
            forecast = level + weight * drift
            value = values[time] if time < len(values) else forecast
            if time >= len(values):
                forecasts.append(prepared.restore(forecast, time))
            level = smoothing * value + decay * level
            if is_dynamic:
                following = (seen * mean + value) / (seen + 1)
                slope = ((seen - 1) * slope + 6 * (value - mean) / (seen + 1)) / (seen + 2)
                intercept = following - slope * (seen + 2) / 2
                mean = following
                seen += 1
            power *= decay
        return forecasts

    return predict


def block_theta(state, values, first_month, horizons):
    """Theta on means of three months; months lie on straight lines between the middles of blocks."""
    prepared = Prepared(values, True, state.list("season"))

    def block(ahead):
        if ahead == 0:
            return state.number("last_block")
        trend = state.number("intercept") + state.number("slope") * (state.number("blocks") + ahead)
        return 0.5 * state.number("level") + 0.5 * trend

    forecasts = []
    for horizon in range(1, horizons + 1):
        distance = (horizon + 1.0) / 3.0
        before = int(distance)
        value = block(before) + (distance - before) * (block(before + 1) - block(before))
        forecasts.append(prepared.restore(value, len(values) + horizon - 1))
    return forecasts


def burg(lag):
    """An autoregression on differences over `lag` months, with a drift that fades by a tenth each month."""

    def predict(state, values, first_month, horizons):
        prepared = Prepared(values, True, state.list("season"))
        coefficients, drift = state.list("coefficients"), state.number("drift")
        values = list(prepared.values)
        count = len(values)
        differences = [now - then - drift for now, then in zip(values[lag:], values)]
        fading = drift * 0.9 if lag == 1 else drift
        for _ in range(horizons):
            following = 0.0
            for back in range(1, min(len(coefficients), len(differences)) + 1):
                following += coefficients[back - 1] * differences[-back]
            differences.append(following)
            values.append(values[-lag] + following + fading)
            fading *= 0.9
        return [prepared.restore(values[time], time) for time in range(count, count + horizons)]

    return predict


def complex_smoothing(state, values, first_month, horizons):
    """Complex exponential smoothing: a level and a potential that turn around each other, without further errors."""
    form = ("none", "simple", "partial", "full")[int(state.number("form"))]
    smoothing, scale = state.list("smoothing"), Scale(values, False)
    common = smoothing[:2]
    season = common if form == "simple" else smoothing[2:4]

    def turn(pair, gains):
        level, potential = pair
        return level - (1 - gains[1]) * potential, level + (1 - gains[0]) * potential

    pair = (state.number("level"), state.number("potential"))
    months = list(zip(state.list("season_level"), state.list("season_potential"))) or [(0.0, 0.0)] * 12
    forecasts = []
    for ahead in range(horizons):
        position = (len(values) + ahead) % 12
        month = months[position]
        value = {"none": pair[0], "simple": month[0]}.get(form, pair[0] + month[0])
        forecasts.append(scale.restore(value))
        if form != "simple":
            pair = turn(pair, common)
        if form in ("simple", "full"):
            months[position] = turn(month, season)
    return forecasts


# Whether the season of exponential smoothing is none, added or multiplied, by the rank of its form.
SMOOTHING_SEASONS = [season for _ in range(3) for season in "NA"] + [season for _ in range(3) for season in "NAM"]


def exponential_smoothing(prefers_logarithm):
    def predict(state, values, first_month, horizons):
        scale = Scale(values, prefers_logarithm)
        season, kind = state.list("season"), SMOOTHING_SEASONS[int(state.number("form"))]
        level, slope, phi, forecasts = state.number("level"), state.number("slope"), state.number("phi"), []
        for ahead in range(horizons):
            slope *= phi
            level += slope
            month = season[(len(values) + ahead) % 12]
            forecasts.append(scale.restore({"N": level, "A": level + month, "M": level * month}[kind]))
        return forecasts

    return predict


def arima(state, values, first_month, horizons):
    """Short and seasonal factors one after the other; what lies before the first difference counts as 0."""
    scale = Scale(values, True)
    order = [int(number) for number in state.list("order")]
    lags = [12] * order[4] + [1] * order[1]
    stages = [[scale.transform(value) for value in values]]
    for lag in lags:
        stages.append([now - then for now, then in zip(stages[-1][lag:], stages[-1])])
    ar, ma = state.list("ar"), state.list("ma")
    seasonal_ar, seasonal_ma, mean = state.list("seasonal_ar"), state.list("seasonal_ma"), state.number("mean")
    differences, shorts, errors, inner = [], [], [], []

    def past(coefficients, series, step):
        places = [(factor, len(series) - step * lag) for lag, factor in enumerate(coefficients, start=1)]
        return sum(factor * series[place] for factor, place in places if place >= 0)

    def expected():
        short, season = past(ar, differences, 1), past(seasonal_ar, shorts, 12)
        return short, season, past(seasonal_ma, inner, 12), past(ma, errors, 1)

    def take(value, short, season, outer, recent):
        """`inner` are errors before the short moving average, where the seasonal one finds them."""
        shorts.append(value - short)
        inner.append(value - short - season - outer)
        errors.append(inner[-1] - recent)
        differences.append(value)

    following = []
    for value in stages[-1]:
        take(value - mean, *expected())
    for _ in range(horizons):
        parts = expected()
        following.append(sum(parts) + mean)
        take(sum(parts), *parts)
    for lag, stage in reversed(list(zip(lags, stages))):
        tail = stage[-lag:]
        for difference in following:
            tail.append(tail[-lag] + difference)
        following = tail[lag:]
    return [scale.restore(value) for value in following]


def decomposition(state, values, first_month, horizons):
    """The season that local regression found last, on a level with a damped slope."""
    scale, season, phi = Scale(values, True), state.list("season"), state.number("phi")
    level, slope, forecasts = state.number("level"), state.number("slope"), []
    for ahead in range(horizons):
        slope *= phi
        level += slope
        forecasts.append(scale.restore(level + season[ahead % 12]))
    return forecasts


def constant_rate(state, values, first_month, horizons):
    """Intermittent demand: the expected demand of a month."""
    return [state.number("rate")] * horizons


def combination(state, values, first_month, horizons):
    """At each horizon the mean of the members without the lowest and the highest, within a plausible range."""
    members = [
        MODELS[component["model"]](State(component["state"]), values, first_month, horizons)
        for component in state.components
    ]
    recent = values[-60:]
    least, greatest = min(recent), max(recent)
    room = 2.0 * max(greatest - least, 1e-9 * max(abs(least), abs(greatest)))
    floor = 0.0 if all(value >= 0 for value in values) else -sys.float_info.max
    forecasts = []
    for step in range(horizons):
        kept = sorted(member[step] for member in members)
        kept = kept if len(kept) < 3 else kept[1:-1]
        mean = 0.0
        for value in kept:
            mean += value / len(kept)
        forecasts.append(min(max(mean, least - room, floor), greatest + room, sys.float_info.max))
    return forecasts


MODELS = {
    "naive": naive,
    "seasonal_naive": seasonal_naive,
    "linear_regression": linear_regression,
    "global_regression": global_regression,
    "theta": theta(is_dynamic=False),
    "optimised_theta": theta(is_dynamic=False),
    "dynamic_optimised_theta": theta(is_dynamic=True),
    "block_theta": block_theta,
    "burg_seasonally_adjusted": burg(lag=1),
    "burg_seasonal_difference": burg(lag=12),
    "burg_difference": burg(lag=1),
    "ces_simple": complex_smoothing,
    "ces_full": complex_smoothing,
    "auto_ces": complex_smoothing,
    "log_ets": exponential_smoothing(prefers_logarithm=True),
    "auto_ets": exponential_smoothing(prefers_logarithm=False),
    "log_arima": arima,
    "auto_arima": arima,
    "stl": decomposition,
    "croston": constant_rate,
    "sba": constant_rate,
    "tsb": constant_rate,
    "adida": constant_rate,
    "imapa": constant_rate,
    "combination": combination,
}


def month_index(first_day):
    return int(first_day[:4]) * 12 + int(first_day[5:7]) - 1


def month_text(index):
    return f"{index // 12:04d}-{index % 12 + 1:02d}-01"


class Models:
    """All series of one domain as of one month."""

    def __init__(self, content):
        if content.get("format") != FORMAT:
            raise ValueError(f"model.json is of format {content.get('format')!r}; this loader reads {FORMAT!r}")
        self.keys = content["keys"]
        self.as_of = month_index(content["as_of"])
        self.horizons = content["settings"]["horizons"]
        self.series = {tuple(series["keys"]): series for series in content["series"]}
        self.forecasts = {}

    def points(self, key):
        if key not in self.forecasts:
            series = self.series[key]
            fit = series["fit"]
            if fit.get("state") is None:
                raise ValueError(f"series {key} has no forecast: {fit['reason']}")
            if fit["model"] not in MODELS:
                raise ValueError(f"series {key}: this loader does not know the model {fit['model']!r}")
            self.forecasts[key] = MODELS[fit["model"]](
                State(fit["state"]), series["values"], month_index(series["first_month"]) % 12, self.horizons
            )
        return self.forecasts[key]

    def predict(self, model_input, params=None):
        rows = []
        for key in zip(*(model_input[name] for name in self.keys), model_input["horizon"]):
            key, horizon = key[:-1], int(key[-1])
            if key not in self.series:
                raise ValueError(f"there is no series {key}")
            if not 1 <= horizon <= self.horizons:
                raise ValueError(f"horizon {horizon} is not between 1 and {self.horizons}")
            point, offsets = self.points(key)[horizon - 1], self.series[key]["fit"]["offsets"]
            bounds = [point + offsets[name.replace("_", "")][horizon - 1] for name in BOUNDS]
            rows.append([month_text(self.as_of + horizon), point, *bounds])
        return pd.DataFrame(rows, columns=["month", "predicted_value", *BOUNDS], index=model_input.index)


def _load_pyfunc(path, model_config=None):
    with open(path, encoding="utf-8") as file:
        return Models(json.load(file))
