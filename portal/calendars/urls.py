"""Addresses of the administration of calendars."""

from django.urls import path

from accounts.permissions import Perm
from portal.calendars.views import changing, reading

app_name = "calendars"
urlpatterns = [
    path("qt/lich/", reading.list_page, name="list"),
    path("qt/lich/moi/", changing.office_page, name="office"),
    path("qt/lich/<str:code>/", reading.calendar_page, name="calendar"),
    path("qt/lich/<str:code>/sua/", changing.days_page, name="days"),
    path("qt/lich/<str:code>/gio/", changing.hours_page, name="hours"),
    path("qt/lich/<str:code>/quy-tac/", changing.rules_page, name="rules"),
    path("qt/lich/<str:code>/ban/<int:number>/", reading.version_page, name="version"),
]

ACCESS = dict.fromkeys(
    ("list", "office", "calendar", "days", "hours", "rules", "version"), Perm.CALENDARS.value
)
