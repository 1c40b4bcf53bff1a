"""The colours keep their contrast: 4.5 for text, 3.0 for edges and icons (WCAG 1.4.3, 1.4.11)."""

import re
from pathlib import Path

import pytest

TOKENS = Path(__file__).parents[2] / "static" / "css" / "tokens.css"
TEXT, EDGE = 4.5, 3.0

# foreground, background, least ratio: the table of the design guide.
PAIRS = [
    *((ink, ground, TEXT) for ink in ("muc", "muc-2", "muc-3") for ground in ("trang", "giay")),
    *((ink, "nen", TEXT) for ink in ("muc", "muc-2", "cham-7")),
    *(("vien", ground, EDGE) for ground in ("trang", "giay")),
    *(("trang", ground, TEXT) for ground in ("son-9", "son-7", "cham-9", "cham-7", "do-7")),
    *(("nghe-4", ground, TEXT) for ground in ("son-7", "cham-9")),
    ("nghe-2", "son-7", TEXT),
    ("cham-1", "cham-9", TEXT),
    ("cham-1", "cham-8", TEXT),
    ("muc", "nghe-4", TEXT),
    ("muc", "nghe-1", TEXT),
    ("muc", "tieudiem", TEXT),
    ("tieudiem", "cham-9", EDGE),
    ("son-7", "son-1", TEXT),
    *(("cham-7", ground, TEXT) for ground in ("trang", "giay", "cham-1")),
    ("cham-9", "cham-1", TEXT),
    ("cham-5", "trang", EDGE),
    ("cam-5", "trang", EDGE),
    *((f"{state}-7", "trang", TEXT) for state in ("la", "cam", "do", "tim", "xam")),
    *((f"{state}-7", f"{state}-1", TEXT) for state in ("la", "cam", "do", "tim", "xam")),
]


def tokens(selector: str) -> dict[str, str]:
    block = re.search(rf"{re.escape(selector)} {{(.*?)}}", TOKENS.read_text(), re.DOTALL)
    assert block, selector
    return dict(re.findall(r"--([a-z0-9-]+): (#[0-9A-Fa-f]{3,6})\b", block[1]))


NORMAL = tokens(":root")
SCHEMES = {"normal": NORMAL, "high contrast": NORMAL | tokens("html.tuongphan")}


def luminance(colour: str) -> float:
    digits = colour[1:] if len(colour) == 7 else "".join(2 * c for c in colour[1:])
    channels = [int(digits[i : i + 2], 16) / 255 for i in (0, 2, 4)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("scheme", SCHEMES)
def test_every_pair_of_the_table_can_be_read(scheme: str) -> None:
    colours = SCHEMES[scheme]
    weak = {
        f"{front} on {back}": round(contrast(colours[front], colours[back]), 2)
        for front, back, least in PAIRS
        if contrast(colours[front], colours[back]) < least
    }
    assert weak == {}


def test_guard_bites_on_a_pale_text() -> None:
    assert round(contrast("#FFFFFF", "#000"), 1) == 21.0
    assert round(contrast(NORMAL["muc"], NORMAL["giay"]), 1) == 15.8
    assert contrast("#8DBF9C", "#FFFFFF") < EDGE
