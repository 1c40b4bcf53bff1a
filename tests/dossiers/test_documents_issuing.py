"""A paper comes with its event, is drawn once by a worker, and shows the same bytes ever after."""

from datetime import timedelta

import pytest
from django.conf import LazySettings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from accounts.models import Unit
from dossiers.documents.kept import paper_links, papers_of, shown
from dossiers.documents.tasks import announce_waiting_papers, draw_paper
from dossiers.models import Dossier
from dossiers.services import apply
from dossiers.workflow import Action
from papers.models import IssuedPaper, PaperFile, PaperTemplate
from papers.services import content_of
from papers.sets import seed_form_sets
from procedures.models import Procedure
from tests.dossiers.conftest import People
from tests.dossiers.papers import (
    MAKERS,
    address_of,
    handed_over,
    received,
    refused,
    supplemented,
    text_of,
    time_has_come,
)
from tests.factories import MONDAY, Commune, at


@pytest.fixture(autouse=True)
def _form_sets(db: None) -> None:
    seed_form_sets()


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
