"""Whether a text that somebody got was ours. Nothing personal is said, nothing typed is kept."""

import re
from dataclasses import dataclass
from enum import Enum

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from accounts.offices import offices, serving_office
from notifications.hosts import foreign_hosts, own_host
from notifications.kinds import KINDS, ONE_TIME_CODES
from notifications.models import Gateway, Message
from notifications.wording import text_hash
from portal.lib.codes import read_code
from portal.lib.dates import full_clock
from portal.lib.errors import Refused
from portal.lib.limits import allow
from portal.lib.text import fold

TRIES, SECONDS = 20, 600  # questions from one network
SHOWN = 3  # of the times it was sent

_CODE = re.compile(r"[A-Z0-9.]+-\d{6}-\d{4,6}|N-\w{4}-\w{4}")
_ASKS_FOR_CODE = re.compile(r"\bma\s+(?:so\s+)?(?:xac nhan|xac thuc|otp)\b|\botp\b")
_DIGITS = re.compile(r"\b\d{4,8}\b")


class Verdict(Enum):
    OURS = "ours"  # word for word
    ABOUT = "about"  # only a code was typed: we wrote about this dossier
    SILENT = "silent"  # only a code: we wrote nothing
    ONE_TIME_CODE = "one_time_code"  # never confirmed
    UNKNOWN = "unknown"  # not in these words


@dataclass(frozen=True)
class Answer:
    """`moments`: when it was sent, newest first; `what`: about which matter."""

    verdict: Verdict
    moments: tuple[str, ...] = ()
    office: str = ""
    what: str = ""
    code: str = ""
    foreign: tuple[str, ...] = ()  # hosts named in the text that are not ours

    @property
    def name(self) -> str:
        """For templates."""
        return self.verdict.value

    @property
    def own_host(self) -> str:
        return own_host()


def judge(text: str, *, network: str) -> Answer:
    """What we know of a text, or of a dossier code; `Refused` after too many questions."""
    if not allow("genuine", network, tries=TRIES, seconds=SECONDS):
        raise Refused(
            "too_many",
            _("Nơi này vừa hỏi nhiều lần. Xin thử lại sau 10 phút hoặc gọi số hỏi đáp của cơ quan"),
        )
    office = serving_office()
    code = read_code(text, office.code if office else "")
    if _CODE.fullmatch(code):
        return _about(code)
    return _word_for_word(text)


def sender_names() -> list[str]:
    """Under which names our texts arrive on a phone."""
    tried = Gateway.objects.filter(is_on=True, last_ok_at__isnull=False)
    named = tried.exclude(sender="").order_by("position", "code")
    return list(dict.fromkeys(named.values_list("sender", flat=True)))


def opening_words() -> str:
    """How every text of ours begins: `[Mot cua Binh An]`."""
    office = serving_office()
    return f"[{office.name_in_sms}]" if office else ""


def _about(code: str) -> Answer:
    """The times alone: what a dossier is about is told to who holds its receipt."""
    sent = _texts().filter(subject_code=code)
    return _answer(Verdict.ABOUT, list(sent[:SHOWN])) or Answer(Verdict.SILENT, code=code)


def _word_for_word(text: str) -> Answer:
    # The exclusion is what the index is for: without it SQLite would read the whole table.
    same = _texts().filter(text_hash=text_hash(text)).exclude(text_hash="")
    sent = same.exclude(kind__in=ONE_TIME_CODES)
    if ours := _answer(Verdict.OURS, list(sent[:SHOWN])):
        return ours
    folded = fold(text)
    if _ASKS_FOR_CODE.search(folded) and _DIGITS.search(folded):
        return Answer(Verdict.ONE_TIME_CODE, foreign=foreign_hosts(text))
    return Answer(Verdict.UNKNOWN, foreign=foreign_hosts(text))


def _texts() -> QuerySet[Message]:
    return Message.objects.filter(channel=Message.Channel.SMS, sent_at__isnull=False).order_by(
        "-pk"
    )


def _answer(verdict: Verdict, sent: list[Message]) -> Answer | None:
    if not sent:
        return None
    newest = sent[0]
    office = offices().get(newest.root_unit_id or 0) or serving_office()
    return Answer(
        verdict,
        moments=tuple(dict.fromkeys(full_clock(row.sent_at) for row in sent if row.sent_at)),
        office=office.name if office else "",
        what=_(KINDS[newest.kind].label) if newest.kind in KINDS else "",
        code=newest.subject_code,
    )
