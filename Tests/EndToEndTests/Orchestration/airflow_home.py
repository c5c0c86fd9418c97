"""An Airflow of a check's own: its home, its metadata, and what the workers' environment says."""

import subprocess
from pathlib import Path

from checks import BIN, EPOCH, EXECUTABLE, ROOT, Project

DAG = "forecastpack_monthly"


class Airflow:
    """Its metadata are in SQLite; `warehouse` is a database of the project's server."""

    def __init__(self, project: Project, name: str, warehouse: str, **more: str):
        self.home = project.folder / name
        self.home.mkdir()
        self.folder = project.folder
        self.environment = project.environment | project.variables(warehouse) | {
            "AIRFLOW_HOME": str(self.home),
            "AIRFLOW__CORE__DAGS_FOLDER": str(ROOT / "orchestration/airflow/dags"),
            "AIRFLOW__CORE__LOAD_EXAMPLES": "False",
            "AIRFLOW__CORE__EXECUTOR": "LocalExecutor",
            "AIRFLOW__DATABASE__SQL_ALCHEMY_CONN": f"sqlite:///{self.home}/airflow.db",
            "FORECASTPACK": str(EXECUTABLE),
            "FORECASTPACK_PROJECT": str(project.folder),
            "FORECASTPACK_RETRY_SECONDS": "2",
            "SOURCE_DATE_EPOCH": EPOCH,
        } | more

    def run(self, *words: str, seconds: float = 120) -> str:
        done = subprocess.run(
            [BIN / "airflow", *words], env=self.environment, cwd=self.folder, stdin=subprocess.DEVNULL,
            capture_output=True, text=True, timeout=seconds)
        if done.returncode:
            raise SystemExit(f"FAILED: airflow {' '.join(words)}: exit {done.returncode}\n{done.stdout}\n{done.stderr}")
        return done.stdout

    def prepare(self):
        self.run("db", "migrate")
        self.run("pools", "set", "forecastpack", "4", "connections to the warehouse")

    def logs(self) -> list[Path]:
        """Those of the tasks and of Airflow's own processes, the newest last."""
        found = [*self.home.glob("*.log"), *self.home.glob("logs/dag_id=*/**/*.log")]
        return sorted(found, key=lambda log: log.stat().st_mtime)
