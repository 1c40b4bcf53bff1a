"""Digital signatures on results: drafts, the leader's signature, batches, the office's seal."""

from datetime import timedelta
from io import BytesIO

import pytest
from django.conf import LazySettings, settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db.models import F
from django.urls import reverse
from django.utils import timezone
from redis import Redis

from dossiers.documents.tasks import draw_paper
from dossiers.files.uploads import keep
from dossiers.models import Attachment, Dossier, ResultEntry, SignBatch, SignItem
from dossiers.signing.acts import Told, put_forward
from dossiers.signing.batches import LEASE, RETRY_AFTER, claim_next, work
from dossiers.signing.orders import order_batch
from dossiers.signing.tasks import announce_waiting_signatures, sign_batch
from dossiers.workflow import Action, Status
from papers.models import IssuedPaper, PaperFile
from papers.services import content_of as paper_content
from portal.celery import app
from portal.lib.files import read_stored
from portal.lib.queues import ring
from reports.files.tasks import make_waiting_file
from signatures.demo import Authority
from signatures.models import Certificate
from signatures.services import give_up, signatures_of
from tests.dossiers.staff import Town, a_photo, act_path, actions_of, browser
from tests.dossiers.tracking import words
from tests.signatures import authorities
from tests.signatures.papers import paper

Role, State = Attachment.Role, SignItem.State
# Celery's lists in Redis, by priority.
FIRST, WATCHED, LATER = "celery", "celery\x06\x163", "celery\x06\x166"
NOBODY_THERE = "http://127.0.0.1:9/tsa"


@pytest.fixture
def equipped(town: Town, signing: Authority) -> Town:
    """Leader and commune have certificates."""
    authorities.added(signing, "leader", town.people.leader)
    authorities.added(signing, "office", town.commune.root)
    return town


def forward(town: Town) -> Dossier:
    """A dossier with a draft of its result that waits for the leader."""
    dossier, officer = town.dossier(Status.ASSIGNED), browser(town.people.specialist)
    file = SimpleUploadedFile("trich-luc.pdf", paper())
    answer = officer.post(
        act_path(dossier, "trinh-ky"), {"seen": dossier.last_seq, "note": "", "draft": file}
    )
    assert answer.status_code == 302
    dossier.refresh_from_db()
    return dossier


def batch_of(town: Town, *dossiers: Dossier) -> SignBatch:
    ticked = [(dossier, dossier.last_seq) for dossier in dossiers]
    return order_batch(ticked, Action.SIGN, by=town.people.leader, at=timezone.now())


def signed(dossier: Dossier) -> bytes:
    return read_stored(dossier.attachments.get(role=Role.SIGNED_RESULT).file.key)


# --- one dossier --------------------------------------------------------------------------------


def test_an_officer_puts_a_draft_forward(town: Town) -> None:
    dossier = forward(town)
    assert dossier.state is Status.SUBMITTED_FOR_SIGN
    draft = dossier.attachments.get(role=Role.DRAFT_RESULT)
    assert draft.name == "trich-luc.pdf"
    leader = browser(town.people.leader)
    page = leader.get(f"/cb/ho-so/{dossier.code}/").content.decode()
    assert "Dự thảo kết quả: trich-luc.pdf" in page
    assert "Có dự thảo để ký số" in leader.get("/cb/ky/").content.decode()


def test_a_draft_that_is_no_pdf_is_refused_at_its_field(town: Town) -> None:
    dossier = town.dossier(Status.ASSIGNED)
    answer = browser(town.people.specialist).post(
        act_path(dossier, "trinh-ky"), {"seen": dossier.last_seq, "draft": a_photo()}
    )
    assert answer.status_code == 422
    assert "Dự thảo phải là PDF" in answer.content.decode()
    dossier.refresh_from_db()
    assert dossier.state is Status.ASSIGNED
    assert not dossier.attachments.filter(role=Role.DRAFT_RESULT).exists()


def test_the_leader_signs_the_file_with_the_dossier(equipped: Town) -> None:
    dossier = forward(equipped)
    leader = browser(equipped.people.leader)
    assert leader.post(act_path(dossier, "ky"), {"seen": dossier.last_seq}).status_code == 302
    dossier.refresh_from_db()
    assert dossier.state is Status.SIGNED
    (facts,) = signatures_of(signed(dossier))
    assert facts.signer == "Trần Văn Dũng"
    assert facts.trusted
    assert facts.timestamped


