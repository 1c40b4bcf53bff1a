"""The letter of apology of both sets: what was promised, why it failed, who has it, until when."""

import pytest

from dossiers.documents import drawing
from dossiers.documents.kept import papers_of
from dossiers.documents.tasks import announce_waiting_papers, draw_paper
from dossiers.models import Apology, Dossier
from papers.models import IssuedPaper, PaperTemplate
from papers.services import issue
from papers.sets import seed_form_sets
from procedures.models import Procedure
from tests.dossiers.conftest import People
from tests.dossiers.papers import examined, text_of, time_has_come
from tests.dossiers.test_documents import in_order
from tests.factories import MONDAY, Commune, at


@pytest.fixture(autouse=True)
def _form_sets(db: None) -> None:
    seed_form_sets()


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


def test_a_title_does_not_name_the_committee_again(
    commune: Commune, people: People, procedure: Procedure
) -> None:
    people.leader.job_title = "Chủ tịch UBND xã"
    people.leader.save()
    apology = an_apology(examined(commune, people, procedure), people)
    in_order(
        ["TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH", "(Ký số hoặc ký, đóng dấu)"],
        text := text_of(drawing.draw(its_paper(apology))),
    )
    assert "UBND" not in text


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
