"""Processing times of the feed as terms of the legal clock (`worktime.terms`)."""

import math

from procedures.national.text import plain_line
from procedures.national.values import BrokenRecord, Raw, as_number, raw_text
from worktime.terms import Leg, Term, Unit

LONGEST = {Unit.HOUR: 10_000, Unit.DAY: 3_650, Unit.WORKING_DAY: 2_600, Unit.MONTH: 120}
HOURS_A_DAY = 8
DAYS_A_MONTH = 30


def term_of(data: Raw, amount_key: str, unit_key: str) -> str:
    """`7.5` + `WORKING_DAY` -> `7 WORKING_DAY + 4 HOUR`.

    Empty when the time is left to a text: unit OTHER or unknown, or an amount that is no number.
    """
    unit = raw_text(data, unit_key).strip()
    amount = as_number(raw_text(data, amount_key))
    if unit not in Unit.__members__ or not amount:
        return ""
    if not 0 < amount <= LONGEST[Unit(unit)]:
        raise BrokenRecord(f"`{amount_key}` = {amount} {unit} không thể là thời hạn")
    return str(Term(tuple(_legs(amount, Unit(unit)))))


def note_of(data: Raw, amount_key: str, unit_key: str) -> str:
    """The source's own words where they are not simply a number with a known unit."""
    unit = raw_text(data, unit_key).strip()
    text = plain_line(raw_text(data, amount_key))
    if as_number(text) is None:
        return text
    return "" if unit in {"OTHER", *Unit.__members__} else f"{text} {unit}".strip()


def _legs(amount: float, unit: Unit) -> list[Leg]:
    """Whole legs; a rest is counted in the next smaller unit, rounded up."""
    whole, rest = int(amount), amount - int(amount)
    legs = [Leg(whole, unit)] if whole else []
    if rest and unit == Unit.WORKING_DAY:
        legs.append(Leg(math.ceil(rest * HOURS_A_DAY), Unit.HOUR))
    elif rest and unit == Unit.MONTH:
        legs.append(Leg(math.ceil(rest * DAYS_A_MONTH), Unit.DAY))
    elif rest:
        legs = [Leg(whole + 1, unit)]
    return legs
