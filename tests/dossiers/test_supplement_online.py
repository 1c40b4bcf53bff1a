"""Bổ sung trực tuyến: only what was asked for, file by file, sent once."""

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from dossiers.models import Attachment, Dossier, DossierPaper, SupplementRequest
from dossiers.services import Missing, answer_supplement, apply, ask_supplement
from dossiers.tasks import expire_supplements
from dossiers.workflow import Action, Status
from tests import plans
from tests.dossiers.online import pdf, picture
from tests.dossiers.papers import supplemented
from tests.dossiers.staff import Town, browser
from tests.dossiers.tracking import path_of, set_clock, words
from tests.factories import MONDAY, at, make_submitted

WEDNESDAY = "2026-11-25 09:00"


@pytest.fixture(autouse=True)
def _now(monkeypatch: pytest.MonkeyPatch) -> None:
    set_clock(monkeypatch, WEDNESDAY)


@pytest.fixture
def asked(town: Town) -> Dossier:
    """In process; asked for a clearer birth certificate and for a paper it never had."""
    dossier = supplemented(town.commune, town.people, town.procedure)
    Dossier.objects.filter(pk=dossier.pk).update(owner=town.people.citizen)
    dossier.refresh_from_db()
    return dossier


@pytest.fixture
def citizen(town: Town) -> Client:
    return browser(town.people.citizen)


def page_of(dossier: Dossier) -> str:
    return path_of(dossier, "bo-sung")


def send_file(
    client: Client, dossier: Dossier, number: int, content: bytes = b"", **more: Any
) -> Any:
    file = SimpleUploadedFile("giay chung sinh.jpg", content or picture())
    return client.post(path_of(dossier, "bo-sung", str(number)), {"gallery": file, **more})


def state_of(dossier: Dossier) -> Status:
    dossier.refresh_from_db()
    return dossier.state


def test_only_what_was_asked_for_is_on_the_page(citizen: Client, asked: Dossier) -> None:
    page = words(citizen.get(page_of(asked)))
    assert "Hạn gửi: thứ Năm, 03/12/2026. Đây là toàn bộ yêu cầu" in page
    assert "Giấy chứng sinh ảnh mờ, không đọc được số Chụp hoặc chọn tệp" in page
    assert "Giấy chứng nhận kết hôn chưa có trong hồ sơ Chụp hoặc chọn tệp" in page
    assert "Văn bản ủy quyền" not in page


def test_everything_is_sent_and_the_clock_runs_again(
    town: Town, citizen: Client, asked: Dossier
) -> None:
    assert send_file(citizen, asked, 1)["Location"] == page_of(asked)
    assert send_file(citizen, asked, 2, pdf())["Location"] == page_of(asked)
    assert words(citizen.get(page_of(asked))).count("Đã gửi 1 tệp") == 2
    assert state_of(asked) is Status.SUPPLEMENT
    answer = citizen.post(page_of(asked), {"note": "Đã chụp lại", "da-thay": asked.last_seq})
    assert answer["Location"] == path_of(asked)
    assert state_of(asked) is Status.ASSIGNED
    assert (asked.paused_at, asked.assignee) == (None, town.people.specialist)
    event = asked.events.order_by("-seq")[0]
    assert (event.action, event.actor, event.note) == (
        Action.SUPPLY, town.people.citizen, "Đã chụp lại",
    )  # fmt: skip
    assert "Đã nhận giấy tờ bổ sung" in words(citizen.get(path_of(asked)))


def test_files_go_to_the_paper_they_replace_or_make_a_new_one(
    citizen: Client, asked: Dossier
) -> None:
    before = asked.papers.count()
    send_file(citizen, asked, 1)
    send_file(citizen, asked, 2)
    old, new = Attachment.objects.filter(dossier=asked, role="paper").order_by("pk")
    assert old.paper is not None
    assert old.paper.name == "Giấy chứng sinh do bệnh viện cấp"
    assert (new.paper.name, asked.papers.count()) == ("Giấy chứng nhận kết hôn", before + 1)
    assert new.paper.state == DossierPaper.State.MISSING
    citizen.post(page_of(asked))
    states = asked.papers.filter(attachments__isnull=False).values_list("state", flat=True)
    assert set(states) == {DossierPaper.State.SENT}


