"""Find every name of a corpus in a pack's page, workbook and CSV, as text and as nothing else; read the mail.

usage: hostile.py corpus.json pack-folder message.eml
"""
import csv
import email
import email.policy
import glob
import json
import os
import re
import sys
import warnings

import html5lib
import openpyxl

warnings.simplefilter("ignore")
corpus = json.load(open(sys.argv[1], encoding="utf-8"))
pack, message = sys.argv[2:4]


def plain(text):
    """White space and control characters may be shown in another way; the rest may not."""
    return re.sub(r"[\s\x00-\x1f\u2028]+", " ", text).strip()


def missing(kind, seen):
    seen = {plain(text) for text in seen}
    lost = [name for name in corpus if plain(name) not in seen]
    if lost:
        sys.exit(f"{kind} lacks {lost}")


page = html5lib.parse(open(os.path.join(pack, "index.html"), encoding="utf-8"), namespaceHTMLElements=False)
missing("the page", ("".join(element.itertext()) for element in page.iter() if isinstance(element.tag, str)))

# openpyxl gives text as it stands in the cell; a formula has the type "f".
[workbook] = glob.glob(os.path.join(pack, "*.xlsx"))
texts, formulas = set(), []
for sheet in openpyxl.load_workbook(workbook):
    for row in sheet.iter_rows():
        for cell in row:
            if cell.data_type == "f":
                formulas.append(str(cell.value))
            elif isinstance(cell.value, str):
                texts.add(re.sub(r"_x([0-9A-F]{4})_", lambda code: chr(int(code[1], 16)), cell.value))
missing("the workbook", texts)
for formula in formulas:
    if any(word in formula for word in ("cmd", "Web.Contents", "drop table", "SUM(1+1)")):
        sys.exit(f"a formula {formula}")

# A quote mark stands before what a spreadsheet would compute, and before a quote mark.
texts = set()
for name in sorted(glob.glob(os.path.join(pack, "data", "*.csv"))):
    for row in csv.reader(open(name, encoding="utf-8", newline="")):
        for field in row:
            if re.match(r"[=@\t\r]|[+-](?![\d.,]+(e[+-]?\d+)?$)", field):
                sys.exit(f"{name}: a spreadsheet computes {field!r}")
            texts.add(field.removeprefix("'"))
missing("the CSV", texts)

mail = email.message_from_bytes(open(message, "rb").read(), policy=email.policy.default)
if [defect for part in mail.walk() for defect in part.defects]:
    sys.exit("the mail has defects")
if "thief" in " ".join(f"{header}: {value}" for header, value in mail.items()) or mail["Bcc"]:
    sys.exit("a header of the mail came from a name")
body = html5lib.parse(mail.get_body(("html",)).get_content(), namespaceHTMLElements=False)
for element in list(body.iter()) + list(page.iter()):
    if isinstance(element.tag, str) and (
        element.tag.split("}")[-1] == "script" or any(name.startswith("on") for name in element.attrib)
    ):
        sys.exit(f"a {element.tag} element that does something")
print(len(corpus), "names in page, workbook and CSV")
