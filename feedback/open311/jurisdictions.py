"""Whose services and reports a request is about: `jurisdiction_id`.

One address serves every commune of the portal. The domain of the portal, or nothing, means all of
them; the code of a commune (mã định danh) means that one.
"""

from urllib.parse import urlsplit

from django.conf import settings

from accounts.offices import offices
from feedback.open311.asked import Asked
from feedback.open311.faults import unknown


def root_asked(asked: Asked) -> int | None:
    """Id of the commune or province that is named; None: all. Unknown ones are refused."""
    name = asked.text("jurisdiction_id").lower()
    if not name or name.removeprefix("www.") == domain():
        return None
    for office in offices().values():
        if office.id == office.root_id and office.code.lower() == name:
            return office.id
    raise unknown("Không có jurisdiction_id này.")


def roots_asked(asked: Asked) -> list[int]:
    named = root_asked(asked)
    if named is not None:
        return [named]
    return [office.id for office in offices().values() if office.id == office.root_id]


def domain() -> str:
    """The suggested id: the main domain of the portal."""
    return (urlsplit(settings.SITE_URL).hostname or "").removeprefix("www.")
