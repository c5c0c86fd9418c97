"""Reads a mail with Python's own parser and prints what it found as JSON."""

import email.policy
import hashlib
import io
import json
import re
import sys

import html5lib
import openpyxl

raw = open(sys.argv[1], "rb").read()
for line in raw.split(b"\r\n"):
    assert len(line) <= 998 and b"\n" not in line and b"\r" not in line, line[:80]
message = email.message_from_bytes(raw, policy=email.policy.default)
defects = [str(defect) for part in message.walk() for defect in part.defects]
text = message.get_body(("plain",)).get_content()
html = message.get_body(("html",)).get_content()
shown = re.findall(r'src="cid:([^"]+)"', html)
images = {}
for part in message.walk():
    if part.get_content_maintype() == "image":
        images[part["Content-ID"].strip("<>")] = part.get_payload(decode=True)
attachments = list(message.iter_attachments())
sheets, words = [], set()
for part in attachments:
    if part.get_filename().endswith(".xlsx"):
        try:
            book = openpyxl.load_workbook(io.BytesIO(part.get_content()))
            sheets = book.sheetnames
            words = {cell.value for sheet in book for row in sheet.iter_rows() for cell in row if isinstance(cell.value, str)}
        except Exception:
            sheets = []
html5lib.HTMLParser(strict=True).parse(html)
print(
    json.dumps(
        {
            "structure": [part.get_content_type() for part in message.walk()],
            "subject": message["Subject"],
            "from": str(message["From"]),
            "to": str(message["To"]),
            "date": message["Date"].datetime.isoformat(),
            "headers": [name for name, _ in message.items()],
            "messageID": message["Message-ID"],
            "text": text,
            "html": html,
            "htmlBytes": len(html.encode()),
            "shown": shown,
            "images": {name: hashlib.sha256(png).hexdigest() for name, png in images.items()},
            "pngs": all(png.startswith(b"\x89PNG\r\n\x1a\n") for png in images.values()),
            "attachments": [part.get_filename() for part in attachments],
            "attachmentDigests": [hashlib.sha256(part.get_content()).hexdigest() for part in attachments],
            "sheets": sheets,
            "words": sorted(words),
            "defects": defects,
        },
        sort_keys=True,
    )
)
