"""Where the interface is, in which formats, and who gives out keys (handbook 2.2)."""

from datetime import UTC, datetime
from typing import Any

from django.conf import settings
from django.db.models import Max
from django.urls import reverse

from accounts.offices import serving_office
from feedback.models import Category
from feedback.open311.asked import Asked
from feedback.open311.formats import CONTENT_TYPES, JSON, XML, moment
from feedback.open311.resource import Answer

SPECIFICATION = "http://wiki.open311.org/GeoReport_v2"
PRODUCTION, TEST = "production", "test"
_BASES = {PRODUCTION: "/open311/v2", TEST: "/open311/test/v2"}
_FIRST = datetime(2026, 8, 1, tzinfo=UTC)  # of the interface itself, before there are services


def discovery(asked: Asked, **_: object) -> Answer:
    """`changeset`: programs ask for the services again when it is later than they remember."""
    newest = Category.objects.aggregate(at=Max("changed_at"))["at"]
    changeset = moment(newest or _FIRST)
    about = _address(reverse("feedback:open311"))
    body = {
        "changeset": changeset,
        "contact": _contact(),
        "key_service": f"Gửi đề nghị cấp khóa như hướng dẫn tại {about}",
        "endpoints": [_endpoint(kind, changeset) for kind in _BASES],
    }
    return Answer("discovery", body)


def _endpoint(kind: str, changeset: str) -> dict[str, Any]:
    return {
        "specification": SPECIFICATION,
        "url": _address(_BASES[kind]),
        "changeset": changeset,
        "type": kind,
        "formats": [CONTENT_TYPES[form].partition(";")[0] for form in (XML, JSON)],
    }


def _contact() -> str:
    office = serving_office()
    if office is None:
        return f"Cổng một cửa, {settings.SITE_URL}"
    return f"{office.name}, ĐT {office.phone}" if office.phone else office.name


def _address(path: str) -> str:
    return f"{settings.SITE_URL}{path}"
