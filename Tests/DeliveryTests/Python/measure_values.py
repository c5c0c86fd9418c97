"""Evaluates every measure of the model with a DAX engine that is not ours and compares it with SQL over the views, and
with cases worked by hand.

usage: measure_values.py MODEL.json CSV_FOLDER     exit 1 for any difference, or a measure never compared
"""
import collections
import json
import math
import sys

from dax_model import Model, date, number, rows
from expected_values import BAD, GOOD, NEUTRAL, Views, margin
from worked_cases import worked_cases, worked_rows

DIMENSION = {"region": "Geography.Region", "country": "Geography.Country"}
LATEST = "2013-11"
RATIOS = {"Margin %": ("profit", "sales")}
# Of each domain: a node of its keys, the months in the filter, the vintage.
SELECTIONS = [
    ({}, "", LATEST), ({}, "2013", LATEST), ({}, "2011", LATEST), ({}, "2013-11", LATEST),
    ({"country": "France"}, "2013", LATEST), ({"country": "France"}, "2013-03", "2012-12"),
    ({"channel": "Internet"}, "", LATEST), ({"channel": "Internet"}, "2013-01", "2012-12"),
    ({"category": "Bikes"}, "2013-12", LATEST),
    ({"country": "France", "channel": "Internet", "category": "Bikes"}, "2013-12", LATEST)]


