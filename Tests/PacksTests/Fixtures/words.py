"""Print the names of a workbook's sheets and every text on them but those of the data sheets, a line each."""
import sys

import openpyxl

for sheet in openpyxl.load_workbook(sys.argv[1], data_only=True):
    if sheet.tables:
        continue
    print(sheet.title)
    for row in sheet.iter_rows():
        for cell in row:
            if isinstance(cell.value, str):
                print(cell.value.replace("\n", " "))
