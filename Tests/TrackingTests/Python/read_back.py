"""Everything that MLflow holds of one experiment, as JSON: EXPERIMENT."""

import json
import sys
import tempfile

from mlflow import MlflowClient

client = MlflowClient()
experiment = client.get_experiment_by_name(sys.argv[1])
runs = []
for run in client.search_runs([experiment.experiment_id], max_results=1000):
    run_id = run.info.run_id
    files = {}
    with tempfile.TemporaryDirectory() as folder:
        def walk(path):
            for item in client.list_artifacts(run_id, path):
                if item.is_dir:
                    walk(item.path)
                else:
                    with open(client.download_artifacts(run_id, item.path, folder), "rb") as file:
                        files[item.path] = file.read().hex()

        walk("")
    runs.append(
        {
            "run_id": run_id,
            "name": run.info.run_name,
            "status": run.info.status,
            "start": run.info.start_time,
            "end": run.info.end_time,
            "params": run.data.params,
            "tags": {key: value for key, value in run.data.tags.items()},
            "metrics": {
                key: [[metric.step, repr(metric.value)] for metric in client.get_metric_history(run_id, key)]
                for key in run.data.metrics
            },
            "inputs": [
                {
                    "name": item.dataset.name,
                    "digest": item.dataset.digest,
                    "source": item.dataset.source,
                    "schema": item.dataset.schema,
                    "profile": item.dataset.profile,
                    "tags": {tag.key: tag.value for tag in item.tags},
                }
                for item in run.inputs.dataset_inputs
            ],
            "outputs": [model.model_id for model in run.outputs.model_outputs] if run.outputs else [],
            "files": files,
        }
    )
models = [
    {
        "model_id": model.model_id,
        "name": model.name,
        "status": str(model.status),
        "type": model.model_type,
        "run": model.source_run_id,
        "metrics": len(model.metrics or []),
    }
    for model in client.search_logged_models([experiment.experiment_id])
]
versions = [
    {
        "name": version.name,
        "version": version.version,
        "run": version.run_id,
        "tags": dict(version.tags),
        "aliases": list(client.get_model_version(version.name, version.version).aliases),
    }
    for name in sys.argv[2:]
    for version in client.search_model_versions(f"name='{name}'")
]
print(json.dumps({"runs": runs, "models": models, "versions": versions}))
