"""The five numbers on top of the page about citizens' reports."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal

from django.urls import reverse

from feedback.figures import FEWEST
from portal.lib.money import dots
from reports.citizen_reports.board import Counted
from reports.citizen_reports.measures import (
    KEPT,
    LATE,
    LATE_ANSWER,
    LATE_WHOLE,
    MEASURES,
    MISSED,
    PARTLY,
    PROMISED,
    SOON,
    TRUE,
    UNASSIGNED,
    UNTRUE,
    VERIFIED,
)
from reports.citizen_reports.numbers import list_of
from reports.citizen_reports.selections import ReportSelection
from reports.citizen_reports.stars import is_told, stars_words
from reports.measures.ratios import REPORTS_ANSWERED
from reports.measures.shares import Share, comma, tenth
from reports.morning.tiles import Note, Tile

DAY = 24  # hours


@dataclass(frozen=True)
class Tiles:
    """`median`: hours to the first answer, None when there is none."""

    asked: ReportSelection
    at: datetime
    counted: Counted
    median: float | None
    targets: Mapping[str, Decimal]

    def all(self) -> list[Tile]:
        return [self._late(), self._soon(), self._kept(), self._true(), self._stars()]

    def _late(self) -> Tile:
        now = self.counted.now
        notes = [Note("Không có phản ánh nào quá hạn")]
        if now.late:
            notes = [
                self._note(
                    now.late_answer, f"chưa trả lời{_since(now.longest, self.at)}", LATE_ANSWER
                ),
                self._note(now.late_whole, "quá hạn xử lý", LATE_WHOLE),
            ]
        return Tile(
            kind="late" if now.late else "ok",
            icon="alert-triangle" if now.late else "circle-check",
            title="Đang quá hạn",
            number=dots(now.late),
            url=self._url(now.late, LATE),
            notes=notes,
        )

    def _soon(self) -> Tile:
        now = self.counted.now
        notes = [self._note(now.unassigned, "chưa giao người xử lý", UNASSIGNED)]
        url = self._url(now.soon, SOON)
        return Tile("soon", "alarm", "Phải trả lời trong 24 giờ", dots(now.soon), url, notes)

    def _kept(self) -> Tile:
        found = self.counted.period
        share, target = Share(found.answered_in_time, found.promised), ""
        if (percent := self.targets.get(REPORTS_ANSWERED)) is not None:
            target = f"mục tiêu {comma(percent)}%"
        notes = [Note("Chưa phản ánh nào đến hạn trả lời trong kỳ")]
        if found.promised:
            notes = [
                self._note(found.answered_in_time, "đúng hạn", KEPT),
                self._note(found.missed, "trễ", MISSED),
            ]
        if self.median is not None:
            notes.append(Note(f"một nửa trả lời trong {hours_words(self.median)}"))
        url = self._url(found.promised, PROMISED)
        return Tile("ok", "circle-check", "Trả lời trong 48 giờ", share.words, url, notes, target)

    def _true(self) -> Tile:
        found = self.counted.period
        share, notes = Share(found.found_true, found.verified), [Note("Chưa kiểm tra phản ánh nào")]
        if found.verified:
            notes = [
                self._note(found.found_true, "đúng", TRUE),
                self._note(found.found_partly, "đúng một phần", PARTLY),
                self._note(found.found_untrue, "không đúng", UNTRUE),
            ]
        url = self._url(found.verified, VERIFIED)
        return Tile("ok", "eye", "Đúng sự thật", share.words, url, notes)

    def _stars(self) -> Tile:
        found = self.counted.period
        notes = [Note(f"{dots(found.rated)} lượt đánh giá")]
        if is_told(found):
            satisfied = Share(found.satisfied, found.rated)
            notes.append(Note(f"{satisfied.words} hài lòng"))
        elif found.rated:
            notes.append(Note(f"chưa đủ {FEWEST} lượt để tính"))
        url = f"{reverse('reports:satisfaction')}?{self.asked.query()}" if found.rated else ""
        return Tile("ok", "star", "Hài lòng với trả lời", stars_words(found), url, notes)

    def _note(self, count: int, words: str, measure: str) -> Note:
        return Note(f"{dots(count)} {words}", self._url(count, measure))

    def _url(self, count: int, measure: str) -> str:
        if not count:
            return ""
        period = None if MEASURES[measure].of_now else self.asked.period
        return list_of(self.asked.but(measure=measure, period=period))


def hours_words(hours: float) -> str:
    """`40 phút`, `9 giờ`, `3,5 ngày`."""
    if hours < 1:
        return f"{max(1, round(hours * 60))} phút"
    if hours < 2 * DAY:
        return f"{round(hours)} giờ"
    return f"{comma(tenth(Decimal(hours / DAY)))} ngày"


def _since(longest: datetime | None, at: datetime) -> str:
    """`, lâu nhất 3 ngày`."""
    if longest is None:
        return ""
    hours = max(1, int((at - longest) / timedelta(hours=1)))
    return f", lâu nhất {f'{hours // DAY} ngày' if hours >= DAY else f'{hours} giờ'}"
