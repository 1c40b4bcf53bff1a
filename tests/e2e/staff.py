"""What staff do: sign in, find a dossier, act on it."""

from portal.seed.people import DEMO_PASSWORD
from tests.e2e.visitor import Visitor

SIGN_IN = "Cán bộ đăng nhập"


def sign_in(officer: Visitor, username: str) -> Visitor:
    officer.open("/cb/")
    assert officer.heading == SIGN_IN
    officer.fill({"Tên đăng nhập": username, "Mật khẩu": DEMO_PASSWORD})
    officer.press("Đăng nhập")
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


def short(code: str) -> str:
    """As lists show it: without the agency."""
    return code.removeprefix("H99.12-")
