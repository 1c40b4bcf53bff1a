"""Words that a moderator should look at before everybody may read them: who it is, and insults.

Guesses, for somebody to decide: a name after a form of address or a family name, numbers of
phones, cards and vehicles, links, abuse. Names of streets and schools are left alone.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from accounts.identity import show_phone
from feedback.models import Report, Reporter
from portal.lib.text import clean, fold


@dataclass(frozen=True)
class Doubt:
    """`kind` says what it may be, `words` what is written."""

    kind: str
    words: str


_CAPITALS = "".join(chr(code) for code in range(0x41, 0x1EFF) if chr(code).isupper())
_WORD = rf"[{_CAPITALS}][^\W\d_]*"
_ADDRESS = r"(?:ông|bà|anh|chị|cô|chú|bác|thầy|em|cháu|Ông|Bà|Anh|Chị|Cô|Chú|Bác|Thầy)"
_FAMILY = (
    r"(?:Nguyễn|Trần|Lê|Phạm|Hoàng|Huỳnh|Phan|Vũ|Võ|Đặng|Bùi|Đỗ|Hồ|Ngô|Dương|Lý|Đinh|Trương|Mai|"
    r"Tạ|Cao|Lâm|Đoàn|Trịnh|Tô|Châu|Hà|Thái|Lương|Vương|Tăng|Đào|Quách|Kiều)"
)
# A street or a school that bears somebody's name.
_PLACE = re.compile(
    r"(?:đường|phố|trường|chợ|cầu|hẻm|ngõ|kiệt|công viên|quảng trường|thôn|ấp|xã|phường|THCS|THPT|"
    r"tiểu học|mẫu giáo|bệnh viện|trạm)\s+$",
    re.IGNORECASE,
)
_PATTERNS = (
    ("Số điện thoại", re.compile(r"(?<!\d)(?:\+?84|0)(?:[ .\-]?\d){8,10}(?!\d)")),
    ("Số giấy tờ", re.compile(r"(?<!\d)(?:\d{12}|\d{9})(?!\d)")),
    ("Biển số xe", re.compile(r"(?<!\w)\d\d[ -]?[A-ZĐ]{1,2}\d?[ .-]{0,2}\d{3}[. ]?\d\d?(?!\d)")),
    ("Thư điện tử", re.compile(r"[\w.+\-]+@[\w\-]+\.[\w.\-]+")),
    ("Đường dẫn", re.compile(r"(?:https?://|www\.)\S+", re.IGNORECASE)),
    ("Tên người", re.compile(rf"(?<!\w){_ADDRESS}\s+{_WORD}(?:\s+{_WORD}){{0,3}}")),
    ("Tên người", re.compile(rf"(?<!\w){_FAMILY}(?:\s+{_WORD}){{1,3}}")),
)  # fmt: skip
_INSULTS = (
    "ngu", "ngu dốt", "đồ ngu", "mất dạy", "khốn nạn", "khốn kiếp", "đồ chó", "chó má", "con chó",
    "thằng chó", "súc vật", "đồ điên", "thằng điên", "con điên", "vô học", "đồ khốn", "ăn cướp",
    "lừa đảo", "ăn hối lộ", "tham nhũng", "đĩ", "đụ", "địt", "đéo", "cặc", "lồn", "vãi", "đmm",
    "đm", "vcl", "vl", "clgt",
)  # fmt: skip
_INSULT = re.compile(
    rf"(?<!\w)(?:{'|'.join(sorted(_INSULTS, key=len, reverse=True))})(?!\w)", re.IGNORECASE
)


def doubts_in(text: str) -> list[Doubt]:
    """In the order of the kinds; words that stand within others are not named again."""
    found = [*_written(text), *(Doubt("Lời lẽ xúc phạm", m[0]) for m in _INSULT.finditer(text))]
    kept: list[Doubt] = []
    for doubt in found:
        if not any(doubt.words.lower() in other.words.lower() for other in kept):
            kept.append(doubt)
    return kept


def names_sender(text: str, report: Report) -> bool:
    """Whether the words name whoever sent the report; tells that, never whom.

    Words the report itself does not hold are no answer: else typing names would find the sender.
    """
    sender = Reporter.objects.filter(report=report).first()
    if sender is None:
        return False
    return _names(sender, text) and _names(sender, f"{report.text}\n{report.address}")


def _names(sender: Reporter, text: str) -> bool:
    name, words = fold(sender.name), fold(text)
    by_name = " " in name and re.search(rf"(?<!\w){re.escape(name)}(?!\w)", words) is not None
    digits = re.sub(r"\D", "", show_phone(sender.phone))[1:]  # with or without +84
    return by_name or (bool(digits) and digits in re.sub(r"\D", "", text))


def _written(text: str) -> Iterator[Doubt]:
    for kind, pattern in _PATTERNS:
        for match in pattern.finditer(text):
            if not _PLACE.search(text[: match.start()]):
                yield Doubt(kind, clean(match[0]))
