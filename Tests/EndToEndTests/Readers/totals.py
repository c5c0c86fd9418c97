"""What a reader sees of the executive table, in the page and in the workbook.

usage: totals.py PAGE WORKBOOK; PAGE is the document as the browser has it, WORKBOOK as the office suite has calculated it.
Prints a line a measure: label|AC|prior-year variance|year to date, from the page in thousands, then from the workbook
rounded to thousands.
"""
import sys

import html5lib
import openpyxl

MEASURES = ["Sales", "Reseller", "Gross profit", "Inventory"]


def text(node):
    return "".join(node.itertext()).strip()


page = html5lib.parse(open(sys.argv[1], encoding="utf-8").read(), namespaceHTMLElements=False)
table = page.find(".//table")
columns = [text(cell) for cell in table.findall("./thead/tr/*")]
rows = {text(row[0]): [text(cell) for cell in row] for row in table.findall("./tbody/tr")}
for name in MEASURES:
    cells = dict(zip(columns, rows[name]))
    numbers = [cells["Nov AC"], cells["ΔPY"], cells["YTD"]]
    print("|".join([name] + [n.replace(",", "").replace("+", "") for n in numbers]))

sheet = openpyxl.load_workbook(sys.argv[2], data_only=True)["Summary"]
lines = [[cell.value for cell in row] for row in sheet.iter_rows()]
top = next(index for index, line in enumerate(lines) if line[1] == "Nov AC")
header, lines = lines[top], lines[top + 1:]
for name in MEASURES:
    cells = dict(zip(header, next(line for line in lines if line[0] == name)))
    numbers = [cells["Nov AC"], cells["ΔPY"], cells["YTD"]]
    print("|".join([name] + ["" if n is None else str(round(n / 1000)) for n in numbers]))
