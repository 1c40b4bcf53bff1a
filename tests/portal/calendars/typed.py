"""The forms of calendars as a browser posts them, and what their pages say."""

import re
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from html import unescape

from django.http import HttpResponse
from django.utils import timezone

from worktime.services import calendar_for

Typed = dict[str, str]
DECISION: Typed = {"decision_number": "15/QĐ-UBND", "note": ""}


def boxes(name: str, day: date | str | None) -> Typed:
    """The three boxes of a date; a text `25/11/` leaves the year empty."""
    parts = f"{day:%d/%m/%Y}".split("/") if isinstance(day, date) else (day or "//").split("/")
    return {
        f"{name}_{part}": text for part, text in zip(("day", "month", "year"), parts, strict=True)
    }


def decided(**changes: str) -> Typed:
    return DECISION | boxes("decision_date", timezone.localdate()) | changes


def rows(prefix: str, *given: Mapping[str, object]) -> Typed:
    """Rows of one part of the form; a date fills three boxes."""
    typed = {f"{prefix}-TOTAL_FORMS": str(len(given)), f"{prefix}-INITIAL_FORMS": "0"}
    for number, row in enumerate(given):
        for name, value in row.items():
            key = f"{prefix}-{number}-{name}"
            is_text = name in {"name", "hours"} or re.match("morning|afternoon", name)
            typed |= {key: str(value)} if is_text else boxes(key, value)  # type: ignore[arg-type]
    return typed


def days(
    holidays: Sequence[Mapping[str, object]] = (),
    swaps: Sequence[Mapping[str, object]] = (),
    sessions: Sequence[Mapping[str, object]] = (),
    **more: str,
) -> Typed:
    """The form of days with a decision of today."""
    return {
        **decided(),
        **rows("holidays", *holidays),
        **rows("swaps", *swaps),
        **rows("sessions", *sessions),
        **more,
    }


def working_day(after: int) -> date:
    """The commune's working day that many after today: no test waits for a certain year."""
    return calendar_for(None).add_working_days(timezone.localdate(), after)


def rest_day(after: date) -> date:
    """The next weekly rest day, Saturday or Sunday, that is nothing else."""
    tables = calendar_for(None)
    day = after + timedelta(days=1)
    while day.weekday() < 5 or tables.is_open(day):
        day += timedelta(days=1)
    return day


def text_of(answer: HttpResponse) -> str:
    """What the page says, blanks joined."""
    html = re.sub(r"<(script|style).*?</\1>", " ", answer.content.decode(), flags=re.DOTALL)
    return re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]+>", " ", html))).strip()


def hidden_of(answer: HttpResponse) -> Typed:
    """The values that a page carries along."""
    found = re.findall(
        r'<input type="hidden" name="([^"]+)" value="([^"]*)"', answer.content.decode()
    )
    return {
        unescape(name): unescape(value) for name, value in found if name != "csrfmiddlewaretoken"
    }


def boxes_of(answer: HttpResponse) -> Typed:
    """What the form holds as it is shown, its ticks left out."""
    tags = re.findall(r"<input[^>]*>", answer.content.decode())
    named = [(re.search(r' name="([^"]+)"', tag), tag) for tag in tags if "checkbox" not in tag]
    return {
        name[1]: unescape(value[1]) if (value := re.search(r' value="([^"]*)"', tag)) else ""
        for name, tag in named
        if name
    }


def error_at(answer: HttpResponse, field: str) -> str:
    """The sentence at the field of that id; empty when it has none."""
    found = re.search(
        rf'<div id="id_{re.escape(field)}_error">(.*?)</div>', answer.content.decode(), re.DOTALL
    )
    words = re.sub(r"<[^>]+>", " ", unescape(found[1])) if found else ""
    return re.sub(r"\s+", " ", words).strip().removeprefix("Lỗi: ").removeprefix("Lỗi : ").strip()
