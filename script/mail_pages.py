"""Draw a mail as programs show it: 600 px wide, with pictures, without them, and on a dark ground.

usage: mail_pages.py MAIL FOLDER; writes FOLDER/pictures.png, FOLDER/no-pictures.png and FOLDER/dark.png.
"""
import base64
import email.policy
import pathlib
import re
import sys

from playwright.sync_api import sync_playwright

message = email.message_from_bytes(pathlib.Path(sys.argv[1]).read_bytes(), policy=email.policy.default)
folder = pathlib.Path(sys.argv[2])
html = message.get_body(("html",)).get_content()
images = {
    part["Content-ID"].strip("<>"): base64.b64encode(part.get_payload(decode=True)).decode()
    for part in message.walk()
    if part.get_content_maintype() == "image"
}
shown = re.sub(r"cid:([^\"]+)", lambda name: f"data:image/png;base64,{images[name[1]]}", html)
blocked = re.sub(r"cid:[^\"]+", "data:,", html)
folder.mkdir(parents=True, exist_ok=True)
with sync_playwright() as playwright:
    browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox"])
    for name, text, scheme in (("pictures", shown, "light"), ("no-pictures", blocked, "light"), ("dark", shown, "dark")):
        page = browser.new_context(
            offline=True, java_script_enabled=False, color_scheme=scheme, viewport={"width": 600, "height": 400}
        ).new_page()
        page.set_content(text)
        page.screenshot(path=folder / f"{name}.png", full_page=True)
    browser.close()
