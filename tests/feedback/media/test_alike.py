"""Pictures that look the same are found, whatever a phone did to them on the way."""

from datetime import timedelta

import pytest
from PIL import Image, ImageOps

from feedback.media.alike import alike, distance
from tests.dossiers.conftest import People
from tests.factories import MONDAY, Commune
from tests.feedback.factories import send_report
from tests.feedback.media.files import picture, scene
from tests.feedback.media.sending import photo_of

pytestmark = pytest.mark.django_db


def test_bits_that_differ_are_counted_whatever_the_sign() -> None:
    assert [distance(0, 0), distance(-1, 0), distance(5, 4), distance(-1, -2)] == [0, 64, 1, 1]


def test_the_same_scene_is_found_made_small_and_pale_and_another_is_not(
    commune: Commune, people: People
) -> None:
    report = send_report(commune)
    photo_of(report, picture(image=scene((1600, 1200))))
    again = send_report(commune)
    pale = ImageOps.autocontrast(scene((800, 600)).point(lambda value: 40 + value * 3 // 4))
    photo_of(again, picture("PNG", pale))
    photo_of(send_report(commune), picture(image=ImageOps.mirror(scene())))
    photo_of(send_report(commune), picture(image=Image.new("RGB", (400, 300), "white")))
    found = alike(report, at=MONDAY)
    assert [one.media.report for one in found] == [again]
    assert found[0].distance <= 8


def test_of_one_other_report_the_nearest_picture_is_told_and_old_ones_are_not(
    commune: Commune, people: People
) -> None:
    report, other = send_report(commune), send_report(commune)
    photo_of(report, picture())
    photo_of(other, picture())
    photo_of(other, picture("PNG"))
    assert [one.media.report for one in alike(report, at=MONDAY)] == [other]
    assert alike(report, at=MONDAY + timedelta(days=91)) == []


def test_a_report_without_pictures_is_like_none(commune: Commune, people: People) -> None:
    photo_of(send_report(commune), picture())
    assert alike(send_report(commune), at=MONDAY) == []
