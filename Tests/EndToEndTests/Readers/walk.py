"""Compare every number on a page with SQL over the views.

usage: walk.py PAGE AS_OF PSQL…; PSQL is the command that hands its standard input to psql on the pack's database.
A table's head says what a column reads (data-read), a row of which row of the database (data-from), a cell where it is
something else (data-sql): each names a question in the list at the end of the page and its values, as in q12|country|France. The numbers in charts must be numbers of their tables. Prints how many were compared.
"""
import re
import subprocess
import sys

import html5lib

COUNTS = {"pairs", "changed_pairs", "horizon", "hits", "covered_80", "count", "count(*)", "sum(count)"}
SVG = "{http://www.w3.org/2000/svg}"
NUMBER = re.compile(r"[+−<> ]*[\d,]+(\.\d+)?( ?%| pp)?$")


def text(node):
    return "".join(node.itertext()).strip().replace("\xa0", " ")


def classes(node):
    return (node.get("class") or "").split()


def number(shown):
    return float(re.sub(r"[^\d.\-]", "", shown.replace("−", "-")))


def ask(reference):
    """The SQL that a reference names, its values put in as literals."""
    if reference is None:
        return None
    name, *values = [re.sub(r"\\(.)", r"\1", part) for part in re.findall(r"(?:^|(?<=\|))((?:[^|\\]|\\.)*)", reference)]
    literals = ["'" + value.replace("'", "''") + "'" for value in values]
    # A $ within a quoted name is a part of it.
    found = re.sub(
        r'("(?:[^"]|"")*")|\$(\d+)', lambda part: part[1] or literals[int(part[2]) - 1], questions[name])
    if set(map(int, re.findall(r"\$(\d+)", re.sub(r'"(?:[^"]|"")*"', "", questions[name])))) != set(range(1, len(values) + 1)):
        sys.exit(f"{reference}: other values than {questions[name]} asks for")
    return found


def shown_text(cell):
    """What a cell says, without its bar and its note; nothing for a sparkline."""
    if cell.find("bdi") is not None:
        return text(cell.find("bdi"))
    parts = [cell.text] + [child.tail for child in cell]
    return "".join(part or "" for part in parts).strip().replace("\xa0", " ")


def agrees(shown, value, expression, table):
    """Whether a cell's text is the value, rounded as the page rounds."""
    if shown.startswith("n/a"):
        return value == ""
    if value == "":
        return False
    value = float(value)
    if " of " in shown:
        return number(shown.split(" of ")[0]) == value
    if shown.startswith(">"):
        return value > 3
    if shown.startswith("<"):
        return value < -3
    decimals = len(shown.split(".")[1].rstrip(" %p")) if "." in shown else 0
    if shown.endswith("%"):
        value *= 100
    elif shown.endswith("pp") or expression in COUNTS or expression.startswith("count(") or table == "t-checks":
        pass
    elif expression == "mase":
        pass
    else:
        value /= 1000
    return abs(number(shown) - value) <= 0.5 * 10**-decimals + 1e-7


page = html5lib.parse(open(sys.argv[1], encoding="utf-8").read(), namespaceHTMLElements=False)
as_of, psql = sys.argv[2], sys.argv[3:]
listing = next(node for node in page.iter("details") if node.get("id") == "questions").find("dl")
questions = {entry.get("id"): text(said) for entry, said in zip(listing.findall("dt"), listing.findall("dd"))}
cells, without, tables = [], [], {}
for holder in page.iter("div"):
    if "table" not in classes(holder):
        continue
    name = holder.get("id")
    heads = holder.findall(".//thead/tr/*")
    tables[name] = set()
    for row in holder.findall(".//tbody/tr"):
        source = ask(row.get("data-from"))
        for head, cell in zip(heads[1:], row.findall("td")):
            shown = shown_text(cell)
            tables[name].add(re.sub("[⁰¹²³⁴⁵⁶⁷⁸⁹]", "", shown))
            if {"l", "w"} & set(classes(cell)) and not re.match(r"[\d,]+ of [\d,]+$", shown) or shown == "":
                continue
            query, reading = ask(cell.get("data-sql")), ask(head.get("data-read"))
            if query is None and source and reading:
                # What begins with a question in brackets has no condition of its own.
                expression, _, condition = (reading, "", "") if reading.startswith("(") else reading.partition(" where ")
                query = f"select {expression} from {source}" + (f" and {condition}" if condition else "")
            shown = re.sub("[⁰¹²³⁴⁵⁶⁷⁸⁹]", "", shown)
            place = f"{name}: {text(row.find('th'))}, {text(head)}"
            if query is None:
                without.append((place, shown))
            else:
                cells.append((place, shown, query, name))

