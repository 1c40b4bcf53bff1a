"""Addresses of pictures: the only way one leaves the private storage."""

from dataclasses import dataclass
from typing import Literal, cast

from django.core import signing
from django.urls import reverse

from accounts.models import User
from feedback.models import Media

Size = Literal["thumb", "large", "full"]

PRIVATE_SECONDS = 600
_PRIVATE = signing.TimestampSigner(salt="feedback.media.private", sep=".")
_PUBLIC = signing.Signer(salt="feedback.media.public", sep=".")
_HASH_LETTERS = 20  # of the public file: another content is another address


@dataclass(frozen=True)
class Wanted:
    """What a link asks for. `viewer`: the member of staff it was made for; 0: whoever holds it."""

    token: str
    size: Size
    public_hash: str = ""
    viewer: int = 0


def private_link(media: Media, size: Size, *, to: User | None = None) -> str:
    """Good for ten minutes. `to`: the member of staff who alone may follow it.

    Without it the link is for whoever is shown the page of a draft or the reporter's own page.
    Of a video `full` is the film, the other sizes are its poster.
    """
    viewer = to.pk if to else 0
    return _address(_PRIVATE.sign(f"{media.token}:{size}:{viewer}"))


def public_link(media: Media, size: Size) -> str:
    """Good as long as the report is public and this is what was published; empty if nothing was."""
    if not media.public_sha256:
        return ""
    return _address(_PUBLIC.sign(f"{media.token}:{size}:{media.public_sha256[:_HASH_LETTERS]}"))


def read_link(signed: str) -> Wanted | None:
    """None for whatever we did not sign, and for what has expired."""
    try:
        token, size, public_hash = _PUBLIC.unsign(signed).split(":")
        return Wanted(token, cast(Size, size), public_hash=public_hash)
    except signing.BadSignature:
        pass
    try:
        token, size, viewer = _PRIVATE.unsign(signed, max_age=PRIVATE_SECONDS).split(":")
    except signing.BadSignature:
        return None
    return Wanted(token, cast(Size, size), viewer=int(viewer))


def _address(signed: str) -> str:
    return reverse("feedback:media", args=[signed])
