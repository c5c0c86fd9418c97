"""The Spark job on two executors: first where they lack the executable, then with one executor killed in mid shard.

Ten thousand series, speculation on: the tables are those that one machine makes.
"""

import asyncio
import json
import os
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

from checks import BIN, EPOCH, EXECUTABLE, ROOT, Holder, Project, below, command, need, same_tables, say, stop, tail, wait

MONTH = ["--domain", "bulk", "--as-of", "2013-11"]
SERIES = 10_000
SHARDS = 6

# Series of one to two years with keys that sort by bytes alone, and negative and large values.
FACTS = f"""
create table ml.ml_train_bulk_monthly as
select (date '2013-11-01' - make_interval(months => month))::date as month,
  (array['a', 'B', 'é', 'Ä', 'z z'])[1 + item % 5] as part, 'item ' || item as item,
  round((sin(item * 12.9898 + month * 0.5236) * 1000 + item * 3.7 - month * (item % 7)
    + (hashtext(item || '/' || month) % 1000) / 10.0)::numeric * case item % 100 when 0 then 1000000 else 1 end, 2)
    as bulk,
  1::bigint as source_rows
from generate_series(1, {SERIES}) item
cross join lateral generate_series(0, 12 + item % 7) month;
create table ml.ml_train_period as
select 'bulk' as domain, 'facts' as source, month::date, true as is_complete, null::text as reason
from generate_series(date '2012-01-01', date '2013-11-01', interval '1 month') month;
analyze ml.ml_train_bulk_monthly
"""


def listen_for_java(socket: str) -> int:
    """Java knows no unix socket: a port on loopback that leads to the server's."""
    ready: list[int] = []

    async def copy(reader, writer):
        try:
            while data := await reader.read(1 << 16):
                writer.write(data)
                await writer.drain()
        except ConnectionError:
            pass
        writer.close()

    async def serve(reader, writer):
        inner = await asyncio.open_unix_connection(socket)
        await asyncio.gather(copy(reader, inner[1]), copy(inner[0], writer))

    async def main():
        server = await asyncio.start_server(serve, "127.0.0.1", 0)
        ready.append(server.sockets[0].getsockname()[1])
        await server.serve_forever()

    threading.Thread(target=lambda: asyncio.run(main()), daemon=True).start()
    while not ready:
        time.sleep(0.01)
    return ready[0]


class Job:
    """The job under way on a local cluster of two workers with a core and an executor each."""

    def __init__(self, project: Project, name: str, executable: Path):
        place = project.variables("spark")
        port = listen_for_java(f"{place['PGHOST']}/.s.PGSQL.{place['PGPORT']}")
        settings = {
            "spark.ui.enabled": "false", "spark.driver.memory": "1g", "spark.executor.memory": "1g",
            "spark.sql.shuffle.partitions": "4", "spark.driver.host": "127.0.0.1", "spark.driver.bindAddress": "127.0.0.1",
            # A second try of a slow task beside the first: it must change nothing.
            "spark.speculation": "true", "spark.speculation.interval": "500ms", "spark.speculation.multiplier": "1.2",
        }
        # What Java says, and what Python says: standard output and error of the job itself.
        self.log = project.folder / f"{name}.log"
        self.answer = project.folder / f"{name}.out"
        words = [
            BIN / "spark-submit", "--master", "local-cluster[2,1,1024]", "--jars", "/usr/share/java/postgresql.jar",
            *(word for key, value in settings.items() for word in ("--conf", f"{key}={value}")),
            ROOT / "orchestration/spark/forecast_month.py", *MONTH, "--shards", str(SHARDS),
            "--jdbc", f"jdbc:postgresql://127.0.0.1:{port}/spark",
            "--executable", str(executable), "--project", str(project.folder),
        ]
        environment = project.environment | place | {
            "PYSPARK_PYTHON": sys.executable, "PYSPARK_DRIVER_PYTHON": sys.executable}
        with open(self.log, "wb") as log, open(self.answer, "wb") as answer:
            self.process = subprocess.Popen(
                words, cwd=project.folder, env=environment, stdin=subprocess.DEVNULL, stdout=answer, stderr=log,
                start_new_session=True)

    def running(self) -> bool:
        return self.process.poll() is None

    def code(self, seconds: float) -> int:
        try:
            return self.process.wait(seconds)
        except subprocess.TimeoutExpired:
            raise SystemExit(f"FAILED: the job did not end within {seconds} s") from None


