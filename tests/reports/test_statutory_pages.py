"""Reports on screen: what can be chosen, what is refused, and what the numbers lead to."""

import re

import pytest
from django.conf import LazySettings
from django.utils import timezone

from dossiers.workflow import Status
from reports.counting.refreshing import rebuild, refresh
from reports.statutory.kinds import KINDS
from tests.dossiers.lateness import make_late
from tests.dossiers.staff import Town, browser
from tests.plans import cheap

pytestmark = pytest.mark.django_db
LIST = "/ld/bao-cao/"
OFFICIAL = "/ld/bao-cao/ii-06a/"


@pytest.fixture
def counted(town: Town) -> Town:
    """Two dossiers at work, one that is over."""
    for status in ("assigned", "received", "result_ready"):
        town.dossier(Status(status))
    refresh(timezone.now())
    return town


def test_the_list_leads_to_every_report_with_what_was_chosen(counted: Town) -> None:
    page = browser(counted.people.leader).get(LIST, {"ky": "quy", "linh-vuc": "ho-tich"})
    text = page.content.decode()
    for slug, kind in KINDS.items():
        assert kind.title in text
        assert f"{LIST}{slug}/?don-vi=H99.12&amp;ky=quy&amp;linh-vuc=ho-tich" in text


@pytest.mark.parametrize("kind", list(KINDS))
def test_each_report_is_a_cheap_page(counted: Town, settings: LazySettings, kind: str) -> None:
    settings.CATALOGUE_CHECK_SECONDS = 60
    leader = browser(counted.people.leader)
    leader.get(LIST)  # what a process keeps in memory is there
    with cheap():
        page = leader.get(f"{LIST}{kind}/", {"ky": "quy"})
    assert page.status_code == 200
    assert KINDS[kind].heading in page.content.decode()


def test_more_late_ones_than_a_report_can_hold_are_refused_with_what_to_do(
    town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("reports.statutory.late.MOST", 1)
    leader = browser(town.people.leader)
    for status in (200, 422):
        make_late(town)
        rebuild(timezone.now())
        page = leader.get(f"{LIST}qua-han/", {"ky": "nam"})
        assert page.status_code == status
    assert "Chọn kỳ ngắn hơn, một đơn vị hoặc một lĩnh vực" in page.content.decode()


def test_a_number_says_what_it_counts_and_leads_to_its_list(counted: Town) -> None:
    leader = browser(counted.people.leader)
    page = leader.get(OFFICIAL).content.decode()
    said = re.search(
        r'<a href="(/ld/ho-so/\?so=con-lai[^"]*)">2<span class="mc-hidden">([^<]*)', page
    )
    assert said is not None
    of_commune = "TTHC thuộc phạm vi giải quyết của cấp xã"
    assert said[2] == f" hồ sơ, số lượng hồ sơ đang giải quyết, tổng số, {of_commune}"
    listed = leader.get(said[1].replace("&amp;", "&"))
    assert listed.status_code == 200
    assert listed.content.decode().count("H99.12-") >= 2


def test_the_heads_stand_in_three_lines_over_their_numbers(counted: Town) -> None:
    page = browser(counted.people.leader).get(OFFICIAL).content.decode()
    head = page[page.index("<thead>") : page.index("</thead>")]
    assert head.count("<tr>") == 3
    assert 'colspan="4" class="">Số hồ sơ nhận giải quyết<' in head
    assert 'rowspan="3" class="mc-report__name">Lĩnh vực, công việc giải quyết theo cấp<' in head
    assert re.findall(r">(\(\d+\)[^<]*)<", head)[2:5] == ["(3)=(4)+(5)+(6)", "(4)", "(5)"]


def test_a_head_sees_the_own_office_only(counted: Town) -> None:
    head = browser(counted.people.head)
    assert "Tư pháp - Hộ tịch" in head.get(f"{LIST}ii-06b/").content.decode()
    refused = head.get(OFFICIAL, {"don-vi": "H99.12"})
    assert refused.status_code == 422
    assert "ngoài phạm vi" in refused.content.decode()


@pytest.mark.parametrize(
    ("query", "sentence"),
    [
        ({"ky": "tu-chon", "tu": "2026-05-01", "den": "2026-04-01"}, "Xin đổi lại hai ngày"),
        ({"ky": "tu-chon", "tu": "2090-01-01", "den": "2090-02-01"}, "Kỳ này chưa đến"),
        ({"ky": "tu-chon", "tu": "hôm qua", "den": ""}, "Chọn ngày bắt đầu và ngày kết thúc"),
        ({"ky": "tu-chon", "tu": "1800-01-01", "den": "2026-01-01"}, "từ năm 2000"),
        ({"don-vi": "H77"}, "ngoài phạm vi"),
    ],
)
@pytest.mark.parametrize("path", [LIST, OFFICIAL])
def test_what_cannot_be_has_its_sentence_and_keeps_what_was_typed(
    counted: Town, path: str, query: dict[str, str], sentence: str
) -> None:
    page = browser(counted.people.leader).get(path, {"linh-vuc": "ho-tich", **query})
    text = page.content.decode()
    assert page.status_code == 422
    assert sentence in text
    assert "<title>Lỗi: " in text
    assert '<option value="ho-tich" selected>' in text
    for name in ("tu", "den"):
        assert f'name="{name}" value="{query.get(name, "")}' in text
    assert "<table" not in text


def test_days_changed_beside_a_named_period_are_what_is_meant(counted: Town) -> None:
    asked = {"ky": "thang", "ky-cu": "thang", "tu": "2026-03-02", "den": "2026-03-20"}
    page = browser(counted.people.leader).get(OFFICIAL, asked).content.decode()
    assert "Từ 02/03/2026 đến 20/03/2026" in page


def test_a_period_chosen_beside_the_days_of_another_is_what_is_meant(counted: Town) -> None:
    asked = {"ky": "nam", "ky-cu": "thang", "tu": "2026-03-02", "den": "2026-03-20"}
    page = browser(counted.people.leader).get(OFFICIAL, asked).content.decode()
    assert f"Năm {timezone.localdate().year}" in page


def test_a_report_there_is_none_of_is_not_found(counted: Town) -> None:
    assert browser(counted.people.leader).get(f"{LIST}ii-99/").status_code == 404


def test_before_anything_was_counted_the_page_says_so(town: Town) -> None:
    page = browser(town.people.leader).get(OFFICIAL)
    assert page.status_code == 422
    assert "Số liệu chưa được tính lần nào" in page.content.decode()


def test_who_may_not_see_figures_sees_none(counted: Town) -> None:
    assert browser(counted.people.specialist).get(OFFICIAL).status_code == 403
