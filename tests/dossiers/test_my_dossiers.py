"""Hồ sơ của tôi: what waits for me first, what is under way, what is done; and my files."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from dossiers.files.uploads import clean_upload
from dossiers.models import Attachment, Dossier
from dossiers.services import finish
from dossiers.services.finish import ResultFile
from dossiers.workflow import Action, Status
from tests import plans
from tests.dossiers.online import begin, picture
from tests.dossiers.papers import handed_over, supplemented
from tests.dossiers.staff import Town, browser, copies
from tests.dossiers.tracking import path_of, words

MINE = "/ho-so/"


@pytest.fixture
def citizen(town: Town) -> Client:
    return browser(town.people.citizen)


def test_whoever_has_nothing_yet_is_shown_how_to_begin(citizen: Client) -> None:
    page = words(citizen.get(MINE))
    assert "Ông/bà chưa có hồ sơ nào" in page
    assert "Chọn thủ tục" in page
    assert "Tìm hồ sơ theo mã, kể cả hồ sơ nộp tại quầy" in page


def test_what_waits_for_the_citizen_stands_first(town: Town, citizen: Client) -> None:
    asked = supplemented(town.commune, town.people, town.procedure)
    Dossier.objects.filter(pk=asked.pk).update(owner=town.people.citizen)
    ready, running = town.dossier(Status.RESULT_READY), town.dossier(Status.ASSIGNED)
    draft = begin(citizen, town.procedure)
    answer = citizen.get(MINE)
    page = words(answer)
    order = ["Chờ ông/bà", "Đang khai dở", "Đang giải quyết", "Tìm hồ sơ theo mã"]
    assert [page.index(title) for title in order] == sorted(page.index(title) for title in order)
    for dossier in (asked, ready):
        assert page.index(dossier.display_code) < page.index("Đang khai dở")
    assert page.index(running.display_code) > page.index("Đang khai dở")
    assert "Hạn gửi: thứ Năm, 03/12/2026 Gửi bổ sung" in page
    html = answer.content.decode()
    assert f'href="{path_of(asked, "bo-sung")}"' in html
    assert f'href="/nhap/{draft.token}/"' in html


def test_done_ones_come_page_by_page_newest_first(town: Town, citizen: Client) -> None:
    Dossier.objects.filter(pk=handed_over(town.commune, town.people, town.procedure).pk).update(
        owner=town.people.citizen
    )
    copies(Dossier.objects.get(), 14)
    rows = list(Dossier.objects.order_by("pk"))
    for number, row in enumerate(rows):
        Dossier.objects.filter(pk=row.pk).update(
            submitted_at=timezone.now() - timedelta(days=40 - number // 2)
        )
    expected = [row.display_code for row in Dossier.objects.order_by("-submitted_at", "-pk")]
    answer = citizen.get(MINE)
    seen = [card.code for card in answer.context["mine"].done]
    second = citizen.get(MINE + answer.context["older_url"])
    seen += [card.code for card in second.context["mine"].done]
    assert seen == expected
    assert not second.context["older_url"]
    back = citizen.get(MINE + second.context["newer_url"])
    assert [card.code for card in back.context["mine"].done] == expected[:10]


def test_other_peoples_dossiers_are_not_in_the_list(town: Town) -> None:
    dossier = town.dossier()
    assert dossier.display_code not in words(browser(town.people.stranger).get(MINE))


def test_the_list_is_for_who_is_signed_in(client: Client) -> None:
    assert client.get(MINE)["Location"] == "/dang-nhap/?tiep=%2Fho-so%2F"


def test_the_list_costs_few_queries_however_long_it_is(town: Town, citizen: Client) -> None:
    copies(town.dossier(Status.ASSIGNED), 30)
    supplemented(town.commune, town.people, town.procedure)
    Dossier.objects.update(owner=town.people.citizen)
    begin(citizen, town.procedure)
    citizen.get(MINE)
    with plans.cheap():
        citizen.get(MINE)


# --- files ---------------------------------------------------------------------------------------


@pytest.fixture
def paper(town: Town) -> Attachment:
    dossier = town.dossier()
    now = timezone.now()
    stored = clean_upload(SimpleUploadedFile("giay.jpg", picture()), at=now)
    return Attachment.objects.create(
        dossier=dossier, file=stored, name="giay.jpg", original_size=1, uploaded_at=now
    )


def test_the_owner_looks_at_a_paper_and_nobody_else(town: Town, paper: Attachment) -> None:
    path = path_of(paper.dossier, "tep", str(paper.pk))
    answer = browser(town.people.citizen).get(path)
    assert (answer.status_code, answer["Content-Type"]) == (200, "image/jpeg")
    assert "no-store" in answer["Cache-Control"]
    small = browser(town.people.citizen).get(f"{path}?nho=1")
    assert small.status_code == 200
    assert browser(town.people.stranger).get(path).status_code == 404
    assert browser(town.people.receptionist).get(path).status_code == 403
    assert Client().get(path).status_code == 302


def test_a_file_opens_only_below_its_own_dossier(town: Town, paper: Attachment) -> None:
    other = town.dossier()
    citizen = browser(town.people.citizen)
    assert citizen.get(path_of(other, "tep", str(paper.pk))).status_code == 404


def test_a_result_opens_once_it_is_there(town: Town, citizen: Client) -> None:
    dossier = town.dossier(Status.SIGNED)
    now = timezone.now()
    stored = clean_upload(SimpleUploadedFile("kq.jpg", picture()), at=now)
    early = Attachment.objects.create(
        dossier=dossier, role=Attachment.Role.RESULT, file=stored, name="kq.jpg",
        original_size=1, uploaded_at=now,
    )  # fmt: skip
    path = path_of(dossier, "tep", str(early.pk))
    assert citizen.get(path).status_code == 404
    finish(
        dossier, Action.FINISH, by=town.people.clerk, at=now, result_number="45/2026",
        file=ResultFile(stored, "ket-qua.jpg", 1),
    )  # fmt: skip
    assert citizen.get(path).status_code == 200
    assert "ket-qua.jpg" in words(citizen.get(path_of(dossier)))
