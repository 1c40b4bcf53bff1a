"""The nine indicators of TT 01/2018 for one office and period (domain 6.6): 0 to 2 points each.

The circular gives points dossier by dossier; of an office it is their mean. What the ledger knows
is not asked of citizens; what it does not know stays "—".
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from django.db.models import Count, OuterRef, Q, Subquery

from accounts.models import Unit
from dossiers.models import Dossier, SupplementRequest
from dossiers.models.dossier import DossierQuerySet
from procedures.models import BoardBatch, Channel
from reports.counting.figures import Figures
from reports.measures.index766 import described
from reports.measures.petitions import Petitions, petitions_of
from reports.measures.ratios import NO_DATA, by_procedure
from reports.measures.scoring import Line, Score
from reports.measures.shares import NOTHING, Share
from reports.measures.supply import supply_of
from reports.periods import Period
from reports.scope import Scope
from reports.selections import Selection

SOURCE = "Thông tư 01/2018/TT-VPCP"
MOST = Decimal(2)
GRADES = [
    ("Xuất sắc", Decimal(15)),
    ("Tốt", Decimal(12)),
    ("Khá", Decimal(9)),
    ("Trung bình", Decimal(6)),
]
LOWEST = "Yếu"
_MOSTLY_ANSWERED = Decimal("0.90")
_MUCH_ONLINE, _SOME_ONLINE = Decimal("0.30"), Decimal("0.15")


@dataclass(frozen=True)
class Evaluation:
    lines: list[Line]

    @property
    def score(self) -> Score:
        return Score.of(self.lines)

    @property
    def grade(self) -> str:
        return self.score.grade(GRADES, LOWEST)


@dataclass(frozen=True)
class Answer:
    """`share`: how many of how many did best."""

    points: Decimal | None
    share: Share = NOTHING
    note: str = NO_DATA


@dataclass(frozen=True)
class Facts:
    scope: Scope
    figures: Figures
    online: Share  # procedures offered online
    once: int  # ended, asked for more papers once
    more: int  # ended, asked more than once
    at_home: int  # ended, sent and received without a visit
    came: DossierQuerySet
    petitions: Petitions


def evaluation_of(
    scope: Scope, period: Period, until: datetime, *, conduct: bool = False
) -> Evaluation:
    """Seven queries. `until`: as `counting.figures.totals`, `conduct`: as `petitions_of`."""
    rows = by_procedure(scope, period, until)
    ended = Selection(scope, "da-giai-quyet", period, until=until)
    facts = Facts(
        scope,
        Figures.added(rows.values()),
        supply_of(scope, rows).online,
        **_trouble(ended.dossiers(until)),
        came=ended.but(measure="tiep-nhan").dossiers(until),
        petitions=petitions_of(scope, period, until, conduct=conduct),
    )
    answers = [(label, means, ask(facts)) for label, means, ask in INDICATORS]
    return Evaluation(
        [
            Line(number, "", label, means, MOST, one.points, one.share, one.note)
            for number, (label, means, one) in enumerate(answers, start=1)
        ]
    )


def _trouble(ended: DossierQuerySet) -> dict[str, int]:
    """How often people had to come or to answer."""
    visited = Q(channel=Channel.Method.DIRECT) | Q(delivery=Dossier.Delivery.COUNTER)
    asked = SupplementRequest.objects.filter(dossier=OuterRef("pk")).order_by()
    times = asked.values("dossier").annotate(times=Count("pk")).values("times")
    return ended.annotate(times=Subquery(times)).aggregate(
        once=Count("pk", filter=Q(times=1)),
        more=Count("pk", filter=Q(times__gt=1)),
        at_home=Count("pk", filter=~visited),
    )


def mean(two: int, one: int, of: int) -> Decimal | None:
    """Points of an office: so many dossiers earned two, so many one, the others none."""
    return Decimal(2 * two + one) / of if of else None


def _whole_time(facts: Facts) -> Answer:
    row = facts.figures
    note = f"{row.closed_early} sớm hơn, {row.closed_on_time} bằng, {row.closed_late} dài hơn"
    points = mean(row.closed_early, row.closed_on_time, row.closed)
    return Answer(points, Share(row.closed_early, row.closed), note)


def _contacts(facts: Facts) -> Answer:
    closed = facts.figures.closed
    never = closed - facts.once - facts.more
    note = f"{facts.once} hồ sơ bổ sung một lần, {facts.more} hồ sơ hơn một lần"
    return Answer(mean(never, facts.once, closed), Share(never, closed), note)


def _offices(facts: Facts) -> Answer:
    """Whoever sends a dossier and gets its result from home went nowhere; the others to the
    one-stop alone."""
    closed, at_home = facts.figures.closed, facts.at_home
    note = f"{at_home} hồ sơ không phải đến, còn lại chỉ đến Một cửa"
    return Answer(mean(at_home, closed - at_home, closed), Share(at_home, closed), note)


def _one_stop(facts: Facts) -> Answer:
    """All received there earns one point at least; whether all is done there is not known."""
    received = facts.figures.received
    elsewhere = facts.came.exclude(receiving_unit__kind=Unit.Kind.ONE_STOP).count()
    share = Share(received - elsewhere, received)
    if elsewhere:
        return Answer(Decimal(), share, f"{elsewhere} hồ sơ không tiếp nhận tại Một cửa")
    return Answer(
        None, share, "Được 1 điểm trở lên; chưa ghi được thủ tục nào làm trọn tại Một cửa"
    )


def _published(facts: Facts) -> Answer:
    if not facts.scope.is_whole:
        return Answer(None)
    full = described()
    on_boards = BoardBatch.objects.filter(state=BoardBatch.State.READY).exists()
    boards = "đã in bảng niêm yết" if on_boards else "chưa in bảng niêm yết"
    note = f"Trên Cổng: {full.count} thủ tục đủ nội dung; {boards}"
    return Answer(Decimal(int(full.part == 1) + int(on_boards)), full, note)


def _manners(facts: Facts) -> Answer:
    """A true complaint about an officer costs the points of one dossier, the best there is."""
    row, founded = facts.figures, facts.petitions.founded
    early = max(0, row.closed_early - founded)
    on_time = max(0, row.closed_on_time - max(0, founded - row.closed_early))
    said = f"{founded} phản ánh đúng về cán bộ" if founded else "không có phản ánh đúng về cán bộ"
    note = f"{row.closed_early} sớm hơn, {row.closed_on_time} bằng; {said}"
    return Answer(mean(early, on_time, row.closed), Share(early, row.closed), note)


def _answers(facts: Facts) -> Answer:
    found = facts.petitions.service
    share = Share(found.answered_in_time, found.promised)
    if not found.received:
        return Answer(MOST, share, "Không có phản ánh nào về thủ tục, cán bộ")
    if not found.missed:
        return Answer(MOST, share, "Không phản ánh nào về thủ tục, cán bộ bị trả lời trễ")
    mostly = share.part is not None and share.part >= _MOSTLY_ANSWERED
    return Answer(Decimal(int(mostly)), share, f"{found.missed} phản ánh trả lời trễ")


def _online(facts: Facts) -> Answer:
    part = facts.online.part
    if part is None:
        return Answer(None)
    points = 2 if part >= _MUCH_ONLINE else 1 if part >= _SOME_ONLINE else 0
    return Answer(Decimal(points), facts.online, "")


def _unknown(note: str) -> Callable[[Facts], Answer]:
    return lambda _: Answer(None, note=note)


INDICATORS: list[tuple[str, str, Callable[[Facts], Answer]]] = [
    (
        "Tổng thời gian giải quyết so với quy định",
        "2 điểm: sớm hơn; 1: bằng; 0: dài hơn",
        _whole_time,
    ),
    (
        "Thời gian thực hiện của từng cơ quan tham gia",
        "2 điểm: sớm hơn; 1: bằng; 0: dài hơn",
        _unknown("Chưa tổng hợp được theo từng bước"),
    ),
    (
        "Số lần phải liên hệ để hoàn thiện hồ sơ",
        "2 điểm: không lần nào; 1: một lần; 0: hơn một lần",
        _contacts,
    ),
    (
        "Số cơ quan phải liên hệ",
        "2 điểm: không cơ quan nào; 1: chỉ Một cửa; 0: hơn một",
        _offices,
    ),
    (
        "Tiếp nhận, giải quyết, trả kết quả tại Một cửa",
        "2 điểm: làm trọn tại Một cửa; 1: tiếp nhận 100% tại Một cửa; 0: chưa đủ",
        _one_stop,
    ),
    (
        "Công khai thủ tục",
        "2 điểm: niêm yết và điện tử; 1: một trong hai; 0: chưa đủ",
        _published,
    ),
    (
        "Thái độ của công chức",
        "2 điểm: sớm hạn, không có phản ánh; 1: đúng hạn, không có phản ánh; 0: phản ánh đúng",
        _manners,
    ),
    (
        "Tiếp thu, giải trình phản ánh, kiến nghị",
        "2 điểm: không có, hoặc 100% đúng hạn; 1: từ 90%; 0: dưới 90%",
        _answers,
    ),
    (
        "Cung cấp dịch vụ công trực tuyến",
        "2 điểm: từ 30% thủ tục; 1: từ 15%; 0: dưới 15%",
        _online,
    ),
]