def test_before_reception_the_answer_goes_back_to_the_counter(town: Town, citizen: Client) -> None:
    dossier = make_submitted(town.commune, town.procedure, owner=town.people.citizen)
    dossier = ask_supplement(
        dossier, [Missing("Giấy chứng sinh", "thiếu")], by=town.people.receptionist, at=MONDAY,
        due_on=at("2026-12-03 00:00").date(), note="Xin gửi thêm",
    )  # fmt: skip
    assert "Hạn trả tính từ khi Một cửa tiếp nhận." in words(citizen.get(path_of(dossier)))
    send_file(citizen, dossier, 1)
    assert citizen.post(page_of(dossier)).status_code == 302
    assert state_of(dossier) is Status.SUBMITTED
    assert dossier.events.order_by("-seq")[0].action == Action.RESUBMIT
    assert dossier.act_by == at("2026-11-26 09:00")  # eight working hours from now
    assert "Chờ Một cửa tiếp nhận Từ 25/11/2026" in words(citizen.get(path_of(dossier)))


def test_nothing_sent_is_no_answer(citizen: Client, asked: Dossier) -> None:
    answer = citizen.post(page_of(asked), {"note": "Tôi bận"})
    assert answer.status_code == 422
    assert "Chụp hoặc chọn ít nhất một giấy tờ rồi gửi" in words(answer)
    assert "Tôi bận" in answer.content.decode()
    assert state_of(asked) is Status.SUPPLEMENT


def test_what_is_left_out_needs_a_reason(citizen: Client, asked: Dossier) -> None:
    send_file(citizen, asked, 1)
    assert "Còn 1 giấy tờ chưa gửi" in words(citizen.get(page_of(asked)))
    answer = citizen.post(page_of(asked))
    assert answer.status_code == 422
    assert "Còn thiếu: Giấy chứng nhận kết hôn. Gửi thêm, hoặc ghi lý do" in words(answer)
    assert state_of(asked) is Status.SUPPLEMENT
    citizen.post(page_of(asked), {"note": "Cha mẹ chưa đăng ký kết hôn"})
    assert state_of(asked) is Status.ASSIGNED
    assert asked.events.order_by("-seq")[0].note == "Cha mẹ chưa đăng ký kết hôn"


def test_sending_twice_is_harmless(citizen: Client, asked: Dossier) -> None:
    send_file(citizen, asked, 1)
    facts = {"note": "Không có giấy kia", "da-thay": asked.last_seq}
    citizen.post(page_of(asked), facts)
    again = citizen.post(page_of(asked), facts)
    assert again.status_code == 409
    assert "Hồ sơ này không chờ ông/bà bổ sung" in words(again)
    assert asked.events.filter(action=Action.SUPPLY).count() == 1


def test_the_same_file_twice_is_one(citizen: Client, asked: Dossier) -> None:
    for _ in range(2):
        send_file(citizen, asked, 1)
    assert Attachment.objects.filter(dossier=asked).count() == 1


def test_a_file_is_taken_out_again_after_asking(citizen: Client, asked: Dossier) -> None:
    send_file(citizen, asked, 1, them="1")
    file = Attachment.objects.get(dossier=asked)
    path = path_of(asked, "bo-sung", "1", str(file.pk), "xoa")
    assert "giay chung sinh.jpg" in words(citizen.get(path))
    assert Attachment.objects.filter(pk=file.pk).exists()
    assert citizen.post(path)["Location"] == path_of(asked, "bo-sung", "1")
    assert not Attachment.objects.filter(pk=file.pk).exists()


def test_what_was_handed_in_before_cannot_be_taken_out(
    town: Town, citizen: Client, asked: Dossier
) -> None:
    send_file(citizen, asked, 1)
    file = Attachment.objects.get(dossier=asked)
    Attachment.objects.filter(pk=file.pk).update(uploaded_at=at("2026-11-22 09:00"))
    path = path_of(asked, "bo-sung", "1", str(file.pk), "xoa")
    assert citizen.post(path).status_code == 404
    assert Attachment.objects.filter(pk=file.pk).exists()


def test_a_bad_file_is_refused_in_words_and_the_good_ones_stay(
    citizen: Client, asked: Dossier
) -> None:
    files = [
        SimpleUploadedFile("tot.jpg", picture()),
        SimpleUploadedFile("xau.exe", b"MZ this is a program"),
    ]
    answer = citizen.post(path_of(asked, "bo-sung", "1"), {"gallery": files})
    assert answer.status_code == 422
    assert "xau.exe: Chỉ nhận ảnh hoặc PDF" in words(answer)
    assert [file.name for file in Attachment.objects.filter(dossier=asked)] == ["tot.jpg"]


def test_past_the_date_in_process_it_can_still_be_sent(
    citizen: Client, asked: Dossier, monkeypatch: pytest.MonkeyPatch
) -> None:
    set_clock(monkeypatch, "2026-12-07 09:00")
    page = words(citizen.get(page_of(asked)))
    assert "Đã qua hạn gửi Hạn gửi là thứ Năm, 03/12/2026" in page
    assert expire_supplements() == 0
    send_file(citizen, asked, 1)
    assert citizen.post(page_of(asked), {"note": "Xin lỗi gửi muộn"}).status_code == 302
    assert state_of(asked) is Status.ASSIGNED


