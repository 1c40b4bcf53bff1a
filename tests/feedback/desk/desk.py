"""At the desk in tests: pages as somebody opens and sends them, reports with a checked picture."""

from datetime import datetime, timedelta
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from feedback.media.checking import check
from feedback.media.homes import Home
from feedback.media.receiving import take_files
from feedback.models import Media, Report
from tests.dossiers.staff import browser
from tests.feedback.media.files import picture


def ago(**span: float) -> datetime:
    return timezone.now() - timedelta(**span)


def opens(user: User, name: str, *args: object, **query: str) -> HttpResponse:
    return browser(user).get(reverse(f"feedback:{name}", args=args), query)


def text_of(answer: HttpResponse) -> str:
    return answer.content.decode()


def acts(user: User, report: Report, slug: str, **words: object) -> Any:
    """Sends the form of an act as the page shows it now."""
    report.refresh_from_db()
    said = {"seen": report.last_seq} | words
    return browser(user).post(reverse("feedback:desk-act", args=[report.code, slug]), said)


def pictured(report: Report, *, phase: str = Media.Phase.BEFORE) -> Media:
    """A photo of the report that has been checked."""
    at = timezone.now()
    take_files(Home(report=report, phase=phase), [SimpleUploadedFile("a.jpg", picture())], at=at)
    media = report.media.latest("pk")
    check(media.pk, at=at)
    media.refresh_from_db()
    return media


def actions_of(report: Report) -> list[str]:
    return list(report.events.order_by("seq").values_list("action", flat=True))
