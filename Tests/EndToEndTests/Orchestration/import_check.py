"""Imports the DAGs of a folder as Airflow does and prints what they are as JSON. usage: import_check.py FOLDER"""

import json
import sys
import warnings

from airflow.dag_processing.dagbag import DagBag

with warnings.catch_warnings(record=True) as caught:
    warnings.simplefilter("always")
    bag = DagBag(sys.argv[1])
tasks = [task for dag in bag.dags.values() for task in dag.tasks]
ours = [str(w.message) for w in caught if w.filename.startswith(sys.argv[1])]
print(json.dumps({
    "errors": bag.import_errors,
    "warnings": ours,
    "edges": {task.task_id: sorted(task.downstream_task_ids) for task in tasks},
    "undocumented": [task.task_id for task in tasks if not task.doc_md] + [d.dag_id for d in bag.dags.values() if not d.doc_md],
    "unpooled": [task.task_id for task in tasks if task.pool != "forecastpack"],
}))
