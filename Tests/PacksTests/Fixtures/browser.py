"""Open pages in Chromium, without script and without a network, and say what is wrong with them.

usage: browser.py PAGE…; fails for a request beyond the file, a finding by axe-core (WCAG 2.2 AA and its best practices) in
light or dark, a chart that is wider or taller than a printed page (A4 and Letter, landscape) or has text beyond its edge, a
printed page that ends with the head of what is on the next.
Prints how many pages and charts it saw.
"""
import pathlib
import re
import subprocess
import sys

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import sync_playwright

# In CSS pixels, within the margins of the style: 12 mm above and below, 10 mm at the sides.
PAPERS = {"A4": (1046, 702), "Letter": (980, 725)}
TALL = """width => [...document.querySelectorAll('svg[role=img]')].map(svg => {
  const box = svg.getBoundingClientRect(), view = svg.viewBox.baseVal;
  const beyond = [...svg.querySelectorAll('text')].filter(text => {
    const own = text.getBoundingClientRect();
    return own.left < box.left - 2 || own.right > box.right + 2 || own.top < box.top - 2 || own.bottom > box.bottom + 2;
  }).map(text => text.textContent);
  return [svg.getAttribute('aria-labelledby'), box.left, box.right, box.height, beyond];
})"""

HEADS = "[...document.querySelectorAll('h2, h3, .who, .what, .when, thead')].map(head => head.innerText)"


def stranded(page, paper):
    """The last lines of printed pages that head something else."""
    # What stands side by side is one line there.
    heads = {" ".join(head.split()) for head in page.evaluate(HEADS)}
    file = page.pdf(format=paper, landscape=True, prefer_css_page_size=False)
    text = subprocess.run(["pdftotext", "-layout", "-", "-"], input=file, check=True, capture_output=True).stdout.decode()
    for number, printed in enumerate(text.split("\f"), 1):
        lines = [line for line in printed.split("\n") if line.strip()]
        if lines and all(" ".join(part.split()) in heads for part in re.split(r"\s{3,}", lines[-1].strip())):
            yield f"page {number} ends with {lines[-1].strip()}"


charts = 0
wrong = []
with sync_playwright() as playwright:
    browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox"])
    for name in sys.argv[1:]:
        address = pathlib.Path(name).resolve().as_uri()
        plain = browser.new_context(java_script_enabled=False, offline=True)
        page = plain.new_page()
        requests = []
        page.on("request", lambda request: requests.append(request.url))
        page.goto(address)
        if [url for url in requests if url != address]:
            wrong.append(f"{name} asks for {requests}")
        plain.close()
        for scheme in ("light", "dark"):
            context = browser.new_context(bypass_csp=True, offline=True, color_scheme=scheme)
            page = context.new_page()
            page.goto(address)
            for finding in Axe().run(page).response["violations"]:
                nodes = [node["html"][:160] for node in finding["nodes"][:3]]
                wrong.append(f"{name}, {scheme}: {finding['id']}: {finding['help']}: {nodes}")
            context.close()
        for paper, (width, height) in PAPERS.items():
            context = browser.new_context(bypass_csp=True, offline=True, viewport={"width": width, "height": height})
            page = context.new_page()
            page.goto(address)
            if paper == "A4" or name.endswith("index.html"):
                wrong += [f"{name}, {paper}: {found}" for found in stranded(page, paper)]
            page.emulate_media(media="print")
            for label, left, right, tall, beyond in page.evaluate(TALL, width):
                charts += 1
                if right > width + 1 or left < -1 or tall > height or beyond:
                    wrong.append(f"{name}, {paper}: {label} from {left:.0f} to {right:.0f}, {tall:.0f} tall, beyond: {beyond}")
            context.close()
    browser.close()
if wrong:
    sys.exit("\n".join(wrong[:40]))
print(len(sys.argv) - 1, "pages", charts, "charts")
