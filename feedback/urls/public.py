"""Reports as everybody sees them; what reporters and neighbours do there."""

from django.urls import path

from feedback.public import borders

urlpatterns = [
    path("phan-anh/dia-gioi.json", borders.borders, name="borders"),
]
ACCESS = {pattern.name: "public" for pattern in urlpatterns if pattern.name}
