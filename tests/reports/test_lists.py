"""Lists behind numbers, pages of one subject, ranking: what they show, to whom, at what cost."""

import re
from datetime import timedelta
from typing import cast

import pytest
from django.conf import LazySettings
from django.http import HttpResponse
from django.test import Client, RequestFactory
from django.utils import timezone

from accounts.permissions import Role
from accounts.requests import SignedInRequest
from dossiers.models import Dossier
from dossiers.services import apply
from dossiers.workflow import Action, Status
from portal.lib.errors import Refused
from procedures.services import renew_stamp
from reports.counting.figures import Figures
from reports.counting.refreshing import refresh
from reports.lists.board import Counted
from reports.lists.listing import COUNTED
from reports.lists.patient import patient
from reports.lists.ranking import BY, FEW, ranked
from reports.lists.tables import Group
from reports.open_now import OpenCounts, open_counts
from reports.scope import Scope
from reports.selections import Selection
from tests import plans
from tests.dossiers.lateness import make_late
from tests.dossiers.staff import Town, browser, copies
from tests.factories import make_commune, make_received, make_staff

pytestmark = pytest.mark.django_db


def page(client: Client, path: str) -> str:
    answer = client.get(path)
    assert answer.status_code == 200, path
    return answer.content.decode()


def cheap_page(client: Client, path: str, settings: LazySettings) -> str:
    """Opened the second time, as everybody does; the catalogue is looked at once a second."""
    page(client, path)
    settings.CATALOGUE_CHECK_SECONDS = 60
    with plans.cheap():
        html = page(client, path)
    settings.CATALOGUE_CHECK_SECONDS = 0
    return html


def names_of(html: str) -> list[str]:
    return re.findall(r'<a class="mc-grid__title" href="/cb/ho-so/([^/]+)/', html)


def test_a_moment_with_thousands_of_digits_counts_as_not_given(town: Town) -> None:
    make_late(town)
    page(browser(town.people.leader), f"/ld/ho-so/?so=tiep-nhan&luc={'9' * 5000}")


# --- lists ---------------------------------------------------------------------------------------


def test_late_ones_without_a_cause_come_first_then_the_longest_late(town: Town) -> None:
    explained, younger = make_late(town), make_late(town)
    Dossier.objects.filter(pk=explained.pk).update(late_cause="staff", late_cause_at=timezone.now())
    html = page(browser(town.people.leader), "/ld/tre/")
    assert names_of(html) == [younger.code, explained.code]
    assert html.index("Chưa nêu nguyên nhân <span") < html.index("Đã nêu nguyên nhân <span")
    assert "Thiếu người, nghỉ phép" in html


def test_a_morning_without_late_ones_says_so(town: Town) -> None:
    assert "Không có hồ sơ trễ" in page(browser(town.people.leader), "/ld/tre/")


def test_a_row_says_how_late_who_holds_it_and_leads_to_the_dossier(town: Town) -> None:
    dossier, client = make_late(town), browser(town.people.leader)
    html = page(client, "/ld/tre/")
    assert re.search(r"Trễ \d+\xa0ngày", html)
    assert f'href="/ld/can-bo/{town.people.specialist.username}/"' in html
    assert f'href="/cb/ho-so/{dossier.code}/"' in html
    assert client.get(f"/cb/ho-so/{dossier.code}/").status_code == 200


def test_a_row_that_waits_for_a_signature_says_whose_step_it_is(town: Town) -> None:
    make_late(town, Status.SUBMITTED_FOR_SIGN)
    html = page(browser(town.people.leader), "/ld/tre/")
    assert "Lãnh đạo ký" in html
    assert "Chưa giao" not in html


def test_a_row_says_since_when_the_cause_is_known_and_what_was_said_of_it(town: Town) -> None:
    dossier, now = make_late(town), timezone.now()
    apply(
        dossier, Action.CONSULT, by=town.people.specialist, at=now, note="Hỏi Sở",
        late_cause="other_office", late_note="Đã gửi hai công văn",
    )  # fmt: skip
    html = page(browser(town.people.leader), "/ld/nguyen-nhan/other_office/")
    assert names_of(html) == [dossier.code]
    assert f"từ {timezone.localdate(now):%d/%m} · Đã gửi hai công văn" in html


def test_more_time_is_offered_only_where_the_law_gives_it_and_the_date_is_not_missed(
    town: Town,
) -> None:
    due_soon = make_received(
        town.commune, town.procedure, by=town.people.receptionist, when=timezone.now()
    )
    client = browser(town.people.leader)
    path = "/ld/ho-so/?so=dang-xu-ly"
    assert "/gia-han/" not in page(client, path)
    type(town.procedure).objects.filter(pk=town.procedure.pk).update(extension_cap="3 WORKING_DAY")
    renew_stamp()
    assert f"/cb/ho-so/{due_soon.code}/gia-han/" in page(client, path)


