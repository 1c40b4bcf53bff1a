"""Sentences with {names} in braces that offices write themselves and the product fills.

There are no expressions: a name of a fixed list between braces is replaced, anything else is
refused when it is written (reliability A30).
"""

import re
from collections.abc import Callable, Iterable

from portal.lib.errors import Refused

_NAME = re.compile(r"\{([^{}]*)\}")


def check_names(text: str, *, field: str, known: Iterable[str]) -> str:
    """The text as it is; refused with what is wrong and the list of what may stand in braces."""
    allowed = ", ".join(f"{{{name}}}" for name in known)
    for name in _NAME.findall(text):
        if name not in known:
            raise _refused("unknown_variable", f"Không có biến {{{name}}}", allowed, field)
    if re.search(r"[{}]", _NAME.sub("", text)):
        raise _refused("broken_brace", "Dấu ngoặc nhọn chưa đủ cặp", allowed, field)
    return text


def fill_names(text: str, value_of: Callable[[str], str]) -> str:
    """The sentence with every name replaced by what `value_of` says."""
    return _NAME.sub(lambda match: value_of(match[1]), text)


def _refused(code: str, what: str, allowed: str, field: str) -> Refused:
    return Refused(code, f"{what}. Chỉ dùng: {allowed}", field=field)
