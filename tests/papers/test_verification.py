"""/kiem-tra/: what a paper is, whether a file is unchanged, and nothing about whose it is."""

from html import unescape
from typing import Any

import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils.timezone import localtime

from accounts.permissions import Role
from papers.models import IssuedPaper, PaperFile
from papers.services import issue, keep_file
from papers.verification import Answer, compare
from papers.views.verification import FILES, UNKNOWN_CODES, WORDS
from signatures.demo import Authority
from signatures.services import Stamp, sign_pdf
from tests.factories import Commune, make_commune, make_staff
from tests.signatures import authorities
from tests.signatures.papers import NOW, TEXT, paper

Made = PaperFile.Made


@pytest.fixture
def commune(db: None) -> Commune:
    return make_commune()


@pytest.fixture
def drawn(commune: Commune) -> IssuedPaper:
    """A receipt that was drawn and carries no signature."""
    issued = issue(
        "mau-01", key="dossier:1:1:mau-01", unit=commune.one_stop, root_unit_id=commune.root.pk,
        at=NOW, subject_code="H99.12-261122-0001", number="0001/TNHS",
    )  # fmt: skip
    keep_file(issued, paper(), made=Made.DRAWN, at=NOW)
    return issued


@pytest.fixture
def sealed(commune: Commune, signing: Authority) -> IssuedPaper:
    """A result with the leader's signature, then the office's."""
    leader = make_staff(commune.root, Role.LEADER, full_name=authorities.LEADER)
    issued = issue(
        "ket-qua", key="dossier:1:result", unit=commune.root, root_unit_id=commune.root.pk,
        at=NOW, number="12/TLKS",
    )  # fmt: skip
    stamp = Stamp("Người ký", authorities.LEADER, "Chủ tịch", NOW)
    words: dict[str, Any] = {"reason": "", "place": "", "at": NOW, "stamp": stamp}
    once = sign_pdf(paper(), authorities.added(signing, "leader", leader), **words)
    twice = sign_pdf(once, authorities.added(signing, "office", commune.root), **words)
    keep_file(issued, once, made=Made.SIGNED, at=NOW)
    keep_file(issued, twice, made=Made.SEALED, at=NOW)
    return issued


def content(issued: IssuedPaper, made: str) -> bytes:
    with default_storage.open(issued.files.get(made=made).storage_key) as file:
        return bytes(file.read())


def look(client: Client, path: str, status: int = 200) -> str:
    answer = client.get(path)
    assert answer.status_code == status
    return unescape(answer.content.decode())


def sent(client: Client, path: str, file: bytes, status: int = 200) -> str:
    answer = client.post(path, {"tep": SimpleUploadedFile("van-ban.pdf", file)})
    assert answer.status_code == status
    return unescape(answer.content.decode())


