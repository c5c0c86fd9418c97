"""Print every text that a page says to its readers, a line each; the parts of a sentence are one.

usage: said.py PAGE
"""
import sys

import html5lib

WHOLE = {"p", "td", "th", "h1", "h2", "h3", "dt", "dd", "summary", "title", "desc", "span", "text"}
page = html5lib.parse(open(sys.argv[1], encoding="utf-8").read(), namespaceHTMLElements=False)


def say(element):
    if not isinstance(element.tag, str):
        return
    tag = element.tag.split("}")[-1]
    if tag in ("style", "code"):
        return
    texts = [element.get("aria-label")]
    if tag in WHOLE and element.find("code") is None:
        texts.append("".join(element.itertext()))
    else:
        texts.append(element.text)
        for child in element:
            say(child)
            texts.append(child.tail)
    for text in texts:
        if text and text.strip():
            print(" ".join(text.split()))


say(page)
