"""Lists behind numbers, and pages of units, people, fields, procedures and causes."""

from django.urls import path

from accounts.permissions import Perm
from reports.lists import subject_views, views

urlpatterns = [
    path("ld/ho-so/", views.dossiers, name="dossiers"),
    path("ld/tre/", views.late, name="late"),
    path("ld/nguyen-nhan/<str:code>/", views.cause, name="cause"),
    path("ld/don-vi/", subject_views.units, name="units"),
    path("ld/don-vi/<str:code>/", subject_views.unit, name="unit"),
    path("ld/can-bo/<str:username>/", subject_views.person, name="person"),
    path("ld/linh-vuc/", subject_views.fields, name="fields"),
    path("ld/linh-vuc/<slug:slug>/", subject_views.field, name="field"),
    path("ld/thu-tuc/<str:code>/", subject_views.procedure, name="procedure"),
    path("ld/xep-hang/", subject_views.ranking, name="ranking"),
]
ACCESS = {str(pattern.name): Perm.FIGURES.value for pattern in urlpatterns} | {
    "person": Perm.DIRECT.value,
}
