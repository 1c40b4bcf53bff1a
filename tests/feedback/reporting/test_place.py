"""Where it is: a point, words or both; and whether it was reported already."""

import pytest
from django.test import Client

from accounts.models import User
from feedback.models import Category, Follower, Report, ReportDraft
from feedback.services.moderation import publish
from tests.dossiers.conftest import People
from tests.factories import MONDAY, Commune
from tests.feedback.factories import make_category, send_report
from tests.feedback.reporting.walking import (
    ADDRESS,
    MARKET,
    START,
    WORDS,
    answer,
    fill_in,
    path_of,
    show,
)


def test_words_alone_are_a_place(client: Client, draft: ReportDraft) -> None:
    response = answer(client, draft, "noi", **ADDRESS)
    assert response["Location"] == path_of(draft, "gan-day")
    assert (draft.address, draft.lat, draft.located) == (
        ADDRESS["address"],
        None,
        Report.Located.ADDRESS,
    )


def test_a_point_alone_is_a_place(client: Client, draft: ReportDraft) -> None:
    answer(client, draft, "noi", **MARKET)
    assert (draft.lat, draft.long, draft.accuracy) == (11.1, 108.1, 12)
    assert draft.located == Report.Located.GPS


def test_a_point_and_words_are_kept_and_shown_again(client: Client, draft: ReportDraft) -> None:
    answer(client, draft, "noi", **MARKET, **ADDRESS)
    page = show(client, draft, "noi")
    assert 'value="11.100000"' in page
    assert ADDRESS["address"] in page


def test_a_pair_pasted_from_a_map_is_read(client: Client, draft: ReportDraft) -> None:
    answer(client, draft, "noi", lat="11.1032, 108.1021", long="")
    assert (draft.lat, draft.long) == (11.1032, 108.1021)


@pytest.mark.parametrize("told", ["", "gps<script>", "x"])
def test_where_a_point_comes_from_is_only_what_we_know(
    client: Client, draft: ReportDraft, told: str
) -> None:
    answer(client, draft, "noi", **(MARKET | {"located": told, "accuracy": "-5"}))
    assert draft.located == Report.Located.PIN
    assert draft.accuracy is None


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({}, "Ghi địa chỉ bằng chữ"),
        ({"address": "a" * 301}, "Viết địa chỉ gọn lại"),
        ({"lat": "0", "long": "0"}, "Máy chưa xác định được vị trí"),
        ({"lat": "108.1", "long": "11.1"}, "đã bị đổi chỗ"),
        ({"lat": "11.1", "long": ""}, "Còn thiếu kinh độ"),
        ({"lat": "một", "long": "108"}, "Vĩ độ phải là số"),
        ({"lat": "48.85", "long": "2.35"}, "nằm ngoài Việt Nam"),
        ({"lat": "nan", "long": "inf"}, "Vĩ độ phải là số"),
        ({"lat": "1e99", "long": "108"}, "Vĩ độ phải là số"),
    ],
)
def test_a_place_that_cannot_be_is_told_at_its_field_and_kept(
    client: Client, draft: ReportDraft, typed: dict[str, str], sentence: str
) -> None:
    response = answer(client, draft, "noi", **({"address": ""} | typed))
    page = response.content.decode()
    assert response.status_code == 422
    assert sentence in page
    assert draft.lat is None
    assert all(f'value="{value}"' in page for value in typed.values() if 0 < len(value) < 300)


# --- the same matter ---------------------------------------------------------------------------


@pytest.fixture
def known(commune: Commune, people: People, category: Category) -> Report:
    """Somebody else's open report at the market, public."""
    report = send_report(commune, category)
    return publish(report, text=WORDS["text"], pictures={}, by=people.receptionist, at=MONDAY)


def at_the_market(client: Client, draft: ReportDraft, category: Category) -> None:
    fill_in(client, draft, category, **MARKET)


def test_where_nothing_is_near_the_journey_goes_on(
    client: Client, draft: ReportDraft, category: Category
) -> None:
    at_the_market(client, draft, category)
    assert client.get(path_of(draft, "gan-day"))["Location"] == path_of(draft, "lien-he")


def test_an_open_report_close_by_is_offered(
    client: Client, draft: ReportDraft, category: Category, known: Report
) -> None:
    at_the_market(client, draft, category)
    page = show(client, draft, "gan-day")
    assert "Cùng việc này?" in page
    assert known.public_text in page
    assert "Cách 0 m" in page


def test_what_is_not_public_is_offered_to_nobody(
    client: Client, draft: ReportDraft, category: Category, commune: Commune
) -> None:
    send_report(commune, category)
    at_the_market(client, draft, category)
    assert client.get(path_of(draft, "gan-day")).status_code == 302


def test_a_private_kind_is_compared_with_nothing(
    client: Client, draft: ReportDraft, known: Report
) -> None:
    private = make_category("can-bo", group="service", publication=Category.Publication.NEVER)
    at_the_market(client, draft, private)
    assert client.get(path_of(draft, "gan-day")).status_code == 302


def test_who_reports_something_else_goes_on(
    client: Client, draft: ReportDraft, category: Category, known: Report
) -> None:
    at_the_market(client, draft, category)
    response = answer(client, draft, "gan-day", khac="1")
    assert response["Location"] == path_of(draft, "lien-he")
    assert draft.nearby_seen


def test_who_is_signed_in_follows_instead_of_a_twin(
    client: Client, draft: ReportDraft, category: Category, known: Report, people: People
) -> None:
    client.force_login(people.stranger)
    at_the_market(client, draft, category)
    response = answer(client, draft, "gan-day", cung_viec=known.code)
    assert response["Location"] == f"/phan-anh/{known.code}/"
    assert followers(known) == [people.stranger]
    assert Report.objects.count() == 1
    assert "chưa gửi trên máy này" not in client.get(START).content.decode()


def test_a_stranger_signs_in_first_and_comes_back_to_it(
    client: Client, draft: ReportDraft, category: Category, known: Report
) -> None:
    at_the_market(client, draft, category)
    response = answer(client, draft, "gan-day", cung_viec=known.code)
    assert response["Location"].startswith("/dang-nhap/?tiep=%2Fphan-anh%2Fnhap%2F")
    assert followers(known) == []
    back = client.get(path_of(draft, "gan-day"), {"cung": known.code}).content.decode()
    assert "is-chosen" in back


def test_only_what_was_offered_can_be_followed(
    client: Client, draft: ReportDraft, category: Category, known: Report, people: People
) -> None:
    client.force_login(people.stranger)
    fill_in(client, draft, category, lat="11.2", long="108.2")
    answer(client, draft, "gan-day", cung_viec=known.code)
    assert followers(known) == []


def test_another_place_asks_once_more(
    client: Client, draft: ReportDraft, category: Category, known: Report
) -> None:
    at_the_market(client, draft, category)
    answer(client, draft, "gan-day", khac="1")
    answer(client, draft, "noi", **MARKET, **WORDS)
    assert not draft.nearby_seen


def followers(report: Report) -> list[User]:
    return [row.user for row in Follower.objects.filter(report=report).select_related("user")]
