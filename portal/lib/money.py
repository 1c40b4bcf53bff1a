"""Amounts of đồng as people write and type them. An amount is a whole number of đồng."""

import re

_TYPED = re.compile(r"\d+(?:[., \u00a0]\d{3})*")


def dots(amount: int) -> str:
    """`16000` -> `16.000`."""
    return f"{amount:,}".replace(",", ".")


def dong(amount: int) -> str:
    """`16.000 ₫`, for tables."""
    return f"{dots(amount)}\u00a0₫"


def dong_in_words(amount: int) -> str:
    """`16.000 đồng`, for sentences and papers."""
    return f"{dots(amount)}\u00a0đồng"


def parse_dong(text: str) -> int:
    """`16.000`, `16 000 đ`, `16000` -> 16000. Raises ValueError for anything else."""
    bare = re.sub(r"(?:đồng|đ|₫|vnd)$", "", text.strip().lower()).strip()
    if not _TYPED.fullmatch(bare):
        raise ValueError(f"not an amount of đồng: {text!r}")
    return int(re.sub(r"\D", "", bare))
