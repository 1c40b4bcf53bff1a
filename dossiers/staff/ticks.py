"""Ticked rows of lists: which dossiers, and how each looked on the screen."""

from dossiers.services import MANY_LIMIT
from portal.lib.errors import Refused

_SEQ_DIGITS = 9  # nobody acts on a dossier that often


def seen_by_code(values: list[str]) -> dict[str, int]:
    """`code:last_seq` of each box -> code and number; what was tampered with is left out."""
    seen = {code: seq for code, _, seq in (value.rpartition(":") for value in values) if code}
    if not seen:
        raise Refused("none_ticked", "Đánh dấu hồ sơ trong danh sách rồi chọn việc cần làm")
    if len(seen) > MANY_LIMIT:
        raise Refused(
            "too_many", f"Mỗi lần làm được tối đa {MANY_LIMIT} hồ sơ. Bỏ bớt rồi làm tiếp lượt sau"
        )
    return {
        code: int(seq)
        for code, seq in seen.items()
        if code.isprintable() and seq.isdecimal() and len(seq) <= _SEQ_DIGITS
    }
