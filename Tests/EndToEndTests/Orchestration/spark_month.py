"""The Spark job on two executors, of which one is killed in mid shard.

usage: spark_month.py JOB EXECUTABLE PROJECT DOMAIN AS_OF SHARDS   (PG* lead to the warehouse's socket)

Prints what the job printed, and how many of its processes were killed, as JSON.
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

JOB, EXECUTABLE, PROJECT, DOMAIN, AS_OF, SHARDS = sys.argv[1:]
BIN = Path(sys.executable).parent


def listen_for_java() -> int:
    """Java knows no unix socket: a port on loopback that leads to the server's."""
    socket = f"{os.environ['PGHOST']}/.s.PGSQL.{os.environ.get('PGPORT', '5432')}"
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


def warehouse(sql: str) -> str:
    words = ["psql", "-AtXq", "-v", "ON_ERROR_STOP=1", "-c", sql]
    return subprocess.run(words, check=True, capture_output=True, text=True).stdout.strip()


def processes() -> dict[int, tuple[int, str]]:
    """Parent and command line of every process."""
    found = {}
    for folder in Path("/proc").iterdir():
        if folder.name.isdigit():
            try:
                parent = int((folder / "stat").read_text().rsplit(")", 1)[1].split()[1])
                found[int(folder.name)] = (parent, (folder / "cmdline").read_bytes().replace(b"\0", b" ").decode())
            except OSError:
                pass
    return found


def below(top: int, table: dict[int, tuple[int, str]]) -> list[int]:
    children = [process for process, (parent, _) in table.items() if parent == top]
    return [top] + [process for child in children for process in below(child, table)]


def wait(what: str, condition, seconds: float = 150):
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if found := condition():
            return found
        if job.poll() not in (None, 0):
            raise SystemExit(f"the job ended with {job.returncode} before {what}")
        time.sleep(0.2)
    raise SystemExit(f"not within {seconds} s: {what}")


def kill_an_executor() -> int:
    """The one above a shard that waits in the middle of its writing, with everything below it."""
    wait("a shard that waits", lambda: warehouse(
        "select pid from pg_stat_activity where application_name = 'forecastpack shards feed' and pid in "
        "(select pid from pg_locks where not granted and relation = 'ml.shard_series'::regclass) limit 1"))
    table = processes()
    mine = below(job.pid, table)
    executors = [process for process in mine if "CoarseGrainedExecutorBackend" in table[process][1]]
    feeding = [top for top in executors if any(" shards feed " in table[one][1] for one in below(top, table))]
    doomed = below(feeding[0], table)
    for process in doomed:
        os.kill(process, signal.SIGKILL)
    return len(doomed)


address = f"jdbc:postgresql://127.0.0.1:{listen_for_java()}/{os.environ['PGDATABASE']}"
holder = subprocess.Popen(
    ["psql", "-AtXq", "-c", "begin; lock table ml.shard_series in exclusive mode; select pg_sleep(300)"]
)
settings = {
    "spark.ui.enabled": "false", "spark.executor.memory": "512m", "spark.sql.shuffle.partitions": "4",
    "spark.driver.host": "127.0.0.1", "spark.driver.bindAddress": "127.0.0.1",
    # A second try of a slow task beside the first: it must change nothing.
    "spark.speculation": "true", "spark.speculation.interval": "500ms", "spark.speculation.multiplier": "1.2",
}
job = subprocess.Popen(
    [BIN / "spark-submit", "--master", "local-cluster[2,1,1024]", "--jars", "/usr/share/java/postgresql.jar"]
    + [word for name, value in settings.items() for word in ("--conf", f"{name}={value}")]
    + [JOB, "--domain", DOMAIN, "--as-of", AS_OF, "--shards", SHARDS, "--jdbc", address]
    + ["--executable", EXECUTABLE, "--project", PROJECT],
    stdout=subprocess.PIPE, text=True,
    env=os.environ | {"PYSPARK_PYTHON": sys.executable, "PYSPARK_DRIVER_PYTHON": sys.executable},
)
try:
    killed = kill_an_executor()
    holder.terminate()
    warehouse("select pg_terminate_backend(pid) from pg_stat_activity where query like '%pg_sleep(300)%' "
              "and pid <> pg_backend_pid()")
    output, _ = job.communicate(timeout=240)
    if job.returncode:
        raise SystemExit(f"the job ended with {job.returncode}")
    print(json.dumps({"job": json.loads(output.strip().splitlines()[-1]), "killed": killed}))
finally:
    for process in (holder, job):
        if process.poll() is None:
            process.kill()
