"""A month under a real scheduler with the LocalExecutor, in which a worker is killed in mid shard.

Unpausing starts the latest interval, a month of which there are no data; the month that is asked for waits behind it.
"""

import json
import os
import signal
import socket
import sqlite3

from airflow_home import DAG, Airflow
from checks import BIN, Holder, Project, command, need, parent, processes, same_tables, say, start, stop, tail, wait

MONTH = "2013-10"
HEARTBEAT_SECONDS = "15"


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def settings() -> dict[str, str]:
    port = free_port()
    return {
        "AIRFLOW__API__PORT": str(port),
        "AIRFLOW__API__HOST": "127.0.0.1",
        "AIRFLOW__API__WORKERS": "1",
        "AIRFLOW__API__BASE_URL": f"http://127.0.0.1:{port}",
        "AIRFLOW__CORE__EXECUTION_API_SERVER_URL": f"http://127.0.0.1:{port}/execution/",
        "AIRFLOW__API_AUTH__JWT_SECRET": "of-this-check-alone-of-this-check-alone-0123456789",
        "AIRFLOW__API__SECRET_KEY": "of-this-check-alone",
        "AIRFLOW__CORE__PARALLELISM": "3",
        "AIRFLOW__SCHEDULER__TASK_INSTANCE_HEARTBEAT_TIMEOUT": HEARTBEAT_SECONDS,
        "AIRFLOW__SCHEDULER__TASK_INSTANCE_HEARTBEAT_TIMEOUT_DETECTION_INTERVAL": "2",
        "AIRFLOW__DAG_PROCESSOR__REFRESH_INTERVAL": "5",
    }


class Metadata:
    """What Airflow has written down about the DAG."""

    def __init__(self, airflow: Airflow):
        self.file = airflow.home / "airflow.db"

    def rows(self, sql: str) -> list[tuple]:
        try:
            with sqlite3.connect(f"file:{self.file}?mode=ro", uri=True, timeout=10) as database:
                return database.execute(sql).fetchall()
        except sqlite3.OperationalError:
            # Busy: whoever waits asks again.
            return []

    def runs(self, condition: str) -> list[tuple]:
        return self.rows(
            f"select run_id, state, start_date, end_date from dag_run where dag_id = '{DAG}' and {condition}")

    def ended(self, run: str) -> str | None:
        found = self.runs(f"run_id = '{run}' and state in ('success', 'failed')")
        return found[0][1] if found else None

    def tasks(self, run: str) -> list[tuple]:
        return self.rows(
            "select task_id, map_index, state, try_number from task_instance "
            f"where dag_id = '{DAG}' and run_id = '{run}' order by task_id, map_index")


def kill_worker_in_mid_shard(project: Project, scheduler: int) -> int:
    """Kills the worker above a shard that waits in the middle of its writing, and all that hangs on it."""
    holder = Holder(project, "scheduled")
    try:
        wait("a shard in the middle of its writing", lambda: holder.waiting("forecastpack train"), 180)
        train = next(one for one in processes() if f"/forecastpack train --as-of {MONTH}" in command(one)
                     and not command(one).startswith(("bash", "/bin/bash", "/usr/bin/bash")))
        chain = []
        while train not in (scheduler, 1):
            chain.append(train)
            train = parent(train)
        # The farthest first, so that no supervisor lives to report the end of what is below it.
        for process in reversed(chain):
            os.kill(process, signal.SIGKILL)
    finally:
        holder.release()
    return len(chain)


def check(project: Project, facts: str, expected: str):
    """`facts` and `expected` name databases: what the month starts from, and what must be there after it."""
    warehouse = project.make_database("scheduled", facts)
    airflow = Airflow(project, "scheduled", "scheduled", **settings())
    airflow.prepare()
    metadata = Metadata(airflow)
    running = [
        start([BIN / "airflow", name], airflow.home / f"{name}.log", airflow.environment, airflow.folder)
        for name in ("api-server", "dag-processor", "scheduler")
    ]
    try:
        wait("the DAG", lambda: metadata.rows(f"select 1 from dag where dag_id = '{DAG}'"))
        say("unpaused: the scheduler starts a month without data, and the month that is asked for waits")
        airflow.run("dags", "unpause", DAG)
        first = wait("the latest interval", lambda: metadata.runs("run_type = 'scheduled'"))[0][0]
        airflow.run(
            "dags", "trigger", DAG, "--run-id", "asked_for", "--conf", json.dumps({"as_of": MONTH, "shards": 2}))
        need(wait("the end of the month without data", lambda: metadata.ended(first), 180) == "failed",
             "a month without data did not fail")
        failed = [task for task in metadata.tasks(first) if task[2] == "failed"]
        need(failed and all(task[0].startswith("train.") for task in failed), f"these failed, not train: {failed}")
        need(all(task[3] == 1 for task in failed), f"refused data were tried again: {failed}")

        killed = kill_worker_in_mid_shard(project, running[2].pid)
        need(killed >= 3, f"{killed} processes are no worker, task and executable")
        say(f"killed a worker and what hung on it: {killed} processes")
        need(wait("the end of the month", lambda: metadata.ended("asked_for"), 240) == "success",
             f"the month that was asked for failed: {metadata.tasks('asked_for')}")
        tasks = metadata.tasks("asked_for")
        again = [task for task in tasks if task[3] > 1]
        need(again and all(task[0].startswith("train.") for task in again), f"these were tried again: {again}")
        skipped = sorted(task[0] for task in tasks if task[2] == "skipped")
        need(skipped == ["refresh", "send", "track"], f"these were skipped: {skipped}")
        waited = metadata.runs("run_id = 'asked_for' and start_date >= "
                               f"(select end_date from dag_run where run_id = '{first}')")
        need(waited, "two months ran at once")
        assets = metadata.rows(
            "select distinct asset.name from asset join asset_event on asset_event.asset_id = asset.id order by 1")
        need(len(assets) == 6, f"these assets were brought up to date: {assets}")
        published = project.sql(
            f"select count(*) from ml.forecast_publications where as_of_month = '{MONTH}-01'", warehouse)
        need(published == "3", f"{published} publications of three domains")
        same_tables(project, warehouse, project.dsn(expected), "a worker that was killed")
        project.succeed("verify", f"packs/{MONTH}", dsn=warehouse)
    except BaseException:
        tail(airflow.logs()[-12:])
        raise
    finally:
        stop(running)
