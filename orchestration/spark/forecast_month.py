"""A domain's month on Spark: for more series than one machine fits in the time there is.

    spark-submit --jars /usr/share/java/postgresql.jar orchestration/spark/forecast_month.py \
        --domain sales --as-of 2013-11 --shards 200

The driver asks `forecastpack shards plan` for the run. Spark reads the dataset over JDBC, puts each series into one line
and each shard into one partition, and pipes it to `forecastpack shards feed` on the executor, which fits, forecasts and keeps the
shard in PostgreSQL, whole or not at all and once: a task that is tried again or runs twice changes nothing. The driver ends
with `forecastpack reduce`, and `forecastpack publish` is left to the month's run. See docs/spark.md.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
from functools import partial

from pyspark.sql import DataFrame, SparkSession
from pyspark.sql import functions as f


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="Forecast a domain's month on Spark.")
    parser.add_argument("--domain", required=True)
    parser.add_argument("--as-of", required=True, help="the as-of month, as 2013-11")
    parser.add_argument("--shards", type=int, default=200, help="partitions; they change no number")
    parser.add_argument("--cores", type=int, default=1, help="cores of an executor that a task has to itself")
    parser.add_argument("--jdbc", help="the JDBC address of the database; by default from PGHOST, PGPORT, PGDATABASE")
    parser.add_argument(
        "--executable", default="forecastpack", help="the executable; at the same path on every node"
    )
    parser.add_argument(
        "--project", default=".", help="the project's folder with forecastpack.yml; at the same path on every node"
    )
    return parser.parse_args()


def forecastpack(options: argparse.Namespace, *words: str) -> str:
    """What a command of the executable prints; its own message says what went wrong."""
    done = subprocess.run(
        [options.executable, *words, "--quiet"], cwd=options.project, stdout=subprocess.PIPE, text=True
    )
    if done.returncode:
        raise SystemExit(done.returncode)
    return done.stdout


def read(spark: SparkSession, options: argparse.Namespace, plan: dict) -> DataFrame:
    """The dataset up to the as-of month: keys by position, month as `2013-11`, value as text, which no conversion has touched."""
    names = [quoted(name) for name in plan["keys"]]
    # Positions, since a key may be called as one of our columns or differ from another in its case alone.
    positions = ", ".join(f"{name} as {column}" for name, column in zip(names, columns(plan)))
    query = (
        f"select {positions}, to_char(month, 'YYYY-MM') as month, {quoted(plan['value'])}::text as value "
        f"from {quoted(plan['schema'])}.{quoted(plan['table'])} where month <= '{plan['lastMonth']}'"
    )
    address = options.jdbc or "jdbc:postgresql://{}:{}/{}".format(
        os.environ.get("PGHOST", "localhost"), os.environ.get("PGPORT", "5432"), os.environ.get("PGDATABASE", "")
    )
    reader = spark.read.format("jdbc").option("url", address).option("driver", "org.postgresql.Driver")
    for option, variable in (("user", "PGUSER"), ("password", "PGPASSWORD")):
        if value := os.environ.get(variable):
            reader = reader.option(option, value)
    # Parts of the table by a hash of the keys, each its own query: one connection would be the narrow place.
    parts = min(options.shards, 64)
    hashed = f"(hashtext(concat_ws(chr(31), {', '.join(columns(plan))}))::bigint & 2147483647) % {parts}"
    return (
        reader.option("dbtable", f"(select {hashed} as part, dataset.* from ({query}) dataset) parted")
        .option("partitionColumn", "part")
        .option("lowerBound", 0)
        .option("upperBound", parts)
        .option("numPartitions", parts)
        .option("fetchsize", 10_000)
        .load()
    )


def columns(plan: dict) -> list[str]:
    return [f"key_{position}" for position in range(len(plan["keys"]))]


def quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'


def lines(dataset: DataFrame, plan: dict):
    """A pair of position and line a series; positions count the leaves in the order of their keys' UTF-8 bytes."""
    months = f.sort_array(f.collect_list(f.struct("month", "value")))
    series = (
        dataset.groupBy(*columns(plan))
        .agg(months.alias("months"))
        .orderBy(*columns(plan))
        .select(
            f.concat_ws(
                "\t", f.col("months")[0]["month"], f.concat_ws(",", f.transform("months", lambda one: one["value"]))
            )
        )
    )
    return series.rdd.zipWithIndex().map(lambda pair: (pair[1], pair[0][0]))


def feed(command: list[str], project: str, shards: int, index: int, pairs):
    """Pipes the lines of shard `index + 1` to the executable, which keeps what it makes of them."""
    rows = sorted(pairs)
    done = subprocess.run(
        [*command, "--shard", f"{index + 1}/{shards}"],
        cwd=project,
        input="".join(f"{position}\t{line}\n" for position, line in rows),
        stderr=subprocess.PIPE,
        text=True,
    )
    if done.returncode:
        raise RuntimeError(f"shard {index + 1}/{shards}: exit {done.returncode}: {done.stderr}")
    yield index + 1, len(rows)


def main() -> None:
    options = arguments()
    plan = json.loads(forecastpack(options, "shards", "plan", "--domain", options.domain, "--as-of", options.as_of))
    if plan["isComputed"]:
        print(json.dumps({"run": plan["run"], "shards": 0, "series": 0}))
        return
    spark = SparkSession.builder.appName(f"forecastpack {options.domain} {options.as_of}").getOrCreate()
    command = [
        options.executable, "shards", "feed", "--run", plan["run"], "--leaves", str(plan["leaves"]),
        "--cores", str(options.cores), "--quiet",
    ]
    shards = options.shards
    done = (
        lines(read(spark, options, plan), plan)
        .partitionBy(shards, lambda position: position % shards)
        .mapPartitionsWithIndex(partial(feed, command, options.project, shards))
        .collect()
    )
    forecastpack(
        options, "reduce", "--domain", options.domain, "--as-of", options.as_of, "--shards", str(shards)
    )
    print(json.dumps({"run": plan["run"], "shards": len(done), "series": sum(count for _, count in done)}))
    spark.stop()


if __name__ == "__main__":
    main()
