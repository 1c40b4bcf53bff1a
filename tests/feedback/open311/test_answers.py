"""What an answer says and keeps to itself (conformance C27, C29, C31, C32)."""

from datetime import UTC, datetime, timedelta

import pytest
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.test import Client
from django.urls import path
from django.utils import timezone

from feedback.media.links import public_link
from feedback.models import Category, Media, Report, ReportEvent
from feedback.open311.resource import PER_MINUTE
from feedback.workflow import Action, Status, Truth
from portal.lib.limits import allow
from tests.factories import Commune
from tests.feedback.factories import make_category
from tests.feedback.open311.programs import (
    V2,
    Program,
    ask,
    codes,
    faults,
    published,
    root_of,
)

SUMMER = datetime(2026, 8, 3, 0, 15, tzinfo=UTC)
ROUNDED = Category.Publication.ROUNDED


def a_photo(report: Report, phase: str, *, public: bool) -> Media:
    now = timezone.now()
    return Media.objects.create(
        report=report, kind=Media.Kind.PHOTO, phase=phase, state=Media.State.CLEAN, name="x.jpg",
        original_size=1, uploaded_at=now, not_before=now, sha256="a" * 64,
        public_sha256=phase[0] * 64 if public else "",
    )  # fmt: skip


def an_event(report: Report, action: Action, to: Status, *, seq: int, **words: str) -> ReportEvent:
    return ReportEvent.objects.create(
        root_unit_id=report.root_unit_id, report=report, seq=seq, action=action, unit_id=1,
        at=report.received_at + timedelta(hours=seq), to_status=to, **words,
    )  # fmt: skip


def test_a_report_says_what_the_page_of_the_public_says(
    commune: Commune, category: Category
) -> None:
    category.handling_message = "Phường trả lời trong 48 giờ."
    category.save()
    report = published(
        commune, category, at=SUMMER, status=Status.ANSWERED, answer="Đã vá xong.",
        closed_at=SUMMER + timedelta(hours=30),
    )  # fmt: skip
    a_photo(report, Media.Phase.BEFORE, public=True)
    after = a_photo(report, Media.Phase.AFTER, public=True)
    (shown,) = ask(f"requests/{report.code}.json").json()
    assert shown == {
        "service_request_id": report.code,
        "status": "closed",
        "status_notes": "Đã vá xong.",
        "service_name": category.name,
        "service_code": category.code,
        "description": "Ổ gà sâu trước cổng chợ",
        "agency_responsible": "Ủy ban nhân dân xã Bình An",
        "service_notice": "Phường trả lời trong 48 giờ.",
        "requested_datetime": "2026-08-03T07:15:00+07:00",
        "updated_datetime": "2026-08-04T13:15:00+07:00",
        "expected_datetime": "2026-08-12T07:15:00+07:00",
        "address": "Trước cổng chợ Bình An, thôn 2",
        "address_id": None,
        "zipcode": None,
        "lat": 11.1,
        "long": 108.1,
        "media_url": settings.SITE_URL + public_link(after, "large"),
    }
    (request,) = root_of(ask(f"requests/{report.code}.xml"))
    texts = {name: str(value) for name, value in shown.items() if value is not None}
    assert {child.tag: child.text for child in request if child.text} == texts
    assert {child.tag for child in request} == set(shown)


def test_extensions_add_the_story(commune: Commune, category: Category) -> None:
    parent = published(commune, category)
    report = published(
        commune, category, status=Status.DUPLICATE, closed_at=timezone.now(), parent=parent,
        followers_count=3, public_text="Hố sâu\ncạnh cổng chợ",
    )  # fmt: skip
    an_event(report, Action.REPLY, Status.RECEIVED, seq=1, answer="Sẽ xem", note="nội bộ")
    an_event(report, Action.ASSIGN, Status.RECEIVED, seq=2, note="nội bộ")
    answer = ask(f"requests/{report.code}.json", extensions="true")
    (shown,) = answer.json()
    story = shown["extended_attributes"]
    (note,) = story.pop("notes")
    assert story.pop("first_response_due") is not None
    assert story == {
        "title": "Hố sâu",
        "detailed_status": "DUPLICATE",
        "channel": "web",
        "ward": "xã Bình An",
        "media_urls": [],
        "duplicate": True,
        "parent_service_request_id": parent.code,
        "first_response_at": None,
        "supporters": 3,
    }
    assert (note["type"], note["description"]) == ("reply", "Sẽ xem")
    assert note["summary"] == "Đã trả lời bước đầu"
    root = root_of(ask(f"requests/{report.code}.xml", extensions="true"))
    assert root.findtext("request/extended_attributes/notes/note/type") == "reply"
    assert "extended_attributes" not in ask(f"requests/{report.code}.json").json()[0]


