"""What comes due and what is late, as the news of the morning counts it."""

from django.urls import path

from accounts.permissions import Perm
from dossiers.ladder import views

urlpatterns = [path("cb/theo-han/", views.watch_page, name="watch")]
ACCESS = {"watch": Perm.QUEUE}
