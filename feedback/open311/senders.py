"""Who sends: programs with a key (handbook 2.5)."""

from feedback.models import Application
from feedback.open311.asked import Asked
from feedback.open311.faults import FORBIDDEN, TOO_MANY, Fault, Faults
from feedback.services.applications import application_of
from portal.lib.limits import allow

_WRONG_KEYS, _IN_SECONDS = 60, 600  # of one network address


def sender_of(asked: Asked) -> Application | None:
    """The program whose `api_key` was given; None without one. A wrong one is refused."""
    key = asked.text("api_key")
    if not key:
        return None
    application = application_of(key)
    if application is None:
        if not allow("open311-key", asked.network, tries=_WRONG_KEYS, seconds=_IN_SECONDS):
            raise Faults(Fault("Quá nhiều khóa sai. Xin thử lại sau.", TOO_MANY))
        raise Faults(Fault("api_key không đúng hoặc đã thu hồi.", FORBIDDEN))
    return application


def required_sender(asked: Asked) -> Application:
    sender = sender_of(asked)
    if sender is None:
        raise Faults(Fault("Thiếu api_key. Xem cách xin cấp khóa tại /open311/.", FORBIDDEN))
    return sender
