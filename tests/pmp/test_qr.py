import re

import segno

from pmp.qr import QUIET, qr_of


def test_the_path_draws_exactly_the_dark_modules():
    text = "https://follow-on.example/j/abcdefghijklmnopqrstuv/"
    qr = qr_of(text)
    drawn = {
        (int(x) + step - QUIET, int(y) - QUIET)
        for x, y, width in re.findall(r"M(\d+) (\d+)h(\d+)v1h-\3z", qr.path)
        for step in range(int(width))
    }
    matrix = segno.make(text, error="m", micro=False).matrix
    dark = {(x, y) for y, row in enumerate(matrix) for x, module in enumerate(row) if module}
    assert drawn == dark
    assert qr.size == len(matrix) + 2 * QUIET
