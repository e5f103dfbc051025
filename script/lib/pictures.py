"""Takes the README's pictures of a running demo: `script/pictures http://127.0.0.1:8000`."""

import os
import sys
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

PICTURES = Path(__file__).resolve().parents[2] / "docs" / "pictures"
LARGEST = 300_000
SHOTS = (
    ("dashboard", "clinician", "/dashboard/", {"width": 1280, "height": 1000}, 1),
    ("messages", "clinician", "/messages/", {"width": 1280, "height": 1300}, 1),
    ("member", "member", "/home/", {"width": 360, "height": 740}, 2),
)


def take(browser: Browser, address: str) -> None:
    """One picture per shot, each as one of the demo's cast."""
    PICTURES.mkdir(parents=True, exist_ok=True)
    for name, who, page_address, viewport, scale in SHOTS:
        context = browser.new_context(
            base_url=address, viewport=viewport, device_scale_factor=scale
        )
        page = context.new_page()
        page.goto("/demo/")
        page.locator(f"form[action$='/{who}/'] button").click()
        page.goto(page_address)
        picture = PICTURES / f"{name}.png"
        page.screenshot(path=picture)
        context.close()
        size = picture.stat().st_size
        if size > LARGEST:
            raise SystemExit(f"{picture} has {size} bytes; at most {LARGEST} are wanted.")
        print(f"{picture.relative_to(Path.cwd())}: {size} bytes")


def main() -> None:
    address = sys.argv[1] if len(sys.argv) > 1 else "http://127.0.0.1:8000"
    arguments = ["--no-sandbox"] if os.geteuid() == 0 else []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=os.environ.get("CHROMIUM") or None, args=arguments
        )
        take(browser, address)
        browser.close()


if __name__ == "__main__":
    main()
