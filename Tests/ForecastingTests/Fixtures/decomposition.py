"""Writes decomposition.json: STL by statsmodels 0.15 (the authors' Fortran), without robustness weights.

Run: python3 decomposition.py (needs statsmodels). The series are those of models/make_fixtures.py.
"""
import json
import pathlib

from statsmodels.tsa.seasonal import STL

HERE = pathlib.Path(__file__).parent


def main():
    series = json.loads((HERE / "models/models.json").read_text())["series"]
    cases = []
    for name, count in (("air", 144), ("walk", 97), ("signed", 40), ("air", 24)):
        values = series[name][:count]
        found = STL(values, period=12, seasonal=13).fit(inner_iter=5, outer_iter=0)
        cases.append({"name": f"{name}_{count}", "values": values, "trend": found.trend.tolist(), "season": found.seasonal.tolist()})
    (HERE / "decomposition.json").write_text(json.dumps(cases) + "\n")


main()
