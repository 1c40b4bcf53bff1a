"""Publishing: versions follow one another, forms and stages keep what is under way."""

import pytest

from portal.lib.errors import Refused
from procedures.content import VersionContent
from procedures.eforms import eform_in_use, form_pages
from procedures.memory import catalogue
from procedures.models import CatalogueStamp, Procedure
from procedures.search import search
from procedures.services import (
    one_stamp,
    pause,
    publish_form,
    publish_version,
    renew_stamp,
    resume,
    retire,
    set_stages,
)
from procedures.version_rows import read_version_content
from tests.factories import FORM_PAGES, MONDAY, STAGES, at, make_procedure

pytestmark = pytest.mark.django_db
LATER = at("2026-12-01 08:00")


def content_of(procedure: Procedure) -> VersionContent:
    assert procedure.current_version is not None
    return read_version_content(procedure.current_version)


def test_a_version_reads_back_as_it_was_written() -> None:
    procedure = make_procedure()
    assert procedure.current_version is not None
    assert content_of(procedure).digest() == procedure.current_version.content_hash


def test_the_same_content_is_no_new_version() -> None:
    procedure = make_procedure()
    kept = publish_version(procedure, content_of(procedure), at=LATER)
    assert kept.number == 1
    assert procedure.versions.count() == 1


def test_a_new_version_ends_the_old_one_on_its_first_day() -> None:
    procedure = make_procedure()
    first = procedure.current_version
    second = publish_version(procedure, content_of(procedure).with_facts(name="Tên mới"), at=LATER)
    assert first is not None
    first.refresh_from_db()
    assert (first.valid_to, second.valid_from, second.number) == (LATER.date(), LATER.date(), 2)
    procedure.refresh_from_db()
    assert (procedure.name, procedure.current_version) == ("Tên mới", second)


def test_a_new_everyday_name_is_found_although_the_content_is_the_same() -> None:
    procedure = make_procedure()
    procedure.short_name = "Giấy cho con"
    procedure.save()
    publish_version(procedure, content_of(procedure), at=LATER)
    assert procedure.versions.count() == 1
    assert [row.title for row in search("giay cho con").hits] == ["Giấy cho con"]


def test_two_versions_on_one_day_are_possible() -> None:
    procedure = make_procedure()
    for name in ("Một", "Hai"):
        publish_version(procedure, content_of(procedure).with_facts(name=name), at=MONDAY)
    assert [v.name for v in procedure.versions.order_by("number")] == [
        "Đăng ký khai sinh",
        "Một",
        "Hai",
    ]


def test_a_retired_procedure_points_to_the_one_in_its_place() -> None:
    old, new = make_procedure(), make_procedure("1.001194", "Khai sinh mới")
    retire(old, note="Thay bằng thủ tục mới", at=LATER, replaced_by=new)
    old.refresh_from_db()
    assert (old.state, old.replaced_by) == (Procedure.State.RETIRED, new)
    assert old not in Procedure.objects.active()
    with pytest.raises(Refused, match="hết hiệu lực từ trước"):
        retire(old, note="", at=LATER)


def test_a_pause_has_a_reason_and_an_end() -> None:
    procedure = make_procedure()
    pause(procedure, note="Chờ biểu mẫu mới")
    assert catalogue().procedures[procedure.pk].state_note == "Chờ biểu mẫu mới"
    with pytest.raises(Refused, match="Chỉ tạm dừng được thủ tục đang áp dụng"):
        pause(procedure, note="Lần nữa")
    resume(procedure)
    assert (procedure.state, procedure.state_note) == (Procedure.State.ACTIVE, "")


def test_a_changed_form_is_a_new_number_and_the_old_one_still_reads() -> None:
    procedure = make_procedure()
    old = eform_in_use(procedure)
    new = publish_form(procedure, [*FORM_PAGES, *FORM_PAGES_MORE], at=LATER)
    assert old is not None
    assert (old.number, new.number) == (1, 2)
    assert eform_in_use(procedure) == new
    assert [page.slug for page in form_pages(old)] == ["tre"]
    assert [page.slug for page in form_pages(new)] == ["tre", "me"]
    assert publish_form(procedure, [*FORM_PAGES, *FORM_PAGES_MORE], at=LATER) == new


FORM_PAGES_MORE = [type(FORM_PAGES[0])(slug="me", title="Mẹ của trẻ?")]


def test_changed_stages_are_a_new_revision_and_the_old_rows_stay() -> None:
    procedure = make_procedure()
    old = list(procedure.stages.all())
    assert set_stages(procedure, STAGES, at=LATER) == old
    new = set_stages(procedure, STAGES[:2], at=LATER)
    assert {stage.revision for stage in new} == {2}
    assert procedure.stages.filter(retired_at=None).count() == 2
    assert procedure.stages.count() == len(old) + 2


def test_every_change_is_seen_in_memory() -> None:
    procedure = make_procedure()
    assert catalogue().procedures[procedure.pk].title == "Đăng ký khai sinh"
    publish_version(procedure, content_of(procedure).with_facts(name="Khai sinh"), at=LATER)
    assert catalogue().procedures[procedure.pk].name == "Khai sinh"


def test_many_changes_renew_the_stamp_once_even_when_the_last_fails() -> None:
    before = stamp()
    with pytest.raises(ZeroDivisionError):
        change_and_fail(before)
    assert stamp() != before


def change_and_fail(before: str) -> None:
    with one_stamp():
        renew_stamp()
        assert stamp() == before
        raise ZeroDivisionError


def stamp() -> str:
    return CatalogueStamp.objects.values_list("stamp", flat=True).first() or ""
