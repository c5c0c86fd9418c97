"""Two months by `airflow dags test`, in which a node lacks the executable, PostgreSQL is started anew in mid shard, and two
Airflows run the second month at once."""

import json
import shutil
import subprocess
import time

from airflow_home import DAG, Airflow
from checks import BIN, EXECUTABLE, Holder, Project, need, same_tables, say, start, stop, tail, wait

SECONDS = 240


def run_month(airflow: Airflow, day: str) -> subprocess.Popen:
    """Starts the month whose data interval ended before the day."""
    words = [BIN / "airflow", "dags", "test", DAG, day, "-c", json.dumps({"shards": 2})]
    return start(words, log(airflow), airflow.environment, airflow.folder)


def log(airflow: Airflow):
    return airflow.home / "dags-test.log"


def said(airflow: Airflow, run: subprocess.Popen, what: str, times: int = 1):
    def found() -> bool:
        if log(airflow).exists() and log(airflow).read_text(errors="replace").count(what) >= times:
            return True
        need(run.poll() is None, f"the month ended with {run.returncode} before its log said '{what}'")
        return False

    wait(f"'{what}' in the log", found, SECONDS)


def ended(run: subprocess.Popen) -> int:
    try:
        return run.wait(SECONDS)
    except subprocess.TimeoutExpired:
        raise SystemExit(f"FAILED: the month did not end within {SECONDS} s") from None


def check(project: Project, facts: str, expected: str):
    """`facts` and `expected` name databases: what a month starts from, and what must be there after October and November."""
    warehouse = project.make_database("tested", facts)
    node = project.folder / "node"
    node.mkdir()
    one = Airflow(project, "one", "tested", FORECASTPACK=str(node / "forecastpack"))
    one.prepare()
    two = Airflow(project, "two", "tested")
    shutil.copy(one.home / "airflow.db", two.home)
    runs = []
    try:
        say("October by 'airflow dags test', on a node without the executable")
        october = run_month(one, "2013-11-03")
        runs.append(october)
        said(one, october, "exit code 127")
        (node / "forecastpack").symlink_to(EXECUTABLE)
        holder = Holder(project, "tested")
        try:
            wait("a shard in the middle of its writing", lambda: holder.waiting("forecastpack train"), SECONDS)
            say("PostgreSQL stops in mid shard")
            project.succeed("db", "stop")
        finally:
            holder.release()
        said(one, october, "exit code 69")
        project.succeed("db", "start")
        need(ended(october) == 0, f"October ended with {october.returncode}")
        project.succeed("verify", "packs/2013-10", dsn=warehouse)

        say("November by two Airflows at once")
        began = time.monotonic()
        november = [run_month(airflow, "2013-12-03") for airflow in (one, two)]
        runs += november
        codes = [ended(run) for run in november]
        need(codes == [0, 0], f"November ended with {codes}")
        say(f"both are through after {time.monotonic() - began:.0f} s")
        same_tables(project, warehouse, project.dsn(expected), "October and November by Airflow")
        project.succeed("verify", "packs/2013-11", dsn=warehouse)
    except BaseException:
        tail([log(one), log(two)], 120)
        raise
    finally:
        stop(runs)
