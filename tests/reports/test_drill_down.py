"""Every number on every page of leaders is the length of the list it leads to."""

import re
from collections.abc import Iterator
from datetime import timedelta
from html import unescape

import pytest
from django.test import Client
from django.utils import timezone

from dossiers.models import Dossier
from dossiers.services import apply
from dossiers.workflow import Action, Status
from feedback.workflow import Truth
from reports.counting.refreshing import refresh
from tests.dossiers.lateness import make_late
from tests.dossiers.staff import Town, browser
from tests.factories import Commune
from tests.feedback.factories import MARKET, make_category
from tests.feedback.rows import a_row

pytestmark = pytest.mark.django_db

LINK = re.compile(r'<a\b[^>]*?\bhref="(/ld/[^"]*)"[^>]*>(.*?)</a>', re.DOTALL)
LIST = re.compile(r"/ld/(?:ho-so|tre|phan-anh/danh-sach)/\?.*\bso=")
HIDDEN = re.compile(r'<span class="mc-hidden">.*?</span>', re.DOTALL)
COUNT = re.compile(r"(?:Cả )?([\d.]+)(?: (?!ngày|giờ).*)?", re.DOTALL)
TOTAL = re.compile(r"<span data-total>([\d.]+)</span>")
NO_PAGE = ("/ld/bao-cao/tep/",)


@pytest.fixture
def busy(town: Town) -> Town:
    """Something of every kind: late with and without a cause, waiting, due, ended well and late."""
    people, now = town.people, timezone.now()
    for cause in ("", "other_office", "signer"):
        late = make_late(town)
        Dossier.objects.filter(pk=late.pk).update(
            late_cause=cause, late_cause_at=now if cause else None
        )
    make_late(town, Status.TRANSFERRED)
    for status in (Status.SUBMITTED, Status.RECEIVED, Status.ASSIGNED, Status.RESULT_READY):
        town.dossier(status)
    paused = town.dossier(Status.ASSIGNED)
    apply(paused, Action.ASK_SUPPLEMENT, by=people.specialist, at=now, note="Thiếu giấy")
    gone = town.dossier(Status.ASSIGNED)
    apply(gone, Action.WITHDRAW, by=people.receptionist, at=now, note="Dân xin rút")
    slow = make_late(town, Status.SIGNED)
    apply(slow, Action.FINISH, by=people.clerk, at=now, late_cause="staff")
    due = town.dossier(Status.ASSIGNED)
    Dossier.objects.filter(pk=due.pk).update(due_at=now.replace(hour=16), act_by=now)
    refresh(now + timedelta(seconds=1))
    _reports(town.commune)
    return town


def _reports(commune: Commune) -> None:
    """Of citizens: late and in time, true and untrue, a hot spot, some about officers."""
    now, lat_long = timezone.now(), {"lat": MARKET[0], "long": MARKET[1]}
    holes, lamps = make_category(), make_category(name="Đèn đường", group="utilities")
    for days, unit in ((4, commune.one_stop), (3, commune.justice), (1, commune.justice)):
        a_row(commune, holes, received_at=now - timedelta(days=days), unit=unit, **lat_long)
    for truth in (Truth.TRUE, Truth.PARTLY, Truth.FALSE):
        a_row(commune, lamps, received_at=now, answered_after=0, ended_after=0, truth=truth)
    a_row(commune, lamps, received_at=now, answered_after=60, about_conduct=True)


def links(html: str) -> Iterator[tuple[str, str]]:
    """Address and visible words of every link to a page of leaders."""
    for url, words in LINK.findall(html):
        text = re.sub(r"<[^>]+>", " ", HIDDEN.sub("", words))
        yield unescape(url), unescape(" ".join(text.split()))


def crawl(client: Client, *starts: str) -> Iterator[tuple[str, str]]:
    """Every page that can be reached, lists aside, with what it says; each kind of page twice."""
    waiting, seen, kinds = list(starts), set(starts), dict[str, int]()
    while waiting:
        path = waiting.pop(0)
        answer = client.get(path)
        assert answer.status_code == 200, path
        html = answer.content.decode()
        yield path, html
        for url, _ in links(html):
            kind = re.sub(r"(/ld/[^/]+/).*", r"\1", url)
            if url in seen or LIST.match(url) or url.startswith(NO_PAGE) or kinds.get(kind, 0) > 2:
                continue
            kinds[kind] = kinds.get(kind, 0) + 1
            seen.add(url)
            waiting.append(url)


def test_every_number_is_the_length_of_its_list(busy: Town) -> None:
    client = browser(busy.people.leader)
    numbers: dict[str, tuple[str, str]] = {}
    for path, html in crawl(
        client, "/ld/phan-anh/", "/ld/", "/ld/giao-ban/", "/ld/xep-hang/?theo=truc-tuyen"
    ):
        for url, words in links(html):
            if LIST.match(url) and (number := COUNT.fullmatch(words)):
                numbers[url] = (number[1], path)
    assert len(numbers) > 50
    wrong = [
        (path, url, number, total)
        for url, (number, path) in numbers.items()
        if (total := total_of(client, url)) != number
    ]
    assert wrong == []


def total_of(client: Client, url: str) -> str:
    found = TOTAL.search(client.get(url).content.decode())
    return found[1] if found else "không có"


def test_the_crawl_finds_numbers_and_leaves_words_alone() -> None:
    html = (
        '<a href="/ld/ho-so/?so=tre&amp;don-vi=H99">20<span class="mc-hidden"> hồ sơ</span></a>'
        '<a class="x" href="/ld/tre/?so=tre">Cả 1.020 hồ sơ</a><a href="/ld/don-vi/">Đơn vị</a>'
    )
    found = list(links(html))
    assert found == [
        ("/ld/ho-so/?so=tre&don-vi=H99", "20"), ("/ld/tre/?so=tre", "Cả 1.020 hồ sơ"),
        ("/ld/don-vi/", "Đơn vị"),
    ]  # fmt: skip
    numbers = [COUNT.fullmatch(words) for _, words in found]
    assert [one and one[1] for one in numbers] == ["20", "1.020", None]
    assert COUNT.fullmatch("6 ngày") is None
