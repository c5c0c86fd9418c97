"""Writes adventureworks.csv: the monthly panels of the demo, from the bundled facts.

One row per domain x leaf series x month, complete months only; flow months between a series' first and last are
zero where nothing was sold. Run: python3 adventureworks.py (standard library only).
"""
import csv
import datetime
import gzip
import pathlib
from collections import defaultdict
from decimal import Decimal

HERE = pathlib.Path(__file__).parent
FACTS = HERE.parents[2] / "examples" / "adventureworks"
FIRST, LAST = 2011 * 12, 2013 * 12 + 10


def rows(name):
    with gzip.open(FACTS / f"{name}.csv.gz", "rt", encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)


subcategories = {r["product_subcategory_key"]: r["product_category_key"] for r in rows("dim_product_subcategory")}
categories = {r["product_category_key"]: r["english_product_category_name"] for r in rows("dim_product_category")}
products = {
    r["product_key"]: categories.get(subcategories.get(r["product_subcategory_key"]), "No category")
    for r in rows("dim_product")
}
territories = {
    r["sales_territory_key"]: (r["sales_territory_group"], r["sales_territory_country"])
    for r in rows("dim_sales_territory")
}

panels = {"sales": defaultdict(Decimal), "profit": defaultdict(Decimal)}
for name, channel, shift in (("fact_internet_sales", "Internet", 0), ("fact_reseller_sales", "Reseller", 1)):
    for row in rows(name):
        day = datetime.date.fromisoformat(row["order_date"][:10]) - datetime.timedelta(days=shift)
        month = day.year * 12 + day.month - 1
        if FIRST <= month <= LAST:
            key = (*territories[row["sales_territory_key"]], channel, products[row["product_key"]], month)
            sales = Decimal(row["sales_amount"])
            panels["sales"][key] += sales
            panels["profit"][key] += sales - Decimal(row["total_product_cost"])

last = {}
for row in rows("fact_product_inventory"):
    day = datetime.date.fromisoformat(row["movement_date"][:10])
    month = day.year * 12 + day.month - 1
    key = (row["product_key"], month)
    if month <= LAST and (key not in last or last[key][0] < day):
        last[key] = (day, Decimal(row["unit_cost"]) * Decimal(row["units_balance"]))
panels["inventory"] = defaultdict(Decimal)
for (product, month), (_, value) in last.items():
    panels["inventory"][("Company", "Company", "", products[product], month)] += value

with open(HERE / "adventureworks.csv", "w", encoding="utf-8", newline="") as file:
    writer = csv.writer(file, lineterminator="\n")
    writer.writerow(["domain", "region", "country", "channel", "category", "month", "value"])
    for domain, panel in panels.items():
        for series in sorted({key[:-1] for key in panel}):
            months = [key[-1] for key in panel if key[:-1] == series]
            for month in range(min(months), LAST + 1):
                value = panel.get((*series, month), Decimal(0))
                writer.writerow([domain, *series, f"{month // 12}-{month % 12 + 1:02}", f"{value:.2f}"])
