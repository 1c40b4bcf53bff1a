"""What programs send to `/open311/` and read there."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any
from xml.etree import ElementTree

from django.http import HttpResponse
from django.test import Client
from django.utils import timezone

from feedback.models import Application, Category, Report
from feedback.services.applications import issue
from tests.factories import Commune
from tests.feedback.factories import MARKET
from tests.feedback.rows import ADDRESS, a_row

V2 = "/open311/v2"
XML_TYPE, JSON_TYPE = "text/xml; charset=utf-8", "application/json; charset=utf-8"
BEFORE = timedelta(hours=1)


@dataclass(frozen=True)
class Program:
    """A program with a key, and one category to write about."""

    application: Application
    key: str
    category: Category
    web: Client = field(default_factory=Client)

    def post(self, form: str = "json", query: str = "", **changes: Any) -> HttpResponse:
        """A whole report; a change to None leaves that parameter out."""
        facts = {
            "api_key": self.key,
            "service_code": self.category.code,
            "lat": str(MARKET[0]),
            "long": str(MARKET[1]),
            "description": "Ổ gà sâu trước cổng chợ",
        }
        data = {name: value for name, value in (facts | changes).items() if value is not None}
        return self.web.post(f"{V2}/requests.{form}{query}", data)

    def sent(self, **changes: Any) -> Report:
        """The report that came of it."""
        answer = self.post(**changes)
        assert answer.status_code == 200, answer.content.decode()
        return Report.objects.get(code=answer.json()[0]["service_request_id"])


def make_program(commune: Commune, category: Category, **changes: Any) -> Program:
    facts = {"name": "Phản ánh 24/7", "at": timezone.now()}
    application, key = issue(commune.root, **(facts | changes))
    return Program(application, key, category)


def ask(path: str, query: str = "", **parameters: Any) -> HttpResponse:
    """`path` below the base, or from the root with a slash; `query` as it is sent."""
    whole = path if path.startswith("/") else f"{V2}/{path}"
    return Client().get(f"{whole}?{query}" if query else whole, parameters or None)


def codes(answer: HttpResponse) -> list[str]:
    assert answer.status_code == 200, answer.content.decode()
    return [one["service_request_id"] for one in answer.json()]


def root_of(answer: HttpResponse) -> ElementTree.Element:
    """Of XML with its declaration and content type."""
    assert answer["Content-Type"] == XML_TYPE
    assert answer.content.startswith(b'<?xml version="1.0" encoding="utf-8"?>')
    return ElementTree.fromstring(answer.content)  # noqa: S314 - our own words


def faults(answer: HttpResponse, status: int) -> list[tuple[int | str, str]]:
    """Code and words of each error, from either format."""
    assert answer.status_code == status, answer.content.decode()
    if answer["Content-Type"] == JSON_TYPE:
        return [(one["code"], one["description"]) for one in answer.json()]
    root = root_of(answer)
    assert root.tag == "errors"
    assert {one.tag for one in root} == {"error"}
    return [(one.findtext("code", ""), one.findtext("description", "")) for one in root]


def published(
    commune: Commune, category: Category, *, at: datetime | None = None, **changes: Any
) -> Report:
    """A public report as it stands, received an hour ago."""
    received = at or timezone.now() - BEFORE
    facts: dict[str, Any] = {
        "received_at": received,
        "changed_at": received,
        "published_at": received,
        "public_text": "Ổ gà sâu trước cổng chợ",
        "public_address": changes.get("address", ADDRESS),
        "lat": MARKET[0],
        "long": MARKET[1],
    }
    return a_row(commune, category, **(facts | changes))
