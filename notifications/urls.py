"""Addresses of messages; each room has its own."""

from notifications.inbox import urls as inbox

app_name = "notifications"
urlpatterns = [*inbox.urlpatterns]
ACCESS = {**inbox.ACCESS}
