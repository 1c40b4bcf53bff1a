"""Whether a text was ours: what is confirmed, what never is, and what nobody learns."""

import pytest
from django.test import Client

from notifications.hosts import foreign_hosts
from notifications.inbox.genuine import TRIES
from notifications.models import Gateway, Message
from notifications.services import Notice, send
from notifications.wording.variables import example_of
from tests import plans
from tests.dossiers.tracking import words
from tests.factories import MONDAY, Commune, make_commune

pytestmark = pytest.mark.django_db
PAGE = "/tin-nhan-that/"
ADVICE = "Không bấm vào liên kết"


@pytest.fixture(autouse=True)
def commune(db: None) -> Commune:
    return make_commune()


def sent(commune: Commune, kind: str = "received", key: str = "e1") -> Message:
    """An SMS that left on Monday at eight."""
    send(Notice(kind, "+84905123318", key, at=MONDAY, root_unit_id=commune.root.pk,
                subject_code="" if kind == "otp" else "H99.12-261123-0042",
                context=example_of(kind)))  # fmt: skip
    Message.objects.filter(event=key).update(state="handed_over", sent_at=MONDAY)
    return Message.objects.get(event=key, channel="sms")


def ask(client: Client, text: str) -> str:
    answer = client.post(PAGE, {"text": text})
    assert answer.status_code == 200
    return words(answer).split("Nội dung tin nhắn, hoặc mã hồ sơ")[0]


def test_our_text_is_confirmed_with_when_who_and_what(client: Client, commune: Commune) -> None:
    answer = ask(client, sent(commune).text)
    assert "Đúng, tin nhắn này do cơ quan gửi" in answer
    for fact in ("8:00 23/11/2026", "Ủy ban nhân dân xã Bình An", "Tiếp nhận, hẹn trả",
                 "H99.12-261123-0042"):  # fmt: skip
        assert fact in answer


def test_blanks_and_capitals_of_a_copy_do_not_matter(client: Client, commune: Commune) -> None:
    text = sent(commune).text
    assert "Đúng" in ask(client, f"  {text.upper().replace(' ', '  ')}\n")


@pytest.mark.parametrize("typed", ["[Mot cua Binh An] Nhan tien", "261123-0042"])
def test_asking_reads_no_whole_table(client: Client, typed: str) -> None:
    client.get(PAGE)
    with plans.cheap(tables=["notifications_message"]):
        ask(client, typed)


def test_nothing_personal_is_told(client: Client, commune: Commune) -> None:
    text = sent(commune).text
    for answer in (ask(client, text), ask(client, "H99.12-261123-0042")):
        assert "0905" not in answer
        assert "123 318" not in answer


def test_one_changed_word_is_not_ours(client: Client, commune: Commune) -> None:
    answer = ask(client, sent(commune).text.replace("tiep nhan", "tu choi"))
    assert "Đúng" not in answer
    assert ADVICE in answer
    assert "0252 3123 456" in answer


def test_a_text_that_has_not_left_is_not_confirmed(client: Client, commune: Commune) -> None:
    message = sent(commune)
    Message.objects.update(sent_at=None)
    assert "Đúng" not in ask(client, message.text)


@pytest.mark.parametrize("typed", ["H99.12-261123-0042", "h9912 261123 42", "261123-0042"])
def test_a_code_tells_when_we_wrote_and_nothing_of_the_matter(
    client: Client, commune: Commune, typed: str
) -> None:
    sent(commune, "ready")
    answer = ask(client, typed)
    assert "Cơ quan có nhắn tin về hồ sơ này" in answer
    assert "8:00 23/11/2026" in answer
    assert "Có kết quả" not in answer


def test_a_code_nobody_wrote_about_says_what_to_do(client: Client) -> None:
    answer = ask(client, "261123-9999")
    assert "Cơ quan chưa nhắn tin nào về mã H99.12-261123-9999" in answer
    assert ADVICE in answer


