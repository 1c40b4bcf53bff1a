"""Addresses of the words of messages."""

from django.urls import URLPattern, path

from accounts.permissions import Perm
from notifications.wording import views

_ONE = "qt/mau-tin/<slug:kind>/<slug:channel>/"
urlpatterns: list[URLPattern] = [
    path("qt/mau-tin/", views.words_list, name="words-list"),
    path(f"{_ONE}bat-tat/", views.switch_words, name="switch-words"),
    path(f"{_ONE}<slug:language>/", views.words_page, name="words"),
    path(f"{_ONE}<slug:language>/dung-lai/", views.earlier_words, name="earlier-words"),
]
ACCESS = {pattern.name: Perm.WORDING.value for pattern in urlpatterns if pattern.name}
