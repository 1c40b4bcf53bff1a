"""A citizen's online submission, from the start page to the receipt."""

from django.urls import path

from dossiers.views import drafts, sending, start, uploads

urlpatterns = [
    path("nop/<str:code>/", start.start, name="start"),
    path("nhap/<str:token>/", drafts.overview, name="draft"),
    path("nhap/<str:token>/xong/", sending.receipt, name="draft-receipt"),
    path("nhap/<str:token>/kiem-tra/", sending.check, name="draft-check"),
    path("nhap/<str:token>/khoi-phuc/", drafts.bring_back, name="draft-restore"),
    path("nhap/<str:token>/cap-nhat/", drafts.bring_up_to_date, name="draft-renew"),
    path("nhap/<str:token>/ma-nhap/", drafts.new_pickup_code, name="draft-pickup"),
    path("nhap/<str:token>/xoa/", drafts.delete, name="draft-delete"),
    path("nhap/<str:token>/giay-to/<int:number>/", uploads.paper, name="draft-paper"),
    path("nhap/<str:token>/giay-to-khac/", uploads.extra, name="draft-extra"),
    path("nhap/<str:token>/tep/<int:pk>/", uploads.show_file, name="draft-file"),
    path("nhap/<str:token>/tep/<int:pk>/xoa/", uploads.delete_file, name="draft-file-delete"),
    path("nhap/<str:token>/<slug:slug>/", drafts.page, name="draft-page"),
]
ACCESS = {pattern.name: "citizen" for pattern in urlpatterns if pattern.name}
