"""What happened to a dossier, as staff read it: events oldest first, notes newest first."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import CharField, F, Value

from dossiers.lateness.causes import told_cause
from dossiers.models import Dossier, DossierEvent, InternalNote
from dossiers.staff.acts import told
from dossiers.workflow import reason_words
from portal.lib.dates import clock, short_day

_NOTE = "note"


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
class Happened:
    events: list[HistoryLine]
    notes: list[NoteLine]


def happened_to(dossier: Dossier) -> Happened:
    """Events and notes by one query."""
    events = DossierEvent.objects.filter(dossier=dossier).order_by()
    notes = InternalNote.objects.filter(dossier=dossier).order_by()
    columns = ("at", "place", "who", "what", "why", "words", "cause", "cause_words")
    empty, kind = Value("", output_field=CharField()), Value(_NOTE, output_field=CharField())
    rows = (
        events.annotate(
            place=F("seq"), who=F("actor__full_name"), what=F("action"), why=F("reason"),
            words=F("note"), cause=F("late_cause"), cause_words=F("late_note"),
        )
        .values_list(*columns)
        .union(
            notes.annotate(
                place=Value(0), who=F("author__full_name"), what=kind, why=empty, words=F("text"),
                cause=empty, cause_words=empty,
            ).values_list(*columns),
            all=True,
        )
        .order_by("at", "place")
    )  # fmt: skip
    found = Happened([], [])
    for at, _, who, what, why, words, *late in rows:
        meta = signed(who, at)
        if what == _NOTE:
            found.notes.insert(0, NoteLine(words, meta))
        else:
            parts = (reason_words(why), words, told_cause(*late))
            note = ". ".join(part for part in parts if part)
            found.events.append(HistoryLine("done", told(what), meta, note))
    return found


def changes_since(dossier: Dossier, seq: int) -> list[str]:
    """What others did after the dossier was last looked at: `Ký duyệt: Trần Văn Dũng · 8:05 …`."""
    later = dossier.events.filter(seq__gt=seq).select_related("actor")
    return [f"{told(event.action)}: {signed(str(event.actor or ''), event.at)}" for event in later]


def signed(who: str | None, at: datetime) -> str:
    return f"{who or 'Hệ thống'} · {clock(at)} {short_day(at)}"
