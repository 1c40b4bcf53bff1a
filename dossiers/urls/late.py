"""Letters of apology and how offices keep that duty; before the addresses of single acts."""

from django.urls import path

from accounts.permissions import Perm
from dossiers.lateness import views

urlpatterns = [
    path("cb/xin-loi/", views.apologies, name="apologies"),
    path("cb/xin-loi/ky/", views.sign_letters, name="sign-letters"),
    path("cb/xin-loi/tinh-hinh/", views.figures, name="apology-figures"),
    path("cb/xin-loi/tinh-hinh/ho-so/", views.behind_figure, name="apology-dossiers"),
    path("cb/ho-so/<str:code>/xin-loi/", views.letter, name="apology"),
]
ACCESS = {
    "apologies": Perm.QUEUE,
    "sign-letters": Perm.SIGN,
    "apology-figures": Perm.SEARCH_ALL,
    "apology-dossiers": Perm.SEARCH_ALL,
    "apology": Perm.QUEUE,
}
