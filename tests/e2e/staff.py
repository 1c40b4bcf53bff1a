"""What staff do: sign in, find a dossier, act on it."""

from typing import Any

from playwright.sync_api import expect

from portal.seed.people import DEMO_PASSWORD
from tests.e2e.citizen import photo
from tests.e2e.visitor import Visitor

# What a card reader types, and whose card it is.
CARD = "056157004318||Nguyễn Thị Sáu|12041957|Nữ|Thôn 2, xã Bình An|12082021"
CARD_NAME = "Nguyễn Thị Sáu"
SIGN_IN = "Cán bộ đăng nhập"
_COOKIES: dict[tuple[str, str], Any] = {}


def sign_in(officer: Visitor, username: str) -> Visitor:
    """Through the form, the first time in a run; later the cookies of that time are taken."""
    known = _COOKIES.get((officer.url, username))
    if known:
        officer.context.add_cookies(known)
        officer.open("/cb/")
        return officer
    officer.open("/cb/")
    assert officer.heading == SIGN_IN
    officer.fill({"Tên đăng nhập": username, "Mật khẩu": DEMO_PASSWORD})
    officer.press("Đăng nhập", within=officer.page.get_by_role("main"))
    _COOKIES[officer.url, username] = officer.context.cookies()
    return officer


def find(officer: Visitor, code: str) -> None:
    """By its code, in the search of the bar, straight to the dossier's page."""
    box = officer.page.locator("#tim-ho-so")
    box.fill(code)
    with officer.comes():
        box.press("Enter")
    officer.sees(code)


def act(officer: Visitor, action: str, answers: dict[str, str] | None = None) -> None:
    """From the dossier's page: the action's own page, what it asks for, and done."""
    officer.press(f"{action}…" if officer.control(f"{action}…").count() else action)
    officer.fill(answers or {})
    confirm(officer)


def confirm(officer: Visitor) -> None:
    """The main button of an action's page."""
    with officer.comes():
        officer.page.locator("[data-main]").click()


def receives(officer: Visitor, code: str) -> str:
    """From the queue: taken in, handed to the office; its official code is returned."""
    look_at(officer, code)
    act(officer, "Tiếp nhận")
    done = officer.page.get_by_text("Xong: Tiếp nhận").inner_text()
    code = done.split()[-1]
    officer.open("/cb/")  # on a phone the next dossier hides the list
    look_at(officer, code)
    act(officer, "Chuyển xử lý")
    return code


def look_at(officer: Visitor, code: str) -> None:
    """A row of the queue, opened in the pane."""
    row = officer.page.locator("[data-row]").filter(has_text=short(code))
    row.locator("[data-open]").click()
    expect(officer.page.locator("#khung")).to_contain_text(code)
    officer.check()


def signs(leader: Visitor, code: str) -> None:
    sign_in(leader, "dung")
    leader.open("/cb/ky/")
    leader.page.get_by_role("checkbox", name=short(code)).check()
    leader.press("Ký các hồ sơ đã chọn")
    confirm(leader)
    leader.sees("xong 1 hồ sơ")


def seals(clerk: Visitor, code: str) -> None:
    """Numbered, with a picture of the result."""
    find(sign_in(clerk, "nga"), code)
    clerk.press("Cấp số, đóng dấu, chuyển kết quả")
    clerk.fill({"Số kết quả": "128/2026"})
    clerk.field("Bản chụp kết quả").set_input_files(photo("GIAY KHAI SINH"))
    confirm(clerk)


def hands_over(officer: Visitor, code: str, *, to: str) -> None:
    """By the code on the receipt, among the results that wait."""
    officer.open("/cb/tra-ket-qua/")
    officer.fill({"Quét mã trên giấy hẹn hoặc gõ mã hồ sơ": code})
    officer.press("Tìm")
    officer.fill({"Người nhận kết quả": to})
    confirm(officer)
    officer.sees("Đã trả kết quả")


def short(code: str) -> str:
    """As lists show it: without the agency."""
    return code.removeprefix("H99.12-")
