"""Every page that links lead to, for everybody who sees the links; no link leads nowhere."""

from collections import Counter, deque
from dataclasses import dataclass, field
from urllib.parse import unquote, urlsplit

import pytest
from django.urls import Resolver404, resolve

from portal.access import PUBLIC, access_table
from tests.architecture.addresses import addresses
from tests.e2e import citizen, staff
from tests.e2e.checks import faults_of
from tests.e2e.conftest import Arrive
from tests.e2e.visitor import DESKTOP, PHONE, Visitor

pytestmark = pytest.mark.e2e

STAFF = ("hoa", "bao", "thu", "dung", "nga", "hanh", "an", "duy", "phuc", "tuan")
POSTED = {"sign-out", "notifications:zalo-report"}  # public, and no pages
ASKED = 4  # addresses of the same kind that are asked for, besides the page that is opened
_LINKS = """() => [...document.querySelectorAll("a[href]")]
  .filter((link) => link.origin === location.origin && !link.hasAttribute("download"))
  .map((link) => link.getAttribute("href"))"""
_NOWHERE = """() => [...document.querySelectorAll("a[href^='#']")]
  .map((link) => link.getAttribute("href").slice(1))
  .filter((id) => id && !document.getElementById(decodeURIComponent(id)))"""


@dataclass
class Crawl:
    """Breadth first by GET: a page of each kind (URL name) is looked at, wide and narrow."""

    visitor: Visitor
    looked_at: set[str]  # kinds whose accessibility somebody has checked already
    waiting: deque[str] = field(default_factory=deque)
    seen: set[str] = field(default_factory=set)
    kinds: Counter[str] = field(default_factory=Counter)
    faults: list[str] = field(default_factory=list)

    def run(self, *starts: str) -> None:
        self.waiting.extend(starts)
        while self.waiting:
            path = self.waiting.popleft()
            kind = kind_of(path)
            if path in self.seen or self.kinds[kind] > ASKED:
                continue
            self.seen.add(path)
            self.kinds[kind] += 1
            if self.kinds[kind] > 1 or not self._is_page(path):
                self._ask(path)
            else:
                self._look(path, kind)

    def _is_page(self, path: str) -> bool:
        head = self.visitor.context.request.get(self.visitor.url + path)
        return head.headers.get("content-type", "").startswith("text/html")

    def _ask(self, path: str) -> None:
        answer = self.visitor.context.request.get(self.visitor.url + path)
        if not answer.ok:
            self.faults.append(f"{path}: {answer.status}")

    def _look(self, path: str, kind: str) -> None:
        page = self.visitor.page
        answer = page.goto(self.visitor.url + path)
        if answer is None or not answer.ok:
            self.faults.append(f"{path}: {answer and answer.status}")
            return
        is_new = kind not in self.looked_at
        self.looked_at.add(kind)
        for width, height in (PHONE, DESKTOP):
            page.set_viewport_size({"width": width, "height": height})
            found = faults_of(page, scripts=is_new) + self.visitor.faults.take()
            self.faults += [f"{path} at {width}: {fault}" for fault in found]
        if not kind.startswith("styleguide"):  # its links are for show
            self.faults += [f"{path}: no #{name}" for name in page.evaluate(_NOWHERE)]
        links = [address_of(link, self.visitor.path) for link in page.evaluate(_LINKS)]
        self.waiting.extend(dict.fromkeys(link for link in links if link not in self.seen))


def address_of(link: str, path: str) -> str:
    """Path and query, without the part of the page it points to."""
    parts = urlsplit(link)
    at = parts.path or urlsplit(path).path
    return f"{at}?{parts.query}" if parts.query else at


def kind_of(path: str) -> str:
    try:
        return resolve(unquote(urlsplit(path).path)).view_name
    except Resolver404:
        return f"nothing at {path}"


@pytest.fixture(scope="module")
def looked_at() -> set[str]:
    return set()


def open_paths() -> list[str]:
    """Pages that everybody may open and that need no argument, linked or not."""
    table = access_table()
    return [
        entry.path
        for entry in addresses()
        if not entry.arguments and table.get(entry.name) == PUBLIC and entry.name not in POSTED
    ]


def test_strangers_meet_no_dead_end(arrive: Arrive, looked_at: set[str]) -> None:
    crawl = Crawl(arrive(), looked_at)
    crawl.run("/", "/q/HT01", *(path for path in open_paths() if "/api/" not in path))
    assert not crawl.faults, "\n".join(crawl.faults)
    assert {"home", "procedures:procedure", "dossiers:look-up"} <= set(crawl.kinds)


def test_a_citizen_meets_no_dead_end(arrive: Arrive, looked_at: set[str]) -> None:
    mother = arrive()
    mother.open(f"/nop/{citizen.BIRTH}/")
    citizen.sign_in(mother, citizen.new_phone())
    mother.press("Bắt đầu")
    crawl = Crawl(mother, looked_at)
    crawl.run("/ho-so/", mother.path)
    assert not crawl.faults, "\n".join(crawl.faults)
    assert {"dossiers:draft", "dossiers:draft-page", "dossiers:draft-check"} <= set(crawl.kinds)


@pytest.mark.parametrize("username", STAFF)
def test_staff_meet_no_dead_end(arrive: Arrive, looked_at: set[str], username: str) -> None:
    crawl = Crawl(staff.sign_in(arrive(), username), looked_at)
    crawl.run("/cb/", *(["/"] if username == "hoa" else []))
    assert not crawl.faults, "\n".join(crawl.faults)
    assert len(crawl.kinds) >= 3
