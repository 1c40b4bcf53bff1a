"""Whatever is sent: refused in words, or only its pixels are kept."""

import pytest
from django.core.files.storage import default_storage

from feedback.media import quarantine
from feedback.media.keeping import LONG_SIDES, key_of
from feedback.media.words import sentence
from feedback.models import Media
from tests.feedback.media.corpus import BROKEN, NO_PICTURES, TWO_NATURED
from tests.feedback.media.files import CANARY, exif, film, picture, tags_of
from tests.feedback.media.sending import kept_files, send_in, sent

pytestmark = pytest.mark.django_db


def test_the_corpus_has_more_than_forty_kinds() -> None:
    assert len(NO_PICTURES) + len(BROKEN) + len(TWO_NATURED) >= 60


@pytest.mark.parametrize("kind", NO_PICTURES)
def test_what_is_no_picture_is_refused_by_its_first_bytes(kind: str) -> None:
    assert send_in(NO_PICTURES[kind]) == [sentence("type")]
    assert not Media.objects.exists()


@pytest.mark.parametrize("kind", BROKEN)
def test_what_only_begins_as_a_picture_is_refused_in_words(kind: str) -> None:
    fault, make = BROKEN[kind]
    media = sent(make())
    assert (media.state, media.fault) == (Media.State.REFUSED, fault)
    assert sentence(fault)
    assert kept_files(media) == {}


@pytest.mark.parametrize("kind", TWO_NATURED)
def test_of_what_has_two_natures_only_the_picture_is_left(kind: str) -> None:
    content = TWO_NATURED[kind]()
    media = sent(content)
    assert media.state == Media.State.CLEAN
    kept = kept_files(media)
    assert len(kept) in {3, 4}
    for name, clean in kept.items():
        assert CANARY not in clean
        assert tags_of(clean) == [], name


def test_nothing_that_was_checked_stays_in_quarantine() -> None:
    media = [sent(BROKEN["half a jpeg"][1]()), sent(TWO_NATURED["zip behind a jpeg"]())]
    assert [row.quarantine for row in media] == ["", ""]
    assert not any(quarantine.path_of(row.token).exists() for row in media)


def test_the_quarantine_is_no_part_of_the_storage(settings: object) -> None:
    send_in(TWO_NATURED["zip behind a jpeg"]())
    media = Media.objects.get()
    waiting = quarantine.path_of(media.quarantine)
    assert waiting.exists()
    assert not waiting.is_relative_to(default_storage.location)  # type: ignore[attr-defined]
    assert not any(default_storage.exists(key_of(media.token, size)) for size in LONG_SIDES)


def test_guard_bites_on_a_tag_in_a_picture_and_in_a_film() -> None:
    assert tags_of(picture(exif=exif())) == ["e1"]
    assert tags_of(picture(comment=CANARY)) == ["fe"]
    assert tags_of(picture() + b"more") == ["ff"]
    assert {"udta", "x264"} <= set(tags_of(film("-metadata", "title=CANARY")))
