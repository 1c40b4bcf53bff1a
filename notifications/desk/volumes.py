"""How many messages a month took and what they cost, by office, kind, channel and route."""

import csv
import io
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby
from operator import itemgetter

from django.db.models import Sum

from accounts.offices import offices
from notifications.desk.routes import route_names
from notifications.kinds import KINDS
from notifications.models import MessageVolume
from notifications.models.message import Channel
from portal.lib.money import dong, dong_in_words, dots
from portal.lib.text import harmless

FIRST = date(2020, 1, 1)  # before the product
FIGURES = ("sent", "delivered", "failed", "parts", "cost")
HEADS = ("Đơn vị", "Loại tin", "Kênh", "Đường gửi", "Đã gửi", "Đã đến", "Lỗi", "Số đoạn SMS",
         "Chi phí (đồng)")  # fmt: skip
NOBODYS = "Không thuộc đơn vị nào"


@dataclass(frozen=True)
class Figures:
    sent: int
    delivered: int
    failed: int
    parts: int
    cost: int  # đồng

    @property
    def numbers(self) -> tuple[int, ...]:
        return tuple(getattr(self, name) for name in FIGURES)

    @property
    def words(self) -> list[str]:
        """As a table prints them."""
        *counts, cost = self.numbers
        return [*map(dots, counts), dong(cost)]


@dataclass(frozen=True)
class Line:
    kind: str
    channel: str
    route: str
    figures: Figures


@dataclass(frozen=True)
class OfficeVolumes:
    office: str
    lines: list[Line]
    total: Figures


@dataclass(frozen=True)
class MonthVolumes:
    month: date  # its first day
    offices: list[OfficeVolumes]
    total: Figures


def read_month(text: str, today: date) -> date:
    """`2026-11`; what is none, or not in these years, is the month of today."""
    current = today.replace(day=1)
    try:
        month = date.fromisoformat(f"{text}-01")
    except ValueError:
        return current
    return month if FIRST <= month <= current else current


def month_after(month: date) -> date:
    return (month + timedelta(days=31)).replace(day=1)


def month_before(month: date) -> date:
    return (month - timedelta(days=1)).replace(day=1)


def volumes_of(month: date) -> MonthVolumes:
    """The sums of the lines are the totals above them."""
    names = {office.id: office.short_name for office in offices().values()}
    routes = route_names()
    rows = (
        MessageVolume.objects.filter(day__gte=month, day__lt=month_after(month))
        .values_list("root_unit_id", "kind", "channel", "route")
        .annotate(*map(Sum, FIGURES))
        .order_by("root_unit_id", "kind", "channel", "route")
    )
    by_office = []
    for root_unit_id, group in groupby(rows, key=itemgetter(0)):
        lines = [_line(row[1:4], Figures(*row[4:]), routes) for row in group]
        by_office.append(_office(names.get(root_unit_id, NOBODYS), lines))
    return MonthVolumes(month, by_office, add_up(office.total for office in by_office))


def _line(about: tuple[str, str, str], figures: Figures, routes: Mapping[str, str]) -> Line:
    kind, channel, route = about
    label = KINDS[kind].label if kind in KINDS else kind
    return Line(label, str(Channel(channel).label), routes.get(route, route), figures)


def _office(name: str, lines: list[Line]) -> OfficeVolumes:
    return OfficeVolumes(name, lines, add_up(line.figures for line in lines))


def add_up(figures: Iterable[Figures]) -> Figures:
    rows = [one.numbers for one in figures] or [(0,) * len(FIGURES)]
    return Figures(*map(sum, zip(*rows, strict=True)))


def in_a_sentence(total: Figures) -> str:
    cost = dong_in_words(total.cost)
    return (
        f"Gửi {dots(total.sent)} tin, đã đến {dots(total.delivered)}, lỗi {dots(total.failed)}, "
        f"hết {cost}"
    )


def as_csv(volumes: MonthVolumes) -> str:
    """One row a line, without totals: whoever calculates adds up by himself."""
    target = io.StringIO()
    writer = csv.writer(target)
    writer.writerow(HEADS)
    for office in volumes.offices:
        for line in office.lines:
            texts = (office.office, line.kind, line.channel, line.route)
            writer.writerow([*map(harmless, texts), *line.figures.numbers])
    return target.getvalue()
