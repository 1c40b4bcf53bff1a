"""The pages of letters: who sees which, what the buttons do, what the citizen reads in the end."""

import re
from typing import Any

import pytest
from django.test import Client

from dossiers.documents.kept import shown
from dossiers.documents.tasks import draw_paper
from dossiers.lateness.apologies import Proposal, propose, sign_apology
from dossiers.lateness.drafting import draft_due
from dossiers.models import Apology, Dossier
from dossiers.services import finish, hand_over
from dossiers.workflow import Action, Status
from papers.models import IssuedPaper
from tests.dossiers.lateness import FRIDAY, make_late
from tests.dossiers.papers import text_of
from tests.dossiers.staff import Town, act_path, browser
from tests.dossiers.tracking import path_of, set_clock, words
from tests.factories import at

LIST, FIGURES = "/cb/xin-loi/", "/cb/xin-loi/tinh-hinh/"
STATE = Apology.State
TYPED = {"late_cause": "staff", "late_note": "", "new_date": "14/10/2026"}


@pytest.fixture(autouse=True)
def _friday(monkeypatch: pytest.MonkeyPatch) -> None:
    set_clock(monkeypatch, "2026-10-09 08:00")


def _letter_path(dossier: Dossier) -> str:
    return f"/cb/ho-so/{dossier.code}/xin-loi/"


def _post(client: Client, dossier: Dossier, **data: str) -> Any:
    return client.post(_letter_path(dossier), {"seen": str(dossier.last_seq)} | TYPED | data)


def _late(town: Town, status: Status = Status.ASSIGNED) -> Dossier:
    dossier = make_late(town, status)
    draft_due(FRIDAY)
    return dossier


def _submitted(town: Town) -> tuple[Dossier, Apology]:
    dossier = _late(town)
    letter = Apology.objects.get(dossier=dossier)
    proposal = Proposal("staff", new_date=at("2026-10-14 00:00").date())
    return dossier, propose(letter, proposal, by=town.people.head, at=FRIDAY)


def test_a_letter_goes_from_the_holder_to_the_head_to_the_leader_to_the_citizen(
    town: Town,
) -> None:
    people, dossier = town.people, _late(town)
    steps = [
        (people.specialist, "Lưu cho lãnh đạo phòng trình", {}, STATE.DRAFT),
        (people.head, "Trình ký", {}, STATE.SUBMITTED),
        (people.leader, "Ký và gửi", {"viec": "ky"}, STATE.SIGNED),
    ]
    for person, button, data, state in steps:
        client = browser(person)
        assert button in client.get(_letter_path(dossier)).content.decode()
        assert _post(client, dossier, **data).status_code == 302, person
        assert Apology.objects.get().state == state
    sheet = browser(people.head).get(f"/cb/ho-so/{dossier.code}/").content.decode()
    assert "Xin lỗi, hẹn lại ngày trả" in sheet
    assert "Nguyên nhân chậm: Thiếu người, nghỉ phép" in sheet


def test_the_page_proposes_a_working_day_and_says_which_date_was_missed(town: Town) -> None:
    page = browser(town.people.head).get(_letter_path(_late(town))).content.decode()
    assert "thứ Năm, 08/10/2026" in page
    assert 'name="new_date_day" value="14"' in page


def test_signing_twice_and_after_a_colleague_is_a_conflict_that_changes_nothing(
    town: Town,
) -> None:
    dossier, letter = _submitted(town)
    client = browser(town.people.leader)
    sign_apology(letter, by=town.people.leader, at=FRIDAY)
    answer = _post(client, dossier, viec="ky")
    assert answer.status_code == 409
    assert "không có văn bản xin lỗi nào đang chờ" in answer.content.decode()
    assert dossier.events.filter(action=Action.APOLOGISE).count() == 1


def test_a_dossier_that_moved_since_it_was_seen_is_not_signed_for(town: Town) -> None:
    dossier, _ = _submitted(town)
    answer = _post(browser(town.people.leader), dossier, viec="ky", seen="1")
    assert answer.status_code == 409
    assert Apology.objects.get().state == STATE.SUBMITTED


@pytest.mark.parametrize("name", ["receptionist", "colleague", "clerk"])
def test_others_find_no_letter(town: Town, name: str) -> None:
    dossier = _late(town)
    client = browser(town.people.by_name()[name])
    assert client.get(_letter_path(dossier)).status_code == 404
    assert _post(client, dossier).status_code == 404
    assert str(dossier.applicant_name) not in client.get(LIST).content.decode()