@pytest.mark.parametrize(
    ("status", "truth", "detailed"),
    [
        (Status.RECEIVED, "", ("open", "RECEIVED")),
        (Status.IN_WORK, Truth.TRUE, ("open", "IN_PROCESS")),
        (Status.FORWARDED, "", ("open", "FORWARDED")),
        (Status.REOPENED, "", ("open", "REOPENED")),
        (Status.ANSWERED, Truth.PARTLY, ("closed", "PROCESSED")),
        (Status.CLOSED, Truth.FALSE, ("closed", "REJECTED")),
        (Status.REFUSED, "", ("closed", "REJECTED")),
    ],
)
def test_each_status_has_its_word(
    commune: Commune, category: Category, status: Status, truth: str, detailed: tuple[str, str]
) -> None:
    report = published(commune, category, status=status, truth=truth)
    (shown,) = ask(f"requests/{report.code}.json", extensions="true").json()
    assert (shown["status"], shown["extended_attributes"]["detailed_status"]) == detailed


# --- C27: nothing private ------------------------------------------------------------------------

SECRETS = ("hoa@example.vn", "123318", "Ngọc Hoa", "chuyện riêng", "nội bộ", "anh.example", "may-1")


@pytest.mark.parametrize("is_published", [False, True])
def test_c27_no_answer_tells_who_or_what_stays_inside(program: Program, is_published: bool) -> None:
    report = program.sent(
        first_name="Nguyễn", last_name="Ngọc Hoa", phone="0905123318", email="hoa@example.vn",
        device_id="may-1", description="Ổ gà. chuyện riêng", media_url="https://anh.example/1",
    )  # fmt: skip
    private = a_photo(report, Media.Phase.BEFORE, public=False)
    an_event(report, Action.FIND_TRUE, Status.VERIFIED, seq=2, note="nội bộ", answer="")
    if is_published:
        now = timezone.now()
        Report.objects.update(published_at=now, public_text="Ổ gà trước chợ", late_note="nội bộ")
    pages = [
        f"{path}.{form}?extensions=true{key}"
        for form in ("json", "xml")
        for key in ("", f"&api_key={program.key}")
        for path in (f"requests/{report.code}", "requests", "servicerequestupdates",
                     f"tokens/{report.submit_key}", "services", "discovery")
    ]  # fmt: skip
    for page in pages:
        said = Client().get(f"{V2}/{page}").content.decode()
        assert [secret for secret in (*SECRETS, report.secret) if secret in said] == [], page
        assert private.sha256[:20] not in said
        assert private.token not in said


def test_c27_an_unpublished_report_is_unknown_to_all_but_its_sender(program: Program) -> None:
    report = program.sent()
    faults(ask(f"requests/{report.code}.json"), 404)
    assert codes(ask("requests.json", service_request_id=report.code)) == []
    assert codes(ask("requests.json", api_key=program.key)) == []
    (shown,) = ask(f"requests/{report.code}.json", api_key=program.key).json()
    assert set(shown) == {
        "service_request_id", "status", "service_name", "service_code", "requested_datetime",
        "updated_datetime", "expected_datetime",
    }  # fmt: skip
    faults(ask(f"requests/{report.code}.json", api_key="wrong"), 403)


def test_c27_what_was_taken_down_or_was_a_test_is_gone(
    commune: Commune, category: Category
) -> None:
    for changes in ({"hidden_at": timezone.now()}, {"is_test": True}):
        report = published(commune, category, **changes)
        faults(ask(f"requests/{report.code}.xml"), 404)
    assert codes(ask("requests.json")) == []


# --- C29, C32 ------------------------------------------------------------------------------------


@pytest.mark.parametrize("address", ["services.json", "requests.xml", "requests/x.json", "nowhere"])
def test_c29_any_page_of_the_web_may_read(db: None, address: str) -> None:
    answer = ask(address)
    assert answer["Access-Control-Allow-Origin"] == "*"
    assert "Set-Cookie" not in answer


@pytest.mark.parametrize(
    ("address", "form"),
    [
        ("nowhere.json", "json"),
        ("services/a/b.json", "json"),
        ("requests/x/updates.json", "json"),
        ("nowhere.xml", "xml"),
        ("nowhere", "xml"),
        ("services.html", "xml"),
        ("services", "xml"),
        ("services.JSON/", "xml"),
        ("requests/.json", "json"),
        ("requests.json?q=%00", "json"),
        ("requests.xml?q=%00", "xml"),
    ],
)
@pytest.mark.parametrize("base", [V2, "/open311/test/v2", "/open311"])
def test_c32_errors_have_the_format_of_the_address(
    db: None, base: str, address: str, form: str
) -> None:
    answer = ask(f"{base}/{address}")
    assert answer["Content-Type"].startswith("application/json" if form == "json" else "text/xml")
    assert len(faults(answer, 400 if "%00" in address else 404)) == 1


