"""A paper comes with its event, is drawn once by a worker, and shows the same bytes ever after."""

from datetime import timedelta
from itertools import pairwise

import pytest
from django.conf import LazySettings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from accounts.models import Unit
from dossiers.documents import drawing
from dossiers.documents.kept import paper_links, papers_of, shown
from dossiers.documents.tasks import announce_waiting_papers, draw_paper
from dossiers.models import Apology, Dossier
from dossiers.services import apply
from dossiers.workflow import Action
from papers.models import IssuedPaper, PaperFile, PaperTemplate
from papers.services import content_of, issue
from papers.sets import seed_form_sets
from procedures.models import Procedure
from tests.dossiers.conftest import People
from tests.dossiers.papers import (
    MAKERS,
    examined,
    handed_over,
    received,
    refused,
    supplemented,
    text_of,
)
from tests.dossiers.test_documents import in_order
from tests.factories import MONDAY, Commune, at


@pytest.fixture(autouse=True)
def _form_sets(db: None) -> None:
    seed_form_sets()


def address_of(dossier: Dossier, form: str) -> str:
    return reverse("dossiers:paper", args=[dossier.display_code, form])


def time_has_come() -> None:
    """The events of tests may lie ahead of the machine's clock."""
    IssuedPaper.objects.update(not_before=timezone.now())


# --- issued with the event -----------------------------------------------------------------------


def test_every_form_is_issued_with_its_event_and_numbered(
    commune: Commune, people: People, procedure: Procedure
) -> None:
    dossier = handed_over(commune, people, procedure)
    receipt, *_, handing = papers_of(dossier)
    assert (receipt.form, receipt.number, receipt.unit) == (
        "mau-01", "0001/TNHS", commune.one_stop,
    )  # fmt: skip
    assert (handing.form, handing.number) == ("giao-nhan", "01/BNKQ")
    assert receipt.issued_at == dossier.received_at
    assert receipt.state == IssuedPaper.State.WAITING


def test_a_receipt_costs_one_row_and_no_number_of_its_own(
    commune: Commune, people: People, procedure: Procedure
) -> None:
    received(commune, people, procedure)
    with CaptureQueriesContext(connection) as ran:
        received(commune, people, procedure)
    about_papers = [row["sql"] for row in ran.captured_queries if '"papers_' in row["sql"]]
    assert len(about_papers) == 1
    assert about_papers[0].startswith('INSERT INTO "papers_issuedpaper"')


def test_a_refused_act_issues_nothing(
    commune: Commune, people: People, procedure: Procedure
) -> None:
    dossier = refused(commune, people, procedure)
    with pytest.raises(Exception, match="không làm được việc này"):
        apply(dossier, Action.RECEIVE, by=people.receptionist, at=MONDAY)
    assert [paper.form for paper in papers_of(dossier)] == ["mau-03"]


# --- drawn by a worker ---------------------------------------------------------------------------


def test_a_task_that_runs_twice_keeps_one_file(
    commune: Commune, people: People, procedure: Procedure
) -> None:
    [paper] = papers_of(received(commune, people, procedure))
    time_has_come()
    draw_paper(paper.key)
    IssuedPaper.objects.update(state=IssuedPaper.State.WAITING)
    time_has_come()
    draw_paper(paper.key)
    assert PaperFile.objects.filter(paper=paper).count() == 1
    assert "Nguyễn Thị Sáu" in text_of(content_of(paper))


def test_a_bell_that_was_lost_is_rung_again_until_the_paper_is_there(
    commune: Commune, people: People, procedure: Procedure, settings: LazySettings
) -> None:
    settings.CELERY_TASK_ALWAYS_EAGER = True
    handed_over(commune, people, procedure)
    time_has_come()
    assert announce_waiting_papers() == 2
    assert announce_waiting_papers() == 0
    drawn = IssuedPaper.objects.filter(state=IssuedPaper.State.DRAWN)
    assert sorted(drawn.values_list("form", flat=True)) == ["giao-nhan", "mau-01"]


def test_a_paper_that_cannot_be_drawn_says_why_and_is_tried_again_later(
    commune: Commune, people: People, procedure: Procedure, monkeypatch: pytest.MonkeyPatch
) -> None:
    [paper] = papers_of(received(commune, people, procedure))
    time_has_come()
    IssuedPaper.objects.update(form="mau-99")
    draw_paper(paper.key)
    paper.refresh_from_db()
    assert paper.state == IssuedPaper.State.WAITING
    assert paper.error.startswith("KeyError")
    assert paper.not_before > timezone.now() + timedelta(seconds=50)


