"""The five numbers on top, each with what is worst in it."""

from dataclasses import dataclass

from portal.lib.money import dots
from reports.late_days import late_days
from reports.measures.ratios import ON_TIME
from reports.measures.shares import MISSING, Share, comma
from reports.morning.counted import Counted
from reports.morning.headline import signed
from reports.morning.live import Open
from reports.morning.question import ENDED, Question
from reports.morning.words import period_words
from reports.now_rows import (
    AT_FIRST_STEPS,
    LATE,
    LATE_NO_CAUSE,
    SOON,
    TODAY,
    UNSIGNED,
    WAITING,
    WAITING_ENDS,
)
from reports.numbers import list_of


@dataclass(frozen=True)
class Note:
    words: str
    url: str = ""


@dataclass(frozen=True)
class Tile:
    """`kind` is its colour: late, soon, wait, ok."""

    kind: str
    icon: str
    title: str
    number: str
    url: str
    notes: list[Note]
    aside: str = ""


def tiles(
    question: Question, found: Open, counted: Counted | None, yesterday: int | None
) -> list[Tile]:
    return [
        _late(question, found, yesterday),
        _of_now(question, "Đến hạn hôm nay", "alarm", TODAY, found.whole.today,
                _part(question, found.whole.unsigned, "chưa trình ký", UNSIGNED)),
        _of_now(question, "Trong 2 ngày tới", "calendar-event", SOON, found.whole.soon,
                _part(question, found.whole.first_steps, "còn ở bước đầu", AT_FIRST_STEPS)),
        _of_now(question, "Chờ dân bổ sung", "player-pause", WAITING, found.whole.waiting,
                _part(question, found.waiting_ends, "sắp hết hạn gửi", WAITING_ENDS), "wait"),
        _on_time(question, counted),
    ]  # fmt: skip


def _late(question: Question, found: Open, yesterday: int | None) -> Tile:
    late, longest = found.whole.late, found.whole.longest
    notes = []
    if longest:
        days = late_days(longest, question.scope.office.id, question.at)
        notes.append(Note(f"Trễ lâu nhất {max(days, 1)} ngày"))
        notes.append(_part(question, found.without_cause, "chưa ghi nguyên nhân", LATE_NO_CAUSE))
    return Tile(
        kind="late" if late else "ok",
        icon="alert-triangle" if late else "circle-check",
        title="Đang trễ hạn",
        number=dots(late),
        url=_list(question, LATE, late),
        notes=notes or [Note("Không có hồ sơ nào trễ")],
        aside="" if yesterday is None else signed(late - yesterday),
    )


def _of_now(
    question: Question, title: str, icon: str, measure: str, count: int, note: Note,
    kind: str = "soon",
) -> Tile:  # fmt: skip
    url = _list(question, measure, count)
    return Tile(kind, icon, title, dots(count), url, [note])


def _part(question: Question, count: int, words: str, measure: str) -> Note:
    return Note(f"{dots(count)} {words}", _list(question, measure, count))


def _list(question: Question, measure: str, count: int) -> str:
    return list_of(question.now(measure)) if count else ""


def _on_time(question: Question, counted: Counted | None) -> Tile:
    title = f"Đúng, trước hẹn {period_words(question.period)}"
    whole = counted.whole if counted else None
    if counted is None or whole is None or not whole.closed:
        words = "Chưa có hồ sơ giải quyết xong trong kỳ" if counted else "Chưa tính số liệu kỳ"
        return Tile("ok", "circle-check", title, MISSING, "", [Note(words)])
    target = counted.targets.get(ON_TIME)
    parts = (
        ("Trước", whole.closed_early, "truoc-han"),
        ("đúng", whole.closed_on_time, "dung-han"),
        ("trễ", whole.closed_late, "qua-han"),
    )
    notes = [
        Note(
            f"{words} {Share(count, whole.closed).words}",
            list_of(question.over(measure)) if count else "",
        )
        for words, count, measure in parts
    ]
    kept = Share(whole.closed_in_time, whole.closed)
    aside = f"của {dots(whole.closed)} hồ sơ"
    aside += f", mục tiêu {comma(target)}%" if target is not None else ""
    url = list_of(question.over(ENDED))
    return Tile("ok", "circle-check", title, kept.words, url, notes, aside)