def test_the_filters_of_a_list_stay_in_its_address(town: Town) -> None:
    dossier, other = make_late(town), make_late(town)
    Dossier.objects.filter(pk=other.pk).update(channel=2)
    client = browser(town.people.leader)
    html = page(client, "/ld/ho-so/?so=tre&kenh=1&linh-vuc=ho-tich&can-bo=-")
    assert names_of(html) == []
    holder = town.people.specialist.username
    html = page(client, f"/ld/ho-so/?so=tre&kenh=1&linh-vuc=ho-tich&can-bo={holder}")
    assert names_of(html) == [dossier.code]
    assert f"Người giữ: {town.people.specialist}" in html


@pytest.mark.parametrize(
    ("query", "sentence"),
    [
        ("so=tiep-nhan&ky=tu-chon&tu=2026-12-24&den=2026-01-01", "Ngày bắt đầu sau ngày kết thúc"),
        ("so=tiep-nhan&ky=tu-chon&tu=2999-01-01&den=2999-02-01", "Kỳ này chưa đến"),
        ("so=tiep-nhan&ky=tu-chon&tu=hôm+qua&den=", "Chọn ngày bắt đầu và ngày kết thúc"),
        ("so=tre&don-vi=H00", "ngoài phạm vi"),
    ],
)
def test_what_cannot_be_is_said_beside_the_filters(town: Town, query: str, sentence: str) -> None:
    answer = browser(town.people.leader).get(f"/ld/ho-so/?{query}")
    html = answer.content.decode()
    assert answer.status_code == 422
    assert sentence in html
    typed = re.search(r"tu=([^&]+)&", query)
    assert typed is None or f'value="{typed[1].replace("+", " ")}"' in html


def test_a_long_list_has_pages_and_no_total_that_costs(town: Town, settings: LazySettings) -> None:
    dossier = make_late(town)
    copies(dossier, COUNTED + 5)
    client = browser(town.people.leader)
    html = cheap_page(client, "/ld/ho-so/?so=tre", settings)
    assert "hơn 1.000" in html
    first = names_of(html)
    following = re.search(r'rel="next" href="([^"]+)"', html)
    assert following is not None
    second = names_of(page(client, "/ld/ho-so/" + following[1].replace("&amp;", "&")))
    assert (len(first), len(second), set(first) & set(second)) == (50, 50, set())


def test_ticks_are_for_who_may_act(town: Town) -> None:
    make_late(town)
    leader = page(browser(town.people.leader), "/ld/tre/")
    inspector = page(browser(make_staff(town.commune.office, Role.INSPECTOR)), "/ld/tre/")
    assert 'name="viec" value="reassign"' in leader
    assert ('name="ho-so"' in leader, 'name="ho-so"' in inspector) == (True, False)


def test_people_are_named_to_who_directs_them(town: Town) -> None:
    make_late(town)
    person = f"/ld/can-bo/{town.people.specialist.username}/"
    leader = browser(town.people.leader)
    inspector = browser(make_staff(town.commune.office, Role.INSPECTOR))
    for path in ("/ld/tre/", "/ld/don-vi/"):
        assert (person in page(leader, path), person in page(inspector, path)) == (True, False)
    assert inspector.get(person).status_code == 403


def test_a_page_that_would_take_too_long_says_what_to_choose(
    town: Town, rf: RequestFactory
) -> None:
    @patient
    def slow(request: SignedInRequest) -> HttpResponse:
        raise Refused("too_slow", "Chọn kỳ ngắn hơn")

    request = rf.get("/ld/don-vi/")
    request.user = town.people.leader
    answer = slow(cast("SignedInRequest", request))
    assert answer.status_code == 422
    assert "Chọn kỳ ngắn hơn" in answer.content.decode()


# --- subjects ------------------------------------------------------------------------------------


def test_pages_of_a_subject_open_and_name_it(town: Town, settings: LazySettings) -> None:
    make_late(town)
    refresh(timezone.now())
    client, people = browser(town.people.leader), town.people
    for path, name in (
        ("/ld/don-vi/", "Tư pháp - Hộ tịch"),
        (f"/ld/don-vi/{town.commune.root.code}/", "xã Bình An"),
        (f"/ld/don-vi/{town.commune.justice.code}/", "Tư pháp - Hộ tịch"),
        (f"/ld/can-bo/{people.specialist.username}/", "Phạm Quốc Bảo"),
        ("/ld/linh-vuc/", "Hộ tịch"),
        ("/ld/linh-vuc/ho-tich/", "Hộ tịch"),
        (f"/ld/thu-tuc/{town.procedure.code}/", "Đăng ký khai sinh"),
        ("/ld/nguyen-nhan/chua-neu/", "Chưa nêu nguyên nhân"),
        ("/ld/xep-hang/", "Chưa xếp hạng"),
    ):
        assert name in cheap_page(client, path, settings), path


