"""What the public sees of a report: nothing, until a member of staff lets it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import astuple, dataclass
from datetime import datetime
from functools import partial

from django.db import transaction

from accounts.models import User
from feedback.disclosure import is_rounded
from feedback.media.keeping import drop_unnamed, forget_public
from feedback.media.making import make_public
from feedback.models import Blur, Media, Report, ReportEvent
from feedback.services.actors import check_actor
from feedback.services.checks import LONGEST
from feedback.workflow import Action, find
from portal.lib.children import Unusable
from portal.lib.errors import Refused
from portal.lib.text import clean, clean_lines

WHOLE = 1000  # a side of the picture, in what boxes are measured with


@dataclass(frozen=True)
class Box:
    """A rectangle that the public does not see, in thousandths of the picture's sides."""

    left: int
    top: int
    width: int
    height: int

    @property
    def is_in_picture(self) -> bool:
        starts = 0 <= self.left < WHOLE and 0 <= self.top < WHOLE
        return starts and 0 < self.width <= WHOLE and 0 < self.height <= WHOLE


@dataclass(frozen=True)
class _Twin:
    """A picture with its public form."""

    media: Media
    boxes: Sequence[Box]
    sha256: str
    poster_sha256: str

    @property
    def files(self) -> set[str]:
        return {self.sha256, self.poster_sha256}


def publish(
    report: Report,
    *,
    text: str,
    pictures: Mapping[int, Sequence[Box]],
    by: User,
    at: datetime,
    address: str | None = None,
) -> Report:
    """Lets everybody read `text` and see those pictures, with their boxes made unseeable.

    `address`: where it is, in the moderator's words; None: as it was written.
    `pictures`: primary keys of the media that become public; all others are private afterwards.
    The public files are made first, outside the transaction: of a video that takes seconds. What
    somebody did meanwhile, taking it down above all, is not undone: `Refused` as a conflict.
    """
    check_actor(find(Action.PUBLISH, report.state), report, by, owner=False)
    words = _checked_text(text), clean(report.address if address is None else address)
    _check_category(report)
    twins: list[_Twin] = []
    try:
        for media, boxes in _chosen(report, pictures):
            twins.append(_twin(media, boxes))
        return _published(report, words, twins, by=by, at=at)
    except Refused:
        drop_unnamed(sha256 for twin in twins for sha256 in twin.files)
        raise


def hide(report: Report, *, reason: str, by: User, at: datetime) -> Report:
    """Takes a report down: its page and its pictures are gone at once.

    Also the decision that one never becomes public; publishing lifts it.
    """
    check_actor(find(Action.HIDE, report.state), report, by, owner=False)
    reason = clean_lines(reason)
    if not reason:
        raise Refused("no_reason", "Nhập lý do không công khai", field="reason")
    if len(reason) > LONGEST:
        raise _too_long("reason")
    with transaction.atomic():
        held = _held(report)
        if held.hidden_at is not None:
            raise Refused("not_public", "Phản ánh này đã không công khai", conflict=True)
        forget_public(held.media.all())
        held.hidden_at = at
        return _noted(held, Action.HIDE, by=by, at=at, note=reason)


@transaction.atomic
def _published(
    report: Report, words: tuple[str, str], twins: Sequence[_Twin], *, by: User, at: datetime
) -> Report:
    held = _held(report)
    if held.last_seq != report.last_seq:
        raise Refused(
            "changed", "Phản ánh vừa có thay đổi. Xem lại rồi bấm Công khai lần nữa", conflict=True
        )
    _check_category(held)
    forget_public(held.media.exclude(pk__in=[twin.media.pk for twin in twins]))
    for twin in twins:
        _show(twin, by=by, at=at)
    (held.public_text, held.public_address), held.hidden_at = words, None
    held.published_at, held.published_by = at, by
    return _noted(held, Action.PUBLISH, by=by, at=at)


def _checked_text(text: str) -> str:
    text = clean_lines(text)
    if not text:
        raise Refused("no_text", "Nhập nội dung mà mọi người sẽ đọc", field="text")
    if len(text) > LONGEST:
        raise _too_long("text")
    return text


def _too_long(field: str) -> Refused:
    return Refused("too_long", f"Rút còn nhiều nhất {LONGEST:,} ký tự", field=field)


def _check_category(report: Report) -> None:
    if not report.category.may_be_public or report.about_conduct:
        raise Refused("never_public", "Loại phản ánh này không bao giờ công khai")


def _chosen(
    report: Report, pictures: Mapping[int, Sequence[Box]]
) -> Iterable[tuple[Media, Sequence[Box]]]:
    """The media themselves, each fit to be shown."""
    if pictures and is_rounded(report):
        raise Refused("no_pictures", "Loại phản ánh này công khai không kèm ảnh", field="pictures")
    media = {row.pk: row for row in report.media.filter(pk__in=pictures).prefetch_related("blurs")}
    for pk, boxes in pictures.items():
        if pk not in media:
            raise _gone()
        if media[pk].state != Media.State.CLEAN:
            raise Refused("not_clean", "Ảnh chưa kiểm tra xong, xin chờ", field="pictures")
        if not all(box.is_in_picture for box in boxes):
            raise Refused("bad_box", "Ô che phải nằm trong ảnh", field="pictures")
        yield media[pk], boxes


def _gone() -> Refused:
    return Refused("unknown_picture", "Ảnh không còn. Xin tải lại trang", field="pictures")


def _twin(media: Media, boxes: Sequence[Box]) -> _Twin:
    """The public form there is, when nothing changed; else a new one."""
    before = [Box(blur.left, blur.top, blur.width, blur.height) for blur in media.blurs.all()]
    if media.public_sha256 and before == list(boxes):
        return _Twin(media, boxes, media.public_sha256, media.public_poster_sha256)
    try:
        made = make_public(media, [astuple(box) for box in boxes])
    except Unusable as unusable:
        raise Refused(
            "not_made", "Chưa làm được ảnh công khai, xin thử lại", field="pictures"
        ) from unusable
    return _Twin(media, boxes, made.sha256, made.poster_sha256)


def _show(twin: _Twin, *, by: User, at: datetime) -> None:
    """A public form that is replaced goes away after the transaction."""
    media = twin.media
    before = {media.public_sha256, media.public_poster_sha256}
    transaction.on_commit(partial(drop_unnamed, before - twin.files))
    is_there = Media.objects.filter(pk=media.pk).update(
        public_sha256=twin.sha256,
        public_poster_sha256=twin.poster_sha256,
        published_at=at,
        published_by=by,
    )
    if not is_there:
        raise _gone()
    media.blurs.all().delete()
    Blur.objects.bulk_create(Blur(media=media, **vars(box)) for box in twin.boxes)


def _held(report: Report) -> Report:
    rows = Report.objects.select_for_update(of=("self",)).select_related("category")
    return rows.get(pk=report.pk)


def _noted(report: Report, action: Action, *, by: User, at: datetime, note: str = "") -> Report:
    """Saves it with a line of history. The status is none of ours: it stays."""
    report.last_seq += 1
    report.changed_at = at
    report.save()
    ReportEvent.objects.create(
        root_unit_id=report.root_unit_id,
        report=report,
        seq=report.last_seq,
        at=at,
        action=action,
        actor=by,
        from_status=report.status,
        to_status=report.status,
        unit_id=report.unit_id,
        assignee_id=report.assignee_id,
        note=note,
    )
    return report
