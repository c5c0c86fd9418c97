"""How long a pack takes, where the time goes, and the same data sheets by Python's XlsxWriter, as Markdown.

Packs are rendered by `forecastpack render` from a database of their own; the synthetic one goes the whole way from a
dataset through training and publishing. Every answer is checked: openpyxl reads each cell of both workbooks' data sheets
and finds the same. Times beside a peer are CPU seconds (user and system): a busy machine changes them little.
"""
import argparse
import datetime
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile
import time

import openpyxl
import xlsxwriter
import yaml

ROOT = pathlib.Path(__file__).resolve().parents[2]
ENGINE = os.environ["FORECASTPACK"]
AS_OF = "2013-11"
CONFIGURATION = """
schema: ml
facts: {{schema: raw, folder: {root}/examples/adventureworks}}
dbt: {{project: {root}/sql}}
reader_role: forecast_reader
horizons: 12
fiscal_year_start: 1
accuracy_windows: [12, 0]
domains:
  sales:
    label: Sales
    dataset: ml_train_sales_monthly
    keys: [region, country, channel, category]
    unit: USD
    decimals: 2
    kind: flow
    higher_is_better: true
    hit_tolerance: 10%
    model: seasonal_naive
    levels:
      total: []
      region: [region]
      country: [region, country]
      channel: [channel]
      category: [category]
      country_channel: [region, country, channel]
gates: {{gap: warning, silent: info, negative: info}}
pack: {{definition: pack.yml, templates: {root}/templates, folder: packs}}
"""


def call(*words, folder):
    """Standard error of a command that ends well, its CPU and wall seconds, its greatest memory in MB."""
    start = time.monotonic()
    with tempfile.TemporaryFile("w+") as errors:
        process = subprocess.Popen([ENGINE, *words], cwd=folder, stdout=subprocess.DEVNULL, stderr=errors)
        _, status, usage = os.wait4(process.pid, 0)
        errors.seek(0)
        text = errors.read()
    if status != 0:
        sys.exit(f"forecastpack {' '.join(words)}: {text}")
    return text, usage.ru_utime + usage.ru_stime, time.monotonic() - start, usage.ru_maxrss / 1024


def render(folder):
    """The best of three: seconds by step as the command tells them, CPU seconds, wall seconds, MB."""
    best = None
    for _ in range(3):
        text, cpu, wall, memory = call("render", "--as-of", AS_OF, folder=folder)
        steps = {name: float(value) for name, value in re.findall(r"(\w+) (\d+\.\d+) s", text)}
        if best is None or steps["page"] + steps["workbook"] < best[0]["page"] + best[0]["workbook"]:
            best = (steps, cpu, wall, memory)
    return best


def synthetic(folder, series, vintages):
    """A folder with a database that holds published vintages of so many series."""
    definition = (ROOT / "reports/monthly-pack.yml").read_text(encoding="utf-8")
    (folder / "forecastpack.yml").write_text(CONFIGURATION.format(root=ROOT))
    (folder / "pack.yml").write_text(only_sales(definition))
    folder.chmod(0o755)
    call("db", "start", folder=folder)
    call("db", "migrate", folder=folder)
    sql = ROOT / "script/benchmarks/pack_series.sql"
    subprocess.run(
        [ENGINE, "db", "psql", "--", "-q", "-v", "ON_ERROR_STOP=1", "-v", f"series={series}", "-f", str(sql)],
        cwd=folder, check=True, stdout=subprocess.DEVNULL)
    first = f"2013-{11 - vintages + 1:02}"
    for step in ("train", "predict", "publish"):
        _, _, wall, _ = call(step, "--from", first, "--to", AS_OF, folder=folder)
        print(f"{step} of {vintages} vintages: {wall:.1f} s", file=sys.stderr)


def only_sales(text):
    """The pack's definition without what is about other domains."""
    definition = yaml.safe_load(text)

    def kept(value):
        if isinstance(value, dict):
            return {key: kept(entry) for key, entry in value.items()}
        if isinstance(value, list):
            return [kept(entry) for entry in value
                    if entry not in ("profit", "inventory")
                    and not (isinstance(entry, dict) and (entry.get("domain", "sales") != "sales" or "ratio" in entry))]
        return value

    definition = kept(definition)
    definition["executive"]["rows"] = [{"label": "Sales", "domain": "sales"}]
    return yaml.safe_dump(definition, allow_unicode=True, sort_keys=False)


