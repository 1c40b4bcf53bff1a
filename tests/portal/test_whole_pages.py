"""A page filled into its skeleton is the page that the engine would have rendered."""

import re
from typing import Any

import pytest
from django.contrib import messages
from django.contrib.auth.models import AnonymousUser
from django.contrib.messages.middleware import MessageMiddleware
from django.contrib.sessions.middleware import SessionMiddleware
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.test import RequestFactory

from accounts.models import User
from portal.lib.whole_pages import draw_page
from tests.factories import make_citizen, make_commune

PAGE = "dossiers/tracking/dossier.html"
WORDS = "code former_code title badges apology duty promise steps fee hotline hotline_href name"
NAMES = f"{WORDS} phone way_in sign_in_url".split()
SHAPE = {"own": None, "by_key": True, "signed_in": False, "may_claim": False}

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _commune() -> None:
    make_commune()


def visit(path: str = "/t/x/", user: Any = None, **cookies: str) -> HttpRequest:
    request = RequestFactory().get(path)
    request.COOKIES.update(cookies)
    request.user = user or AnonymousUser()
    SessionMiddleware(lambda _: HttpResponse()).process_request(request)
    MessageMiddleware(lambda _: HttpResponse()).process_request(request)
    return request


def text_of(answer: HttpResponse) -> str:
    """Without the tokens, which are never the same twice."""
    return re.sub(r'(name="csrfmiddlewaretoken" value=")\w+', r"\1", answer.content.decode())


def values(text: str) -> dict[str, str]:
    return dict.fromkeys(NAMES, text)


def drawn_and_rendered(text: str, **facts: Any) -> tuple[str, str]:
    drawn = draw_page(visit(**facts), PAGE, values(text), **SHAPE)
    return text_of(drawn), text_of(render(visit(**facts), PAGE, {**values(text), **SHAPE}))


@pytest.mark.parametrize(
    "text",
    [
        "Đăng ký khai sinh",
        '"><script>alert(1)</script>',
        "it's 100% & %(code)s %s {{ code }}",
        "",
    ],
)
def test_it_is_what_the_engine_renders(text: str) -> None:
    drawn, rendered = drawn_and_rendered(text)
    assert drawn == rendered
    assert "\ue000" not in drawn


@pytest.mark.parametrize("path", ["/t/y/", "/t/x/?a=1&b=%3Cb%3E", '/t/"><b>/'])
def test_every_visit_has_its_own_address_in_the_frame(path: str) -> None:
    drawn, rendered = drawn_and_rendered("x", path=path)
    assert drawn == rendered
    assert drawn != drawn_and_rendered("x")[0]


def test_every_visit_has_its_own_token() -> None:
    answers = [draw_page(visit(), PAGE, values("x"), **SHAPE).content.decode() for _ in range(2)]
    tokens = [re.findall(r'csrfmiddlewaretoken" value="(\w{64})"', html) for html in answers]
    assert len(tokens[0]) >= 2  # the reading aids, and signing in
    assert tokens[0] != tokens[1]


def test_reading_aids_and_language_are_kept() -> None:
    large, rendered = drawn_and_rendered("x", co_chu="lon", tuong_phan="1")
    assert large == rendered
    assert 'class="chu-lon tuongphan"' in large


def test_whoever_is_signed_in_has_a_page_of_their_own() -> None:
    citizen: User = make_citizen(full_name="Nguyễn Thị Sáu")
    assert "Nguyễn Thị Sáu" in drawn_and_rendered("x", user=citizen)[0]
    assert "Nguyễn Thị Sáu" not in drawn_and_rendered("x")[0]


def test_what_is_to_be_told_is_told_once() -> None:
    request = visit()
    messages.success(request, "Đã thoát")
    assert "Đã thoát" in draw_page(request, PAGE, values("x"), **SHAPE).content.decode()
    assert "Đã thoát" not in drawn_and_rendered("x")[0]
