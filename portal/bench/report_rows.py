"""Invented citizens' reports of one commune, as years of use leave them.

Number 0 is the newest; the older ones come at the same pace, so that more of them are only a longer
history.
"""

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta

from django.db import connection
from shapely import box

from accounts.models import Unit
from feedback.categories import load_categories
from feedback.models import (
    Blur,
    Category,
    ClientUpdate,
    FixCheck,
    Follower,
    Media,
    Rating,
    RemovalRequest,
    Report,
    ReportDraft,
    Reporter,
    ReportEvent,
    ReportRung,
    Upload,
)
from feedback.workflow import Action, Status, Truth
from geo.models import Area
from portal.bench.province import NAMES
from portal.lib.text import fold

BATCH = 2_000
OPEN_FOR = timedelta(days=5)  # younger ones are open, but every third
PROMISE, WHOLE = timedelta(hours=48), timedelta(days=9)
SOUTH, WEST, SIDE = 11.05, 108.05, 0.1  # degrees; a commune of 11 km
HAMLETS = 4
_TEXTS = ("Ổ gà sâu trước cổng chợ", "Đèn đường không sáng", "Rác để nhiều ngày", "Lấn vỉa hè")
_PRIME, _OTHER = 7919, 104_729
_AFTERWARDS = (Status.CLOSED,) * 17 + (Status.REFUSED, Status.DUPLICATE, Status.ANSWERED)
_MODELS = (
    Blur, Upload, Rating, Follower, FixCheck, RemovalRequest, ReportRung, ClientUpdate, Media,
    Reporter, ReportEvent, ReportDraft, Report,
)  # fmt: skip  # those that point at others first


def empty() -> None:
    """Of reports alone, in a database of invented dossiers."""
    for model in _MODELS:
        model._base_manager.all()._raw_delete("default")


def fill(root: Unit, count: int, *, pace: timedelta, now: datetime) -> None:
    """So many reports, one each `pace`, their events, people, pictures and ratings."""
    load_categories()
    kinds = list(Category.objects.filter(about_conduct=False))
    areas, offices = _areas(root, now), list(Unit.objects.filter(root=root))
    for first in range(0, count, BATCH):
        batch = range(first, min(first + BATCH, count))
        reports = Report.objects.bulk_create(
            _report(root, kinds[n * _PRIME % len(kinds)], areas[n % HAMLETS],
                    offices[n % len(offices)], n, now, pace)
            for n in batch
        )  # fmt: skip
        _around(reports)
    _remember()


def _report(
    root: Unit,
    category: Category,
    area: Area,
    unit: Unit,
    n: int,
    now: datetime,
    pace: timedelta,
) -> Report:
    received = now - n * pace
    status = _status(n, now - received)
    ended = min(received + timedelta(hours=20 + n * _PRIME % 200), now)
    closed = ended if status in _AFTERWARDS else None
    text = _TEXTS[n % len(_TEXTS)]
    is_public = n % 10 > 0 and category.may_be_public
    address = f"Thôn {n % HAMLETS + 1}"
    facts = dict(  # noqa: C408 - as the model names them
        root_unit=root, code=f"PA-00-{n:06d}", submit_key=f"bench-{n}", secret=f"bench-{n}",
        channel=Report.Channel.WEB, category=category, severity=category.severity, text=text,
        fold=fold(text), address=address, area=area, located=Report.Located.GPS,
        lat=SOUTH + SIDE * (n * _PRIME % 9973) / 9973,
        long=WEST + SIDE * (n * _OTHER % 9967) / 9967,
        status=status, truth=Truth.TRUE if n % 20 else Truth.FALSE, unit=unit,
        answer="Đã xử lý xong." if closed else "", received_at=received,
        answer_due_at=received + PROMISE, due_at=received + WHOLE,
        answered_at=closed and min(received + timedelta(hours=n * _PRIME % 60), closed),
        resolved_at=closed, closed_at=closed, public_text=text if is_public else "",
        public_address=address,
        published_at=received + timedelta(hours=1) if is_public else None, last_seq=3,
        changed_at=closed or received,
    )  # fmt: skip
    return Report(**facts)


def _status(n: int, age: timedelta) -> Status:
    if age < OPEN_FOR and n % 3:
        return Status.RECEIVED if n % 2 else Status.IN_WORK
    return _AFTERWARDS[n % len(_AFTERWARDS)]


def _around(reports: Sequence[Report]) -> None:
    Reporter.objects.bulk_create(
        Reporter(report=report, name=NAMES[report.pk % len(NAMES)], phone=f"+849{report.pk:08d}")
        for report in reports
    )
    ReportEvent._base_manager.bulk_create(
        event for report in reports for event in _events(report)
    )  # fmt: skip
    Media.objects.bulk_create(_photo(report) for report in reports if report.is_public)
    Rating.objects.bulk_create(
        Rating(report=report, answer_seq=3, stars=1 + report.pk % 5, at=report.closed_at)
        for report in reports
        if report.closed_at and report.pk % 4 == 0
    )


def _events(report: Report) -> Iterator[ReportEvent]:
    ended = (Action.ANSWER, report.status) if report.closed_at else (Action.TRANSFER, report.status)
    steps = ((Action.SEND, Status.RECEIVED), (Action.FIND_TRUE, Status.VERIFIED), ended)
    for seq, (action, status) in enumerate(steps, start=1):
        yield ReportEvent(
            root_unit_id=report.root_unit_id, report=report, seq=seq, action=action,
            at=report.received_at + timedelta(hours=seq), to_status=status,
            unit_id=report.unit_id, answer=report.answer if seq == 3 else "",
        )  # fmt: skip


def _photo(report: Report) -> Media:
    digest = f"{report.pk:064x}"
    return Media(
        report=report, kind=Media.Kind.PHOTO, state=Media.State.CLEAN, name="anh.jpg",
        token=f"bench-{report.pk}", original_size=1, sha256=digest, public_sha256=digest,
        width=1600, height=1200, uploaded_at=report.received_at, not_before=report.received_at,
        published_at=report.published_at, fingerprint=report.pk * _PRIME,
    )  # fmt: skip


def _areas(root: Unit, now: datetime) -> list[Area]:
    """The commune, and its hamlets side by side."""
    if not Area.objects.filter(root_unit=root).exists():
        width = SIDE / HAMLETS
        strips = [(WEST + n * width, WEST + (n + 1) * width) for n in range(HAMLETS)]
        Area.objects.bulk_create(
            [
                _area(root, Area.Kind.WHOLE, "xa", WEST, WEST + SIDE, now),
                *(
                    _area(root, Area.Kind.HAMLET, f"T{n}", west, east, now)
                    for n, (west, east) in enumerate(strips, start=1)
                ),
            ]
        )
    return list(Area.objects.filter(root_unit=root, kind=Area.Kind.HAMLET))


def _area(root: Unit, kind: str, code: str, west: float, east: float, now: datetime) -> Area:
    north = SOUTH + SIDE
    return Area(
        root_unit=root, kind=kind, code=code, name=code, shape=box(west, SOUTH, east, north).wkb,
        south=SOUTH, west=west, north=north, east=east, imported_at=now,
    )  # fmt: skip


def _remember() -> None:
    """Statistics and the visibility map, as years of use leave them."""
    tables = ", ".join(model._meta.db_table for model in _MODELS)
    with connection.cursor() as cursor:
        on_postgresql = connection.vendor == "postgresql"
        cursor.execute(f"VACUUM (ANALYZE) {tables}" if on_postgresql else "ANALYZE")
