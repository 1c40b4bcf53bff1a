"""Around the actions: many at once, signing, handing out, notes, numbers, fees, search."""

from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from accounts.models import AccessLog
from accounts.permissions import Role
from dossiers.models import Dossier
from dossiers.services import MANY_LIMIT, apply
from dossiers.workflow import Action, Status
from tests.dossiers.staff import Town, a_photo, act_path, actions_of, browser
from tests.factories import make_staff


def _ticks(*dossiers: Dossier) -> list[str]:
    return [f"{dossier.display_code}:{dossier.last_seq}" for dossier in dossiers]


def _bulk(client: Client, action: str, ticks: list[str], **data: Any) -> Any:
    return client.post("/cb/hang-loat/", {"viec": action, "ho-so": ticks, **data})


def test_many_are_asked_about_once_and_told_one_by_one(town: Town) -> None:
    dossiers = [town.dossier(Status.RECEIVED) for _ in range(3)]
    client, ticks = browser(town.people.receptionist), _ticks(*dossiers)
    apply(dossiers[2], Action.TRANSFER, by=town.people.receptionist, at=timezone.now())
    asked = _bulk(client, "transfer", ticks, tiep="/cb/?han=tre")
    assert asked.status_code == 200
    assert "Chuyển xử lý 3 hồ sơ" in asked.content.decode()
    assert Dossier.objects.filter(status=Status.TRANSFERRED).count() == 1
    done = client.post(
        "/cb/hang-loat/",
        {"viec": "transfer", "ho-so": ticks, "xac-nhan": "1", "tiep": "/cb/?han=tre"},
        follow=True,
    )
    page = done.content.decode()
    assert done.redirect_chain == [("/cb/hang-loat/ket-qua/", 302)]
    assert "Chuyển xử lý: xong 2 hồ sơ, 1 chưa làm được" in page
    assert f"{dossiers[2].code}</a>: Lê Thị Hòa vừa xử lý hồ sơ này" in page
    assert 'href="/cb/?han=tre"' in page
    assert Dossier.objects.filter(status=Status.TRANSFERRED).count() == 3


def test_many_are_given_to_one_person(town: Town) -> None:
    dossiers = [town.dossier(Status.TRANSFERRED) for _ in range(2)]
    client, ticks = browser(town.people.head), _ticks(*dossiers)
    assert "Võ Thị Lan" in _bulk(client, "assign", ticks).content.decode()
    nobody = _bulk(client, "assign", ticks, **{"xac-nhan": "1"})
    assert nobody.status_code == 422
    assert "Chọn người nhận việc" in nobody.content.decode()
    _bulk(client, "assign", ticks, assignee=town.people.colleague.pk, **{"xac-nhan": "1"})
    assert Dossier.objects.filter(assignee=town.people.colleague).count() == 2


@pytest.mark.parametrize("seen", ["²", "9" * 5000, "-1", ""])
def test_a_tick_that_was_tampered_with_is_left_out(town: Town, seen: str) -> None:
    code = town.dossier(Status.RECEIVED).display_code
    answer = _bulk(browser(town.people.receptionist), "transfer", [f"{code}:{seen}"])
    assert answer.status_code == 200
    assert code not in answer.content.decode()


def test_a_tick_with_a_nul_never_reaches_the_database(town: Town) -> None:
    assert _bulk(browser(town.people.receptionist), "transfer", ["\0:1"]).status_code == 200


@pytest.mark.parametrize(
    ("action", "ticks", "status"),
    [
        ("transfer", [], 422),
        ("transfer", [f"H99.12-260101-{i:04d}:1" for i in range(MANY_LIMIT + 1)], 422),
        ("refuse", ["H99.12-260101-0001:1"], 404),
        ("sign", ["H99.12-260101-0001:1"], 404),
        ("nonsense", ["H99.12-260101-0001:1"], 404),
    ],
)
def test_a_bulk_act_that_cannot_be_is_refused(
    town: Town, action: str, ticks: list[str], status: int
) -> None:
    assert _bulk(browser(town.people.receptionist), action, ticks).status_code == status


def test_the_dossiers_of_others_are_left_out_of_a_bulk_act(town: Town) -> None:
    hidden = town.dossier(Status.SUBMITTED)
    client = browser(town.people.specialist)
    page = _bulk(client, "take", [*_ticks(hidden), "garbage", "x:y"]).content.decode()
    assert "Nhận việc 0 hồ sơ" in page


def test_the_leader_ticks_and_signs(town: Town) -> None:
    dossiers = [town.dossier(Status.SUBMITTED_FOR_SIGN) for _ in range(2)]
    client = browser(town.people.leader)
    page = client.get("/cb/ky/").content.decode()
    assert "Ký các hồ sơ đã chọn" in page
    assert page.count("Nguyễn Thị Sáu</a>") == 2
    assert f"/cb/ho-so/{dossiers[0].code}/?tiep=/cb/ky/" in page
    _bulk(client, "sign", _ticks(*dossiers), **{"xac-nhan": "1"})
    assert set(Dossier.objects.values_list("status", flat=True)) == {Status.SIGNED}
    assert "Không còn hồ sơ chờ ký" in client.get("/cb/ky/").content.decode()
    assert browser(town.people.specialist).get("/cb/ky/").status_code == 403