def test_nobody_but_the_leader_signs(town: Town) -> None:
    dossier, _ = _submitted(town)
    assert _post(browser(town.people.head), dossier, viec="ky").status_code == 404
    assert browser(town.people.head).post("/cb/xin-loi/ky/").status_code == 403
    assert browser(town.people.leader).get("/cb/xin-loi/ky/").status_code == 405
    assert Apology.objects.get().state == STATE.SUBMITTED


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"late_cause": ""}, "Chọn nguyên nhân trễ"),
        ({"late_cause": "other"}, "Ghi rõ nguyên nhân khác"),
        ({"new_date": "11/10/2026"}, "cơ quan nghỉ. Chọn ngày làm việc, ví dụ 12/10/2026"),
        ({"new_date": "31/02/2027"}, "Ngày này không có trong lịch"),
        ({"new_date": "01/10/2026"}, "Ngày hẹn lại phải sau hôm nay"),
    ],
)
def test_what_cannot_be_said_is_answered_at_its_field_and_the_rest_is_kept(
    town: Town, typed: dict[str, str], sentence: str
) -> None:
    dossier = _late(town)
    answer = _post(browser(town.people.head), dossier, **{"late_note": "", **typed})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert sentence in page
    assert "<title>Lỗi: " in page
    assert Apology.objects.get().state == STATE.DRAFT


def test_the_list_has_a_tab_for_each_step_and_the_sidebar_counts_ones_own(town: Town) -> None:
    drafted = _late(town)
    _, submitted = _submitted(town)
    head, leader = browser(town.people.head), browser(town.people.leader)
    page = head.get(LIST).content.decode()
    assert _letter_path(drafted) in page
    assert _letter_path(submitted.dossier) not in page
    waiting = leader.get(LIST).content.decode()
    assert _letter_path(submitted.dossier) in waiting
    assert "Thiếu người, nghỉ phép" in waiting
    assert "thứ Tư, 14/10/2026" in waiting
    for client in (head, leader):
        sidebar = client.get("/cb/").content.decode().split("</nav>")[0]
        assert 'Xin lỗi<span class="mc-count--late">1</span>' in sidebar


def test_the_leader_ticks_is_asked_once_and_told_of_each(town: Town) -> None:
    (good, _), (bad, _) = _submitted(town), _submitted(town)
    client = browser(town.people.leader)
    ticks = [f"{good.code}:{good.last_seq}", f"{bad.code}:1"]
    asked = client.post("/cb/xin-loi/ky/", {"ho-so": ticks, "tiep": LIST})
    assert "Ký và gửi 2 văn bản xin lỗi" in asked.content.decode()
    assert not Apology.objects.filter(state=STATE.SIGNED).exists()
    done = client.post("/cb/xin-loi/ky/", {"ho-so": ticks, "xac-nhan": "1"}, follow=True)
    assert "xong 1 hồ sơ, 1 chưa làm được" in done.content.decode()
    assert Apology.objects.get(state=STATE.SIGNED).dossier == good
    assert good.applicant_name in client.get(f"{LIST}?muc=da-gui").content.decode()
    assert client.post("/cb/xin-loi/ky/", {"ho-so": []}).status_code == 422


def _second_due(town: Town, status: Status = Status.ASSIGNED) -> Dossier:
    """One letter was sent, its new date is missed too."""
    dossier = _late(town, status)
    proposal = Proposal("staff", new_date=at("2026-10-14 00:00").date())
    letter = propose(dossier.apologies.get(), proposal, by=town.people.head, at=FRIDAY)
    sign_apology(letter, by=town.people.leader, at=FRIDAY)
    Apology.objects.create(
        root_unit_id=dossier.root_unit_id, dossier=dossier, unit=town.commune.justice,
        missed_at=at("2026-10-09 07:30"), drafted_at=FRIDAY,
    )  # fmt: skip
    dossier.refresh_from_db()
    return dossier


def test_the_leader_gives_the_reason_for_a_second_letter_on_its_page(town: Town) -> None:
    dossier = _second_due(town)
    assert (
        "hẹn lại lần nữa"
        not in browser(town.people.head).get(_letter_path(dossier)).content.decode()
    )
    client, day = browser(town.people.leader), {"viec": "ky", "new_date": "20/10/2026"}
    asked = words(client.get(_letter_path(dossier)))
    assert "Lãnh đạo đồng ý hẹn lại lần nữa vì Hồ sơ này" in asked  # not marked as optional
    missing = _post(client, dossier, **day)
    assert missing.status_code == 422
    assert "Ghi vì sao đồng ý hẹn lại lần nữa" in missing.content.decode()
    assert "Mở văn bản" not in missing.content.decode()
    assert _post(client, dossier, superior_reason="Tỉnh chưa trả lời", **day).status_code == 302


