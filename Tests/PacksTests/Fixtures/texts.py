"""Print every formula of a workbook, and as `text` every cell whose text starts like a formula."""
import sys

import openpyxl

for sheet in openpyxl.load_workbook(sys.argv[1]):
    for row in sheet.iter_rows():
        for cell in row:
            if cell.data_type == "f":
                print("formula", sheet.title, cell.coordinate, cell.value)
            elif isinstance(cell.value, str) and cell.value[:1] in "=+-@":
                print("text", sheet.title, cell.coordinate, cell.value)
