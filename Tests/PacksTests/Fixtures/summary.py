"""Print the places of the tables of the summary sheet and the widths of its columns, and what its cards are merged of.

usage: summary.py WORKBOOK
"""
import sys

import openpyxl

sheet = openpyxl.load_workbook(sys.argv[1])["Summary"]
for row in sheet.iter_rows():
    for cell in row:
        if cell.value in ("Step", "Horizon", "last outlook"):
            print("head", cell.value, cell.coordinate)
for name, column in sheet.column_dimensions.items():
    for index in range(column.min, min(column.max, 20) + 1):
        print("width", openpyxl.utils.get_column_letter(index), column.width)
for found in sheet.merged_cells.ranges:
    print("merged", found.coord)
