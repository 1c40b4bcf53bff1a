"""The demo's own pictures of reports."""

import pytest
from django.core.cache import cache
from redis.exceptions import ConnectionError as NoValkey

from feedback.media.checking import check
from feedback.media.homes import Home
from feedback.media.receiving import take_drawn
from feedback.models import Media
from portal.seed.scenes import KEPT, Scene, picture
from tests.factories import MONDAY, Commune
from tests.feedback.factories import send_report

pytestmark = pytest.mark.django_db


def test_pictures_are_made_while_no_portal_runs(commune: Commune, settings: object) -> None:
    """`make seed`: nobody has started Valkey."""
    report = send_report(commune)
    cold = "django.core.cache.backends.redis.RedisCache"
    settings.CACHES = {  # type: ignore[attr-defined]
        "default": {"BACKEND": cold, "LOCATION": "unix:///nowhere/valkey.sock"}
    }
    with pytest.raises(NoValkey):
        cache.get("x")
    media = take_drawn(Home(report=report), "anh.jpg", picture(Scene("flood")), at=MONDAY)
    check(media.pk, at=MONDAY)
    media.refresh_from_db()
    assert (media.state, media.order) == (Media.State.CLEAN, 0)
    assert (media.width, media.height) == KEPT
