"""What is not for everybody does not reach them by a side door."""

import pytest

from feedback.models import Category, Report
from feedback.services.moderation import hide, publish
from feedback.settings_pages.questions import save_kind
from feedback.workflow import Action, Status
from portal.lib.errors import Refused
from tests.dossiers.conftest import People
from tests.factories import MONDAY, Commune
from tests.feedback.factories import act_on, make_category, send_report


@pytest.fixture
def private(commune: Commune, people: People) -> Report:
    never = make_category(publication=Category.Publication.NEVER)
    return send_report(commune, never)


def test_what_everybody_may_read_is_not_merged_into_what_nobody_may(
    commune: Commune, people: People, private: Report
) -> None:
    """Else the answer to the private one would stand on the page of the public one."""
    report = send_report(commune)
    publish(report, text="Ổ gà", pictures={}, by=people.leader, at=MONDAY)
    Report.objects.update(unit=commune.root)
    with pytest.raises(Refused, match="không công khai") as refused:
        act_on(report, Action.MERGE, by=people.leader, other=private)
    assert refused.value.field == "other"
    act_on(private, Action.MERGE, by=people.leader, other=report)
    private.refresh_from_db()
    assert private.state is Status.DUPLICATE


def test_what_answers_for_a_public_report_does_not_become_what_nobody_may_read(
    commune: Commune, people: People
) -> None:
    twin, parent = send_report(commune), send_report(commune)
    publish(twin, text="Ổ gà", pictures={}, by=people.leader, at=MONDAY)
    Report.objects.update(unit=commune.root)
    act_on(twin, Action.MERGE, by=people.leader, other=parent)
    never = make_category(publication=Category.Publication.NEVER)
    told = {"category": never, "note": "Việc riêng"}
    with pytest.raises(Refused, match="gộp vào đây đang công khai"):
        act_on(parent, Action.RECLASSIFY, by=people.leader, **told)
    act_on(twin, Action.SEPARATE, by=people.leader, note="Việc khác")
    assert act_on(parent, Action.RECLASSIFY, by=people.leader, **told).category == never


@pytest.fixture
def rounded(commune: Commune, people: People) -> Report:
    """Published with its street and a rounded point: nobody has agreed to more."""
    noise = make_category("tieng-on", publication=Category.Publication.ROUNDED)
    report = send_report(commune, noise, address="12 Nguyễn Huệ, thôn 2")
    report = publish(report, text="Hát to ban đêm", pictures={}, by=people.leader, at=MONDAY)
    Report.objects.update(unit=commune.root)
    return report


def test_another_kind_does_not_tell_the_exact_place_of_what_is_public(
    rounded: Report, people: People
) -> None:
    told = {"category": make_category(), "note": "Đúng ra là việc khác"}
    with pytest.raises(Refused, match="Gỡ khỏi trang công khai trước"):
        act_on(rounded, Action.RECLASSIFY, by=people.leader, **told)
    hide(rounded, reason="Đổi loại", by=people.leader, at=MONDAY)
    act_on(rounded, Action.RECLASSIFY, by=people.leader, **told)
    rounded.refresh_from_db()
    assert not rounded.is_public


def test_changing_the_kind_does_not_tell_the_exact_places_of_what_is_public(
    rounded: Report, people: People
) -> None:
    facts = {"publication": Category.Publication.OPEN}
    with pytest.raises(Refused, match="vị trí làm tròn") as refused:
        save_kind(rounded.category, facts)
    assert refused.value.field == "publication"
    rounded.refresh_from_db()
    hide(rounded, reason="Đổi loại", by=people.leader, at=MONDAY)
    assert save_kind(rounded.category, facts).publication == "open"
