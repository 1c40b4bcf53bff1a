"""Pictures leave the private storage by our links alone, for whom and as long as these say."""

from datetime import timedelta

import pytest
from django.core import signing
from django.test import Client
from django.utils import timezone

from accounts.permissions import Role
from feedback.media import links
from feedback.media.homes import Home
from feedback.media.links import private_link, public_link
from feedback.models import Media, Report
from feedback.services.moderation import publish
from tests.dossiers.conftest import People
from tests.factories import MONDAY, Commune, make_commune, make_staff
from tests.feedback.factories import make_category, send_report
from tests.feedback.media.files import film, picture
from tests.feedback.media.sending import make_draft, photo_of, sent

pytestmark = pytest.mark.django_db


def as_staff(person: object) -> Client:
    client = Client()
    client.force_login(person)
    return client


@pytest.fixture
def report(commune: Commune, people: People) -> Report:
    return send_report(commune)


@pytest.fixture
def photo(report: Report) -> Media:
    return photo_of(report, picture())


def test_a_link_of_a_draft_shows_its_picture_to_whoever_holds_it() -> None:
    media = sent(picture(), Home(make_draft()))
    answer = Client().get(private_link(media, "thumb"))
    assert (answer.status_code, answer["Content-Type"]) == (200, "image/jpeg")
    assert answer["Cache-Control"] == "private, no-store"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Content-Security-Policy"] == "default-src 'none'; sandbox"


def test_a_private_link_is_dead_after_ten_minutes(
    photo: Media, monkeypatch: pytest.MonkeyPatch
) -> None:
    link = private_link(photo, "full")
    assert Client().get(link).status_code == 200
    later = timezone.now().timestamp() + timedelta(minutes=10, seconds=2).total_seconds()
    monkeypatch.setattr(signing.time, "time", lambda: later)
    assert Client().get(link).status_code == 404


def test_a_link_made_for_one_member_of_staff_serves_nobody_else(
    photo: Media, people: People
) -> None:
    link = private_link(photo, "large", to=people.receptionist)
    assert as_staff(people.receptionist).get(link).status_code == 200
    for other in (Client(), as_staff(people.leader), as_staff(people.citizen)):
        assert other.get(link).status_code == 404


def test_a_link_is_dead_once_the_report_is_out_of_sight(photo: Media, people: People) -> None:
    stranger = make_staff(make_commune("H99.13", "xã Hòa Thạnh").one_stop, Role.RECEPTIONIST)
    link = private_link(photo, "large", to=stranger)
    assert as_staff(stranger).get(link).status_code == 404


@pytest.mark.parametrize("changed", [1, -1])
def test_nobody_makes_a_link_but_we(photo: Media, changed: int) -> None:
    path = private_link(photo, "thumb")
    assert Client().get(path[: changed - 2] + "xx/").status_code == 404
    forged = signing.Signer(key="another", salt="feedback.media.public", sep=".").sign("a:full:b")
    for wrong in ("", "x", f"{photo.token}:full:0", forged):
        assert links.read_link(wrong) is None


def test_an_unchecked_or_refused_picture_has_no_file(report: Report) -> None:
    media = photo_of(report, picture()[:900])
    assert Client().get(private_link(media, "full")).status_code == 404


def test_nothing_is_public_before_somebody_publishes_it(photo: Media) -> None:
    assert public_link(photo, "full") == ""


def test_a_public_link_is_asked_about_each_time_and_not_sent_twice(
    report: Report, photo: Media, people: People
) -> None:
    publish(report, text="Ổ gà", pictures={photo.pk: []}, by=people.leader, at=MONDAY)
    photo.refresh_from_db()
    link = public_link(photo, "thumb")
    answer = Client().get(link)
    assert (answer.status_code, answer["Cache-Control"]) == (200, "public, no-cache")
    again = Client().get(link, headers={"if-none-match": answer["ETag"]})
    assert (again.status_code, again.content) == (304, b"")


@pytest.mark.parametrize("change", ["hidden_at", "is_test", "category"])
def test_a_public_link_is_dead_when_the_report_is_not_public(
    commune: Commune, report: Report, photo: Media, people: People, change: str
) -> None:
    publish(report, text="Ổ gà", pictures={photo.pk: []}, by=people.leader, at=MONDAY)
    photo.refresh_from_db()
    rounded = make_category(publication="rounded")
    changes = {"hidden_at": MONDAY, "is_test": True, "category": rounded}
    Report.objects.filter(pk=report.pk).update(**{change: changes[change]})
    assert Client().get(public_link(photo, "thumb")).status_code == 404


# --- films, as players ask for them ------------------------------------------------------------


@pytest.fixture
def video(report: Report) -> str:
    return private_link(photo_of(report, film()), "full")


def test_a_player_gets_the_part_it_asks_for(video: str) -> None:
    whole = b"".join(Client().get(video).streaming_content)
    for asked, part, said in (
        ("bytes=0-1", whole[:2], f"bytes 0-1/{len(whole)}"),
        ("bytes=100-", whole[100:], f"bytes 100-{len(whole) - 1}/{len(whole)}"),
        ("bytes=-7", whole[-7:], f"bytes {len(whole) - 7}-{len(whole) - 1}/{len(whole)}"),
        ("bytes=5-99999999", whole[5:], f"bytes 5-{len(whole) - 1}/{len(whole)}"),
    ):
        answer = Client().get(video, headers={"range": asked})
        assert (answer.status_code, answer["Content-Range"]) == (206, said)
        assert int(answer["Content-Length"]) == len(part)
        assert b"".join(answer.streaming_content) == part


@pytest.mark.parametrize(
    "asked", ["bytes=-", "bytes=9-3", "bytes=99999999-", "lines=1-2", "bytes=x"]
)
def test_a_part_that_makes_no_sense_is_the_whole(video: str, asked: str) -> None:
    answer = Client().get(video, headers={"range": asked})
    assert (answer.status_code, answer["Content-Type"]) == (200, "video/mp4")


def test_the_small_sizes_of_a_video_are_its_first_picture(report: Report) -> None:
    answer = Client().get(private_link(photo_of(report, film()), "thumb"))
    assert answer["Content-Type"] == "image/jpeg"
