"""What the measures of a domain must be, by SQL over its views and the rules of docs/measures.md: no DAX is read here."""
import sqlite3

SOURCES = {"actual": ("actual_{}", "value"), "ahead": ("ml_pred_{}_1m", "predicted_value"),
           "forecast": ("ml_pred_{}", "predicted_value")}
BOUNDS = ["lower_80", "upper_80", "lower_95", "upper_95"]
GOOD, BAD, NEUTRAL = "#276A2A", "#B71C1C", "#595959"
PREFERENCE = {"true": 1, "false": -1, "neutral": 0}


def shifted(month, count):
    """The month so many months later; months are text, YYYY-MM."""
    index = int(month[:4]) * 12 + int(month[5:]) - 1 + count
    return f"{index // 12:04}-{index % 12 + 1:02}"


def less(first, second):
    """The difference; nothing less nothing is nothing, as in DAX."""
    return None if first is None and second is None else (first or 0) - (second or 0)


def share(value, reference):
    return (value - reference) / reference if reference and reference > 0 and value is not None and value >= 0 else None


def ratio(numerator, denominator):
    return numerator / denominator if numerator is not None and denominator and denominator > 0 else None


def points(now, before):
    return None if now is None or before is None else 100 * (now - before)


def reason(value, reference, shown, without, new):
    """Why a percentage is not there."""
    if reference is None:
        return None if shown is None else f"n/a: {without if value is None else new}"
    if value is None:
        return "n/a: no value"
    if reference <= 0:
        return "n/a: zero base" if reference == 0 else "n/a: negative base"
    return "n/a: sign change" if value < 0 else None


