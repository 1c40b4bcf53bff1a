"""A paper is sealed when it is drawn, where the office's template says so and it has a seal."""

import pytest
from django.conf import LazySettings
from django.test import Client
from django.urls import reverse

from accounts.permissions import Role
from dossiers.documents.kept import papers_of
from dossiers.documents.tasks import draw_paper
from papers.models import IssuedPaper, PaperFile, PaperTemplate
from papers.services import content_of
from procedures.models import Procedure
from signatures.demo import Authority
from signatures.services import signatures_of
from tests.dossiers.conftest import People
from tests.dossiers.papers import received, time_has_come
from tests.factories import MONDAY, Commune, make_staff
from tests.signatures import authorities

NOBODY_THERE = "http://127.0.0.1:9/tsa"


@pytest.fixture
def paper(
    commune: Commune, people: People, procedure: Procedure, signing: Authority
) -> IssuedPaper:
    """A receipt of a counter whose template wants the seal of the commune, which has one."""
    authorities.added(signing, "office", commune.root)
    PaperTemplate.objects.create(unit=commune.one_stop, seal=True, valid_from=MONDAY)
    [paper] = papers_of(received(commune, people, procedure))
    time_has_come()
    return paper


def test_the_worker_keeps_what_it_drew_and_beside_it_the_sealed_file(paper: IssuedPaper) -> None:
    draw_paper(paper.key)
    assert [file.made for file in paper.files.all()] == ["drawn", "sealed"]
    drawn, sealed = (file.size for file in paper.files.all())
    assert sealed > drawn
    [seal] = signatures_of(content_of(paper))
    assert authorities.OFFICE in str(seal)


def test_without_time_stamps_nothing_is_kept_and_who_prints_reads_why(
    paper: IssuedPaper, people: People, client: Client, settings: LazySettings
) -> None:
    settings.SIGNING_TSA_URL = NOBODY_THERE
    draw_paper(paper.key)
    paper.refresh_from_db()
    assert paper.state == IssuedPaper.State.WAITING
    client.force_login(people.receptionist)
    answer = client.post(reverse("dossiers:paper", args=[paper.subject_code, "mau-01"]))
    assert answer.status_code == 409
    assert "Máy chủ cấp dấu thời gian chưa trả lời" in answer.content.decode()
    assert not PaperFile.objects.exists()
    assert client.get(address_of_paper(paper)).status_code == 200


def address_of_paper(paper: IssuedPaper) -> str:
    return reverse("dossiers:paper", args=[paper.subject_code, paper.code])


def test_an_office_without_a_certificate_cannot_ask_for_its_seal(
    commune: Commune, client: Client
) -> None:
    client.force_login(make_staff(commune.office, Role.ADMIN))
    page = reverse("papers:template", args=[commune.one_stop.pk, "chung"])
    answer = client.post(page, {"seal": "on", "do": "use"})
    assert answer.status_code == 422
    assert "Đơn vị chưa có chứng thư số còn hạn" in answer.context["form"].errors["seal"][0]
    assert not PaperTemplate.objects.exists()
