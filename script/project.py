"""A project folder of its own with a private server, for benchmarks and for checks that no test of Swift can make.

The folder links to the sources of this project; its configuration is the project's or that of one synthetic domain. Where
FORECASTPACK names no other, the executable is the release build.
"""

import os
import shlex
import shutil
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

import bulk

ROOT = Path(__file__).resolve().parents[1]
EXECUTABLE = Path(os.environ.get("FORECASTPACK") or ROOT / ".build/release/forecastpack").resolve()

@dataclass
class Outcome:
    """How a command ended: exit code, what it said, wall and CPU seconds, peak MiB."""

    status: int
    output: str
    errors: str
    wall: float
    cpu: float
    memory: float


class Project:
    """Ends with `close`, which stops the server and removes the folder. `model` makes `bulk` its only domain."""

    def __init__(self, name: str, model: str | None = None, horizons: int = 12):
        if not EXECUTABLE.exists():
            sys.exit(f"{EXECUTABLE} is missing: swift build -c release --product forecastpack")
        self.folder = Path(tempfile.mkdtemp(prefix=f"forecastpack-{name}-"))
        self.folder.chmod(0o755)
        (self.folder / ".forecastpack").mkdir(mode=0o700)
        for link in ("sql", "templates", "reports", "examples", ".forecastpack/dbt"):
            (self.folder / link).symlink_to(ROOT / link)
        text = (ROOT / "forecastpack.yml").read_text()
        if model:
            text = bulk.configuration(text, model, horizons)
            (self.folder / "bulk-pack.yml").write_text(bulk.pack((ROOT / "reports/monthly-pack.yml").read_text()))
        (self.folder / "forecastpack.yml").write_text(text)
        self.environment = {key: value for key, value in os.environ.items() if not key.startswith("PG")}
        # The command that is running, if any.
        self.process: int | None = None
        self.server = self.succeed("db", "start").output.splitlines()[0]

    def close(self):
        self.attempt("db", "stop")
        shutil.rmtree(self.folder, ignore_errors=True)

    def attempt(self, *words: str, dsn: str | None = None) -> Outcome:
        """Runs a command of the executable to its end; `dsn` names a database other than the private server's own."""
        with tempfile.TemporaryFile("w+") as output, tempfile.TemporaryFile("w+") as errors:
            start = time.monotonic()
            if dsn:
                at = words.index("--") if "--" in words else len(words)
                words = (*words[:at], "--dsn", dsn, *words[at:])
            process = subprocess.Popen(
                [EXECUTABLE, *words], cwd=self.folder, stdout=output, stderr=errors, stdin=subprocess.DEVNULL,
                env=self.environment,
            )
            self.process = process.pid
            _, status, usage = os.wait4(process.pid, 0)
            process.returncode = os.waitstatus_to_exitcode(status)
            self.process = None
            wall = time.monotonic() - start
            output.seek(0), errors.seek(0)
            return Outcome(
                process.returncode, output.read(), errors.read(), wall, usage.ru_utime + usage.ru_stime,
                usage.ru_maxrss / 1024)

    def succeed(self, *words: str, dsn: str | None = None) -> Outcome:
        """The same; ends the program where the command fails."""
        outcome = self.attempt(*words, dsn=dsn)
        if outcome.status:
            sys.exit(f"{' '.join(words)}: exit {outcome.status}: {outcome.output}{outcome.errors}")
        return outcome

    def sql(self, text: str, dsn: str | None = None) -> str:
        """Rows as lines, columns parted by `|`."""
        return self.succeed("db", "psql", "--", "-AtXq", "-v", "ON_ERROR_STOP=1", "-c", text, dsn=dsn).output.strip()

    def dsn(self, database: str) -> str:
        return f"{self.server} dbname={database}"

    def make_database(self, name: str, template: str = "template1") -> str:
        self.sql(f"create database {name} template {template}", self.dsn("postgres"))
        return self.dsn(name)

    def variables(self, database: str) -> dict[str, str]:
        """What leads libpq to a database of the private server."""
        pairs = dict(pair.split("=", 1) for pair in shlex.split(self.server))
        found = {f"PG{name.upper()}": pairs[name] for name in ("host", "port", "user") if name in pairs}
        return found | {"PGDATABASE": database}

    def tables(self, dsn: str) -> dict[str, str]:
        """Count and digest of the rows of every table that a run leaves, by name."""
        names = self.sql((ROOT / "Tests/EndToEndTests/Support/fingerprint.sql").read_text(), dsn).split()
        one = [
            f"select '{name}', count(*), md5(coalesce(string_agg(t::text, ';' order by t::text), '')) from ml.{name} t"
            for name in names
        ]
        rows = self.sql(" union all ".join(one) + " order by 1", dsn).splitlines()
        return dict(row.split("|", 1) for row in rows)
