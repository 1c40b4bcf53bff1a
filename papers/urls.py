"""Addresses of papers: templates of offices, and the check of any paper by its code."""

from django.urls import path

from accounts.permissions import Perm
from papers.views import templates, verification

app_name = "papers"
urlpatterns = [
    path("qt/mau-giay/", templates.templates_page, name="templates"),
    path("qt/mau-giay/xem-thu/<str:token>.pdf", templates.sample_pdf_page, name="sample-pdf"),
    path("qt/mau-giay/xem-thu/<str:token>.png", templates.sample_picture, name="sample-png"),
    path("qt/mau-giay/bo-mau/<slug:code>/", templates.form_set_page, name="form-set"),
    path("qt/mau-giay/<int:unit>/<slug:form>/", templates.template_page, name="template"),
]
ACCESS = {pattern.name: Perm.TEMPLATES.value for pattern in urlpatterns if pattern.name}

# The address printed on papers has no slash at its end, and stays for decades.
urlpatterns += [
    path("kiem-tra/", verification.verify, name="verify"),
    path("kiem-tra/<str:code>", verification.verify_paper, name="verify-printed"),
    path("kiem-tra/<str:code>/", verification.verify_paper, name="verify-paper"),
]
ACCESS |= dict.fromkeys(("verify", "verify-printed", "verify-paper"), "public")
