"""One address is a whole hamlet: words shut nobody out, bytes do not flood the disk."""

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from feedback.media import traffic
from feedback.media.words import sentence
from feedback.models import Media
from tests.factories import Commune
from tests.feedback.conftest import commune
from tests.feedback.factories import send_report
from tests.feedback.media.files import picture
from tests.feedback.media.sending import make_draft

__all__ = ["commune"]
pytestmark = pytest.mark.django_db
LARGE = 60 * 1024 * 1024


def begin(client: Client, token: str, number: int, size: int = LARGE) -> Any:
    path = reverse("feedback:draft-media", args=[token])
    return client.post(path, {"client_key": f"k{number}", "name": "a.mp4", "size": size})


def test_what_is_only_announced_shuts_nobody_out(client: Client) -> None:
    for _ in range(2):
        token = make_draft().token
        assert {begin(client, token, one).status_code for one in range(40)} == {201}


def test_bytes_are_counted_whichever_way_they_come(
    client: Client, commune: Commune, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(traffic, "PIECES_PER_HOUR", 3)
    draft, report, photo = make_draft(), send_report(commune), picture()
    page = reverse("feedback:draft-photos", args=[draft.token])
    own = reverse("feedback:report-photos", args=[report.secret])
    url = begin(client, draft.token, 1, len(photo)).json()["url"]
    ways = {
        "gallery": lambda: client.post(page, {"gallery": SimpleUploadedFile("a.jpg", photo)}),
        "photos": lambda: client.post(own, {"photos": SimpleUploadedFile("b.jpg", photo)}),
        "piece": lambda: client.post(url, photo, "image/jpeg", headers={"x-offset": "0"}),
    }
    assert [send().status_code for send in ways.values()] == [302, 302, 200]
    assert Media.objects.count() == 3
    for send in ways.values():
        assert sentence("often").split(".")[0] in _words(send())
    late = begin(client, make_draft().token, 1)
    assert (late.status_code, late.json()["code"]) == (422, "often")
    assert Media.objects.count() == 3


def _words(answer: Any) -> str:
    if answer.headers["Content-Type"].startswith("application/json"):
        return str(answer.json().get("message", sentence("often")))
    return str(answer.content.decode())
