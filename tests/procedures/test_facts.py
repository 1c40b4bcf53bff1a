"""Time, fee and result in the citizen's words; what is under review is not said."""

import pytest

from procedures.classify import audience_of, levels_of
from procedures.content import ChannelContent, FeeContent
from procedures.facts import IN_REVIEW, UNKNOWN, fee_text, result_text, term_text
from procedures.national.terms import note_of, term_of


def channels(*terms: str) -> list[ChannelContent]:
    return [ChannelContent(method=number, term=term) for number, term in enumerate(terms, start=1)]


@pytest.mark.parametrize(
    ("terms", "text"),
    [
        (["SAME_DAY", "SAME_DAY"], "Trong ngày"),
        (["3 WORKING_DAY"], "3 ngày làm việc"),
        (["2 MONTH + 15 WORKING_DAY"], "2 tháng và 15 ngày làm việc"),
        (["27 WORKING_DAY", "17 WORKING_DAY", "20 WORKING_DAY"], "17 đến 27 ngày làm việc"),
        (["SAME_DAY", "3 WORKING_DAY"], "Trong ngày, tùy cách nộp"),
        (["", ""], str(UNKNOWN)),
    ],
)
def test_terms_are_said_in_words(terms: list[str], text: str) -> None:
    assert term_text(channels(*terms)) == text


def test_a_short_note_stands_for_a_missing_term() -> None:
    noted = [ChannelContent(method=1, term_note="Theo lịch tuyển quân")]
    assert term_text(noted) == "Theo lịch tuyển quân"


@pytest.mark.parametrize(
    ("fees", "text"),
    [
        ([FeeContent(amount=0)], "Không mất phí"),
        ([FeeContent(amount=8000, per="bản")], "8.000\u00a0đồng/bản"),
        ([FeeContent(amount=7000), FeeContent(amount=15000)], "7.000 đến 15.000\u00a0đồng"),
        ([FeeContent(amount=None, description="HĐND quy định")], "Tùy trường hợp"),
        ([FeeContent(amount=8000, needs_review=True)], str(IN_REVIEW)),
        ([FeeContent(amount=0), FeeContent(amount=8000, needs_review=True)], "Không mất phí"),
        ([], str(UNKNOWN)),
    ],
)
def test_fees_are_said_in_words(fees: list[FeeContent], text: str) -> None:
    assert fee_text(fees) == text


def test_what_is_under_review_is_not_said() -> None:
    assert term_text(channels("3 WORKING_DAY"), "papers term") == str(IN_REVIEW)
    assert fee_text([FeeContent(amount=1)], "fees") == str(IN_REVIEW)
    assert result_text(["Giấy"], "results") == str(IN_REVIEW)


def test_a_result_as_long_as_a_paragraph_is_cut_at_a_word() -> None:
    assert result_text(["Quyết định " * 20]).endswith("Quyết định…")


@pytest.mark.parametrize(
    ("amount", "unit", "term"),
    [
        (15, "WORKING_DAY", "15 WORKING_DAY"),
        ("10", "DAY", "10 DAY"),
        (7.5, "WORKING_DAY", "7 WORKING_DAY + 4 HOUR"),
        (6.25, "WORKING_DAY", "6 WORKING_DAY + 2 HOUR"),
        (0.5, "WORKING_DAY", "4 HOUR"),
        (2.5, "DAY", "3 DAY"),
        (1.5, "MONTH", "1 MONTH + 15 DAY"),
        (0, "WORKING_DAY", ""),
        ("Theo mô tả", "OTHER", ""),
        (5, "OTHER", ""),
        (None, None, ""),
    ],
)
def test_times_of_the_feed_become_terms(amount: object, unit: str | None, term: str) -> None:
    assert term_of({"t": amount, "u": unit}, "t", "u") == term


def test_words_in_place_of_a_time_are_kept_as_a_note() -> None:
    assert note_of({"t": "Không quá 15 ngày", "u": "OTHER"}, "t", "u") == "Không quá 15 ngày"
    assert note_of({"t": 5, "u": "OTHER"}, "t", "u") == ""


def test_names_say_who_a_procedure_is_for() -> None:
    people = audience_of(["Công dân Việt Nam", "Cán bộ, công chức, viên chức", ""])
    assert (people.citizens, people.businesses, people.organisations) == (True, False, False)
    others = audience_of(["Tổ chức (không bao gồm doanh nghiệp, HTX)", "Hợp tác xã"])
    assert (others.citizens, others.businesses, others.organisations) == (False, True, True)


@pytest.mark.parametrize(
    ("agency", "levels"),
    [
        ("Ủy ban nhân dân cấp xã", "Cấp Xã"),
        ("Ủy ban Nhân dân\u00a0xã,\u00a0phường", "Cấp Xã"),
        ("Sở Y tế", "Cấp Tỉnh"),
        ("Thuế tỉnh, thành phố", "Cấp Tỉnh"),
        ("Cục Hàng không Việt Nam", "Cấp Bộ"),
        ("", ""),
    ],
)
def test_agencies_say_which_level_does_it(agency: str, levels: str) -> None:
    assert str(levels_of([agency])) == levels
