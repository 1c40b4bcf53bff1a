"""Working time as people count it: in days of eight hours (peers 2.6)."""

DAY, HOUR = 8 * 60, 60  # minutes
GAP = "\u00a0"


def in_words(minutes: int) -> str:
    """`2 ngày 3 giờ`, `3 giờ 20 phút`, `20 phút`: what is worth saying of a time left or lost."""
    days, rest = divmod(minutes, DAY)
    return exactly(minutes - rest % HOUR if days else minutes)


def exactly(minutes: int) -> str:
    """`1 ngày 2 giờ 20 phút`, for lines that are added up."""
    days, rest = divmod(minutes, DAY)
    parts = ((days, "ngày"), (rest // HOUR, "giờ"), (rest % HOUR, "phút"))
    return GAP.join(f"{number}{GAP}{unit}" for number, unit in parts if number) or f"0{GAP}phút"
