"""What a scanned or typed code leads to: only pages of this portal, whatever the code says."""

import re
from collections.abc import Collection
from urllib.parse import urlencode, urlsplit

import zxingcpp
from django.core.files.uploadedfile import UploadedFile
from django.urls import reverse
from PIL import Image

from dossiers.files.uploads import cleaned
from dossiers.tracking.finding import spelled
from portal.lib.codes import ALPHABET
from portal.lib.errors import Refused

TEXT_LENGTH = 500
QR_ONLY = zxingcpp.BarcodeFormats(zxingcpp.BarcodeFormat.QRCode)
_BOARD_PATH = re.compile(r"/q/([a-z0-9]{2,12})/?", re.IGNORECASE)
_RECEIPT_PATH = re.compile(r"/t/([\w-]{16,64})/?", re.ASCII)
_PAPER_PATH = re.compile(r"/kiem-tra/([\w-]{4,40})/?", re.ASCII)
_REPORT_PATH = re.compile(r"/phan-anh/(?:(?:cua-toi/)?[\w-]{1,40}/)?", re.ASCII)
_REPORT_CODE = re.compile(rf"PA[0-9]{{2}}[{ALPHABET}]{{6}}")
_BOARD_CODE = re.compile(r"[A-Z]{1,3}[0-9]{1,3}")
_DOSSIER_CODE = re.compile(rf"[A-Z0-9.]+-[0-9]{{6}}-[0-9]{{4,6}}|N(-[{ALPHABET}]{{4}}){{2}}")


def read_picture(file: UploadedFile) -> str:
    """The text of a QR code in a photo, or `Refused`. Slow: the photo is made harmless first."""
    with cleaned(file) as harmless:
        if harmless.kind != "jpg":
            raise Refused("type", "Chọn ảnh chụp mã QR, không phải tệp PDF")
        with Image.open(harmless.path) as image:
            found = zxingcpp.read_barcode(image, formats=QR_ONLY)
    if found is None or not found.text:
        raise Refused(
            "no_code",
            "Chưa thấy mã QR trong ảnh. Xin chụp gần hơn, đủ sáng, hoặc gõ mã in dưới hình",
        )
    return str(found.text)


def address_of(text: str, hosts: Collection[str]) -> str:
    """Path of the page that a code leads to, or `Refused`. `hosts`: the names of this portal."""
    text = text.strip()[:TEXT_LENGTH]
    if text.count("|") >= 5:
        raise Refused(
            "card",
            "Đây là mã trên thẻ căn cước. Xin quét mã trên bảng, trên bàn hoặc trên giấy hẹn",
        )
    if "://" in text:
        return _address_of_url(text, hosts)
    return _address_of_code(text)


def _address_of_url(text: str, hosts: Collection[str]) -> str:
    try:
        parts = urlsplit(text)
    except ValueError as error:
        raise _unknown() from error
    if parts.netloc.lower() not in hosts:
        raise Refused(
            "foreign",
            "Mã này không phải của Một cửa nên không mở. Nếu thấy nó dán ở trụ sở, xin báo cán bộ",
        )
    if match := _BOARD_PATH.fullmatch(parts.path):
        return _board(match[1])
    if match := _RECEIPT_PATH.fullmatch(parts.path):
        return reverse("dossiers:track-by-key", args=[match[1]])
    if match := _PAPER_PATH.fullmatch(parts.path):
        return reverse("papers:verify-paper", args=[match[1]])
    if _REPORT_PATH.fullmatch(parts.path):
        return parts.path
    raise _unknown()


def _address_of_code(text: str) -> str:
    bare = re.sub(r"[\s.\-]", "", text).upper()
    if _BOARD_CODE.fullmatch(bare):
        return _board(bare)
    if _REPORT_CODE.fullmatch(bare):
        return f"{reverse('feedback:report-find')}?{urlencode({'ma': bare})}"
    code = spelled(text)
    if _DOSSIER_CODE.fullmatch(code):
        return f"{reverse('dossiers:look-up')}?{urlencode({'ma': code})}"
    raise _unknown()


def _board(code: str) -> str:
    """What a board's code opens."""
    return reverse("procedures:qr", args=[code.upper()])


def _unknown() -> Refused:
    return Refused(
        "unknown_code",
        "Không hiểu mã này. Mã trên bảng có dạng HT01, mã hồ sơ ghi ở góc trên giấy hẹn",
    )
