"""What the drill asks the portal to do: duty number n is always the same."""

from collections.abc import Mapping
from dataclasses import dataclass

OTP, RESULT, REMINDER, LADDER = "otp", "ready", "supplement_soon", "overdue"
# Of ten duties: two one-time codes, four results, two reminders, two steps of the ladder.
MIX = (OTP, RESULT, REMINDER, RESULT, LADDER, OTP, RESULT, REMINDER, RESULT, LADDER)
OFFICES = 20
MUST = frozenset({RESULT, REMINDER})  # when these reach nobody, somebody has to call


@dataclass(frozen=True)
class Duty:
    """One notice to one person. Every citizen has a phone of their own; staff have an inbox."""

    number: int
    kind: str
    office: int

    @property
    def event(self) -> str:
        return f"drill:{self.number}"

    @property
    def phone(self) -> str:
        """Empty for staff."""
        return "" if self.kind == LADDER else f"+849{self.number:08d}"

    def context(self) -> Mapping[str, str | int]:
        """Facts for the words of any kind."""
        code = f"H64.15.{self.office:02d}-261122-{self.number:04d}"
        return {
            "office": "UBND xa Binh An",
            "code": code,
            "procedure": "Khai sinh",
            "domain": "binhan.vn",
            "link": "/cb/",
            "tel": "02363555333",
            "by": "30/11/2026",
            "due": "25/11/2026",
            "count": 2,
            "otp": f"{self.number % 1_000_000:06d}",
            "limit": "Hạn trả kết quả",
            "late": "1 ngày làm việc",
            "holder": "Lê Thị Mai",
        }


def duty(number: int) -> Duty:
    return Duty(number, MIX[number % len(MIX)], 1 + number % OFFICES)
