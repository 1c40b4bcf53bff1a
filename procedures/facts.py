"""What a version promises, in the citizen's words: time, fee, ways to file, result.

Pure: works on channels as rows or as contents. What is under review (can_ra_soat) is not said;
`IN_REVIEW` stands in its place.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from django.utils.translation import gettext_lazy as _

from portal.lib.money import dong_in_words, dots
from procedures.models import Channel
from worktime.terms import UNIT_NAMES, Term

IN_REVIEW = _("Đơn vị đang rà soát, xin hỏi tại quầy")
UNKNOWN = _("Chưa có thông tin, xin hỏi tại quầy")
VARIES = _("Tùy trường hợp")
LONGEST_NOTE = 60
LONGEST_RESULT = 80
Method = Channel.Method


class FeeLike(Protocol):
    amount: int | None
    per: str
    description: str
    needs_review: bool


class ChannelLike(Protocol):
    method: int
    term: str
    term_note: str


@dataclass(frozen=True, slots=True)
class VersionFacts:
    """The four facts of a procedure, ready for a page."""

    term: str
    fee: str
    ways: str
    result: str

    @property
    def line(self) -> str:
        """One line under a link of a list; what is not certain is left to the page."""
        fee = str(_("Phí tùy trường hợp")) if self.fee == VARIES else self.fee
        silent = {str(UNKNOWN), str(IN_REVIEW)}
        return " · ".join(part for part in (self.term, fee, self.ways) if part not in silent)


def term_text(channels: Sequence[ChannelLike], uncertain: str = "") -> str:
    """`Trong ngày`, `3 ngày làm việc`, `17 đến 27 ngày làm việc` when ways to file differ."""
    if "term" in uncertain.split():
        return str(IN_REVIEW)
    terms = [Term.parse(channel.term) for channel in channels if channel.term]
    if not terms:
        notes = {channel.term_note for channel in channels if channel.term_note}
        short = notes.pop() if len(notes) == 1 else ""
        return short if 0 < len(short) <= LONGEST_NOTE else str(UNKNOWN)
    if len(set(terms)) == 1:
        return sentence(terms[0].describe())
    legs = [term.legs[0] for term in terms if len(term.legs) == 1]
    if len(legs) == len(terms) and len({leg.unit for leg in legs}) == 1:
        amounts = [leg.amount for leg in legs]
        return f"{min(amounts)} đến {max(amounts)} {UNIT_NAMES[legs[0].unit]}"
    return f"{sentence(terms[0].describe())}, {_('tùy cách nộp')}"


def fee_text(fees: Sequence[FeeLike], uncertain: str = "") -> str:
    """`Không mất phí`, `15.000 đồng/bản`, `7.000 đến 15.000 đồng`."""
    known = [fee for fee in fees if not fee.needs_review]
    if "fees" in uncertain.split() or (fees and not known):
        return str(IN_REVIEW)
    if not known:
        return str(UNKNOWN)
    amounts = sorted({fee.amount for fee in known if fee.amount is not None})
    if not amounts or any(fee.amount is None for fee in known):
        return str(VARIES)
    if amounts == [0]:
        return str(_("Không mất phí"))
    if len(amounts) == 1:
        units = {fee.per for fee in known}
        per = f"/{units.pop()}" if len(units) == 1 and "" not in units else ""
        return f"{dong_in_words(amounts[0])}{per}"
    return f"{dots(amounts[0])} đến {dong_in_words(amounts[-1])}"


def ways_text(*, accepts_online: bool, received_here: bool) -> str:
    if accepts_online:
        return str(_("Tại nhà hoặc tại quầy"))
    return str(_("Tại quầy") if received_here else _("Tại cơ quan thực hiện"))


def result_text(names: Sequence[str], uncertain: str = "") -> str:
    """The first result, cut when it is a whole paragraph; the page lists all of them."""
    if "results" in uncertain.split():
        return str(IN_REVIEW)
    if not names:
        return str(UNKNOWN)
    first = names[0]
    return first if len(first) <= LONGEST_RESULT else f"{first[:LONGEST_RESULT].rsplit(' ', 1)[0]}…"


def sentence(text: str) -> str:
    """With a capital at the beginning."""
    return text[:1].upper() + text[1:]
