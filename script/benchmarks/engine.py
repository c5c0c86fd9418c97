"""The engine beside its peers on the same series: CPU time, memory and accuracy, as Markdown.

Times are CPU seconds (user and system), so that a busy machine changes them little. Those of a peer are of fitting and
forecasting alone. Ours are of the whole process, reading and writing included; beside a peer they are that less the
same process with the model `naive`, which leaves fitting and forecasting. Every answer is checked: complete, finite,
better than seasonal naive, and on one core the same bytes as on all.
"""
import argparse
import json
import os
import pathlib
import platform
import shutil
import subprocess
import sys
import tempfile
import time

import numpy as np
import pandas as pd

from score import Scorer

HERE = pathlib.Path(__file__).parent
ENGINE = os.environ["FORECASTPACK"]
SETS = {"m4_monthly_sub4000": 18, "m3_monthly": 18, "tourism_monthly": 24}
ALL = 10**9
# A model of ours, the peer's of the same name, and how many series the peer is given at most: some take a second each.
PAIRS = [
    ("theta", "Theta", ALL), ("optimised_theta", "OptimizedTheta", ALL),
    ("dynamic_optimised_theta", "DynamicOptimizedTheta", ALL), ("auto_ces", "AutoCES", ALL),
    ("auto_ets", "AutoETS", 1428), ("auto_arima", "AutoARIMA", 100),
]
R_METHODS = [("theta", "thetaf", 200), ("auto_ets", "ets", 30), ("auto_arima", "auto.arima", 12)]


def run(command):
    """Runs to the end; CPU seconds, wall seconds, greatest resident memory in MB and output of the process."""
    with tempfile.NamedTemporaryFile() as file:
        start = time.monotonic()
        done = subprocess.run(
            [sys.executable, "-S", str(HERE / "measure.py"), file.name, *command], capture_output=True, text=True)
        wall = time.monotonic() - start
        if done.returncode != 0:
            sys.exit(f"{' '.join(command)}: {done.stderr}")
        used = json.load(file)
    return used["cpu"], wall, used["memory"], done.stdout