def data_sheets(path):
    """Name, and rows of every data sheet, as openpyxl reads them."""
    tables = {}
    book = openpyxl.load_workbook(path)
    for sheet in book:
        for table in sheet.tables.values():
            width = len(table.tableColumns)
            rows = [tuple(cell.value for cell in row[:width]) for row in sheet[table.ref]]
            tables[table.displayName] = rows
    return tables


def peer(tables, path):
    """Writes the same tables by XlsxWriter; CPU and wall seconds of writing alone."""
    cpu, start = time.process_time(), time.monotonic()
    book = xlsxwriter.Workbook(path)
    date = book.add_format({"num_format": "yyyy-mm-dd"})
    money = book.add_format({"num_format": "#,##0.00"})
    for name, rows in tables.items():
        sheet = book.add_worksheet(name)
        header = rows[0]
        sheet.add_table(
            0, 0, max(1, len(rows) - 1), len(header) - 1,
            {"name": name, "style": "Table Style Light 1", "columns": [{"header": column} for column in header]})
        for index, row in enumerate(rows[1:], 1):
            for column, value in enumerate(row):
                if value is None:
                    continue
                if isinstance(value, datetime.datetime):
                    sheet.write_datetime(index, column, value, date)
                elif isinstance(value, bool):
                    sheet.write_boolean(index, column, value)
                elif isinstance(value, (int, float)):
                    sheet.write_number(index, column, value, money)
                else:
                    sheet.write_string(index, column, value)
    book.close()
    return time.process_time() - cpu, time.monotonic() - start


def section(name, folder, limit):
    steps, cpu, wall, memory = render(folder)
    pack = folder / "packs" / AS_OF
    workbook = pack / f"forecast-pack-{AS_OF}.xlsx"
    tables = data_sheets(workbook)
    cells = sum(len(rows) * len(rows[0]) for rows in tables.values())
    with tempfile.TemporaryDirectory() as scratch:
        path = pathlib.Path(scratch) / "peer.xlsx"
        peer_cpu, peer_wall = peer(tables, path)
        same = data_sheets(path) == tables
    if not same:
        sys.exit(f"{name}: the data sheets of the two workbooks differ")
    written = steps["page"] + steps["workbook"]
    print(f"### {name}\n")
    print(f"{sum(len(rows) - 1 for rows in tables.values()):,} rows, {cells:,} cells in {len(tables)} data sheets; "
          f"page {(pack / 'index.html').stat().st_size / 1e3:,.0f} kB, workbook {workbook.stat().st_size / 1e6:.1f} MB\n")
    print("| step | seconds |\n|---|---|")
    for step, seconds in steps.items():
        print(f"| {step} | {seconds:.2f} |")
    print(f"| page and workbook (goal: under {limit} s) | {written:.2f} |")
    print(f"| the whole command, CPU | {cpu:.2f} |")
    print(f"| XlsxWriter, the data sheets alone, CPU | {peer_cpu:.2f} |")
    print(f"\nGreatest memory {memory:.0f} MB. XlsxWriter takes {peer_cpu / cpu:.1f} times the CPU time of the whole "
          "command, queries not counted (PostgreSQL's own), for the data sheets alone; openpyxl finds the same cells.\n")


def main():
    arguments = argparse.ArgumentParser()
    arguments.add_argument("--series", type=int, default=10_000)
    arguments.add_argument("--vintages", type=int, default=3)
    arguments.add_argument("--keep", help="keep the synthetic database in this folder")
    arguments.add_argument("--demo", action="store_true", help="the demo alone")
    options = arguments.parse_args()
    print("## Pack\n")
    demo = ROOT / "packs" / AS_OF / "index.html"
    if demo.exists():
        section("The demo: 3 domains, 18 vintages", ROOT, 0.5)
    else:
        print("The demo's pack was skipped: run script/demo before.\n")
    if options.demo:
        return
    folder = pathlib.Path(options.keep or tempfile.mkdtemp(prefix="forecastpack-bench-"))
    folder.mkdir(parents=True, exist_ok=True)
    try:
        if not (folder / "forecastpack.yml").exists():
            synthetic(folder, options.series, options.vintages)
        section(f"{options.series:,} series, {options.vintages} vintages", folder, 10)
    finally:
        subprocess.run([ENGINE, "db", "stop"], cwd=folder, stdout=subprocess.DEVNULL)
        if not options.keep:
            shutil.rmtree(folder)


if __name__ == "__main__":
    main()
