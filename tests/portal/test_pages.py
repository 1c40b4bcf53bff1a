"""The portal's own pages: they open, carry the policy and obey the reader's settings."""

import pytest
from django.test import Client
from django.urls import reverse

from tests.factories import make_commune, make_procedure

pytestmark = pytest.mark.django_db

PAGES = ["home", "help", "display", "privacy", "accessibility", "styleguide"]
POLICY = "default-src 'none'"


@pytest.mark.parametrize("name", PAGES)
def test_a_page_opens_for_everyone_under_the_strict_policy(client: Client, name: str) -> None:
    answer = client.get(reverse(name))
    assert answer.status_code == 200
    assert POLICY in answer["Content-Security-Policy"]
    assert "unsafe" not in answer["Content-Security-Policy"]


@pytest.mark.parametrize("space", ["can-bo", "in"])
def test_the_styleguide_shows_every_space(client: Client, space: str) -> None:
    assert client.get(reverse("styleguide-space", args=[space])).status_code == 200


def test_the_styleguide_knows_no_other_space(client: Client) -> None:
    assert client.get("/styleguide/khac/").status_code == 404


def test_a_page_names_the_office_and_its_phone(client: Client) -> None:
    commune = make_commune()
    html = client.get("/").content.decode()
    assert f"Ủy ban nhân dân {commune.root.short_name}" in html


def test_the_start_page_leads_to_what_people_do_most(client: Client) -> None:
    make_commune()
    make_procedure()
    html = client.get("/").content.decode()
    assert '<a href="/thu-tuc/1.001193/">Đăng ký khai sinh</a>' in html
    assert "3 ngày làm việc · Tại nhà hoặc tại quầy" in html


def test_the_menu_marks_the_section_of_the_page(client: Client) -> None:
    html = client.get(reverse("help")).content.decode()
    assert '<a href="/tro-giup/" aria-current="page">Trợ giúp</a>' in html
    assert '<a href="/" aria-current="page">' not in html


def test_the_reader_chooses_text_size_and_contrast_without_script(client: Client) -> None:
    answer = client.post(reverse("display"), {"co_chu": "ratlon", "tiep": "/tro-giup/"})
    assert answer["Location"] == "/tro-giup/"
    client.post(reverse("display"), {"tuong_phan": "1"})
    assert 'class="chu-ratlon tuongphan"' in client.get("/").content.decode()
    client.post(reverse("display"), {"co_chu": "vua", "tuong_phan": "0"})
    assert '<html lang="vi" class="">' in client.get("/").content.decode()


def test_an_unknown_setting_changes_nothing(client: Client) -> None:
    client.post(reverse("display"), {"co_chu": "khong-lo"})
    client.cookies["tuong_phan"] = "co"
    assert '<html lang="vi" class="">' in client.get("/").content.decode()


@pytest.mark.parametrize(
    "target", ["https://xau.example/", "//xau.example/", "javascript:alert(1)", ""]
)
def test_the_way_back_never_leaves_the_site(client: Client, target: str) -> None:
    answer = client.post(reverse("display"), {"co_chu": "lon", "tiep": target})
    assert answer["Location"] == "/"


def test_the_language_is_chosen_by_the_cookie_and_never_by_the_browser(client: Client) -> None:
    vietnamese = client.get("/", headers={"accept-language": "en"})
    assert vietnamese["Content-Language"] == "vi"
    client.post(reverse("display"), {"ngon_ngu": "en"})
    english = client.get("/")
    assert english["Content-Language"] == "en"
    assert "Skip to main content" in english.content.decode()


def test_a_missing_page_offers_the_search(client: Client) -> None:
    answer = client.get("/khong-co-trang-nay/")
    assert answer.status_code == 404
    assert "Không thấy trang này" in answer.content.decode()
    assert 'action="/tim"' in answer.content.decode()


def test_a_stale_form_is_explained() -> None:
    answer = Client(enforce_csrf_checks=True).post(reverse("display"), {"co_chu": "lon"})
    assert answer.status_code == 403
    assert "Trang mở đã lâu nên chưa gửi được" in answer.content.decode()
