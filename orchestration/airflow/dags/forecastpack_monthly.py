"""
### ForecastPack, month by month
Once a month is over: dbt and the quality gates, fits and forecasts in shards, one publication of all domains,
the pack, MLflow, the mail, Power BI. Every task is one command of the `forecastpack` executable; it can be run again at
any time, changes nothing that is done already, and leaves no files that another task needs.

The as-of month is the month in which the run's data interval starts. Exit codes: 65 data refused, 69 database or
service not reachable, 75 a run is in progress, 78 configuration. See docs/airflow.md.
"""

from __future__ import annotations

import logging
import os
import re
import subprocess
from datetime import timedelta

import pendulum
from airflow.providers.standard.operators.bash import BashOperator
from airflow.sdk import (
    Asset,
    CronDataIntervalTimetable,
    Param,
    RetryPolicy,
    TaskGroup,
    chain,
    dag,
    task,
)
from airflow.sdk.definitions.retry_policy import RetryDecision

# Of the workers; the same on all of them.
EXECUTABLE = os.environ.get("FORECASTPACK", "forecastpack")
PROJECT = os.environ.get("FORECASTPACK_PROJECT", ".")
# Those of forecastpack.yml.
DOMAINS = os.environ.get("FORECASTPACK_DOMAINS", "sales inventory profit").split()
# How the warehouse's tables are called among the assets.
ASSETS = os.environ.get("FORECASTPACK_ASSETS", "postgres://warehouse:5432/analytics/ml")

AS_OF = "{{ params.as_of or data_interval_start.strftime('%Y-%m') }}"
SELECTED = "{% for name in params.domains %} --domain {{ name }}{% endfor %}"


def table(name: str) -> Asset:
    return Asset(name=name, uri=f"{ASSETS}/{name}")


class SparePointlessRetries(RetryPolicy):
    """Wrong usage, refused data, a bug and a wrong configuration are the same at the next try."""

    FINAL = {"64", "65", "70", "73", "78"}

    def evaluate(self, exception, try_number, max_tries, context=None):
        code = re.search(r"exit code (\d+)", str(exception))
        if code and code[1] in self.FINAL:
            return RetryDecision.fail(f"exit code {code[1]} does not go away by itself")
        return RetryDecision.default()


def report_failure(context) -> None:
    """Says which task failed for good and, where FORECASTPACK_ON_FAILURE names a command, tells that command."""
    instance = context["task_instance"]
    facts = {
        "FORECASTPACK_FAILED_TASK": instance.task_id,
        "FORECASTPACK_FAILED_SHARD": str(instance.map_index),
        "FORECASTPACK_FAILED_RUN": context["run_id"],
        "FORECASTPACK_FAILED_WHY": str(context.get("exception") or "the task was lost"),
    }
    logging.getLogger("forecastpack").error("failed for good: %s", facts)
    if command := os.environ.get("FORECASTPACK_ON_FAILURE"):
        subprocess.run(command, shell=True, check=False, timeout=60, env={**os.environ, **facts})


def only_if(condition: str, command: str) -> str:
    """The command where the condition holds; elsewhere the task is skipped."""
    return f"{{% if {condition} %}}{command}{{% else %}}exit 99{{% endif %}}"


def step(task_id: str, words: str, doc: str, **more) -> BashOperator:
    return BashOperator(task_id=task_id, bash_command=f"{EXECUTABLE} {words}", doc_md=doc, **more)


