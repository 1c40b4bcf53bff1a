"""Where a report begins: on this device, with or without a photo, with or without a kind."""

import pytest
from django.test import Client

from feedback.models import Category, ReportDraft
from feedback.reporting import drafts
from tests.factories import Commune
from tests.feedback.factories import make_category
from tests.feedback.reporting.walking import START, WORDS, answer, begin, path_of


def test_the_first_page_says_what_is_promised_and_needs_no_account(
    client: Client, commune: Commune
) -> None:
    page = client.get(START)
    assert page.status_code == 200
    assert "trả lời trong 48 giờ" in page.content.decode()
    assert not ReportDraft.objects.exists()


def test_starting_makes_a_draft_and_asks_for_photos_first(client: Client, commune: Commune) -> None:
    response = client.post(START)
    draft = ReportDraft.objects.get()
    assert response["Location"] == path_of(draft, "anh")
    assert len(draft.token) >= 20
    assert draft.submit_key != draft.token


def test_photos_may_be_skipped_at_once(client: Client, commune: Commune) -> None:
    response = client.post(START, {"khong_anh": "1"})
    assert response["Location"] == path_of(ReportDraft.objects.get(), "viec")


def test_an_address_may_choose_the_kind(client: Client, category: Category) -> None:
    assert category.name in client.get(f"{START}?loai={category.code}").content.decode()
    assert begin(client, f"?loai={category.code}").category == category


def test_a_kind_that_the_address_chose_is_not_asked_again(
    client: Client, category: Category
) -> None:
    response = client.post(f"{START}?loai={category.code}", {"khong_anh": "1"})
    draft = ReportDraft.objects.get()
    assert response["Location"] == path_of(draft, "mo-ta")
    assert answer(client, draft, "anh")["Location"] == path_of(draft, "mo-ta")


@pytest.mark.parametrize("code", ["nothing", "<script>", "a" * 5000])
def test_an_unknown_kind_is_left_out(client: Client, commune: Commune, code: str) -> None:
    assert client.get(START, {"loai": code}).status_code == 200
    assert begin(client, f"?loai={code}").category is None


def test_a_kind_no_longer_in_use_is_left_out(client: Client, commune: Commune) -> None:
    closed = make_category("cu", is_active=False)
    assert begin(client, f"?loai={closed.code}").category is None


def test_what_was_begun_on_this_device_is_offered(client: Client, draft: ReportDraft) -> None:
    assert "Có một phản ánh chưa gửi" in client.get(START).content.decode()
    assert client.post(START, {"tiep": "1"})["Location"] == path_of(draft, "viec")
    assert ReportDraft.objects.count() == 1


def test_another_device_knows_nothing_of_it(draft: ReportDraft) -> None:
    assert "chưa gửi trên máy này" not in Client().get(START).content.decode()


def test_whoever_has_the_address_goes_on(draft: ReportDraft, category: Category) -> None:
    answer(Client(), draft, "viec", loai=category.code)
    answer(Client(), draft, "mo-ta", **WORDS)
    assert draft.text == WORDS["text"]


def test_nobody_guesses_the_address_of_a_draft(client: Client, draft: ReportDraft) -> None:
    assert client.get("/phan-anh/nhap/khong-co/anh/").status_code == 404


def test_pages_of_a_draft_are_kept_by_nobody(client: Client, draft: ReportDraft) -> None:
    page = client.get(path_of(draft, "viec"))
    assert page["Cache-Control"] == "private, no-store"
    assert page["X-Robots-Tag"] == "noindex, nofollow"


def test_one_address_cannot_fill_the_tables_with_drafts(
    client: Client, commune: Commune, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(drafts, "BEGUN_BY_ADDRESS", 2)
    answers = [client.post(START).status_code for _ in range(3)]
    assert answers == [302, 302, 422]
    assert ReportDraft.objects.count() == 2