def kill_an_executor(project: Project, job: Job) -> int:
    """The one above a shard that waits in the middle of its writing, with everything below it."""
    holder = Holder(project, "spark")
    try:
        def feeding() -> bool:
            need(job.running(), "the job ended before a shard was fed")
            return bool(holder.waiting("forecastpack shards feed"))

        wait("a shard in the middle of its writing", feeding, 300)
        executors = [one for one in below(job.process.pid) if "CoarseGrainedExecutorBackend" in command(one)]
        need(len(executors) == 2, f"{len(executors)} executors")
        doomed = next(tree for tree in map(below, executors) if any(" shards feed " in command(one) for one in tree))
        for process in doomed:
            os.kill(process, signal.SIGKILL)
    finally:
        holder.release()
    return len(doomed)


def check(project: Project):
    one = project.make_database("one_machine")
    project.succeed("db", "migrate", dsn=one)
    project.sql(FACTS, one)
    spark = project.make_database("spark", "one_machine")
    for step in ("train", "predict"):
        project.succeed(step, *MONTH, dsn=one)

    node = project.folder / "node"
    node.mkdir()
    (node / "forecastpack").symlink_to(EXECUTABLE)
    jobs = []
    try:
        say("a job whose executors lack the executable")
        without = Job(project, "without", node / "forecastpack")
        jobs.append(without)
        wait("the run's plan", lambda: not without.running() or project.sql("select 1 from ml.forecast_runs", spark), 60)
        (node / "forecastpack").unlink()
        need(without.code(300) != 0, "the job succeeded without an executable")
        need(f"No such file or directory: '{node}/forecastpack'" in without.answer.read_text(),
             "the job did not name the executable that is missing")
        need(project.sql("select count(*) from ml.shards", spark) == "0", "a shard of the failed job is there")

        say("a job of which an executor is killed")
        killed_one = Job(project, "killed", EXECUTABLE)
        jobs.append(killed_one)
        killed = kill_an_executor(project, killed_one)
        need(killed >= 3, f"{killed} processes are no executor, worker and executable")
        say(f"killed an executor and what hung on it: {killed} processes")
        code = killed_one.code(300)
        need(code == 0, f"the job ended with {code}")
        answer = json.loads(killed_one.answer.read_text().strip().splitlines()[-1])
        need((answer["shards"], answer["series"]) == (SHARDS, SERIES), f"the job says {answer}")
        runs = project.sql("select run_id, status from ml.forecast_runs", spark)
        need(runs == f"{answer['run']}|computed", f"the ledger has other runs than the job's: {runs}")
        need(project.sql("select count(*) from ml.ml_pred_bulk", spark) == str(SERIES * 3), "forecasts are missing")
        same_tables(project, spark, one, "an executor that was killed")
        plan = json.loads(project.succeed("shards", "plan", *MONTH, dsn=spark).output)
        need(plan["isComputed"], "the same again would have something to do")
    except BaseException:
        tail([log for job in jobs for log in (job.log, job.answer)], 100)
        raise
    finally:
        stop([job.process for job in jobs])


def main():
    project = Project("spark", "linear_regression", horizons=3)
    try:
        project.environment["SOURCE_DATE_EPOCH"] = EPOCH
        check(project)
    finally:
        project.close()
    say("Spark leaves what one machine leaves")


main()
