"""Looking everything over, sending it once, and the receipt."""

import pytest
from django.test import Client
from django.utils import timezone

from feedback.models import Block, Category, Report, ReportDraft
from feedback.reporting import limits
from feedback.reporting.journey import CHECK, Journey
from feedback.reporting.limits import count_sending
from portal.lib.errors import Refused
from tests.dossiers.conftest import People
from tests.factories import MONDAY
from tests.feedback.factories import make_category
from tests.feedback.reporting.walking import (
    ADDRESS,
    MARKET,
    START,
    WORDS,
    answer,
    fill_in,
    path_of,
    prove_phone,
    send,
    show,
)
from tests.plans import cheap


@pytest.fixture
def ready(client: Client, draft: ReportDraft, category: Category) -> ReportDraft:
    """Everything filled in, no phone."""
    fill_in(client, draft, category, **MARKET, **ADDRESS)
    answer(client, draft, "lien-he", khong_so="1")
    return draft


def test_the_check_page_shows_everything_with_ways_back(
    client: Client, ready: ReportDraft, category: Category
) -> None:
    page = show(client, ready, "kiem-tra")
    for words in (category.name, WORDS["text"], ADDRESS["address"], "11,10000; 108,10000"):
        assert words in page
    for slug in ("anh", "viec", "mo-ta", "noi", "lien-he"):
        assert path_of(ready, slug) in page
    assert "Trả lời trong 48 giờ, kể cả ngày nghỉ" in page


def test_it_is_sent_as_it_was_written(
    client: Client, draft: ReportDraft, category: Category
) -> None:
    fill_in(client, draft, category, **MARKET, **ADDRESS)
    prove_phone(client, draft)
    response = send(client, draft)
    assert response["Location"] == path_of(draft, "xong")
    report = Report.objects.get()
    assert draft.sent_as == report
    assert (report.text, report.address) == (WORDS["text"], ADDRESS["address"])
    assert (report.lat, report.long, report.accuracy) == (11.1, 108.1, 12)
    assert (report.category, report.channel) == (category, Report.Channel.WEB)
    assert report.reporter.is_proved
    assert report.reporter.phone == "+84905123318"
    assert not report.is_public


def test_without_a_phone_nobody_is_written_down(client: Client, ready: ReportDraft) -> None:
    send(client, ready)
    reporter = Report.objects.get().reporter
    assert (reporter.user, reporter.phone, reporter.name) == (None, "", "")


def test_pressing_twice_sends_one_report(client: Client, ready: ReportDraft) -> None:
    seen = ready.saved_at.isoformat()
    answers = [client.post(path_of(ready, "kiem-tra"), {"da_thay": seen}) for _ in range(2)]
    assert [one["Location"] for one in answers] == [path_of(ready, "xong")] * 2
    assert Report.objects.count() == 1


def test_the_receipt_tells_what_happens_and_how_to_follow(
    client: Client, ready: ReportDraft
) -> None:
    send(client, ready)
    report = Report.objects.get()
    page = show(client, ready, "xong")
    assert report.code in page
    assert f"/phan-anh/cua-toi/{report.secret}/" in page
    assert "<svg" in page
    assert "đây là cách duy nhất để theo dõi" in page
    assert "chưa gửi trên máy này" not in client.get(START).content.decode()


@pytest.mark.parametrize("slug", ["anh", "viec", "mo-ta", "noi", "gan-day", "lien-he", "kiem-tra"])
def test_what_was_sent_leads_to_its_receipt(client: Client, ready: ReportDraft, slug: str) -> None:
    send(client, ready)
    assert client.get(path_of(ready, slug))["Location"] == path_of(ready, "xong")
    assert client.post(path_of(ready, slug), WORDS)["Location"] == path_of(ready, "xong")


def test_what_was_not_sent_has_no_receipt(client: Client, draft: ReportDraft) -> None:
    assert client.get(path_of(draft, "xong"))["Location"] == path_of(draft, "viec")


def test_what_is_missing_is_named_and_linked(client: Client, draft: ReportDraft) -> None:
    response = send(client, draft)
    page = response.content.decode()
    assert response.status_code == 422
    for title in ("Loại việc", "Nội dung", "Nơi xảy ra", "Liên hệ"):
        assert f">{title}</a>" in page
    assert not Report.objects.exists()


def test_a_kind_closed_meanwhile_is_chosen_anew(
    client: Client, ready: ReportDraft, category: Category
) -> None:
    Category.objects.update(is_active=False)
    assert send(client, ready).status_code == 422
    assert Journey(ready).unfinished[0].title == "Loại việc"


