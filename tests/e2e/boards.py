"""Boards: ordered by the administrator, drawn by the worker, read by a camera."""

import io
import subprocess

import zxingcpp
from PIL import Image

from tests.e2e import staff
from tests.e2e.visitor import Visitor


def page_of(pdf: bytes, *, dpi: int) -> Image.Image:
    """The first sheet of a PDF as a picture."""
    assert pdf.startswith(b"%PDF")
    draw = ["pdftoppm", "-r", str(dpi), "-png", "-f", "1", "-l", "1"]
    drawn = subprocess.run(draw, input=pdf, capture_output=True, check=True).stdout
    return Image.open(io.BytesIO(drawn))


def texts_on(picture: Image.Image) -> list[str]:
    """Whatever QR codes a phone would read there."""
    return [code.text for code in zxingcpp.read_barcodes(picture)]


def prints_a_board(administrator: Visitor, answers: dict[str, str]) -> bytes:
    """From the menu to the finished PDF."""
    staff.sign_in(administrator, "phuc")
    administrator.open("/qt/qr/")
    administrator.press("Bảng đã làm")
    with administrator.comes():
        administrator.control("In bảng mã").first.click()
    administrator.fill(answers)
    administrator.press("Làm bảng")
    ready = administrator.control("Mở bản in (PDF)")
    ready.wait_for(timeout=90_000)
    administrator.check()
    address = administrator.url + (ready.get_attribute("href") or "")
    return administrator.context.request.get(address).body()
