"""Addresses of the settings of citizens' reports."""

from django.urls import path

from accounts.permissions import Perm
from feedback.settings_pages import areas, blocks, keys, kinds, routes, texts

_BASE = "qt/phan-anh"
_KIND = f"{_BASE}/loai/<slug:code>/"
_QUESTION = f"{_KIND}cau-hoi/<slug:question>/"

urlpatterns = [
    path(f"{_BASE}/", kinds.kinds_page, name="kinds"),
    path(f"{_BASE}/them-loai/", kinds.add_kind, name="add-kind"),
    path(_KIND, kinds.kind_page, name="kind"),
    path(f"{_KIND}them-cau-hoi/", kinds.add_question, name="add-question"),
    path(_QUESTION, kinds.question_page, name="question"),
    path(f"{_QUESTION}len/", kinds.move_question, name="move-question"),
    path(f"{_QUESTION}bo/", kinds.remove_question, name="remove-question"),
    path(f"{_BASE}/tuyen/", routes.routes_page, name="routes"),
    path(f"{_BASE}/tuyen/them/", routes.add_route, name="add-route"),
    path(f"{_BASE}/tuyen/<int:pk>/", routes.route_page, name="route"),
    path(f"{_BASE}/tuyen/<int:pk>/bo/", routes.drop_route, name="drop-route"),
    path(f"{_BASE}/dia-ban/", areas.areas_page, name="areas"),
    path(f"{_BASE}/dia-ban/tep/", areas.area_file_page, name="area-file"),
    path(f"{_BASE}/dia-ban/xem-truoc/", areas.area_preview_page, name="area-preview"),
    path(f"{_BASE}/dia-ban/bo-tep/", areas.give_up_areas, name="give-up-areas"),
    path(f"{_BASE}/dia-ban/<int:pk>/dung/", areas.switch_area, name="switch-area"),
    path(f"{_BASE}/cau-mau/", texts.texts_page, name="texts"),
    path(f"{_BASE}/cau-mau/them/", texts.add_text, name="add-text"),
    path(f"{_BASE}/cau-mau/<int:pk>/", texts.text_page, name="text"),
    path(f"{_BASE}/cau-mau/<int:pk>/bo/", texts.drop_text, name="drop-text"),
    path(f"{_BASE}/khoa/", keys.keys_page, name="keys"),
    path(f"{_BASE}/khoa/<int:pk>/thu-hoi/", keys.revoke_key, name="revoke-key"),
    path(f"{_BASE}/chan/", blocks.blocks_page, name="blocks"),
    path(f"{_BASE}/chan/<int:pk>/bo/", blocks.lift_block, name="lift-block"),
]
ACCESS: dict[str, str] = {str(pattern.name): Perm.FEEDBACK_SETTINGS for pattern in urlpatterns}
