"""A part of a whole, never a number that is not known (domain 6.4): missing is "—"."""

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from portal.lib.money import dots

MISSING = "—"
_TENTH, _HUNDREDTH = Decimal("0.1"), Decimal("0.01")


@dataclass(frozen=True)
class Share:
    """`numerator` of `denominator`; None is not known. Nothing of nothing has no value."""

    numerator: int | None
    denominator: int | None

    @property
    def part(self) -> Decimal | None:
        """0 to 1, exact."""
        if self.numerator is None or not self.denominator:
            return None
        return Decimal(self.numerator) / self.denominator

    @property
    def value(self) -> Decimal | None:
        """Percent, to a tenth."""
        return None if self.part is None else tenth(self.part * 100)

    @property
    def words(self) -> str:
        """`97,8%`."""
        return MISSING if self.value is None else f"{comma(self.value)}%"

    @property
    def count(self) -> str:
        """`894/1.861`."""
        return f"{amount(self.numerator)}/{amount(self.denominator)}"


NOTHING = Share(None, None)


def tenth(value: Decimal) -> Decimal:
    return value.quantize(_TENTH, ROUND_HALF_UP)


def hundredth(value: Decimal) -> Decimal:
    return value.quantize(_HUNDREDTH, ROUND_HALF_UP)


def comma(value: Decimal) -> str:
    """`97,8`; whole numbers without a fraction."""
    return f"{value.normalize():f}".replace(".", ",")


def amount(number: int | None) -> str:
    return MISSING if number is None else dots(number)