def test_a_file_that_cannot_be_signed_leaves_the_dossier_unsigned(
    equipped: Town, settings: LazySettings
) -> None:
    settings.SIGNING_TSA_URL = NOBODY_THERE
    dossier = forward(equipped)
    answer = browser(equipped.people.leader).post(
        act_path(dossier, "ky"), {"seen": dossier.last_seq}
    )
    assert answer.status_code == 422
    assert "dấu thời gian chưa trả lời" in answer.content.decode()
    dossier.refresh_from_db()
    assert dossier.state is Status.SUBMITTED_FOR_SIGN
    assert not dossier.attachments.filter(role=Role.SIGNED_RESULT).exists()


def test_without_certificates_ink_is_enough(town: Town) -> None:
    dossier = forward(town)
    leader = browser(town.people.leader)
    assert leader.post(act_path(dossier, "ky"), {"seen": dossier.last_seq}).status_code == 302
    dossier.refresh_from_db()
    assert dossier.state is Status.SIGNED
    assert not dossier.attachments.filter(role=Role.SIGNED_RESULT).exists()


# --- the seal of the office --------------------------------------------------------------------


def test_the_office_seals_what_the_leader_signed(equipped: Town) -> None:
    dossier = forward(equipped)
    browser(equipped.people.leader).post(act_path(dossier, "ky"), {"seen": dossier.last_seq})
    dossier.refresh_from_db()
    clerk, today = browser(equipped.people.clerk), timezone.localdate()
    page = clerk.get(act_path(dossier, "ket-qua")).content.decode()
    assert "result_file" not in page
    words = {"seen": dossier.last_seq, "result_number": "12/TLKS", "result_on": f"{today:%d/%m/%Y}"}
    assert clerk.post(act_path(dossier, "ket-qua"), words).status_code == 302
    dossier.refresh_from_db()
    assert dossier.state is Status.RESULT_READY
    issued = IssuedPaper.objects.get(key=f"dossier:{dossier.pk}:result")
    assert (issued.number, issued.unit) == ("12/TLKS", equipped.commune.root)
    assert list(issued.files.values_list("made", flat=True)) == [
        PaperFile.Made.SIGNED,
        PaperFile.Made.SEALED,
    ]
    both = signatures_of(paper_content(issued))
    assert [facts.signer for facts in both] == ["Trần Văn Dũng", "Ủy ban nhân dân xã Bình An"]
    assert all(facts.intact and facts.trusted and facts.covers_whole for facts in both)
    entry = ResultEntry.objects.get(dossier=dossier)
    assert entry.code == issued.code
    assert entry.file == dossier.attachments.get(role=Role.RESULT).file


def test_a_seal_that_fails_leaves_the_dossier_as_it_was(
    equipped: Town, settings: LazySettings
) -> None:
    dossier = forward(equipped)
    browser(equipped.people.leader).post(act_path(dossier, "ky"), {"seen": dossier.last_seq})
    dossier.refresh_from_db()
    settings.SIGNING_TSA_URL = NOBODY_THERE
    words = {"seen": dossier.last_seq, "result_number": "12", "result_on": "20/11/2026"}
    answer = browser(equipped.people.clerk).post(act_path(dossier, "ket-qua"), words)
    assert answer.status_code == 422
    dossier.refresh_from_db()
    assert dossier.state is Status.SIGNED
    assert not ResultEntry.objects.exists()
    page = browser(equipped.people.clerk).get(f"/cb/ho-so/{dossier.code}/")
    assert page.status_code == 200


def test_many_are_sealed_in_a_batch(equipped: Town) -> None:
    dossier = forward(equipped)
    browser(equipped.people.leader).post(act_path(dossier, "ky"), {"seen": dossier.last_seq})
    dossier.refresh_from_db()
    clerk = browser(equipped.people.clerk)
    ticks = {"viec": Action.FINISH, "ho-so": f"{dossier.code}:{dossier.last_seq}", "xac-nhan": "1"}
    answer = clerk.post("/cb/hang-loat/", ticks)
    sign_batch(SignBatch.objects.get().pk)
    assert "Đã đóng dấu 1 trong 1 hồ sơ" in clerk.get(answer["Location"]).content.decode()
    entry = ResultEntry.objects.get(dossier=dossier)
    assert IssuedPaper.objects.get(code=entry.code).number == entry.number


