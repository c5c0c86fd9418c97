"""Print every sheet of a workbook with its texts, a line a sheet, and the header and footer that print on each page."""
import sys

import openpyxl

for sheet in openpyxl.load_workbook(sys.argv[1]):
    texts = [cell.value for row in sheet.iter_rows() for cell in row if isinstance(cell.value, str)]
    around = [part.text for part in (sheet.oddHeader.left, sheet.oddHeader.center, sheet.oddHeader.right,
                                     sheet.oddFooter.left, sheet.oddFooter.center, sheet.oddFooter.right) if part.text]
    print(sheet.title + "\t" + " | ".join(around + texts).replace("\n", " "))
