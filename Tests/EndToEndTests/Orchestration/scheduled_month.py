"""A month under a real scheduler with the LocalExecutor, in which a worker is killed in mid shard.

usage: scheduled_month.py EXECUTABLE   (AIRFLOW_HOME and PG* are those of the test)

Unpausing starts the latest interval, a month of which there are no data; the month that is asked for waits behind it.
Prints what became of both runs as JSON.
"""

import json
import os
import signal
import socket
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

EXECUTABLE = sys.argv[1]
HOME = Path(os.environ["AIRFLOW_HOME"])
BIN = Path(sys.executable).parent
DAG = "forecastpack_monthly"


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


PORT = free_port()
ENVIRONMENT = os.environ | {
    "AIRFLOW__API__PORT": str(PORT),
    "AIRFLOW__API__HOST": "127.0.0.1",
    "AIRFLOW__API__WORKERS": "1",
    "AIRFLOW__API__BASE_URL": f"http://127.0.0.1:{PORT}",
    "AIRFLOW__CORE__EXECUTION_API_SERVER_URL": f"http://127.0.0.1:{PORT}/execution/",
    "AIRFLOW__API_AUTH__JWT_SECRET": "of-this-test-alone-of-this-test-alone-0123456789",
    "AIRFLOW__API__SECRET_KEY": "of-this-test-alone",
    "AIRFLOW__CORE__PARALLELISM": "3",
    "AIRFLOW__SCHEDULER__TASK_INSTANCE_HEARTBEAT_TIMEOUT": "10",
    "AIRFLOW__SCHEDULER__TASK_INSTANCE_HEARTBEAT_TIMEOUT_DETECTION_INTERVAL": "2",
    "AIRFLOW__DAG_PROCESSOR__REFRESH_INTERVAL": "5",
}


def wait(what: str, condition, seconds: float = 120):
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if found := condition():
            return found
        time.sleep(0.2)
    raise SystemExit(f"not within {seconds} s: {what}")


def airflow_rows(sql: str, *values) -> list:
    try:
        with sqlite3.connect(f"file:{HOME}/airflow.db?mode=ro", uri=True, timeout=10) as database:
            return database.execute(sql, values).fetchall()
    except sqlite3.OperationalError:
        return []


def warehouse(sql: str) -> str:
    words = ["psql", "-AtXq", "-v", "ON_ERROR_STOP=1", "-c", sql]
    return subprocess.run(words, check=True, capture_output=True, text=True).stdout.strip()


def parents(process: int) -> list[int]:
    """The process and those above it, nearest first."""
    chain = []
    while process > 1:
        chain.append(process)
        status = Path(f"/proc/{process}/stat").read_text()
        process = int(status.rsplit(")", 1)[1].split()[1])
    return chain


def run_state(run_id: str) -> str | None:
    rows = airflow_rows("select state from dag_run where dag_id = ? and run_id = ?", DAG, run_id)
    return rows[0][0] if rows else None


def finished(run_id: str) -> str | None:
    state = run_state(run_id)
    return state if state in ("success", "failed") else None


def start(*words: str) -> subprocess.Popen:
    log = open(HOME / f"{words[0]}.log", "wb")
    return subprocess.Popen(
        [BIN / "airflow", *words], env=ENVIRONMENT, stdout=log, stderr=log, start_new_session=True
    )


def airflow(*words: str) -> None:
    subprocess.run([BIN / "airflow", *words], env=ENVIRONMENT, check=True, stdout=subprocess.DEVNULL)


def kill_worker_in_mid_shard() -> int:
    """Holds a shard back in the middle of its writing, kills the worker above it and all that hangs on it."""
    holder = subprocess.Popen(
        ["psql", "-AtXq", "-c", "begin; lock table ml.shard_series in exclusive mode; select pg_sleep(300)"]
    )
    blocked = (
        "select pid from pg_stat_activity where application_name = 'forecastpack train' and pid in "
        "(select pid from pg_locks where not granted and relation = 'ml.shard_series'::regclass)"
    )
    wait("a shard that waits in the middle of its writing", lambda: warehouse(blocked))
    train = wait("its process", lambda: subprocess.run(
        ["pgrep", "-f", f"^{EXECUTABLE} train .*2013-11"], capture_output=True, text=True).stdout.split())
    scheduler = set(pids["scheduler"])
    chain = [process for process in parents(int(train[0])) if process not in scheduler]
    # The farthest first, so that no supervisor lives to report the end of what is below it.
    for process in reversed(chain):
        os.kill(process, signal.SIGKILL)
    holder.terminate()
    holder.wait()
    warehouse("select pg_terminate_backend(pid) from pg_stat_activity where query like '%pg_sleep(300)%' "
              "and pid <> pg_backend_pid()")
    return len(chain)


processes = [start("api-server"), start("dag-processor"), start("scheduler")]
pids = {"scheduler": parents(processes[2].pid)}
try:
    wait("the DAG", lambda: airflow_rows("select 1 from dag where dag_id = ?", DAG))
    airflow("dags", "unpause", DAG)
    first = wait("the latest interval", lambda: airflow_rows(
        "select run_id from dag_run where dag_id = ? and run_type = 'scheduled'", DAG))[0][0]
    airflow("dags", "trigger", DAG, "--run-id", "asked_for", "--conf", json.dumps({"as_of": "2013-11", "shards": 3}))
    waited = wait("the month that was asked for", lambda: run_state("asked_for"))
    without_data = wait("the month without data", lambda: finished(first), 180)
    killed = kill_worker_in_mid_shard()
    asked_for = wait("the month with data", lambda: finished("asked_for"), 240)
    tasks = airflow_rows(
        "select task_id, map_index, state, try_number from task_instance where dag_id = ? and run_id = ? "
        "order by task_id, map_index", DAG, "asked_for")
    failed = airflow_rows(
        "select task_id, try_number from task_instance where dag_id = ? and run_id = ? and state = 'failed'", DAG, first)
    assets = [row[0] for row in airflow_rows(
        "select distinct asset.name from asset join asset_event on asset_event.asset_id = asset.id order by 1")]
    print(json.dumps({
        "waited": waited, "without_data": without_data, "asked_for": asked_for, "killed_processes": killed,
        "retried": [f"{task}[{index}]" for task, index, state, tries in tasks if tries > 1],
        "states": sorted({state for _, _, state, _ in tasks}),
        "skipped": [task for task, _, state, _ in tasks if state == "skipped"],
        "failed_without_data": sorted({task for task, _ in failed}),
        "tries_without_data": sorted({tries for _, tries in failed}), "assets": assets,
    }))
finally:
    for process in processes:
        try:
            os.killpg(process.pid, signal.SIGTERM)
        except ProcessLookupError:
            pass
    for process in processes:
        try:
            process.wait(20)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
