"""How often somebody may guess, so that nobody finds a dossier and nobody locks one.

Wrong tries are counted by who asks, by the code asked for, and by both together. One address runs
out of tries for a code long before the code itself does, so it cannot keep others from theirs; and
the receipt's QR and signing in count nothing, so they always open the way.
"""

from dataclasses import dataclass

from portal.lib.errors import Refused
from portal.lib.limits import allow, give_back

QUARTER, DAY = 15 * 60, 24 * 3600


@dataclass(frozen=True)
class Limit:
    """`by`: what is counted together, of `address` and `code`."""

    scope: str
    by: tuple[str, ...]
    tries: int
    seconds: int
    wait: str

    def key(self, **values: str) -> str:
        return "|".join(values[name] for name in self.by)


# In this order: a try that is stopped is not counted by those below.
LIMITS = (
    Limit("track-pair", ("address", "code"), 5, QUARTER, "15 phút"),
    Limit("track-pair-day", ("address", "code"), 15, DAY, "đến ngày mai"),
    Limit("track-address", ("address",), 20, QUARTER, "15 phút"),
    Limit("track-address-day", ("address",), 100, DAY, "đến ngày mai"),
    Limit("track-code-day", ("code",), 60, DAY, "đến ngày mai"),
)


class TooManyTries(Refused):
    """HTTP 429. The sentence names the ways that stay open."""

    def __init__(self, wait: str) -> None:
        super().__init__(
            "too_many_tries",
            f"Đã nhập chưa đúng nhiều lần. Xin đợi {wait} rồi thử lại; hoặc quét mã QR trên giấy "
            "hẹn, hoặc đến quầy Một cửa, cán bộ sẽ tra giúp",
        )

    @property
    def status(self) -> int:
        return 429


def count_try(*, address: str, code: str) -> None:
    """Counts one try, or refuses it."""
    for limit in LIMITS:
        key = limit.key(address=address, code=code)
        if not allow(limit.scope, key, tries=limit.tries, seconds=limit.seconds):
            raise TooManyTries(limit.wait)


def uncount_try(*, address: str, code: str) -> None:
    """It was right: only wrong ones count."""
    for limit in LIMITS:
        give_back(limit.scope, limit.key(address=address, code=code))
