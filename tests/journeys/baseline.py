"""What must be true of every page that a journey meets."""

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
SIDEWAYS = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
SAME_WORDS = """() => {
  const seen = {};
  for (const link of document.querySelectorAll('main a[href]')) {
    const words = link.innerText.trim();
    (seen[words] ||= new Set()).add(link.href);
  }
  return Object.entries(seen).filter(([w, to]) => w && to.size > 1).map(([w]) => w);
}"""


def meets_the_baseline(page: Page, *, script: bool) -> None:
    """One h1, a title, nothing off the side, distinct link words, and nothing that axe finds.

    axe itself is a script that waits for promises, which a page without script never keeps.
    """
    where = page.url
    assert page.locator("h1").count() == 1, f"{where} has {page.locator('h1').count()} h1"
    assert page.title(), f"{where} has no title"
    assert page.evaluate(SIDEWAYS) <= 0, f"{where} scrolls sideways"
    assert page.get_by_role("link", name="If you need help now").count() >= 1, where
    assert page.evaluate(SAME_WORDS) == [], f"{where}: links with the same words go elsewhere"
    if not script:
        return
    found = Axe().run(page, options={"runOnly": RULES})
    assert found.violations_count == 0, f"{where}\n{found.generate_report()}"


def refuse_third_parties(page: Page, home: str) -> list[str]:
    """Collects addresses that a page asked for anywhere but at home; it must stay empty."""
    elsewhere: list[str] = []
    page.on(
        "request",
        lambda request: (
            None if request.url.startswith((home, "data:")) else elsewhere.append(request.url)
        ),
    )
    return elsewhere
