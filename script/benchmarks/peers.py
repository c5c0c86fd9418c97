"""peers.py METHOD TRAIN.csv HORIZON OUT.csv: one peer's forecasts, alone in its process and on one core.

Prints the CPU seconds of fitting and forecasting as JSON: imports, compilation (a first call with two series) and
reading the file are not counted.
"""
import json
import sys
import time
import warnings

import numpy as np
import pandas as pd

warnings.filterwarnings("ignore")


def statsforecast(name):
    from statsforecast import StatsForecast, models

    def forecast(frame, horizon):
        model = getattr(models, name)(season_length=12)
        made = StatsForecast(models=[model], freq=1, n_jobs=1).forecast(df=frame, h=horizon)
        return made.iloc[:, -1].to_numpy()

    return forecast


def linear_regression(frame, horizon):
    """mlforecast: one regression for all series, on logarithms and first differences, twelve lags."""
    from mlforecast import MLForecast
    from mlforecast.target_transforms import Differences
    from sklearn.linear_model import LinearRegression

    frame = frame.assign(y=np.log(frame.y.clip(lower=1e-9)))
    model = MLForecast(
        models=[LinearRegression()], freq=1, lags=range(1, 13), target_transforms=[Differences([1])], num_threads=1)
    return np.exp(model.fit(frame, static_features=[]).predict(horizon).iloc[:, -1].to_numpy())


def main(name, train, horizon, out):
    frame = pd.read_csv(train, dtype={"unique_id": str})
    frame["ds"] = frame.groupby("unique_id", sort=False).cumcount() + 1
    ids = frame.unique_id.unique()
    # Peers sort by id; numbers keep the order of the file.
    frame["unique_id"] = frame.unique_id.map({unique_id: n for n, unique_id in enumerate(ids)})
    forecast = linear_regression if name == "linear_regression" else statsforecast(name)
    forecast(frame[frame.unique_id < 2], horizon)
    start = time.process_time()
    values = forecast(frame, horizon)
    seconds = time.process_time() - start
    rows = pd.DataFrame({"unique_id": np.repeat(ids, horizon), "h": np.tile(range(1, horizon + 1), len(ids)), "y_hat": values})
    rows.to_csv(out, index=False)
    print(json.dumps({"cpu": seconds}))


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], int(sys.argv[3]), sys.argv[4])
