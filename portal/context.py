"""What every page needs: the unit, the menu, the reading aids and who is signed in.

Templates read it as `page`. Everything is computed when first asked for, so a page pays only for
what it shows.
"""

from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

from django.http import HttpRequest
from django.utils.functional import Promise
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext_lazy as _

from accounts.models import Unit
from accounts.offices import OfficeFacts, serving_office
from dossiers.staff.queue import boxes_of
from feedback.desk import pulse as desk_pulse
from notifications.desk.pulse import pulse
from notifications.inbox.unread import unread_count
from portal.lib.badges import counted
from portal.lib.dates import short_moment
from portal.menus import (
    BOTTOM_BAR,
    COMMON_KEYS,
    INTAKE,
    LEADER_TABS,
    MENU,
    PLACES,
    SCAN,
    SEARCH,
    SIDEBAR,
    KeyHelp,
    MenuGroup,
    MenuItem,
    Places,
    here,
    leader_tab,
)

TEXT_SIZE_COOKIE = "co_chu"
CONTRAST_COOKIE = "tuong_phan"

# value of the cookie and class on <html> (after "chu-"), mark, words
TEXT_SIZES = (
    ("vua", "A", _("Cỡ chữ vừa")),
    ("lon", "A+", _("Cỡ chữ lớn")),
    ("ratlon", "A++", _("Cỡ chữ rất lớn")),
)
LANGUAGES = {"vi": "Tiếng Việt", "en": "English"}


@dataclass(frozen=True)
class TextSize:
    value: str
    mark: str
    label: str | Promise
    on: bool


@dataclass(frozen=True)
class Language:
    code: str
    name: str


@dataclass(frozen=True)
class Bell:
    """The way to the inbox. `count`: what is unread, as the eye sees it; `words`: as read aloud."""

    path: str
    count: str
    words: str
    here: bool


@dataclass(frozen=True)
class Office:
    """The unit as a page names it."""

    short_name: str = ""
    phone: str = ""
    address: str = ""
    hours_text: str = ""

    @property
    def office_short(self) -> str:
        return f"UBND {self.short_name}" if self.short_name else ""

    @property
    def office_long(self) -> str:
        return f"Ủy ban nhân dân {self.short_name}" if self.short_name else ""

    @property
    def phone_href(self) -> str:
        return "".join(c for c in self.phone if c.isdigit() or c == "+")


