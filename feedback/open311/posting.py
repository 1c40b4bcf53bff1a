"""A report as a program sends it, read with everything that is wrong with it (handbook 2.5)."""

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from accounts.models import Unit
from accounts.offices import roots_seen_from
from feedback.models import Application, Category, Report
from feedback.open311.asked import Asked
from feedback.open311.attributes import read_attributes
from feedback.open311.catalogue import offered_one
from feedback.open311.faults import UNKNOWN, Collected, Fault, Faults, wrong
from feedback.open311.jurisdictions import root_asked
from feedback.open311.placing import coordinate
from feedback.places import read_point
from feedback.services.checks import LONGEST
from feedback.services.sending import Person, Sending
from portal.lib.codes import random_token
from portal.lib.errors import Refused
from portal.lib.numbers import national_digits
from portal.lib.text import clean, clean_lines

MOST_LINKS = 10
_LINK = 500
_FILES = ("media", "photo")  # media, media[], photo1 ...
_SLIPS = {"lon": "long", "lng": "long", "latitude": "lat", "longitude": "long"}


@dataclass(frozen=True)
class _Place:
    lat: float | None
    long: float | None
    address: str


def read_sending(asked: Asked, application: Application, *, is_test: bool) -> Sending:
    """What is to be sent; `Faults` with all that is missing or wrong at once."""
    found = Collected()
    root, category, answers, place = None, None, {}, _Place(None, None, "")
    with found.reading():
        root = _root(asked, application)
    with found.reading():
        category = _category(asked)
        answers = read_attributes(asked.form, category, found)
    with found.reading():
        place = _place(asked, root)
    words = _words(asked, found)
    found.check()
    assert category is not None  # noqa: S101 - a missing one was found
    return Sending(
        root_unit=root,
        category=category,
        text=words["description"] or category.name,
        channel=Report.Channel.API,
        person=words["person"],
        submit_key=random_token(),  # also the token of the interface
        lat=place.lat,
        long=place.long,
        located=Report.Located.ADDRESS if place.lat is None else Report.Located.PIN,
        address=place.address,
        answers=answers,
        application=application,
        is_test=is_test or application.is_test,
        media_links=words["links"],
    )


def _root(asked: Asked, application: Application) -> Unit | None:
    """That of the key. A province's key reaches its communes: by name, or by the point."""
    own = roots_seen_from(application.root_unit)
    named = root_asked(asked)
    if named is None:
        return application.root_unit if len(own) == 1 else None
    if named not in own:
        raise wrong("Khóa này không gửi được đến jurisdiction_id đã nêu.")
    return Unit.objects.get(pk=named)


def _category(asked: Asked) -> Category:
    code = asked.text("service_code")
    if not code:
        raise wrong("Thiếu service_code.")
    category = offered_one(code)
    if category is None:
        raise Faults(Fault("Không có service_code này.", UNKNOWN))
    return category


def _place(asked: Asked, root: Unit | None) -> _Place:
    address = _limited(asked, "address_string", Report._meta.get_field("address").max_length)
    if asked.has("lat", "long"):
        lat, long = _point(asked, root)
        return _Place(lat, long, address)
    slips = [f"{given} (đúng là {name})" for given, name in _SLIPS.items() if asked.has(given)]
    if slips and not address:
        raise wrong(f"Sai tên tham số vị trí: {', '.join(slips)}.")
    if asked.has("address_id") and not address:
        raise wrong("Ở đây không có address_id. Gửi lat và long, hoặc address_string.")
    if not address:
        raise wrong("Thiếu vị trí: gửi lat và long, hoặc address_string.")
    return _Place(None, None, address)


def _point(asked: Asked, root: Unit | None) -> tuple[float, float]:
    for name, other in (("lat", "long"), ("long", "lat")):
        if not asked.has(name):
            slips = [given for given, meant in _SLIPS.items() if meant == name and asked.has(given)]
            hint = f" Tham số là {name}, không phải {slips[0]}." if slips else ""
            raise wrong(f"Có {other} nhưng thiếu {name}.{hint}")
    lat, long = coordinate("lat", asked.text("lat")), coordinate("long", asked.text("long"))
    try:
        read_point(asked.text("lat"), asked.text("long"), root_unit=root.pk if root else None)
    except Refused as refused:
        raise wrong(f"{refused.message}.", code="outside_area") from refused
    return lat, long


def _words(asked: Asked, found: Collected) -> dict[str, Any]:
    words: dict[str, Any] = {"description": "", "person": Person(), "links": ""}
    with found.reading():
        words["description"] = _description(asked)
    with found.reading():
        words["person"] = _person(asked)
    with found.reading():
        words["links"] = read_links(asked)
    return words


def _description(asked: Asked) -> str:
    text = clean_lines(asked.text("description"))
    if len(text) > LONGEST:
        raise wrong(f"description dài {len(text)} ký tự, nhiều nhất {LONGEST}.")
    return text


def _person(asked: Asked) -> Person:
    """As it was sent; it is shown to nobody but staff with the right."""
    first, last = _limited(asked, "first_name", 60), _limited(asked, "last_name", 59)
    return Person(
        name=f"{first} {last}".strip(),
        phone=_phone(asked.text("phone")),
        email=_email(asked.text("email")),
        device=_limited(asked, "device_id", 100),
        account=_limited(asked, "account_id", 100),
    )


def _phone(text: str) -> str:
    """`0905 123 318`, `+84905123318` -> `+84905123318`; landlines and foreign numbers too."""
    digits = national_digits(text)
    whole = f"+84{digits[1:]}" if digits.startswith("0") else digits
    number = whole.removeprefix("+")
    if text and not (number.isascii() and number.isdigit() and 8 <= len(number) <= 15):
        raise wrong("phone không phải số điện thoại.")
    return whole


def _email(text: str) -> str:
    try:
        if text:
            validate_email(text)
    except ValidationError as error:
        raise wrong("email không phải địa chỉ thư điện tử.") from error
    return text


def _limited(asked: Asked, name: str, most: int | None) -> str:
    text = clean(asked.text(name))
    if most is not None and len(text) > most:
        raise wrong(f"{name} dài quá {most} ký tự.")
    return text


def read_links(asked: Asked) -> str:
    """Addresses of pictures elsewhere, one a line. Staff open them; the server never does."""
    links = [clean(link) for link in asked.form.getlist("media_url") if link.strip()]
    for link in links:
        if urlsplit(link).scheme not in {"http", "https"} or len(link) > _LINK:
            raise wrong(f"media_url phải bắt đầu bằng http hoặc https, dài nhất {_LINK} ký tự.")
    if len(links) > MOST_LINKS:
        raise wrong(f"Nhiều nhất {MOST_LINKS} media_url.")
    return "\n".join(dict.fromkeys(links))
