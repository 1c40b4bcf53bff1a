"""Why dossiers are late: by cause, and whose causes they are."""

from dataclasses import dataclass

from dossiers.lateness.causes import cause_words
from reports.drawing.bars import length
from reports.morning.live import Open
from reports.morning.question import Question
from reports.now_rows import LATE
from reports.numbers import Number, number
from reports.selections import CAUSE_GROUPS, NO_CAUSE

NOT_GIVEN = "Chưa ghi nguyên nhân"
GROUP_WORDS = {
    "don-vi-khac": "do đơn vị khác",
    "noi-bo": "do nội bộ",
    "nguoi-dan": "do người dân",
    "khach-quan": "do khách quan",
    "khac": "việc khác",
    NO_CAUSE: "chưa ghi",
}


@dataclass(frozen=True)
class CauseRow:
    words: str
    kind: str  # of its bar: plain, late
    width: str
    number: Number


@dataclass(frozen=True)
class Causes:
    rows: list[CauseRow]
    groups: list[Number]  # `of` is the group


def causes(question: Question, found: Open) -> Causes:
    """The most frequent first, those without one last."""
    most = max([found.without_cause, *found.causes.values()], default=0)
    by_count = sorted(found.causes.items(), key=lambda pair: -pair[1])
    given = [(code, cause_words(code), "plain", count) for code, count in by_count]
    without = [(NO_CAUSE, NOT_GIVEN, "late", found.without_cause)] if found.without_cause else []
    rows = [
        CauseRow(
            words,
            kind,
            length(count, most),
            number(count, question.now(LATE, cause=code), f"trễ vì: {words.lower()}"),
        )
        for code, words, kind, count in (*given, *without)
    ]
    return Causes(rows, _groups(question, found))


def _groups(question: Question, found: Open) -> list[Number]:
    counts: dict[str, int] = {
        group: sum(found.causes.get(code, 0) for code in codes)
        for group, codes in CAUSE_GROUPS.items()
    }
    counts[NO_CAUSE] = found.without_cause
    return [
        number(count, question.now(LATE, cause=group), GROUP_WORDS[group])
        for group, count in counts.items()
        if count
    ]
