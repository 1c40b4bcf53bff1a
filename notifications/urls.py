"""Addresses of messages; each room has its own."""

from notifications.desk import urls as desk
from notifications.inbox import urls as inbox

app_name = "notifications"
urlpatterns = [*desk.urlpatterns, *inbox.urlpatterns]
ACCESS = {**desk.ACCESS, **inbox.ACCESS}