def test_only_the_owner_supplements(town: Town, asked: Dossier) -> None:
    stranger = browser(town.people.stranger)
    assert stranger.get(page_of(asked)).status_code == 404
    assert send_file(stranger, asked, 1).status_code == 404
    assert stranger.post(page_of(asked)).status_code == 404
    assert Client().get(page_of(asked)).status_code == 302
    assert not Attachment.objects.filter(dossier=asked).exists()


def test_a_thing_that_was_not_asked_for_has_no_page(citizen: Client, asked: Dossier) -> None:
    assert citizen.get(path_of(asked, "bo-sung", "3")).status_code == 404


def test_a_dossier_that_waits_for_nothing_says_so(town: Town, citizen: Client) -> None:
    dossier = town.dossier()
    for path in (page_of(dossier), path_of(dossier, "bo-sung", "1")):
        answer = citizen.get(path)
        assert answer.status_code == 409
        assert "Hồ sơ này không chờ ông/bà bổ sung" in words(answer)


def test_an_officer_was_faster(town: Town, citizen: Client, asked: Dossier) -> None:
    send_file(citizen, asked, 1)
    answer_supplement(asked, by=town.people.receptionist, at=at(WEDNESDAY))
    late = send_file(citizen, asked, 2)
    assert late.status_code == 409
    assert Attachment.objects.filter(dossier=asked).count() == 1


def test_the_pages_cost_few_queries(citizen: Client, asked: Dossier) -> None:
    send_file(citizen, asked, 1)
    for path in (page_of(asked), path_of(asked, "bo-sung", "1")):
        citizen.get(path)
        with plans.cheap():
            citizen.get(path)


# --- the timer -----------------------------------------------------------------------------------


@pytest.fixture
def waiting(town: Town) -> list[Dossier]:
    """Three before reception, to be completed by 1, 3 and 3 December."""
    found = []
    for day in ("2026-12-01", "2026-12-03", "2026-12-03"):
        dossier = make_submitted(town.commune, town.procedure, owner=town.people.citizen)
        found.append(
            ask_supplement(
                dossier, [Missing("Giấy chứng sinh", "thiếu")], by=town.people.receptionist,
                at=MONDAY, due_on=at(f"{day} 00:00").date(), note="Xin gửi thêm",
            )
        )  # fmt: skip
    return found


def test_what_was_not_completed_by_its_day_is_closed_after_it(
    waiting: list[Dossier], monkeypatch: pytest.MonkeyPatch
) -> None:
    set_clock(monkeypatch, "2026-12-03 23:59")
    assert expire_supplements() == 1
    assert [state_of(dossier) for dossier in waiting] == [
        Status.EXPIRED, Status.PRE_SUPPLEMENT, Status.PRE_SUPPLEMENT,
    ]  # fmt: skip
    set_clock(monkeypatch, "2026-12-04 00:30")
    assert expire_supplements() == 2
    assert {state_of(dossier) for dossier in waiting} == {Status.EXPIRED}
    event = waiting[0].events.order_by("-seq")[0]
    assert (event.action, event.actor) == (Action.EXPIRE, None)
    assert waiting[0].closed_at == at("2026-12-03 23:59")


def test_the_timer_may_run_twice_and_in_small_batches(
    waiting: list[Dossier], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("dossiers.tasks.BATCH", 1)
    set_clock(monkeypatch, "2026-12-04 00:30")
    assert expire_supplements() == 3
    assert expire_supplements() == 0
    assert waiting[0].events.filter(action=Action.EXPIRE).count() == 1


def test_what_was_answered_or_withdrawn_is_left_alone(
    town: Town, waiting: list[Dossier], monkeypatch: pytest.MonkeyPatch
) -> None:
    SupplementRequest.objects.filter(dossier=waiting[0]).update(answered_at=MONDAY)
    apply(waiting[1], Action.WITHDRAW, by=town.people.citizen, at=MONDAY, note="Thôi")
    set_clock(monkeypatch, "2026-12-04 00:30")
    assert expire_supplements() == 1
    assert state_of(waiting[0]) is Status.PRE_SUPPLEMENT
    assert state_of(waiting[1]) is Status.WITHDRAWN


def test_after_that_the_owner_is_told_to_begin_anew(
    citizen: Client, waiting: list[Dossier], monkeypatch: pytest.MonkeyPatch
) -> None:
    set_clock(monkeypatch, "2026-12-04 00:30")
    expire_supplements()
    answer = citizen.get(page_of(waiting[0]))
    assert answer.status_code == 409
    assert "Đủ giấy tờ, ông/bà nộp hồ sơ mới" in words(answer)
    assert "Đã hết hạn bổ sung" in words(citizen.get(path_of(waiting[0])))
