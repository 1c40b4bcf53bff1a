"""Pages of settings about one thing: cheap, within the policy, open to the administrator."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from feedback.categories import load_categories
from feedback.models import Category, Route
from tests.architecture.test_pages import look
from tests.factories import Commune
from tests.feedback.admin import BASE, sign_in
from tests.geo.borders import collection, draw, feature, square

pytestmark = pytest.mark.django_db
PAGES = (
    "loai/duong-sa/", "loai/duong-sa/cau-hoi/hu-hong/", "loai/duong-sa/them-cau-hoi/",
    "tuyen/{route}/", "tuyen/?loai={kind}&lat=11.105,108.105", "dia-ban/xem-truoc/",
)  # fmt: skip


@pytest.mark.parametrize("page", PAGES)
def test_a_page_about_one_thing_is_cheap_and_clean(commune: Commune, page: str) -> None:
    load_categories()
    draw(commune.root, "xa", square(0, 0, 0.04), kind="whole")
    kind = Category.objects.get(code="duong-sa")
    route = Route.objects.create(root_unit=commune.root, category=kind, unit=commune.office)
    admin = sign_in(commune)
    content = collection(*(feature(f"T{n}", f"Thôn {n}", square(0, 0, 0.01)) for n in range(40)))
    file = SimpleUploadedFile("thon.geojson", content)
    admin.post(f"{BASE}dia-ban/tep/", {"kind": "hamlet", "file": file})

    answer = look(admin, BASE + page.format(route=route.pk, kind=kind.pk))

    assert answer.status_code == 200