class DataSet:
    def __init__(self, name, train, test, horizon):
        self.name, self.horizon = name, horizon
        self.ids = list(train)
        self.train = train
        self.scorer = Scorer([train[i] for i in self.ids], np.vstack([test[i] for i in self.ids]))
        self.test = test

    def sample(self, count):
        """At most `count` series, evenly spread."""
        step = max(1, -(-len(self.ids) // count))
        ids = self.ids[::step]
        if step == 1:
            return self
        return DataSet(self.name, {i: self.train[i] for i in ids}, self.test, self.horizon)

    def write(self, path):
        months = [f"{1900 + n // 12}-{n % 12 + 1:02}" for n in range(max(len(y) for y in self.train.values()))]
        with open(path, "w") as file:
            file.write("unique_id,ds,y\n")
            for i in self.ids:
                for month, value in zip(months, self.train[i]):
                    file.write(f"{i},{month},{float(value)!r}\n")

    def matrix(self, frame, column):
        """Series x horizon."""
        place = {i: n for n, i in enumerate(self.ids)}
        matrix = np.full((len(self.ids), self.horizon), np.nan)
        matrix[frame.unique_id.map(place), frame.h - 1] = frame[column]
        return matrix


def competition(folder, name):
    def part(which):
        frame = pd.read_csv(folder / f"{name}_{which}.csv.gz", dtype={"unique_id": str})
        return {i: y.to_numpy(float) for i, y in frame.groupby("unique_id", sort=False).y}
    train, test = part("train"), part("test")
    return DataSet(name, {i: train[i] for i in train if i in test}, test, SETS[name])


def generated(count, months=None, horizon=18):
    """Trend, season and noise; of 60 to 200 months, or all of `months`."""
    random = np.random.default_rng(7)
    train, test = {}, {}
    for n in range(count):
        length = months or int(random.integers(60, 201))
        time = np.arange(length + horizon)
        trend = 1 + random.normal(0, 0.003) * time
        season = 1 + random.uniform(0, 0.3) * np.sin(2 * np.pi * (time / 12 + random.uniform()))
        walk = np.cumsum(random.normal(0, 0.02, length + horizon))
        noise = random.normal(0, random.uniform(0.02, 0.15), length + horizon)
        y = np.round(random.uniform(100, 10000) * np.maximum(trend, 0.1) * season * np.exp(walk + noise), 2)
        train[f"s{n}"], test[f"s{n}"] = y[:length], y[length:]
    return DataSet("generated", train, test, horizon)


def ours(data, model, folder, cores=None, origins=None):
    """`origins` 0 leaves out the backtest that a single model's intervals come from: peers fit once."""
    source, out = folder / "train.csv", folder / "ours.csv"
    data.write(source)
    command = [ENGINE, "forecast", "--quiet", "--csv", str(source), "--horizon", str(data.horizon), "--model", model, "--out", str(out)]
    command += [] if cores is None else ["--cores", str(cores)]
    used = run(command + ([] if origins is None else ["--origins", str(origins)]))
    return used, pd.read_csv(out, dtype={"unique_id": str}), out.read_bytes()


def fitting(data, model, folder):
    """Milliseconds of CPU that a series of the set takes for fitting and forecasting, and its share of the process."""
    (whole, *_), (rest, *_) = ours(data, model, folder, origins=0)[0], ours(data, "naive", folder, origins=0)[0]
    return 1000 * (whole - rest) / len(data.ids), 1000 * whole / len(data.ids)


def peer(data, command, folder, keep):
    """CPU seconds, memory in MB, forecasts. With `keep`, a folder, an answer that lies there is taken."""
    source, out = folder / "train.csv", folder / "peer.csv"
    name = f"{data.name}-{len(data.ids)}-{command[-1]}"
    used = folder / "peer.json"
    if keep:
        keep.mkdir(parents=True, exist_ok=True)
        out, used = keep / f"{name}.csv", keep / f"{name}.json"
    if not (keep and used.exists()):
        data.write(source)
        _, _, memory, text = run(command + [str(source), str(data.horizon), str(out)])
        used.write_text(json.dumps(json.loads(text.strip().splitlines()[-1]) | {"memory": memory}))
    frame, used = pd.read_csv(out, dtype={"unique_id": str}), json.loads(used.read_text())
    return used["cpu"], used["memory"], data.matrix(frame, "y_hat")


def row(*cells):
    print("| " + " | ".join(str(cell) for cell in cells) + " |", flush=True)


def head(*cells):
    row(*cells)
    row(*["---"] * len(cells))


def accuracy(sets, folder):
    print("\n### The default: accuracy, intervals, time\n")
    head("data", "series", "sMAPE", "MASE", "OWA", "in 80 %", "in 95 %", "80 % at h = 1, 6, 12, 18", "MSIS 95 %", "ms of CPU a series", "of it a fit", "wall s", "MB")
    for data in sets:
        used, frame, text = ours(data, "default", folder)
        rest, _, _ = ours(data, "naive", folder, origins=0)
        smape, mase, owa = data.scorer.owa(data.matrix(frame, "y_hat"))
        naive = data.scorer.owa(np.vstack([np.resize(data.train[i][-12:], data.horizon) for i in data.ids]))
        if not owa < naive[2]:
            sys.exit(f"{data.name}: no better than seasonal naive")
        inside80, _ = data.scorer.intervals(data.matrix(frame, "lo-80"), data.matrix(frame, "hi-80"), 0.80)
        inside95, msis = data.scorer.intervals(data.matrix(frame, "lo-95"), data.matrix(frame, "hi-95"), 0.95)
        at = " ".join(f"{100 * inside80[h - 1]:.1f}" for h in (1, 6, 12, 18))
        row(data.name, len(data.ids), f"{smape:.2f}", f"{mase:.4f}", f"{owa:.4f}", f"{100 * inside80.mean():.1f}",
            f"{100 * inside95.mean():.1f}", at, f"{msis:.2f}", f"{1000 * used[0] / len(data.ids):.2f}",
            # Each series is fitted twice: for its forecast, and as many months back as there are horizons.
            f"{500 * (used[0] - rest[0]) / len(data.ids):.2f}", f"{used[1]:.1f}", f"{used[2]:.0f}")
        if data is sets[-1] and ours(data, "default", folder, cores=1)[2] != text:
            sys.exit(f"{data.name}: one core and all give other bytes")
    print("\nOne core and all cores gave the same bytes on the last set.")


def beside(sets, folder, limit, keep):
    print("\n### Single models beside statsforecast\n")
    head("data", "series", "model", "OWA", "ms of CPU", "peer", "OWA", "ms of CPU", "OWA less the peer's ± standard error", "times less CPU", "MB, ours and the peer's")
    for data in sets:
        for model, name, most in PAIRS:
            part = data.sample(limit or most)
            count = len(part.ids)
            used, frame, _ = ours(part, model, folder, origins=0)
            own = part.matrix(frame, "y_hat")
            # A model that takes long is timed on the peer's series, the others on all: a few take less than starting does.
            fit, _ = fitting(data if most == ALL else part, model, folder)
            cpu, memory, made = peer(part, [sys.executable, str(HERE / "peers.py"), name], folder, keep)
            difference, error = part.scorer.difference(own, made)
            row(data.name, count, model, f"{part.scorer.owa(own)[2]:.4f}", f"{fit:.3f}", name, f"{part.scorer.owa(made)[2]:.4f}",
                f"{1000 * cpu / count:.2f}", f"{difference:+.4f} ± {error:.4f}", f"{1000 * cpu / count / fit:.0f}", f"{used[2]:.0f} {memory:.0f}")


def global_regression(sets, folder, keep):
    print("\n### Linear regression beside mlforecast's\n")
    head("data", "series", "OWA of linear_regression", "ms of CPU", "OWA of mlforecast", "ms of CPU")
    for data in sets:
        _, frame, _ = ours(data, "linear_regression", folder, origins=0)
        fit, _ = fitting(data, "linear_regression", folder)
        cpu, _, made = peer(data, [sys.executable, str(HERE / "peers.py"), "linear_regression"], folder, keep)
        row(data.name, len(data.ids), f"{data.scorer.owa(data.matrix(frame, 'y_hat'))[2]:.4f}", f"{fit:.2f}",
            f"{data.scorer.owa(made)[2]:.4f}", f"{1000 * cpu / len(data.ids):.2f}")


def beside_r(sets, folder, keep):
    print("\n### Single models beside R's forecast\n")
    if not shutil.which("Rscript") or subprocess.run(["Rscript", "-e", "library(forecast)"], capture_output=True).returncode:
        print("Skipped: Rscript with the package forecast (Debian: r-cran-forecast) is not installed.")
        return
    head("data", "series", "model", "OWA", "ms of CPU", "R", "OWA", "ms of CPU", "OWA less R's ± standard error", "times less CPU")
    for data in sets:
        for model, name, most in R_METHODS:
            part = data.sample(most)
            count = len(part.ids)
            _, frame, _ = ours(part, model, folder, origins=0)
            fit, _ = fitting(data, model, folder)
            cpu, _, made = peer(part, ["Rscript", str(HERE / "peers.R"), name], folder, keep)
            own = part.matrix(frame, "y_hat")
            difference, error = part.scorer.difference(own, made)
            row(data.name, count, model, f"{part.scorer.owa(own)[2]:.4f}", f"{fit:.3f}", name, f"{part.scorer.owa(made)[2]:.4f}",
                f"{1000 * cpu / count:.1f}", f"{difference:+.4f} ± {error:.4f}", f"{1000 * cpu / count / fit:.0f}")


def scaling(counts, folder):
    print("\n### From few series to many: 120 months, the default with the backtest of its intervals\n")
    head("series", "s of CPU", "ms of CPU a series", "wall s", "MB")
    kinds = generated(1000, months=120)
    values = [kinds.train[i] for i in kinds.ids]
    for count in counts:
        source, out = folder / "many.csv", folder / "many_out.csv"
        with open(source, "w") as file:
            file.write("unique_id,ds,y\n")
            for n in range(count):
                # Another unit a round, so that no two series are the same.
                unit = 1 + n // 1000 / 16
                file.write("".join(f"s{n},{2000 + t // 12}-{t % 12 + 1:02},{y * unit:.2f}\n" for t, y in enumerate(values[n % 1000])))
        used = run([ENGINE, "forecast", "--quiet", "--csv", str(source), "--horizon", "12", "--out", str(out)])
        with open(out) as file:
            lines = sum(1 for _ in file)
        if lines != 1 + 12 * count:
            sys.exit(f"{count} series gave {lines} lines")
        row(f"{count:,}", f"{used[0]:.0f}", f"{1000 * used[0] / count:.2f}", f"{used[1]:.0f}", f"{used[2]:.0f}")


def main():
    parser = argparse.ArgumentParser(prog="script/bench engine")
    parser.add_argument("--data", type=pathlib.Path, default=HERE.parents[1] / "../shared/data/forecasting")
    parser.add_argument("--series", type=int, default=0, help="series that peers are given at most, in place of each one's own limit")
    parser.add_argument("--all-series", action="store_true", help="peers are given all series; hours")
    parser.add_argument("--keep", type=pathlib.Path, help="a folder: what a peer once took and answered is taken from there")
    parser.add_argument("--scale", default="1000,10000,100000", help="numbers of series; empty for none")
    parser.add_argument("--only", default="", help="parts, separated by commas: accuracy, peers, regression, r, scaling")
    options = parser.parse_args()
    parts = set(filter(None, options.only.split(","))) or {"accuracy", "peers", "regression", "r", "scaling"}
    print(f"## Engine\n\n{platform.system()} {platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}.")
    names = [name for name in SETS if (options.data / f"{name}_train.csv.gz").exists()]
    for name in SETS:
        if name not in names:
            print(f"Skipped: {name} is not in {options.data.name}.")
    sets = [competition(options.data, name) for name in names] or [generated(1000)]
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        if "accuracy" in parts:
            accuracy(sets, folder)
        if "peers" in parts:
            beside(sets, folder, ALL if options.all_series else options.series, options.keep)
        if "regression" in parts:
            global_regression(sets, folder, options.keep)
        if "r" in parts:
            beside_r(sets, folder, options.keep)
        if "scaling" in parts:
            scaling([int(n) for n in options.scale.split(",") if n], folder)


if __name__ == "__main__":
    main()
