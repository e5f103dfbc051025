"""What a page says, without its markup."""

import re
from html import unescape


def words(response) -> str:
    """The words of the page's main part, spaces evened out."""
    body = response.content.decode()
    main = re.search(r"<main.*?</main>", body, re.DOTALL)
    text = re.sub(r"<[^>]+>", " ", main[0] if main else body)
    return re.sub(r" ([,.:])", r"\1", " ".join(unescape(text).split()))


def errors(response) -> list[str]:
    """The entries of the error summary."""
    body = response.content.decode()
    found = re.search(r'nhsuk-error-summary__list".*?</ul>', body, re.DOTALL)
    entries = re.findall(r"<a [^>]*>(.*?)</a>", found[0], re.DOTALL) if found else []
    return [" ".join(unescape(re.sub(r"<[^>]+>", "", one)).split()) for one in entries]
