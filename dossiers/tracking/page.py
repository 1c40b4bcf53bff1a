"""The tracking page in words: what the receipt opens, and what the owner sees beyond it."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest
from django.urls import reverse

from accounts.identity import mask_name, mask_phone, show_phone
from accounts.models import User
from dossiers.books.results import told_of
from dossiers.documents.kept import APOLOGY, PaperLink, paper_links
from dossiers.files.paper_lines import paper_lines
from dossiers.models import Dossier
from dossiers.services import actions_for, may_claim
from dossiers.tracking.drawing import (
    draw_apology,
    draw_badges,
    draw_duty,
    draw_promise,
    draw_steps,
)
from dossiers.tracking.duties import duty_of
from dossiers.tracking.reading import Tracked
from dossiers.tracking.timeline import timeline
from dossiers.tracking.words import apology, badges, fee, promise
from dossiers.workflow import WITH_RESULT, Action
from notifications.inbox.ways import EventLine, event_lines
from procedures.answers import SummaryGroup, summarise
from procedures.eforms import form_pages

OWN_FILE = "dossiers:own-file"


@dataclass(frozen=True)
class Link:
    """A row of `components/link_list.html`."""

    title: str
    url: str
    meta: str = ""
    icon: str = ""


@dataclass(frozen=True)
class MaskedPage:
    """For the receipt, or code and digits: no answers, no files, nobody's whole name.

    `values` are printed, `shape` decides what there is (portal.lib.whole_pages).
    """

    values: dict[str, str]
    shape: dict[str, bool | None]


def masked_page(tracked: Tracked, request: HttpRequest, *, by_key: bool = False) -> MaskedPage:
    """`by_key`: opened by the receipt's QR, not by a grant of this session."""
    dossier, user = tracked.dossier, request.user
    signed_in = user.is_authenticated
    values = _page(tracked) | {
        "name": mask_name(dossier.applicant_name),
        "phone": mask_phone(dossier.phone),
        "way_in": _way_in(tracked, signed_in=signed_in),
        "sign_in_url": "" if by_key else sign_in_url(dossier),
        "clock_url": _clock_url(dossier, by_key=by_key),
    }
    shape = {
        "own": None,
        "by_key": by_key,
        "signed_in": signed_in,
        "may_claim": user.is_authenticated and may_claim(dossier, user),
    }
    return MaskedPage(values, shape)


def sign_in_url(dossier: Dossier) -> str:
    """Signing in, and back to this dossier."""
    return f"{reverse('sign-in')}?{urlencode({'tiep': _url(dossier, 'dossier')})}"


def _way_in(tracked: Tracked, *, signed_in: bool) -> str:
    """How to act on this dossier, for somebody who may only look at it now."""
    dossier, phone = tracked.dossier, mask_phone(tracked.dossier.phone)
    if dossier.owner_id:
        account = "tài khoản đã nộp hồ sơ"
    elif phone:
        account = f"số {phone} ghi trên hồ sơ"
    else:
        return "Hồ sơ không ghi số điện thoại. Cần xem thêm, bổ sung hoặc rút, mời ông/bà đến quầy."
    what = "xem giấy tờ, bổ sung hoặc rút hồ sơ" if dossier.is_open else "xem giấy tờ và kết quả"
    if signed_in:
        return f"Muốn {what}, xin đăng nhập bằng {account}."
    return f"Đăng nhập bằng {account} để {what}."


def own_page(tracked: Tracked, owner: User) -> dict[str, Any]:
    """For the owner: everything that was sent and made."""
    dossier = tracked.dossier
    has_result = dossier.state in WITH_RESULT
    papers = paper_links(dossier, "dossiers:own-paper", for_citizen=True)
    letter = next((paper.url for paper in reversed(papers) if paper.form == APOLOGY), "")
    return _page(tracked, letter) | {
        "name": dossier.applicant_name,
        "phone": show_phone(dossier.phone),
        "clock_url": _clock_url(dossier),
        "own": {
            "actions": _actions(tracked, owner, papers),
            "papers": paper_lines(dossier, OWN_FILE),
            "result": told_of(dossier, OWN_FILE) if has_result else None,
            "answers": _answers(dossier),
            "messages": _messages(dossier, owner),
        },
    }


def _page(tracked: Tracked, letter_url: str = "") -> dict[str, str]:
    dossier = tracked.dossier
    may_send = tracked.full and tracked.asked
    return {
        "code": dossier.display_code,
        "former_code": dossier.submission_code if dossier.code else "",
        "title": tracked.title,
        "badges": draw_badges(badges(tracked)),
        "apology": draw_apology(apology(tracked), letter_url),
        "duty": draw_duty(duty_of(tracked), _url(dossier, "supplement") if may_send else ""),
        "promise": draw_promise(promise(tracked)),
        "steps": draw_steps(timeline(tracked)),
        "fee": fee(dossier),
        "hotline": tracked.hotline,
        "hotline_href": tracked.hotline.replace(" ", ""),
    }


def _clock_url(dossier: Dossier, *, by_key: bool = False) -> str:
    """How the promised date was counted; nothing before there is one."""
    if dossier.due_at is None:
        return ""
    if by_key:
        return reverse("dossiers:clock-by-key", args=[dossier.tracking_key])
    return _url(dossier, "clock")


def _actions(tracked: Tracked, owner: User, papers: Iterable[PaperLink]) -> list[Link]:
    dossier = tracked.dossier
    links = [Link(paper.label, paper.url, f"PDF, {paper.day}", "download") for paper in papers]
    if any(row.action is Action.WITHDRAW for row in actions_for(dossier, owner)):
        url = _url(dossier, "withdraw")
        links.append(Link("Xin rút hồ sơ", url, "Được khi chưa trình ký", "corner-up-left"))
    return links


def _answers(dossier: Dossier) -> list[SummaryGroup]:
    return summarise(form_pages(dossier.eform), dossier.answers) if dossier.eform else []


def _messages(dossier: Dossier, owner: User) -> list[EventLine]:
    """What was sent to the owner about this dossier, newest first."""
    codes = [code for code in (dossier.code, dossier.submission_code) if code]
    addresses = (dossier.phone, dossier.email, owner.email)
    return event_lines(codes, user_id=owner.pk, addresses=addresses)


def _url(dossier: Dossier, name: str, *more: str) -> str:
    return reverse(f"dossiers:{name}", args=[dossier.display_code, *more])