domains = sorted({match for cell in cells for match in re.findall(r"kpi_monthly_(\w+)", cell[2])})
script = ["set search_path to pg_temp, ml;"]
for domain in domains:
    # Each view once, as it is: thousands of single questions to it would take minutes.
    script.append(f"create temp table kpi_monthly_{domain} as select * from ml.kpi_monthly_{domain} where as_of_month = '{as_of}-01';")
    script.append(f"create temp table trend_{domain} as select * from ml.trend_{domain} where as_of_month = '{as_of}-01' or level = 'total';")
    script.append(f"create temp table forecast_accuracy_{domain} as select * from ml.forecast_accuracy_{domain} where as_of_month = '{as_of}-01';")
    script.append(f"create temp table checks_{domain} as select * from ml.checks_{domain} where as_of_month = '{as_of}-01';")
for view in ["price_volume", "product_variance"]:
    for domain in sorted({match for cell in cells for match in re.findall(rf"{view}_(\w+)", cell[2])}):
        script.append(f"create temp table {view}_{domain} as select * from ml.{view}_{domain} where as_of_month = '{as_of}-01';")
script.append(f"create temp table data_quality as select * from ml.data_quality where as_of_month = '{as_of}-01';")
for index, (_, _, query, _) in enumerate(cells):
    script.append(f"select {index}, ({query})::text;")
profit = """
with line as (
  select sales.value s1, sales.reference s0, profit.value p1, profit.reference p0
  from kpi_monthly_profit profit
  full join kpi_monthly_sales sales using (level, region, country, channel, category, period, comparison)
  where level = 'leaf' and period = 'ytd' and comparison = 'ac_py'
), total as (
  select sales.value s1, sales.reference s0, profit.value p1, profit.reference p0, profit.reference / sales.reference m
  from kpi_monthly_profit profit
  join kpi_monthly_sales sales using (level, period, comparison)
  where level = 'total' and period = 'ytd' and comparison = 'ac_py'
)
select 'profit', (select (s1 - s0) * m from total) || ' ' ||
  (select sum(line.s1 * (line.p0 / line.s0 - m)) from line, total where line.s0 > 0) || ' ' ||
  (select sum(coalesce(line.p1, 0) - coalesce(line.s1, 0) * line.p0 / line.s0) from line where line.s0 > 0) || ' ' ||
  coalesce((select sum(coalesce(line.p1, 0) - coalesce(line.s1, 0) * m) from line, total where coalesce(line.s0, 0) <= 0), 0);
"""
if {"sales", "profit"} <= set(domains):
    script.append(profit)
done = subprocess.run(psql, input="\n".join(script), capture_output=True, text=True)
if done.returncode:
    sys.exit(f"psql: {done.stderr[:2000]}")
answers = dict(line.split("|", 1) for line in done.stdout.splitlines() if "|" in line)
wrong = [
    f"{place} shows '{shown}', SQL says '{answers[str(index)]}': {query}"
    for index, (place, shown, query, name) in enumerate(cells)
    if not agrees(shown, answers[str(index)], re.sub("^select ", "", query).split(" from ")[0], name)
]
if wrong:
    sys.exit(f"{len(wrong)} of {len(cells)} differ:\n" + "\n".join(wrong[:20]))
steps = [(place, shown) for place, shown in without if "profit-bridge-data" in place]
# Where there is no row there is nothing to ask; the pack's own checks are over its tables, whose numbers are compared here.
rest = [
    (place, shown)
    for place, shown in without
    if (place, shown) not in steps
    and not place.startswith("t-checks: ")
    and not shown.startswith("n/a")
    and not (place.endswith(", Pairs") and shown == "0")
]
if rest:
    sys.exit(f"numbers that name no source: {rest[:10]}")
for (place, shown), value in zip(steps, answers.get("profit", "").split()):
    if abs(number(shown) - float(value) / 1000) > 0.5 + 1e-7:
        sys.exit(f"{place} shows '{shown}', the formula gives {value}")

# What is written into a chart is in the table behind it.
labels = 0
for holder in list(page.iter("figure")) + [node for node in page.iter("section") if "node" in classes(node)]:
    behind = set().union(*(tables[node.get("id")] for node in holder.iter("div") if node.get("id") in tables))
    for drawing in holder.iter(SVG + "svg"):
        if drawing.get("role") != "img":
            continue
        for label in drawing.iter(SVG + "text"):
            shown = text(label)
            if "v" not in classes(label) or not NUMBER.match(shown):
                continue
            labels += 1
            if shown not in behind:
                sys.exit(f"{holder.get('id')}: the chart says '{shown}', its table does not")
print(len(cells) + len(steps), "numbers,", labels, "labels of charts")