# --- shown as it was drawn -----------------------------------------------------------------------


def test_a_reprint_shows_the_stored_bytes_whatever_has_changed_since(
    commune: Commune, people: People, procedure: Procedure, client: Client
) -> None:
    dossier = MAKERS["mau-05"](commune, people, procedure)
    client.force_login(people.receptionist)
    printed = client.post(address_of(dossier, "mau-05"), follow=True).content
    Unit.objects.update(superior="TỈNH KHÁC", name="Đơn vị khác", phone="0", place_name="Khác")
    people.leader.full_name = "Chủ Tịch Mới"
    people.leader.save()
    PaperTemplate.objects.create(
        unit=commune.root, signer_name="Chủ Tịch Mới", closing="Khác", valid_from=timezone.now()
    )
    Dossier.objects.filter(pk=dossier.pk).update(applicant_name="Tên đã đổi")
    client.post(address_of(dossier, "mau-05"))
    assert client.get(address_of(dossier, "mau-05")).content == printed
    assert "TỈNH KHÁC" not in text_of(printed)
    assert PaperFile.objects.count() == 1


def test_a_paper_keeps_the_template_it_was_issued_with_though_it_is_drawn_later(
    commune: Commune, people: People, procedure: Procedure
) -> None:
    def add(phone: str, since: str) -> None:
        PaperTemplate.objects.create(unit=commune.one_stop, phone=phone, valid_from=at(since))

    add("0252 111 111", "2026-11-01 08:00")
    [paper] = papers_of(received(commune, people, procedure))
    add("0252 222 222", "2026-11-23 09:00")
    text = text_of(shown(paper))
    assert "điện thoại 0252 111 111" in text
    assert "0252 222 222" not in text


def test_each_of_several_papers_of_one_form_has_an_address_of_its_own(
    commune: Commune, people: People, procedure: Procedure, client: Client
) -> None:
    dossier = supplemented(commune, people, procedure)
    first, second = papers_of(dossier)
    client.force_login(people.receptionist)
    assert "GIẤY TIẾP NHẬN" in text_of(client.get(address_of(dossier, first.code)).content)
    assert "PHIẾU YÊU CẦU" in text_of(client.get(address_of(dossier, second.code)).content)
    assert client.get(address_of(dossier, "KX7H-39PD-QM4T")).status_code == 404


def test_pages_of_staff_and_owner_list_papers_with_number_and_link(
    commune: Commune, people: People, procedure: Procedure, client: Client
) -> None:
    dossier = refused(commune, people, procedure)
    [link] = paper_links(dossier, "dossiers:own-paper", for_citizen=True)
    assert link.label == "Phiếu từ chối tiếp nhận giải quyết hồ sơ, số 01/TCHS"
    for user, name in (
        (people.citizen, "dossiers:dossier"),
        (people.receptionist, "dossiers:staff-dossier"),
    ):
        client.force_login(user)
        page = client.get(reverse(name, args=[dossier.display_code])).content.decode()
        assert link.label in page
        [paper] = papers_of(dossier)
        assert paper.code in page


# --- phiếu kiểm soát -----------------------------------------------------------------------------


def worked_on(
    commune: Commune, people: People, procedure: Procedure, *, examined_at: str
) -> Dossier:
    """Received Monday 8:05 until Friday 17:00; the specialist has half of that, to Thursday."""
    dossier = received(commune, people, procedure)
    for action, by, moment, more in (
        (Action.TRANSFER, people.receptionist, "2026-11-23 09:00", {}),
        (Action.ASSIGN, people.head, "2026-11-23 09:30", {"assignee": people.specialist}),
        (Action.SUBMIT_FOR_SIGN, people.specialist, examined_at, {}),
        (Action.SIGN, people.leader, "2026-11-27 10:00", {}),
    ):
        dossier = apply(dossier, action, by=by, at=at(moment), **more)
    return dossier


