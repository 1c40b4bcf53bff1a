"""How many SMS a text is: GSM 03.38 with its extension table, or UCS-2 (domain 8.6)."""

from dataclasses import dataclass
from enum import Enum

_BASIC = frozenset(
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?"
    "¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà"
)
_EXTENSION = frozenset("\f^{}\\[~]|€")  # each is sent as an escape and a letter


class Encoding(Enum):
    """`alone`: room of a single SMS; `joined`: of each of several, which carry a header."""

    GSM7 = "GSM-7", 160, 153
    UCS2 = "UCS-2", 70, 67

    def __init__(self, label: str, alone: int, joined: int) -> None:
        self.label, self.alone, self.joined = label, alone, joined


@dataclass(frozen=True)
class Parts:
    """`characters` as the network counts them; `left`: how many still fit into the last part."""

    parts: int
    left: int
    encoding: Encoding
    characters: int


def parts(text: str) -> Parts:
    encoding = Encoding.GSM7 if set(text) <= _BASIC | _EXTENSION else Encoding.UCS2
    widths = [_width(letter, encoding) for letter in text]
    total = sum(widths)
    if total <= encoding.alone:
        return Parts(1, encoding.alone - total, encoding, total)
    count, used = 1, 0
    for width in widths:
        if used + width > encoding.joined:  # a letter is never torn apart
            count, used = count + 1, 0
        used += width
    return Parts(count, encoding.joined - used, encoding, total)


def _width(letter: str, encoding: Encoding) -> int:
    doubled = letter in _EXTENSION if encoding is Encoding.GSM7 else letter > "\uffff"
    return 2 if doubled else 1