# --- batches ------------------------------------------------------------------------------------


def test_ticked_dossiers_are_signed_by_a_worker(equipped: Town) -> None:
    with_draft, on_paper = forward(equipped), equipped.dossier(Status.SUBMITTED_FOR_SIGN)
    leader = browser(equipped.people.leader)
    ticks = [f"{one.code}:{one.last_seq}" for one in (with_draft, on_paper)]
    asked = words(leader.post("/cb/hang-loat/", {"viec": "sign", "ho-so": ticks}))
    assert f"{with_draft.code}Chờ ký · Ký số" in asked
    assert f"{on_paper.code}Chờ ký · Ký tay trên giấy" in asked
    assert "còn phải ký bản giấy" in asked
    answer = leader.post("/cb/hang-loat/", {"viec": "sign", "ho-so": ticks, "xac-nhan": "1"})
    batch = SignBatch.objects.get()
    assert answer["Location"] == reverse("dossiers:sign-batch", args=[batch.pk])
    assert "Đã ký 0 trong 2 hồ sơ" in leader.get(answer["Location"]).content.decode()
    sign_batch(batch.pk)
    page = leader.get(answer["Location"]).content.decode()
    assert "Đã ký 2 trong 2 hồ sơ" in page
    assert "Mọi hồ sơ đã chọn đều xong" in page
    told = words(leader.get(answer["Location"]))
    assert f"{with_draft.code} Đã ký Ký số" in told
    assert f"{on_paper.code} Đã duyệt Ký tay trên giấy" in told
    for dossier in (with_draft, on_paper):
        dossier.refresh_from_db()
        assert dossier.state is Status.SIGNED
    assert signatures_of(signed(with_draft))[0].trusted


def test_without_drafts_many_are_signed_at_once(equipped: Town) -> None:
    dossier = equipped.dossier(Status.SUBMITTED_FOR_SIGN)
    tick = f"{dossier.code}:{dossier.last_seq}"
    answer = browser(equipped.people.leader).post(
        "/cb/hang-loat/", {"viec": "sign", "ho-so": tick, "xac-nhan": "1"}
    )
    assert answer["Location"] == reverse("dossiers:bulk-result")
    assert not SignBatch.objects.exists()


def test_a_draft_needs_ink_where_the_leader_has_no_certificate(town: Town) -> None:
    dossier, leader = forward(town), browser(town.people.leader)
    ticks = {"viec": "sign", "ho-so": f"{dossier.code}:{dossier.last_seq}"}
    asked = words(leader.post("/cb/hang-loat/", ticks))
    assert f"{dossier.code}Chờ ký · Ký tay trên giấy" in asked
    told = words(leader.post("/cb/hang-loat/", ticks | {"xac-nhan": "1"}, follow=True))
    assert "Ký tay trên giấy Hệ thống chỉ ghi là đã duyệt" in told
    assert f"của các hồ sơ này: {dossier.code}" in told


def test_one_failure_stops_no_other(equipped: Town) -> None:
    first, second = forward(equipped), forward(equipped)
    broken = keep(BytesIO(b"%PDF-1.7 and nothing more"), "pdf", pages=1, at=timezone.now())
    first.attachments.filter(role=Role.DRAFT_RESULT).update(file=broken)
    batch = batch_of(equipped, first, second)
    sign_batch(batch.pk)
    states = list(batch.items.values_list("state", flat=True))
    assert states == [State.FAILED, State.SIGNED]
    page = browser(equipped.people.leader).get(f"/cb/ky/lo/{batch.pk}/").content.decode()
    assert "Không ký được tệp PDF này" in page
    assert "1 chưa làm được" in page


def test_a_failed_one_is_tried_again_as_it_looks_now(equipped: Town) -> None:
    dossier = forward(equipped)
    batch = batch_of(equipped, dossier)
    SignItem.objects.update(seen=1)
    sign_batch(batch.pk)
    assert batch.items.get().state == State.FAILED
    tick = f"{dossier.code}:{dossier.last_seq}"
    leader = browser(equipped.people.leader)
    leader.post(f"/cb/ky/lo/{batch.pk}/thu-lai/", {"ho-so": tick})
    sign_batch(batch.pk)
    assert batch.items.get().state == State.SIGNED


