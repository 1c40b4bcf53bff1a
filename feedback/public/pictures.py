"""Pictures of a report beside each other: how it was, and how it is now."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from feedback.media.links import Size, private_link, public_link
from feedback.models import Media

Link = Callable[[Media, Size], str]


@dataclass(frozen=True, slots=True)
class Picture:
    """`film`: the address of a video, empty for a photo. `alt` says what it is in words."""

    thumb: str
    large: str
    film: str
    alt: str
    caption: str


@dataclass(frozen=True)
class Pictures:
    """`pair`: one of before and one of after, to compare; the others follow in `rest`."""

    pair: tuple[Picture, Picture] | None
    rest: list[Picture]

    def __bool__(self) -> bool:
        return bool(self.pair or self.rest)


def public_pictures(media: Iterable[Media]) -> Pictures:
    return _arranged(list(media), public_link)


def own_pictures(media: Iterable[Media]) -> Pictures:
    """What the reporter sent; of the office's pictures what everybody sees, as everybody does."""
    clean = [one for one in media if one.state == Media.State.CLEAN]
    return _arranged([one for one in clean if _is_own(one) or one.public_sha256], _own_link)


def _is_own(media: Media) -> bool:
    return media.phase == Media.Phase.BEFORE and media.uploaded_by_id is None


def _own_link(media: Media, size: Size) -> str:
    """Faces that are covered for everybody are covered here too, where the office took them."""
    return private_link(media, size) if _is_own(media) else public_link(media, size)


def _arranged(media: list[Media], link: Link) -> Pictures:
    before, after = _first(media, Media.Phase.BEFORE), _first(media, Media.Phase.AFTER)
    if before is None or after is None:
        return Pictures(None, [_picture(one, link) for one in media])
    rest = [_picture(one, link) for one in media if one not in (before, after)]
    return Pictures((_picture(before, link), _picture(after, link)), rest)


def _first(media: list[Media], phase: str) -> Media | None:
    photos = (one for one in media if one.kind == Media.Kind.PHOTO and one.phase == phase)
    return next(photos, None)


def _picture(media: Media, link: Link) -> Picture:
    is_film = media.kind == Media.Kind.VIDEO
    caption = {
        Media.Phase.BEFORE.value: _("Trước khi xử lý"),
        Media.Phase.DURING.value: _("Đang xử lý"),
        Media.Phase.AFTER.value: _("Sau khi xử lý"),
    }[media.phase]
    what = _("Video: %(phase)s") if is_film else _("Ảnh: %(phase)s")
    return Picture(
        thumb=link(media, "thumb"),
        large=link(media, "large"),
        film=link(media, "full") if is_film else "",
        alt=what % {"phase": caption.lower()},
        caption=caption,
    )
