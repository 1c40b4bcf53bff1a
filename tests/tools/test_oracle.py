"""The oracle of `make drill-messages` sees what it must see: each fault is planted here."""

from dataclasses import dataclass, field, replace
from typing import Any

from tools.drill.duties import LADDER, OTP, REMINDER, RESULT, Duty, duty
from tools.drill.oracle import Row, Verdict, judge

DUTIES = [duty(number) for number in range(300)]


@dataclass
class Records:
    """What the three sides wrote down in a storm in which everything went well."""

    duties: list[Duty] = field(default_factory=lambda: list(DUTIES))
    rows: list[Row] = field(default_factory=lambda: [row(one) for one in DUTIES])
    effects: list[dict[str, Any]] = field(default_factory=list)
    calls: list[dict[str, Any]] = field(default_factory=list)

    def __post_init__(self) -> None:
        for one in self.duties:
            if one.phone:
                self.effects.append({"to": one.phone[1:]})
                self.send(one, "taken")

    def send(self, one: Duty, came: str, *, at: float = 0) -> None:
        reference = row(one).reference
        call = {"at": at, "what": "send", "reference": reference, "came": came}
        self.calls.append(call)

    def verdict(self) -> Verdict:
        return judge(self.duties, self.rows, self.effects, self.calls)

    def unsent(self, one: Duty, state: str, failure: str = "") -> None:
        """The phone got nothing, and this is what the row says."""
        self.effects = [effect for effect in self.effects if effect["to"] != one.phone[1:]]
        self.calls = [c for c in self.calls if c["reference"] != row(one).reference]
        place = self.rows.index(row(one))
        self.rows[place] = replace(row(one), state=state, failure=failure)


def row(one: Duty) -> Row:
    channel = "inapp" if one.kind == LADDER else "sms"
    return Row(one.event, channel, one.kind, "delivered", f"reference-{one.number}")


def first(kind: str) -> Duty:
    return next(one for one in DUTIES if one.kind == kind)


def test_a_storm_in_which_all_went_well_holds() -> None:
    verdict = Records().verdict()
    assert verdict.holds
    assert str(verdict).startswith(
        "0 lost, 0 repeated effects, 0.00% repeated gateway calls, 0 OTP"
    )


def test_a_duty_without_a_row_is_lost() -> None:
    records = Records()
    records.unsent(first(RESULT), "delivered")
    records.rows = [row for row in records.rows if row.event != first(RESULT).event]
    verdict = records.verdict()
    assert (verdict.holds, len(verdict.lost)) == (False, 1)
    assert "no row" in verdict.lost[0]


def test_a_row_that_says_sent_of_a_text_that_never_left_is_lost() -> None:
    for state in ("handed_over", "delivered"):
        records = Records()
        records.unsent(first(REMINDER), state)
        assert len(records.verdict().lost) == 1


def test_what_is_still_waiting_when_time_is_up_is_lost() -> None:
    for state in ("waiting", "leased", "temporary"):
        records = Records()
        records.unsent(first(OTP), state)
        assert not records.verdict().holds


def test_a_failure_is_honest_only_when_somebody_is_asked_to_call_about_what_must_be_told() -> None:
    records = Records()
    records.unsent(first(RESULT), "technical", "away")
    assert len(records.verdict().lost) == 1
    records = Records()
    records.unsent(first(RESULT), "given_up", "away")
    records.unsent(first(OTP), "technical", "uncertain")
    verdict = records.verdict()
    assert verdict.holds
    assert verdict.failed == {"away": 1, "uncertain": 1}


def test_a_phone_that_rang_twice_is_a_repeated_effect_whatever_the_references_say() -> None:
    records = Records()
    records.effects.append({"to": first(RESULT).phone[1:]})
    verdict = records.verdict()
    assert (verdict.holds, len(verdict.repeated_effects)) == (False, 1)


def test_an_inbox_that_was_told_twice_or_not_at_all_is_seen() -> None:
    records = Records()
    records.rows.append(replace(row(first(LADDER)), reference="another"))
    assert len(records.verdict().repeated_effects) == 1
    records = Records()
    records.rows.remove(row(first(LADDER)))
    assert len(records.verdict().lost) == 1


def test_repeated_calls_hold_below_one_in_a_hundred() -> None:
    records = Records()
    results = [one for one in DUTIES if one.kind == RESULT]
    for one in results[:2]:
        records.send(one, "repeated", at=1)
    assert (records.verdict().repeated_calls, records.verdict().holds) == (2, True)
    records.send(results[2], "repeated", at=1)  # 3 of 300
    assert not records.verdict().holds


def test_a_call_that_no_gateway_took_may_be_made_again() -> None:
    records = Records()
    for came in ("errors", "cut"):
        records.send(first(OTP), came, at=-1)
    assert (records.verdict().repeated_calls, records.verdict().holds) == (0, True)


def test_one_repeated_call_for_a_one_time_code_is_one_too_many() -> None:
    records = Records()
    records.send(first(OTP), "repeated", at=1)
    verdict = records.verdict()
    assert (verdict.otp_repeats, verdict.holds) == (1, False)
