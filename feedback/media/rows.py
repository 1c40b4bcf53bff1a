"""Files as pages and scripts show them."""

from collections.abc import Iterable
from dataclasses import dataclass

from accounts.models import User
from feedback.media.links import private_link
from feedback.media.words import state_words
from feedback.models import Media

BADGES = {
    Media.State.WAITING: "wait",
    Media.State.CLEAN: "ok",
    Media.State.REFUSED: "warn",
}


@dataclass(frozen=True)
class MediaRow:
    """One file. Addresses are empty until it is checked; `full_url` of a video is the film."""

    pk: int
    token: str
    name: str  # as the sender called it; `Ảnh 2` of a report, whose sender nobody is told
    kind: str
    phase: str
    state: str
    badge: str
    words: str
    thumb_url: str = ""
    large_url: str = ""
    full_url: str = ""

    @property
    def is_film(self) -> bool:
        return self.kind == Media.Kind.VIDEO


def media_rows(media: Iterable[Media], *, to: User | None = None) -> list[MediaRow]:
    """In their order. `to`: as `private_link`."""
    return [media_row(row, number, to=to) for number, row in enumerate(media, start=1)]


def media_row(media: Media, number: int, *, to: User | None = None) -> MediaRow:
    urls = {}
    if media.state == Media.State.CLEAN:
        urls = {
            "thumb_url": private_link(media, "thumb", to=to),
            "large_url": private_link(media, "large", to=to),
            "full_url": private_link(media, "full", to=to),
        }
    name = media.name if media.draft_id else f"{media.get_kind_display()} {number}"
    return MediaRow(
        media.pk, media.token, name, media.kind, media.phase, media.state,
        BADGES[Media.State(media.state)], state_words(media), **urls,
    )  # fmt: skip
