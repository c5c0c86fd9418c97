"""The model's tables, filled from the database, and its measures, as a DAX engine that is not ours evaluates them."""
import collections
import csv
import datetime
import os
import re

from pbix_mcp.dax import engine

# The engine does not see a function whose name and bracket are apart.
CALL = re.compile(r"\b(?!IN\b|AND\b|OR\b|NOT\b|RETURN\b)([A-Z][A-Z0-9.]+)\s+\(")


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
    """The model's tables, filled with rows, and its measures; `stored` gives the rows of a view."""

    def __init__(self, model, stored):
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
            found = stored(source[1]) if source else []
            self.tables[table["name"]] = {
                "columns": list(columns),
                "rows": [[geography(row) if name == "Geography Key" else self.value(kind, row[name])
                          for name, kind in columns.items()] for row in found]}
            for row in found:
                if "category" in row:
                    members["Geography"].add((geography(row), row["region"], row["country"]))
                    members["Category"].add((row["category"],))
                if "channel" in row:
                    members["Channel"].add((row["channel"],))
        for name, keys in members.items():
            self.tables[name]["rows"] = [list(member) for member in sorted(keys)]
        self.tables["Horizon"]["rows"] = [[horizon] for horizon in range(1, 13)]
        self.tables["Date"]["rows"] = [self.day(datetime.datetime(2010, 1, 1) + datetime.timedelta(n))
                                       for n in range(5 * 365 + 1)]

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
