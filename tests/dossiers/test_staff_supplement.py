"""Asking for a supplement: everything at once, seen as the citizen sees it before it is sent."""

from typing import Any

from django.utils import timezone

from dossiers.models import Dossier
from dossiers.services import answer_supplement
from dossiers.workflow import Status
from procedures.models import RequiredPaper
from tests.dossiers.staff import Town, act_path, browser

DUE = {"due_on_day": "20", "due_on_month": "12", "due_on_year": "2030"}


def _ask(town: Town, dossier: Dossier, **data: Any) -> Any:
    facts = {"seen": dossier.last_seq, "note": "Đề nghị bổ sung", **DUE, **data}
    return browser(town.people.specialist).post(act_path(dossier, "bo-sung"), facts)


def _tick(dossier: Dossier) -> str:
    required = RequiredPaper.objects.get(version=dossier.procedure_version)
    return f"r{required.pk}"


def test_it_is_previewed_and_then_sent_once(town: Town) -> None:
    dossier = town.dossier(Status.ASSIGNED)
    key = _tick(dossier)
    page = browser(town.people.specialist).get(act_path(dossier, "bo-sung")).content.decode()
    assert "Giấy chứng sinh" in page
    assert "Chưa có trong hồ sơ" in page
    assert "Gửi một lần" not in page
    asked = {key: "on", f"{key}-ly-do": "Ảnh mờ, không đọc được chữ"}
    preview = _ask(town, dossier, **asked)
    shown = preview.content.decode()
    assert preview.status_code == 200
    assert "Người nộp sẽ thấy" in shown
    assert "thứ Sáu, 20/12/2030" in shown
    assert "Gửi một lần" in shown
    assert dossier.supplements.count() == 0
    assert _ask(town, dossier, **asked, gui="1").status_code == 302
    dossier.refresh_from_db()
    assert dossier.state is Status.SUPPLEMENT
    item = dossier.supplements.get().items.get()
    assert (item.name, item.reason) == ("Giấy chứng sinh", "Ảnh mờ, không đọc được chữ")


def test_nothing_ticked_no_reason_and_a_date_gone_by_are_each_said(town: Town) -> None:
    dossier = town.dossier(Status.ASSIGNED)
    key = _tick(dossier)
    nothing = _ask(town, dossier, gui="1")
    assert nothing.status_code == 422
    assert "Đánh dấu ít nhất một giấy tờ" in nothing.content.decode()
    no_reason = _ask(town, dossier, **{key: "on"}, gui="1").content.decode()
    assert "Ghi vì sao cần bổ sung “Giấy chứng sinh”" in no_reason
    past = _ask(town, dossier, **{key: "on", f"{key}-ly-do": "Mờ"}, gui="1", due_on_year="2020")
    assert past.status_code == 422
    assert dossier.supplements.count() == 0


def test_a_second_request_needs_the_leaders_reason(town: Town) -> None:
    dossier = town.dossier(Status.ASSIGNED)
    key = _tick(dossier)
    asked = {key: "on", f"{key}-ly-do": "Mờ", "gui": "1"}
    _ask(town, dossier, **asked)
    answer_supplement(dossier, by=town.people.receptionist, at=timezone.now())
    dossier.refresh_from_db()
    refused = _ask(town, dossier, **asked)
    assert refused.status_code == 422
    assert "Cần lãnh đạo đồng ý" in refused.content.decode()
    assert _ask(town, dossier, **asked, override_reason="Bản gốc bị rách").status_code == 302


def test_the_counter_asks_before_it_accepts(town: Town) -> None:
    dossier = town.dossier(Status.SUBMITTED)
    key = _tick(dossier)
    facts = {"seen": 1, "note": "Đề nghị bổ sung", **DUE, key: "on", f"{key}-ly-do": "Thiếu trang"}
    client = browser(town.people.receptionist)
    assert client.post(act_path(dossier, "bo-sung"), {**facts, "gui": "1"}).status_code == 302
    dossier.refresh_from_db()
    assert dossier.state is Status.PRE_SUPPLEMENT