class Comparison:
    """Counts what agrees and says what does not; a measure is compared where it has a value."""

    def __init__(self, model, folder):
        self.model, self.folder = model, folder
        self.passed, self.failed, self.names = 0, 0, set()

    def compare(self, label, filters, expected):
        found = self.model.evaluate([f"{label}{name}" for name in expected], filters)
        for name, value in expected.items():
            name = f"{label}{name}"
            if value is not None:
                self.names.add(name)
            self.check(f"{name} of {filters}", value, found[name])

    def check(self, what, value, got):
        same = got == value or (
            isinstance(got, (int, float)) and isinstance(value, (int, float))
            and math.isclose(got, value, rel_tol=1e-9, abs_tol=1e-6))
        self.passed, self.failed = self.passed + same, self.failed + (not same)
        if not same:
            print(f"{what}: {got}, expected {value}")

    @staticmethod
    def filters(keys, chosen="", vintage=LATEST):
        """What a user chooses; nobody chooses the latest vintage."""
        found = {DIMENSION.get(key, f"{key.title()}.{key.title()}"): [value]
                 for key, value in keys.items() if value != "(all)"}
        if chosen:
            is_year = len(chosen) == 4
            found |= {"Date.Year": [int(chosen)]} if is_year else {"Date.Month Start": [date(f"{chosen}-01")]}
        return found if vintage == LATEST else found | {"Runs.as_of_month": [date(f"{vintage}-01")]}

    def nodes(self, stored, keys):
        """The first and the last node of each level that has rows."""
        levels = collections.defaultdict(set)
        for row in stored:
            levels[row["level"]].add(tuple(row[key] for key in keys))
        for level, found in sorted(levels.items()):
            for values in sorted({min(found), max(found)}):
                yield level, dict(zip(keys, values))

    def comparisons(self, domain, label, keys, is_flow):
        """Figures of an as-of month against kpi_monthly, whatever months are in the filter."""
        stored = rows(self.folder, f"kpi_monthly_{domain}")
        for level, node in self.nodes(stored, keys):
            for month in ("2012-12-01", "2013-06-01", "2013-11-01"):
                figures = {(r["period"], r["comparison"]): r for r in stored if r["level"] == level
                           and r["as_of_month"] == month and all(r[key] == node[key] for key in keys)}
                if not figures:
                    continue

                colours = collections.defaultdict(lambda: NEUTRAL, {"1": GOOD, "-1": BAD})

                def figure(period, comparison, column):
                    return number(figures.get((period, comparison), {}).get(column))

                expected = {
                    "Month Actual": figure("month", "ac_py", "value"), "Month ΔFC": figure("month", "ac_fc", "variance"),
                    "Month ΔFC %": figure("month", "ac_fc", "variance_pct"),
                    "Month ΔPY": figure("month", "ac_py", "variance"),
                    "Month ΔPY %": figure("month", "ac_py", "variance_pct"),
                    "Month ΔFC Colour": colours[figures.get(("month", "ac_fc"), {}).get("impact")],
                    "Month ΔPY Colour": colours[figures.get(("month", "ac_py"), {}).get("impact")],
                    "As Of": date(month), "Next Month": figure("next_month", "outlook_py", "value"),
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
                chosen = "2013" if month == "2012-12-01" else ""
                self.compare(f"{label} ", self.filters(node, chosen, month[:7]), expected)

    def accuracy(self, domain, label, keys):
        """Accuracy at the latest vintage against forecast_accuracy."""
        stored = [r for r in rows(self.folder, f"forecast_accuracy_{domain}")
                  if r["as_of_month"] == f"{LATEST}-01" and r["method"] == "final" and r["origin"] == "backfilled"]
        recent = {(r["level"], *(r[key] for key in keys)): number(r["wape"]) for r in stored
                  if r["window_months"] == "12" and r["horizon"] == "1"}
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
                    "WAPE 12m": recent.get((level, *node.values())),
                    "Coverage 80": sum(int(r["covered_80"]) for r in leaves) / pairs,
                    "Coverage 95": sum(int(r["covered_95"]) for r in leaves) / pairs})

    def selections(self, label, views):
        """What a selection of months and keys gives against SQL; a stock's year is its last month."""
        for node, chosen, vintage in SELECTIONS:
            if node.keys() <= set(views.keys):
                expected = views.in_months(node, chosen) | views.of_vintage(node, chosen, vintage)
                expected |= views.counts(vintage) if views.is_flow else {}
                expected |= views.accuracy(node, chosen) if vintage == LATEST else {}
                self.compare(f"{label} ", self.filters(node, chosen, vintage), expected)
        if not views.is_flow:
            self.compare(f"{label} ", {"Date.Year": [2012]}, views.in_months({}, "2012-12"))

    def worked(self, model, domains):
        """The cases worked by hand: the DAX must give their values, and so must the SQL."""
        model = Model(model, worked_rows)
        views = {domain["domain"]: Views(worked_rows, domain) for domain in domains}
        for domain, node, chosen, expected in worked_cases():
            label, filters = views[domain].domain["label"], self.filters(node, chosen)
            found = model.evaluate([f"{label} {name}" for name in expected], filters)
            sql = views[domain].in_months(node, chosen) | views[domain].of_vintage(node, chosen, LATEST)
            for name, value in expected.items():
                self.check(f"{label} {name} of the worked case {filters}", value, found[f"{label} {name}"])
                self.check(f"{label} {name} of the worked case {filters} in SQL", value, sql[name])


def main():
    path, folder = sys.argv[1:]
    with open(path, encoding="utf-8") as file:
        model = json.load(file)["model"]

    def stored(name):
        return rows(folder, name)

    comparison = Comparison(Model(model, stored), folder)
    domains = {domain["domain"]: Views(stored, domain) for domain in stored("domains")}
    for views in domains.values():
        name, label = views.domain["domain"], views.domain["label"]
        comparison.comparisons(name, label, views.keys, views.is_flow)
        comparison.accuracy(name, label, views.keys)
        comparison.selections(label, views)
    for label, (numerator, denominator) in RATIOS.items():
        for node, chosen, vintage in SELECTIONS:
            comparison.compare(label, comparison.filters(node, chosen, vintage),
                               margin(domains[numerator], domains[denominator], node, chosen, vintage))
    comparison.worked(model, stored("domains"))
    missing = sorted(comparison.model.measures.keys() - comparison.names)
    for name in missing:
        print(f"{name}: no value was compared")
    print(f"{len(comparison.names)} measures of {len(comparison.model.measures)}, {comparison.passed} figures agree, "
          f"{comparison.failed} differ")
    sys.exit(comparison.failed > 0 or bool(missing))


main()
