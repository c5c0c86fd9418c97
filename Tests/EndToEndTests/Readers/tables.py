"""Print a line for each Excel Table of a workbook: its name and its columns."""
import sys

import openpyxl

book = openpyxl.load_workbook(sys.argv[1])
lines = []
for sheet in book:
    for table in sheet.tables.values():
        columns = [column.name for column in table.tableColumns]
        headers = [cell.value for cell in sheet[table.ref][0]]
        if headers != columns:
            sys.exit(f"{table.name}: headers {headers}, columns {columns}")
        lines.append(f"{table.displayName}|{','.join(columns)}")
print("\n".join(sorted(lines, key=lambda line: line.split("|")[0])))
