"""Each form of exponential smoothing as statsforecast 2.1 runs it: its parameters and first states, and what follows.

python3 smoothing_forms.py > smoothing_forms.json      needs numpy and statsforecast 2.1
"""
import json

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
    return {
        "form": form, "alpha": smoothing["alpha"], "beta": smoothing["beta"] if trend else 0,
        "gamma": smoothing["gamma"] if seasonal else 0, "phi": smoothing["phi"] if damped else 1,
        "level": first[0], "slope": first[1] if trend else 0, "months": months,
        "fitted": found["fitted"].tolist(), "deviance": -2 * found["loglik"], "points": model.predict(H)["mean"].tolist()}


def main():
    y = series()["air"][:60]
    print(json.dumps({"values": y.tolist(), "forms": [run(form, y) for form in FORMS]}))


if __name__ == "__main__":
    main()
