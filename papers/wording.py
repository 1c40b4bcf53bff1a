"""What an office writes itself on its papers: sentences with {variables} from a fixed list.

There are no expressions: a name of the list between braces is replaced, anything else is refused
when it is written (reliability A30).
"""

import re
from collections.abc import Iterable, Mapping

from portal.lib.errors import Refused

BLANK = "…………"
VARIABLES: Mapping[str, str] = {
    "ma_ho_so": "mã hồ sơ",
    "nguoi_nop": "họ tên người nộp",
    "thu_tuc": "tên thủ tục",
    "ngay_hen": "ngày hẹn trả kết quả",
    "don_vi": "tên đơn vị trên giấy",
    "dien_thoai": "điện thoại trên giấy",
    "trang_web": "địa chỉ cổng dịch vụ công",
}
_VARIABLE = re.compile(r"\{([^{}]*)\}")


def check_wording(text: str, *, field: str, known: Iterable[str] = tuple(VARIABLES)) -> str:
    """The text as it is; refused with what is wrong and the list of what may stand in braces."""
    allowed = names_in_braces(known)
    for name in _VARIABLE.findall(text):
        if name not in known:
            raise _refused("unknown_variable", f"Không có biến {{{name}}}", allowed, field)
    if re.search(r"[{}]", _VARIABLE.sub("", text)):
        raise _refused("broken_brace", "Dấu ngoặc nhọn chưa đủ cặp", allowed, field)
    return text


def fill(text: str, values: Mapping[str, str]) -> str:
    """The sentence for one paper; what nobody knows is left to be written by hand."""
    return _VARIABLE.sub(lambda match: values.get(match[1]) or BLANK, text)


def names_in_braces(known: Iterable[str]) -> str:
    return ", ".join(f"{{{name}}}" for name in known)


def _refused(code: str, what: str, allowed: str, field: str) -> Refused:
    return Refused(code, f"{what}. Chỉ dùng: {allowed}", field=field)