@pytest.mark.parametrize(
    ("examined_at", "result"),
    [
        ("2026-11-25 16:00", "Trước hạn"),
        ("2026-11-26 08:00", "Đúng hạn"),
        ("2026-11-27 08:00", "Quá hạn"),
    ],
)
def test_the_control_slip_has_a_block_for_each_hand_over_with_its_result(
    commune: Commune,
    people: People,
    procedure: Procedure,
    client: Client,
    examined_at: str,
    result: str,
) -> None:
    dossier = worked_on(commune, people, procedure, examined_at=examined_at)
    client.force_login(people.receptionist)
    text = text_of(client.get(address_of(dossier, "mau-06")).content)
    in_order(
        [
            "PHIẾU KIỂM SOÁT QUÁ TRÌNH GIẢI QUYẾT HỒ SƠ",
            "(Kèm theo hồ sơ của: Nguyễn Thị Sáu)",
            "Mã hồ sơ: H99.12-261123-0001",
            "Ngày nhận: 08 giờ 05 phút, ngày 23 tháng 11 năm 2026",
            "Ngày, giờ hẹn trả kết quả: 17 giờ 00 phút, ngày 27 tháng 11 năm 2026",
            "Cơ quan (bộ phận) giải quyết hồ sơ: Tư pháp - Hộ tịch",
            "Cơ quan phối hợp giải quyết hồ sơ: không",
            "TÊN CƠ QUAN",
            "Lê Thị Hòa",
            "Phạm Quốc Bảo",
            "Trần Văn Dũng",
        ],
        text,
    )
    [event] = dossier.events.filter(seq=dossier.last_seq)
    hands = drawing.EVENT_FORMS["mau-06"].context(dossier, event)["hands"]
    ticked = [[words for words, tick in hand.results if tick] for hand in hands]
    assert ticked[:3] == [["Đúng hạn"], ["Đúng hạn"], [result]]
    assert all(one.taker == two.giver for one, two in pairwise(hands))


def test_a_print_of_the_control_slip_stays_and_after_the_next_event_there_is_another(
    commune: Commune, people: People, procedure: Procedure, client: Client
) -> None:
    dossier = examined(commune, people, procedure)
    client.force_login(people.receptionist)
    first = client.post(address_of(dossier, "mau-06"), follow=True).content
    people.head.full_name = "Tên Khác"
    people.head.save()
    assert client.get(address_of(dossier, "mau-06")).content == first
    client.post(address_of(dossier, "mau-06"))
    assert IssuedPaper.objects.filter(form="mau-06").count() == 1
    apply(dossier, Action.START_VERIFYING, by=people.specialist, at=MONDAY)
    client.post(address_of(dossier, "mau-06"))
    slips = IssuedPaper.objects.filter(form="mau-06")
    assert slips.count() == 2
    assert client.get(address_of(dossier, slips[0].code)).content == first


def test_looking_at_the_control_slip_issues_nothing_and_citizens_have_none(
    commune: Commune, people: People, procedure: Procedure, client: Client
) -> None:
    dossier = examined(commune, people, procedure)
    Dossier.objects.filter(pk=dossier.pk).update(owner=people.citizen)
    client.force_login(people.receptionist)
    client.get(address_of(dossier, "mau-06"))
    client.force_login(people.citizen)
    own = reverse("dossiers:own-paper", args=[dossier.display_code, "mau-06"])
    assert client.get(own).status_code == 404
    assert not IssuedPaper.objects.filter(form="mau-06").exists()


# --- the apology ---------------------------------------------------------------------------------


def an_apology(dossier: Dossier, people: People, **changes: object) -> Apology:
    facts: dict[str, object] = {
        "root_unit_id": dossier.root_unit_id,
        "dossier": dossier,
        "unit": people.specialist.unit,
        "missed_at": at("2026-11-27 17:00"),
        "state": Apology.State.SIGNED,
        "drafted_at": at("2026-11-26 08:00"),
        "cause": "complex",
        "cause_note": "cha, mẹ thường trú ở hai nơi",
        "new_date": at("2026-12-02 17:00"),
        "signed_by": people.leader,
        "signed_at": at("2026-11-30 08:00"),
    }
    return Apology.objects.create(**(facts | changes))


def its_paper(apology: Apology, moment: str = "2026-11-30 08:00") -> IssuedPaper:
    dossier = apology.dossier
    return issue(
        "mau-04", key=f"apology:{apology.pk}", unit=dossier.root_unit,
        root_unit_id=dossier.root_unit_id, at=at(moment), subject_code=dossier.display_code,
    )  # fmt: skip


