"""Begun once, sent in pieces, gone on with from where it stands."""

import hashlib
import json
import os
import random
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse
from PIL import Image

from feedback.media import quarantine
from feedback.media.checking import check
from feedback.media.homes import Home
from feedback.media.purging import purge
from feedback.media.receiving import PIECE, give_up, take_piece
from feedback.media.words import sentence
from feedback.models import Media, ReportDraft, Upload
from portal.lib.errors import Refused
from tests.dossiers.conftest import People
from tests.factories import MONDAY, Commune
from tests.feedback.factories import send_report
from tests.feedback.media.files import film, picture
from tests.feedback.media.sending import make_draft, send_in, sent

pytestmark = pytest.mark.django_db
NOISE = random.Random(6).randbytes(600 * 350 * 3)
PHOTO = picture("PNG", Image.frombytes("RGB", (600, 350), NOISE))  # three pieces


class Phone:
    """What the script does, by hand."""

    def __init__(self, base: str, client: Client | None = None) -> None:
        self.base, self.client = base, client or Client()
        self.url, self.status, self.answer = "", 0, {}

    def begin(self, content: bytes, key: str = "anh-1", **more: object) -> "Phone":
        said = {"client_key": key, "name": "IMG_1.jpg", "size": len(content), **more}
        self._told(self.client.post(self.base, said))
        self.url = self.answer.get("url", "")
        return self

    def piece(self, content: bytes, offset: int, digest: str = "") -> "Phone":
        headers = {"x-offset": str(offset), "x-sha256": digest}
        self._told(self.client.post(self.url, content, "application/octet-stream", headers=headers))
        return self

    def all_of(self, content: bytes) -> "Phone":
        while "media" not in self.answer:
            start = self.answer["received"]
            self.piece(content[start : start + PIECE], start)
            assert self.status == 200
        return self

    def ask(self) -> "Phone":
        self._told(self.client.get(self.url))
        return self

    def _told(self, answer: object) -> None:
        self.status = answer.status_code
        self.answer = json.loads(answer.content) if self.status != 404 else {}


@pytest.fixture
def draft(db: None) -> ReportDraft:
    return make_draft()


@pytest.fixture
def phone(draft: ReportDraft) -> Phone:
    return Phone(reverse("feedback:draft-media", args=[draft.token]))


def test_a_file_arrives_in_pieces_and_waits_for_its_check(phone: Phone) -> None:
    phone.begin(PHOTO)
    assert (phone.status, phone.answer["received"], phone.answer["piece"]) == (201, 0, PIECE)
    phone.all_of(PHOTO)
    media = Media.objects.get()
    assert phone.answer["media"] | {"token": "", "remove": ""} == {
        "token": "", "name": "IMG_1.jpg", "kind": "photo", "state": "waiting",
        "words": "Đã nhận, đang kiểm tra", "thumb": "", "large": "", "remove": "",
    }  # fmt: skip
    assert quarantine.path_of(media.quarantine).read_bytes() == PHOTO
    assert not Upload.objects.exists()


def test_asked_after_its_check_it_says_what_became_of_it(phone: Phone) -> None:
    phone.begin(PHOTO).all_of(PHOTO)
    check(Media.objects.get().pk, at=MONDAY)
    shown = phone.ask().answer["media"]
    assert (shown["state"], shown["words"]) == ("clean", "Đã gửi xong")
    assert Client().get(shown["thumb"]).status_code == 200


def test_begun_twice_it_is_one_upload_and_goes_on_where_it_stands(phone: Phone) -> None:
    first = phone.begin(PHOTO).piece(PHOTO[:PIECE], 0).url
    phone.begin(PHOTO)
    assert (phone.url, phone.answer["received"]) == (first, PIECE)
    assert Upload.objects.count() == 1


def test_another_file_under_the_same_key_is_refused(phone: Phone) -> None:
    phone.begin(PHOTO).begin(PHOTO + b"more")
    assert (phone.status, phone.answer["code"]) == (409, "changed")


def test_a_piece_sent_twice_or_too_early_changes_nothing_and_is_told_where_to_go_on(
    phone: Phone,
) -> None:
    phone.begin(PHOTO).piece(PHOTO[:PIECE], 0)
    for offset in (0, 2 * PIECE):
        phone.piece(PHOTO[offset : offset + 100], offset)
        assert (phone.status, phone.answer["code"], phone.answer["received"]) == (
            409, "offset", PIECE,
        )  # fmt: skip
    assert phone.ask().answer["received"] == PIECE


