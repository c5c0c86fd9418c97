"""Forecasts from model.json (format forecastpack.models/1): the same numbers as the program that wrote it.

Input: a row a forecast, with the domain's keys and `horizon` (months ahead, 1, 2, ...).
Output: month, predicted_value, lower_80, upper_80, lower_95, upper_95, in the unit of the series, not rounded.
"""

import json

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


MODELS = {"naive": naive, "seasonal_naive": seasonal_naive, "linear_regression": linear_regression}


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
