from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
ACCESS: dict[str, str] = {}
