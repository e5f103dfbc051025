"""A sheet as a PDF that screen readers can read too (PDF/UA-1), set by Typst."""

import json
from functools import partial
from pathlib import Path

from .paper import Sheet

TEMPLATE = Path(__file__).with_name("sheet.typ")


def as_pdf(sheet: Sheet, *, large: bool, language: str) -> bytes:
    """The sheet on A4. Its words go in as data, so that none of them is taken for markup."""
    import typst  # 100 MB of memory that only a process which makes a PDF needs

    data = {**sheet.as_data(), "large": large, "language": language}
    compiled = partial(
        typst.compile,
        str(TEMPLATE),
        root=str(TEMPLATE.parent),
        format="pdf",
        sys_inputs={"sheet": json.dumps(data)},
    )
    try:
        made = compiled(pdf_standards=["ua-1"])
    except typst.TypstError:
        # The standard asks for every letter of every name; the machine's fonts may lack one.
        made = compiled()
    if not isinstance(made, bytes):
        raise TypeError(f"Typst made {type(made).__name__} of a sheet, and not a PDF.")
    return made
