"""How tests walk through a report: pages by their slug, answers by what is typed."""

import re

from django.http import HttpResponse
from django.test import Client

from feedback.models import Category, ReportDraft
from notifications.models import Message

START = "/phan-anh/moi/"
PHONE = "0905 123 318"
MARKET = {"lat": "11.1", "long": "108.1", "located": "gps", "accuracy": "12"}
WORDS = {"text": "Ổ gà sâu trước cổng chợ"}
ADDRESS = {"address": "Trước cổng chợ Bình An, thôn 2"}


def begin(client: Client, query: str = "") -> ReportDraft:
    client.post(START + query)
    return ReportDraft.objects.latest("pk")


def path_of(draft: ReportDraft, slug: str) -> str:
    return f"/phan-anh/nhap/{draft.token}/{slug}/"


def show(client: Client, draft: ReportDraft, slug: str) -> str:
    """The page as it is read."""
    page = client.get(path_of(draft, slug))
    assert page.status_code == 200, page.headers.get("Location")
    return page.content.decode()


def answer(client: Client, draft: ReportDraft, slug: str, **typed: object) -> HttpResponse:
    """Posts a page; what the draft knows afterwards is read again."""
    response: HttpResponse = client.post(path_of(draft, slug), typed)
    draft.refresh_from_db()
    return response


def fill_in(client: Client, draft: ReportDraft, category: Category, **place: object) -> None:
    """Everything but the contact."""
    answer(client, draft, "viec", loai=category.code)
    answer(client, draft, "mo-ta", **WORDS)
    answer(client, draft, "noi", **(place or ADDRESS))


def prove_phone(client: Client, draft: ReportDraft, phone: str = PHONE) -> HttpResponse:
    answer(client, draft, "lien-he", phone=phone, name="Nguyễn Thị Sáu")
    return answer(client, draft, "ma", code=sent_code())


def sent_code() -> str:
    """Of the newest message with a one-time code."""
    text = Message.objects.filter(kind="otp").latest("pk").text
    found = re.search(r"\d{6}", text)
    assert found, text
    return found[0]


def send(client: Client, draft: ReportDraft, **typed: object) -> HttpResponse:
    """Presses the button of the check page as it is shown now."""
    draft.refresh_from_db()
    return answer(client, draft, "kiem-tra", da_thay=draft.saved_at.isoformat(), **typed)
