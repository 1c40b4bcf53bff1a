"""Reports of the last days, published and answered as staff do it."""

from datetime import datetime, timedelta

import shapely
from django.test import Client
from django.utils import timezone

from feedback.models import Category, Media, Report
from feedback.services.moderation import publish
from feedback.workflow import Action
from geo.models import Area
from tests.dossiers.conftest import People
from tests.factories import Commune
from tests.feedback.factories import MARKET, act_on, send_report

SECRET_WORDS = "Nhà ông Ba số 0905 111 222 đổ rác"
PUBLIC_WORDS = "Có người đổ rác ở góc chợ"
ANSWER = "Đã dọn sạch và cắm biển cấm đổ rác"


def ago(*, hours: float = 0, days: float = 0) -> datetime:
    return timezone.now() - timedelta(hours=hours, days=days)


def published(
    commune: Commune,
    people: People,
    category: Category | None = None,
    *,
    when: datetime | None = None,
    words: str = PUBLIC_WORDS,
    **changes: object,
) -> Report:
    """Lies with the office of Tư pháp; its own text says more than everybody may read."""
    at = when or ago(hours=3)
    sent = send_report(commune, category, when=at, **{"text": SECRET_WORDS, **changes})
    Report.objects.filter(pk=sent.pk).update(unit=commune.justice)
    sent.refresh_from_db()
    return publish(sent, text=words, pictures={}, by=people.receptionist, at=at)


def answered(report: Report, people: People, *, after: float = 2, **words: object) -> Report:
    """Checked and answered so many hours after its receipt."""
    at, by = report.received_at + timedelta(hours=after), people.specialist
    act_on(report, Action.FIND_TRUE, by=by, when=at, note="Cán bộ Bảo đã xem tận nơi")
    return act_on(report, Action.ANSWER, by=by, when=at, answer=ANSWER, **words)


def with_picture(report: Report, *, phase: str = Media.Phase.BEFORE, public: bool = True) -> Media:
    """A checked photo; `public`: it has its twin for everybody."""
    number = report.media.count()
    twin = {"public_sha256": f"{number:064x}", "published_at": report.received_at}
    return Media.objects.create(
        report=report,
        kind=Media.Kind.PHOTO,
        phase=phase,
        order=number,
        state=Media.State.CLEAN,
        name="anh.jpg",
        original_size=1000,
        sha256=f"{number + 100:064x}",
        uploaded_at=report.received_at,
        not_before=report.received_at,
        **(twin if public else {}),
    )


def an_area(commune: Commune, kind: str, code: str, name: str) -> Area:
    """A square around the market; of a hamlet a smaller one."""
    lat, long = MARKET
    side = 0.1 if kind == Area.Kind.WHOLE else 0.01
    south, west, north, east = lat - side, long - side, lat + side, long + side
    return Area.objects.create(
        root_unit=commune.root, kind=kind, code=code, name=name,
        shape=shapely.box(west, south, east, north).wkb,
        south=south, west=west, north=north, east=east, imported_at=timezone.now(),
    )  # fmt: skip


def page(client: Client, path: str) -> str:
    answer = client.get(path)
    assert answer.status_code == 200, answer.status_code
    return str(answer.content.decode())
