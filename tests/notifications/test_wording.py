"""The words of messages: complete, short enough, safe to fill, an office's own first."""

from collections.abc import Iterator
from typing import Any

import pytest
from pytest_django import DjangoAssertNumQueries

from notifications.channels.counting import parts
from notifications.failures import Failure
from notifications.kinds import KINDS, Audience
from notifications.models import Message, Wording
from notifications.models.message import Channel
from notifications.services import Notice, send
from notifications.wording import Phrase, Rendered, render
from notifications.wording.own import forget
from notifications.wording.shipped import Words, shipped
from notifications.wording.variables import VARIABLES, example_of, longest_of
from tests.factories import MONDAY

pytestmark = pytest.mark.django_db

LANGUAGES = ("vi", "en")
OFFICE, OTHER_OFFICE = 7, 8


def words() -> Iterator[tuple[str, Channel, str, Words]]:
    for kind in KINDS.values():
        for channel in kind.channels:
            for language in LANGUAGES:
                found = shipped(kind.code, channel, language)
                assert found, (kind.code, channel, language)
                yield kind.code, channel, language, found


def filled(kind: str, channel: Channel, language: str, context: dict[str, Any]) -> Rendered:
    rendered = render(kind, channel, language, None, context)
    assert rendered is not None
    assert rendered.fault is None, (kind, channel, language)
    return rendered


def own(kind: str = "ready", text: str = "Moi den nhan {ma_ho_so}", **fields: Any) -> Wording:
    row = Wording.objects.create(
        **{"root_unit_id": OFFICE, "kind": kind, "channel": Channel.SMS, "language": "vi",
           "version": 1, "text": text, "made_at": MONDAY, **fields}
    )  # fmt: skip
    forget()
    return row


def said(kind: str = "ready", channel: Channel = Channel.SMS, language: str = "vi",
         office: int | None = OFFICE) -> Rendered | None:  # fmt: skip
    return render(kind, channel, language, office, example_of(kind))


# --- what the product ships ---------------------------------------------------------------------


def test_every_kind_has_words_for_every_channel_of_the_matrix_and_for_no_other() -> None:
    have = {(kind, channel) for kind, channel, _, _ in words()}
    for kind in KINDS:
        for channel in Channel:
            assert ((kind, channel) in have) == (channel in KINDS[kind].channels)
            if channel not in KINDS[kind].channels:
                assert render(kind, channel, "vi", None, example_of(kind)) is None


def test_every_sms_is_one_part_without_marks_even_at_the_longest_fill() -> None:
    for kind, channel, language, found in words():
        if channel is Channel.SMS:
            text = filled(kind, channel, language, longest_of(kind)).text
            counted = parts(text)
            assert (counted.parts, counted.encoding.label) == (1, "GSM-7"), (kind, language, text)
            assert found.text.isascii()
            assert text.isascii()
            assert text.startswith("[Mot cua Dong Phu Hoa] ")


def test_no_sms_carries_a_link_or_anything_personal() -> None:
    for _, channel, _, found in words():
        if channel is Channel.SMS:
            assert "{duong_dan" not in found.text
            assert "{nguoi_giu}" not in found.text


def test_a_title_in_the_inbox_has_at_most_60_characters_and_its_text_is_one_line() -> None:
    for kind, channel, language, _ in words():
        if channel is Channel.INAPP:
            rendered = filled(kind, channel, language, longest_of(kind))
            assert 0 < len(rendered.title) <= 60
            assert not rendered.title.endswith("…"), rendered.title
            assert rendered.text
            assert "\n" not in rendered.text


def test_every_letter_greets_says_what_to_do_links_and_warns_of_fraud() -> None:
    for kind, channel, language, found in words():
        if channel is not Channel.EMAIL:
            continue
        rendered = filled(kind, channel, language, longest_of(kind))
        assert 0 < len(rendered.title) <= 160
        assert "https://dichvucong.binhminh.gov.vn/" in rendered.text
        if KINDS[kind].audience is Audience.CITIZEN:
            greeting = "Kính gửi ông/bà," if language == "vi" else "Dear Sir or Madam,"
            assert rendered.text.startswith(greeting)
            never = (
                "không bao giờ hỏi mã OTP hay mật khẩu" if language == "vi" else "never asks for"
            )
            assert never in found.text