def test_it_is_sent_only_as_it_was_seen(client: Client, ready: ReportDraft) -> None:
    response = answer(client, ready, "kiem-tra", da_thay="2026-11-23T08:00:00")
    assert response.status_code == 409
    assert "vừa được sửa ở máy hoặc thẻ khác" in response.content.decode()
    assert not Report.objects.exists()


def test_a_program_that_fills_every_box_sends_nothing(client: Client, ready: ReportDraft) -> None:
    response = send(client, ready, website="http://spam.example")
    assert response.status_code == 422
    assert not Report.objects.exists()


def test_a_private_kind_says_so_on_every_page(client: Client, draft: ReportDraft) -> None:
    private = make_category(
        "can-bo", group="service", about_conduct=True, publication=Category.Publication.NEVER
    )
    fill_in(client, draft, private)
    for slug in ("mo-ta", "noi", "lien-he"):
        page = show(client, draft, slug)
        assert "không bao giờ công khai" in page
        assert "sau khi cán bộ kiểm duyệt" not in page
    answer(client, draft, "lien-he", khong_so="1")
    send(client, draft)
    assert Report.objects.get().about_conduct
    assert "Phản ánh này không công khai" in show(client, draft, "xong")


def test_every_page_is_cheap(client: Client, ready: ReportDraft) -> None:
    for slug in ("anh", "viec", "mo-ta", "noi", "lien-he", "kiem-tra"):
        show(client, ready, slug)
        with cheap(tables=["feedback_report", "feedback_media"]):
            show(client, ready, slug)
    send(client, ready)
    with cheap(tables=["feedback_report"]):
        show(client, ready, "xong")


def test_steps_lead_on_in_their_order(ready: ReportDraft) -> None:
    journey = Journey(ready)
    assert journey.next_to_do == journey.url(CHECK)


# --- limits ------------------------------------------------------------------------------------


def refusals(times: int, **who: str) -> list[str]:
    """What each of so many reports of one person is told: empty, it may be sent."""
    told = []
    for number in range(times):
        facts = {"phone": "", "device": "", "address": "192.0.2.1"} | who
        try:
            count_sending(**{key: text.format(number) for key, text in facts.items()}, at=MONDAY)
            told.append("")
        except Refused as refused:
            told.append(refused.code)
    return told


def test_a_phone_sends_five_a_day(db: None) -> None:
    told = refusals(7, phone="+84905123318", address="192.0.2.{}")
    assert told == [""] * 5 + ["too_many_by_phone"] * 2


def test_a_device_sends_five_an_hour(db: None) -> None:
    told = refusals(6, device="session", address="192.0.2.{}")
    assert told == [""] * 5 + ["too_many_by_device"]


def test_a_hamlet_behind_one_address_is_not_locked_out(db: None) -> None:
    told = refusals(limits.BY_ADDRESS + 1, phone="+8490512{:04}", device="{}")
    assert told == [""] * limits.BY_ADDRESS + ["too_many_by_address"]


def test_a_flood_without_numbers_shuts_out_nobody_who_answers_a_code(db: None) -> None:
    told = refusals(limits.BY_ADDRESS + 1)
    assert told == [""] * limits.BY_ADDRESS + ["too_many_by_address"]
    assert refusals(50, phone="+8490512{:04}", device="{}") == [""] * 50


def test_a_number_somebody_typed_uses_up_nothing_of_its_owner(db: None) -> None:
    phone = "+84905123318"
    for number in range(limits.BY_PHONE):
        address = f"open311-{number}"
        count_sending(phone=phone, device="", address=address, at=MONDAY, is_proved=False)
    assert refusals(1, phone=phone) == [""]
    with pytest.raises(Refused):
        count_sending(phone=phone, device="", address="open311-9", at=MONDAY, is_proved=False)


@pytest.mark.parametrize("key", ["+84905123318", "192.0.2.1"])
def test_who_is_blocked_is_told_until_when_and_why(people: People, key: str) -> None:
    until = MONDAY.replace(day=30)
    Block.objects.create(key=key, until=until, reason="Đùa", by=people.leader, at=MONDAY)
    with pytest.raises(Refused, match=r"30/11/2026, lý do: Đùa\.") as refused:
        count_sending(phone="+84905123318", device="", address="192.0.2.1", at=MONDAY)
    assert refused.value.code == "blocked"


def test_who_sent_too_much_keeps_what_was_written(
    client: Client, ready: ReportDraft, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(limits, "BY_ADDRESS", 0)
    response = send(client, ready)
    assert response.status_code == 422
    assert "Bản này vẫn còn" in response.content.decode()
    assert ready.text == WORDS["text"]
    assert ready.saved_at <= timezone.now()
