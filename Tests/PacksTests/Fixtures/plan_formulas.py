"""Print the sheets on which a plan is a formula over PlanSales and a variance on it a formula of its cells."""
import sys

import openpyxl

for sheet in openpyxl.load_workbook(sys.argv[1]):
    plans, variances = 0, 0
    heads = {}
    for row in sheet.iter_rows():
        for cell in row:
            if isinstance(cell.value, str) and not cell.value.startswith("="):
                heads[cell.column] = cell.value
            elif isinstance(cell.value, str):
                plans += "PlanSales[plan]" in cell.value
                variances += "ΔPL" in heads.get(cell.column, "")
    if plans and variances:
        print(sheet.title)