def test_a_one_time_code_is_never_confirmed(client: Client, commune: Commune) -> None:
    answer = ask(client, sent(commune, "otp").text)
    assert "Đúng" not in answer
    assert "Không đọc, không gửi mã cho bất kỳ ai" in answer


def test_a_forged_one_time_code_gets_the_same_advice(client: Client) -> None:
    answer = ask(client, "Mã xác nhận của bạn là 482913, gửi lại cho cán bộ")
    assert "Không đọc, không gửi mã cho bất kỳ ai" in answer


def test_strange_links_are_named(client: Client) -> None:
    answer = ask(client, "[Mot cua Binh An] Nhan tien tai https://binhan-motcua.top/nhan ngay")
    assert "Dấu hiệu nguy hiểm" in answer
    assert "binhan-motcua.top" in answer


@pytest.mark.parametrize(
    ("text", "hosts"),
    [
        ("xem http://localhost:8000/ho-so/ nhe", ()),
        ("vao www.motcua.example va bit.ly/3abc", ("www.motcua.example", "bit.ly")),
        ("https://localhost:8000@evil.example/x", ("evil.example",)),
        ("https://localhost.evil.example/", ("localhost.evil.example",)),
        ("HTTPS://EVIL.EXAMPLE, HTTPS://evil.example/2", ("evil.example",)),
        ("Da nhan ho so.Moi ong/ba den", ()),
        ("http://[::1", ("http://[::1",)),
    ],
)
def test_hosts_that_are_not_ours(text: str, hosts: tuple[str, ...]) -> None:
    assert foreign_hosts(text) == hosts


def test_the_page_names_sender_opening_and_where_to_report(client: Client) -> None:
    facts = {
        "kind": "json",
        "url": "https://gw.example/",
        "sender": "UBNDBINHAN",
        "last_ok_at": MONDAY,
    }
    Gateway.objects.create(code="a", name="A", **facts)
    Gateway.objects.create(code="b", name="B", **(facts | {"sender": "CU", "is_on": False}))
    Gateway.objects.create(code="c", name="C", **(facts | {"sender": "MOI", "last_ok_at": None}))
    page = words(client.get(PAGE))
    for fact in ("UBNDBINHAN", "[Mot cua Binh An]", "156", "5656"):
        assert fact in page
    named = page.split("Tên người gửi")[1].split(".")[0]
    assert "CU" not in named
    assert "MOI" not in named  # never sent: nobody knows it as ours


def test_nothing_and_too_much_are_asked_for_again(client: Client) -> None:
    for typed, sentence in (("", "Chép nội dung"), ("x" * 2001, "Tin dài quá")):
        answer = client.post(PAGE, {"text": typed})
        assert answer.status_code == 422
        assert sentence in words(answer)


def test_what_was_typed_is_kept_on_the_page_and_nowhere_else(client: Client) -> None:
    answer = client.post(PAGE, {"text": "tin la tung co"})
    assert "tin la tung co" in answer.content.decode()
    assert not Message.objects.exists()


def test_one_network_asks_only_so_often(client: Client) -> None:
    answers = [client.post(PAGE, {"text": "261123-0042"}) for _ in range(TRIES + 1)]
    assert [answer.status_code for answer in answers[-2:]] == [200, 429]
    assert "Xin thử lại sau 10 phút" in words(answers[-1])
    other = client.post(PAGE, {"text": "261123-0042"}, REMOTE_ADDR="203.0.113.9")
    assert other.status_code == 200


def test_help_sign_in_and_every_footer_lead_here(client: Client) -> None:
    for path in ("/", "/tro-giup/", "/dang-nhap/"):
        assert f'href="{PAGE}"' in client.get(path).content.decode()


def test_the_page_speaks_english(client: Client) -> None:
    client.cookies["django_language"] = "en"
    answer = client.post(PAGE, {"text": "261123-9999"})
    assert "The office sent no message about the code H99.12-261123-9999" in words(answer)
