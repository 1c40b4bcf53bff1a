"""A new report: routed, with its two clocks running, told to whoever sent it."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from accounts.models import Unit, User
from feedback.models import Application, Category, Report, ReportDraft


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
    """The report with this submit key: the one there is, else a new one. `by` is staff or None."""
    raise NotImplementedError
