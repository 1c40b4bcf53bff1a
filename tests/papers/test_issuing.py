"""Papers are issued once, numbered without gaps, and keep the bytes they were drawn with."""

from datetime import date, datetime, timedelta

import pytest
from django.db import transaction

from papers.circulars import form_in_force
from papers.models import FormSet, IssuedPaper, PaperFile, PaperTemplate
from papers.services import claim, content_of, issue, keep_file, put_back, template_for
from papers.sets import form_sets, seed_form_sets
from tests.factories import MONDAY, Commune, at, make_commune
from tests.papers.pdfs import a_pdf

DRAWN = PaperFile.Made.DRAWN


@pytest.fixture
def commune(db: None) -> Commune:
    seed_form_sets()
    return make_commune()


def an_issue(
    commune: Commune, key: str, form: str = "mau-02", when: datetime = MONDAY, **more: str
) -> IssuedPaper:
    return issue(
        form, key=key, unit=commune.one_stop, root_unit_id=commune.root.pk, at=when, **more
    )


def test_the_same_key_is_the_same_paper_and_takes_no_second_number(commune: Commune) -> None:
    first = an_issue(commune, "a")
    assert an_issue(commune, "a") == first
    assert [first.number, an_issue(commune, "b").number] == ["01/YCBS", "02/YCBS"]


def test_numbers_begin_anew_with_the_year_the_office_and_the_series(commune: Commune) -> None:
    assert an_issue(commune, "a").number == "01/YCBS"
    assert an_issue(commune, "b", when=at("2027-01-04 08:00")).number == "01/YCBS"
    assert an_issue(commune, "c", form="mau-03").number == "01/TCHS"
    assert an_issue(commune, "d", series="YC-HT").number == "01/YC-HT"
    other = issue("mau-02", key="e", unit=commune.justice, root_unit_id=commune.root.pk, at=MONDAY)
    assert other.number == "01/YCBS"
    assert an_issue(commune, "f").number == "02/YCBS"


def test_the_year_of_a_number_is_that_of_vietnam(commune: Commune) -> None:
    an_issue(commune, "a")
    new_year = at("2027-01-01 00:30")
    assert an_issue(commune, "b", when=new_year).number == "01/YCBS"


def test_a_number_of_a_rolled_back_issue_is_given_again(commune: Commune) -> None:
    with transaction.atomic():
        an_issue(commune, "a")
        transaction.set_rollback(True)
    assert an_issue(commune, "b").number == "01/YCBS"


def test_a_number_from_elsewhere_is_kept_and_a_form_without_series_has_none(
    commune: Commune,
) -> None:
    assert an_issue(commune, "a", form="mau-01", number="0042/TNHS").number == "0042/TNHS"
    assert an_issue(commune, "b", form="mau-06").number == ""


def test_the_set_of_forms_is_that_of_the_day_of_the_event(commune: Commune) -> None:
    last, first = at("2025-08-31 16:00"), at("2025-09-01 07:30")
    old, new = an_issue(commune, "a", "mau-04", last), an_issue(commune, "b", "mau-04", first)
    assert old.title == "Phiếu xin lỗi và hẹn lại ngày trả kết quả"
    assert new.title == "Văn bản xin lỗi và đề nghị gia hạn thời gian giải quyết"
    assert form_in_force("mau-06", last).source == "Mẫu 05, Thông tư số 01/2018/TT-VPCP"
    assert form_in_force("mau-06", first).source == "Mẫu 06, Thông tư số 03/2025/TT-VPCP"
    assert form_in_force("mau-05", last).source == ""
    assert form_in_force("mau-01", at("2017-05-02 08:00")).form_set == old.form_set


def test_a_corrected_day_of_a_set_holds_for_what_is_issued_from_then_on(commune: Commune) -> None:
    before = an_issue(commune, "a", "mau-04", at("2025-08-20 08:00"))
    FormSet.objects.filter(code="tt03-2025").update(valid_from=date(2025, 8, 15))
    form_sets.forget()
    after = an_issue(commune, "b", "mau-04", at("2025-08-20 08:00"))
    before.refresh_from_db()
    assert before.title.startswith("Phiếu xin lỗi")
    assert after.title.startswith("Văn bản xin lỗi")


def test_what_was_drawn_first_stays_and_signing_adds_to_it(commune: Commune) -> None:
    paper = an_issue(commune, "a")
    keep_file(paper, a_pdf("một"), made=DRAWN, at=MONDAY)
    keep_file(paper, a_pdf("hai"), made=DRAWN, at=MONDAY)
    assert content_of(paper) == a_pdf("một")
    keep_file(paper, a_pdf("ba"), made=PaperFile.Made.SIGNED, at=MONDAY)
    assert content_of(paper) == a_pdf("ba")
    assert [file.made for file in paper.files.all()] == ["drawn", "signed"]
    assert paper.state == IssuedPaper.State.DRAWN


def test_the_template_is_the_newest_for_the_form_then_for_every_form(commune: Commune) -> None:
    def add(form: str, title: str, days: int) -> None:
        PaperTemplate.objects.create(
            unit=commune.root, form=form, signer_title=title, valid_from=MONDAY + timedelta(days)
        )

    def title(form: str, days: int) -> str | None:
        template = template_for(commune.root, form, MONDAY + timedelta(days))
        return template.signer_title if template else None

    add("", "Mọi mẫu", 0)
    add("mau-05", "Mẫu dừng", 1)
    add("", "Mọi mẫu, sửa", 2)
    assert [title("mau-05", day) for day in (-1, 0, 1, 2)] == [
        None, "Mọi mẫu", "Mẫu dừng", "Mẫu dừng",
    ]  # fmt: skip
    assert title("mau-01", 2) == "Mọi mẫu, sửa"


def test_a_paper_keeps_the_template_of_its_moment_however_late_it_is_drawn(
    commune: Commune,
) -> None:
    first = PaperTemplate.objects.create(unit=commune.one_stop, valid_from=MONDAY)
    paper = an_issue(commune, "a", when=MONDAY + timedelta(hours=1))
    PaperTemplate.objects.create(unit=commune.one_stop, valid_from=MONDAY + timedelta(hours=2))
    keep_file(paper, a_pdf("một"), made=DRAWN, at=MONDAY + timedelta(hours=3))
    assert paper.template == first


def test_one_worker_has_the_paper_until_its_lease_runs_out(commune: Commune) -> None:
    paper = an_issue(commune, "a")
    assert claim("a", at=MONDAY) == paper
    assert claim("a", at=MONDAY + timedelta(minutes=4)) is None
    assert claim("a", at=MONDAY + timedelta(minutes=5)) == paper


def test_a_paper_that_cannot_be_drawn_rests_longer_each_time_and_is_given_up(
    commune: Commune,
) -> None:
    an_issue(commune, "a")
    now, tries = MONDAY, 0
    while claimed := claim("a", at=now):
        put_back(claimed, "OSError: no Pango", at=now)
        now, tries = now + timedelta(hours=2), tries + 1
    paper = IssuedPaper.objects.get(key="a")
    assert (tries, paper.state, paper.error) == (4, "failed", "OSError: no Pango")
