"""QR pictures as SVG: one path, black on nothing, four modules of white around it."""

import base64
from functools import lru_cache

import qrcode
from qrcode.image.svg import SvgPathImage


@lru_cache(maxsize=512)
def qr_svg(text: str) -> str:
    """A level M code, cached by its text."""
    code = qrcode.QRCode(error_correction=qrcode.constants.ERROR_CORRECT_M, border=4)
    code.add_data(text)
    return str(code.make_image(image_factory=SvgPathImage).to_string(encoding="unicode"))


def qr_data_uri(text: str) -> str:
    """For papers: WeasyPrint keeps the `alt` of an `<img>`, not the label of an inline SVG."""
    return f"data:image/svg+xml;base64,{base64.b64encode(qr_svg(text).encode()).decode()}"
