"""Addresses of messages; each room has its own."""

from notifications.desk import urls as desk
from notifications.inbox import urls as inbox
from notifications.wording import urls as wording

app_name = "notifications"
urlpatterns = [*desk.urlpatterns, *inbox.urlpatterns, *wording.urlpatterns]
ACCESS = {**desk.ACCESS, **inbox.ACCESS, **wording.ACCESS}
