"""A citizen's report, from the first page to the receipt."""

from django.urls import path

from feedback.reporting.views import contact, matter, photos, place, sending, start

urlpatterns = [
    path("phan-anh/moi/", start.start, name="new-report"),
    path("phan-anh/nhap/<str:token>/anh/", photos.photos, name="draft-photos"),
    path("phan-anh/nhap/<str:token>/viec/", matter.kind, name="draft-kind"),
    path("phan-anh/nhap/<str:token>/mo-ta/", matter.words, name="draft-words"),
    path("phan-anh/nhap/<str:token>/noi/", place.place, name="draft-place"),
    path("phan-anh/nhap/<str:token>/gan-day/", place.near, name="draft-near"),
    path("phan-anh/nhap/<str:token>/lien-he/", contact.contact, name="draft-contact"),
    path("phan-anh/nhap/<str:token>/ma/", contact.code, name="draft-code"),
    path("phan-anh/nhap/<str:token>/kiem-tra/", sending.check, name="draft-check"),
    path("phan-anh/nhap/<str:token>/xong/", sending.sent, name="draft-sent"),
]
ACCESS = {pattern.name: "public" for pattern in urlpatterns if pattern.name}
