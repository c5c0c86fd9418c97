"""Pictures of pages as Chromium shows them, as tall as each page is, up to a limit.

usage: page_pictures.py FOLDER PAGE…; writes FOLDER/<page>.png
"""
import pathlib
import sys

from playwright.sync_api import sync_playwright

WIDTH, TALLEST = 1280, 1600

folder = pathlib.Path(sys.argv[1])
with sync_playwright() as playwright:
    browser = playwright.chromium.launch(
        executable_path="/usr/bin/chromium", args=["--no-sandbox", "--force-color-profile=srgb"])
    page = browser.new_page(viewport={"width": WIDTH, "height": 800}, java_script_enabled=True)
    for name in map(pathlib.Path, sys.argv[2:]):
        page.goto(name.resolve().as_uri())
        height = min(TALLEST, page.evaluate("document.documentElement.scrollHeight"))
        page.screenshot(
            path=folder / f"{name.stem}.png", full_page=True,
            clip={"x": 0, "y": 0, "width": WIDTH, "height": height})
    browser.close()