def one_byte_changed(file: bytes) -> bytes:
    """In the middle of what was signed first."""
    changed = bytearray(file)
    changed[len(paper()) // 2] ^= 1
    return bytes(changed)


# --- what the paper is --------------------------------------------------------------------------


def test_the_printed_address_tells_what_the_paper_is(client: Client, drawn: IssuedPaper) -> None:
    page = look(client, f"/kiem-tra/{drawn.code}")
    for words in (
        drawn.title,
        "0001/TNHS",
        f"{localtime(NOW):%d/%m/%Y}",
        drawn.unit.name,
        drawn.code,
    ):
        assert words in page


@pytest.mark.parametrize("spell", [str.lower, lambda code: code.replace("-", "")])
def test_a_code_may_be_typed_any_way(client: Client, drawn: IssuedPaper, spell: Any) -> None:
    answer = client.get("/kiem-tra/", {"ma": spell(drawn.code)}, follow=True)
    assert drawn.title in answer.content.decode()


def test_who_signed_is_told(client: Client, sealed: IssuedPaper) -> None:
    page = look(client, f"/kiem-tra/{sealed.code}/")
    assert authorities.LEADER in page
    assert authorities.OFFICE in page


def test_nothing_about_the_citizen_is_told(client: Client, drawn: IssuedPaper) -> None:
    assert "Nguyễn Thị Sáu" in TEXT
    page = sent(client, f"/kiem-tra/{drawn.code}/", paper())
    assert "Nguyễn Thị Sáu" not in page


def test_an_unknown_code_explains_itself(client: Client, drawn: IssuedPaper) -> None:
    page = look(client, "/kiem-tra/AAAA-BBBB-CCCC/", 404)
    assert "Không có giấy nào mang mã này" in page
    assert "không có số 0, 1, 2, 5, 8" in page


def test_a_code_that_no_result_carries_yet_is_unknown(client: Client, commune: Commune) -> None:
    early = issue("ket-qua", key="k", unit=commune.root, root_unit_id=commune.root.pk, at=NOW)
    look(client, f"/kiem-tra/{early.code}/", 404)


def test_a_paper_without_a_file_has_nothing_to_compare(client: Client, commune: Commune) -> None:
    issued = issue(
        "ket-qua", key="k", unit=commune.root, root_unit_id=commune.root.pk, at=NOW, number="3/KQ"
    )
    page = look(client, f"/kiem-tra/{issued.code}/")
    assert "chưa có tệp điện tử để so" in page
    assert 'type="file"' not in page


def test_codes_are_not_guessed_for_ever(client: Client, drawn: IssuedPaper) -> None:
    for _ in range(UNKNOWN_CODES):
        look(client, "/kiem-tra/AAAA-BBBB-CCCC/", 404)
    assert "15 phút" in look(client, f"/kiem-tra/{drawn.code}/", 429)


# --- whether a file is unchanged ----------------------------------------------------------------


def test_an_unchanged_file_is_recognised(client: Client, drawn: IssuedPaper) -> None:
    page = sent(client, f"/kiem-tra/{drawn.code}/", paper())
    assert "Tệp còn nguyên" in page


def test_a_file_alone_tells_which_paper_it_is(client: Client, sealed: IssuedPaper) -> None:
    page = sent(client, "/kiem-tra/", content(sealed, Made.SEALED))
    assert "Tệp còn nguyên" in page
    assert "12/TLKS" in page


def test_the_file_before_the_seal_is_an_earlier_one(sealed: IssuedPaper) -> None:
    assert compare(content(sealed, Made.SIGNED), sealed).answer is Answer.EARLIER


def test_the_file_of_another_paper_is_named(
    client: Client, sealed: IssuedPaper, drawn: IssuedPaper
) -> None:
    page = sent(client, f"/kiem-tra/{sealed.code}/", paper())
    assert "văn bản khác của cơ quan" in page
    assert drawn.title in page


@pytest.mark.parametrize("path", ["/kiem-tra/", "/kiem-tra/{code}/"])
def test_one_byte_changed_breaks_the_signature(
    client: Client, sealed: IssuedPaper, path: str
) -> None:
    changed = one_byte_changed(content(sealed, Made.SEALED))
    assert "Chữ ký không còn đúng" in sent(client, path.format(code=sealed.code), changed)


def test_what_was_added_after_signing_is_found(sealed: IssuedPaper) -> None:
    added = content(sealed, Made.SEALED) + b"\n1 0 obj\n<< >>\nendobj\n"
    assert compare(added, None).answer is Answer.CHANGED


def test_a_changed_file_without_signatures_is_found(drawn: IssuedPaper) -> None:
    assert compare(one_byte_changed(paper()), drawn).answer is Answer.CHANGED


def test_a_strangers_file_is_not_ours(drawn: IssuedPaper, client: Client) -> None:
    stranger = b"%PDF-1.4\n" + b"\n".join(b"a line of somebody else %d" % n for n in range(99))
    assert "Không phải tệp do cơ quan phát hành" in sent(
        client, f"/kiem-tra/{drawn.code}/", stranger
    )
    assert compare(stranger, None).answer is Answer.FOREIGN


def test_every_answer_has_its_words() -> None:
    assert set(WORDS) == set(Answer)


@pytest.mark.parametrize(
    ("file", "words"),
    [(b"", "Tệp rỗng"), (b"not a pdf", "Chỉ so được tệp PDF")],
)
def test_what_cannot_be_compared_is_said(
    client: Client, drawn: IssuedPaper, file: bytes, words: str
) -> None:
    assert words in sent(client, f"/kiem-tra/{drawn.code}/", file, 422)


def test_a_missing_file_is_asked_for(client: Client, drawn: IssuedPaper) -> None:
    answer = client.post(f"/kiem-tra/{drawn.code}/")
    assert answer.status_code == 422
    assert "Chọn tệp PDF cần so" in answer.content.decode()


def test_files_are_compared_only_so_often(client: Client, drawn: IssuedPaper) -> None:
    for _ in range(FILES):
        sent(client, "/kiem-tra/", b"%PDF-1.4 nothing")
    assert "15 phút" in sent(client, "/kiem-tra/", b"%PDF-1.4 nothing", 429)


def test_what_is_sent_is_not_kept(client: Client, drawn: IssuedPaper) -> None:
    before = PaperFile.objects.count()
    sent(client, "/kiem-tra/", one_byte_changed(paper()))
    assert PaperFile.objects.count() == before


# --- hostile files ------------------------------------------------------------------------------


def pdf_of(*objects: bytes) -> bytes:
    """A file of these objects, the first of them its root; it says that it is signed."""
    file, places = b"%PDF-1.7\n%/ByteRange\n", []
    for number, body in enumerate(objects, start=1):
        places.append(len(file))
        file += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    rows = b"".join(b"%010d 00000 n \n" % place for place in places)
    head = b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    trailer = b"trailer\n<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF"
    return file + head + rows + trailer % (len(objects) + 1, len(file))


def branching_fields(depth: int) -> list[bytes]:
    """Each has the next one twice as its child: 2 to the power of `depth` in all."""
    pair = [b"<</T(a)/Kids[%d 0 R %d 0 R]>>" % (n, n) for n in range(3, depth + 3)]
    return [b"<</Type/Catalog/AcroForm<</Fields[2 0 R]>>>>", *pair, b"<</FT/Sig/T(z)>>"]


HOSTILE = {
    "brackets in brackets": pdf_of(b"[" * 100_000 + b"]" * 100_000),
    "a root that is a number": pdf_of(b"7"),
    "fields without end": pdf_of(*branching_fields(40)),
}


@pytest.mark.parametrize("file", HOSTILE.values(), ids=HOSTILE)
def test_a_file_made_to_break_readers_is_foreign(
    client: Client, drawn: IssuedPaper, file: bytes
) -> None:
    page = sent(client, f"/kiem-tra/{drawn.code}/", file)
    assert "Không phải tệp do cơ quan phát hành" in page
