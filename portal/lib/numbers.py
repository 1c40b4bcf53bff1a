"""Phone and personal numbers as people type them (domain 8.1, 8.5)."""

import re

from portal.lib.errors import Refused

_SEPARATORS = re.compile(r"[\s.\-()]+")
_COUNTRY = re.compile(r"^(\+84|0084|84(?=[0-9]{9}$))")
_MOBILE = re.compile(r"0[35789][0-9]{8}")


def whole_number(text: str) -> int:
    """As a page sends it back; 0 for what is none, or more than a row may hold."""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else 0


def national_digits(text: str) -> str:
    """`+84 905.123.318` -> `0905123318`; other numbers as they are, without separators."""
    return _COUNTRY.sub("0", _SEPARATORS.sub("", text))


def read_mobile(text: str) -> str:
    """`+84 905.123.318` -> `0905123318`; `Refused` unless it is a Vietnamese mobile number."""
    digits = national_digits(text)
    if not _MOBILE.fullmatch(digits):
        raise Refused("phone", "Nhập số điện thoại 10 chữ số, ví dụ 0905 123 318")
    return digits


def read_personal_number(text: str) -> str:
    """Twelve digits of a citizen card. There is no check digit to verify."""
    digits = _SEPARATORS.sub("", text)
    if not re.fullmatch(r"[0-9]+", digits):
        raise Refused("digits", "Số căn cước chỉ gồm chữ số, không có chữ cái")
    if len(digits) != 12:
        raise Refused("length", f"Số căn cước gồm 12 chữ số, ông/bà đã nhập {len(digits)}")
    return digits