@pytest.mark.parametrize("spelling", ["{code}", "{short}", "https://x/t/{key}/"])
def test_a_receipt_leads_straight_to_the_hand_over(town: Town, spelling: str) -> None:
    dossier = town.dossier(Status.RESULT_READY)
    typed = spelling.format(
        code=str(dossier.code).lower().replace("-", " "),
        short=str(dossier.code).removeprefix("H99.12-"),
        key=dossier.tracking_key,
    )
    client = browser(town.people.receptionist)
    response = client.get("/cb/tra-ket-qua/", {"q": typed})
    assert response["Location"] == act_path(dossier, "tra-ket-qua")
    page = client.get("/cb/tra-ket-qua/").content.decode()
    assert "Chờ nhận" in page
    assert str(dossier.code).removeprefix("H99.12-") in page


def test_a_receipt_with_no_result_waiting_is_said(town: Town) -> None:
    town.dossier(Status.ASSIGNED)
    response = browser(town.people.receptionist).get("/cb/tra-ket-qua/", {"q": "261122-0001"})
    assert response.status_code == 404
    assert "Không có kết quả nào chờ trả" in response.content.decode()


def test_a_result_is_handed_out_only_when_the_fee_is_paid(town: Town) -> None:
    dossier = town.dossier(Status.RESULT_READY)
    Dossier.objects.update(fee_amount=8000)
    client, path = browser(town.people.receptionist), act_path(dossier, "tra-ket-qua")
    assert "8.000\u00a0đồng" in client.get(path).content.decode()
    facts = {"seen": dossier.last_seq, "receiver": "Trần Văn Con"}
    unpaid = client.post(path, facts)
    assert unpaid.status_code == 422
    assert "Trần Văn Con" in unpaid.content.decode()
    assert client.post(path, {**facts, "fee_collected": "on"}).status_code == 302
    dossier.refresh_from_db()
    assert (dossier.state, dossier.handed_over_to) == (Status.RETURNED_RESULT, "Trần Văn Con")
    assert dossier.fee_paid_at is not None


def test_a_fee_is_recorded_once_and_noted(town: Town) -> None:
    dossier = town.dossier(Status.RECEIVED)
    Dossier.objects.update(fee_amount=8000)
    cashier = make_staff(town.commune.one_stop, Role.CASHIER, full_name="Tạ Thị Hạnh")
    client, path = browser(cashier), act_path(dossier, "thu-phi")
    assert client.get(path).status_code == 405
    for _ in range(2):
        assert client.post(path).status_code == 302
    dossier.refresh_from_db()
    assert dossier.fee_paid_at is not None
    assert [note.text for note in dossier.notes.all()] == ["Đã thu 8.000 đồng"]
    assert browser(town.people.specialist).post(path).status_code == 403


def test_a_dossier_without_a_fee_has_nothing_to_collect(town: Town) -> None:
    dossier = town.dossier(Status.RECEIVED)
    response = browser(town.people.receptionist).post(act_path(dossier, "thu-phi"))
    assert response.status_code == 422


def test_notes_are_for_colleagues_and_an_empty_one_is_refused(town: Town) -> None:
    dossier, client = town.dossier(Status.ASSIGNED), browser(town.people.specialist)
    path = act_path(dossier, "ghi-chu")
    assert client.get(path).status_code == 200
    empty = client.post(path, {"text": "  "})
    assert empty.status_code == 422
    assert client.post(path, {"text": "Đã gọi điện, hẹn thứ Năm"}).status_code == 302
    page = client.get(f"/cb/ho-so/{dossier.code}/").content.decode()
    assert "Đã gọi điện, hẹn thứ Năm" in page
    assert "Phạm Quốc Bảo · " in page
    assert browser(town.people.colleague).post(path, {"text": "x"}).status_code == 302
    assert browser(town.people.clerk).post(path, {"text": "x"}).status_code == 404


def test_whole_numbers_are_shown_for_a_while_after_a_click_that_is_logged(town: Town) -> None:
    dossier, client = town.dossier(Status.ASSIGNED), browser(town.people.specialist)
    page, click = f"/cb/ho-so/{dossier.code}/", act_path(dossier, "hien-so")
    assert "056157004318" not in client.get(page).content.decode()
    assert client.get(click).status_code == 405
    assert client.post(click)["Location"] == page
    shown = client.get(page).content.decode()
    assert "056157004318" in shown
    assert "0905 123 318" in shown
    assert AccessLog.objects.filter(action="dossier.unmask", object_code=dossier.code).count() == 1
    assert "056157004318" not in browser(town.people.colleague).get(page).content.decode()


