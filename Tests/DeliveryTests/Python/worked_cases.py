"""Cases worked by hand: a few rows of the views, and what the rules of docs/measures.md make of them."""
import collections

# Country: actual of November 2013, prior year, forecast of October's vintage; "Gone" and "New" have no row where None is.
SALES = {"Plain": (120, 100, 80), "New": (50, None, None), "Zero": (50, 0, 0), "Negative": (50, -10, -10),
         "Turned": (-50, 10, 10), "Gone": (None, 10, 10)}
# Stock at the end of the month, of two categories.
STOCK = {"2012-11": (60, 20), "2013-10": (100, 30), "2013-11": (90, 45)}
# The same as forecast, by vintage.
STOCK_FORECAST = {"2013-10": {"2013-11": (100, 20), "2013-12": (170, 20), "2014-01": (175, 20)},
                  "2013-11": {"2013-12": (180, 20), "2014-01": (190, 20)}}

# Keys, months in the filter: ΔPY, ΔPY %, why not; ΔFC, ΔFC %, why not.
VARIANCES = [
    ("Plain", "2013-11", 120 - 100, 20 / 100, None, 120 - 80, 40 / 80, None),
    ("New", "2013-11", 50, None, "n/a: new", 50, None, "n/a: not forecast"),
    ("Zero", "2013-11", 50 - 0, None, "n/a: zero base", 50 - 0, None, "n/a: zero base"),
    ("Negative", "2013-11", 50 + 10, None, "n/a: negative base", 50 + 10, None, "n/a: negative base"),
    ("Turned", "2013-11", -50 - 10, None, "n/a: sign change", -50 - 10, None, "n/a: sign change"),
    ("Gone", "2013-11", 0 - 10, None, "n/a: no value", 0 - 10, None, "n/a: no value"),
    ("Plain", "2012-11", None, None, "n/a: no prior year", None, None, "n/a: no forecast"),
    # 120 + 50 + 50 + 50 - 50 = 220; prior year 100 + 0 - 10 + 10 + 10 = 110; forecast 80 + 0 - 10 + 10 + 10 = 90.
    ("", "2013", 220 - 110, 110 / 110, None, 220 - 90, 130 / 90, None)]
# A year of stock is its last month's: 90 + 45 = 135, not 265 with October's; 60 + 20 = 80 the year before; forecast of
# November 100 + 20 = 120, of December 180 + 20 = 200, which was 190, of January 210, which was 195.
STOCKS = [
    ("2013", {"Actual": 135, "Prior Year": 80, "ΔPY": 135 - 80, "ΔPY %": 55 / 80, "Actual with Forecast": 135,
              "Forecast with Actual": 120, "ΔFC": 135 - 120, "ΔFC %": 15 / 120, "Forecast 1m": 200, "Forecast": 200,
              "Revision": 200 - 190}),
    ("2013-10", {"Actual": 130, "Prior Year": None, "ΔPY % Reason": "n/a: no prior year"}),
    ("", {"Actual": 135, "Forecast": 210, "Revision": 210 - 195})]


def row(month, region, country, category, **texts):
    """A row of a view; what is not said is empty."""
    return collections.defaultdict(
        str, month=f"{month}-01", region=region, country=country, category=category, **texts)


def of_sales(country, month, **texts):
    return row(month, "Region", country, "Goods", channel="Shop", **texts)


def of_stock(month, values, column, **texts):
    return [row(month, "Company", "Company", f"Goods {number}", **{column: str(value)}, **texts)
            for number, value in enumerate(values)]


def worked_rows(view):
    """The rows of a view."""
    def run(domain, vintage):
        return {"run_id": f"{domain} {vintage}", "as_of_month": f"{vintage}-01"}

    stock = [found for vintage, months in STOCK_FORECAST.items()
             for horizon, (month, values) in enumerate(months.items(), 1)
             for found in of_stock(month, values, "predicted_value", horizon=str(horizon), **run("inventory", vintage))]
    ahead = [of_sales(country, "2013-11", predicted_value=str(forecast), horizon="1", **run("sales", "2013-10"))
             for country, (_, _, forecast) in SALES.items() if forecast is not None]
    return {
        "forecast_run": [collections.defaultdict(str, domain=domain, is_current="t", **run(domain, vintage))
                         for domain in ("sales", "inventory") for vintage in STOCK_FORECAST],
        "actual_sales": [of_sales(country, month, value=str(value), is_complete="t")
                         for country, (actual, before, _) in SALES.items()
                         for month, value in (("2013-11", actual), ("2012-11", before)) if value is not None],
        "ml_pred_sales": ahead, "ml_pred_sales_1m": ahead,
        "actual_inventory": [found for month, values in STOCK.items()
                             for found in of_stock(month, values, "value", is_complete="t")],
        "ml_pred_inventory": stock,
        "ml_pred_inventory_1m": [found for found in stock if found["horizon"] == "1"],
    }.get(view, [])


def worked_cases():
    """Domain, node of its keys, months in the filter, the measures' values."""
    for country, chosen, *figures in VARIANCES:
        names = ("ΔPY", "ΔPY %", "ΔPY % Reason", "ΔFC", "ΔFC %", "ΔFC % Reason")
        yield "sales", {"country": country} if country else {}, chosen, dict(zip(names, figures))
    for chosen, figures in STOCKS:
        yield "inventory", {}, chosen, figures