def test_a_silent_authority_is_asked_again_later(equipped: Town, settings: LazySettings) -> None:
    tsa, settings.SIGNING_TSA_URL = settings.SIGNING_TSA_URL, NOBODY_THERE
    batch = batch_of(equipped, forward(equipped))
    sign_batch(batch.pk)
    item = batch.items.get()
    assert item.state == State.WAITING
    assert (
        "thử lại lúc"
        in browser(equipped.people.leader).get(f"/cb/ky/lo/{batch.pk}/").content.decode()
    )
    settings.SIGNING_TSA_URL = tsa
    later = timezone.now() + RETRY_AFTER[0] + timedelta(seconds=1)
    claimed = claim_next(batch.pk, at=later)
    assert claimed is not None
    work(claimed, at=timezone.now())
    assert batch.items.get().state == State.SIGNED


def test_it_is_not_asked_for_ever(equipped: Town, settings: LazySettings) -> None:
    settings.SIGNING_TSA_URL = NOBODY_THERE
    batch = batch_of(equipped, forward(equipped))
    at = timezone.now()
    for _ in range(len(RETRY_AFTER) + 1):
        item = claim_next(batch.pk, at=at)
        assert item is not None
        work(item, at=at)
        at += timedelta(hours=1)
    assert batch.items.get().state == State.FAILED


def test_two_workers_sign_once(equipped: Town) -> None:
    dossier = forward(equipped)
    batch, now = batch_of(equipped, dossier), timezone.now()
    item = claim_next(batch.pk, at=now)
    assert item is not None
    assert claim_next(batch.pk, at=now) is None
    work(item, at=now)
    work(item, at=now)
    assert batch.items.get().state == State.SIGNED
    assert actions_of(dossier).count(Action.SIGN) == 1
    assert dossier.attachments.filter(role=Role.SIGNED_RESULT).count() == 1


def test_a_worker_that_died_leaves_its_item_to_the_timer(equipped: Town) -> None:
    batch, now = batch_of(equipped, forward(equipped)), timezone.now()
    assert claim_next(batch.pk, at=now) is not None
    assert announce_waiting_signatures() == 0
    batch.items.update(not_before=F("not_before") - LEASE)
    assert announce_waiting_signatures() == 1
    sign_batch(batch.pk)
    assert batch.items.get().state == State.SIGNED


def test_a_certificate_given_up_meanwhile_is_said(equipped: Town) -> None:
    batch = batch_of(equipped, forward(equipped))
    certificate = Certificate.objects.get(user=equipped.people.leader)
    give_up(certificate, revoked=True, at=timezone.now() - timedelta(hours=1))
    sign_batch(batch.pk)
    item = batch.items.get()
    assert item.state == State.FAILED
    assert "không còn dùng được" in item.error


def test_only_who_signs_sees_the_batch(equipped: Town) -> None:
    batch = batch_of(equipped, forward(equipped))
    path = f"/cb/ky/lo/{batch.pk}/"
    assert browser(equipped.people.clerk).get(path).status_code == 404
    assert browser(equipped.people.clerk).post(f"{path}thu-lai/").status_code == 404
    assert browser(equipped.people.leader).get(f"{path}thu-lai/").status_code == 405


def test_a_later_draft_stands_for_earlier_ones(equipped: Town) -> None:
    dossier, people = forward(equipped), equipped.people
    browser(people.leader).post(
        act_path(dossier, "lam-lai"), {"seen": dossier.last_seq, "note": "Sửa tên"}
    )
    dossier.refresh_from_db()
    put_forward(dossier, Action.SUBMIT_FOR_SIGN, None, Told(people.specialist, timezone.now()))
    assert dossier.attachments.filter(role=Role.DRAFT_RESULT).count() == 1


def test_what_people_wait_for_goes_before_the_drawing_of_papers() -> None:
    app.loader.import_default_modules()
    assert set(settings.CELERY_TASK_ROUTES) <= set(app.tasks)
    bells = Redis.from_url(settings.REDIS_URL)
    before = [bells.llen(queue) for queue in (FIRST, WATCHED, LATER)]
    ring(draw_paper, "nobody")
    ring(make_waiting_file, 0)
    ring(sign_batch, 0)
    after = [bells.llen(queue) for queue in (FIRST, WATCHED, LATER)]
    assert [now - then for now, then in zip(after, before, strict=True)] == [1, 1, 1]
