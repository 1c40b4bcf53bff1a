"""Where a submission begins: what is needed, what was begun, why it may not be possible."""

import pytest
from django.test import Client
from django.utils import timezone

from dossiers.models import Draft
from procedures.content import PaperContent
from procedures.models import Procedure
from procedures.services import pause, retire
from tests.dossiers.conftest import People
from tests.dossiers.online import answer, begin, path_of, start_path
from tests.factories import make_procedure


@pytest.fixture
def citizen(client: Client, people: People) -> Client:
    client.force_login(people.citizen)
    return client


def test_a_stranger_signs_in_and_comes_back(client: Client, procedure: Procedure) -> None:
    answer = client.get(start_path(procedure))
    assert answer.status_code == 302
    assert answer["Location"] == "/dang-nhap/?tiep=%2Fnop%2F1.001193%2F"


def test_staff_do_not_submit_for_themselves(
    client: Client, people: People, procedure: Procedure
) -> None:
    client.force_login(people.receptionist)
    assert client.get(start_path(procedure)).status_code == 403


def test_the_page_says_what_is_needed(citizen: Client, people: People) -> None:
    procedure = make_procedure(
        papers=[
            PaperContent(name="Tờ khai", covered_by_form=True),
            PaperContent(name="Giấy chứng sinh", where_from="Trạm y tế"),
            PaperContent(name="Căn cước", shown_only=True),
            PaperContent(name="Giấy ủy quyền", required=False, condition="Khi nhờ người khác"),
        ]
    )
    page = citizen.get(start_path(procedure))
    assert [line["title"] for line in page.context["needed"]] == ["Giấy chứng sinh"]
    assert [line["title"] for line in page.context["optional"]] == ["Giấy ủy quyền"]
    assert "Trạm y tế. Chụp bằng điện thoại là được." in page.content.decode()


def test_papers_under_review_are_not_demanded(citizen: Client, procedure: Procedure) -> None:
    version = procedure.current_version
    version.uncertain = "papers"
    version.save()
    page = citizen.get(start_path(procedure))
    assert page.context["needed"] == []
    assert "đang được đơn vị rà soát" in page.content.decode()


def test_starting_makes_a_draft_for_thirty_days(
    citizen: Client, people: People, procedure: Procedure
) -> None:
    draft = begin(citizen, procedure)
    assert draft.owner == people.citizen
    assert draft.procedure_version == procedure.current_version
    assert (draft.expires_at - draft.created_at).days == 30
    assert len(draft.token) == 24


def test_starting_twice_makes_one_draft(citizen: Client, procedure: Procedure) -> None:
    citizen.post(start_path(procedure), {"moi": "1"})
    citizen.post(start_path(procedure), {"moi": "1"})
    assert Draft.objects.count() == 1


def test_a_draft_that_was_begun_is_offered_first(citizen: Client, procedure: Procedure) -> None:
    draft = begin(citizen, procedure)
    answer(citizen, draft, "tre", child_name="Trần Minh Khôi")
    page = citizen.get(start_path(procedure)).content.decode()
    assert "một bản nháp chưa gửi" in page
    assert path_of(draft) in page
    again = citizen.post(start_path(procedure))
    assert again["Location"] == path_of(draft)
    another = citizen.post(start_path(procedure), {"moi": "1"})
    assert draft.token not in another["Location"]
    assert Draft.objects.count() == 2


def test_a_paused_procedure_explains_itself(citizen: Client, procedure: Procedure) -> None:
    pause(procedure, note="Nâng cấp hệ thống đến 1/12/2026")
    page = citizen.get(start_path(procedure))
    assert page.status_code == 200
    assert "đang tạm dừng tiếp nhận" in page.content.decode()
    assert "Nâng cấp hệ thống đến 1/12/2026" in page.content.decode()
    assert citizen.post(start_path(procedure)).status_code == 409
    assert not Draft.objects.exists()


def test_a_retired_procedure_leads_to_the_one_that_replaces_it(
    citizen: Client, procedure: Procedure
) -> None:
    new = make_procedure("1.009999", "Thủ tục mới")
    retire(procedure, note="Bãi bỏ", at=timezone.now(), replaced_by=new)
    page = citizen.get(start_path(procedure)).content.decode()
    assert "đã hết hiệu lực" in page
    assert start_path(new) in page


def test_a_procedure_without_a_form_leads_to_the_counter(citizen: Client, people: People) -> None:
    procedure = make_procedure("1.000001", "Chứng thực chữ ký", online=False)
    page = citizen.get(start_path(procedure)).content.decode()
    assert "chưa nộp trực tuyến được" in page
    assert citizen.post(start_path(procedure)).status_code == 409


def test_an_unknown_code_is_not_found(citizen: Client, people: People) -> None:
    assert citizen.get("/nop/9.999999/").status_code == 404
