"""What happened to a dossier, as staff read it: events oldest first, notes newest first."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import CharField, F, Value

from dossiers.lateness.causes import told_cause
from dossiers.lateness.letters import WAITING
from dossiers.models import Apology, Dossier, DossierEvent, InternalNote
from dossiers.staff.acts import told
from dossiers.workflow import reason_words
from portal.lib.dates import clock, short_day

_NOTE, _LETTER = "note", "letter"


@dataclass(frozen=True)
class HistoryLine:
    """As `components/timeline.html` draws it: state is done, now or wait."""

    state: str
    title: str
    meta: str
    note: str


@dataclass(frozen=True)
class NoteLine:
    text: str
    meta: str


@dataclass(frozen=True)
class WaitingLetter:
    """Of apology: for which date, in the charge of which office, put forward or not yet."""

    missed_at: datetime
    unit_id: int
    state: str


@dataclass(frozen=True)
class Happened:
    events: list[HistoryLine]
    notes: list[NoteLine]
    letters: list[WaitingLetter]


def happened_to(dossier: Dossier) -> Happened:
    """Events, notes and letters that wait, by one query."""
    found = Happened([], [], [])
    for at, place, who, what, why, words, *late in _rows(dossier):
        meta = signed(who, at)
        if what == _LETTER:
            found.letters.append(WaitingLetter(at, place, why))
        elif what == _NOTE:
            found.notes.insert(0, NoteLine(words, meta))
        else:
            parts = (reason_words(why), words, told_cause(*late))
            line = ". ".join(part for part in parts if part)
            found.events.append(HistoryLine("done", told(what), meta, line))
    return found


def _rows(dossier: Dossier) -> Any:
    events = DossierEvent.objects.filter(dossier=dossier).order_by()
    notes = InternalNote.objects.filter(dossier=dossier).order_by()
    letters = Apology.objects.filter(dossier=dossier, state__in=WAITING).order_by()
    columns = ("at", "place", "who", "what", "why", "words", "cause", "cause_words")
    empty, note, letter = (Value(text, output_field=CharField()) for text in ("", _NOTE, _LETTER))
    events = events.annotate(
        place=F("seq"), who=F("actor__full_name"), what=F("action"), why=F("reason"),
        words=F("note"), cause=F("late_cause"), cause_words=F("late_note"),
    )  # fmt: skip
    notes = notes.annotate(
        place=Value(0), who=F("author__full_name"), what=note, why=empty, words=F("text"),
        cause=empty, cause_words=empty,
    )  # fmt: skip
    letters = letters.annotate(
        at=F("missed_at"), place=F("unit_id"), who=empty, what=letter, why=F("state"),
        words=empty, cause_words=empty,
    )  # fmt: skip
    others = (rows.values_list(*columns) for rows in (notes, letters))
    return events.values_list(*columns).union(*others, all=True).order_by("at", "place")


def changes_since(dossier: Dossier, seq: int) -> list[str]:
    """What others did after the dossier was last looked at: `Ký duyệt: Trần Văn Dũng · 8:05 …`."""
    later = dossier.events.filter(seq__gt=seq).select_related("actor")
    return [f"{told(event.action)}: {signed(str(event.actor or ''), event.at)}" for event in later]


def signed(who: str | None, at: datetime) -> str:
    return f"{who or 'Hệ thống'} · {clock(at)} {short_day(at)}"