def test_words_name_only_variables_of_their_kind_and_every_variable_is_explained() -> None:
    for kind, channel, language, _ in words():
        filled(kind, channel, language, example_of(kind))
    assert {key for kind in KINDS.values() for key in kind.variables} == set(VARIABLES)
    assert all(one.meaning and one.longest for one in VARIABLES.values())


def test_a_phrase_is_said_in_the_language_of_the_words() -> None:
    context = longest_of("received") | {"due": Phrase("theo thông báo", "to be announced")}
    assert "hen tra theo thong bao." in filled("received", Channel.SMS, "vi", context).text
    assert "due: to be announced." in filled("received", Channel.SMS, "en", context).text


# --- what an office writes ----------------------------------------------------------------------


def test_the_words_of_the_office_win_over_those_for_every_unit_and_these_over_the_shipped() -> None:
    own(text="Moi don vi {ma_ho_so}", root_unit_id=0)
    own(text="Xa ta {ma_ho_so}")
    texts = [
        rendered.text for office in (OFFICE, OTHER_OFFICE) if (rendered := said(office=office))
    ]
    assert texts == ["Xa ta H99.12-261123-0042", "Moi don vi H99.12-261123-0042"]


def test_an_english_reader_gets_english_words_although_the_office_wrote_vietnamese_ones() -> None:
    own()
    rendered = said(language="en")
    assert rendered
    assert rendered.text.startswith("[Mot cua Binh An] The result of dossier")


def test_marks_are_folded_unless_the_office_chose_them() -> None:
    own(text="Hồ sơ {ma_ho_so} đã có kết quả – “mời” đến…")
    folded = said()
    assert folded
    assert folded.text == 'Ho so H99.12-261123-0042 da co ket qua - "moi" den...'
    Wording.objects.update(accented=True, version=2)
    forget()
    kept = said()
    assert kept
    assert kept.text.startswith("Hồ sơ")
    assert kept.parts == 1


def test_a_way_that_is_switched_off_is_not_taken_in_either_language() -> None:
    own(channel=Channel.EMAIL, text="", is_on=False)
    assert said(channel=Channel.EMAIL) is None
    assert said(channel=Channel.EMAIL, language="en") is None
    assert said(channel=Channel.EMAIL, office=OTHER_OFFICE) is not None


def test_a_row_without_text_leaves_the_shipped_words() -> None:
    own(text="")
    rendered = said()
    assert rendered
    assert "da co ket qua" in rendered.text


@pytest.mark.parametrize(
    "text",
    ["Ho so {so_nha}", "Ho so {", "{ma_ho_so.__class__}", "{ma_ho_so!r}", "{0}", "{}",
     "{ma_ho_so:>9999999999}", "{{ma_ho_so}}", "{otp}"],
)  # fmt: skip
def test_words_that_cannot_be_filled_are_a_fault_and_crash_nothing(text: str) -> None:
    own(text=text)
    rendered = said()
    assert rendered == Rendered("", "", fault=Failure.WORDS)


def test_a_missing_fact_makes_a_row_that_says_so_inside_the_transaction_of_the_caller() -> None:
    send(
        Notice("ready", "+84905123318", "k", at=MONDAY, root_unit_id=None, context={"office": "X"})
    )
    row = Message.objects.get()
    assert (row.state, row.failure) == (Message.State.GIVEN_UP, "words")


def test_a_fact_is_never_read_as_words() -> None:
    context = example_of("received") | {"code": "{otp} {__class__} %s"}
    assert "{otp} {__class__} %s" in filled("received", Channel.SMS, "vi", context).text


def test_a_title_longer_than_a_row_holds_is_cut() -> None:
    own(channel=Channel.INAPP, title="Hồ sơ " * 20, text="Mở để xem")
    rendered = said(channel=Channel.INAPP)
    assert rendered
    assert len(rendered.title) == 60


def test_own_words_are_asked_for_once_not_for_every_message(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    own()
    with django_assert_num_queries(2):  # how many rows there are, and the rows
        for _ in range(50):
            said()


def test_another_process_sees_new_words_within_seconds(settings: Any) -> None:
    said()
    settings.OFFICES_KEPT_SECONDS = 0
    Wording.objects.create(
        root_unit_id=OFFICE, kind="ready", channel="sms", version=1, text="Moi", made_at=MONDAY
    )
    rendered = said()
    assert rendered
    assert rendered.text == "Moi"