@pytest.mark.parametrize(
    "path",
    [
        "/ld/don-vi/H00/",
        "/ld/can-bo/khong-co/",
        "/ld/linh-vuc/khong-co/",
        "/ld/thu-tuc/khong-co/",
        "/ld/nguyen-nhan/khong-co/",
    ],
)
def test_a_subject_that_is_not_there_is_not_found(town: Town, path: str) -> None:
    assert browser(town.people.leader).get(path).status_code == 404


def test_a_subject_of_elsewhere_is_not_found(town: Town) -> None:
    other = make_commune("H99.13", "xã Bình Hòa")
    stranger = make_staff(other.justice, Role.SPECIALIST)
    client, head = browser(town.people.leader), browser(town.people.head)
    assert client.get(f"/ld/don-vi/{other.justice.code}/").status_code == 404
    assert client.get(f"/ld/can-bo/{stranger.username}/").status_code == 404
    assert head.get(f"/ld/don-vi/{town.commune.office.code}/").status_code == 404


def test_a_head_sees_the_own_office_alone(town: Town) -> None:
    mine, theirs = make_late(town), make_late(town)
    Dossier.objects.filter(pk=theirs.pk).update(in_charge=town.commune.office)
    client = browser(town.people.head)
    assert names_of(page(client, "/ld/tre/")) == [mine.code]
    assert theirs.code not in page(client, f"/ld/can-bo/{town.people.specialist.username}/")


@pytest.mark.parametrize("name", ["specialist", "receptionist", "clerk"])
@pytest.mark.parametrize("path", ["/ld/tre/", "/ld/ho-so/", "/ld/don-vi/", "/ld/xep-hang/"])
def test_who_leads_nobody_is_kept_out(town: Town, name: str, path: str) -> None:
    assert browser(town.people.by_name()[name]).get(path).status_code == 403


@pytest.mark.parametrize("path", ["/ld/tre/", "/ld/ho-so/", "/ld/don-vi/", "/ld/linh-vuc/"])
def test_lists_are_only_read(town: Town, path: str) -> None:
    assert browser(town.people.leader).post(path).status_code == 405


def test_counts_of_open_ones_are_those_of_their_lists(town: Town) -> None:
    at = timezone.now()
    make_late(town)
    make_late(town, Status.TRANSFERRED)
    make_received(town.commune, town.procedure, by=town.people.receptionist, when=at)
    waiting = make_received(
        town.commune, town.procedure, by=town.people.receptionist, when=at - timedelta(days=1)
    )
    Dossier.objects.filter(pk=waiting.pk).update(status=Status.SUPPLEMENT, paused_at=at)
    everything = Selection(Scope.of(town.people.leader), "dang-xu-ly")
    counts = open_counts(everything, at)[()]
    for slug in ("tre", "hom-nay", "hai-ngay", "cho-dan", "dang-xu-ly"):
        assert counts.of(slug) == everything.but(measure=slug).dossiers(at).count(), slug
    by_holder = open_counts(everything, at, by=["assignee__username"])
    assert sum(one.in_hand for one in by_holder.values()) == counts.in_hand


# --- ranking -------------------------------------------------------------------------------------


def a_group(name: str, *, closed: int, late: int, scope: Scope) -> Group:
    figures = Figures(closed_on_time=closed - late, closed_late=late)
    asked = Selection(scope, "da-giai-quyet")
    return Group(name, "", asked, Counted(OpenCounts(), figures))


def test_equal_shares_have_the_same_place_and_small_units_stand_apart(town: Town) -> None:
    scope = Scope.of(town.people.leader)
    facts = (("A", 40, 4), ("B", 20, 0), ("C", 30, 0), ("D", FEW - 1, 0), ("E", 50, 25))
    groups = [a_group(name, closed=closed, late=late, scope=scope) for name, closed, late in facts]
    found = ranked(groups, BY[0], own_id=0)
    assert [(one.rank, one.name, one.share) for one in found.places] == [
        ("1", "B", "100%"), ("1", "C", "100%"), ("3", "A", "90%"), ("4", "E", "50%"),
    ]  # fmt: skip
    assert [(one.rank, one.name) for one in found.small] == [("", "D")]


def test_nobody_is_ranked_by_ratings_that_do_not_exist(town: Town) -> None:
    html = page(browser(town.people.leader), "/ld/xep-hang/?theo=hai-long")
    assert "Chưa có số liệu đánh giá" in html
    assert '<th scope="col">Hạng</th>' not in html
