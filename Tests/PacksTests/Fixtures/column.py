"""Print the formula and the cached value of every cell below a header.

usage: column.py WORKBOOK SHEET HEADER
"""
import sys

import openpyxl

path, title, header = sys.argv[1:]
formulas = openpyxl.load_workbook(path)[title]
cached = openpyxl.load_workbook(path, data_only=True)[title]
for row in formulas.iter_rows():
    for cell in row:
        if cell.value == header:
            for below in range(cell.row + 1, formulas.max_row + 1):
                found = formulas.cell(below, cell.column).value
                if found is None:
                    break
                print(found, cached.cell(below, cell.column).value)
