"""
Save how pages look: at 360 and 1280 px, light and dark, as PNG files, and say what overflows or breaks.

Usage: python scripts/screenshots.py --as NAME --password PASSWORD [--base URL] [--out FOLDER] PATH ...
A page's whole length is shown. The exit code is 1 when a page scrolls sideways, logs an error or answers with 500.
"""

import argparse
import os
import re
import sys
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

WIDTHS = (360, 1280)
SCHEMES = ("light", "dark")


def main() -> int:
    """Take the pictures and return the exit code."""
    given = _arguments()
    given.out.mkdir(parents=True, exist_ok=True)
    flags = ["--no-sandbox"] if os.geteuid() == 0 else []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=given.browser, args=flags)
        complaints = [
            complaint
            for scheme in given.schemes
            for width in given.widths
            for complaint in _round(browser, given, scheme, width)
        ]
        browser.close()
    print(*complaints, sep="\n")
    return 1 if complaints else 0


def _round(browser: Browser, given: argparse.Namespace, scheme: str, width: int) -> list[str]:
    """Take all pages in one scheme at one width; return what is wrong with them."""
    context = browser.new_context(
        viewport={"width": width, "height": 800}, color_scheme=scheme, locale=given.locale, base_url=given.base
    )
    page, complaints = context.new_page(), []
    page.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: complaints.append(str(error)))
    if given.name:
        _sign_in(page, given.name, given.password)
    found: list[str] = []
    for path in given.paths:
        complaints.clear()
        answer = page.goto(path)
        page.wait_for_load_state("load")
        page.evaluate("document.fonts.ready")
        for summary in page.locator("summary").all() if given.open else []:
            summary.click()
        name = re.sub(r"[^a-z0-9]+", "-", path.lower()).strip("-") or "beranda"
        page.screenshot(path=given.out / f"{name}-{width}-{scheme}.png", full_page=True)
        where = f"{path} at {width} px, {scheme}"
        if answer is not None and answer.status >= 500:
            found.append(f"{where}: answered {answer.status}")
        if page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth"):
            found.append(f"{where}: scrolls sideways")
        found += [f"{where}: {complaint}" for complaint in complaints]
    context.close()
    return found


def _sign_in(page: Page, name: str, password: str) -> None:
    page.goto("/masuk/?next=/akun/")
    page.fill("[name=login]", name)
    page.fill("[name=password]", password)
    page.press("[name=password]", "Enter")
    page.wait_for_load_state("load")
    if "/masuk/" in page.url:
        sys.exit(f"could not sign in as {name}")


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("paths", nargs="+", metavar="PATH")
    parser.add_argument("--base", default="http://127.0.0.1:8000")
    parser.add_argument("--as", dest="name", default="", help="who signs in; nobody when left out")
    parser.add_argument("--password", default=os.environ.get("TUMBUH_PASSWORD", ""))
    parser.add_argument("--out", type=Path, default=Path("var/screenshots"))
    parser.add_argument("--widths", type=int, nargs="*", default=WIDTHS)
    parser.add_argument("--schemes", nargs="*", default=SCHEMES, choices=SCHEMES)
    parser.add_argument("--locale", default="id-ID")
    parser.add_argument("--open", action="store_true", help="open every part that is folded")
    parser.add_argument("--browser", default=os.environ.get("CHROMIUM", "/usr/bin/chromium"))
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
