"""What a model forecasts: MODEL_URI, and rows as a JSON object of columns. Numbers are printed in full."""

import json
import sys
import warnings

import mlflow
import pandas as pd

warnings.simplefilter("ignore")
model = mlflow.pyfunc.load_model(sys.argv[1])
with open(sys.argv[2], encoding="utf-8") as file:
    frame = pd.DataFrame(json.load(file))
forecast = model.predict(frame)
print(json.dumps({"columns": list(forecast.columns), "rows": forecast.astype(object).to_numpy().tolist()}))