class Views:
    """The views of a domain; `chosen` is the start of a month's text: a year, a month, or nothing for all of them."""

    def __init__(self, stored, domain):
        self.domain, self.keys = domain, domain["keys"].strip("{}").split(",")
        self.is_flow = domain["kind"] == "flow"
        self.preference = PREFERENCE[domain["higher_is_better"]]
        self.database = sqlite3.connect(":memory:")
        current = {run["run_id"] for run in stored("forecast_run") if run["is_current"] == "t"}
        for name, (view, value) in SOURCES.items():
            columns = [value, *BOUNDS, *self.keys]
            self.database.execute(
                f"create table {name} (month text, as_of_month text, value real, {' real, '.join(BOUNDS)} real, "
                f"{', '.join(self.keys)})")
            self.database.executemany(
                f"insert into {name} values (?, ?{', ?' * len(columns)})",
                [[row["month"][:7], row.get("as_of_month", "")[:7], *(row.get(column) for column in columns)]
                 for row in stored(view.format(domain["domain"]))
                 if row.get("is_complete", "t") == "t" and row.get("run_id") in current | {None}])
        self.known, self.forecast_ahead = self.months("actual"), self.months("ahead")

    def months(self, source, vintage=""):
        return [month for month, in self.database.execute(
            f"select distinct month from {source} where as_of_month like ? order by month", [f"{vintage}%"])]

    def select(self, what, source, months, node, vintage=""):
        """Aggregates over months of one source, as far as a node of the keys reaches."""
        return self.database.execute(
            f"select {what} from {source} where as_of_month like ? and month in ({', '.join('?' * len(months))})"
            + "".join(f" and {key} = ?" for key in node), [f"{vintage}%", *months, *node.values()]).fetchone()

    def value(self, source, months, node, vintage=""):
        """A flow is summed over the months, a stock is that of the last of them."""
        return self.select("sum(value)", source, months if self.is_flow else months[-1:], node, vintage)[0]

    def colour(self, variance):
        impact = (variance or 0) * self.preference
        return GOOD if impact > 0 else BAD if impact < 0 else NEUTRAL

    def prior_year(self, node, months):
        """The value over the months that have a prior year, and that of the year before."""
        both = [month for month in months if shifted(month, -12) in self.known]
        return self.value("actual", both, node), self.value("actual", [shifted(month, -12) for month in both], node)

    def in_months(self, node, chosen):
        """The measures of the folder Months."""
        months = [month for month in self.known if month.startswith(chosen)]
        ahead = [month for month in self.forecast_ahead if month.startswith(chosen)]
        both = [month for month in months if month in ahead]
        actual = self.value("actual", months, node)
        now, before = self.prior_year(node, months)
        met, expected = self.value("actual", both, node), self.value("ahead", both, node)
        return {
            "Actual": actual, "Actual with Prior Year": now, "Prior Year": before, "ΔPY": less(now, before),
            "ΔPY %": share(now, before), "ΔPY % Reason": reason(now, before, actual, "no prior year", "new"),
            "ΔPY Colour": self.colour(less(now, before)), "Forecast 1m": self.value("ahead", ahead, node),
            "Actual with Forecast": met, "Forecast with Actual": expected, "ΔFC": less(met, expected),
            "ΔFC %": share(met, expected), "ΔFC % Reason": reason(met, expected, actual, "no forecast", "not forecast"),
            "ΔFC Colour": self.colour(less(met, expected))}

    def of_vintage(self, node, chosen, vintage):
        """The measures of the folder Vintage that follow the months in the filter."""
        these = [month for month in self.months("forecast", vintage) if month.startswith(chosen)]
        last = shifted(vintage, -1)
        both = [month for month in these if month in self.months("forecast", last)]
        forecast = self.value("forecast", these, node, vintage)
        count, lower, upper = self.select("count(*), sum(lower_80), sum(upper_80)", "forecast", these, node, vintage)
        return {
            "Forecast": forecast, "Lower 80": lower if count == 1 else None, "Upper 80": upper if count == 1 else None,
            "Forecast Line": self.value("actual", [vintage], node) if chosen == vintage else forecast,
            "Revision": less(self.value("forecast", both, node, vintage), self.value("forecast", both, node, last))}

    def accuracy(self, node, chosen):
        """The measures of the folder Accuracy, one month ahead; ranges are counted series by series."""
        percent, amount = self.domain["hit_tolerance_percent"], self.domain["hit_tolerance_amount"]
        tolerance = amount or f"{percent} / 100.0 * abs(actual)"
        where = "".join(f" and {key} = ?" for key in node)
        series = f"""
            select month, {', '.join(self.keys)}, actual.value as actual, ahead.value as forecast,
              actual.value between ahead.lower_80 and ahead.upper_80 as in_80,
              actual.value between ahead.lower_95 and ahead.upper_95 as in_95
            from actual join ahead using (month, {', '.join(self.keys)}) where month like ?{where}"""
        total = "select month, sum(value) as {0} from {1} where month like ?" + where + " group by month"
        values = [f"{chosen}%", *node.values()]
        pairs, absolute, error, of_actual, hits = self.database.execute(f"""
            select nullif(count(*), 0), sum(abs(actual - forecast)), sum(actual - forecast), sum(abs(actual)),
              sum(abs(actual - forecast) <= {tolerance})
            from ({total.format('actual', 'actual')}) join ({total.format('forecast', 'ahead')}) using (month)""",
            values * 2).fetchone()
        in_80, in_95 = self.database.execute(f"select avg(in_80), avg(in_95) from ({series})", values).fetchone()
        return {"Pairs": pairs, "WAPE": ratio(absolute, of_actual), "Bias": error, "Bias %": ratio(error, of_actual),
                "Hits": hits, "Coverage 80": in_80, "Coverage 95": in_95}

    def year_to_date(self, as_of):
        return [month for month in self.known if as_of[:4] <= month <= as_of]

    def counts(self, vintage):
        """The months behind a flow's year to date and outlook; the demo's fiscal year is the calendar's."""
        before = self.year_to_date(shifted(vintage, -12))
        rest = [month for month in self.months("forecast", vintage) if month[:4] == vintage[:4]]
        return {"Year To Date Months": len(self.year_to_date(vintage)) or None,
                "Prior Year To Date Months": len(before) or None, "Year Forecast Months": len(rest)}


def margin(numerator, denominator, node, chosen, vintage):
    """The measures of a ratio of two domains."""
    def ratios(months):
        pairs = zip(numerator.prior_year(node, months), denominator.prior_year(node, months))
        now, before = (ratio(*pair) for pair in pairs)
        value = ratio(numerator.value("actual", months, node), denominator.value("actual", months, node))
        return value, points(now, before)

    of_months = ratios([month for month in numerator.known if month.startswith(chosen) and month in denominator.known])
    of_month, to_date = ratios([vintage]), ratios(denominator.year_to_date(vintage))
    return {"": of_months[0], " ΔPY": of_months[1], " Month": of_month[0], " Month ΔPY": of_month[1],
            " Year To Date": to_date[0], " Year To Date ΔPY": to_date[1]}
