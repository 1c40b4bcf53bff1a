"""Who holds what is late: for the head of the office and the leader, never a ranking."""

from dataclasses import dataclass

from django.urls import reverse

from accounts.offices import offices
from reports.measures.shares import MISSING
from reports.morning.counted import Counted, Mean
from reports.morning.live import Holder, Open
from reports.morning.question import Question
from reports.now_rows import IN_HAND, LATE, TODAY
from reports.numbers import Number, number
from reports.open_now import OpenCounts
from reports.selections import NOBODY

MOST = 8
FEW = 5  # a mean of fewer says nothing
NOT_GIVEN_OUT = "Chưa giao ai"


@dataclass(frozen=True)
class Person:
    name: str
    url: str
    unit: str
    in_hand: Number
    late: Number
    today: Number
    mean: str


def people(question: Question, found: Open, counted: Counted | None) -> list[Person]:
    """Those with something late or due, the most late first."""
    means = counted.means if counted else {}
    busy = [one for one in found.by_holder.items() if one[1].late or one[1].today]
    busy.sort(key=lambda one: (-one[1].late, -one[1].today, one[0].name))
    return [_person(question, *one, means.get(one[0].username)) for one in busy[:MOST]]


def _person(question: Question, holder: Holder, now: OpenCounts, mean: Mean | None) -> Person:
    name, username = holder.name or NOT_GIVEN_OUT, holder.username

    def of(measure: str, words: str) -> Number:
        selection = question.now(measure, holder=username or NOBODY)
        return number(now.of(measure), selection, f"{words}, {name}")

    return Person(
        name=name,
        url=reverse("reports:person", args=[username]) if username else "",
        unit=offices()[holder.unit_id].short_name if holder.unit_id else "",
        in_hand=of(IN_HAND, "đang giữ"),
        late=of(LATE, "đang trễ hạn"),
        today=of(TODAY, "đến hạn hôm nay"),
        mean=f"{mean.days:.1f}".replace(".", ",") if mean and mean.of >= FEW else MISSING,
    )