@dag(
    dag_id="forecastpack_monthly",
    doc_md=__doc__,
    # At 04:00 on the 2nd: data interval from the 2nd of the as-of month to the 2nd of the month after it.
    schedule=CronDataIntervalTimetable("0 4 2 * *", timezone="UTC"),
    start_date=pendulum.datetime(2013, 1, 2, 4, tz="UTC"),
    catchup=False,
    max_active_runs=1,
    dagrun_timeout=timedelta(hours=12),
    default_args={
        "owner": "forecastpack",
        "cwd": PROJECT,
        "append_env": True,
        "pool": "forecastpack",
        "retries": 4,
        "retry_delay": timedelta(seconds=int(os.environ.get("FORECASTPACK_RETRY_SECONDS", "60"))),
        "retry_exponential_backoff": True,
        "max_retry_delay": timedelta(minutes=15),
        "retry_policy": SparePointlessRetries(),
        "execution_timeout": timedelta(hours=2),
        "on_failure_callback": report_failure,
    },
    params={
        "as_of": Param(
            None,
            type=["null", "string"],
            pattern=r"^\d{4}-(0[1-9]|1[0-2])$",
            title="As-of month",
            description="As 2013-11; by default the month of the data interval.",
        ),
        "domains": Param(
            DOMAINS,
            type="array",
            items={"type": "string", "enum": DOMAINS},
            minItems=1,
            title="Domains",
            description="The pack needs all of them.",
        ),
        "shards": Param(
            int(os.environ.get("FORECASTPACK_SHARDS", "2")),
            type="integer",
            minimum=1,
            maximum=1000,
            title="Shards a domain",
            description="It changes no number.",
        ),
        "send": Param(
            os.environ.get("FORECASTPACK_SEND", "") == "yes",
            type="boolean",
            title="Make the mail",
        ),
        "refresh": Param(
            os.environ.get("FORECASTPACK_REFRESH", "") == "yes",
            type="boolean",
            title="Refresh Power BI",
        ),
        "supersede": Param(
            None,
            type=["null", "string"],
            pattern=r"^[^'\\]*$",
            title="Replace what is published",
            description="Why; without a reason a published vintage stays.",
        ),
    },
    tags=["forecastpack"],
)
def forecastpack_monthly():
    migrate = step("migrate", "db migrate", "Brings tables, views and rights to what this version of the project says.")
    build = step(
        "build",
        "build",
        "Builds the datasets with dbt, then asks the quality gates; findings that say stop end the run with exit 65.",
        outlets=[table(f"ml_train_{domain}_monthly") for domain in DOMAINS],
    )

    @task(doc_md="The shards of a domain, for the tasks that are mapped over them.")
    def shards(params: dict) -> list[dict[str, str]]:
        return [{"SHARD": f"{index}/{params['shards']}"} for index in range(1, params["shards"] + 1)]

    every_shard = shards()

    def mapped(command: str, domain: str, doc: str):
        return BashOperator.partial(
            task_id=domain,
            bash_command=only_if(
                f"'{domain}' in params.domains",
                f'{EXECUTABLE} {command} --as-of {AS_OF} --domain {domain} --shard "$SHARD"',
            ),
            doc_md=doc,
            map_index_template="{{ task.env['SHARD'] }}",
            # A domain that was not asked for is skipped, which must not skip the others.
            trigger_rule="none_failed",
        ).expand(env=every_shard)

    with TaskGroup("train", tooltip="Fit and backtest, by domain and shard") as train:
        for domain in DOMAINS:
            mapped("train", domain, "Fits and backtests the series of a shard and keeps the fits in PostgreSQL.")
    with TaskGroup("predict", tooltip="Forecast, by domain and shard") as predict:
        for domain in DOMAINS:
            mapped("predict", domain, "Forecasts the series of a shard from the kept fits.")

    reduce = step(
        "reduce",
        f"reduce --as-of {AS_OF} --shards {{{{ params.shards }}}}{SELECTED}",
        "Brings the shards together: levels, reconciliation, intervals. A shard that is missing is named (exit 65).",
        trigger_rule="none_failed_min_one_success",
    )
    publish = step(
        "publish",
        f"publish --as-of {AS_OF}{SELECTED}"
        "{% if params.supersede %} --supersede '{{ params.supersede }}'{% endif %}",
        "Makes the runs of all domains the current ones, in one transaction, with the pack checked inside it.",
        outlets=[table(f"ml_pred_{domain}") for domain in DOMAINS],
    )
    render = step(
        "render",
        f"render --as-of {AS_OF}",
        "Renders the pack from the views again, so that it shows what they say now.",
    )
    track = step(
        "track",
        "track sync",
        "Tells MLflow about what was published. Skipped where there is no server (78) or it does not answer (69): "
        "the queue keeps it for the next run.",
        skip_on_exit_code=[69, 78],
        retries=1,
    )
    send = BashOperator(
        task_id="send",
        bash_command=only_if("params.send", f"{EXECUTABLE} send --as-of {AS_OF}"),
        doc_md="Makes the mail of the vintage; skipped unless it was asked for.",
    )
    refresh = BashOperator(
        task_id="refresh",
        bash_command=only_if("params.refresh", f"{EXECUTABLE} powerbi refresh"),
        doc_md="Refreshes the published Power BI model; skipped unless it was asked for.",
    )

    chain(migrate, build, every_shard, train, predict, reduce, publish, render, send)
    chain(publish, [track, refresh])


forecastpack_monthly()
