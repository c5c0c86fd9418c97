"""Print for every page and sheet of a pack and for a mail what it says of its approval.

usage: states.py PACK MAIL; a line each: `pages/method.html<TAB>DRAFT` or the words of the approval; both or neither is
said as it is. A sheet says it in a cell or in its printed footer, here both are read.
"""
import email.policy
import pathlib
import re
import sys

import html5lib
import openpyxl

APPROVED = re.compile(r"Approved by [^|<>]*?, \d{4}-\d\d-\d\d")


def state(text):
    found = (["DRAFT"] if re.search(r"\bDRAFT\b", text) else []) + sorted(set(APPROVED.findall(text)))
    return " and ".join(found) or "nothing"


pack = pathlib.Path(sys.argv[1])
for path in sorted(pack.rglob("*.html")):
    page = html5lib.parse(path.read_text(encoding="utf-8"), namespaceHTMLElements=False)
    for style in list(page.iter("style")):
        style.clear()
    print(f"{path.relative_to(pack)}\t{state(' '.join(page.itertext()))}")
for path in sorted(pack.glob("*.xlsx")):
    for sheet in openpyxl.load_workbook(path):
        parts = (sheet.oddFooter.left, sheet.oddFooter.center, sheet.oddFooter.right)
        footer = " ".join(part.text for part in parts if part.text)
        print(f"{sheet.title}, footer\t{state(footer)}")
        cells = " | ".join(str(cell.value) for row in sheet.iter_rows() for cell in row if isinstance(cell.value, str))
        if state(cells) != "nothing":
            print(f"{sheet.title}, cells\t{state(cells)}")
message = email.message_from_bytes(pathlib.Path(sys.argv[2]).read_bytes(), policy=email.policy.default)
print(f"subject\t{state(message['Subject'])}")
for kind in ("plain", "html"):
    print(f"mail {kind}\t{state(message.get_body((kind,)).get_content())}")
