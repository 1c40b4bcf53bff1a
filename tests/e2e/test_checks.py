"""The checks of every page bite: each is seen to refuse a page planted for it."""

import pytest

from tests.e2e.checks import faults_of
from tests.e2e.conftest import Arrive
from tests.e2e.visitor import PHONE, Visitor

pytestmark = pytest.mark.e2e

GOOD = "<!doctype html><html lang=vi><head><title>Một</title></head><body><main><h1>Một</h1>{}"


@pytest.fixture
def visitor(arrive: Arrive) -> Visitor:
    visitor = arrive(PHONE)
    visitor.open("/")  # its policy holds for what is planted
    return visitor


@pytest.mark.parametrize(
    ("planted", "fault"),
    [
        ("<title></title>", "no <title>"),
        ("<h1>Hai</h1>", "2 h1, not 1"),
        ("<svg width='3000' height='1'></svg>", "px too wide"),
        ("<img src='/static/x.svg'>", "image-alt"),
        ("<button>A</button><input>", "label"),
    ],
)
def test_a_page_is_refused_for(visitor: Visitor, planted: str, fault: str) -> None:
    head = GOOD.replace("<title>Một</title>", planted) if "title" in planted else GOOD
    visitor.page.set_content(head.format(planted))
    assert any(fault in found for found in faults_of(visitor.page))


def test_a_page_in_order_is_not_refused(visitor: Visitor) -> None:
    visitor.page.set_content(GOOD.format("<p>Xin chào</p>"))
    assert faults_of(visitor.page) == []


@pytest.mark.parametrize(
    "planted", ["<p style='color:red'>x</p>", "<img alt='' src='/static/khong-co.svg'>"]
)
def test_what_the_browser_complains_about_is_heard(visitor: Visitor, planted: str) -> None:
    visitor.page.set_content(GOOD.format(planted))
    with pytest.raises(AssertionError, match=r"console|404"):
        visitor.check()


def test_another_answer_than_expected_is_refused(visitor: Visitor) -> None:
    with pytest.raises(AssertionError, match="404"):
        visitor.open("/khong-co-trang-nay/")