@pytest.mark.parametrize("form", ["json", "xml"])
def test_c32_too_many_requests(db: None, form: str) -> None:
    for _ in range(PER_MINUTE - 1):
        assert allow("open311", "127.0.0.1", tries=PER_MINUTE, seconds=60)
    assert ask(f"services.{form}").status_code == 200
    answer = ask(f"services.{form}")
    ((code, words),) = faults(answer, 429)
    assert (str(code), answer["Retry-After"]) == ("429", "60")
    assert words == "Quá nhiều yêu cầu trong một phút. Xin thử lại sau."


@pytest.mark.parametrize("form", ["json", "xml"])
def test_c32_another_method_and_another_host(db: None, form: str) -> None:
    answer = Client().post(f"{V2}/services.{form}")
    assert len(faults(answer, 405)) == 1
    assert answer["Allow"] == "GET"
    assert Client().put(f"{V2}/requests.{form}")["Allow"] == "GET, POST"
    faults(Client().get(f"{V2}/services.{form}", headers={"host": "evil.example"}), 400)


def broken(request: HttpRequest, form: str) -> HttpResponse:
    raise RuntimeError(form)


urlpatterns = [path("open311/broken.<str:form>", broken, name="home")]  # a declared name


@pytest.mark.urls(__name__)
@pytest.mark.parametrize("form", ["json", "xml"])
def test_c32_our_own_faults_too(db: None, form: str) -> None:
    answer = Client(raise_request_exception=False).get(f"/open311/broken.{form}")
    ((code, words),) = faults(answer, 500)
    assert (str(code), words) == ("500", "Máy chủ gặp lỗi. Xin thử lại sau.")


def test_too_many_wrong_keys(program: Program) -> None:
    for _ in range(60):
        faults(program.post(api_key="wrong"), 403)
    faults(program.post(api_key="wrong"), 429)
    assert program.post().status_code == 200


# --- C31: sensitive kinds, and where -------------------------------------------------------------


def test_c31_a_sensitive_kind_is_rounded(commune: Commune) -> None:
    kind = make_category(publication=ROUNDED)
    report = published(
        commune, kind, lat=11.10049, long=108.09951, address="12/3 Nguyễn Huệ, nhà bà Tư, thôn 2"
    )
    a_photo(report, Media.Phase.BEFORE, public=True)
    (shown,) = ask(f"requests/{report.code}.json", extensions="true").json()
    assert (shown["lat"], shown["long"]) == (11.1, 108.1)
    assert shown["address"] == "Nguyễn Huệ, thôn 2"
    assert (shown["media_url"], shown["extended_attributes"]["media_urls"]) == (None, [])


def test_c31_no_box_tells_the_exact_point_of_a_sensitive_report(commune: Commune) -> None:
    kind = make_category(publication=ROUNDED)
    report = published(commune, kind, lat=11.10049, long=108.09951)
    shown = "bbox=108.0999,11.0999,108.1001,11.1001"  # around the rounded point
    exact = "bbox=108.09950,11.10048,108.09952,11.10050"  # around where it really is
    assert codes(ask("requests.json", shown)) == [report.code]
    assert codes(ask("requests.json", exact)) == []


def test_a_box_and_a_circle_find_what_lies_in_them(commune: Commune, category: Category) -> None:
    report = published(commune, category, lat=11.1, long=108.1)
    for query, found in (
        ("bbox=108.05,11.05,108.15,11.15", True),
        ("bbox=108.1,11.1,108.1,11.1", True),
        ("bbox=108.11,11.05,108.15,11.15", False),
        ("lat=11.1&long=108.101&radius=110", True),  # 109 m away
        ("lat=11.1&long=108.101&radius=108", False),
        ("lat=11.1008&long=108.1008&radius=100", False),  # in its box, not in its circle
        ("q=cổng chợ", True),
        ("q=cầu", False),
    ):
        assert codes(ask("requests.json", query)) == ([report.code] if found else []), query


@pytest.mark.parametrize(
    "query",
    ["bbox=1,2,3", "bbox=1,2,3,x", "bbox=181,0,182,1", "radius=50", "lat=11&long=108&radius=5001",
     "lat=11&long=108&radius=0", "lat=11&long=108", "lat=nan&long=108&radius=5"],
)  # fmt: skip
def test_a_place_that_is_none_is_refused(db: None, query: str) -> None:
    faults(ask("requests.json", query), 400)
