"""The work space of staff."""

from django.urls import path

from accounts.permissions import Perm
from dossiers.views import bulk, clock, lists, queue, staff_act, staff_dossier, staff_messages

urlpatterns = [
    path("cb/", queue.queue, name="queue"),
    path("cb/in-danh-sach/", queue.queue_print, name="queue-print"),
    path("cb/hang-loat/", bulk.bulk, name="bulk"),
    path("cb/hang-loat/ket-qua/", bulk.bulk_result, name="bulk-result"),
    path("cb/ky/", lists.sign_queue, name="sign-queue"),
    path("cb/tra-ket-qua/", lists.return_queue, name="return-queue"),
    path("cb/tim/", lists.staff_search, name="staff-search"),
    path("cb/ho-so/<str:code>/", staff_dossier.staff_dossier, name="staff-dossier"),
    path("cb/ho-so/<str:code>/tep/<int:pk>/", staff_dossier.staff_file, name="staff-file"),
    path("cb/ho-so/<str:code>/tin-nhan/", staff_messages.dossier_messages, name="staff-messages"),
    path("cb/ho-so/<str:code>/thoi-han/", clock.staff_clock, name="staff-clock"),
    path("cb/ho-so/<str:code>/thoi-han/giai-trinh/", clock.clock_paper, name="clock-paper"),
    path("cb/ho-so/<str:code>/ghi-chu/", staff_dossier.note, name="note"),
    path("cb/ho-so/<str:code>/hien-so/", staff_dossier.unmask_numbers, name="unmask"),
    path("cb/ho-so/<str:code>/thu-phi/", staff_dossier.fee, name="collect-fee"),
    path("cb/ho-so/<str:code>/<slug:slug>/", staff_act.act, name="act"),
]
ACCESS = {
    "queue": "staff",
    "queue-print": "staff",
    "bulk": Perm.QUEUE,
    "bulk-result": Perm.QUEUE,
    "sign-queue": Perm.SIGN,
    "return-queue": Perm.RETURN,
    "staff-search": Perm.QUEUE,
    "staff-dossier": Perm.QUEUE,
    "staff-file": Perm.QUEUE,
    "staff-messages": Perm.QUEUE,
    "staff-clock": Perm.QUEUE,
    "clock-paper": Perm.QUEUE,
    "note": Perm.QUEUE,
    "unmask": Perm.QUEUE,
    "collect-fee": Perm.COLLECT_FEE,
    "act": Perm.QUEUE,
}
