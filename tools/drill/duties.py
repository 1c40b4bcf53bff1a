"""What the drill asks the portal to do: duty number n is always the same."""

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

    @property
    def code(self) -> str:
        """Of the dossier."""
        return f"H64.15.{self.office:02d}-261122-{self.number:04d}"


def duty(number: int) -> Duty:
    return Duty(number, MIX[number % len(MIX)], 1 + number % OFFICES)
