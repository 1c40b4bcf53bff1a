"""A new report: routed, with its two clocks running, told to whoever sent it."""

from dataclasses import dataclass, field
from datetime import datetime
from math import isfinite
from typing import Any

from django.db import IntegrityError, transaction

from accounts.models import Unit, User
from accounts.services import serving_unit
from feedback.messages import tell_received
from feedback.models import (
    Application,
    Category,
    Media,
    Report,
    ReportDraft,
    Reporter,
    Severity,
    Upload,
)
from feedback.services.apply import Act, first_event
from feedback.services.checks import LONGEST
from feedback.services.opening import prepare
from feedback.workflow import Action
from geo.services import root_at
from portal.lib.errors import Refused
from portal.lib.text import clean, clean_lines


@dataclass(frozen=True)
class Person:
    """Who reports, as far as it is known. `is_proved`: the phone answered a code."""

    name: str = ""
    phone: str = ""  # E.164
    email: str = ""
    user: User | None = None
    is_proved: bool = False
    wants_news: bool = True
    device: str = ""
    account: str = ""


@dataclass(frozen=True)
class Sending:
    """What is sent. Without `root_unit` the point decides whose it is, else the portal's own."""

    root_unit: Unit | None
    category: Category
    text: str
    channel: str  # of Report.Channel
    person: Person
    submit_key: str
    lat: float | None = None
    long: float | None = None
    accuracy: int | None = None  # metres
    located: str = Report.Located.ADDRESS
    address: str = ""
    answers: dict[str, Any] = field(default_factory=dict)
    severity: str = ""  # empty: that of the category
    application: Application | None = None
    is_test: bool = False
    draft: ReportDraft | None = None
    media_links: str = ""


def send(sending: Sending, *, by: User | None, at: datetime) -> Report:
    """The report with this submit key: the one there is, else a new one. `by` is staff or None.

    Two at once are decided by the unique key in the database: the slower one's whole transaction
    is undone and it gets the report of the faster one.
    """
    try:
        with transaction.atomic():
            return _sent(sending.submit_key) or _new(sending, by, at)
    except IntegrityError:
        sent = _sent(sending.submit_key)
        if sent is None:
            raise
        return sent


def _sent(submit_key: str) -> Report | None:
    return Report.objects.filter(submit_key=submit_key).first()


def _new(sending: Sending, by: User | None, at: datetime) -> Report:
    text, address = clean_lines(sending.text), clean(sending.address)
    _check(sending, text, address)
    report = Report(
        root_unit=sending.root_unit or _root_of(sending),
        submit_key=sending.submit_key,
        channel=sending.channel,
        application=sending.application,
        is_test=sending.is_test,
        category=sending.category,
        severity=sending.severity or sending.category.severity,
        text=text,
        answers=sending.answers,
        address=address,
        lat=sending.lat,
        long=sending.long,
        accuracy=sending.accuracy,
        located=sending.located,
        media_links=sending.media_links,
    )
    prepare(report, at=at)
    first_event(report, Act(Action.SEND, by, at, as_reporter=by is None))
    report.reporter = _reporter(report, sending.person, by)
    if sending.draft is not None:
        _take_over(sending.draft, report)
    tell_received(report, at=at)
    return report


def _check(sending: Sending, text: str, address: str) -> None:
    if not text:
        raise Refused("text_missing", "Cho biết có chuyện gì, một hai câu là đủ", field="text")
    if len(text) > LONGEST:
        raise Refused("too_long", f"Rút còn nhiều nhất {LONGEST} ký tự", field="text")
    if not sending.category.is_active:
        raise Refused(
            "category_closed", "Loại này không còn nhận. Chọn loại khác", field="category"
        )
    if sending.severity and sending.severity not in Severity.values:
        raise Refused("severity_unknown", "Chọn mức độ trong danh sách", field="severity")
    if sending.lat is None and sending.long is None and not address:
        raise Refused("place_missing", "Chọn vị trí trên bản đồ hoặc ghi địa chỉ", field="place")
    if not _is_point(sending.lat, sending.long):
        raise Refused("point_wrong", "Tọa độ không đúng. Chọn lại vị trí", field="place")


def _is_point(lat: float | None, long: float | None) -> bool:
    """Two numbers on earth, or none."""
    if lat is None or long is None:
        return lat is long
    return isfinite(lat) and isfinite(long) and abs(lat) <= 90 and abs(long) <= 180


def _root_of(sending: Sending) -> Unit:
    """The commune in whose borders the point lies; else the one this portal serves."""
    if sending.lat is not None and sending.long is not None:
        root = root_at(sending.lat, sending.long)
        if root is not None:
            return Unit.objects.get(pk=root)
    return serving_unit()


def _reporter(report: Report, person: Person, by: User | None) -> Reporter:
    """News goes only where somebody proved to be, or told a member of staff."""
    reachable = person.is_proved or person.user is not None or by is not None
    return Reporter.objects.create(
        report=report,
        user=person.user,
        name=clean(person.name)[:120],
        phone=person.phone,
        email=person.email,
        is_proved=person.is_proved,
        wants_news=person.wants_news and reachable,
        device=person.device[:100],
        account=person.account[:100],
    )


def _take_over(draft: ReportDraft, report: Report) -> None:
    """The pictures go with the report, those on their way too, without where they were taken.

    What was written into the draft is nowhere but in the report from now on.
    """
    media = Media.objects.filter(draft=draft)
    media.update(report=report, draft=None, gps_lat=None, gps_long=None)
    on_their_way = Upload.objects.filter(draft=draft)
    on_their_way.update(report=report, draft=None, lat=None, long=None)
    draft.sent_as = report
    draft.text = draft.address = draft.name = draft.phone = draft.email = draft.proved_phone = ""
    draft.lat = draft.long = draft.accuracy = None
    draft.answers = {}
    draft.save()