def test_a_piece_damaged_on_its_way_is_asked_for_again(phone: Phone) -> None:
    phone.begin(PHOTO).piece(PHOTO[:PIECE], 0, hashlib.sha256(PHOTO).hexdigest())
    assert (phone.status, phone.answer["code"], phone.answer["received"]) == (422, "hash", 0)
    phone.piece(PHOTO[:PIECE], 0, hashlib.sha256(PHOTO[:PIECE]).hexdigest())
    assert phone.answer["received"] == PIECE


def test_what_is_no_photo_is_refused_with_its_first_piece(phone: Phone) -> None:
    program = b"MZ" + bytes(PIECE * 3)
    phone.begin(program).piece(program[:PIECE], 0)
    assert (phone.status, phone.answer["message"]) == (422, sentence("type"))


@pytest.mark.parametrize(
    ("said", "code"),
    [
        ({"size": 0}, "empty"),
        ({"size": 61 * 1024 * 1024}, "film_size"),
        ({"size": -1}, "unreadable"),
        ({"size": "lớn"}, "unreadable"),
        ({"client_key": ""}, "unreadable"),
        ({"lat": "91", "long": "0"}, "unreadable"),
    ],
)
def test_what_is_said_of_a_file_is_checked_before_anything_is_sent(
    phone: Phone, said: dict[str, object], code: str
) -> None:
    phone.begin(PHOTO, **said)
    assert (phone.status, phone.answer["code"]) == (422, code)
    assert not Upload.objects.exists()


def test_a_photo_may_weigh_less_than_a_video(phone: Phone, settings: object) -> None:
    settings.PHOTO_MAX_BYTES = 1000  # type: ignore[attr-defined]
    phone.begin(PHOTO).piece(PHOTO[:PIECE], 0)
    assert phone.answer["code"] == "size"


def test_five_photos_have_room_in_a_draft(draft: ReportDraft, phone: Phone) -> None:
    for _ in range(5):
        assert send_in(picture(), Home(draft)) == []
    assert send_in(picture(), Home(draft)) == [sentence("many", count=5)]
    assert phone.begin(PHOTO).answer["code"] == "many"


def test_of_files_that_come_at_once_the_one_too_many_waits_for_room(
    draft: ReportDraft, phone: Phone
) -> None:
    phone.begin(PHOTO).piece(PHOTO[:PIECE], 0).piece(PHOTO[PIECE : 2 * PIECE], PIECE)
    for _ in range(5):
        assert send_in(picture(), Home(draft)) == []
    phone.piece(PHOTO[2 * PIECE :], 2 * PIECE)
    assert (phone.status, phone.answer["message"]) == (422, sentence("many", count=5))
    assert phone.ask().answer["received"] == 2 * PIECE
    draft.media.first().delete()
    phone.piece(PHOTO[2 * PIECE :], 2 * PIECE)
    assert phone.answer["media"]["state"] == "waiting"


def test_the_last_piece_sent_twice_at_once_is_one_file(phone: Phone) -> None:
    small = picture()
    phone.begin(small)
    slower = Upload.objects.get()  # read before the faster one was through
    phone.piece(small, 0)
    assert take_piece(slower, 0, small, "", at=MONDAY) == Media.objects.get()


def test_a_piece_of_what_is_given_up_meanwhile_is_refused(phone: Phone) -> None:
    phone.begin(PHOTO)
    slower = Upload.objects.get()
    give_up(Upload.objects.get())
    with pytest.raises(Refused) as refused:
        take_piece(slower, 0, PHOTO[:PIECE], "", at=MONDAY)
    assert (refused.value.code, slower.received) == ("offset", 0)


def test_photos_or_one_video_but_not_both(draft: ReportDraft) -> None:
    assert send_in(film(), Home(draft)) == []
    for more in (film(), picture()):
        assert send_in(more, Home(draft)) == [sentence("film_alone")]
    with_photo = Home(make_draft())
    send_in(picture(), with_photo)
    assert send_in(film(), with_photo) == [sentence("film_alone")]


