"""What models forecast: pairs of MODEL_URI and a file of rows (a JSON object of columns). Numbers are printed in full."""

import json
import sys
import warnings

import mlflow
import pandas as pd

warnings.simplefilter("ignore")
answers = []
for uri, rows in zip(sys.argv[1::2], sys.argv[2::2]):
    with open(rows, encoding="utf-8") as file:
        frame = pd.DataFrame(json.load(file))
    forecast = mlflow.pyfunc.load_model(uri).predict(frame)
    answers.append({"columns": list(forecast.columns), "rows": forecast.astype(object).to_numpy().tolist()})
print(json.dumps(answers))
