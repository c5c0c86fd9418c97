"""Each form of exponential smoothing as statsforecast 2.1 runs it: its parameters and first states, and what follows.

python3 smoothing_forms.py > smoothing_forms.json      needs numpy and statsforecast 2.1

Points are by the book from the peer's last states (Hyndman and others 2008, table 2.1): statsforecast 2.1 sums the damping
of a trend as phi + phi + phi^2 + ... in place of phi + phi^2 + ..., so that damped forms agree at one month only.
"""
import json

import numpy as np

from make_fixtures import H, S, series
from statsforecast.models import AutoETS

FORMS = ["ANN", "ANA", "AAN", "AAA", "AAdN", "AAdA", "MNN", "MNA", "MNM", "MAN", "MAA", "MAM", "MAdN", "MAdA", "MAdM"]


def run(form, y):
    trend, seasonal, damped = form[1] == "A", form[-1] != "N", "d" in form
    model = AutoETS(S, model=form.replace("d", ""), damped=damped)
    found = model.fit(y).model_
    smoothing = dict(zip(("alpha", "beta", "gamma", "phi"), found["par"][:4].tolist()))
    first = found["states"][0].tolist()
    months = first[-S:][::-1] if seasonal else []
    made = points(found["states"][-1], trend, form[-1], smoothing["phi"] if damped else 1)
    same = 1 if damped else H
    assert np.allclose(made[:same], model.predict(H)["mean"][:same], rtol=1e-12)
    return {
        "form": form, "alpha": smoothing["alpha"], "beta": smoothing["beta"] if trend else 0,
        "gamma": smoothing["gamma"] if seasonal else 0, "phi": smoothing["phi"] if damped else 1,
        "level": first[0], "slope": first[1] if trend else 0, "months": months,
        "fitted": found["fitted"].tolist(), "deviance": -2 * found["loglik"], "points": made.tolist()}


def points(last, trend, season, phi):
    slopes = np.cumsum(phi ** np.arange(1, H + 1)) * (last[1] if trend else 0)
    months = np.resize(last[-S:][::-1], H)
    return {"N": lambda v: v, "A": lambda v: v + months, "M": lambda v: v * months}[season](last[0] + slopes)


def main():
    y = series()["air"][:60]
    print(json.dumps({"values": y.tolist(), "forms": [run(form, y) for form in FORMS]}))


if __name__ == "__main__":
    main()
