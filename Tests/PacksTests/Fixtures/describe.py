"""Print what a reader finds in a workbook: sheets, tables with their columns, types of the first data row."""
import sys

import openpyxl

book = openpyxl.load_workbook(sys.argv[1])
print("created", book.properties.created.isoformat(), "by", book.properties.creator or "nobody")
for sheet in book:
    print("sheet", sheet.title, "frozen", sheet.freeze_panes)
    for table in sheet.tables.values():
        print("table", table.displayName, table.ref, ",".join(column.name for column in table.tableColumns))
        print("types", ",".join(type(cell.value).__name__ for cell in sheet[2][: len(table.tableColumns)]))
