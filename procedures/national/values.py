"""Reading JSON of doubtful quality: what is missing is empty, what cannot be meant is refused.

Every reader raises `BrokenRecord` with the key and a reason for the person who runs the import.
"""

import math
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from procedures.national.text import plain_line

Raw = Mapping[str, Any]
VIETNAM = ZoneInfo("Asia/Ho_Chi_Minh")
LONGEST_TEXT = 200_000
LARGEST = 10**15


class BrokenRecord(Exception):
    """One record cannot be imported; the message says why."""


def raw_text(data: Raw, key: str) -> str:
    """Text as it came; numbers are text too."""
    value = data.get(key)
    if value is None:
        return ""
    if isinstance(value, int | float) and not isinstance(value, bool):
        value = str(value)
    if not isinstance(value, str):
        raise BrokenRecord(f"`{key}` phải là chữ, không phải {_kind(value)}")
    if len(value) > LONGEST_TEXT:
        raise BrokenRecord(f"`{key}` dài {len(value)} ký tự, quá {LONGEST_TEXT}")
    return value


def line(data: Raw, key: str, limit: int = 0) -> str:
    """One cleaned line, cut to `limit` characters when the column has one."""
    text = plain_line(raw_text(data, key))
    return cut(text, limit) if limit else text


def cut(text: str, limit: int) -> str:
    return text if len(text) <= limit else text[: limit - 1] + "…"


def objects(data: Raw, key: str) -> list[Raw]:
    """A list of objects; nulls in it are skipped."""
    values = [value for value in _list(data, key) if value is not None]
    for value in values:
        if not isinstance(value, dict):
            raise BrokenRecord(f"`{key}` phải gồm các đối tượng, không phải {_kind(value)}")
    return values


def lines(data: Raw, key: str) -> list[str]:
    """A list of names, cleaned, each once, empty ones dropped."""
    values = [value for value in _list(data, key) if value is not None]
    for value in values:
        if not isinstance(value, str):
            raise BrokenRecord(f"`{key}` phải gồm các tên, không phải {_kind(value)}")
    return list(dict.fromkeys(name for name in map(plain_line, values) if name))


def names(data: Raw, *keys: str) -> list[str]:
    """The `name` of the objects under the keys, cleaned, each once."""
    found = (line(item, "name") for key in keys for item in objects(data, key))
    return list(dict.fromkeys(name for name in found if name))


def child(data: Raw, key: str) -> Raw:
    """An object; missing is empty."""
    value = data.get(key)
    if value is None:
        return {}
    if not isinstance(value, dict):
        raise BrokenRecord(f"`{key}` phải là đối tượng, không phải {_kind(value)}")
    return value


def flag(data: Raw, key: str) -> bool:
    value = data.get(key)
    if value is None or isinstance(value, bool):
        return bool(value)
    raise BrokenRecord(f"`{key}` phải là true hoặc false, không phải {_kind(value)}")


def count(data: Raw, key: str, limit: int) -> int:
    """A whole number from 0 to `limit`; missing is 0."""
    value = number(data, key)
    if value is None:
        return 0
    if value != int(value) or not 0 <= value <= limit:
        raise BrokenRecord(f"`{key}` = {value} không phải số nguyên từ 0 đến {limit}")
    return int(value)


def number(data: Raw, key: str) -> int | float | None:
    """A number, also one written as text; None when missing."""
    value = data.get(key)
    if isinstance(value, str):
        value = as_number(value)
    if value is None:
        return None
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise BrokenRecord(f"`{key}` phải là số, không phải {_kind(value)}")
    if not -LARGEST <= value <= LARGEST:  # NaN is in no range
        raise BrokenRecord(f"`{key}` = {value!s:.20} lớn quá mức có thể hiểu")
    return value


def as_number(text: str) -> float | int | None:
    """`7`, `7.5` and `7,5`; None for anything else."""
    try:
        value = float(text.strip().replace(",", "."))
    except ValueError:
        return None
    return int(value) if math.isfinite(value) and value == int(value) else value


def moment_date(data: Raw, key: str) -> date | None:
    """The Vietnam date of epoch milliseconds; None when missing or out of the calendar."""
    value = number(data, key)
    if not value:
        return None
    try:
        return datetime.fromtimestamp(value / 1000, tz=VIETNAM).date()
    except (ValueError, OverflowError, OSError):
        return None


def _list(data: Raw, key: str) -> list[Any]:
    value = data.get(key)
    if value is None:
        return []
    if not isinstance(value, list):
        raise BrokenRecord(f"`{key}` phải là danh sách, không phải {_kind(value)}")
    return value


def _kind(value: Any) -> str:
    names_of = {str: "chữ", dict: "đối tượng", list: "danh sách", bool: "đúng/sai"}
    return names_of.get(type(value), f"{value!r:.40}")