def test_the_apology_says_what_was_promised_why_it_failed_who_has_it_and_until_when(
    commune: Commune, people: People, procedure: Procedure
) -> None:
    apology = an_apology(examined(commune, people, procedure), people)
    in_order(
        [
            "Số: 01/PXL",
            "VĂN BẢN XIN LỖI VÀ ĐỀ NGHỊ GIA HẠN THỜI GIAN GIẢI QUYẾT",
            "Kính gửi: Ông/Bà Nguyễn Thị Sáu",
            "Ngày 23/11/2026, Trung tâm Phục vụ hành chính công tiếp nhận hồ sơ",
            "mã số hồ sơ: H99.12-261123-0001",
            "Thời hạn trả kết quả giải quyết hồ sơ: thứ Sáu, 27/11/2026.",
            "Đến nay Ủy ban nhân dân xã Bình An chưa trả kết quả",
            "Lý do: phải xác minh thêm; cha, mẹ thường trú ở hai nơi.",
            "đang giữ hồ sơ: Tư pháp - Hộ tịch.",
            "trả kết quả vào thứ Tư, 02/12/2026.",
            "Trần Văn Dũng",
        ],
        text_of(drawing.draw(its_paper(apology))),
    )


def test_before_september_2025_it_is_the_slip_of_the_old_set(
    commune: Commune, people: People, procedure: Procedure
) -> None:
    apology = an_apology(examined(commune, people, procedure), people)
    in_order(
        [
            "PHIẾU XIN LỖI VÀ HẸN LẠI NGÀY TRẢ KẾT QUẢ",
            "Thời gian hẹn trả kết quả giải quyết hồ sơ: thứ Sáu, 27/11/2026.",
            "Tuy nhiên đến nay, Ủy ban nhân dân xã Bình An chưa trả kết quả",
            "sẽ trả kết quả giải quyết hồ sơ vào thứ Tư, 02/12/2026",
            "Mong nhận được sự thông cảm",
            "Mẫu 04, Thông tư số 01/2018/TT-VPCP",
        ],
        text_of(drawing.draw(its_paper(apology, "2025-08-29 08:00"))),
    )


def test_a_letter_written_ahead_names_the_superior_and_the_count_of_a_second_one(
    commune: Commune, people: People, procedure: Procedure
) -> None:
    dossier = examined(commune, people, procedure)
    an_apology(dossier, people)
    second = an_apology(
        dossier, people, missed_at=at("2026-12-02 17:00"), new_date=at("2026-12-04 17:00"),
        signed_at=at("2026-12-01 08:00"), superior_reason="chờ tỉnh trả lời",
    )  # fmt: skip
    text = text_of(drawing.draw(its_paper(second)))
    assert "không trả được kết quả giải quyết hồ sơ cho Ông/Bà đúng thời hạn" in text
    assert "Đây là lần gia hạn thứ 02, được cấp trên cho phép vì: chờ tỉnh trả lời." in text


def test_a_deputy_signs_in_the_place_of_the_head_the_template_names(
    commune: Commune, people: People, procedure: Procedure
) -> None:
    people.leader.job_title = "Phó Chủ tịch"
    people.leader.save()
    PaperTemplate.objects.create(
        unit=commune.root, signer_title="Chủ tịch", signer_name="Ngô Văn Đức", valid_from=MONDAY
    )
    apology = an_apology(examined(commune, people, procedure), people)
    text = text_of(drawing.draw(its_paper(apology)))
    assert "TM. ỦY BAN NHÂN DÂN" in text
    assert "KT. CHỦ TỊCH" in text
    assert "PHÓ CHỦ TỊCH" in text
    assert "Ngô Văn Đức" not in text


def test_a_letter_that_is_not_kept_yet_is_on_nobodys_list(
    commune: Commune, people: People, procedure: Procedure
) -> None:
    dossier = examined(commune, people, procedure)
    paper = its_paper(an_apology(dossier, people))
    time_has_come()
    assert paper not in papers_of(dossier)
    assert announce_waiting_papers() == 1  # the receipt
    draw_paper(paper.key)
    assert paper in papers_of(dossier, for_citizen=True)
