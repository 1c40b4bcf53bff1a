"""Keeping what a program sent: once, with its pictures (handbook 2.5)."""

from dataclasses import replace
from datetime import datetime, timedelta

from django.db import transaction

from feedback.media.homes import Home
from feedback.media.keeping import forget
from feedback.media.receiving import take_files
from feedback.models import Application, Report, ReportDraft
from feedback.open311.asked import Asked
from feedback.open311.faults import FORBIDDEN, TOO_MANY, Fault, Faults
from feedback.open311.posting import read_sending
from feedback.open311.resource import Answer
from feedback.open311.senders import required_sender
from feedback.reporting.limits import count_sending
from feedback.services.sending import Sending, send
from portal.lib.errors import Refused

RETRY = timedelta(minutes=10)  # a program that heard no answer sends again


def post_request(asked: Asked, *, is_test: bool = False) -> Answer:
    """The same report again within ten minutes is the first one."""
    application = required_sender(asked)
    sending = read_sending(asked, application, is_test=is_test)
    keep = _with_files if asked.files else _once
    report = keep(sending, application, asked)
    body = {
        "service_request_id": report.code,
        "service_notice": report.category.handling_message or _promise(report),
        "account_id": None,
    }
    return Answer("service_requests", [body], headers={"Open311-Token": report.submit_key})


def _promise(report: Report) -> str:
    return f"Trả lời lần đầu trong {report.category.answer_hours} giờ."


def _with_files(sending: Sending, application: Application, asked: Asked) -> Report:
    """Pictures wait in a draft: when one of them is refused nothing was sent."""
    draft = ReportDraft.objects.create(created_at=asked.at, saved_at=asked.at)
    try:
        problems = take_files(Home(draft=draft), asked.files, at=asked.at)
        if problems:
            raise Faults(*(Fault(f"{one.name}: {one.sentence}.") for one in problems))
        return _once(replace(sending, draft=draft), application, asked)
    finally:
        _discard(draft)


def _discard(draft: ReportDraft) -> None:
    """What it holds went with the report, or belongs to nothing."""
    forget(draft.media.all())
    draft.delete()


def _once(sending: Sending, application: Application, asked: Asked) -> Report:
    at = asked.at
    with transaction.atomic():
        Application.objects.select_for_update().get(pk=application.pk)  # a retry waits here
        first = _sent_before(sending, application, at)
        if first is not None:
            return first
        _count(sending, application, at)
        return send(sending, by=None, at=at)


def _sent_before(sending: Sending, application: Application, at: datetime) -> Report | None:
    return Report.objects.filter(
        application=application,
        received_at__gt=at - RETRY,
        category=sending.category,
        text=sending.text,
        lat=sending.lat,
        long=sending.long,
        address=sending.address,
    ).first()


def _count(sending: Sending, application: Application, at: datetime) -> None:
    """As many as from any other place; the key stands for the network address."""
    place = f"open311-{application.pk}"
    device = sending.person.device and f"{place}-{sending.person.device}"
    try:
        count_sending(
            phone=sending.person.phone, device=device, address=place, at=at, is_proved=False
        )
    except Refused as refused:
        status = FORBIDDEN if refused.code == "blocked" else TOO_MANY
        raise Faults(Fault(f"{refused.message}.", status)) from refused
