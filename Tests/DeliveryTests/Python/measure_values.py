"""Evaluates the model's measures with a DAX engine that is not ours and compares them with the views.

usage: measure_values.py MODEL.json CSV_FOLDER     exit 1 for any difference, or where next to nothing was compared
"""
import collections
import csv
import datetime
import json
import math
import os
import re
import sys

from pbix_mcp.dax import engine

# The engine does not see a function whose name and bracket are apart.
CALL = re.compile(r"\b(?!IN\b|AND\b|OR\b|NOT\b|RETURN\b)([A-Z][A-Z0-9.]+)\s+\(")
DIMENSION = {"region": "Geography.Region", "country": "Geography.Country"}


def lines(value):
    return "\n".join(value) if isinstance(value, list) else value or ""


def rows(folder, name):
    with open(os.path.join(folder, f"{name}.csv"), encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def date(text):
    return datetime.datetime.strptime(text[:10], "%Y-%m-%d")


def number(text):
    return float(text) if text else None


def geography(row):
    return f"{len(row['region'])}:{row['region']}{row['country']}"


class Model:
    """The model's tables, filled from the database, and its measures."""

    def __init__(self, model, folder):
        self.tables = {}
        self.relationships = [
            {"FromTable": r["fromTable"], "FromColumn": r["fromColumn"], "ToTable": r["toTable"],
             "ToColumn": r["toColumn"], "IsActive": True} for r in model["relationships"]]
        self.measures = {}
        members = collections.defaultdict(set)
        for table in model["tables"]:
            for measure in table.get("measures", []):
                self.measures[measure["name"]] = CALL.sub(r"\1(", lines(measure["expression"]))
            columns = {c["name"]: c["dataType"] for c in table["columns"] if c.get("type") != "rowNumber"}
            query = lines(table["partitions"][0]["source"]["expression"])
            source = re.match(r'let\s+Data = SourceTable\("([^"]+)"', query)
            stored = rows(folder, source[1]) if source else []
            self.tables[table["name"]] = {
                "columns": list(columns),
                "rows": [[geography(row) if name == "Geography Key" else self.value(kind, row[name])
                          for name, kind in columns.items()] for row in stored]}
            for row in stored:
                if "category" in row:
                    members["Geography"].add((geography(row), row["region"], row["country"]))
                    members["Category"].add((row["category"],))
                if "channel" in row:
                    members["Channel"].add((row["channel"],))
        for name, found in members.items():
            self.tables[name]["rows"] = [list(member) for member in sorted(found)]
        self.tables["Horizon"]["rows"] = [[horizon] for horizon in range(1, 13)]
        self.tables["Date"]["rows"] = [self.day(datetime.datetime(2010, 1, 1) + datetime.timedelta(n))
                                       for n in range(6 * 365 + 1)]

    @staticmethod
    def value(kind, text):
        if text == "":
            return None
        if kind == "dateTime":
            return datetime.datetime.strptime(text[:19], "%Y-%m-%d %H:%M:%S") if len(text) > 10 else date(text)
        return {"decimal": float, "double": float, "int64": int, "boolean": lambda t: t == "t"}.get(kind, str)(text)

    @staticmethod
    def day(day):
        """A row of Date; the demo's fiscal year is the calendar's."""
        return [day, day.year, f"Q{(day.month + 2) // 3}", day.month, day.strftime("%b"), day.replace(day=1),
                day.strftime("%Y-%m"), day.year, day.month]

    def evaluate(self, names, filters):
        return engine.evaluate_measures_batch(
            names, self.tables, dict(self.measures), filters, "Date", "Date", self.relationships,
            measure_tables={name: "Metrics" for name in self.measures},
            model_columns={name: set(table["columns"]) for name, table in self.tables.items()},
            date_tables={"Date": "Date"})


class Comparison:
    """Counts what agrees and says what does not."""

    def __init__(self, model, folder):
        self.model, self.folder = model, folder
        self.passed, self.failed, self.names = 0, 0, set()

    def compare(self, label, filters, expected):
        found = self.model.evaluate([f"{label}{name}" for name in expected], filters)
        for name, value in expected.items():
            name, got = f"{label}{name}", found[f"{label}{name}"]
            self.names.add(name)
            same = got == value or (
                isinstance(got, (int, float)) and isinstance(value, (int, float))
                and math.isclose(got, value, rel_tol=1e-9, abs_tol=1e-6))
            self.passed, self.failed = self.passed + same, self.failed + (not same)
            if not same:
                print(f"{name} of {filters}: DAX {got}, views {value}")

    @staticmethod
    def filters(keys):
        return {DIMENSION.get(key, f"{key.title()}.{key.title()}"): [value]
                for key, value in keys.items() if value != "(all)"}

    def nodes(self, stored, keys):
        """The first and the last node of each level that has rows."""
        levels = collections.defaultdict(set)
        for row in stored:
            levels[row["level"]].add(tuple(row[key] for key in keys))
        for level, found in sorted(levels.items()):
            for values in sorted({min(found), max(found)}):
                yield level, dict(zip(keys, values))

    def comparisons(self, domain, label, keys, is_flow):
        """Figures of an as-of month against kpi_monthly."""
        stored = rows(self.folder, f"kpi_monthly_{domain}")
        for level, node in self.nodes(stored, keys):
            for month in ("2012-12-01", "2013-06-01", "2013-11-01"):
                figures = {(r["period"], r["comparison"]): r for r in stored if r["level"] == level
                           and r["as_of_month"] == month and all(r[key] == node[key] for key in keys)}
                if not figures:
                    continue

                def figure(period, comparison, column):
                    return number(figures.get((period, comparison), {}).get(column))

                expected = {
                    "Month Actual": figure("month", "ac_py", "value"), "Month ΔFC": figure("month", "ac_fc", "variance"),
                    "Month ΔFC %": figure("month", "ac_fc", "variance_pct"),
                    "Month ΔPY": figure("month", "ac_py", "variance"),
                    "Month ΔPY %": figure("month", "ac_py", "variance_pct"),
                    "Next Month": figure("next_month", "outlook_py", "value"),
                    "Year Outlook": figure("fy", "outlook_py", "value")}
                if is_flow:
                    last_year = figure("r12", "ac_py", "value")
                    expected |= {
                        "Year To Date": figure("ytd", "ac_py", "value"),
                        "Year To Date Prior Year": figure("ytd", "ac_py", "reference"),
                        "Year To Date ΔPY": figure("ytd", "ac_py", "variance"),
                        "Year To Date ΔPY %": figure("ytd", "ac_py", "variance_pct"),
                        "Year Outlook ΔPY": figure("fy", "outlook_py", "variance"),
                        "Next 12 Months": figure("next12", "outlook_py", "value"),
                        "Run Rate": None if last_year is None else last_year / 12}
                # The latest vintage is the one that nobody chose.
                chosen = {} if month == "2013-11-01" else {"Runs.as_of_month": [date(month)]}
                self.compare(f"{label} ", self.filters(node) | chosen, expected)

    def accuracy(self, domain, label, keys):
        """Accuracy at the latest vintage against forecast_accuracy."""
        stored = [r for r in rows(self.folder, f"forecast_accuracy_{domain}")
                  if r["as_of_month"] == "2013-11-01" and r["method"] == "final" and r["origin"] == "backfilled"]
        whole = [r for r in stored if r["window_months"] == "0" and r["horizon"] in ("1", "6")]
        for level, node in self.nodes(whole, keys):
            for row in whole:
                if row["level"] != level or any(row[key] != node[key] for key in keys):
                    continue
                leaves = [r for r in whole if r["level"] == "leaf" and r["horizon"] == row["horizon"]
                          and all(node[key] in ("(all)", r[key]) for key in keys)]
                pairs = sum(int(r["pairs"]) for r in leaves)
                horizon = {} if row["horizon"] == "1" else {"Horizon.Horizon": [int(row["horizon"])]}
                self.compare(f"{label} ", self.filters(node) | horizon, {
                    "Pairs": int(row["pairs"]), "WAPE": number(row["wape"]), "Bias": number(row["sum_error"]),
                    "Bias %": number(row["bias_pct"]), "Hits": int(row["hits"]),
                    "Coverage 80": sum(int(r["covered_80"]) for r in leaves) / pairs,
                    "Coverage 95": sum(int(r["covered_95"]) for r in leaves) / pairs})

    def periods(self, domain, label, is_flow):
        """Measures over months against sums of the tables, made here: a stock takes the last month."""
        actual, ahead = {}, {}
        for name, values, column in ((f"actual_{domain}", actual, "value"),
                                     (f"ml_pred_{domain}_1m", ahead, "predicted_value")):
            for row in rows(self.folder, name):
                if row.get("is_complete", "t") == "t":
                    month = date(row["month"])
                    values[month] = values.get(month, 0) + float(row[column])

        def total(values, months):
            if not months:
                return None
            return sum(values[month] for month in months) if is_flow else values[max(months)]

        def before(month):
            return month.replace(year=month.year - 1)

        for year in (2011, 2012, 2013, 2014):
            months = [month for month in actual if month.year == year]
            both = [month for month in months if before(month) in actual]
            forecast = [month for month in months if month in ahead]
            sides = [(total(actual, both), total(actual, [before(month) for month in both])),
                     (total(actual, forecast), total(ahead, forecast))]
            variances = [None if first is None else first - second for first, second in sides]
            shares = [variance / second if variance is not None and second > 0 and first >= 0 else None
                      for variance, (first, second) in zip(variances, sides)]
            self.compare(f"{label} ", {"Date.Year": [year]}, {
                "Actual": total(actual, months), "Prior Year": sides[0][1], "ΔPY": variances[0], "ΔPY %": shares[0],
                "ΔFC": variances[1], "ΔFC %": shares[1]})


def main():
    path, folder = sys.argv[1:]
    with open(path, encoding="utf-8") as file:
        comparison = Comparison(Model(json.load(file)["model"], folder), folder)
    for domain in rows(folder, "domains"):
        name, label, keys = domain["domain"], domain["label"], domain["keys"].strip("{}").split(",")
        comparison.comparisons(name, label, keys, domain["kind"] == "flow")
        comparison.accuracy(name, label, keys)
        comparison.periods(name, label, domain["kind"] == "flow")
    print(f"{len(comparison.names)} measures, {comparison.passed} figures agree, {comparison.failed} differ")
    sys.exit(comparison.failed > 0 or comparison.passed < 500)


main()
