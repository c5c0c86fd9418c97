"""What the checks of schedulers have in common: a warehouse to run on, waits that end, and groups of processes that are
stopped for certain."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]
sys.path.append(str(ROOT / "script"))
from project import EXECUTABLE, Project  # noqa: E402, F401

# What asks a check to end lets it stop its servers.
signal.signal(signal.SIGTERM, lambda *_: sys.exit("FAILED: stopped from outside"))

BIN = Path(sys.executable).parent
EPOCH = "1386720000"


def need(condition, what: str):
    """Ends the check unless the condition holds."""
    if not condition:
        raise SystemExit(f"FAILED: {what}")


def say(what: str):
    print(f"{time.strftime('%X')} {what}", file=sys.stderr, flush=True)


def wait(what: str, condition, seconds: float = 120):
    """What the condition gives as soon as that is something; the check ends when it takes too long."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if found := condition():
            return found
        time.sleep(0.2)
    raise SystemExit(f"FAILED: not within {seconds} s: {what}")


def start(words: list, log: Path, environment: dict[str, str], folder: Path) -> subprocess.Popen:
    """A process in a group of its own that writes to `log`."""
    with open(log, "ab") as file:
        return subprocess.Popen(
            words, env=environment, cwd=folder, stdin=subprocess.DEVNULL, stdout=file, stderr=file,
            start_new_session=True)


def stop(processes: list[subprocess.Popen]):
    """Kills their groups: some of Airflow's processes outlive a polite request by minutes."""
    for process in processes:
        try:
            os.killpg(process.pid, signal.SIGKILL)
        except ProcessLookupError:
            pass
        process.wait(20)


def parent(process: int) -> int:
    return int(Path(f"/proc/{process}/stat").read_text().rsplit(")", 1)[1].split()[1])


def command(process: int) -> str:
    try:
        return Path(f"/proc/{process}/cmdline").read_bytes().replace(b"\0", b" ").decode()
    except OSError:
        return ""


def processes() -> list[int]:
    return [int(folder.name) for folder in Path("/proc").iterdir() if folder.name.isdigit()]


def below(top: int) -> list[int]:
    """A process and all that descend from it."""
    children: dict[int, list[int]] = {}
    for process in processes():
        try:
            children.setdefault(parent(process), []).append(process)
        except OSError:
            pass
    found = [top]
    for process in found:
        found += children.get(process, [])
    return found


class Holder:
    """Holds shards back in the middle of their writing, by a lock on the table that they write to."""

    def __init__(self, project: Project, database: str):
        self.environment = project.environment | project.variables(database)
        self.process = subprocess.Popen(
            ["psql", "-AtXq", "-c", "begin; lock table ml.shard_series in exclusive mode; select pg_sleep(600)"],
            env=self.environment, stdin=subprocess.DEVNULL, stderr=subprocess.DEVNULL)

    def waiting(self, application: str) -> list[int]:
        """Sessions of an application that wait for the lock."""
        sql = (
            f"select pid from pg_stat_activity where application_name = '{application}' and pid in "
            "(select pid from pg_locks where not granted and relation = 'ml.shard_series'::regclass)")
        words = ["psql", "-AtXq", "-v", "ON_ERROR_STOP=1", "-c", sql]
        done = subprocess.run(words, env=self.environment, check=True, capture_output=True, text=True)
        return [int(line) for line in done.stdout.split()]

    def release(self):
        # psql cancels its query when it is interrupted, and the session ends with it.
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGINT)
            try:
                self.process.wait(10)
            except subprocess.TimeoutExpired:
                self.process.kill()
                self.process.wait()


def tail(logs: list[Path], lines: int = 60):
    """The ends of logs without what is only told for information and Java's stacks, for whoever reads why a check failed."""
    for log in logs:
        if log.exists():
            print(f"== {log.name}", file=sys.stderr)
            lined = log.read_text(errors="replace").splitlines()
            told = [line for line in lined if " INFO " not in line and not line.startswith("\tat ")]
            print("\n".join(told[-lines:]), file=sys.stderr)


def same_tables(project: Project, found: str, expected: str, after: str):
    """The tables of two databases are alike, row for row."""
    one, other = project.tables(found), project.tables(expected)
    need(other and any(not value.startswith("0|") for value in other.values()), "the expected tables are empty")
    different = sorted(name for name in one.keys() | other.keys() if one.get(name) != other.get(name))
    need(not different, f"after {after} these tables differ from those of 'forecastpack run': {different}")

