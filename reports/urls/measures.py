"""Ratios, the index of QĐ 766, the nine indicators, and the targets they are held against."""

from django.urls import path

from accounts.permissions import Perm
from reports.measures import targets_views, views

urlpatterns = [
    path("ld/ty-le/", views.ratios, name="ratios"),
    path("ld/chi-so-766/", views.index766, name="index766"),
    path("ld/chi-so-766/<slug:slug>/", views.indicator, name="indicator"),
    path("ld/danh-gia/", views.evaluation, name="evaluation"),
    path("qt/chi-tieu/", targets_views.targets_page, name="targets"),
    path("qt/chi-tieu/them/", targets_views.add_target_page, name="add-target"),
    path("qt/chi-tieu/<int:pk>/", targets_views.target_page, name="target"),
]
ACCESS = dict.fromkeys(("ratios", "index766", "indicator", "evaluation"), Perm.FIGURES.value)
ACCESS |= dict.fromkeys(("targets", "add-target", "target"), Perm.TARGETS.value)