def test_opening_a_dossier_of_another_office_is_logged_as_such(town: Town) -> None:
    dossier = town.dossier(Status.ASSIGNED)
    browser(town.people.receptionist).get(f"/cb/ho-so/{dossier.code}/")
    assert AccessLog.objects.get().reason == "Hồ sơ đang ở đơn vị khác"


def test_the_page_of_a_dossier_tells_everything_that_happened(town: Town) -> None:
    dossier = town.dossier(Status.RESULT_READY)
    page = browser(town.people.receptionist).get(f"/cb/ho-so/{dossier.code}/").content.decode()
    for words in (
        "Nộp hồ sơ",
        "Tiếp nhận",
        "Đạt, trình lãnh đạo ký",
        "Trần Văn Dũng",
        "Bùi Thị Nga",
    ):
        assert words in page
    assert "Giấy tiếp nhận hồ sơ và hẹn trả kết quả" in page


def test_files_open_only_for_those_who_see_the_dossier_and_are_logged(town: Town) -> None:
    dossier = town.dossier(Status.SIGNED)
    facts = {"seen": dossier.last_seq, "result_number": "1", "result_on": "20/11/2026"}
    browser(town.people.clerk).post(
        act_path(dossier, "ket-qua"), {**facts, "result_file": a_photo()}
    )
    path = f"/cb/ho-so/{dossier.code}/tep/{dossier.attachments.get().pk}/"
    response = browser(town.people.receptionist).get(path)
    assert (response.status_code, response["Content-Type"]) == (200, "image/jpeg")
    assert AccessLog.objects.filter(action="dossier.file").count() == 1
    assert browser(town.people.colleague).get(path).status_code == 404


@pytest.mark.parametrize(
    ("words", "kind"),
    [
        ("056 157 004 318", "personal_id"),
        ("0905.123.318", "phone"),
        ("nguyen thi sa", "name"),
        ("Nguyễn Thị Sáu", "name"),
    ],
)
def test_a_person_is_found_by_number_phone_or_the_start_of_the_name(
    town: Town, words: str, kind: str
) -> None:
    dossier = town.dossier(Status.ASSIGNED)
    page = browser(town.people.receptionist).get("/cb/tim/", {"q": words}).content.decode()
    assert str(dossier.code).removeprefix("H99.12-") in page
    log = AccessLog.objects.get()
    assert (log.action, log.object_code) == ("dossier.search", kind)


@pytest.mark.parametrize(
    "spelling", ["{0}-{1}-{2}", "{0} {1} {2}", "{1}-{2}", "{1}{2}", "{0}–{1}–{2}"]
)
def test_a_code_in_any_spelling_opens_the_dossier(town: Town, spelling: str) -> None:
    dossier = town.dossier(Status.ASSIGNED)
    typed = spelling.format(*str(dossier.code).lower().split("-"))
    response = browser(town.people.receptionist).get("/cb/tim/", {"q": typed})
    assert response["Location"] == f"/cb/ho-so/{dossier.code}/"


def test_search_ends_where_the_rights_end(town: Town) -> None:
    town.dossier(Status.SUBMITTED)
    client = browser(town.people.specialist)
    for words in ("056157004318", "nguyen thi sau", "n"):
        assert "Không thấy hồ sơ nào" in client.get("/cb/tim/", {"q": words}).content.decode()


def test_the_leader_of_the_commune_gives_work_of_its_offices_to_others(town: Town) -> None:
    dossiers = [town.dossier(Status.ASSIGNED), town.dossier(Status.ASSIGNED)]
    client, ticks = browser(town.people.leader), _ticks(*dossiers)
    assert "Võ Thị Lan" in _bulk(client, "reassign", ticks).content.decode()
    _bulk(client, "reassign", ticks, assignee=town.people.colleague.pk, **{"xac-nhan": "1"})
    holders = {one.assignee for one in Dossier.objects.filter(pk__in=[one.pk for one in dossiers])}
    assert holders == {town.people.colleague}
    assert actions_of(dossiers[0])[-1] == "reassign"


def test_work_of_several_offices_is_given_out_one_office_at_a_time(town: Town) -> None:
    here, there = town.dossier(Status.ASSIGNED), town.dossier(Status.ASSIGNED)
    Dossier.objects.filter(pk=there.pk).update(unit=town.commune.office)
    answer = _bulk(browser(town.people.leader), "reassign", _ticks(here, there))
    assert answer.status_code == 422
    assert "nằm ở nhiều đơn vị" in answer.content.decode()


def test_the_head_of_an_office_gives_out_no_work_of_another(town: Town) -> None:
    dossier = town.dossier(Status.ASSIGNED)
    Dossier.objects.filter(pk=dossier.pk).update(unit=town.commune.office)
    facts = {"assignee": town.people.colleague.pk, "xac-nhan": "1"}
    _bulk(browser(town.people.head), "reassign", _ticks(dossier), **facts)
    dossier.refresh_from_db()
    assert dossier.assignee == town.people.specialist
