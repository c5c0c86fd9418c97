"""Print the first page of each sheet in a printed workbook, and a name for its picture.

usage: sheet_pages.py WORKBOOK PDF. A data sheet's page starts with the names of its columns, the others' with their
title: both stand in A1.
"""
import re
import subprocess
import sys

import openpyxl

workbook, pdf = sys.argv[1:]
pages = subprocess.run(["pdftotext", "-layout", pdf, "-"], check=True, capture_output=True, text=True).stdout.split("\f")
firsts = [page.strip().split("\n")[0] for page in pages]
page = 0
for sheet in openpyxl.load_workbook(workbook, read_only=True):
    wanted = " ".join(str(sheet["A1"].value).split())[:40]
    while page < len(firsts) and not " ".join(firsts[page].split()).startswith(wanted):
        page += 1
    if page == len(firsts):
        sys.exit(f"no page of {sheet.title}")
    print(page + 1, re.sub("[^a-z0-9]+", "-", sheet.title.lower()).strip("-"), sep="\t")
    page += 1
    if sheet.title.startswith("Pred"):
        break  # one data sheet looks like the other
