"""The story of a date on paper, for inspectors: each print is kept, and proved by its code."""

import pytest
from django.conf import LazySettings
from django.test import Client

from accounts.models import AccessLog
from accounts.permissions import Role
from dossiers.models import Dossier
from dossiers.services import apply
from dossiers.workflow import Action
from papers.models import IssuedPaper, PaperTemplate
from signatures.demo import Authority
from tests.dossiers.clock_pages import received, staff_page
from tests.dossiers.papers import address_of, text_of
from tests.dossiers.staff import Town, browser
from tests.dossiers.tracking import set_clock, words
from tests.factories import at, make_staff
from tests.plans import cheap
from tests.signatures import authorities

NOBODY_THERE = "http://127.0.0.1:9/tsa"


def path_of(dossier: Dossier) -> str:
    return f"/cb/ho-so/{dossier.code}/thoi-han/giai-trinh/"


def printed(client: Client, dossier: Dossier) -> bytes:
    answer = client.post(path_of(dossier))
    assert answer["Location"] == path_of(dossier)
    return client.get(path_of(dossier)).content


def prints() -> list[IssuedPaper]:
    return list(IssuedPaper.objects.filter(form="dong-ho").order_by("pk"))


def test_a_print_is_found_by_the_code_at_its_foot(
    town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    dossier = received(town)
    set_clock(monkeypatch, "2026-11-23 08:00")
    button = f'<form method="post" action="{path_of(dossier)}"'
    assert button in staff_page(town, dossier).content.decode()
    text = text_of(printed(browser(town.people.specialist), dossier))
    [paper] = prints()
    assert f"Mã kiểm tra: {paper.code}" in text
    assert "Lập theo số liệu lúc 08 giờ 00 phút, ngày 23 tháng 11 năm 2026" in text
    page = words(Client().get(f"/kiem-tra/{paper.code}"))
    assert "Giải trình thời hạn giải quyết hồ sơ" in page
    assert str(dossier.code) in page
    assert "23/11/2026" in page
    log = AccessLog.objects.get(action="dossier.clock")
    assert (log.user, log.object_code) == (town.people.specialist, dossier.code)


def test_a_reprint_is_the_same_file_until_the_next_event(
    town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    dossier, client = received(town), browser(town.people.specialist)
    set_clock(monkeypatch, "2026-11-23 08:00")
    first = printed(client, dossier)
    set_clock(monkeypatch, "2026-11-23 09:00")
    assert printed(client, dossier) == first
    assert len(prints()) == 1
    with cheap():
        assert client.get(path_of(dossier)).content == first
    by, when = town.people.specialist, at("2026-11-23 09:30")
    dossier = apply(dossier, Action.START_VERIFYING, by=by, at=when)
    second = printed(client, dossier)
    old, new = prints()
    assert new.code in text_of(second)
    assert client.get(address_of(dossier, old.code)).content == first


def test_a_print_that_cannot_be_sealed_is_refused_and_made_later(
    town: Town, signing: Authority, settings: LazySettings
) -> None:
    dossier, client = received(town), browser(town.people.specialist)
    authorities.added(signing, "office", town.commune.root)
    office = town.commune.one_stop
    PaperTemplate.objects.create(unit=office, seal=True, valid_from=at("2026-11-20 08:00"))
    there, settings.SIGNING_TSA_URL = settings.SIGNING_TSA_URL, NOBODY_THERE
    refused = client.post(path_of(dossier))
    assert refused.status_code == 409
    assert "Máy chủ cấp dấu thời gian chưa trả lời" in refused.content.decode()
    assert "Mã kiểm tra" not in text_of(client.get(path_of(dossier)).content)
    settings.SIGNING_TSA_URL = there
    printed(client, dossier)
    [paper] = prints()
    assert [file.made for file in paper.files.all()] == ["drawn", "sealed"]


def test_looking_at_it_issues_nothing_and_shows_no_code(town: Town) -> None:
    dossier = received(town)
    preview = browser(town.people.specialist).get(path_of(dossier)).content
    assert "Mã kiểm tra" not in text_of(preview)
    assert prints() == []


def test_a_stranger_neither_sees_nor_prints_it(town: Town) -> None:
    dossier = received(town)
    stranger = browser(make_staff(town.commune.office, Role.CLERK))
    assert stranger.get(path_of(dossier)).status_code == 404
    assert stranger.post(path_of(dossier)).status_code == 404
    assert prints() == []
