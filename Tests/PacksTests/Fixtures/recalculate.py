"""Compare every formula's cached value in a workbook with LibreOffice's own.

usage: recalculate.py WORKBOOK RECALCULATED; prints the number of formulas, fails at the first that differs.
"""
import sys

import openpyxl

formulas = openpyxl.load_workbook(sys.argv[1])
cached = openpyxl.load_workbook(sys.argv[1], data_only=True)
fresh = openpyxl.load_workbook(sys.argv[2], data_only=True)
count = 0
for sheet in formulas:
    for row in sheet.iter_rows():
        for cell in row:
            if cell.data_type != "f":
                continue
            count += 1
            ours = cached[sheet.title][cell.coordinate].value
            theirs = fresh[sheet.title][cell.coordinate].value
            if isinstance(ours, (int, float)) and isinstance(theirs, (int, float)):
                # Excel and LibreOffice keep 15 significant digits.
                same = abs(ours - theirs) <= 1e-12 * max(1.0, abs(ours), abs(theirs))
            else:
                same = ours == theirs
            if not same:
                sys.exit(f"{sheet.title}!{cell.coordinate} {cell.value}: cached {ours!r}, recalculated {theirs!r}")
print(count)