@pytest.mark.django_db(transaction=True)
def test_a_worker_that_is_overtaken_undoes_nothing() -> None:
    send_in(picture())
    media = Media.objects.get()
    path = quarantine.path_of(media.quarantine)
    path.unlink()
    os.mkfifo(path)  # who opens it waits until somebody writes

    def work() -> None:
        check(media.pk, at=MONDAY)
        connection.close()

    with ThreadPoolExecutor(1) as pool:
        slow = pool.submit(work)
        with path.open("wb"):
            Media.objects.update(state=Media.State.CLEAN)
        slow.result()
    media.refresh_from_db()
    assert (media.state, media.fault) == ("clean", "")


def test_a_refused_file_takes_no_room(draft: ReportDraft) -> None:
    assert sent(picture()[:900], Home(draft)).state == "refused"
    assert send_in(film(), Home(draft)) == []


def test_of_a_plain_form_good_files_are_kept_though_others_are_refused(draft: ReportDraft) -> None:
    assert send_in(picture(), Home(draft)) == []
    assert send_in(b"GIF89a", Home(draft), name="../hình.gif") == [sentence("type")]
    assert draft.media.count() == 1


def test_a_file_can_be_taken_out_on_its_way_and_afterwards(phone: Phone) -> None:
    phone.begin(PHOTO).piece(PHOTO[:PIECE], 0)
    on_its_way = quarantine.path_of(Upload.objects.get().token)
    assert on_its_way.exists()
    assert Client().post(f"{phone.url}xoa/").status_code == 200
    assert not on_its_way.exists()
    phone.begin(PHOTO, key="anh-2").all_of(PHOTO)
    answer = Client().post(f"{phone.url}xoa/", {"tiep": "/phan-anh/moi/"})
    assert (answer.status_code, answer["Location"]) == (302, "/phan-anh/moi/")
    assert not Media.objects.exists()


def test_what_was_begun_before_sending_arrives_at_the_report(
    commune: Commune, draft: ReportDraft, phone: Phone
) -> None:
    phone.begin(PHOTO, lat="11.1", long="108.1").piece(PHOTO[:PIECE], 0)
    report = send_report(commune, draft=draft)
    assert report.uploads.values_list("lat", "long").get() == (None, None)
    phone.ask().all_of(PHOTO)
    media = report.media.get()
    check(media.pk, at=MONDAY)
    media.refresh_from_db()
    assert (media.state, media.gps_lat, media.gps_long) == ("clean", None, None)


def test_the_reporter_adds_a_photo_while_the_report_is_open(
    commune: Commune, people: People
) -> None:
    report = send_report(commune)
    mine = Phone(reverse("feedback:own-media", args=[report.secret]))
    mine.begin(PHOTO).all_of(PHOTO)
    assert report.media.get().uploaded_by is None
    report.closed_at = MONDAY
    report.save()
    assert mine.begin(PHOTO, key="anh-2").answer["code"] == "closed"
    assert Phone(reverse("feedback:own-media", args=[report.code])).begin(PHOTO).status == 404


def test_only_staff_who_work_on_a_report_send_pictures_of_the_site(
    commune: Commune, people: People
) -> None:
    report = send_report(commune)
    base = reverse("feedback:site-media", args=[report.code, "after"])
    statuses = {}
    for name, person in people.by_name().items():
        client = Client()
        client.force_login(person)
        statuses[name] = client.post(
            base, {"client_key": name, "name": "a.jpg", "size": 100}
        ).status_code
    assert {name for name, status in statuses.items() if status == 201} == {
        "receptionist",
        "leader",
    }
    assert Client().post(base).status_code == 302
    assert Upload.objects.values_list("phase", flat=True).distinct().get() == "after"


def test_what_never_came_whole_is_cleared_after_two_days(phone: Phone) -> None:
    phone.begin(PHOTO).piece(PHOTO[:PIECE], 0)
    upload = Upload.objects.get()
    assert purge(at=upload.begun_at + timedelta(hours=47)) == 0
    stray = quarantine.path_of("left-by-a-crash")
    stray.write_bytes(b"x")
    assert purge(at=upload.begun_at + timedelta(hours=49)) == 1
    assert not quarantine.path_of(upload.token).exists()
    assert not stray.exists()


def test_with_a_full_disk_it_is_refused_in_words(
    phone: Phone, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(quarantine, "KEEP_FREE_BYTES", 2**60)
    phone.begin(PHOTO).piece(PHOTO[:PIECE], 0)
    assert (phone.status, phone.answer["message"]) == (422, sentence("full"))
    assert phone.ask().answer["received"] == 0
