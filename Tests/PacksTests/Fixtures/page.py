"""Read a page as a browser would, strictly, and print what the tests ask about it.

Fails for a parse error, a script, an event handler, a style attribute, anything that is fetched, a repeated id, an
anchor without a target, headings that skip a level, a picture without a name.
"""
import base64
import hashlib
import os
import re
import sys

import html5lib
import tinycss2

folder = os.path.dirname(sys.argv[1])
text = open(sys.argv[1], encoding="utf-8").read()
parser = html5lib.HTMLParser(strict=False, namespaceHTMLElements=False)
tree = parser.parse(text)
if parser.errors:
    sys.exit(f"parse errors: {parser.errors[:3]}")
ids, anchors, levels = set(), [], []
for element in tree.iter():
    if not isinstance(element.tag, str):
        continue
    tag = element.tag.split("}")[-1]
    if tag in ("script", "img", "iframe", "object", "embed", "link", "base", "form", "image", "use"):
        sys.exit(f"a {tag} element")
    for name, value in element.attrib.items():
        if name.startswith("on") or name in ("style", "src", "srcset", "xlink:href"):
            sys.exit(f"{tag} {name}={value}")
        if name == "id":
            if value in ids:
                sys.exit(f"the id {value} twice")
            ids.add(value)
        if name == "href":
            if value.startswith("#"):
                anchors.append(value[1:])
            elif not re.fullmatch(r"(\.\./|\d{4}-\d\d/)?[a-z0-9_-]+\.(html|xlsx)(#.*)?", value):
                sys.exit(f"a link to {value}")
            elif not os.path.exists(os.path.join(folder, value.split("#")[0])):
                sys.exit(f"a link to {value}, which is not there")
    if re.fullmatch("h[1-6]", tag):
        levels.append(int(tag[1]))
    if element.get("role") == "img":
        for name in element.get("aria-labelledby").split():
            if not any(child.get("id") == name and child.text for child in element):
                sys.exit(f"a picture without {name}")
missing = [name for name in anchors if name not in ids]
if missing:
    sys.exit(f"anchors without a target: {missing}")
for before, after in zip(levels, levels[1:]):
    if after > before + 1:
        sys.exit(f"h{after} after h{before}")
if levels[:1] != [1] or levels.count(1) != 1:
    sys.exit("expected one h1, first")
policy = re.search(r'Content-Security-Policy" content="([^"]*)"', text).group(1)
style = re.search(r"<style>(.*?)</style>", text, re.S).group(1)
digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
if not policy.startswith("default-src 'none'") or f"style-src 'sha256-{digest}'" not in policy:
    sys.exit(f"the policy {policy} does not fit the style {digest}")


def errors(nodes):
    for node in nodes:
        if node.type == "error":
            yield node.message
        for inner in (getattr(node, "content", None), getattr(node, "prelude", None)):
            if inner:
                yield from errors(inner)


wrong = list(errors(tinycss2.parse_stylesheet(style)))
if wrong:
    sys.exit(f"style: {wrong}")
print("pictures", len([1 for element in tree.iter() if element.get("role") == "img"]))
print("tables", len(list(tree.iter("table"))))
