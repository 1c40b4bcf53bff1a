"""The visible part of a signature: who, for which office, when; and where it stands on the page.

It is drawn as a page of its own and imported, so that Vietnamese looks as in every other paper.
"""

from dataclasses import dataclass
from datetime import datetime
from enum import Enum
from io import BytesIO
from pathlib import Path

import pypdfium2
from pyhanko.pdf_utils.content import PdfContent
from pyhanko.pdf_utils.layout import BoxConstraints
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.stamp import StaticStampStyle

from portal.lib.dates import full_moment
from portal.lib.pdf import render_pdf
from portal.lib.qr import qr_data_uri

STYLE = Path(__file__).with_name("stamp.css")
POINT = 72 / 25.4  # to a millimetre
WIDTH, HEIGHT = 72 * POINT, 24 * POINT  # as in stamp.css
MARGIN, STEP = 12 * POINT, 6 * POINT
SCALE = 0.5  # pixels to a point when looking for blank paper
BLANK = 250  # of 255: paler is paper


class Side(Enum):
    """Officers sign on the right, the office seals on the left (NĐ 30/2020)."""

    LEFT = "left"
    RIGHT = "right"


@dataclass(frozen=True)
class Stamp:
    """`heading`: "Người ký", "Cơ quan ban hành"; `number`: of the paper, with its day;
    `address`: where the paper can be verified, drawn as a QR."""

    heading: str
    signer: str
    unit: str
    at: datetime
    side: Side = Side.RIGHT
    number: str = ""
    address: str = ""


class _Page(PdfContent):
    """The only page of a PDF as content of another."""

    def __init__(self, content: bytes) -> None:
        super().__init__(box=BoxConstraints(WIDTH, HEIGHT))
        self.content = content

    def render(self) -> bytes:
        assert self.writer is not None  # noqa: S101 - set by whoever draws
        source = PdfFileReader(BytesIO(self.content))
        self.resources.xobject["/Stamp"] = self.writer.import_page_as_xobject(source)
        return b"/Stamp Do"


def style_of(stamp: Stamp) -> StaticStampStyle:
    return StaticStampStyle(background=_Page(_draw(stamp)), border_width=0)


def _draw(stamp: Stamp) -> bytes:
    context = {
        "stamp": stamp,
        "at": full_moment(stamp.at),
        "qr": qr_data_uri(stamp.address) if stamp.address else "",
    }
    return render_pdf("signatures/stamp.html", context, style=STYLE, tagged=False)


def place_of(content: bytes, side: Side) -> tuple[int, int, int, int]:
    """The lowest blank place for a stamp on that side of the last page, in points from its corner.

    A page that is full is stamped at its foot all the same: scans are one picture.
    """
    with pypdfium2.PdfDocument(content) as pdf:
        page = pdf[len(pdf) - 1]
        width, height = page.get_size()
        picture = page.render(scale=SCALE, grayscale=True, may_draw_forms=True).to_pil()
    left = width - MARGIN - WIDTH if side is Side.RIGHT else MARGIN
    bottoms = [MARGIN + STEP * step for step in range(int((height - 2 * MARGIN - HEIGHT) / STEP))]
    for bottom in bottoms or [MARGIN]:
        box = (left, height - bottom - HEIGHT, left + WIDTH, height - bottom)
        darkest, _ = picture.crop(tuple(int(edge * SCALE) for edge in box)).getextrema()
        if darkest >= BLANK:
            return _box(left, bottom)
    return _box(left, MARGIN)


def _box(left: float, bottom: float) -> tuple[int, int, int, int]:
    return int(left), int(bottom), int(left + WIDTH), int(bottom + HEIGHT)
