"""Takes the README's picture of a running demo: an opened point with its chart.

python tools/take_picture.py http://127.0.0.1:8000
"""

import shutil
import sys
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

TARGET = Path(__file__).parent.parent / "docs/images/points.png"
ORGANISATION, TITLE = "Ravnsø Almennyttige Boligforening", "Dispositionsfonden"
HEIGHT = 1200  # down to the figures and the question; the sources below cost bytes
MOST_BYTES = 200_000


def opened_point(page: Page, base: str) -> None:
    """Sign in as the case worker and open the point on the newest whole package of the organisation."""
    page.goto(base)
    page.locator(".demo-users li", has_text="Tilsynsmedarbejder").get_by_role("button").click()
    page.get_by_role("link", name="Pakker").first.click()
    page.get_by_role("link", name=ORGANISATION).first.click()
    page.get_by_role("link", name="Gennemgå punkterne").click()
    page.locator("[data-point]", has_text=TITLE).first.click()
    page.locator(".chart svg").wait_for()
    page.mouse.move(0, 0)
    page.evaluate("window.scrollTo(0, 0)")


def main(base: str) -> None:
    """Writes docs/images/points.png, 1280 pixels wide. SystemExit where it came out larger than 200 kB."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"))
        page = browser.new_page(viewport={"width": 1280, "height": 900})
        opened_point(page, base)
        TARGET.parent.mkdir(exist_ok=True)
        page.screenshot(path=TARGET, full_page=True, clip={"x": 0, "y": 0, "width": 1280, "height": HEIGHT})
        browser.close()
    if TARGET.stat().st_size > MOST_BYTES:
        raise SystemExit(f"{TARGET.name} takes {TARGET.stat().st_size} bytes, and {MOST_BYTES} is the most")


if __name__ == "__main__":
    main(sys.argv[1])
