"""The page of sent messages."""

from django.urls import URLPattern, path

from notifications import views

app_name = "notifications"
urlpatterns: list[URLPattern] = [
    path("tin-nhan-demo/", views.development_inbox, name="development-inbox"),
]
ACCESS = {"development-inbox": "public"}
