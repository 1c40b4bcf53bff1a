"""Printed pages read back: every code must be there, be readable, and be the right one."""

from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import closing

import pypdfium2
import zxingcpp

DPI = 150  # coarse for a printer: what is read here is read from paper
QR_CODE = zxingcpp.BarcodeFormats(zxingcpp.BarcodeFormat.QRCode)


def page_addresses(pdf: bytes) -> Iterator[Counter[str]]:
    """The addresses of the QR codes on each page, with how often each was read."""
    with closing(pypdfium2.PdfDocument(pdf)) as document:
        for number in range(len(document)):
            with closing(document[number]) as page:
                picture = page.render(scale=DPI / 72, grayscale=True).to_pil()
            codes = zxingcpp.read_barcodes(picture, formats=QR_CODE)
            yield Counter(code.text for code in codes)


def differences(pdf: bytes, expected: Sequence[Counter[str]]) -> list[tuple[int, str]]:
    """What is wrong, as (index of the page, address): not read as often as it stands there, or
    read where it should not be. A missing page misses all its codes."""
    found = list(page_addresses(pdf))
    pages = max(len(found), len(expected))
    wrong = []
    for index in range(pages):
        read = found[index] if index < len(found) else Counter()
        wanted = expected[index] if index < len(expected) else Counter()
        addresses = dict.fromkeys([*wanted, *read])
        wrong += [(index, text) for text in addresses if wanted[text] != read[text]]
    return wrong
