"""A draft's life: expired, brought back, overtaken by the law, handed to an officer, deleted."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from dossiers.models import Attachment, Draft
from dossiers.services.drafts import draft_by_pickup
from dossiers.tasks import purge_dead_drafts
from portal.lib.errors import Refused
from procedures.content import CaseContent, ChannelContent, PaperContent, VersionContent
from procedures.models import Channel, Procedure
from procedures.services import pause, publish_version
from tests.dossiers.conftest import People
from tests.dossiers.online import answer, begin, fill, hidden, path_of, picture, send, send_file
from tests.factories import Commune


@pytest.fixture
def citizen(client: Client, people: People) -> Client:
    client.force_login(people.citizen)
    return client


@pytest.fixture
def draft(citizen: Client, procedure: Procedure) -> Draft:
    return fill(citizen, procedure)


def expire(days_ago: int = 1) -> None:
    Draft.objects.update(expires_at=timezone.now() - timedelta(days=days_ago))


# --- expired ---------------------------------------------------------------------------------


@pytest.mark.parametrize("page", ["", "tre", "giay-to/1", "giay-to-khac", "kiem-tra"])
def test_an_expired_draft_says_so_and_offers_to_open_again(
    citizen: Client, draft: Draft, page: str
) -> None:
    expire()
    shown = citizen.get(path_of(draft, page))
    assert shown.status_code == 200
    assert "Bản nháp đã hết hạn" in shown.content.decode()
    assert "Mở lại bản nháp" in shown.content.decode()


def test_what_is_typed_into_an_expired_draft_is_kept(citizen: Client, draft: Draft) -> None:
    opened = hidden(citizen, draft, "tre")
    expire()
    sent = citizen.post(path_of(draft, "tre"), opened | {"child_name": "Trần Bình Minh"})
    assert sent.status_code == 409
    assert "Chữ vừa nhập cũng đã được giữ" in sent.content.decode()
    citizen.post(path_of(draft, "khoi-phuc"))
    assert 'value="Trần Bình Minh"' in citizen.get(path_of(draft, "tre")).content.decode()


def test_an_expired_draft_is_not_sent(citizen: Client, draft: Draft) -> None:
    seen = citizen.get(path_of(draft, "kiem-tra")).context["seen"]
    expire()
    sent = citizen.post(path_of(draft, "kiem-tra"), {"da_thay": seen, "declaration": "on"})
    assert sent.status_code == 409
    assert Draft.objects.get().submitted_at is None


def test_it_comes_back_whole(citizen: Client, draft: Draft) -> None:
    expire(29)
    opened = citizen.post(path_of(draft, "khoi-phuc"), follow=True)
    assert "Đã mở lại bản nháp" in opened.content.decode()
    assert opened.context["left"] == 0
    assert send(citizen, draft).status_code == 302


def test_after_thirty_more_days_it_is_too_late(citizen: Client, draft: Draft) -> None:
    expire(31)
    page = citizen.get(path_of(draft)).content.decode()
    assert "không mở lại được" in page
    assert "Bắt đầu bản mới" in page
    assert citizen.post(path_of(draft, "khoi-phuc")).status_code == 409


def test_then_it_is_cleared_away_with_its_files(citizen: Client, draft: Draft) -> None:
    expire(29)
    assert purge_dead_drafts() == 0
    expire(31)
    assert purge_dead_drafts() == 1
    assert not Attachment.objects.exists()


def test_what_was_sent_is_never_cleared_away(citizen: Client, draft: Draft) -> None:
    send(citizen, draft)
    expire(400)
    assert purge_dead_drafts() == 0


def test_every_save_gives_thirty_days_more(citizen: Client, draft: Draft) -> None:
    Draft.objects.update(expires_at=timezone.now() + timedelta(days=2))
    answer(citizen, draft, "tre", child_name="Trần Minh Khôi")
    assert Draft.objects.get().expires_at > timezone.now() + timedelta(days=29)


# --- the procedure meanwhile -----------------------------------------------------------------


def test_a_procedure_withdrawn_meanwhile_loses_nothing(
    citizen: Client, draft: Draft, procedure: Procedure
) -> None:
    pause(procedure, note="Tạm dừng")
    sent = send(citizen, draft)
    page = sent.content.decode()
    assert sent.status_code == 409
    assert "vừa tạm dừng nhận trực tuyến" in page
    assert "Trần Minh Khôi" in page
    assert "vừa tạm dừng nhận trực tuyến" in citizen.get(path_of(draft)).content.decode()
    assert Draft.objects.get().attachments.count() == 1


def publish(procedure: Procedure, *papers: str, cases: tuple[str, ...] = ()) -> None:
    content = VersionContent(
        name=procedure.name,
        channels=(ChannelContent(method=Channel.Method.ONLINE, term="2 WORKING_DAY"),),
        papers=tuple(PaperContent(name=name) for name in papers),
        cases=tuple(CaseContent(name=name) for name in cases),
    )
    publish_version(procedure, content, at=timezone.now())


def test_a_new_version_meanwhile_is_said_and_taken_over(
    citizen: Client, draft: Draft, procedure: Procedure
) -> None:
    publish(procedure, "Bản sao hộ chiếu", "GIẤY CHỨNG SINH")
    refused = send(citizen, draft)
    assert refused.status_code == 409
    assert "Quy định của thủ tục này vừa thay đổi" in refused.content.decode()
    renewed = citizen.post(path_of(draft, "cap-nhat"), follow=True)
    tasks = {task["title"]: task["meta"] for task in renewed.context["tasks"]}
    assert tasks["Chụp bản sao hộ chiếu"] == "Chưa làm"
    assert tasks["Chụp GIẤY CHỨNG SINH"] == "Đã xong"
    send_file(citizen, draft, picture((20, 20)))
    assert send(citizen, draft).status_code == 302


def test_a_file_whose_paper_is_gone_stays_with_the_draft(
    citizen: Client, draft: Draft, procedure: Procedure
) -> None:
    publish(procedure)
    citizen.post(path_of(draft, "cap-nhat"))
    page = citizen.get(path_of(draft, "giay-to-khac")).content.decode()
    assert "Đã gửi 1 tệp" in page
    send(citizen, draft)
    paper = Draft.objects.get().attachments.get().paper
    assert paper is not None
    assert paper.name == "Giấy tờ khác"


def test_a_case_is_asked_for_and_known_again_in_a_new_version(
    citizen: Client, people: People, procedure: Procedure
) -> None:
    publish(procedure, cases=("Sinh trong nước", "Sinh ở nước ngoài"))
    procedure.refresh_from_db()
    draft = begin(citizen, procedure)
    chosen = procedure.current_version.cases.last()
    wrong = answer(citizen, draft, "truong-hop", case="999999")
    assert wrong.status_code == 422
    answer(citizen, draft, "truong-hop", case=str(chosen.pk))
    assert Draft.objects.get().case == chosen
    publish(procedure, "Giấy mới", cases=("Sinh trong nước", "Sinh ở nước ngoài"))
    citizen.post(path_of(draft, "cap-nhat"))
    known = Draft.objects.get().case
    assert (known.name, known == chosen) == ("Sinh ở nước ngoài", False)


# --- an officer ------------------------------------------------------------------------------


def test_its_code_is_shown_and_leads_an_officer_to_it(
    citizen: Client, draft: Draft, commune: Commune
) -> None:
    shown = citizen.get(path_of(draft, "tre")).context["draft_code"]
    assert shown in citizen.get(path_of(draft, "tre")).content.decode()
    assert draft_by_pickup(shown, unit=commune.root, at=timezone.now()) == draft


def test_the_code_works_for_a_day_and_a_new_one_can_be_asked_for(
    citizen: Client, draft: Draft, commune: Commune
) -> None:
    old = Draft.objects.get().pickup_code
    later = timezone.now() + timedelta(hours=25)
    with pytest.raises(Refused) as caught:
        draft_by_pickup(old, unit=commune.root, at=later)
    assert caught.value.code == "pickup_unknown"
    Draft.objects.update(pickup_until=timezone.now())
    assert old[:4] not in citizen.get(path_of(draft)).context["draft_code"]
    page = citizen.post(path_of(draft, "ma-nhap"), follow=True)
    fresh = Draft.objects.get().pickup_code
    assert page.context["draft_code"] == f"{fresh[:4]} - {fresh[4:]}"


@pytest.mark.parametrize("code", ["", "12345", "000000", "abc"])
def test_a_wrong_code_finds_nothing(draft: Draft, commune: Commune, code: str) -> None:
    Draft.objects.update(pickup_code="482106")
    with pytest.raises(Refused):
        draft_by_pickup(code, unit=commune.root, at=timezone.now())


def test_a_sent_draft_has_no_working_code(citizen: Client, draft: Draft, commune: Commune) -> None:
    code = Draft.objects.get().pickup_code
    send(citizen, draft)
    with pytest.raises(Refused):
        draft_by_pickup(code, unit=commune.root, at=timezone.now())


# --- deleted ---------------------------------------------------------------------------------


def test_deleting_a_draft_asks_first(citizen: Client, draft: Draft) -> None:
    asked = citizen.get(path_of(draft, "xoa")).content.decode()
    assert "Xóa bản nháp này?" in asked
    assert "đang có 1 tệp" in asked
    assert Draft.objects.exists()
    assert "Đã xóa bản nháp" in citizen.post(path_of(draft, "xoa"), follow=True).content.decode()
    assert not Draft.objects.exists()


def test_what_was_sent_is_not_deleted(citizen: Client, draft: Draft) -> None:
    send(citizen, draft)
    assert citizen.post(path_of(draft, "xoa"))["Location"] == path_of(draft, "xong")
    assert Draft.objects.exists()