def test_a_second_letter_that_goes_with_the_result_asks_for_no_reason(town: Town) -> None:
    dossier, leader = _second_due(town, Status.SIGNED), browser(town.people.leader)
    dossier = finish(dossier, Action.FINISH, by=town.people.clerk, at=FRIDAY, result_number="7")
    page = leader.get(_letter_path(dossier)).content.decode()
    assert "Kết quả đã có, không hẹn lại" in page
    assert "hẹn lại lần nữa" not in page
    assert _post(leader, dossier, viec="ky").status_code == 302
    assert dossier.apologies.filter(state=STATE.SIGNED).count() == 2


@pytest.mark.parametrize(
    ("signed", "sentence"),
    [
        ("2026-10-08 09:00", "Ký đúng lúc"),
        ("2026-10-08 19:00", "Ký đúng lúc"),
        ("2026-10-09 08:00", "Ký trễ 1 ngày"),
        ("2026-10-13 08:00", "Ký trễ 3 ngày"),
    ],
)
def test_a_sent_letter_says_whether_it_was_signed_in_time(
    town: Town, signed: str, sentence: str
) -> None:
    _, letter = _submitted(town)
    sign_apology(letter, by=town.people.leader, at=FRIDAY)
    Apology.objects.update(signed_at=at(signed))
    page = words(browser(town.people.leader).get(f"{LIST}?muc=da-gui"))
    assert sentence in page
    assert "Còn " not in page


def test_the_sheet_leads_whoever_may_act_to_the_letter_that_is_due(town: Town) -> None:
    dossier = _late(town)
    sheet = browser(town.people.specialist).get(f"/cb/ho-so/{dossier.code}/").content.decode()
    assert "Cần xin lỗi và hẹn lại" in sheet
    assert _letter_path(dossier) in sheet
    sheet = browser(town.people.receptionist).get(f"/cb/ho-so/{dossier.code}/").content.decode()
    assert "Cần xin lỗi và hẹn lại" not in sheet


def test_the_citizen_reads_what_happened_why_and_the_new_date(town: Town) -> None:
    dossier, letter = _submitted(town)
    Dossier.objects.filter(pk=dossier.pk).update(owner=town.people.citizen)
    citizen = browser(town.people.citizen)
    assert "Hẹn lại" not in words(citizen.get(path_of(dossier)))
    sign_apology(letter, by=town.people.leader, at=FRIDAY)
    page = words(citizen.get(path_of(dossier)))
    assert "Xin lỗi ông/bà, hồ sơ chậm hẹn" in page
    assert "vì thiếu người giải quyết" in page
    assert "Hẹn lại: trước 17:00, thứ Tư, 14/10/2026" in page
    assert "Hẹn lần đầu: thứ Năm, 08/10/2026" in page
    assert "Thiếu người, nghỉ phép" not in page
    by_receipt = words(Client().get(f"/t/{dossier.tracking_key}/"))
    assert "Hẹn lại: trước 17:00, thứ Tư, 14/10/2026" in by_receipt


def test_the_owner_finds_the_letter_as_soon_as_it_is_drawn(town: Town) -> None:
    dossier, letter = _submitted(town)
    Dossier.objects.filter(pk=dossier.pk).update(owner=town.people.citizen)
    sign_apology(letter, by=town.people.leader, at=FRIDAY)
    draw_paper(f"apology:{letter.pk}")
    citizen = browser(town.people.citizen)
    page = citizen.get(path_of(dossier)).content.decode()
    link = re.search(r'href="([^"]+)"[^>]*>[^<]*<svg[^>]*>.*?</svg> Văn bản xin lỗi \(PDF\)', page)
    assert link
    assert citizen.get(link[1])["Content-Type"] == "application/pdf"
    assert "Văn bản xin lỗi (PDF)" not in words(Client().get(f"/t/{dossier.tracking_key}/"))


def test_the_letter_goes_out_with_the_result(town: Town) -> None:
    dossier = _late(town, Status.SIGNED)
    letter = Apology.objects.get()
    proposal = Proposal("signer", new_date=at("2026-10-14 00:00").date())
    letter = propose(letter, proposal, by=town.people.head, at=FRIDAY)
    sign_apology(letter, by=town.people.leader, at=FRIDAY)
    dossier = finish(dossier, Action.FINISH, by=town.people.clerk, at=FRIDAY, result_number="7")
    page = browser(town.people.receptionist).get(act_path(dossier, "tra-ket-qua"))
    assert "Gửi kèm kết quả" in page.content.decode()
    assert f"số {IssuedPaper.objects.get(form='mau-04').number}, ký ngày 09/10/2026" in (
        page.content.decode()
    )
    hand_over(dossier, by=town.people.receptionist, at=FRIDAY, receiver="Nguyễn Thị Sáu")
    receipt = IssuedPaper.objects.get(form="giao-nhan")
    assert "Kèm theo: Văn bản xin lỗi số" in text_of(shown(receipt))
