"""How offices keep the duty to apologise: each missed date counted once, each number its list."""

import re
from datetime import datetime
from html import unescape

import pytest

from dossiers.deadlines import calendar_of
from dossiers.lateness.apologies import Proposal, propose, sign_apology
from dossiers.lateness.compliance import KINDS, Period, Question, lines, listed
from dossiers.lateness.drafting import draft_due
from dossiers.models import Apology, Dossier
from dossiers.services import finish
from dossiers.workflow import Action, Status
from tests.dossiers.lateness import FRIDAY, make_late
from tests.dossiers.staff import Town, browser
from tests.dossiers.tracking import set_clock
from tests.factories import at
from tests.plans import cheap
from worktime.arithmetic import WorkCalendar

NOW = at("2026-10-20 08:00")
PAGE = "/cb/xin-loi/tinh-hinh/"


def _apologise(town: Town, dossier: Dossier, when: datetime) -> None:
    draft_due(when)
    letter = Apology.objects.get(dossier=dossier, state=Apology.State.DRAFT)
    proposal = Proposal("staff", new_date=at("2026-10-23 00:00").date())
    letter = propose(letter, proposal, by=town.people.leader, at=when)
    sign_apology(letter, by=town.people.leader, at=when)


@pytest.fixture
def october(town: Town, monkeypatch: pytest.MonkeyPatch) -> dict[str, Dossier]:
    """One missed date of each kind, and two dossiers that missed none."""
    kinds = {name: make_late(town, Status.SIGNED) for name in ("ahead", "later", "never", "done")}
    in_time = make_late(town, Status.SIGNED)
    make_late(town, when=at("2026-10-19 08:00"))  # still in time
    Dossier.objects.filter(due_at__lt=FRIDAY).update(stage_due_at=at("2026-10-06 08:00"))
    clerk = town.people.clerk
    _apologise(town, kinds["ahead"], at("2026-10-08 09:00"))
    finish(in_time, Action.FINISH, by=clerk, at=at("2026-10-08 10:00"), result_number="1")
    _apologise(town, kinds["later"], at("2026-10-12 09:00"))
    finish(
        kinds["done"], Action.FINISH, by=clerk, at=FRIDAY, result_number="2", late_cause="signer"
    )
    set_clock(monkeypatch, "2026-10-20 08:00")
    return kinds


def _question(kind: str = "lo-hen", office: str = "", period: str = "thang") -> Question:
    return Question.read({"ky": period, "loai": kind, "don-vi": office}, NOW)


def test_each_missed_date_is_in_time_or_later_or_without_a_letter(
    town: Town, october: dict[str, Dossier]
) -> None:
    office, whole = lines(town.people.leader, _question(), NOW, _calendar(town))
    assert office.name == town.commune.justice.short_name
    assert [cell.number for cell in office.cells] == [4, 1, 1, 2, 0]
    assert [cell.share for cell in office.cells] == ["", "25%", "25%", "50%", ""]
    assert office.days == "2,0"  # from Thursday to Monday
    assert [cell.number for cell in whole.cells] == [4, 1, 1, 2, 0]


def _calendar(town: Town) -> WorkCalendar:
    return calendar_of(town.commune.one_stop)


def test_every_number_leads_to_exactly_its_dossiers(
    town: Town, october: dict[str, Dossier]
) -> None:
    expected = {
        "lo-hen": set(october), "dung-luc": {"ahead"}, "ky-cham": {"later"},
        "chua-co": {"never", "done"}, "lan-hai": set[str](),
    }  # fmt: skip
    assert set(expected) == set(KINDS)
    client = browser(town.people.leader)
    page = client.get(PAGE).content.decode()
    for kind, names in expected.items():
        found = set(listed(town.people.leader, _question(kind), NOW))
        assert found == {october[name] for name in names}, kind
        for query in re.findall(rf'ho-so/\?([^"]*loai={kind})"', page):
            shown = client.get(f"{PAGE}ho-so/?{unescape(query)}").content.decode()
            assert shown.count("<tr data-row>") == len(names)


def test_a_second_letter_is_counted_beside_the_first(
    town: Town, october: dict[str, Dossier]
) -> None:
    twice = october["later"]
    Apology.objects.create(
        root_unit_id=twice.root_unit_id, dossier=twice, unit=town.commune.justice,
        missed_at=at("2026-10-23 17:00"), drafted_at=NOW, state=Apology.State.SIGNED,
        signed_at=NOW, superior_reason="Tỉnh chưa trả lời",
    )  # fmt: skip
    assert list(listed(town.people.leader, _question("lan-hai"), NOW)) == [twice]


def test_the_period_and_the_office_stand_in_the_address(
    town: Town, october: dict[str, Dossier]
) -> None:
    leader = town.people.leader
    assert listed(leader, _question(period="thang-truoc"), NOW).count() == 0
    assert listed(leader, _question(period="quy"), NOW).count() == 4
    assert listed(leader, _question(period="nam"), NOW).count() == 4
    assert listed(leader, _question(office=town.commune.justice.code), NOW).count() == 4
    assert listed(leader, _question(office=town.commune.office.code), NOW).count() == 0
    assert listed(leader, _question(office="khong-co"), NOW).count() == 0
    page = browser(leader).get(PAGE, {"ky": "thang-truoc"}).content.decode()
    assert "ngày hẹn từ 01/09/2026 đến 30/09/2026" in page
    assert "Không lỡ hẹn hồ sơ nào" in page


@pytest.mark.parametrize(
    ("slug", "now", "start", "last"),
    [
        ("thang", "2026-10-20 08:00", "2026-10-01", "2026-10-20"),
        ("thang-truoc", "2026-01-31 08:00", "2025-12-01", "2025-12-31"),
        ("quy", "2026-12-31 08:00", "2026-10-01", "2026-12-31"),
        ("nam", "2026-02-28 08:00", "2026-01-01", "2026-02-28"),
        ("bua", "2026-03-01 00:00", "2026-03-01", "2026-03-01"),
    ],
)
def test_periods_begin_and_end_where_the_calendar_says(
    slug: str, now: str, start: str, last: str
) -> None:
    period = Period.read(slug, at(now))
    assert (f"{period.start:%F}", f"{period.last_day:%F}") == (start, last)


def test_specialists_and_citizens_see_no_figures(town: Town) -> None:
    assert browser(town.people.specialist).get(PAGE).status_code == 403
    assert browser(town.people.citizen).get(PAGE).status_code == 403


def test_the_figures_read_no_whole_table(town: Town, october: dict[str, Dossier]) -> None:
    client = browser(town.people.leader)
    for path in (PAGE, f"{PAGE}ho-so/?loai=chua-co", "/cb/xin-loi/"):
        client.get(path)
        with cheap():
            assert client.get(path).status_code == 200