class Page:
    """Read by the layouts. `request` is absent on the page of an internal error."""

    product = "Một cửa số"

    def __init__(self, request: HttpRequest | None) -> None:
        self.request = request
        self.cookies = request.COOKIES if request else {}
        self.path = request.path if request else ""

    # --- the office ---------------------------------------------------------------------

    @cached_property
    def unit(self) -> Office:
        row = self._root_unit()
        if row is None:
            return Office()
        return Office(row.short_name, row.phone, row.address, row.hours_text)

    def _root_unit(self) -> Unit | OfficeFacts | None:
        """That of the signed-in member of staff, who is loaded with it; else the one there is."""
        if self.user_name and self.user.unit:
            own: Unit = self.user.unit.root or self.user.unit
            return own
        return serving_office() if self.request else None

    # --- reading aids -------------------------------------------------------------------

    @cached_property
    def here(self) -> str:
        return self.request.get_full_path() if self.request else "/"

    @property
    def high_contrast(self) -> bool:
        return self.cookies.get(CONTRAST_COOKIE) == "1"

    @property
    def text_sizes(self) -> list[TextSize]:
        chosen = self.cookies.get(TEXT_SIZE_COOKIE, "")
        if chosen not in {value for value, _mark, _label in TEXT_SIZES}:
            chosen = "vua"
        return [TextSize(value, mark, label, value == chosen) for value, mark, label in TEXT_SIZES]

    @property
    def html_class(self) -> str:
        size = next(size.value for size in self.text_sizes if size.on)
        classes = [f"chu-{size}"] if size != "vua" else []
        return " ".join(classes + (["tuongphan"] if self.high_contrast else []))

    @property
    def language(self) -> str:
        return get_language() or "vi"

    @property
    def other_language(self) -> Language:
        code = "en" if self.language == "vi" else "vi"
        return Language(code, LANGUAGES[code])

    @cached_property
    def look(self) -> tuple[object, ...] | None:
        """All that the frame follows from, beside `here` and the language; None: this person."""
        if self.user_name:
            return None
        places = tuple(here(item.path, self.path) for item in (*MENU, *BOTTOM_BAR))
        return (self.unit, self.html_class, *places)

    # --- where one can go ---------------------------------------------------------------

    @cached_property
    def places(self) -> Places:
        """Staff have their work where citizens have their dossiers, which are closed to staff."""
        return replace(PLACES, mine=PLACES.queue) if self.is_staff else PLACES

    @property
    def menu(self) -> list[MenuItem]:
        return [self._placed(item) for item in MENU]

    @property
    def bottom_bar(self) -> list[MenuItem]:
        return [self._placed(item) for item in BOTTOM_BAR]

    def _placed(self, item: MenuItem) -> MenuItem:
        path = self.places.mine if item.path == PLACES.mine else item.path
        return replace(item, path=path, here=here(path, self.path))

    @property
    def sidebar(self) -> list[MenuGroup]:
        groups = [
            MenuGroup(
                group.title,
                tuple(
                    replace(
                        row,
                        here=row.path == self.path,
                        count=self._count(row),
                        number=self._number(row),
                    )
                    for row in group.items
                    if self._may(row)
                ),
            )
            for group in SIDEBAR
        ]
        return [group for group in (self._boxes(), *groups) if group.items]

    @property
    def leader_tabs(self) -> list[MenuItem]:
        tab = leader_tab(self.path)
        return [replace(item, here=item.path == tab) for item in LEADER_TABS]

    def _boxes(self) -> MenuGroup:
        """The boxes of the queue that this person works from."""
        boxes = boxes_of(self.user) if self.user_name else []
        return MenuGroup(
            _("Hồ sơ"),
            tuple(
                MenuItem(box.path, box.label, box.icon, here=box.path == self._box_path)
                for box in boxes
            ),
        )

    def _count(self, item: MenuItem) -> str:
        """Of what is urgent, where the menu leads to it: calls, late reports, wishes to remove."""
        if not self.user.unit:
            return ""
        root = self.user.unit.root_id_or_self
        number = {
            PLACES.undelivered: lambda: pulse().to_call.get(root, 0),
            PLACES.desk: lambda: desk_pulse.numbers_of(self.user).late,
            PLACES.removals: lambda: desk_pulse.removals_of(self.user),
        }.get(item.path, int)()
        return counted(number) if number else ""

    def _number(self, item: MenuItem) -> str:
        """Of what waits and is not late."""
        number = desk_pulse.numbers_of(self.user).open if item.path == PLACES.desk else 0
        return counted(number) if number else ""

    @cached_property
    def standstill(self) -> str:
        """Since when messages do not leave; staff are told on every page."""
        since = pulse().late_since if self.is_staff else None
        return short_moment(since) if since else ""

    @property
    def _box_path(self) -> str:
        box = self.request.GET.get("muc") if self.request else None
        return f"{self.path}?muc={box}" if box else self.path

    @property
    def staff_tools(self) -> dict[str, MenuItem | None]:
        """Search, scan and intake of the staff bar; None for what the person may not use."""
        tools = {"search": SEARCH, "scan": SCAN, "intake": INTAKE}
        return {name: tool if self._may(tool) else None for name, tool in tools.items()}

    def _may(self, item: MenuItem) -> bool:
        needs = item.needs if isinstance(item.needs, frozenset) else {item.needs}
        return bool(self.user_name) and bool(needs & self.user.permissions)

    @property
    def common_keys(self) -> tuple[KeyHelp, ...]:
        return COMMON_KEYS

    # --- who is signed in ---------------------------------------------------------------

    @cached_property
    def user(self) -> Any:
        return getattr(self.request, "user", None)

    @property
    def user_name(self) -> str:
        return str(self.user) if self.user is not None and self.user.is_authenticated else ""

    @property
    def is_staff(self) -> bool:
        return bool(self.user_name) and self.user.is_staff_member

    @cached_property
    def bell(self) -> Bell | None:
        """None for who is not signed in: their pages ask for nothing."""
        if not self.user_name:
            return None
        path = PLACES.staff_notices if self.is_staff else PLACES.notices
        unread = unread_count(self.user.pk)
        count = counted(unread) if unread else ""
        words = ngettext("%(n)s tin chưa đọc", "%(n)s tin chưa đọc", unread) % {"n": count}
        return Bell(path, count, words if unread else "", here=self.path == path)

    @property
    def user_place(self) -> str:
        """`Tư pháp - Hộ tịch · Quầy 2`, or the job title."""
        parts = (self.user.unit, self.user.place) if self.is_staff else ()
        return " · ".join(
            part.short_name if isinstance(part, Unit) else str(part) for part in parts if part
        )

    @property
    def letters_act(self) -> bool:
        """Whether single letters press buttons for this person."""
        return bool(self.user_name) and self.user.shortcut_keys


def page(request: HttpRequest) -> dict[str, Page]:
    """The context processor."""
    return {"page": Page(request)}
