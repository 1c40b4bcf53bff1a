"""What the office does about reports: enters, checks, mends, covers faces, publishes."""

import re

from playwright.sync_api import Locator

from tests.e2e import staff
from tests.e2e.citizen import new_phone, photo
from tests.e2e.visitor import Visitor

CHECKED_SOON = 60  # tries, a second apart; a busy machine checks a file in its own time


def enters(officer: Visitor, words: str, place: str) -> str:
    """What somebody tells on the phone, with a picture they sent; its code."""
    officer.open("/cb/phan-anh/nhap/?loai=duong-sa")
    told = {"Nội dung": words, "Nơi có việc": place, "Điện thoại người báo": new_phone()}
    officer.fill(told)
    records(officer)
    if officer.page.get_by_label("Việc khác").count():
        officer.page.get_by_label("Việc khác").check()
        records(officer)
    said = officer.page.get_by_text("Đọc mã cho người báo").inner_text()
    return re.search(r"PA-\S+", said)[0]  # type: ignore[index]


def records(officer: Visitor) -> None:
    """A page that comes back has forgotten the file."""
    officer.field("Ảnh, video").set_input_files(photo("TRUOC"))
    staff.confirm(officer)


def acts(officer: Visitor, code: str, action: str, answers: dict[str, str]) -> None:
    officer.open(f"/cb/phan-anh/{code}/")
    staff.act(officer, action, answers)
    officer.sees(f"Xong: {action}")


def pictures(officer: Visitor, code: str, number: int) -> None:
    """Waits until so many of the report are checked."""
    for _ in range(CHECKED_SOON):
        officer.open(f"/cb/phan-anh/{code}/")
        if officer.page.locator(".desk-pictures img").count() == number:
            return
        officer.page.wait_for_timeout(1000)
    raise AssertionError(f"{code} has not {number} checked pictures")


def chooses(moderator: Visitor, code: str) -> list[Locator]:
    """From the list of what waits to be looked at; its pictures."""
    moderator.open("/cb/phan-anh/kiem-duyet/")
    with moderator.comes():
        moderator.page.locator("[data-row]", has_text=code).get_by_role("link").click()
    return moderator.page.locator("[data-cover]").all()


def draws(card: Locator) -> None:
    """A rectangle over the middle of the picture, by the mouse or a finger."""
    card.scroll_into_view_if_needed()
    frame = card.locator("[data-stage] svg").bounding_box()
    assert frame is not None
    mouse = card.page.mouse
    mouse.move(frame["x"] + frame["width"] * 0.3, frame["y"] + frame["height"] * 0.3)
    mouse.down()
    mouse.move(frame["x"] + frame["width"] * 0.6, frame["y"] + frame["height"] * 0.5, steps=4)
    mouse.up()


def side(card: Locator, name: str) -> int:
    """A number of its newest rectangle, in thousandths."""
    return int(card.locator(f"[data-box] [name$=_{name}]").last.input_value())
